"""Asking: the Prompter protocol and its forms. Knows nothing of screens or storage."""
