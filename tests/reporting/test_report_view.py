"""What a report shows of a record, and what it refuses to show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_example import Example, claim_of

from casus.record import Event, Interval, Links
from casus.reporting.lookup import BrokenRecordError, Record
from casus.reporting.view import build_view, utf16, web_address


def view(example: Example) -> dict:  # type: ignore[type-arg]
    return build_view(Record(example.documents, example.claims, example.links, example.problems))


def test_a_part_stands_under_its_whole(example: Example) -> None:
    shelling = next(event for event in view(example)["events"] if event["id"] == "v3")
    (whole,) = shelling["figures"]
    assert (whole["best"], whole["range"], whole["unit"]) == ("12", "10–12", "killed")
    assert [(part["best"], part["part_unit"]) for part in whole["parts"]] == [("4", "children")]


def test_rival_events_and_denials_are_one_dispute(example: Example) -> None:
    (dispute,) = view(example)["contested"]
    assert [column["claims"] for column in dispute["columns"]] == [["e1"], ["m1"], ["e2"]]


def test_claims_that_name_different_doers_are_set_side_by_side(example: Example) -> None:
    morning, evening, _ = example.documents
    claims = (
        claim_of(morning, "a", "Shelling killed 12 people", kind="shelling", actors=("army",)),
        claim_of(evening, "b", "the assault on Marrin", kind="shelling", actors=("rebels",)),
    )
    event = Event("v", "shelling", "Shelling", ("a", "b"), grade="contested")
    (dispute,) = view(Example(example.documents, claims, Links(events=(event,))))["contested"]
    assert [column["title"] for column in dispute["columns"]] == ["army", "rebels"]


def test_an_event_that_is_only_denied_shows_its_denials_alone(example: Example) -> None:
    event = Event("v", "territory_gain", "Rebels enter Marrin", (), grade="denied", denial_ids=("e2",))
    (dispute,) = view(replace(example, links=Links(events=(event,))))["contested"]
    assert [(column["title"], column["claims"]) for column in dispute["columns"]] == [("Rebels enter Marrin", ["e2"])]


def test_an_area_is_another_mark_than_a_named_place_at_the_same_point(example: Example) -> None:
    places = view(example)["places"]
    assert [(place["area"], place["events"]) for place in places] == [(False, ["v2", "v1"]), (True, ["v3"])]


def test_a_superseded_toll_comes_last_and_is_no_figure_of_the_operation(example: Example) -> None:
    shown = view(example)
    assert [(toll["id"], toll["superseded_by"]) for toll in shown["tolls"]] == [("t1", None), ("t0", "t1")]
    assert [toll["id"] for toll in shown["operations"][0]["tolls"]] == ["t1"]


def test_the_holder_of_now_comes_before_the_earlier_one(example: Example) -> None:
    (place,) = view(example)["controls"]
    assert [(span["holder"], span["until"]) for span in place["spans"]] == [("rebels", None), ("army", "3 Mar 2031")]
    assert place["spans"][0]["contested_sources"] == ["army"]


def test_background_events_do_not_stretch_the_period(example: Example) -> None:
    assert view(example)["summary"]["period"] == "3 Mar 2031"


def test_what_had_long_been_going_on_does_not_stretch_the_period(example: Example) -> None:
    siege = Event("v", "siege", "Siege of Marrin", ("m1",), interval=Interval(date(1999, 1, 1), date(2031, 3, 3)))
    summary = view(replace(example, links=Links(events=(siege,))))["summary"]
    assert summary["period"] == "1 Dec 2030 – 3 Mar 2031"


def test_a_record_of_old_events_alone_has_their_period(example: Example) -> None:
    old = tuple(event for event in example.links.events if event.event_id == "v4")
    assert view(replace(example, links=Links(events=old)))["summary"]["period"] == "2019"


def test_a_number_that_rests_on_an_unknown_claim_is_refused(example: Example) -> None:
    events = tuple(
        replace(event, numbers=tuple(replace(n, claim_ids=("gone",)) for n in event.numbers))
        for event in example.links.events
    )
    with pytest.raises(BrokenRecordError, match="'gone'"):
        view(replace(example, links=replace(example.links, events=events)))


def test_evidence_that_the_document_does_not_hold_is_refused(example: Example) -> None:
    moved = replace(example.claims[0], begin=example.claims[0].begin + 1)
    with pytest.raises(BrokenRecordError, match="evidence of claim m1"):
        view(replace(example, claims=(moved, *example.claims[1:])))


def test_a_claim_of_an_unknown_document_is_refused(example: Example) -> None:
    with pytest.raises(BrokenRecordError, match="'nowhere'"):
        view(replace(example, claims=(replace(example.claims[0], document="nowhere"), *example.claims[1:])))


@pytest.mark.parametrize("by", ["key", "id"])
def test_claims_may_name_their_document_by_key_or_by_id(example: Example, by: str) -> None:
    names = {document.key: getattr(document, by) for document in example.documents}
    claims = tuple(replace(claim, document=names[claim.document]) for claim in example.claims)
    assert view(replace(example, claims=claims))["claims"]["m1"]["document"] == example.documents[0].key


@given(st.text(alphabet="a\u0645🔥\n", max_size=30), st.data())
def test_offsets_are_turned_into_what_a_browser_counts(text: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, len(text)))
    at = utf16(text)
    units = text.encode("utf-16-le")
    assert units[2 * at(begin) : 2 * at(end)].decode("utf-16-le") == text[begin:end]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/", "https://a.example/"),
        ("HTTP://a.example/", "HTTP://a.example/"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url: str | None, shown: str | None) -> None:
    assert web_address(url) == shown
