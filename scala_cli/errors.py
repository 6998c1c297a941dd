"""What can go wrong that a person can act on.

Each class carries one exit code and one Dutch sentence: what happened, where, what is
safe, what to do. Never the text of an answer. Bugs stay ordinary exceptions.
"""

from typing import ClassVar


class StappenplanError(Exception):
    """The base of every error that is told to a person, as `str(error)`, in Dutch."""

    exit_code: ClassVar[int] = 1


class WrongUse(StappenplanError):
    """The command line asks for something that isn't there or can't be."""

    exit_code = 2


class Stopped(StappenplanError):
    """The walk ended before the last step; everything answered is saved."""

    exit_code = 3


class WrongFile(StappenplanError):
    """A plan, template or answers file is wrong."""

    exit_code = 4


class DossierUnusable(StappenplanError):
    """The dossier cannot be read or written: locked, full, damaged, no access."""

    exit_code = 5


class WrongPassword(StappenplanError):
    """The password is missing or does not open the dossier."""

    exit_code = 6


class Interrupted(StappenplanError):
    """Ctrl-C; everything answered is saved."""

    exit_code = 130


class InvalidValue(StappenplanError):
    """A field's value can't be taken; the prompt asks again, an answers file is refused."""

    exit_code = 4
