"""Whom a letter of the school speaks to, and of which child."""

from scala_cli.documents.contexts.told import Teller, place
from scala_cli.documents.contexts.writing import Writing
from scala_cli.plan.model import Poster, Role


def parents(writing: Writing) -> tuple[str, ...]:
    """Return the one or two parents that a letter is for."""
    found = (writing.told("ouder_1", "naam van de ouder of verzorger"), writing.told("ouder_2"))
    return tuple(one for one in found if one)


def child(teller: Teller) -> str:
    """Return the child's name: of who posted only when that is the child."""
    name = teller.said(Role.POSTER) if teller.poster is Poster.CHILD else ""
    return name or place("naam van het kind")


def salutation(teller: Teller, writing: Writing) -> str:
    """Return whom a letter to an adult speaks to; a child's name never stands there."""
    name = teller.said(Role.POSTER) if teller.poster is not Poster.CHILD else ""
    return writing.told("aanhef") or name or place("naam")
