"""A decision touches the links of what it speaks of and no more, and they end as if everything had been linked anew."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_world import World, decisions, tale, world_of, worlds
from test_linking_in_a_record import empty

from casus import desk
from casus.build import build, everything
from casus.decision import Decision
from casus.filed import Filed, LinkChanges
from casus.linking import link
from casus.store.record import Record

MOMENT = datetime(2024, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def emptied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record.open(tmp_path_factory.mktemp("records") / "one.db") as record:
        yield record


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "record.db") as opened:
        yield opened


@pytest.fixture(autouse=True)
def same_linker(monkeypatch: pytest.MonkeyPatch) -> None:
    """The records of these tests are linked by version 1, which is this program's here; nothing is to be linked anew."""

    def never(*_given: object) -> None:
        raise AssertionError("everything is linked anew")

    monkeypatch.setattr(desk, "this_linker", lambda: "1")
    monkeypatch.setattr(desk, "link_anew", never)


def take(record: Record, decision: Decision) -> None:
    with desk.at_the_desk(record) as at:
        at.take(decision)


@given(world=worlds(), data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_decisions_end_with_the_links_of_everything_at_once(
    emptied: Record, world: World, data: st.DataObject
) -> None:
    empty(emptied)
    build([document.id for document in world.documents], emptied, steps=world.steps)
    known = sorted(claim.claim_id for claim in emptied.claims())
    taken: list[Decision] = []
    for _ in range(data.draw(st.integers(1, 6)) if known else 0):
        taken.append(data.draw(decisions(known, taken)))
        take(emptied, taken[-1])
        assert emptied.links() == link(*everything(emptied))
        assert emptied.linked_by() == "1"
    assert emptied.faults() == ()


def test_builds_go_on_where_decisions_left_off(record: Record) -> None:
    world = world_of(tale("a", 1, [0]), tale("b", 9, [1]), tale("c", 1, [2]))
    build(["a", "b"], record, steps=world.steps)
    take(record, Decision("merge", "Ada", MOMENT, "one fire", ("ca", "cb")))
    heard: list[str] = []
    build(["c"], record, steps=world.steps, progress=heard.append)
    assert heard == ["c", "linking what is new"]
    assert record.links() == link(*everything(record))


def test_a_decision_reads_no_other_war(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    world = world_of(tale("a", 1, [0]), tale("b", 9, [1]), tale("far", 1, [2], place="Marda", country="UA"))
    build(["a", "b", "far"], record, steps=world.steps)
    read: list[str] = []
    from casus.store.filed_index import FiledIndex

    claims: list[str] = []
    whole, filed = FiledIndex.told_of, FiledIndex.filed

    def told_of(index: FiledIndex, war: str) -> object:
        read.append(war)
        return whole(index, war)

    def filed_of(index: FiledIndex, wanted: Collection[str]) -> list[Filed]:
        found = filed(index, wanted)
        claims.extend(one.claim.claim_id for one in found)
        return found

    monkeypatch.setattr(FiledIndex, "told_of", told_of)
    monkeypatch.setattr(FiledIndex, "filed", filed_of)
    take(record, Decision("merge", "Ada", MOMENT, "one fire", ("ca", "cb")))
    assert set(read) == {"syria"}
    assert set(claims) == {"ca", "cb"}


def test_a_correction_has_only_the_corrected_claim_linked_anew(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other claims of its document are read as before, and so are neither compared nor filed again."""
    document, (first,) = tale("a", 1, [0])
    second = replace(first, claim_id="ca2", kind="displacement", evidence=document.text[:40], end=40)
    build(["a"], record, steps=World((document,), {document.key: (first, second)}).steps)
    filed: list[str] = []
    from casus.store.filing import LinkShelf

    whole = LinkShelf.write

    def write(shelf: LinkShelf, changes: LinkChanges, linker: str, **more: object) -> None:
        filed.extend(one.claim.claim_id for one in changes.filed)
        whole(shelf, changes, linker, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(LinkShelf, "write", write)
    take(record, Decision("correct", "Ada", MOMENT, "read it twice", ("ca2",), changes=(("kind", ("detention",)),)))
    assert filed == ["ca2"]
    assert record.links() == link(*everything(record))


@pytest.mark.parametrize("kind", ["accept", "comment"])
def test_what_changes_nothing_leaves_the_links_untouched(record: Record, kind: str) -> None:
    build(["a"], record, steps=world_of(tale("a", 1, [0])).steps)
    before = record.links()
    decision = Decision(kind, "Ada", MOMENT, "read it twice", ("ca",))  # type: ignore[arg-type]
    take(record, decision)
    take(record, Decision("undo", "Ada", MOMENT, "the wrong claim", undoes=decision.decision_id))
    assert record.links() == before
    assert len(record.decisions()) == 2
    assert record.linked_by() == "1"


def test_every_field_that_is_corrected_is_linked_as_corrected(record: Record) -> None:
    build(["a"], record, steps=world_of(tale("a", 1, [0])).steps)
    (claim,) = record.claims()
    changes = (
        ("kind", ("air_strike",)), ("status", ("possible",)), ("actors", ("rebels",)), ("targets", ("army",)),
        ("place", ("Dabra", "gn:7", "35.5", "38.25", "exact")), ("country", ("IQ",)), ("days", ("2016-02-01", "2016-02-03")),
        ("counts", ("killed:40:", "wounded:5:9")), ("source", ("a monitor",)), ("source_type", ("monitor",)), ("aggregate", ("false",)),
        ("evidence", ("0", "20", claim.evidence[:20])),
    )  # fmt: skip
    take(record, Decision("correct", "Ada", MOMENT, "read it twice", ("ca",), changes=changes))
    (event,) = record.links().events
    assert (event.kind, event.status, event.actors, event.targets) == ("air_strike", "possible", ("rebels",), ("army",))
    assert (event.place, event.place_id, event.lat, event.country) == ("Dabra", "gn:7", 35.5, "IQ")
    assert {(one.what, one.low, one.high) for one in event.numbers} == {("killed", 40, None), ("wounded", 5, 9)}
    assert event.origins == ("a monitor",)
    with record.portions() as portions:
        (portion,) = portions.by_reports(claims=True)
    (told,) = portion.claims
    assert (told.evidence, told.source_type, told.aggregate, str(told.interval.end)) == (
        claim.evidence[:20], "monitor", False, "2016-02-03",
    )  # fmt: skip


def test_an_export_leaves_out_a_claim_that_was_rejected_until_that_is_undone(record: Record) -> None:
    build(["a", "b"], record, steps=world_of(tale("a", 1, [0]), tale("b", 9, [1])).steps)
    rejected = Decision("reject", "Ada", MOMENT, "a film", ("ca",))

    def told() -> set[str]:
        with record.portions() as portions:
            return {claim.claim_id for part in portions.by_reports(claims=True) for claim in part.claims}

    take(record, rejected)
    assert told() == {"cb"}
    take(record, Decision("undo", "Ada", MOMENT, "no film", undoes=rejected.decision_id))
    assert told() == {"ca", "cb"}


def test_whoever_saw_another_version_is_told_what_was_decided_meanwhile(record: Record) -> None:
    build(["a"], record, steps=world_of(tale("a", 1, [0])).steps)
    with desk.at_the_desk(record) as at:
        seen = at.versions(["ca"])["ca"]
        at.check_seen({"ca": seen})
        at.take(Decision("accept", "Ada", MOMENT, "fine", ("ca",)))
    with pytest.raises(desk.CollisionError, match="changed by Ada") as refused, desk.at_the_desk(record) as at:
        at.check_seen({"ca": seen})
    assert [one.kind for one in refused.value.between] == ["accept"]
    with desk.at_the_desk(record) as at:
        at.check_seen({"ca": refused.value.version or ""})


def test_an_event_that_is_no_more_collides_too(record: Record) -> None:
    build(["a", "b"], record, steps=world_of(tale("a", 1, [0]), tale("b", 9, [1])).steps)
    gone = record.links().event_of["cb"]
    take(record, Decision("merge", "Ada", MOMENT, "one fire", ("ca", "cb")))
    with pytest.raises(desk.CollisionError), desk.at_the_desk(record) as at:
        at.check_seen(events={gone: "0-0"})


def test_what_fails_leaves_no_decision_behind(record: Record) -> None:
    build(["a"], record, steps=world_of(tale("a", 1, [0])).steps)

    def crash() -> None:
        with desk.at_the_desk(record) as at:
            at.take(Decision("reject", "Ada", MOMENT, "a film", ("ca",)))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        crash()
    assert record.decisions() == ()
    assert record.links().event_of == {"ca": record.links().events[0].event_id}


def test_decisions_are_later_than_those_before_whatever_the_clock_says(record: Record) -> None:
    build(["a"], record, steps=world_of(tale("a", 1, [0])).steps)
    late = datetime(2031, 1, 1, tzinfo=UTC)
    take(record, replace(Decision("accept", "Ada", late, "fine", ("ca",))))
    with desk.at_the_desk(record, clock=lambda: MOMENT) as at:
        assert at.voice("Grace", "fine").made_at > late
