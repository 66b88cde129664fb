"""``casus decide``: people overrule the record on the command line, and the record remembers."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from casus import desk
from casus.linking import incremental, link
from casus.record import Claim, Coded, Control, Count, Document, DocumentDate, Interval, Links, Operation, Toll
from casus.store import schema
from casus.store.errors import RecordError
from casus.store.record import Record
from in_process import Result, runner

REPORTS = {
    "herald": ("An air strike killed 12 people at the market of El Fasher.", "El Fasher", 12),
    "courier": ("Warplanes bombed the market of El Fasher, and 15 people died.", "El Fasher", 15),
    "gazette": ("Jets struck a clinic in Nyala; two nurses died.", "Nyala", 2),
}


def coded(name: str) -> Coded:
    text, place, killed = REPORTS[name]
    day = date(2024, 3, 6)
    document = Document(name, text, publisher=name.title(), date=DocumentDate(day, day, "given"))
    claim = Claim(
        f"c-{name}", document.key, "air_strike", 0, len(text), text, actors=("Sudanese army",), targets=("civilians",),
        place=place, country="SD", interval=Interval(date(2024, 3, 5), date(2024, 3, 5)), counts=(Count("killed", killed, killed),), trigger="strike",
    )  # fmt: skip
    return Coded(document, (claim,), main=0)


def relinked(record: Record) -> Links:
    links = link(record.claims(), {d.key: d for d in record.documents()}, record.decisions())
    record.replace_links(links, linker="1")
    return links


@pytest.fixture
def casus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Result:
    """Runs a command on a record of three reports in a folder of its own: status, output, errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOGNAME", "ada")
    with Record.open(tmp_path / "casus.db") as record:
        for name in REPORTS:
            record.add_document(coded(name))
        relinked(record)

    return runner(capsys)


def links() -> Links:
    with Record.open("casus.db") as record:
        assert record.linked_by() == "1"
        return record.links()


def event(claim: str) -> str:
    return links().event_of[claim]


def decision(out: str) -> str:
    return out.split()[1].rstrip(":")


WHY = ("--because", "the editor of both papers says so")


def test_events_are_merged_and_the_record_says_so(casus: Result) -> None:
    status, out, err = casus("decide", "merge", event("c-herald"), event("c-gazette"), *WHY)
    assert (status, err) == (0, "")
    assert "ada decided that claims c-courier, c-gazette and c-herald are one event" in out
    assert len(set(links().event_of.values())) == 1


def test_an_event_is_split_and_claims_are_moved(casus: Result) -> None:
    assert event("c-herald") == event("c-courier")
    assert casus("decide", "split", event("c-herald"), "--claims", "c-courier", *WHY)[0] == 0
    assert event("c-herald") != event("c-courier")
    assert casus("decide", "move", "c-courier", "--to", event("c-gazette"), *WHY)[0] == 0
    assert event("c-courier") == event("c-gazette")
    assert casus("decide", "move", "c-courier", "--to", "new", *WHY)[0] == 0
    assert len(set(links().event_of.values())) == 3, "a new event is one of its own, not the first one again"


def test_a_number_is_set_with_its_reason(casus: Result) -> None:
    status, _, _ = casus(
        "decide", "number", event("c-herald"), "killed", 14, "--high", 20, *WHY, "--author", "Ada Lovelace"
    )
    (number,) = next(one for one in links().events if one.event_id == event("c-herald")).numbers
    assert (status, number.low, number.best, number.high) == (0, 12, 14, 20)
    assert number.reason.startswith("set by Ada Lovelace on ")
    assert "the editor of both papers says so" in number.reason


def test_a_claim_is_rejected_and_a_rejection_undone(casus: Result) -> None:
    _, out, _ = casus("decide", "reject", "c-gazette", *WHY)
    assert "c-gazette" not in links().event_of
    status, told, _ = casus("decide", "undo", decision(out)[:6], "--because", "I misread it")
    assert status == 0
    assert f"event {event('c-gazette')}" in told, "it says where the claims are now"
    listed = casus("decide", "list")[1]
    assert f"undone by {decision(told)} of ada" in listed
    assert casus("decide", "undo", decision(out), *WHY)[0] == 2


def test_a_claim_is_corrected(casus: Result) -> None:
    assert casus("decide", "correct", "c-gazette", "--at", "El Fasher", "--from", "2024-03-05", *WHY)[0] == 0
    (found,) = [one for one in links().events if "c-gazette" in one.claim_ids]
    assert (found.place, str(found.interval.start)) == ("El Fasher", "2024-03-05")


def test_decisions_survive_a_rebuild_and_those_without_claims_are_kept_and_say_so(casus: Result) -> None:
    casus("decide", "merge", event("c-herald"), event("c-gazette"), *WHY)
    casus("decide", "reject", "c-courier", *WHY)
    with Record.open("casus.db") as record:
        for name in REPORTS:  # coded anew: one report no longer says what it said
            found = coded(name)
            record.add_document(found if name != "courier" else Coded(found.document), coder="2")
        relinked(record)
    assert event("c-herald") == event("c-gazette")
    rows = [json.loads(line) for line in casus("decide", "list", "--json")[1].splitlines()]
    assert [(row["kind"], row["effect"]) for row in rows] == [
        ("merge", "holds; 1 of its 3 claims are gone"),
        ("reject", "without effect: its claims are gone"),
    ]


def test_a_list_without_decisions_says_so(casus: Result) -> None:
    assert casus("decide", "list") == (0, "no decisions\n", "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("merge", "EVENT", "EVENT"), "two different events"),
        (("merge", "EVENT", "e-unheard-of"), "e-unheard-of"),
        (("split", "EVENT", "--claims", "c-herald,c-courier"), "not all of them"),
        (("split", "EVENT", "--claims", "c-gazette"), "is not of event"),
        (("move", "c-herald", "--to", "EVENT"), "already"),
        (("move", "c-gazette", "--to", "new"), "of its own already"),
        (("number", "EVENT", "killed"), "give a number"),
        (("number", "EVENT", "killed", "12", "--low", "13"), "low is at most"),
        (("number", "EVENT", "heroes", "12"), "heroes"),
        (("correct", "c-herald"), "say what to correct"),
        (("correct", "c-herald", "--kind", "earthquake"), "earthquake"),
        (("name", "o-unheard-of", "Battle"), "o-unheard-of"),
        (("undo", "v-unheard-of"), "v-unheard-of"),
    ],
)
def test_what_makes_no_sense_is_one_clear_line_and_changes_nothing(
    casus: Result, arguments: tuple[str, ...], words: str
) -> None:
    before = links()
    status, out, err = casus("decide", *(event("c-herald") if one == "EVENT" else one for one in arguments), *WHY)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert words in err
    assert links() == before
    assert casus("decide", "list")[1] == "no decisions\n"


def test_a_decision_needs_a_reason(casus: Result) -> None:
    assert casus("decide", "reject", "c-herald", "--because", " ")[0] == 2
    assert casus("decide", "reject", "c-herald")[0] == 2


def test_a_record_whose_events_are_out_of_date_is_not_decided_on(casus: Result) -> None:
    with Record.open("casus.db") as record:
        record.add_document(Coded(Document("late", "Nothing happened.")))
    status, _, err = casus("decide", "reject", "c-herald", *WHY)
    assert (status, "casus build" in err) == (2, True)


def test_claims_without_a_record_are_linked_with_decisions_from_a_file(casus: Result, tmp_path: Path) -> None:
    casus("decide", "merge", event("c-herald"), event("c-gazette"), *WHY)
    (tmp_path / "decisions.jsonl").write_text(casus("decide", "list", "--json")[1])
    documents = [{"id": name, "text": text, "date": "2024-03-06"} for name, (text, _, _) in REPORTS.items()]
    claims = [
        {"claim_id": f"c-{name}", "doc": name, "kind": "air_strike", "evidence": text, "place": place}
        for name, (text, place, _) in REPORTS.items()
    ]
    (tmp_path / "docs.json").write_text(json.dumps(documents))
    (tmp_path / "claims.jsonl").write_text("".join(json.dumps(one) + "\n" for one in claims))

    def events(*more: str) -> dict[str, str]:
        status, out, _ = casus("link", "claims.jsonl", "--docs", "docs.json", *more)
        assert status == 0
        return {row["claim_id"]: row["event_id"] for row in map(json.loads, out.splitlines())}

    assert events()["c-herald"] != events()["c-gazette"]
    told = events("--decisions", "decisions.jsonl")
    assert told["c-herald"] == told["c-gazette"]
    (tmp_path / "decisions.jsonl").write_text('{"kind": "forget", "made_at": "2024-05-01T12:00:00+00:00"}')
    status, out, err = casus("link", "claims.jsonl", "--docs", "docs.json", "--decisions", "decisions.jsonl")
    assert (status, out, "forget" in err) == (2, "", True)


def test_explaining_tells_what_people_decided_of_an_event_a_claim_and_a_decision(casus: Result) -> None:
    _, out, _ = casus("decide", "merge", event("c-herald"), event("c-gazette"), *WHY)
    casus("decide", "reject", "c-courier", *WHY, "--author", "Grace")
    told = casus("explain", event("c-gazette"))[1]
    assert "What people decided" in told
    assert "ada, " in told
    assert "are one event, because" in told
    assert "decided: Grace, " in casus("explain", "c-courier")[1]
    status, told, _ = casus("explain", decision(out))
    assert (status, "claim c-gazette" in told, "holds" in told) == (0, True, True)


def test_a_toll_an_operation_and_control_of_a_place_are_explained(casus: Result) -> None:
    claim = "c-gazette"
    toll = Toll("t1", claim, Count("killed", 255, 255), source="monitors")
    held = Control("Nyala", "rebels", Interval(), None, (claim,))
    battle = Operation("o1", "Battle of Nyala", (event(claim),))
    with Record.open("casus.db") as record:
        known = record.links()
        record.replace_links(replace(known, tolls=(toll,), controls=(held,), operations=(battle,)), linker="1")
    assert casus("explain", "t1")[1].startswith("255 killed, as monitors claims (toll t1)")
    assert casus("explain", "nyala")[1].startswith("Control of Nyala")
    assert all(words in casus("explain", "o1")[1] for words in ("Battle of Nyala", "Its events", event(claim)))


@pytest.mark.parametrize(
    "asked",
    [("reject", "c-gazette"), ("merge", "c-herald", "c-gazette"), ("correct", "c-gazette", "--at", "Kutum")],
)
def test_nobody_decides_while_a_command_builds_the_record(casus: Result, asked: tuple[str, ...]) -> None:
    names = [event(one) if asked[0] == "merge" and one.startswith("c-") else one for one in asked]
    before = links()
    with Record.open("casus.db") as building, building.building():
        status, out, err = casus("decide", *names, *WHY)
        assert (status, out, len(err.splitlines())) == (2, "", 1)
        assert "another command is building" in err
        assert casus("decide", "list")[0] == 0, "whoever only looks need not wait"
    with Record.open("casus.db") as record:
        assert record.decisions() == ()
    assert links() == before
    assert casus("decide", *names, *WHY)[0] == 0


def test_nobody_builds_while_somebody_decides(casus: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the claims of a report that has come meanwhile would be taken for linked."""
    held: list[str] = []

    def link_anew(*given: object) -> object:
        with Record.open("casus.db") as other, pytest.raises(RecordError) as refused, other.building():
            pass
        held.append(str(refused.value))
        return incremental_linking(*given)

    incremental_linking = incremental.link_anew
    monkeypatch.setattr(desk, "link_anew", link_anew)
    assert casus("decide", "reject", "c-gazette", *WHY)[0] == 0
    assert held
    assert all("another command is building" in words for words in held)


MISSED = ("--kind", "attack_on_civilians", "--evidence", "two nurses died")


def test_a_claim_that_was_missed_is_added_and_is_an_event_at_once(casus: Result) -> None:
    more = ("--on", "nurses", "--at", "Nyala", "--country", "SD", "--from", "2024-03-06", "--count", "killed:2:2")
    status, out, err = casus("decide", "add", "gazette", *MISSED, *more, *WHY)
    assert (status, err) == (0, "")
    assert "was missed" in out
    with Record.open("casus.db") as record:
        (claim,) = [one for one in record.claims() if one.claim_id not in {f"c-{name}" for name in REPORTS}]
        assert (claim.evidence, claim.targets, claim.place) == ("two nurses died", ("nurses",), "Nyala")
        assert claim.document == coded("gazette").document.key
        assert REPORTS["gazette"][0][claim.begin : claim.end] == claim.evidence
        assert [(one.what, one.min, one.max) for one in claim.counts] == [("killed", 2, 2)]
        assert str(claim.interval.start) == "2024-03-06"
    assert f"event {event(claim.claim_id)}" in out


def test_an_added_claim_is_taken_back_by_undoing(casus: Result) -> None:
    _, out, _ = casus("decide", "add", coded("gazette").document.key[:8], *MISSED, *WHY)
    before = set(links().event_of)
    assert casus("decide", "undo", decision(out), "--because", "it is said before")[0] == 0
    assert len(before - set(links().event_of)) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere", *MISSED), "nowhere"),
        (("gazette", "--kind", "picnic", *MISSED[2:]), "picnic"),
        (("gazette", *MISSED[:3], "three nurses died"), "do not stand there"),
        (("gazette", *MISSED[:3], "N"), "8 to 400 letters"),
        (("gazette", *MISSED[:3], "e"), "stand 3 times"),
        (("gazette", *MISSED, "--count", "heroes:1:2"), "heroes"),
        (("gazette", *MISSED, "--from", "2024-03-06", "--to", "2024-03-05"), "after the last"),
    ],
)
def test_a_claim_that_cannot_be_is_not_added(casus: Result, arguments: tuple[str, ...], words: str) -> None:
    status, out, err = casus("decide", "add", *arguments, *WHY)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert words in err
    assert casus("decide", "list")[1] == "no decisions\n"


def test_nothing_is_added_to_a_version_of_a_page_that_a_later_one_supersedes(casus: Result) -> None:
    with Record.open("casus.db") as record:
        keys = [coded(name).document.key for name in ("gazette", "herald")]
        with record.changing() as connection:
            connection.execute(sa.insert(schema.versions), {"document": keys[0], "superseded_by": keys[1]})
    status, _, err = casus("decide", "add", "gazette", *MISSED, *WHY)
    assert (status, f"a later version of this page, {keys[1]}" in err) == (2, True)
