"""Makes the command line speak Dutch: Click's own sentences, translated as they are asked for.

Click takes `gettext` by name when it is imported, so `install` has to run before that. It
answers from a table whatever the system's language is.
"""

import gettext

from scala_cli import resources


def install() -> None:
    """Have `gettext` answer with the sentences of `data/woorden.toml`, where it has them."""
    table = resources.table("woorden")
    words: dict[str, str] = table["zinnen"]
    plurals: dict[str, str] = table["meervoud"]

    def one(message: str) -> str:
        return words.get(message, message)

    def counted(msgid1: str, msgid2: str, n: int) -> str:
        return words.get(msgid1, msgid1) if n == 1 else plurals.get(msgid1, msgid2)

    gettext.gettext = one
    gettext.ngettext = counted
