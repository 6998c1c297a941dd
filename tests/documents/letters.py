"""Every variant of the letters and working papers, each from a made-up case."""

from collections.abc import Iterator, Mapping
from datetime import date

from scala_cli.case import drafts
from scala_cli.case.state import Case
from scala_cli.case.values import Value
from scala_cli.documents.context import Writing, context_for
from scala_cli.documents.school import School
from scala_cli.plan.graph import Graph
from tests.conftest import MakeCase, Said
from tests.documents.variants import (
    DAY,
    DECIDED,
    POSTED,
    TALK,
    UNTOLD,
    Answers,
    Variant,
    beginning,
)
from tests.growing import BY, then

SCHOOL = School(
    naam="Basisschool De Verzonnen Boom",
    bestuur="Stichting Verzonnen",
    directeur="D. Fictief",
    telefoon="012 345 67 89",
    adres="Bedachte Laan 1, 0000 XX Voorbeeldstad",
    plaats="Voorbeeldstad",
    klachtenregeling="https://school.example/klachten",
    gedragsprotocol="https://school.example/gedrag",
)
PHRASED: dict[str, object] = {
    **POSTED,
    "inhoud": "Een filmpje van de gymles.\nErbij staat: 'Wat een sukkel.'",
    "account": "@verzonnen_8",
}
APPOINTMENT: dict[str, Value] = {
    "wanneer": "woensdag 25 november om 15.30 uur",
    "waar": "op school, in de kamer van de directie",
    "met_wie": ["D. Fictief", "M. Bedacht (leerkracht)"],
}
PARENTS: dict[str, Value] = {"ouder_1": "mevrouw Voorbeeld", "ouder_2": "meneer Verzonnen"}
NOTED: dict[str, object] = {"datum": "2026-11-21", "hoe": "Per brief."}
CHILD: Said = ("wie", "kind", {"naam": "Lotte", "klas": "Groep 6", "jonger_dan_12": True})
PARENT: dict[str, object] = {"naam": "mevrouw Voorbeeld", "ouder_verzorger": True}
OTHER: dict[str, object] = {"naam": "meneer Voorbeeld", "ouder_verzorger": False}
STAFF: Answers = (
    ("ventileert", "gedaan", PHRASED),
    ("aanspreken", "gedaan", TALK),
    ("grensoverschrijdend", "ja"),
)
DENIED: Answers = (
    *beginning(PHRASED),
    CHILD,
    ("gesprek-kind", "gedaan", TALK),
    ("ouders-uitnodigen", "gedaan", TALK),
    ("reactie-ouders", "ontkennen"),
)
_Made = tuple[str, Case, str | None, Writing]
"""What a variant is called after its kind, its case, at which step, and how it is written."""


def told(**given: Value) -> Writing:
    """Return a writing with a school and these answers."""
    return Writing(SCHOOL, DAY, given)


def letters(plaatsing: Graph, medewerker: Graph, make: MakeCase) -> Iterator[Variant]:
    """Yield the variants of every letter and working paper."""
    made: Mapping[str, Iterator[_Made]] = {
        "uitnodiging-ouders": _parents(plaatsing, make),
        "uitnodiging-gesprek": _invitations(plaatsing, medewerker, make),
        "klachtenprocedure": _complaints(plaatsing, make),
        "mededeling-gedragsprotocol": _rules(plaatsing, make),
        "verwijderverzoek": _removals(plaatsing, medewerker, make),
        "afsluitbrief": _ends(plaatsing, make),
        "gespreksvoorbereiding": _preparations(plaatsing, medewerker, make),
        "gespreksverslag": _reports(plaatsing, medewerker, make),
        "overlegnotitie-bestuur": _boards(plaatsing, medewerker, make),
        "belblad-vertrouwensinspecteur": _calls(medewerker, make),
        "feitenblad-politie": _police(plaatsing, make),
        "controlelijst-maatregel": _checklists(plaatsing, medewerker, make),
    }
    for kind, variants in made.items():
        for name, case, step, writing in variants:
            at = [one for one in case.standing if one.visit.step == step]
            assert bool(at) == bool(step), name
            context = context_for(kind, case, at[-1].visit if at else None, writing)
            yield f"{kind}-{name}", kind, context


def _parents(plaatsing: Graph, make: MakeCase) -> Iterator[_Made]:
    child = make(plaatsing, *beginning(POSTED), CHILD)
    talked = make(plaatsing, *beginning(POSTED), CHILD, ("gesprek-kind", "gedaan", TALK))
    refused = make(plaatsing, *beginning(POSTED), CHILD, ("gesprek-kind", "overgeslagen"))
    both = told(**PARENTS, **APPOINTMENT, kind_erbij=True, iemand_mee=True)
    one = told(ouder_1="mevrouw Voorbeeld", **APPOINTMENT, kind_erbij=False)
    yield "twee-ouders", talked, None, both
    yield "een-ouder", child, None, one
    yield "kind-niet-gesproken", refused, None, one
    yield "leeg", make(plaatsing), None, UNTOLD


def _invitations(plaatsing: Graph, medewerker: Graph, make: MakeCase) -> Iterator[_Made]:
    decided: Answers = (
        *STAFF,
        ("vertrouwensinspecteur", "gedaan"),
        ("reactie-medewerker", "inadequaat"),
        ("overleg-bestuur", "gedaan"),
        ("consequenties", "waarschuwing"),
    )
    colleague = told(aanhef="Jan", **APPOINTMENT, iemand_mee=True)
    yield "medewerker", make(medewerker, *STAFF[:1]), None, colleague
    yield "medewerker-besloten", make(medewerker, *decided), None, told(aanhef="Jan", **APPOINTMENT)
    yield "medewerker-leeg", make(plaatsing), None, Writing(School(), DAY, {"rol": "medewerker"})
    parent = make(plaatsing, *beginning(POSTED), ("wie", "volwassene", PARENT))
    yield "ouder", parent, None, told(**APPOINTMENT, iemand_mee=True)
    other = make(plaatsing, *beginning(POSTED), ("wie", "volwassene", OTHER))
    yield "andere-volwassene", other, None, told(**APPOINTMENT)
    yield "leeg", make(plaatsing), None, UNTOLD


def _complaints(plaatsing: Graph, make: MakeCase) -> Iterator[_Made]:
    rectified: Answers = (("reactie-volwassene", "rectificeert"), ("klachtmogelijkheid", "gedaan"))
    talked = beginning(POSTED, TALK)
    parent = make(plaatsing, *talked, ("wie", "volwassene", PARENT), *rectified)
    other = make(plaatsing, *beginning(POSTED), ("wie", "volwassene", OTHER), *rectified)
    yield "ouder", parent, "klachtmogelijkheid", told()
    yield "andere-volwassene", other, "klachtmogelijkheid", told()
    yield "leeg", make(plaatsing), None, UNTOLD


def _rules(plaatsing: Graph, make: MakeCase) -> Iterator[_Made]:
    denied = make(plaatsing, *DENIED, ("gedragsprotocol", "gedaan", NOTED))
    yield "ouders", denied, "gedragsprotocol", told(**PARENTS)
    not_acknowledged: Answers = (
        *beginning(POSTED),
        CHILD,
        ("gesprek-kind", "gedaan", TALK),
        ("reactie-kind", "erkent-niet"),
    )
    child = make(plaatsing, *not_acknowledged, ("gedragsprotocol-kind", "gedaan", NOTED))
    yield "kind", child, "gedragsprotocol-kind", told(ouder_1="mevrouw Voorbeeld")
    yield "leeg", make(plaatsing), None, UNTOLD


def _removals(plaatsing: Graph, medewerker: Graph, make: MakeCase) -> Iterator[_Made]:
    asked: dict[str, Value] = {"uiterlijk": "vrijdag 27 november", "kind_in_beeld": True}
    rule = "Geen beeld van kinderen zonder toestemming."
    child = make(plaatsing, *beginning(PHRASED), CHILD)
    adult = make(plaatsing, *beginning(POSTED), ("wie", "volwassene", OTHER))
    yield "platform", child, None, told(aan="platform", reden=rule, **asked)
    yield "platform-leeg", make(plaatsing), None, Writing(School(), DAY, {"aan": "platform"})
    staff = make(medewerker, *STAFF)
    yield "medewerker", staff, None, told(aanhef="Jan", **asked)
    yield "medewerker-kort", staff, None, told(aanhef="Jan")
    yield "ouders", child, None, told(aanhef="mevrouw Voorbeeld", **asked)
    yield "ouders-kort", child, None, told(aanhef="mevrouw Voorbeeld")
    yield "volwassene", adult, None, told(**asked)
    yield "leeg", make(plaatsing), None, UNTOLD


def _ends(plaatsing: Graph, make: MakeCase) -> Iterator[_Made]:
    case = make(plaatsing, *DENIED)
    closed = then(case, drafts.close("afgehandeld", "", date(2028, 11, 22), "Zo gekozen.", BY))
    agreed = "Het bericht is weg.\nWij spreken elkaar weer in januari."
    yield "met-afspraken", closed, None, told(aanhef="mevrouw Voorbeeld", afspraken=agreed)
    yield "leeg", make(plaatsing), None, UNTOLD


def _preparations(plaatsing: Graph, medewerker: Graph, make: MakeCase) -> Iterator[_Made]:
    yield "medewerker", make(medewerker, *STAFF[:1]), None, told()
    begun = beginning(PHRASED, TALK)
    yield "kind", make(plaatsing, *begun, CHILD), None, told()
    older: Said = ("wie", "kind", {"jonger_dan_12": False})
    yield "kind-vanaf-12", make(plaatsing, *begun, older), None, told()
    yield "ouders", make(plaatsing, *DENIED), "ouders-uitnodigen", told()
    adult = make(plaatsing, *begun, ("wie", "volwassene", OTHER))
    yield "volwassene", adult, None, told()
    yield "leeg", make(plaatsing), None, UNTOLD


def _reports(plaatsing: Graph, medewerker: Graph, make: MakeCase) -> Iterator[_Made]:
    apart: dict[str, Value] = {
        "school_zei": "Wij vertelden wat wij gezien hadden.",
        "ander_zei": "'Ik wist niet dat iedereen het kon zien.'",
    }
    yield "medewerker", make(medewerker, *STAFF), "aanspreken", told(**apart)
    denied = make(plaatsing, *DENIED)
    yield "kind", denied, "gesprek-kind", told(**apart)
    yield "ouders", denied, "ouders-uitnodigen", told(**apart)
    begun = beginning(POSTED, TALK)
    yield "ouder", make(plaatsing, *begun, ("wie", "volwassene", PARENT)), "gesprek", told()
    other = make(plaatsing, *begun, ("wie", "volwassene", OTHER))
    yield "andere-volwassene", other, "gesprek", told()
    yield "leeg", make(plaatsing), None, UNTOLD


def _boards(plaatsing: Graph, medewerker: Graph, make: MakeCase) -> Iterator[_Made]:
    asked = told(
        standpunt="'Ik was boos. Ik had het niet moeten plaatsen.'",
        eerder="Nee, er is niet eerder gewaarschuwd.",
        vraag="Wij vragen u te besluiten of er een maatregel volgt, en welke.",
    )
    called: Said = ("vertrouwensinspecteur", "gedaan", {"datum": "2026-11-21"})
    consulted: Said = ("overleg-bestuur", "gedaan", {"datum": "2026-11-22"})
    inadequate: Said = ("reactie-medewerker", "inadequaat")
    case = make(medewerker, *STAFF, called, inadequate, consulted)
    yield "medewerker", case, "overleg-bestuur", asked
    mild: Answers = (
        ("ventileert", "gedaan"),
        ("aanspreken", "overgeslagen"),
        ("grensoverschrijdend", "nee"),
        inadequate,
        ("overleg-bestuur", "gedaan"),
    )
    yield "medewerker-leeg", make(medewerker, *mild), "overleg-bestuur", UNTOLD
    yield "leeg", make(plaatsing), None, UNTOLD


def _calls(medewerker: Graph, make: MakeCase) -> Iterator[_Made]:
    called: dict[str, object] = {
        "datum": "2026-11-23T08:15:00Z",
        "gesproken_met": ["I. Verzonnen"],
        "afspraken": "Wij leggen alles vast.\nWij bellen vrijdag weer.",
    }
    step = "vertrouwensinspecteur"
    yield "gebeld", make(medewerker, *STAFF, (step, "gedaan", called)), step, told()
    yield "leeg", make(medewerker), None, UNTOLD


def _police(plaatsing: Graph, make: MakeCase) -> Iterator[_Made]:
    urgent: Answers = (
        ("signaal", "gedaan", PHRASED),
        ("spoed", "ja"),
        ("spoed-melden", "gedaan", {"datum": "2026-11-20T14:00:00Z"}),
        ("stilte", "gedaan", {"datum": "2026-11-20T15:00:00Z"}),
        ("gesprek", "gedaan", TALK),
        CHILD,
    )
    screenshot = drafts.File("scherm.png", "ab" * 32, 123_456, kept=True)
    elsewhere = drafts.File("film.mp4", "cd" * 32, 9_876_543, kept=False)
    found = then(
        make(plaatsing, *urgent),
        drafts.evidence(
            drafts.Found(
                link="https://x.example/1",
                account="@verzonnen_8",
                finder="M. Bedacht",
                happened="2026-11-20T13:35:00Z",
                text="De gymles, met de tekst.\nDrie reacties.",
                file=screenshot,
            ),
            BY,
        ),
        drafts.evidence(drafts.Found(happened="2026-11-21", file=elsewhere), BY),
        drafts.evidence(drafts.Found(link="https://x.example/2", happened="2026-11-21"), BY),
    )
    yield "volledig", found, None, told(geraakt=["K. Verzonnen", "M. Bedacht"])
    unknown_age: Said = ("wie", "kind", {"naam": "Lotte"})
    yield "leeftijd-onbekend", make(plaatsing, *beginning(POSTED), unknown_age), None, told()
    yield "leeg", make(plaatsing), None, UNTOLD


def _checklists(plaatsing: Graph, medewerker: Graph, make: MakeCase) -> Iterator[_Made]:
    decided: Answers = (
        *STAFF,
        ("vertrouwensinspecteur", "gedaan"),
        ("reactie-medewerker", "inadequaat"),
        ("overleg-bestuur", "gedaan", {"datum": "2026-11-22"}),
        (
            "consequenties",
            "berisping",
            {**DECIDED, "gehoord": True, "voornemen_verstuurd": "2026-11-22"},
        ),
    )
    yield "medewerker", make(medewerker, *decided), None, told()
    yield "medewerker-leeg", make(medewerker), None, UNTOLD
    yield "leerling", make(plaatsing, *DENIED), None, told()
    yield "ouder", make(plaatsing, *DENIED), None, told(voor="ouder")
    yield "leeg", make(plaatsing), None, UNTOLD
