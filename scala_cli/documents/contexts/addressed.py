"""Whom a letter of the school speaks to, and of which child."""

from scala_cli.case.state import Case
from scala_cli.documents.contexts import told
from scala_cli.documents.contexts.told import place
from scala_cli.documents.contexts.writing import Role, Writing


def parents(writing: Writing) -> tuple[str, ...]:
    """Return the one or two parents that a letter is for."""
    found = (writing.told("ouder_1", "naam van de ouder of verzorger"), writing.told("ouder_2"))
    return tuple(one for one in found if one)


def child(case: Case) -> str:
    """Return the child's name: of who posted only when that is the child."""
    name = told.said(case, "naam") if told.poster_is(case, Role.CHILD) else ""
    return name or place("naam van het kind")


def salutation(case: Case, writing: Writing) -> str:
    """Return whom a letter to an adult speaks to; a child's name never stands there."""
    adult = not told.poster_is(case, Role.CHILD)
    name = told.said(case, "naam") if adult else ""
    return writing.told("aanhef") or name or place("naam")
