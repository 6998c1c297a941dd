"""The clipboard, where there is one."""


def copy(text: str) -> bool:
    """Put text on the clipboard; tell whether that worked."""
    import pyperclip

    try:
        pyperclip.copy(text)
    except (pyperclip.PyperclipException, OSError):
        return False
    return True


def copy_and_say(text: str) -> str:
    """Put text on the clipboard and return a Dutch sentence that says whether that worked."""
    if copy(text):
        return "De tekst staat op het klembord. Plak hem waar u hem nodig hebt."
    return "Er is op deze computer geen klembord gevonden. Selecteer de tekst en kopieer hem zelf."
