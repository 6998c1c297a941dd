"""How fast the program is, against what its parts cost by themselves; no part of the tests."""
