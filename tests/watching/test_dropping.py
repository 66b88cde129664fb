"""News that is not about conflict: kept, marked, found, and coded when everything is to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from watched import steps

import small_steps
from casus.build import DROPPED, Steps, build, code_dropped
from casus.record import Coded, Document
from casus.screened import Sureness, screened
from casus.store.queries.filters import Filter
from casus.store.queries.search import search
from casus.store.record import Record

WAR = "Shelling killed four civilians in the town of Harran on Sunday, a rebel spokesman said, and troops besieged it."
SPORT = (
    "The striker scored twice as the league leaders beat their rivals at home, and the coach praised his midfield after the match. "
    "They play the cup final next week, when the goalkeeper hopes to be back from injury."
)
INPUTS = [Document("war", WAR, locator="war.txt"), Document("sport", SPORT, locator="sport.txt")]


def reading(screen: Sureness | None) -> Steps:
    made = replace(steps(), read=lambda _inputs, _day: iter(INPUTS), screens=screen)
    return replace(made, code=screened(made.code, screen)) if screen else made


def claims_of(record: Record) -> set[str]:
    by_key = {document.key: document.id for document in record.documents()}
    return {by_key[claim.document] for claim in record.claims()}


def dropped(record: Record) -> list[str]:
    return [one.locator for one in record.problems() if one.stage == DROPPED]


def test_what_is_dropped_is_kept_marked_and_found(record: Record) -> None:
    summary = build([], record, steps=reading("sure"))
    assert (summary.new, len(record.documents()), claims_of(record)) == (2, 2, {"war"})
    assert dropped(record) == ["sport.txt"]
    with record.asking() as connection:
        (hit,) = search(connection, "striker", Filter(), what="documents", limit=5)
    assert hit.title == "sport" or "striker" in str(hit)


def test_it_is_not_looked_at_again(record: Record) -> None:
    build([], record, steps=reading("sure"))
    assert build([], record, steps=reading("sure")).new == 0


def test_a_build_of_everything_codes_it(record: Record) -> None:
    build([], record, steps=reading("sure"))
    assert build([], record, steps=reading(None)).new == 1
    assert (claims_of(record), dropped(record)) == ({"war", "sport"}, [])
    assert build([], record, steps=reading("sure")).new == 0


def test_what_a_sure_screen_dropped_a_likely_one_need_not_look_at(record: Record) -> None:
    build([], record, steps=reading("sure"))
    assert build([], record, steps=reading("likely")).new == 0


def test_what_a_likely_screen_dropped_a_sure_one_looks_at_again(record: Record) -> None:
    build([], record, steps=reading("likely"))
    assert dropped(record) == ["sport.txt"]
    assert build([], record, steps=reading("sure")).new == 1
    assert build([], record, steps=reading("likely")).new == 0


def test_what_was_likely_dropped_can_be_coded_too(record: Record) -> None:
    build([], record, steps=reading("likely"))
    late = code_dropped(record, steps())
    assert late is not None
    assert (late.new, dropped(record)) == (1, [])


def test_what_was_dropped_can_be_coded_without_reading_it_again(record: Record) -> None:
    build([], record, steps=reading("sure"))
    late = code_dropped(record, steps())
    assert late is not None
    assert (late.new, claims_of(record), dropped(record)) == (1, {"war", "sport"}, [])
    assert code_dropped(record, steps()) is None


@pytest.mark.parametrize("order", [1, -1])
def test_nothing_is_lost_in_any_order(order: int) -> None:
    def twice(documents: Iterable[Document]) -> Iterator[Coded]:
        return small_steps.code(documents)

    documents = [
        Document(f"{kind}{n}", text, locator=kind) for n in range(20) for kind, text in (("w", WAR), ("s", SPORT))
    ][::order]
    found = list(screened(twice)(documents))
    assert sorted(one.document.id for one in found) == sorted(one.id for one in documents)
    assert {one.document.id[0] for one in found if one.claims} == {"w"}
