"""The machine-readable forms: complete, and enough to prove the record without this program."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from scala_cli.case import drafts
from scala_cli.case.events import Draft, Kind, record
from scala_cli.case.fold import fold
from scala_cli.case.state import Case
from scala_cli.clock import stamp
from scala_cli.export import json as contract
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library
from scala_cli.plan.load import canonical
from tests.conftest import NOW, MakeCase
from tests.growing import BY, then, without
from tests.plan.conftest import graph, step

Exported = dict[str, Any]


@pytest.fixture
def exported(plaatsing: Graph, library: Library, make_case: MakeCase) -> Exported:
    """A case as another program reads it from its export."""
    return _exported(_case(plaatsing, make_case), library)


def _case(plaatsing: Graph, make_case: MakeCase) -> Case:
    return make_case(
        plaatsing,
        ("signaal", "gedaan", {"inhoud": 'Één 😀 \\ "aanhaling"\n{{ 7*7 }}', "platform": "x"}),
        ("spoed", "nee"),
        ("gesprek", "overgeslagen"),
        ("stilte", "gedaan"),
        ("wie", "volwassene", {"ouder_verzorger": True, "naam": "J. Voorbeeld"}),
    )


def _exported(case: Case, library: Library) -> Exported:
    pinned = {plan.id: canonical(library.documents[plan.id]) for plan in case.graph.plans}
    found: Exported = json.loads(contract.dumps(contract.export(case, pinned)))
    return found


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def faults(document: Exported) -> list[str]:
    """Check an export as a reader would who has only the file: chain, contents, head, count."""
    found = []
    erased = {
        number
        for event in document["gebeurtenissen"]
        if event["soort"] == "gewist"
        for number in event["keuze"]
    }
    previous = "0" * 64
    for place, event in enumerate(document["gebeurtenissen"], 1):
        link: Mapping[str, object] = {
            "formaat": 1,
            "dossier": document["nummer"],
            "nummer": place,
            "gebeurd": event["gebeurd"],
            "vastgelegd": event["vastgelegd"],
            "soort": event["soort"],
            "stap": event["stap"],
            "bezoek": event["bezoek"],
            "keuze": event["keuze"],
            "inhoud": event["inhoud_hash"],
            "vorige": previous,
        }
        if event["hash"] != _sha256(_canonical(link)) or event["vorige"] != previous:
            found.append(f"schakel {place}")
        if event["nummer"] != place:
            found.append(f"nummer {place}")
        content = _sha256(f"{event['zout']}{_canonical(event['inhoud'])}")
        gone = event["inhoud"] is None and event["zout"] is None
        if not (gone if str(place) in erased else content == event["inhoud_hash"]):
            found.append(f"inhoud {place}")
        previous = event["hash"]
    if (document["kop"], document["aantal"]) != (previous, len(document["gebeurtenissen"])):
        found.append("kop")
    pins = document["gebeurtenissen"][0]["keuze"] or []
    plans = {plan["sha256"] for plan in document["plannen"]}
    found += [plan for plan in plans if plan not in {_sha256(_canonical(p["inhoud"]))
              for p in document["plannen"]}]  # fmt: skip
    found += [pin for pin in pins if pin.partition(":")[2] not in plans]
    return found


def test_another_program_can_verify_the_chain_from_the_export_alone(exported: Exported) -> None:
    assert len(exported["gebeurtenissen"]) == 6
    assert faults(exported) == []


def test_any_change_in_the_export_breaks_the_chain(exported: Exported) -> None:
    changes: list[tuple[str, object]] = [
        ("gebeurd", "2026-11-20T00:00:00Z"),
        ("vastgelegd", "2026-11-20T00:00:00Z"),
        ("soort", "overgeslagen"),
        ("stap", "stilte"),
        ("bezoek", 2),
        ("keuze", ["anders"]),
        ("inhoud", {"door": "iemand anders"}),
    ]
    for key, other in changes:
        changed = json.loads(json.dumps(exported))
        changed["gebeurtenissen"][1][key] = other
        assert faults(changed), key
    cut = {**exported, "gebeurtenissen": exported["gebeurtenissen"][:-1]}
    assert faults(cut) == ["kop"]


def test_a_content_that_is_gone_without_being_erased_is_missed(exported: Exported) -> None:
    exported["gebeurtenissen"][1] |= {"inhoud": None, "zout": None}
    assert faults(exported) == ["inhoud 2"]


@pytest.fixture
def full(plaatsing: Graph, library: Library, make_case: MakeCase) -> Exported:
    """A case with every kind of event apart from the steps, of which some were erased."""
    found = drafts.Found(
        link="https://voorbeeld.example/p/1",
        account="@voorbeeld",
        happened="2026-11-20",
        file=drafts.File("scherm.png", "ab" * 32, 12, kept=True),
    )
    case = then(
        _case(plaatsing, make_case),
        drafts.note("Bel terug.", BY, date(2026, 12, 1)),
        drafts.note("Een vergissing.", BY),
        drafts.evidence(found, BY),
        drafts.met(2, BY, "Geen aangifte."),
        drafts.hold("Er loopt een klacht.", BY),
        drafts.release("De klacht is klaar.", BY),
        drafts.link("2026-002", "Hetzelfde bericht.", BY),
        drafts.close("anders", "Akkoord.", date(2028, 11, 22), "Zoals voorgesteld.", BY),
        drafts.reopen("Een nieuw bericht.", BY),
    )
    erased = [event.number for event in case.events if event.step == "signaal"]
    return _exported(without(case, [*erased, 8], "Op verzoek."), library)


def test_a_case_with_notes_evidence_closing_and_erased_events_verifies_from_the_file_alone(
    full: Exported,
) -> None:
    assert faults(full) == []
    gone = [event["nummer"] for event in full["gebeurtenissen"] if event["inhoud"] is None]
    assert gone == [2, 8]
    assert {event["soort"] for event in full["gebeurtenissen"]} >= {
        "notitie", "bewijs", "termijn-gehaald", "gekoppeld", "gesloten", "heropend", "gewist",
    }  # fmt: skip
    assert "Één" not in json.dumps(full, ensure_ascii=False)


def _changes(value: object) -> Iterator[object]:
    """Yield the value with one thing in it changed, for each thing in it."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield {other: two for other, two in value.items() if other != key}
            yield from ({**value, key: changed} for changed in _changes(one))
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield [*value[:place], *value[place + 1 :]]
            yield from ([*value[:place], changed, *value[place + 1 :]] for changed in _changes(one))
        yield [*value, "x"]
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    elif value is None:
        yield "x"
        yield ["x"]
    else:
        yield f"{value}x"


def test_a_change_anywhere_in_the_record_is_found(full: Exported) -> None:
    record_ = {key: full[key] for key in ("nummer", "aantal", "kop", "gebeurtenissen")}
    tried = 0
    for changed in _changes(record_):
        tried += 1
        document = {"plannen": full["plannen"], **(changed if isinstance(changed, dict) else {})}
        try:
            found = faults(document)
        except (KeyError, TypeError):
            continue
        assert found, changed
    assert tried > 300


def test_erased_content_that_was_put_back_is_found(
    plaatsing: Graph, library: Library, make_case: MakeCase
) -> None:
    case = _case(plaatsing, make_case)
    before, after = (_exported(one, library) for one in (case, without(case, [2])))
    assert faults(after) == []
    after["gebeurtenissen"][1] = before["gebeurtenissen"][1]
    assert faults(after) == ["inhoud 2"]


def test_an_event_that_was_moved_or_that_claims_to_be_erased_is_found(full: Exported) -> None:
    events = full["gebeurtenissen"]
    for place in range(len(events) - 1):
        moved = [*events]
        moved[place : place + 2] = reversed(moved[place : place + 2])
        assert faults({**full, "gebeurtenissen": moved})
        emptied = [*events]
        emptied[place] = {**emptied[place], "inhoud": None, "zout": None}
        assert bool(faults({**full, "gebeurtenissen": emptied})) == (place + 1 not in (2, 8))


def test_a_change_in_a_pinned_plan_is_found(full: Exported) -> None:
    for place, plan in enumerate(full["plannen"]):
        for key in ("versie", "titel"):
            other = {**plan, "inhoud": {**plan["inhoud"], key: "x"}}
            plans = [*full["plannen"][:place], other, *full["plannen"][place + 1 :]]
            assert faults({**full, "plannen": plans})


def test_the_export_holds_the_contracts_document_and_the_record(
    exported: Exported, plaatsing: Graph
) -> None:
    assert list(exported) == [
        "nummer", "titel", "plan", "status", "open", "aan_te_vullen", "stappen", "documenten",
        "aantal", "kop", "gebeurtenissen", "plannen",
    ]  # fmt: skip
    assert [plan["inhoud"]["id"] for plan in exported["plannen"]] == ["plaatsing", "medewerker"]
    said = exported["stappen"][0]["velden"]
    assert said == {"inhoud": 'Één 😀 \\ "aanhaling"\n{{ 7*7 }}', "platform": "x"}


def test_the_same_case_gives_the_same_bytes(
    plaatsing: Graph, library: Library, make_case: MakeCase
) -> None:
    case = _case(plaatsing, make_case)
    again = fold(plaatsing, case.events)
    assert _exported(case, library) == _exported(again, library)
    assert contract.dumps(contract.case(case)) == contract.dumps(contract.case(again))


def test_a_case_shows_where_it_stands(plaatsing: Graph, make_case: MakeCase) -> None:
    shown = contract.case(_case(plaatsing, make_case))
    assert shown["open"] == ["reactie-volwassene"]
    assert shown["titel"] == "X, 22 november 2026"
    assert (shown["plan"], shown["status"]) == ("plaatsing", "open")
    assert [step["stap"] for step in shown["stappen"]] == [
        "signaal", "spoed", "gesprek", "stilte", "wie",
    ]  # fmt: skip
    skipped = shown["stappen"][2]
    assert (skipped["keuze"], skipped["reden"]) == ("overgeslagen", "gesprek geweigerd")
    assert {one["stap"] for one in shown["aan_te_vullen"]} == {"signaal", "stilte", "wie"}
    assert {"stap": "wie", "veld": "naam"} not in shown["aan_te_vullen"]


def test_several_choices_are_a_list_also_when_there_is_one(
    medewerker: Graph, make_case: MakeCase
) -> None:
    way = (
        ("ventileert", "gedaan"),
        ("aanspreken", "gedaan"),
        ("grensoverschrijdend", "nee"),
        ("reactie-medewerker", "inadequaat"),
        ("overleg-bestuur", "gedaan"),
    )
    one = contract.case(make_case(medewerker, *way, ("consequenties", "schorsing")))
    two = make_case(medewerker, *way, ("consequenties", ("waarschuwing", "schorsing")))
    assert one["stappen"][-1]["keuze"] == ["schorsing"]
    assert contract.case(two)["stappen"][-1]["keuze"] == ["waarschuwing", "schorsing"]
    assert one["stappen"][-2]["keuze"] == "gedaan"


def test_an_answer_that_no_longer_counts_is_shown_as_lapsed(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, ("signaal", "gedaan"), ("spoed", "ja"), ("spoed-melden", "gedaan"))
    content = {"door": "directie", "velden": {}, "reden": "verkeerd gekozen"}
    draft = Draft(Kind.REVISED, stamp(NOW), content, "spoed", 1, ("nee",))
    revised = fold(plaatsing, [*case.events, record(draft, case.number, case.events[-1], NOW)])
    steps = contract.case(revised)["stappen"]
    assert [step["vervallen"] for step in steps] == [False, False, True]
    assert steps[1]["reden"] == "verkeerd gekozen"
    assert {one["stap"] for one in contract.case(revised)["aan_te_vullen"]} == {"signaal"}


def test_a_term_in_hours_has_a_moment_beside_its_day_and_one_in_days_has_not(
    make_case: MakeCase,
) -> None:
    def due(**length: int) -> Exported:
        made = {"wat": "Bel terug.", "bron": "A.1", **length}
        case = make_case(graph(step("a", ["b"], termijn=made), step("b")), ("a", "gedaan"))
        [found] = contract.what_now([case], NOW.date())["dossiers"]
        [one] = found["termijnen"]
        return dict(one)

    assert due(uren=48)["tijdstip"] == "2026-11-24T12:03:00Z"
    assert due(uren=48)["uiterlijk"] == "2026-11-24"
    assert due(dagen=2) == {"wat": "Bel terug.", "uiterlijk": "2026-11-24", "bron": "A.1"}


def test_text_is_written_as_it_is_and_not_in_escapes() -> None:
    assert contract.dumps({"tekst": "één 😀"}) == '{\n  "tekst": "één 😀"\n}'


def test_each_path_is_listed_once_and_none_is_left_out(plaatsing: Graph) -> None:
    listed = contract.plan_paths(plaatsing)
    assert listed["meer"] is False
    assert len(listed["paden"]) == len({tuple(path) for path in listed["paden"]})
