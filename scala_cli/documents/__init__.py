"""The texts that go out: what they may say of a case, and their rendering."""
