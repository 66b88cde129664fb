"""``casus decide``: what a person decides goes into the record for good, and the links are made anew with it."""

from __future__ import annotations

import getpass
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from casus.cli.console import say, table
from casus.cli.errors import DONE, CommandError
from casus.cli.records import looking_at, opened
from casus.decision import Change, Decision
from casus.record import COUNT_WHATS, Interval, Links

if TYPE_CHECKING:
    from casus.desk import Desk
    from casus.linking.deciding import Voice
    from casus.store.record import Record


def merge(place: str, names: Sequence[str], because: str, author: str | None) -> int:
    """Make one event of several; returns the exit status."""
    from casus.linking import deciding

    with _at_the_desk(place, because, author) as at:
        event_ids = [at.event(name) for name in names]
        return at.take(deciding.merge(at.desk.around(event_ids), event_ids, at.voice))


def split(place: str, event: str, claims: Sequence[str], because: str, author: str | None) -> int:
    """Make another event of some claims of an event; returns the exit status."""
    from casus.linking import deciding

    with _at_the_desk(place, because, author) as at:
        event_id, claim_ids = at.event(event), [at.claim(name) for name in claims]
        return at.take(deciding.split(at.desk.around([event_id]), event_id, claim_ids, at.voice))


def move(place: str, claim: str, to: str, because: str, author: str | None) -> int:
    """Move a claim to another event, or to one of its own (``new``); returns the exit status."""
    from casus.linking import deciding

    with _at_the_desk(place, because, author) as at:
        claim_id, event_id = at.claim(claim), None if to == "new" else at.event(to)
        links = at.desk.around([event_id] if event_id else [], [claim_id])
        decision = deciding.move(links, claim_id, event_id, at.voice)
        return at.take(at.desk.alone(decision) if event_id is None else decision)


def set_number(
    place: str,
    event: str,
    what: str,
    ends: tuple[int | None, int | None, int | None],
    because: str,
    author: str | None,
) -> int:
    """Set a number of an event; ``ends`` are low, best and high; returns the exit status."""
    from casus.linking import deciding

    counted = next((known for known in COUNT_WHATS if known == what.replace("-", "_")), None)
    if counted is None:
        raise CommandError(f"{what!r} is nothing that is counted; give one of {', '.join(COUNT_WHATS)}")
    with _at_the_desk(place, because, author) as at:
        event_id = at.event(event)
        return at.take(deciding.number(at.desk.around([event_id]), event_id, counted, ends, at.voice))


def reject(place: str, claim: str, because: str, author: str | None) -> int:
    """Take a wrongly coded claim out of all events; returns the exit status."""
    from casus.linking import deciding

    with _at_the_desk(place, because, author) as at:
        claim_id = at.claim(claim)
        return at.take(deciding.reject(at.desk.around(claim_ids=[claim_id]), claim_id, at.voice))


def accept(place: str, claim: str, because: str, author: str | None) -> int:
    """Say that a claim is coded as the words say; returns the exit status."""
    from casus.linking import deciding

    with _at_the_desk(place, because, author) as at:
        return at.take(deciding.accept(at.claim(claim), at.voice))


def comment(place: str, claims: Sequence[str], remark: str, author: str | None) -> int:
    """Remark on claims; returns the exit status."""
    from casus.linking import deciding

    with _at_the_desk(place, remark, author) as at:
        return at.take(deciding.comment([at.claim(name) for name in claims], at.voice))


def correct(
    place: str,
    claim: str,
    changes: Sequence[Change],
    days: Interval,
    because: str,
    author: str | None,
    evidence: str | None = None,
) -> int:
    """Correct fields of a claim; ``days`` are its days and ``evidence`` its words where they are given; returns the exit status."""
    from casus.linking import deciding

    with _at_the_desk(place, because, author) as at:
        claim_id = at.claim(claim)
        text = at.desk.text(claim_id)
        said = _with_days_and_words(changes, days, evidence, text)
        return at.take(deciding.correct(claim_id, said, at.voice, text))


def add(
    place: str, document: str, fields: Sequence[Change], days: Interval, because: str, author: str | None, evidence: str
) -> int:
    """Add a claim that was missed in a document; returns the exit status."""
    from casus.linking import deciding

    with _at_the_desk(place, because, author) as at:
        counted = at.desk.document_that_counts(at.record.find(document, among=("document",)).identifier)
        said = _with_days_and_words(fields, days, evidence, counted.text)
        return at.take(deciding.add(counted.key, said, at.voice, counted.text))


def _with_days_and_words(changes: Sequence[Change], days: Interval, evidence: str | None, text: str) -> list[Change]:
    """Changes with the days and the words that were given; ``text`` is that of the document in which the words are to be found.

    Raises :class:`CommandError` for words that stand there more than once: it cannot be told which are meant.
    """
    said = list(changes)
    given = [day for day in (days.start, days.end) if day is not None]
    if given:
        said.append(("days", (given[0].isoformat(), given[-1].isoformat())))
    if evidence is not None:
        times = text.count(evidence) if evidence else 0
        if times > 1:
            raise CommandError(f"these words stand {times} times in the document; give more of them")
        begin = max(text.find(evidence), 0)
        said.append(("evidence", (str(begin), str(begin + len(evidence)), evidence)))
    return said


def name_operation(place: str, operation: str, name: str, because: str, author: str | None) -> int:
    """Give an operation a name; returns the exit status."""
    from casus.linking import deciding

    with _at_the_desk(place, because, author) as at:
        operation_id = at.record.find(operation, among=("operation",)).identifier
        return at.take(deciding.name(at.desk.around(operation=operation_id), operation_id, name, at.voice))


def undo(place: str, decision: str, because: str, author: str | None) -> int:
    """Undo a decision; returns the exit status."""
    from casus.linking import deciding

    with _at_the_desk(place, because, author) as at:
        decision_id = at.record.find(decision, among=("decision",)).identifier
        return at.take(deciding.undo(decision_id, at.desk.chain(decision_id), at.voice))


def list_decisions(place: str, *, json_lines: bool) -> int:
    """Print all decisions with what they still do; returns the exit status."""
    import json

    from casus.linking.effects import effects, in_words
    from casus.rows import decision_to_row

    with looking_at(place) as record:
        decisions, links = record.decisions(), record.links()
        effect = effects(decisions, {claim.claim_id for claim in record.claims()}, links)
    if json_lines:
        for one in decisions:
            say(json.dumps({**decision_to_row(one), "effect": effect[one.decision_id]}, ensure_ascii=False))
        return DONE
    rows = [
        (
            one.decision_id,
            f"{one.made_at:%Y-%m-%d %H:%M}",
            one.author,
            in_words(one),
            one.reason,
            effect[one.decision_id],
        )
        for one in decisions
    ]
    for line in (
        table(("decision", "when (UTC)", "who", "that", "because", "effect"), rows) if rows else ["no decisions"]
    ):
        say(line)
    return DONE


class _Named:
    """A desk on which things have the names that people give on the command line."""

    def __init__(self, record: Record, desk: Desk, because: str, author: str | None) -> None:
        self.record, self.desk = record, desk
        self.voice: Voice = desk.voice(user_name() if author is None else author, because)

    def event(self, name: str) -> str:
        """The id of the event of this name."""
        return self.record.find(name, among=("event",)).identifier

    def claim(self, name: str) -> str:
        """The id of the claim of this name."""
        return self.record.find(name, among=("claim",)).identifier

    def take(self, decision: Decision) -> int:
        """Keep the decision and say where its claims are now."""
        taken = self.desk.take(decision)
        about = self.desk.undone(decision) or decision
        for line in taken_lines(decision, about, taken.links):
            say(line)
        return DONE


@contextmanager
def _at_the_desk(place: str, because: str, author: str | None) -> Iterator[_Named]:
    """The record at a place, ready to decide on. Raises :class:`CommandError` where it is not linked, or what is asked makes no sense."""
    from casus.desk import OutOfDateError, at_the_desk
    from casus.linking.deciding import DecisionError

    with opened(place) as record:
        try:
            with at_the_desk(record) as desk:
                yield _Named(record, desk, because, author)
        except (DecisionError, OutOfDateError) as error:
            raise CommandError(str(error)) from error


def taken_lines(decision: Decision, about: Decision, links: Links) -> Iterator[str]:
    """What was decided, and the events (or the operation) that hold the claims now that it is ``about`` (what it undoes, or itself)."""
    from casus.linking.effects import in_words

    yield f"decision {decision.decision_id}: {decision.author} decided that {in_words(decision)}"
    of_them = (*about.claim_ids, *about.together_ids, *about.apart_ids)
    held = {links.event_of[claim_id] for claim_id in of_them if claim_id in links.event_of}
    if about.kind == "name":
        for operation in links.operations:
            if held & set(operation.event_ids):
                yield f"  operation {operation.operation_id}  {operation.name}"
        return
    for event in links.events:
        if event.event_id in held:
            many = sum(1 for one in links.event_of.values() if one == event.event_id)
            yield f"  event {event.event_id}  {event.title} ({many} {'claim' if many == 1 else 'claims'})"


def user_name() -> str:
    """Who the environment says is at work. Raises :class:`CommandError` where it does not say."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError) as error:
        raise CommandError("nobody knows who you are; give your name with --author") from error


def changes_of(
    kind: str | None,
    status: str | None,
    by: Sequence[str] | None,
    on: Sequence[str] | None,
    at: str | None,
    country: str | None,
    counts: Sequence[str] | None = None,
    source: str | None = None,
    source_type: str | None = None,
    aggregate: bool | None = None,
) -> list[Change]:
    """The changes that the options of ``casus decide correct`` ask for; a blank name means that there is none."""
    found: list[Change] = []
    if kind is not None:
        found.append(("kind", (kind,)))
    if status is not None:
        found.append(("status", (status,)))
    if by is not None:
        found.append(("actors", tuple(filter(None, by))))
    if on is not None:
        found.append(("targets", tuple(filter(None, on))))
    if at is not None:
        found.append(("place", (at,) if at else ()))
    if country is not None:
        found.append(("country", (country,) if country else ()))
    if counts is not None:
        found.append(("counts", tuple(filter(None, counts))))
    if source is not None:
        found.append(("source", (source,) if source else ()))
    if source_type is not None:
        found.append(("source_type", (source_type,)))
    if aggregate is not None:
        found.append(("aggregate", ("true" if aggregate else "false",)))
    return found
