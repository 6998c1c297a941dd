"""The clipboard, where there is one.

What is put there is read back: on Linux the programs behind it may fail without a word.
"""


def copy(text: str) -> bool:
    """Put text on the clipboard; tell whether that worked."""
    import pyperclip

    try:
        pyperclip.copy(text)
        found = pyperclip.paste()
    except (pyperclip.PyperclipException, OSError, ValueError):
        return False
    # Some systems have line ends of their own.
    return str(found).split() == text.split()


def copy_and_say(text: str) -> str:
    """Put text on the clipboard and return a Dutch sentence that says whether that worked."""
    if copy(text):
        return "De tekst staat op het klembord. Plak hem waar u hem nodig hebt."
    return "Er is op deze computer geen klembord gevonden. Selecteer de tekst en kopieer hem zelf."
