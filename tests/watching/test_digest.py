"""A digest: what is new since a state of the record, in words that claims have, safe to send."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from told import HOSTILE, event, link, operation, report

from casus.decision import Decision
from casus.record import Number
from casus.store.errors import NotInRecordError
from casus.store.record import Record
from casus.watching.digest import MOST_EVENTS, digest_of, version_before
from casus.watching.digest_texts import as_html, as_markdown, headline


def digest(record: Record, since: int = 0) -> Any:
    with record.asking() as connection:
        return digest_of(connection, since)


@pytest.fixture
def two_states(record: Record) -> Record:
    """Version 1 has events 1 and 2; version 2 has event 1 with another grade, event 3, and no event 2."""
    for name in ("one", "two", "three", "no"):
        record.add_document(report(name, f"Shelling killed 4 in Harran, says {name}."))
    link(record, event("1", "cone", operation_id="o1"), event("2", "ctwo"), operations=(operation("e1"),))
    more = {"operation_id": "o1", "grade": "contested", "grade_reason": "the army denies it", "denial_ids": ("cno",)}
    link(record, event("1", "cone", **more), event("3", "cthree"), operations=(operation("e1"),))
    return record


class TestWhatItHolds:
    def test_added_changed_and_withdrawn_since_a_version(self, two_states: Record) -> None:
        found = digest(two_states, 1)
        assert (found.added, found.changed, found.withdrawn) == (1, 1, ("e2",))
        assert headline(found) == "1 new event, 1 changed, 1 withdrawn"
        told = {item.event_id: item.new for section in found.sections for _, items in section.kinds for item in items}
        assert told == {"e1": False, "e3": True}

    def test_operations_come_first_and_then_what_belongs_to_none(self, two_states: Record) -> None:
        assert [section.name for section in digest(two_states).sections] == [
            "Battle of Harran",
            "Events of no operation",
        ]

    def test_numbers_have_their_ranges_and_say_of_whom(self, record: Record) -> None:
        record.add_document(report("one", "Shelling killed 4 in Harran."))
        numbers = (
            Number("killed", 3, 4, 6, "cone", "", ("cone",)),
            Number("killed_civilians", 2, 2, 2, "cone", "", ("cone",)),
        )
        link(record, event("1", "cone", numbers=numbers))
        ((_, (item,)),) = digest(record).sections[0].kinds
        assert item.numbers == ("4 (3 to 6) killed", "2 civilians killed")

    def test_words_of_those_who_deny_it_stand_beside_it(self, two_states: Record) -> None:
        for text in (as_html(digest(two_states)), as_markdown(digest(two_states))):
            assert re.search(r"Against it:.*says no", text)

    def test_what_people_decided_is_told_without_their_names(self, two_states: Record) -> None:
        decision = Decision("reject", "Jo Coder", datetime(2099, 1, 1, tzinfo=UTC), "a film, not a war", ("cone",))
        two_states.add_decision(decision)
        found = digest(two_states, 1)
        assert found.corrections == (("2099-01-01", "reject", "a film, not a war"),)
        assert "Jo Coder" not in as_html(found) + as_markdown(found)

    def test_nothing_new_says_so(self, two_states: Record) -> None:
        assert "Nothing has changed" in as_html(digest(two_states, 2))

    def test_a_version_that_is_not_there_is_refused(self, two_states: Record) -> None:
        with pytest.raises(NotInRecordError):
            digest(two_states, 9)

    def test_a_day_stands_for_the_last_version_before_it(self, two_states: Record) -> None:
        with two_states.asking() as connection:
            assert (version_before(connection, date(2020, 1, 1)), version_before(connection, date(2199, 1, 1))) == (
                0,
                2,
            )

    def test_what_is_too_much_is_counted(self, record: Record) -> None:
        names = [f"r{n}" for n in range(MOST_EVENTS + 3)]
        for name in names:
            record.add_document(report(name, f"Shelling killed 4 in Harran, says {name}."))
        link(record, *(event(name, f"c{name}") for name in names))
        found = digest(record)
        assert (found.left, sum(section.number for section in found.sections)) == (3, MOST_EVENTS)
        assert "3 more events" in as_html(found)


class TestHowItIsWritten:
    def test_nothing_hostile_runs_and_nothing_is_loaded(self, record: Record) -> None:
        record.add_document(
            report(
                "one", f"Shelling {HOSTILE} ![x](https://b.example/x.png)", publisher=HOSTILE, url="javascript:alert(1)"
            )
        )
        link(record, event("1", "cone", place=HOSTILE, grade_reason=HOSTILE))
        html, markdown = as_html(digest(record)), as_markdown(digest(record))
        for bad in ("<script", "<img", "src=", "url(", "javascript:", "<link", "@import"):
            assert bad not in html
        assert "<script" not in markdown
        assert "![x]" not in markdown
        assert "javascript:" not in markdown

    def test_links_lead_to_the_reports(self, two_states: Record) -> None:
        assert 'href="https://valley.example/one"' in as_html(digest(two_states))
        assert "(<https://valley.example/one>)" in as_markdown(digest(two_states))

    def test_every_quoted_sentence_is_the_evidence_of_a_claim(self, two_states: Record) -> None:
        known = {claim.evidence for claim in two_states.claims()}
        quoted = re.findall("“(.*?)”", as_markdown(digest(two_states)))
        assert quoted
        assert set(quoted) <= known

    def test_the_page_has_styles_inline_only(self, two_states: Record) -> None:
        html = as_html(digest(two_states))
        assert "<style" not in html
        assert "class=" not in html
