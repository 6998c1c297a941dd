"""Every variant of every document: the statement's eight, the others from made-up cases."""

from collections.abc import Iterator
from itertools import product

from scala_cli.case.state import Case
from scala_cli.documents.context import Context, StatementContext, Writing, context_for
from scala_cli.documents.school import School
from scala_cli.plan.graph import Graph
from tests.conftest import MakeCase, Said

Variant = tuple[str, str, Context]
"""The golden file's name, the document's kind, and its context."""

POSTED: dict[str, object] = {
    "platform": "instagram",
    "link": ["https://www.instagram.com/p/abc_def/", "https://x.example/1"],
    "geplaatst": "2026-11-20T13:30:00Z",
}
TALK: dict[str, object] = {
    "datum": "2026-11-21T09:00:00Z",
    "aanwezig": ["J. Voorbeeld", "A. Directie"],
    "verslag": "Er is rustig gepraat.",
    "afspraken": "Het bericht gaat weg.\nWe bellen vrijdag.",
}
WHAT = "Er stond een kwetsend bericht.\n\nDe school heeft gesprekken gevoerd."
DAY = "2026-11-22"
UNTOLD = Writing(School(), DAY, {})
Answers = tuple[Said, ...]


def statements() -> Iterator[Variant]:
    """Yield the statement's eight."""
    for talked, aangifte, short in product((True, False), repeat=3):
        words = [
            "kort" if short else "gewoon",
            "gesproken" if talked else "niet-gesproken",
            *(["aangifte"] if aangifte else []),
        ]
        yield (
            "-".join(["statement", *words]),
            "statement",
            StatementContext(talked, aangifte, short),
        )


def beginning(posted: dict[str, object], talk: dict[str, object] | None = None) -> Answers:
    """Return the answers up to `wie`; without a talk it was skipped."""
    talked: Said = ("gesprek", "overgeslagen") if talk is None else ("gesprek", "gedaan", talk)
    return (("signaal", "gedaan", posted), ("spoed", "nee"), ("stilte", "gedaan"), talked)


def adult(who: dict[str, object], record: dict[str, object], **more: dict[str, object]) -> Answers:
    """Return the answers of an adult who rectifies."""
    return (
        *beginning(more.get("posted", {}), more.get("talk")),
        ("wie", "volwassene", who),
        ("reactie-volwassene", "rectificeert"),
        ("klachtmogelijkheid", "gedaan"),
        ("dossier-volwassene", "gedaan", record),
    )


def child(who: dict[str, object], record: dict[str, object], **more: dict[str, object]) -> Answers:
    """Return the answers of a child who does not acknowledge; the parents are still to come."""
    talk = more.get("talk")
    return (
        *beginning(more.get("posted", {}), talk),
        ("wie", "kind", who),
        ("gesprek-kind", "gedaan", talk) if talk else ("gesprek-kind", "overgeslagen"),
        ("reactie-kind", "erkent-niet"),
        ("gedragsprotocol-kind", "gedaan"),
        ("leerlingdossier", "gedaan", record),
    )


def employee(posted: dict[str, object]) -> Answers:
    """Return the answers up to the reaction of an employee."""
    return (
        ("ventileert", "gedaan", posted),
        ("aanspreken", "gedaan", TALK) if posted else ("aanspreken", "overgeslagen"),
        ("grensoverschrijdend", "nee"),
    )


RECTIFIED: Answers = (("reactie-medewerker", "rectificeert"),)
INADEQUATE: Answers = (
    ("reactie-medewerker", "inadequaat"),
    ("overleg-bestuur", "gedaan"),
    ("statement", "gedaan"),
)
RECORD: dict[str, object] = {"datum": "2026-11-22", "wat_en_hoe": WHAT}
DECIDED: dict[str, object] = {"toelichting": "De ernst is groot.\nHet is de eerste keer."}


def from_cases(plaatsing: Graph, medewerker: Graph, make: MakeCase) -> Iterator[Variant]:
    """Yield the variants of the documents that are made of a case."""
    naam: dict[str, object] = {"naam": "J. Voorbeeld", "klas": "Groep 8"}
    parent: dict[str, object] = {"ouder_verzorger": True}
    silence = "niet-reageren"
    yield f"{silence}-platform", silence, _last(make(plaatsing, *beginning(POSTED)[:3]), silence)
    yield f"{silence}-onbekend", silence, _last(make(plaatsing, *beginning({})[:3]), silence)
    pupil = "leerlingdossier-incident"
    full = {"posted": POSTED, "talk": TALK}
    for name, answers in {
        "kind": child({**naam, "jonger_dan_12": True}, RECORD, **full),
        "kind-zonder-gegevens": child({}, {}),
        "ouder": adult({**naam, **parent}, RECORD, **full),
        "ouder-zonder-gegevens": adult(parent, {}),
        "andere-volwassene": adult(
            {"naam": "J. Voorbeeld", "ouder_verzorger": False}, RECORD, **full
        ),
        "ouder-onbekend": adult({}, {}),
    }.items():
        yield f"{pupil}-{name}", pupil, _last(make(plaatsing, *answers), pupil)
    staff = "melding-personeelsdossier"
    heard = {**DECIDED, "gehoord": True}
    last = "dossier-medewerker-directie"
    for name, answers in {
        "rectificatie": (*employee(POSTED), *RECTIFIED, ("dossier-medewerker", "gedaan", RECORD)),
        "zonder-gegevens": (*employee({}), *RECTIFIED, ("dossier-medewerker", "gedaan")),
        "consequenties": (
            *employee(POSTED),
            *INADEQUATE,
            ("consequenties", ("waarschuwing", "schorsing"), heard),
            (last, "gedaan", RECORD),
        ),
        "geen-consequenties": (
            *employee(POSTED),
            *INADEQUATE,
            ("consequenties", "geen"),
            (last, "gedaan", RECORD),
        ),
    }.items():
        yield f"{staff}-{name}", staff, _last(make(medewerker, *answers), staff)
    handed = (
        *beginning(POSTED, TALK),
        ("wie", "medewerker", naam),
        ("medewerker/aanspreken", "overgeslagen"),
        ("medewerker/grensoverschrijdend", "nee"),
        ("medewerker/reactie-medewerker", "rectificeert"),
        ("medewerker/dossier-medewerker", "gedaan", RECORD),
    )
    yield f"{staff}-vanuit-plaatsing", staff, _last(make(plaatsing, *handed), staff)


def _last(case: Case, kind: str) -> Context:
    """Return the context of a document at the last answer of a case that calls for it."""
    found = [answer for answer in case.standing if kind in case.step(answer.visit).documents]
    return context_for(kind, case, found[-1].visit, UNTOLD)
