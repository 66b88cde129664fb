"""``casus decide``: what a person decides goes into the record for good, and the links are made anew with it."""

from __future__ import annotations

import getpass
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from casus.cli.console import say, table
from casus.cli.errors import DONE, CommandError
from casus.cli.records import looking_at, opened
from casus.decision import Change, Decision
from casus.record import COUNT_WHATS, Interval, Links

if TYPE_CHECKING:
    from casus.filed import LinkChanges
    from casus.linking.deciding import Voice
    from casus.store.record import Record


def merge(place: str, names: Sequence[str], because: str, author: str | None) -> int:
    """Make one event of several; returns the exit status."""
    from casus.linking import deciding

    with _at_the_desk(place) as desk:
        event_ids = [desk.event(name) for name in names]
        return desk.take(deciding.merge(desk.links, event_ids, desk.voice(because, author)))


def split(place: str, event: str, claims: Sequence[str], because: str, author: str | None) -> int:
    """Make another event of some claims of an event; returns the exit status."""
    from casus.linking import deciding

    with _at_the_desk(place) as desk:
        event_id, claim_ids = desk.event(event), [desk.claim(name) for name in claims]
        return desk.take(deciding.split(desk.links, event_id, claim_ids, desk.voice(because, author)))


def move(place: str, claim: str, to: str, because: str, author: str | None) -> int:
    """Move a claim to another event, or to one of its own (``new``); returns the exit status."""
    from casus.linking import deciding

    with _at_the_desk(place) as desk:
        claim_id, event_id = desk.claim(claim), None if to == "new" else desk.event(to)
        decision = deciding.move(desk.links, claim_id, event_id, desk.voice(because, author))
        if event_id is None:
            decision, _ = deciding.alone(decision, desk.linked)
        return desk.take(decision)


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
    with _at_the_desk(place) as desk:
        event_id = desk.event(event)
        return desk.take(deciding.number(desk.links, event_id, counted, ends, desk.voice(because, author)))


def reject(place: str, claim: str, because: str, author: str | None) -> int:
    """Take a wrongly coded claim out of all events; returns the exit status."""
    from casus.linking import deciding

    with _at_the_desk(place) as desk:
        return desk.take(deciding.reject(desk.links, desk.claim(claim), desk.voice(because, author)))


def correct(place: str, claim: str, changes: Sequence[Change], days: Interval, because: str, author: str | None) -> int:
    """Correct fields of a claim; ``days`` are its days where they are given; returns the exit status."""
    from casus.linking import deciding

    given = [day for day in (days.start, days.end) if day is not None]
    said: list[Change] = list(changes)
    if given:
        said.append(("days", (given[0].isoformat(), given[-1].isoformat())))
    with _at_the_desk(place) as desk:
        return desk.take(deciding.correct(desk.claim(claim), said, desk.voice(because, author)))


def name_operation(place: str, operation: str, name: str, because: str, author: str | None) -> int:
    """Give an operation a name; returns the exit status."""
    from casus.linking import deciding

    with _at_the_desk(place) as desk:
        operation_id = desk.record.find(operation, among=("operation",)).identifier
        return desk.take(deciding.name(desk.links, operation_id, name, desk.voice(because, author)))


def undo(place: str, decision: str, because: str, author: str | None) -> int:
    """Undo a decision; returns the exit status."""
    from casus.linking import deciding

    with _at_the_desk(place) as desk:
        known = {one.decision_id: one for one in desk.decisions}
        decision_id = desk.record.find(decision, among=("decision",)).identifier
        return desk.take(deciding.undo(decision_id, known, desk.voice(because, author)))


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


class _Desk:
    """A linked record, and who decides on it."""

    def __init__(self, record: Record, linker: str) -> None:
        from casus.build import everything

        self.record = record
        self.links: Links = record.links()
        self._claims, self._documents, self.decisions = everything(record)
        self._linker = linker

    def event(self, name: str) -> str:
        """The id of the event of this name."""
        return self.record.find(name, among=("event",)).identifier

    def claim(self, name: str) -> str:
        """The id of the claim of this name."""
        return self.record.find(name, among=("claim",)).identifier

    def voice(self, because: str, author: str | None) -> Voice:
        """Who decides now, and why; later than all decisions of the record."""
        from casus.linking.deciding import Voice

        return Voice(user_name() if author is None else author, datetime.now(UTC), because).after(self.decisions)

    def linked(self, decision: Decision) -> Links:
        """The links with one more decision."""
        return _links(self._changes(decision))

    def take(self, decision: Decision) -> int:
        """Keep the decision, link anew and say where its claims are now."""
        changes = self._changes(decision)
        links = _links(changes)
        self.record.add_decision(decision)
        with self.record.link_shelf() as shelf:
            shelf.write(changes, self._linker, anew=True)
        for line in taken_lines(decision, links, self.decisions):
            say(line)
        return DONE

    def _changes(self, decision: Decision) -> LinkChanges:
        from casus.linking.incremental import link_anew

        return link_anew(self._claims, self._documents, [*self.decisions, decision])


def _links(changes: LinkChanges) -> Links:
    from casus.linking.wars import together

    return together(changes.wars.values())


@contextmanager
def _at_the_desk(place: str) -> Iterator[_Desk]:
    """The record at a place, ready to decide on, which nobody builds meanwhile: else the links would be of other claims than the record's.

    Raises :class:`CommandError` where it is not linked, or what is asked makes no sense.
    """
    from casus.linking.deciding import DecisionError

    with opened(place) as record, record.building():
        linker = record.linked_by()
        if linker is None:
            raise CommandError(f"events of {record.name} are out of date; run the same casus build again, then decide")
        try:
            yield _Desk(record, linker)
        except DecisionError as error:
            raise CommandError(str(error)) from error


def taken_lines(decision: Decision, links: Links, before: Sequence[Decision]) -> Iterator[str]:
    """What was decided, and the events (or the operation) that hold its claims now."""
    from casus.linking.effects import in_words

    yield f"decision {decision.decision_id}: {decision.author} decided that {in_words(decision)}"
    undone = next((one for one in before if one.decision_id == decision.undoes), None)
    about = undone or decision
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
    return found
