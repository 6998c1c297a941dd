"""A case in a form that leaves the program: JSON for programs, Markdown for paper."""
