"""Makes the command line speak Dutch: Click's own sentences, translated as they are asked for.

Click takes `gettext` by name when it is imported, so `install` has to run before that. It
answers from a table whatever the system's language is.
"""

import gettext

from scala_cli import resources


def install() -> None:
    """Have `gettext` answer with the sentences of `data/woorden.toml`, where it has them."""

    def one(message: str) -> str:
        return _words("zinnen").get(message, message)

    def counted(msgid1: str, msgid2: str, n: int) -> str:
        if n == 1:
            return one(msgid1)
        return _words("meervoud").get(msgid1, msgid2)

    gettext.gettext = one
    gettext.ngettext = counted


def _words(part: str) -> dict[str, str]:
    """Return a part of the table, which is read when the first sentence is asked for."""
    found: dict[str, str] = resources.table("woorden")[part]
    return found
