"""Every fault of form is named with its file, its step and a Dutch sentence, all at once."""

import os
from itertools import pairwise
from pathlib import Path

import pytest

from scala_cli.errors import WrongFile
from scala_cli.plan.faults import HINTS, WrongPlan
from scala_cli.plan.library import load_library
from scala_cli.plan.load import (
    STEP_LIMIT,
    VERSION_LIMIT,
    canonical,
    parse_plan,
    parse_with_faults,
    sha256,
)
from scala_cli.plan.model import FieldKind, Party, StepKind
from scala_cli.plan.source import SIZE_LIMIT, read_source
from tests.plan.conftest import FILE, KNOWN, Document, FaultsOf, Folder, document, plan, step

YES_NO = {"ja": ["b"], "nee": []}
END = step("b")


def field(field_id: str, kind: str = "tekst", **more: object) -> Document:
    """Return a field."""
    return {"id": field_id, "soort": kind, "titel": f"Veld {field_id}", **more}


def options(*ids: str, **more: object) -> list[Document]:
    """Return options that end the track."""
    return [{"id": one, "titel": one.title(), "naar": [], **more} for one in ids]


def term(**more: object) -> Document:
    """Return a step with a term; a key of `more` that is `None` takes that key away."""
    made = {"wat": "Bel terug.", "maanden": 3, "bron": "A.1"} | more
    found = {key: value for key, value in made.items() if value is not None}
    fields = [field("dag", "datum"), field("naam"), field("later", "moment", mag_later=True)]
    return step("a", ["b"], termijn=found, velden=fields)


NO_PERIOD = (
    "de termijn heeft geen lengte. Geef 'uren', 'dagen', 'werkdagen', 'weken' of 'maanden', of met "
    "'op' een veld met de dag."
)
NOWHERE = (
    "'{}' noemt '{}'; deze stap en die ervoor hebben geen datum of moment met die id: de termijn "
    "zou nooit beginnen."
)
BACKWARDS = (
    "zo eindigt de termijn voordat hij begint. Geef bij '{}' een getal van 1 tot en met 520."
)
TOO_LONG = "Geef bij '{}' een getal van 1 tot en met {}."

ONE_FAULT: dict[str, tuple[Document, str]] = {
    "an unknown key gets the nearest known one suggested": (
        step("a", ["b"], titl="x"),
        "onbekende sleutel 'titl'. Bedoelde u 'titel'?",
    ),
    "an unknown key like no other is named alone": (
        step("a", ["b"], qqq="x"),
        "onbekende sleutel 'qqq'.",
    ),
    "an unknown key of an option is named": (
        step("a", naar=None, soort="vraag", opties=options("ja", sluituit=True)),
        "onbekende sleutel 'sluituit'. Bedoelde u 'sluit_uit'?",
    ),
    "an unknown key of a field is named": (
        step("a", ["b"], velden=[field("f", hulpp="x")]),
        "onbekende sleutel 'hulpp'. Bedoelde u 'hulp'?",
    ),
    "an unknown key of a point of attention is named": (
        step("a", ["b"], aandacht=[{"tekst": "Let op.", "bron": "B.5", "bronn": "x"}]),
        "onbekende sleutel 'bronn'. Bedoelde u 'bron'?",
    ),
    "text where a list belongs": (step("a", naar="b"), "'naar' moet een lijst tussen [ en ] zijn."),
    "a number where text belongs": (
        step("a", ["b"], titel=3),
        "'titel' moet tekst tussen aanhalingstekens zijn.",
    ),
    "text where true or false belongs": (
        step("a", ["b"], wacht="true"),
        "'wacht' moet true of false zijn.",
    ),
    "a list of steps that are not words": (step("a", naar=[1]), "'naar' is een lijst van woorden"),
    "fields that are not tables": (
        step("a", ["b"], velden=["datum"]),
        "'velden' is een lijst van tabellen",
    ),
    "a step without text": (step("a", ["b"], tekst=None), "'tekst' ontbreekt."),
    "a step without a title": (step("a", ["b"], titel=None), "'titel' ontbreekt."),
    "a step without an actor": (step("a", ["b"], wie=None), "'wie' ontbreekt."),
    "a step without a kind": (step("a", ["b"], soort=None), "'soort' ontbreekt."),
    "a step without a source": (
        step("a", ["b"], bron=None),
        "heeft 'bron' (het onderdeel van het protocol) óf 'aanvulling'",
    ),
    "a step that is of the protocol and an addition too": (
        step("a", ["b"], aanvulling="Sancties 3"),
        "één van de twee.",
    ),
    "a text that is only white space": (step("a", ["b"], tekst=" \n "), "'tekst' is leeg."),
    "a source of the wrong type is not also missing": (
        step("a", ["b"], bron=5),
        "'bron' moet tekst tussen aanhalingstekens zijn.",
    ),
    "an escape sequence in a text": (
        step("a", ["b"], tekst="rood\x1b[31m"),
        "'tekst' bevat onzichtbare tekens of stuurtekens; haal die weg.",
    ),
    "a direction override in a title": (step("a", ["b"], titel="een\u202etwee"), "stuurtekens"),
    "an invisible character in a reason that lies ready": (
        step("a", ["b"], redenen=["niet\u200b nodig"]),
        "'redenen' bevat onzichtbare tekens",
    ),
    "a step with an id of capitals and spaces": (
        step("Stap A", ["b"]),
        "id 'Stap A' mag alleen kleine letters, cijfers, - en _ hebben.",
    ),
    "a step with an id that ends in a hyphen": (step("a-", ["b"]), "id 'a-' mag alleen"),
    "a kind of step that does not exist": (
        step("a", ["b"], soort="actei"),
        "soort 'actei' bestaat niet; kies uit vraag, actie. Bedoelde u 'actie'?",
    ),
    "a kind of field that does not exist": (
        step("a", ["b"], velden=[field("f", "getal")]),
        "soort 'getal' bestaat niet; kies uit tekst, lange-tekst, datum",
    ),
    "two fields with one id": (
        step("a", ["b"], velden=[field("f"), field("f")]),
        "id 'f' komt twee keer voor",
    ),
    "two options with one id": (
        step("a", naar=None, soort="vraag", opties=options("ja", "ja")),
        "id 'ja' komt twee keer voor",
    ),
    "two choices of a field with one id": (
        step(
            "a",
            ["b"],
            velden=[field("f", "keuze", keuzes=[{"id": "x", "titel": "X"}] * 2)],
        ),
        "id 'x' komt twee keer voor",
    ),
    "a question without options": (
        step("a", naar=None, soort="vraag"),
        "is een vraag zonder 'opties'",
    ),
    "a question with arrows of its own": (
        step("a", YES_NO, naar=["b"]),
        "is een vraag; zet 'naar' bij elke optie.",
    ),
    "an option without arrows": (
        step("a", naar=None, soort="vraag", opties=[{"id": "ja", "titel": "Ja"}]),
        "optie 'ja' heeft geen 'naar'.",
    ),
    "an option with arrows where several answers go one way": (
        step("a", ["b"], soort="vraag", meer=True, opties=options("ja")),
        "optie 'ja' hoort geen 'naar' te hebben.",
    ),
    "a question with several answers and no arrows": (
        step("a", naar=None, soort="vraag", meer=True, opties=[{"id": "ja", "titel": "Ja"}]),
        "heeft geen 'naar'. Schrijf naar = []",
    ),
    "an action without arrows": (
        step("a", naar=None),
        "heeft geen 'naar'. Schrijf naar = [] als het spoor hier eindigt.",
    ),
    "an action with options": (
        step("a", ["b"], opties=[{"id": "ja", "titel": "Ja"}]),
        "is een actie; alleen een vraag heeft 'opties' of 'meer'.",
    ),
    "an action with several answers": (
        step("a", ["b"], meer=True),
        "is een actie; alleen een vraag heeft 'opties' of 'meer'.",
    ),
    "an option with a name that the program uses itself": (
        step("a", {"gedaan": ["b"]}),
        "optie 'gedaan' mag niet zo heten; dat woord is al in gebruik.",
    ),
    "a target with a slash in front": (
        step("a", ["/b"]),
        "'naar' noemt '/b', met een schuine streep aan het begin. Schrijf alleen de stap, of",
    ),
    "one target named with and without the plan's own name": (
        step("a", ["b", "klein/b"]),
        "'naar' noemt iets twee keer: met en zonder de naam van dit plan.",
    ),
    "a field with an answer that the question does not have": (
        step("a", YES_NO, velden=[field("f", bij=["jaa"])]),
        "veld 'f': 'jaa' in 'bij' is geen optie. Bedoelde u 'ja'?",
    ),
    "a field with an answer, of an action": (
        step("a", ["b"], velden=[field("f", bij=["ja"])]),
        "veld 'f': 'bij' hoort bij een vraag die één antwoord krijgt.",
    ),
    "a field with an answer, where several are allowed": (
        step(
            "a",
            ["b"],
            soort="vraag",
            meer=True,
            opties=[{"id": "ja", "titel": "Ja"}],
            velden=[field("f", bij=["ja"])],
        ),
        "veld 'f': 'bij' hoort bij een vraag die één antwoord krijgt.",
    ),
    "a name that only differs in what is not seen": (
        step("a", ["b"], **{"aangeboden": ["statement"], "ti\u200btel": "x"}),
        "onbekende sleutel 'titel'. Er staan onzichtbare tekens of spaties in; typ het opnieuw.",
    ),
    "a name of half a megabyte is not repeated at length": (
        step("a", ["b"], soort="x" * 500_000),
        f"soort '{'x' * 59}…' bestaat niet; kies uit vraag, actie.",
    ),
    "one target named twice": (step("a", ["b", "b"]), "'naar' noemt iets twee keer."),
    "a choice field without choices": (
        step("a", ["b"], velden=[field("f", "keuze")]),
        "veld 'f': 'keuzes' hoort bij soort keuze of keuzes.",
    ),
    "a text field with choices": (
        step("a", ["b"], velden=[field("f", keuzes=[{"id": "x", "titel": "X"}])]),
        "veld 'f': 'keuzes' hoort bij soort keuze of keuzes.",
    ),
    "a text field that tells when it happened": (
        step("a", ["b"], velden=[field("f", gebeurd=True)]),
        "veld 'f': 'gebeurd' hoort bij een datum of moment.",
    ),
    "a text field that may lie ahead": (
        step("a", ["b"], velden=[field("f", mag_later=True)]),
        "veld 'f': 'mag_later' hoort bij een datum of moment zonder 'gebeurd'.",
    ),
    "a field that tells when it happened and may lie ahead": (
        step("a", ["b"], velden=[field("f", "datum", gebeurd=True, mag_later=True)]),
        "veld 'f': 'mag_later' hoort bij een datum of moment zonder 'gebeurd'.",
    ),
    "a planned day that is no yes or no": (
        step("a", ["b"], velden=[field("f", "datum", mag_later="ja")]),
        "'mag_later' moet true of false zijn.",
    ),
    "a term that is no table": (
        step("a", ["b"], termijn="drie maanden"),
        "'termijn' moet een tabel tussen { en } zijn.",
    ),
    "an unknown key of a term is named": (
        term(bronn="A.2"),
        "onbekende sleutel 'bronn'. Bedoelde u 'bron'?",
    ),
    "a period of a term under another name": (
        term(maanden=None, maand=3),
        "onbekende sleutel 'maand'. Bedoelde u 'maanden'?",
    ),
    "a period of a term that is not a number": (
        term(maanden="drie"),
        "'maanden' moet een heel getal zijn.",
    ),
    "a period of a term that is true": (term(weken=True), "'weken' moet een heel getal zijn."),
    "a term without a period": (term(maanden=None), NO_PERIOD),
    "a term of no months": (term(maanden=0), NO_PERIOD),
    "a term of fewer than no months": (term(maanden=-1), BACKWARDS.format("maanden")),
    "a term of three months and fewer than no weeks": (term(weken=-1), BACKWARDS.format("weken")),
    "a term of more months than anyone waits": (term(maanden=521), TOO_LONG.format("maanden", 520)),
    "a term of more weeks than anyone waits": (term(weken=521), TOO_LONG.format("weken", 520)),
    "a term of a number of months beyond counting": (
        term(maanden=10**30),
        TOO_LONG.format("maanden", 520),
    ),
    "a term of more hours than anyone counts": (
        term(maanden=None, uren=1001),
        TOO_LONG.format("uren", 1000),
    ),
    "a term of fewer than no working days": (
        term(maanden=None, werkdagen=-3),
        "zo eindigt de termijn voordat hij begint. Geef bij 'werkdagen'",
    ),
    "a term of hours and months": (
        term(uren=3),
        "'uren' gaat niet samen met 'maanden'; kies er één.",
    ),
    "a term of working days and weeks": (
        term(maanden=None, weken=1, werkdagen=3),
        "'werkdagen' gaat niet samen met 'weken'; kies er één.",
    ),
    "a term of hours and working days": (
        term(maanden=None, uren=1, werkdagen=3),
        "'uren' gaat niet samen met 'werkdagen'; kies er één.",
    ),
    "a term on a day that also has a length": (
        term(op="later"),
        "'op' noemt de dag zelf; laat 'maanden' weg, of 'op'.",
    ),
    "a term on a day that also runs from one": (
        term(maanden=None, op="later", vanaf="dag"),
        "'op' noemt de dag zelf; laat 'vanaf' weg, of 'op'.",
    ),
    "a term on a day that can't be planned": (
        term(maanden=None, op="dag"),
        "'op' noemt 'dag'. Die dag mag niet in de toekomst liggen: zet mag_later = true",
    ),
    "a term on a field that holds no day": (
        term(maanden=None, op="naam"),
        "'op' noemt 'naam'; dat is geen datum of moment.",
    ),
    "a term on a day that is nowhere": (
        term(maanden=None, op="latter"),
        f"{NOWHERE.format('op', 'latter')} Bedoelde u 'later'?",
    ),
    "a term of an action for some of its answers": (
        term(bij=["ja"]),
        "'bij' hoort bij een vraag; een actie heeft geen opties.",
    ),
    "a term that ends by what is no list": (
        term(tot="b"),
        "'tot' moet een lijst tussen [ en ] zijn.",
    ),
    "a term for nothing": (term(wat=None), "'wat' ontbreekt."),
    "a term whose words are white space": (term(wat=" "), "'wat' is leeg."),
    "a term with an escape sequence in its words": (term(wat="rood\x1b[31m"), "'wat' bevat"),
    "a term that rests on nothing": (
        term(bron=None),
        "de termijn heeft geen 'bron' of 'feiten'.",
    ),
    "a term whose source is no text is not also without one": (
        term(bron=5),
        "'bron' moet tekst tussen aanhalingstekens zijn.",
    ),
    "a term from a field that is not there": (
        term(vanaf="dagg"),
        f"{NOWHERE.format('vanaf', 'dagg')} Bedoelde u 'dag'?",
    ),
    "a term from a field that holds no day": (
        term(vanaf="naam"),
        "'vanaf' noemt 'naam'; dat is geen datum of moment.",
    ),
    "a point of attention that rests on nothing": (
        step("a", ["b"], aandacht=[{"tekst": "Let op."}]),
        "een tekst bij 'aandacht' heeft geen 'bron' of 'feiten'.",
    ),
}


@pytest.mark.parametrize(("broken", "sentence"), ONE_FAULT.values(), ids=ONE_FAULT)
def test_a_fault_in_a_step_is_named_with_its_file_and_step(
    broken: Document, sentence: str, folder: Folder
) -> None:
    folder.write(FILE, document(broken, END))

    found = [(fault.file, fault.step) for fault in folder.faults() if sentence in fault.sentence]

    assert found == [(FILE, broken["id"])]


# In these, b is out of reach as well, or what is left has a fault of its own.
MORE_THAN_ONE = {
    "a period of a term under another name",
    "an unknown key of an option is named",
    "two options with one id",
}
ALONE = [name for name in ONE_FAULT if name not in MORE_THAN_ONE]


@pytest.mark.parametrize("name", ALONE)
def test_one_slip_gives_one_fault(name: str, folder: Folder) -> None:
    folder.write(FILE, document(ONE_FAULT[name][0], END))

    assert len(folder.faults()) == 1


PLAN_FAULTS: dict[str, tuple[Document, str]] = {
    "a format that this program does not read": (
        document(END, formaat=2),
        "formaat is 2; dit programma leest formaat 1.",
    ),
    "a format that is not a number": (
        document(END, formaat="1"),
        "'formaat' moet een heel getal zijn.",
    ),
    "true where a number belongs": (
        document(END, versie=True),
        "'versie' moet een heel getal zijn.",
    ),
    "a version below 1": (document(END, versie=0), "versie is 1 of hoger;"),
    "a version beyond counting": (
        document(END, versie=1_000_001),
        "versie is hoogstens 1.000.000;",
    ),
    "more steps than a plan can have": (
        document(*(step(f"s{number}") for number in range(STEP_LIMIT + 1))),
        "heeft meer dan 500 stappen. Verdeel het over meer plannen.",
    ),
    "no format": (document(END, formaat=None), "'formaat' ontbreekt."),
    "no id": (document(END, id=None), "'id' ontbreekt."),
    "an id with a slash": (document(END, id="een/twee"), "id 'een/twee' mag alleen kleine"),
    "no source": (document(END, bron=None), "'bron' ontbreekt."),
    "no steps at all": (document(stap=None), "'stap' ontbreekt."),
    "an empty list of steps": (
        document(),
        "er staat geen enkele stap in. Begin met een [[stap]].",
    ),
    "steps that are not tables": (document(stap=["a"]), "'stap' is een lijst van tabellen"),
    "an unknown key": (document(END, stapp=1), "onbekende sleutel 'stapp'. Bedoelde u 'stap'?"),
    "emergency lines that rest on nothing": (
        document(END, spoedregels=[{"tekst": "Bel 112."}]),
        "een tekst bij 'spoedregels' heeft geen 'bron' of 'feiten'.",
    ),
}


@pytest.mark.parametrize(("broken", "sentence"), PLAN_FAULTS.values(), ids=PLAN_FAULTS)
def test_a_fault_of_the_plan_itself_is_named_without_a_step(
    broken: Document, sentence: str, folder: Folder
) -> None:
    folder.write(FILE, broken)

    found = [(fault.file, fault.step) for fault in folder.faults() if sentence in fault.sentence]

    assert found == [(FILE, None)]


def test_two_steps_with_one_id_are_a_fault(faults_of: FaultsOf) -> None:
    [fault] = faults_of(step("a", ["b"]), END, step("b"))

    assert str(fault).startswith(
        f"{FILE}, regel 6, stap 'b': id 'b' komt twee keer voor; ids zijn uniek.\n  6 | "
    )


def test_a_step_without_an_id_is_still_pointed_at(faults_of: FaultsOf) -> None:
    faults = faults_of(step("a"), step("x", id=None), step("y", id=None))

    assert [(fault.step, fault.sentence) for fault in faults] == [
        ("(zonder id)", "'id' ontbreekt."),
        ("(zonder id)", "'id' ontbreekt."),
    ]


def test_control_characters_of_a_plan_never_reach_the_message(faults_of: FaultsOf) -> None:
    faults = faults_of(
        step("a\x1b[31m", ["b\x1b[2J"], **{"sleutel\x1b": "x"}, soort="actie\x07", wie="\x9b"),
        END,
    )

    assert len(faults) >= 5
    assert "\n".join(map(str, faults)).replace("\n", "").isprintable()


def test_letters_with_loose_accents_are_fine_and_composed(folder: Folder) -> None:
    folder.write(FILE, document(step("a", tekst="cafe\u0301")))

    assert folder.load().plans["klein"].first.text == "café"


def test_all_faults_of_all_plans_are_reported_at_once(folder: Folder) -> None:
    folder.write(
        "een.toml",
        document(
            step("a", ["bestaat-niet", "b"], tekst=None, documenten=["brief"]),
            step("b", bron=None, titl="x", aandacht=[{"tekst": "Let op.", "feiten": ["feit"]}]),
            step("los"),
            plan_id="een",
        ),
    )
    folder.write("twee.toml", document(step("a", ["weg"]), plan_id="twee", bron=None))

    missing_source = (
        "heeft 'bron' (het onderdeel van het protocol) óf 'aanvulling' (waarop zij rust) "
        "nodig: één van de twee"
    )
    found = {(fault.file, fault.step, fault.sentence.split(".")[0]) for fault in folder.faults()}

    assert found == {
        ("een.toml", "a", "'tekst' ontbreekt"),
        ("een.toml", "a", "'naar' wijst naar stap 'bestaat-niet', die er niet is"),
        ("een.toml", "a", "document 'brief' bestaat niet"),
        ("een.toml", "b", missing_source),
        ("een.toml", "b", "onbekende sleutel 'titl'"),
        ("een.toml", "b", "feit 'feit' bestaat niet"),
        ("een.toml", "los", "kan nooit bereikt worden"),
        ("twee.toml", None, "'bron' ontbreekt"),
        ("twee.toml", "a", "'naar' wijst naar stap 'weg', die er niet is"),
    }


def test_the_message_counts_the_faults_and_says_that_nothing_was_saved(folder: Folder) -> None:
    text = (
        'formaat = 1\nid = "klein"\nversie = 1\ntitel = "T"\nbron = "B"\n\n[[stap]]\n'
        'id = "a"\nsoort = "actie"\nwie = "Directie"\nbron = "B"\nnaar = ["b"]\ntekst = "T"\n'
    )
    folder.write(FILE, text.encode())

    with pytest.raises(WrongPlan) as wrong:
        folder.load()

    assert str(wrong.value) == (
        "Het stappenplan heeft 2 fouten. Er is niets opgeslagen.\n"
        f"- {FILE}, regel 8, stap 'a': 'titel' ontbreekt.\n"
        '  8 | id = "a"\n'
        f"- {FILE}, regel 12, stap 'a': 'naar' wijst naar stap 'b', die er niet is.\n"
        '  12 | naar = ["b"]'
    )
    assert wrong.value.exit_code == 4


def test_a_message_about_one_fault_counts_in_words(folder: Folder) -> None:
    folder.write(FILE, document(step("a", tekst=None)))

    with pytest.raises(WrongPlan, match="Het stappenplan heeft één fout"):
        folder.load()


def test_a_typo_in_a_routing_key_gives_no_faults_that_only_follow_from_it(
    faults_of: FaultsOf,
) -> None:
    fork = step("a", ["b", "c"])
    faults = faults_of(fork, step("b", ["d"]), step("c", ["d"]), step("d", wachtt=True))

    assert [fault.sentence for fault in faults] == [
        "onbekende sleutel 'wachtt'. Bedoelde u 'wacht'?"
    ]


def test_two_files_with_one_plan_id_are_a_fault_of_the_second(folder: Folder) -> None:
    folder.write("een.toml", document(END))
    folder.write("twee.toml", document(END))

    [fault] = folder.faults()

    told = "plan 'klein' staat ook in een.toml; geef het een ander id."
    assert (fault.file, fault.line, fault.sentence) == ("twee.toml", 2, told)


UNREADABLE_FORMS: dict[str, tuple[bytes, str]] = {
    "not TOML": (
        b'formaat = 1\nid = "klein\n',
        "bij teken 12: het aanhalingsteken aan",
    ),
    "nested too deep": (b"a = " + b"[" * 5_000, "is geen geldige TOML"),
    "with a number of thousands of digits": (b"a = " + b"9" * 5_000, "is geen geldige TOML"),
    "with a key of thousands of parts": (
        b"formaat" + b".a" * 3_000 + b" = 1",
        "heeft een sleutel van meer dan 10 delen. Maak hem korter.",
    ),
    "with a quoted key of thousands of parts": (
        b'[ "a" ' + b". 'a'" * 3_000 + b" ]",
        "heeft een sleutel van meer dan 10 delen.",
    ),
    "with one key twice": (
        b"a = 1\na = 2\n",
        "deze sleutel staat hier al",
    ),
    "not UTF-8": ('titel = "één"'.encode("latin-1"), "is geen UTF-8. Sla het op als"),
    "a picture": (bytes(range(256)), "is geen UTF-8."),
    "over 1 MB": (b"#" * SIZE_LIMIT + b"\n\xff", "is groter dan 1 MB; maak het korter."),
}


@pytest.mark.parametrize(("raw", "sentence"), UNREADABLE_FORMS.values(), ids=UNREADABLE_FORMS)
def test_a_file_that_is_no_plan_at_all_has_that_one_fault(
    raw: bytes, sentence: str, folder: Folder
) -> None:
    folder.write("goed.toml", document(step("a", ["ander/a"])))
    folder.write("fout.toml", raw)

    [fault] = folder.faults()

    assert (fault.file, fault.step) == ("fout.toml", None)
    assert sentence in fault.sentence


HUGE = b"0x" + b"f" * 6_000
HUGE_NUMBERS = {
    "formaat": (b"formaat", "formaat is onbekend; dit programma leest formaat 1."),
    "versie": (b"versie", "versie is hoogstens 1.000.000;"),
    "id": (b"id", "'id' moet tekst tussen aanhalingstekens zijn."),
    "titel": (b"titel", "'titel' moet tekst tussen aanhalingstekens zijn."),
}


@pytest.mark.parametrize(("key", "sentence"), HUGE_NUMBERS.values(), ids=HUGE_NUMBERS)
def test_a_number_too_long_to_be_written_out_is_a_fault_like_any_other(
    key: bytes, sentence: str, folder: Folder
) -> None:
    folder.write(FILE, key + b" = " + HUGE)

    assert any(sentence in fault.sentence for fault in folder.faults())


def test_a_step_whose_id_is_a_number_too_long_to_be_written_out_is_pointed_at(
    folder: Folder,
) -> None:
    folder.write(FILE, b"[[stap]]\nid = " + HUGE)

    assert "(zonder id)" in {fault.step for fault in folder.faults()}


def test_names_of_thousands_of_characters_are_never_repeated_at_length(faults_of: FaultsOf) -> None:
    long = "x" * 30_000
    faults = faults_of(
        step(long, [f"{long}y", f"{long}/z"], documenten=[long], velden=[field(long, "keuze")]),
        step(long, {long: [long]}),
        step("a", [f"{long}1", f"{long}2"]),
    )

    assert len(faults) >= 6
    assert max(len(str(fault)) for fault in faults) < 400


def test_many_dots_in_texts_and_comments_are_no_long_key(folder: Folder) -> None:
    dots = b".ha" * 100
    lines = b"# a%s\nb = \"a%s\"\nc = 'a%s'\nd = \"\"\"\na%s\"\"\"\ne = '''a%s'''\n"
    file = folder.write(FILE, lines % (dots, dots, dots, dots, dots))

    assert set(read_source(file).document) == {"b", "c", "d", "e"}


def test_only_the_first_unknown_names_get_the_nearest_known_one_suggested(
    faults_of: FaultsOf,
) -> None:
    faults = faults_of(*(step(f"stap{n}", [f"stapp{n}x"]) for n in range(60)))
    unknown = [fault.sentence for fault in faults if "die er niet is" in fault.sentence]

    assert len(unknown) == 60
    assert ["Bedoelde u" in sentence for sentence in unknown] == [True] * HINTS + [False] * 40


def test_a_device_or_pipe_is_not_read(tmp_path: Path) -> None:
    pipe = tmp_path / FILE
    os.mkfifo(pipe)

    for path in (pipe, Path(os.devnull)):
        with pytest.raises(WrongFile, match="kan niet worden gelezen"):
            read_source(path)


def test_the_highest_version_and_the_most_steps_are_fine(folder: Folder) -> None:
    ids = [f"s{number}" for number in range(STEP_LIMIT)]
    steps = [step(one, [after]) for one, after in pairwise(ids)]
    folder.write(FILE, document(*steps, step(ids[-1]), versie=VERSION_LIMIT))

    assert len(folder.load().plans["klein"].steps) == STEP_LIMIT


def test_an_arrow_with_the_plans_own_name_is_one_to_that_step(folder: Folder) -> None:
    folder.write(FILE, document(step("a", ["klein/b"]), END))

    assert folder.load().plans["klein"].first.targets == ("b",)


def test_a_field_can_be_tied_to_some_of_a_questions_answers() -> None:
    read = plan(step("a", YES_NO, velden=[field("f", bij=["ja"]), field("g")]), END)

    assert [one.only_with for one in read.first.fields] == [("ja",), ()]


def test_a_byte_order_mark_as_windows_notepad_writes_it_is_fine(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_bytes(b'\xef\xbb\xbfid = "a"\n')
    assert read_source(path).document == {"id": "a"}


def test_a_file_of_exactly_1_mb_is_read(folder: Folder) -> None:
    text = canonical({}).encode().replace(b"{}", b"#")
    file = folder.write(FILE, text * SIZE_LIMIT)

    assert read_source(file).document == {}


def test_a_file_that_is_not_there_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WrongFile, match="kan niet worden gelezen") as wrong:
        load_library([tmp_path / "weg.toml"], KNOWN)

    assert str(tmp_path / "weg.toml") in str(wrong.value)
    assert "Kijk of het bestand bestaat" in str(wrong.value)
    assert wrong.value.exit_code == 4


def test_a_folder_in_the_place_of_a_file_is_named_as_unreadable(tmp_path: Path) -> None:
    with pytest.raises(WrongFile, match="kan niet worden gelezen") as wrong:
        load_library([tmp_path], KNOWN)

    assert str(tmp_path) in str(wrong.value)


def test_everything_a_plan_can_say_is_read() -> None:
    full = parse_plan(
        document(
            step(
                "a",
                ["b"],
                soort="vraag",
                meer=True,
                wacht=True,
                gesprek=True,
                bron=None,
                aanvulling="Sancties 4",
                lezing="Zo gelezen.",
                opties=[
                    {"id": "geen", "titel": "Geen", "sluit_uit": True},
                    {"id": "wel", "titel": "Wel"},
                ],
                velden=[
                    field("dag", "datum", gebeurd=True, hulp="Welke dag?"),
                    field("soort", "keuze", keuzes=[{"id": "x", "titel": "X"}]),
                ],
                aandacht=[{"tekst": "Let op.", "feiten": ["bewijs"]}],
                documenten=["statement"],
                aangeboden=["niet-reageren"],
                redenen=["niet nodig"],
            ),
            END,
            spoedregels=[{"tekst": "Bel 112.", "bron": "A.9"}],
        ),
        FILE,
    )
    first = full.first

    assert (full.id, full.version, full.title) == ("klein", 1, "Een klein plan")
    assert [note.text for note in full.emergency] == ["Bel 112."]
    assert (first.kind, first.several, first.waits, first.talk) == (
        StepKind.QUESTION,
        True,
        True,
        Party.POSTER,
    )
    assert (first.addition, first.source, first.reading) == (True, "Sancties 4", "Zo gelezen.")
    assert [(one.id, one.excludes) for one in first.options] == [("geen", True), ("wel", False)]
    assert [(one.id, one.kind, one.happened) for one in first.fields] == [
        ("dag", FieldKind.DAY, True),
        ("soort", FieldKind.CHOICE, False),
    ]
    assert first.fields[1].options[0].title == "X"
    assert first.notes[0].facts == ("bewijs",)
    assert (first.documents, first.offered) == (("statement",), ("niet-reageren",))
    assert (first.skip_reasons, first.targets) == (("niet nodig",), ("b",))


@pytest.mark.parametrize("kind", list(FieldKind))
def test_every_kind_of_field_can_be_asked(kind: FieldKind) -> None:
    has_choices = kind in (FieldKind.CHOICE, FieldKind.CHOICES)
    more = {"keuzes": [{"id": "x", "titel": "X"}]} if has_choices else {}

    read = plan(step("a", velden=[field("f", kind.value, **more)]))

    assert read.first.fields[0].kind is kind


def test_canonical_content_does_not_depend_on_the_order_of_keys() -> None:
    one = document(END)
    other = dict(reversed(one.items()))

    assert canonical(one) == canonical(other)
    assert sha256(canonical(one)) == sha256(canonical(other))


def test_canonical_content_changes_with_any_word() -> None:
    assert sha256(canonical(document(step("a")))) != sha256(
        canonical(document(step("a", tekst="Een ander woord.")))
    )


def test_a_plan_read_back_from_its_canonical_content_is_the_same(folder: Folder) -> None:
    file = folder.write(FILE, document(step("a", YES_NO), END))
    written = read_source(file).document

    assert written == document(step("a", YES_NO), END)
    assert parse_plan(written, FILE) == plan(step("a", YES_NO), END)


@pytest.mark.parametrize(
    ("more", "made"),
    [
        ({}, (3, 0, "")),
        ({"maanden": 520}, (520, 0, "")),
        ({"maanden": None, "weken": 520}, (0, 520, "")),
        ({"weken": 2}, (3, 2, "")),
        ({"maanden": 0, "weken": 1}, (0, 1, "")),
        ({"vanaf": "dag"}, (3, 0, "dag")),
    ],
    ids=str,
)
def test_a_term_is_of_months_or_weeks_or_both_and_may_run_from_a_field(
    more: Document, made: tuple[int, int, str], folder: Folder
) -> None:
    folder.write(FILE, document(term(**more), END))
    found = folder.load().plans["klein"].index["a"].term
    assert found is not None
    assert (found.months, found.weeks, found.since) == made
    assert (found.note.text, found.note.source) == ("Bel terug.", "A.1")


def test_a_term_may_run_from_a_moment_and_rest_on_facts_alone(folder: Folder) -> None:
    made = {"wat": "Bel terug.", "weken": 1, "vanaf": "toen", "feiten": ["bewijs"]}
    folder.write(FILE, document(step("a", termijn=made, velden=[field("toen", "moment")])))
    found = folder.load().plans["klein"].index["a"].term
    assert found is not None
    assert found.note.facts == ("bewijs",)


def test_a_step_without_a_term_starts_none(folder: Folder) -> None:
    folder.write(FILE, document(END))
    assert folder.load().plans["klein"].index["b"].term is None


def test_a_fault_in_a_term_leaves_the_routes_to_be_checked(folder: Folder) -> None:
    folder.write(FILE, document(term(maanden=None), END, step("los")))
    assert [(fault.step, fault.sentence[:9]) for fault in folder.faults()] == [
        ("a", NO_PERIOD[:9]),
        ("los", "kan nooit"),
    ]


def test_all_faults_of_a_term_are_told_at_once(folder: Folder) -> None:
    wrong = {"maanden": 0, "weken": -1, "vanaf": "weg", "bronn": "A.1"}
    folder.write(FILE, document(step("a", termijn=wrong)))
    assert [fault.sentence for fault in folder.faults()] == [
        "onbekende sleutel 'bronn'. Bedoelde u 'bron'?",
        "'wat' ontbreekt.",
        "de termijn heeft geen 'bron' of 'feiten'.",
        BACKWARDS.format("weken"),
        NOWHERE.format("vanaf", "weg"),
    ]


@pytest.mark.parametrize(("typed", "meant"), [("wy", "wie"), ("nr", "naar"), ("x", None)])
def test_of_a_short_key_the_one_that_begins_as_it_does_is_suggested(
    typed: str, meant: str | None
) -> None:
    faults = parse_with_faults(document(step("a") | {typed: "x"}), "x.toml").faults
    hint = f" Bedoelde u '{meant}'?" if meant else ""

    assert [fault.sentence for fault in faults] == [f"onbekende sleutel '{typed}'.{hint}"]
