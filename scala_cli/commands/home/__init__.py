"""The home menu: what a person finds who types `stappenplan` alone at a terminal."""
