"""`overzicht`: a school year in figures, without names, on the screen or in a file."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scala_cli import clock, files
from scala_cli.case.figures import Figures, figures
from scala_cli.case.masking import FEWEST
from scala_cli.case.school_year import SchoolYear
from scala_cli.commands import school
from scala_cli.commands.reading import must_be_unchanged, readable_cases
from scala_cli.commands.run import Run
from scala_cli.documents.render import render_template
from scala_cli.errors import WrongUse
from scala_cli.export.pdf import Letterhead, dossier_pdf
from scala_cli.screen import overview_views
from scala_cli.text import Markdown, clean_line, markdown_line

_TEMPLATE = "export/overzicht.md.j2"
_FORMS = ("md", "pdf")
_YEAR = re.compile(r"(\d{4})\s*[-/–]\s*(\d{4}|\d{2})")
_STDOUT = Path("-")
_NEVER_COUNTED = (
    "Een oefening telt nooit mee. Daarom is er geen overzicht van. Laat --oefening weg voor het "
    "overzicht van de echte dossiers."
)
_EXPLAINED = (
    (
        "Een dossier telt mee in het schooljaar waarin het is geopend, van 1 augustus tot en met "
        "31 juli. Ook gewiste dossiers tellen mee, voor zover de keuzes er nog staan."
    ),
    "Ook een dossier dat dubbel was, of geen incident bleek, telt mee.",
    (
        f"Een aantal onder {FEWEST} staat er als <{FEWEST}. Is zo'n aantal toch uit te rekenen, "
        "dan is ook een ander aantal niet getoond, of de hele groep."
    ),
    (
        "De duur telt vanaf de melding. De middelste waarde betekent: de helft ging sneller, de "
        "andere helft langzamer."
    ),
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line; None where it wasn't."""

    year: str | None
    form: str | None
    target: Path | None
    overwrite: bool


def overview(run: Run, wish: Wish) -> None:
    """Show a school year in figures, or write them to a file; Markdown goes down a pipe."""
    if run.settings.drill:
        raise WrongUse(_NEVER_COUNTED)
    year = school_year(wish.year) if wish.year is not None else SchoolYear.of(_today(run))
    form = _form(run, wish)
    with run.dossier() as dossier, readable_cases(dossier) as cases:
        for case in cases:
            must_be_unchanged(case)
        # One that was put back from a copy doesn't count either.
        found = figures([case for case in cases if not case.drill], year)
        if form is None:
            run.printer.show(overview_views.overview(found, _opening(found), _EXPLAINED))
            return
        text = f"{render_template(_TEMPLATE, _values(found))}\n"
        path = _path(run, wish, form, year)
        if path is None:
            print(text, end="", flush=True)
            return
        letterhead = school.letterhead(school.known_school(dossier))
        files.write_bytes(path, _bytes(run, text, form, letterhead), overwrite=wish.overwrite)
        print(files.shown(path))


def school_year(typed: str) -> SchoolYear:
    """Return the school year `2026-2027` or `2026/27`. Raises `WrongUse` for what isn't one."""
    found = _YEAR.fullmatch(clean_line(typed))
    if found:
        start, end = int(found[1]), int(found[2])
        if end % 100 == (start + 1) % 100 and end in (start + 1, (start + 1) % 100):
            return SchoolYear(start)
    raise WrongUse(f"Schooljaar '{clean_line(typed)}' is niet te lezen. Schrijf het als 2026-2027.")


def _today(run: Run) -> date:
    return clock.today(run.clock)


def _form(run: Run, wish: Wish) -> str | None:
    """Return in which form it is written; None for a page on the screen."""
    if wish.form not in (None, *_FORMS):
        raise WrongUse(f"Vorm '{clean_line(str(wish.form))}' bestaat niet. Kies md of pdf.")
    if wish.form is None and wish.target is not None and wish.target != _STDOUT:
        return "pdf" if wish.target.suffix.lower() == ".pdf" else "md"
    if wish.form is None and (wish.target == _STDOUT or not run.output.isatty()):
        return "md"
    return wish.form


def _path(run: Run, wish: Wish, form: str, year: SchoolYear) -> Path | None:
    """Return the file to write; None for stdout."""
    if wish.target == _STDOUT:
        if form == "pdf":
            raise WrongUse("Een PDF kan niet naar het scherm. Geef met --naar een bestand.")
        return None
    if wish.target is None and form == "md" and not run.output.isatty():
        return None
    name = f"overzicht-{year.name}.{form}"
    if wish.target is None:
        return Path(name)
    return wish.target / name if wish.target.is_dir() else wish.target


def _opening(found: Figures) -> list[str]:
    return [f"Aantal dossiers: {found.cases}"]


def _values(found: Figures) -> dict[str, object]:
    title = markdown_line(f"Overzicht schooljaar {found.year.name}")
    return {
        # JSON is YAML; neither dashes nor digits need a sign of escape here.
        "titel": Markdown(f'"{title}"'),
        "inleiding": _opening(found),
        "groepen": found.groups,
        "uitleg": _EXPLAINED,
    }


def _bytes(run: Run, text: str, form: str, letterhead: Letterhead) -> bytes:
    if form == "md":
        return text.encode()
    return dossier_pdf(text, letterhead, clock.stamp(run.clock()))
