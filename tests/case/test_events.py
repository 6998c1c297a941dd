"""Events and their chain: the form that is hashed, and every way of tampering with it."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scala_cli.case.events import (
    ORIGIN,
    Draft,
    Event,
    Kind,
    canonical,
    chain_faults,
    hash_content,
    hash_record,
    record,
    signed,
)
from scala_cli.clock import stamp
from scala_cli.dossier.store import Dossier
from scala_cli.plan.library import Library
from scala_cli.plan.load import canonical as canonical_plan
from tests.conftest import NOW, PASSWORD, TickingClock

CASE = "2026-007"


def a_chain(*drafts: Draft) -> list[Event]:
    """Return these drafts as the events of one case."""
    clock = TickingClock()
    events: list[Event] = []
    for draft in drafts:
        events.append(record(draft, CASE, events[-1] if events else None, clock()))
    return events


def an_ordinary_chain() -> list[Event]:
    """Return a case of four events: opened, answered, supplemented, noted."""
    happened = stamp(NOW)
    return a_chain(
        Draft(Kind.OPENED, happened, {"door": "directie"}, choice=("plaatsing:0",)),
        Draft(Kind.ANSWERED, happened, {"door": "directie"}, "signaal", 1, ("gedaan",)),
        Draft(Kind.SUPPLEMENTED, happened, {"velden": {"platform": "x"}}, "signaal", 1),
        Draft(Kind.NOTED, "2026-11-20", {"tekst": "J. Voorbeeld belde."}),
    )


def with_changed(events: Sequence[Event], number: int, /, **changes: Any) -> list[Event]:  # noqa: ANN401
    """Return the events with values of one of them changed, its own hash left as it was."""
    return [one._replace(**changes) if one.number == number else one for one in events]


def test_what_is_hashed_has_sorted_keys_no_spaces_and_letters_as_they_are() -> None:
    value = {"b": [1, True, None], "a": "één ‘ja’ 🙂", "c": {"z": 1, "y": "\n"}}

    assert canonical(value) == '{"a":"één ‘ja’ 🙂","b":[1,true,null],"c":{"y":"\\n","z":1}}'


def test_the_hash_of_a_content_is_sha256_over_salt_and_canonical_json() -> None:
    known = hashlib.sha256('zout{"door":"directie","tekst":"één"}'.encode()).hexdigest()

    assert hash_content({"tekst": "één", "door": "directie"}, "zout") == known


def test_the_hash_of_an_event_can_be_worked_out_by_hand() -> None:
    content_hash = hashlib.sha256(b'00{"door":"directie"}').hexdigest()
    by_hand = (
        '{"bezoek":1,"dossier":"2026-007","formaat":1,"gebeurd":"2026-11-20",'
        f'"inhoud":"{content_hash}","keuze":["gedaan"],"nummer":2,"soort":"beantwoord",'
        f'"stap":"signaal","vastgelegd":"2026-11-22T12:00:00Z","vorige":"{"a" * 64}"}}'
    )
    event = Event(
        case=CASE,
        number=2,
        happened="2026-11-20",
        recorded="2026-11-22T12:00:00Z",
        kind=Kind.ANSWERED,
        step="signaal",
        visit=1,
        choice=("gedaan",),
        content={"door": "directie"},
        salt="00",
        content_hash=content_hash,
        previous="a" * 64,
        hash="",
    )

    assert hash_record(event) == hashlib.sha256(by_hand.encode()).hexdigest()
    assert signed(event).hash == hash_record(event)


def test_the_hash_of_an_event_without_step_or_choice_can_be_worked_out_by_hand() -> None:
    content_hash = hashlib.sha256(b"1{}").hexdigest()
    by_hand = (
        '{"bezoek":null,"dossier":"2026-007","formaat":1,"gebeurd":"2026-11-22T12:00:00Z",'
        f'"inhoud":"{content_hash}","keuze":null,"nummer":1,"soort":"notitie","stap":null,'
        f'"vastgelegd":"2026-11-22T12:00:00Z","vorige":"{"0" * 64}"}}'
    )
    at = "2026-11-22T12:00:00Z"
    event = Event(
        CASE, 1, at, at, Kind.NOTED, None, None, None, {}, "1", content_hash, "0" * 64, ""
    )

    assert hash_record(event) == hashlib.sha256(by_hand.encode()).hexdigest()


def test_a_case_starts_its_chain_at_the_origin_and_each_event_holds_the_hash_before_it() -> None:
    events = an_ordinary_chain()

    assert [one.number for one in events] == [1, 2, 3, 4]
    assert [one.previous for one in events] == [ORIGIN, *(one.hash for one in events[:-1])]
    assert chain_faults(events) == []


def test_an_event_is_recorded_in_utc_whatever_the_clock_says() -> None:
    draft = Draft(Kind.NOTED, "2026-11-20", {})

    event = record(draft, CASE, None, datetime.fromisoformat("2026-11-22T13:00:00+01:00"))

    assert event.recorded == "2026-11-22T12:00:00Z"
    assert event.happened == "2026-11-20"


def test_equal_contents_have_different_salts_and_so_different_hashes() -> None:
    draft = Draft(Kind.NOTED, stamp(NOW), {"tekst": "hetzelfde"})

    one, other = record(draft, CASE, None, NOW), record(draft, CASE, None, NOW)

    assert one.salt != other.salt
    assert one.content_hash != other.content_hash


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"happened": "2026-11-19"}, "is gewijzigd"),
        ({"recorded": "2026-11-22T12:00:01Z"}, "is gewijzigd"),
        ({"kind": Kind.NOTED}, "is gewijzigd"),
        ({"step": "stilte"}, "is gewijzigd"),
        ({"step": None}, "is gewijzigd"),
        ({"visit": 2}, "is gewijzigd"),
        ({"choice": ("overgeslagen",)}, "is gewijzigd"),
        ({"choice": None}, "is gewijzigd"),
        ({"case": "2026-008"}, "is gewijzigd"),
        ({"hash": "f" * 64}, "is gewijzigd"),
        ({"content_hash": "f" * 64}, "is gewijzigd"),
        ({"previous": ORIGIN}, "sluit niet aan"),
        ({"content": {"door": "een ander"}}, "de inhoud is gewijzigd"),
        ({"salt": "00"}, "de inhoud is gewijzigd"),
        ({"content": None, "salt": None}, "de inhoud ontbreekt, en is niet gewist"),
        ({"content": None}, "de inhoud ontbreekt, en is niet gewist"),
        ({"salt": None}, "de inhoud ontbreekt, en is niet gewist"),
    ],
    ids=str,
)
def test_a_changed_event_is_named_with_its_case_and_number(
    change: Mapping[str, object], what: str
) -> None:
    events = with_changed(an_ordinary_chain(), 2, **change)

    case = change.get("case", CASE)
    assert any(
        fault.startswith(f"Dossier {case}, gebeurtenis 2: ") and what in fault
        for fault in chain_faults(events)
    )


def test_a_changed_event_with_a_new_hash_to_fit_shows_at_the_event_after_it() -> None:
    events = an_ordinary_chain()
    events[1] = signed(events[1]._replace(choice=("overgeslagen",)))

    assert chain_faults(events) == [
        f"Dossier {CASE}, gebeurtenis 3: sluit niet aan op de gebeurtenis ervoor."
    ]


@pytest.mark.parametrize("removed", [1, 2, 3])
def test_a_removed_event_is_missed(removed: int) -> None:
    events = [one for one in an_ordinary_chain() if one.number != removed]

    at = f"Dossier {CASE}, gebeurtenis {removed + 1}"
    assert chain_faults(events) == [
        f"{at}: er ontbreekt een gebeurtenis ervoor (verwacht: {removed})."
    ]


def test_events_that_were_renumbered_after_one_was_removed_are_found() -> None:
    first, _, third, fourth = an_ordinary_chain()

    faults = chain_faults([first, third._replace(number=2), fourth._replace(number=3)])

    assert faults[:2] == [
        f"Dossier {CASE}, gebeurtenis 2: sluit niet aan op de gebeurtenis ervoor.",
        f"Dossier {CASE}, gebeurtenis 2: is gewijzigd nadat zij is vastgelegd.",
    ]


def test_events_in_another_order_are_found() -> None:
    first, second, third, fourth = an_ordinary_chain()

    assert chain_faults([first, third, second, fourth]) == [
        f"Dossier {CASE}, gebeurtenis 3: er ontbreekt een gebeurtenis ervoor (verwacht: 2)."
    ]


def test_two_events_that_changed_places_and_numbers_are_found() -> None:
    first, second, third, fourth = an_ordinary_chain()
    swapped = [first, third._replace(number=2), second._replace(number=3), fourth]

    faults = chain_faults(swapped)

    assert any("gebeurtenis 2: sluit niet aan" in fault for fault in faults)
    assert any("gebeurtenis 3: sluit niet aan" in fault for fault in faults)


def test_every_fault_of_a_chain_is_told_not_only_the_first() -> None:
    events = with_changed(an_ordinary_chain(), 2, salt="00")
    events = with_changed(events, 4, happened="2020-01-01")

    assert chain_faults(events) == [
        f"Dossier {CASE}, gebeurtenis 2: de inhoud is gewijzigd nadat zij is vastgelegd.",
        f"Dossier {CASE}, gebeurtenis 4: is gewijzigd nadat zij is vastgelegd.",
    ]


def test_an_erased_content_verifies_and_the_choice_stays() -> None:
    erasing = Draft(Kind.ERASED, stamp(NOW), {"door": "directie"}, choice=("2", "3"))
    ordinary = an_ordinary_chain()
    events = [*ordinary, record(erasing, CASE, ordinary[-1], NOW)]
    events = with_changed(events, 2, content=None, salt=None)
    events = with_changed(events, 3, content=None, salt=None)

    assert chain_faults(events) == []
    assert events[1].choice == ("gedaan",)
    assert (events[1].said, events[1].by) == ({}, "")


def test_erasing_one_content_does_not_excuse_another_that_is_missing() -> None:
    ordinary = an_ordinary_chain()
    erasing = Draft(Kind.ERASED, stamp(NOW), {"door": "directie"}, choice=("2",))
    events = [*ordinary, record(erasing, CASE, ordinary[-1], NOW)]

    events = with_changed(events, 2, content=None, salt=None)

    faults = chain_faults(with_changed(events, 3, content=None, salt=None))

    assert faults == [f"Dossier {CASE}, gebeurtenis 3: de inhoud ontbreekt, en is niet gewist."]


def test_an_erasure_that_was_made_to_name_something_else_is_told_and_breaks_nothing() -> None:
    ordinary = an_ordinary_chain()
    erasing = Draft(Kind.ERASED, stamp(NOW), {"door": "directie"}, choice=("2",))
    events = [*ordinary, record(erasing, CASE, ordinary[-1], NOW)]

    faults = chain_faults(with_changed(events, 5, choice=("geen getal",)))

    assert faults == [f"Dossier {CASE}, gebeurtenis 5: is gewijzigd nadat zij is vastgelegd."]


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dossier]:
    with Dossier.create(
        tmp_path_factory.mktemp("keten") / "gegevens", PASSWORD, TickingClock()
    ) as made:
        yield made


WORDS = st.text(max_size=40).map(lambda text: text.encode(errors="ignore").decode())
CONTENTS = st.dictionaries(
    WORDS,
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | WORDS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
        max_leaves=5,
    ),
    max_size=4,
)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001
    lambda moment: stamp(moment.replace(tzinfo=UTC))
)
DRAFTS = st.builds(
    Draft,
    kind=st.sampled_from([kind for kind in Kind if kind not in (Kind.OPENED, Kind.ERASED)]),
    happened=MOMENTS | st.dates().map(str),
    content=CONTENTS,
    step=st.none() | WORDS,
    visit=st.none() | st.integers(1, 99),
    choice=st.none() | st.lists(WORDS, max_size=3).map(tuple),
)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(drafts=st.lists(DRAFTS, max_size=4))
def test_events_come_back_from_the_store_as_they_went_in(
    dossier: Dossier, library: Library, drafts: list[Draft]
) -> None:
    plans = {"plaatsing": canonical_plan(library.documents["plaatsing"])}
    events = [dossier.open_case(plans, {"door": "directie"})]
    for draft in drafts:
        events.append(dossier.append(events[0].case, draft, len(events)))

    read = dossier.events(events[0].case)

    assert read == events
    assert chain_faults(read) == []


def other_values(event: Event) -> Mapping[str, object]:
    """Return for each column another value than the event has."""
    return {
        "case": f"{event.case}0",
        "number": event.number + 1,
        "happened": f"{event.happened} ",
        "recorded": f"{event.recorded} ",
        "kind": Kind.CLOSED if event.kind is not Kind.CLOSED else Kind.NOTED,
        "step": f"{event.step}x",
        "visit": (event.visit or 0) + 1,
        "choice": (*(event.choice or ()), "x"),
        "content": {**event.said, "x": event.said.get("x") != "x"},
        "salt": f"{event.salt}0",
        "content_hash": event.content_hash[::-1] + "0",
        "previous": event.previous[::-1] + "0",
        "hash": event.hash[::-1] + "0",
    }


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    drafts=st.lists(DRAFTS, min_size=1, max_size=4),
    column=st.sampled_from(Event._fields),
    data=st.data(),
)
def test_a_change_to_any_one_value_of_any_event_is_found(
    drafts: list[Draft], column: str, data: st.DataObject
) -> None:
    events = a_chain(*drafts)
    number = data.draw(st.integers(1, len(events)))
    change = {column: other_values(events[number - 1])[column]}

    assert chain_faults(events) == []
    assert chain_faults(with_changed(events, number, **change))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(draft=DRAFTS, text=st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_an_event_is_hashed_over_its_canonical_record_whatever_it_holds(
    draft: Draft, text: str
) -> None:
    (made,) = a_chain(draft)
    event = made._replace(case=text, happened=text, recorded=text, content_hash=text, previous=text)
    values = {
        "formaat": 1,
        "dossier": text,
        "nummer": 1,
        "gebeurd": text,
        "vastgelegd": text,
        "soort": draft.kind,
        "stap": draft.step,
        "bezoek": draft.visit,
        "keuze": draft.choice,
        "inhoud": text,
        "vorige": text,
    }
    assert hash_record(event) == hashlib.sha256(canonical(values).encode()).hexdigest()


@pytest.mark.parametrize(
    "change",
    [
        {"visit": "1"},
        {"visit": 1.0},
        {"step": 5},
        {"happened": 5},
        {"recorded": b"x"},
        {"content_hash": 5},
        {"previous": None},
    ],
)
def test_a_value_of_another_type_is_a_change_too(change: Mapping[str, object]) -> None:
    faults = chain_faults(with_changed(an_ordinary_chain(), 2, **change))
    assert f"Dossier {CASE}, gebeurtenis 2: is gewijzigd nadat zij is vastgelegd." in faults


def test_erased_content_that_was_put_back_is_found() -> None:
    chain = a_chain(
        Draft(Kind.OPENED, None, {"door": "directie"}),
        Draft(Kind.NOTED, None, {"door": "directie", "tekst": "verzonnen"}),
        Draft(Kind.ERASED, None, {"door": "directie", "grond": "verzoek"}, choice=("2",)),
    )

    assert chain_faults(chain) == [
        f"Dossier {CASE}, gebeurtenis 2: is gewist, maar de inhoud staat er weer."
    ]
    without_salt = [chain[0], chain[1]._replace(salt=None), chain[2]]
    assert len(chain_faults(without_salt)) == 1
    emptied = [chain[0], chain[1]._replace(content=None, salt=None), chain[2]]
    assert chain_faults(emptied) == []
