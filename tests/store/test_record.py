"""The rules of a record: one transaction a document, constraints, names, problems, links that know their age."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from casus.decision import Decision
from casus.record import Claim, Coded, Count, Document, Event, Interval, Links, Number, Operation, Problem, Relation
from casus.store.errors import ImpossibleValueError, NotInRecordError
from casus.store.record import Record

TEXT = "Rebels shelled the mill on Monday. Nine people died."
REPORT = Document("r1", TEXT, locator="news/r1.txt")
SHELLING = Claim("c-shell", REPORT.key, "shelling", 0, 34, TEXT[:34], counts=(Count("killed", 9, 9, 35, 39),))
DEATHS = Claim("c-dead", REPORT.key, "casualty_report", 35, 52, TEXT[35:])
CODED = Coded(REPORT, (SHELLING, DEATHS), main=0)
EVENT = Event(
    "e-mill",
    "shelling",
    "Shelling of the mill",
    ("c-shell",),
    numbers=(Number("killed", 9, 9, 9, "c-shell", "the only claim", ("c-shell",)),),
    operation_id="o-mill",
)
FEUD = Relation("r-feud", REPORT.key, "fights", 0, 22, TEXT[:22], "Rebels", "rebels", "Army", "army")
MUSTER = replace(FEUD, relation_id="r-muster", kind="backs", subject="Iran", subject_id="iran", object_id="militia")
LINKS = Links((EVENT,), (Operation("o-mill", "Battle of the mill", ("e-mill",)),), event_of={"c-shell": "e-mill"})


def test_a_document_is_known_by_its_key_and_the_coder_that_read_it(record: Record) -> None:
    assert not record.has_document(REPORT.key)
    record.add_document(CODED, coder="1")
    assert record.has_document(REPORT.key)
    assert record.has_document(REPORT.key, coder="1")
    assert not record.has_document(REPORT.key, coder="2")
    assert record.document_keys() == {REPORT.key}
    assert record.document_keys(coder="2") == frozenset()


def test_coding_a_document_again_replaces_what_was_found_in_it(record: Record) -> None:
    record.add_document(CODED, coder="1")
    record.replace_links(LINKS)
    again = Coded(REPORT, (DEATHS,), problems=(Problem("news/r1.txt", "code", "half of it is French"),))
    record.add_document(again, coder="2")
    assert record.claims() == (DEATHS,)
    assert record.coded(REPORT.key) == again
    assert record.links() == Links(), "links must not rest on claims that are gone"


@pytest.mark.parametrize(
    "wrong",
    [
        replace(SHELLING, counts=(Count("killed", 9, 3),)),
        replace(SHELLING, counts=(Count("heroes", 1, 1),)),  # type: ignore[arg-type]
        replace(SHELLING, counts=(Count("killed", 2**70, None),)),
        replace(SHELLING, kind="earthquake"),  # type: ignore[arg-type]
        replace(SHELLING, status="certain"),  # type: ignore[arg-type]
        replace(SHELLING, confidence=1.5),
        replace(SHELLING, lat=91.0),
        replace(SHELLING, claim_id=DEATHS.claim_id),
        replace(SHELLING, document="d000000000000"),
        replace(SHELLING, evidence="Rebels bombed the mill"),
        replace(SHELLING, evidence="", end=0),
        replace(SHELLING, trigger="shel\0led"),
        replace(SHELLING, actors=("rebels", "\0")),
        replace(SHELLING, lat=float("nan")),
        replace(SHELLING, confidence=float("nan")),
    ],
)
def test_a_value_that_breaks_a_rule_is_refused_with_all_of_its_document(record: Record, wrong: Claim) -> None:
    with pytest.raises(ImpossibleValueError) as refusal:
        record.add_document(Coded(REPORT, (DEATHS, wrong)))
    assert "\n" not in str(refusal.value)
    assert record.documents() == ()
    assert record.claims() == ()


@pytest.mark.parametrize(
    "wrong",
    [
        replace(LINKS, event_of={"c-unheard-of": "e-mill"}),
        replace(LINKS, operations=()),
        replace(LINKS, events=(replace(EVENT, claim_ids=("c-unheard-of",)),)),
        replace(LINKS, events=(replace(EVENT, rival_ids=("e-unheard-of",)),)),
        replace(LINKS, events=(replace(EVENT, grade="certain"),)),  # type: ignore[arg-type]
        replace(LINKS, events=(replace(EVENT, numbers=(Number("killed", 9, 3, 9, "c-shell", ""),)),)),
        replace(LINKS, events=(EVENT, EVENT)),
    ],
)
def test_links_that_break_a_rule_leave_the_older_ones(record: Record, wrong: Links) -> None:
    record.add_document(CODED)
    record.replace_links(LINKS, linker="1")
    with pytest.raises(ImpossibleValueError):
        record.replace_links(wrong, linker="2")
    assert record.links() == LINKS
    assert record.linked_by() == "1"


def test_links_are_out_of_date_as_soon_as_a_document_comes(record: Record) -> None:
    assert record.linked_by() is None
    record.add_document(CODED)
    record.replace_links(LINKS, linker="7")
    assert record.linked_by() == "7"
    record.add_document(Coded(replace(REPORT, id="r2")))
    assert record.linked_by() is None
    assert record.links() == LINKS, "out of date, but nothing that they rest on has gone"


def test_a_problem_told_twice_is_one_problem_and_can_be_settled(record: Record) -> None:
    broken = Problem("news/b.txt", "read", "is empty")
    record.add_problem(broken)
    record.add_problem(broken)
    record.add_problem(replace(broken, reason="is not text"))
    assert record.problems() == (broken, replace(broken, reason="is not text"))
    record.drop_problems([broken])
    assert record.problems() == (replace(broken, reason="is not text"),)


def test_problems_inside_documents_are_listed_with_the_others(record: Record) -> None:
    inside = Problem("news/r1.txt", "code", "a sentence was too long")
    outside = Problem("news/b.txt", "read", "is empty")
    record.add_document(replace(CODED, problems=(inside,)))
    record.add_problem(outside)
    assert record.problems() == (outside, inside)
    assert record.input_problems() == (outside,)
    assert record.problems(keys=[REPORT.key]) == (inside,)
    assert record.problems(keys=[]) == ()


def test_an_event_is_found_by_its_id_or_the_beginning_of_it(record: Record) -> None:
    record.add_document(CODED)
    record.replace_links(replace(LINKS, events=(EVENT, replace(EVENT, event_id="e-mill-2", claim_ids=("c-dead",)))))
    assert record.event("e-mill").event_id == "e-mill", "a whole id wins over a beginning"
    assert record.event("e-mill-").event_id == "e-mill-2"
    with pytest.raises(NotInRecordError, match="e-mill-2"):
        record.event("e-mi")
    with pytest.raises(NotInRecordError, match="e-dam"):
        record.event("e-dam")


def test_a_name_may_mean_an_event_an_operation_a_claim_or_a_document(record: Record) -> None:
    record.add_document(CODED)
    record.replace_links(LINKS)
    assert record.find("e-m") == ("event", "e-mill")
    assert record.find("o-m") == ("operation", "o-mill")
    assert record.find("c-s") == ("claim", "c-shell")
    assert record.find("r1") == ("document", REPORT.key)
    assert record.find(REPORT.key[:6]) == ("document", REPORT.key)
    for nothing in ("", "%", "_"):
        with pytest.raises(NotInRecordError):
            record.find(nothing)


def test_an_open_ended_until_differs_from_none(record: Record) -> None:
    from casus.record import Control

    held = Control("the mill", "rebels", Interval(), None, ())
    lost = Control("the dam", "rebels", Interval(), Interval(), ())
    record.replace_links(Links(controls=(held, lost)))
    assert record.links().controls == (held, lost)


def test_relations_are_those_of_an_actor_on_either_side(record: Record) -> None:
    record.add_document(replace(CODED, relations=(FEUD, MUSTER)))
    assert record.relations() == (FEUD, MUSTER)
    assert record.relations("rebels") == record.relations("army") == (FEUD,)
    assert record.relations("iran") == (MUSTER,)
    assert record.relations("nobody") == ()


def test_relations_go_with_their_document_and_when_it_is_coded_again(record: Record) -> None:
    record.add_document(replace(CODED, relations=(FEUD, MUSTER)))
    record.add_document(replace(CODED, relations=(MUSTER,)))
    assert record.relations() == record.coded(REPORT.key).relations == (MUSTER,)
    record.add_document(CODED)
    assert record.relations() == ()


@pytest.mark.parametrize(
    "wrong",
    [
        replace(FEUD, kind="likes"),  # type: ignore[arg-type]
        replace(FEUD, status="planned"),  # type: ignore[arg-type]
        replace(FEUD, source_type="hearsay"),  # type: ignore[arg-type]
        replace(FEUD, confidence=1.5),
        replace(FEUD, evidence="Rebels fight the army."),
        replace(FEUD, document="d000000000000"),
        replace(FEUD, relation_id=MUSTER.relation_id),
    ],
)
def test_a_relation_that_breaks_a_rule_is_refused_with_all_of_its_document(record: Record, wrong: Relation) -> None:
    with pytest.raises(ImpossibleValueError):
        record.add_document(replace(CODED, relations=(MUSTER, wrong)))
    assert record.documents() == ()


def test_an_actor_is_found_by_its_id_or_by_a_name_in_any_case(record: Record) -> None:
    claim = replace(SHELLING, actors=("Houthis",), actor_ids=("houthis",))
    record.add_document(Coded(REPORT, (claim,), relations=(MUSTER,)))
    assert record.find("houthis") == record.find("HOUTHIS") == ("actor", "houthis")
    assert record.find("Iran") == ("actor", "iran")
    assert record.actor_names() == {"houthis": ("Houthis",), "iran": ("Iran",), "militia": ("Army",)}
    with pytest.raises(NotInRecordError):
        record.find("Hou")
    with pytest.raises(NotInRecordError):
        record.find("Iran", among=("event",))


def test_a_whole_id_goes_before_an_actor_and_an_actor_before_a_beginning(record: Record) -> None:
    other = replace(REPORT, id="iran-report", locator="news/iran.txt")
    record.add_document(Coded(other))
    assert record.find("iran") == ("document", other.key)
    record.add_document(Coded(REPORT, relations=(MUSTER,)))
    assert record.find("iran") == ("actor", "iran")
    named = replace(REPORT, id="iran")
    record.add_document(Coded(named))
    assert record.find("iran") == ("document", named.key)


def test_a_name_of_two_actors_is_not_decided(record: Record) -> None:
    twin = replace(MUSTER, relation_id="r-twin", subject_id="iran-too")
    record.add_document(Coded(REPORT, relations=(MUSTER, twin)))
    with pytest.raises(NotInRecordError, match="2 things"):
        record.find("IRAN")


NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
REJECTION = Decision("reject", "Ada", NOON, "a film is meant", ("c-shell",))


def test_links_are_out_of_date_as_soon_as_somebody_decides(record: Record) -> None:
    record.add_document(CODED)
    record.replace_links(LINKS, linker="7")
    record.add_decision(REJECTION)
    assert record.linked_by() is None
    assert record.links() == LINKS, "until they are made anew, what was linked is there"


@pytest.mark.parametrize(
    "wrong",
    [
        replace(REJECTION, reason=""),
        replace(REJECTION, author=""),
        replace(REJECTION, kind="forget"),  # type: ignore[arg-type]
        replace(REJECTION, what="heroes"),  # type: ignore[arg-type]
        replace(REJECTION, low=9, high=3),
        replace(REJECTION, low=9, best=3),
        replace(REJECTION, undoes="v-unheard-of"),
    ],
)
def test_a_decision_that_breaks_a_rule_is_not_kept(record: Record, wrong: Decision) -> None:
    with pytest.raises(ImpossibleValueError):
        record.add_decision(wrong)
    assert record.decisions() == ()


def test_a_decision_without_a_time_zone_is_refused(record: Record) -> None:
    with pytest.raises(ValueError, match="time zone"):
        record.add_decision(replace(REJECTION, made_at=datetime(2024, 5, 1)))


def test_a_decision_is_found_by_its_id(record: Record) -> None:
    record.add_decision(REJECTION)
    assert record.find(REJECTION.decision_id[:6]) == ("decision", REJECTION.decision_id)


@pytest.mark.parametrize(
    "wrong", [replace(REPORT, title="\0"), replace(REPORT, text="a\0b"), replace(REPORT, locator="\ud800")]
)
def test_text_that_one_of_the_databases_cannot_hold_is_refused_by_both(record: Record, wrong: Document) -> None:
    with pytest.raises(ImpossibleValueError, match="cannot be stored"):
        record.add_document(Coded(wrong))
    assert record.documents() == ()
