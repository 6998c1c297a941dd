"""The machine-readable forms: complete, and enough to prove the record without this program."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import pytest

from scala_cli.case.events import Draft, Kind, record
from scala_cli.case.state import Case, fold
from scala_cli.clock import stamp
from scala_cli.export import json as contract
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library
from scala_cli.plan.load import canonical
from tests.conftest import NOW, MakeCase

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
        if event["inhoud"] is not None:
            content = _sha256(event["zout"] + _canonical(event["inhoud"]))
            found += [] if content == event["inhoud_hash"] else [f"inhoud {place}"]
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


def test_the_chain_verifies_when_contents_were_erased(exported: Exported) -> None:
    exported["gebeurtenissen"][1] |= {"inhoud": None, "zout": None}
    assert faults(exported) == []


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


def test_text_is_written_as_it_is_and_not_in_escapes() -> None:
    assert contract.dumps({"tekst": "één 😀"}) == '{\n  "tekst": "één 😀"\n}'


def test_each_path_is_listed_once_and_none_is_left_out(plaatsing: Graph) -> None:
    listed = contract.plan_paths(plaatsing)
    assert listed["meer"] is False
    assert len(listed["paden"]) == len({tuple(path) for path in listed["paden"]})
