"""Deciding on a record: a decision is kept and the links follow it in one transaction, while nobody builds.

The links of what the decision touches are made anew, and no others (:mod:`casus.linking.redeciding`). Whoever decides can name the version
of a claim or an event that they saw; where somebody else was there first, nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import Connection

from casus.amending import added
from casus.build import LINKING_PARTS, everything
from casus.decision import SILENT, Decision
from casus.filed import LinkChanges
from casus.linking import deciding
from casus.linking.deciding import DecisionError, Voice
from casus.linking.incremental import link_anew
from casus.linking.redeciding import claims_read_otherwise, redecide
from casus.record import Claim, Document, Links
from casus.store.errors import NotInRecordError, RecordError
from casus.store.filing import LinkShelf
from casus.store.queries.surroundings import (
    claims_of_document,
    claims_of_events,
    documents_behind,
    events_of_claims,
    read_operations,
)
from casus.store.reading import read_claims, read_events
from casus.store.record import Record
from casus.store.revisions import (
    claims_behind,
    count_in,
    decisions_about,
    decisions_with,
    last_decided,
    names_given,
    version_of_claims,
    version_of_group,
    version_of_operation,
    versions_of,
)
from casus.versions import digest

Clock = Callable[[], datetime]


@cache
def this_linker() -> str:
    """The version of linking that this program has."""
    return digest(LINKING_PARTS)


class OutOfDateError(RecordError):
    """Events are not those of all documents, so that nobody should decide on them."""


class CollisionError(RecordError):
    """Somebody else has decided on the same since it was looked at; ``version`` is what it is now, ``between`` what was decided."""

    def __init__(self, what: str, version: str | None, between: Sequence[Decision]) -> None:
        who = ", ".join(dict.fromkeys(one.author for one in between)) or "somebody"
        super().__init__(f"{what} was changed by {who} since you looked at it; look at it again, then decide")
        self.what, self.version, self.between = what, version, tuple(between)


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision that was kept, and the events that hold its claims now, with their operations."""

    decision: Decision
    links: Links


class Desk:
    """A linked record, inside the transaction in which somebody decides on it."""

    def __init__(self, record: Record, shelf: LinkShelf, linker: str, clock: Clock) -> None:
        self._record, self._shelf, self._linker, self._clock = record, shelf, linker, clock
        self._connection = shelf.connection

    @property
    def connection(self) -> Connection:
        """The connection of the transaction, for questions of :mod:`casus.store.queries` inside it."""
        return self._connection

    # ----------------------------------------------------------------------------------------- what there is

    def voice(self, author: str, because: str) -> Voice:
        """Who decides now, and why; later than all decisions of the record."""
        return Voice(author, self._clock(), because).after(last_decided(self._connection))

    def around(
        self, event_ids: Collection[str] = (), claim_ids: Collection[str] = (), operation: str | None = None
    ) -> Links:
        """As much of the links as deciding on these asks for. Raises :class:`NotInRecordError` for what is not there."""
        operations = tuple(read_operations(self._connection, [operation] if operation else []))
        if operation and not operations:
            raise NotInRecordError(f"no operation has the id {operation!r}")
        found = events_of_claims(self._connection, claim_ids)
        wanted = {*event_ids, *found.values(), *(one for it in operations for one in it.event_ids)}
        of = claims_of_events(self._connection, sorted(wanted))
        for missing in sorted(set(event_ids) - set(of.values())):
            raise NotInRecordError(f"no event has the id {missing!r}; it may be part of another by now")
        return Links(operations=operations, event_of=of)

    def claims(self, claim_ids: Sequence[str]) -> list[Claim]:
        """Claims as they were coded. Raises :class:`NotInRecordError` for one that is not there."""
        found = read_claims(self._connection, list(dict.fromkeys(claim_ids)))
        for missing in sorted(set(claim_ids) - {claim.claim_id for claim in found}):
            raise NotInRecordError(f"no claim has the id {missing!r}")
        return found

    def text(self, claim_id: str) -> str:
        """The text of a claim's document."""
        (claim,) = self.claims([claim_id])
        return documents_behind(self._connection, [claim.document])[claim.document].text

    def document(self, key: str) -> Document:
        """A document, by key. Raises :class:`NotInRecordError` for one that is not there."""
        found = documents_behind(self._connection, [key]).get(key)
        if found is None:
            raise NotInRecordError(f"no document has the key {key!r}")
        return found

    def document_that_counts(self, key: str) -> Document:
        """A document to which claims may be added, by key.

        Raises :class:`NotInRecordError` for one that is not there, and :class:`~casus.linking.deciding.DecisionError` for a version of a page
        that a later one supersedes.
        """
        found = self.document(key)
        if found.superseded_by:
            raise DecisionError(
                f"a later version of this page, {found.superseded_by}, is what counts; add the claim there"
            )
        return found

    def check_document(self, key: str, seen: str) -> None:
        """Raises :class:`CollisionError` where a document has other claims than when it was seen."""
        claims = claims_of_document(self._connection, key)
        is_now = version_of_claims(claims)
        if seen != is_now:
            raise CollisionError(
                f"document {key}", is_now, [one for one in self.decisions(claims) if one.document == key]
            )

    def check_operation(self, links: Links, operation_id: str, seen: str) -> None:
        """Raises :class:`CollisionError` where an operation has another version than the one that was seen; ``links`` are those around it."""
        (operation,) = (one for one in links.operations if one.operation_id == operation_id)
        is_now = version_of_operation(self._connection, operation)
        if seen != is_now:
            naming = names_given(self._connection, operation)
            raise CollisionError(f"operation {operation_id}", is_now, naming[count_in(seen) :])

    def decisions(self, about: Collection[str]) -> list[Decision]:
        """The decisions about some claims."""
        return decisions_about(self._connection, about)

    def undone(self, decision: Decision) -> Decision | None:
        """The decision that another one undoes."""
        return self.chain(decision.undoes).get(decision.undoes) if decision.undoes else None

    def chain(self, decision_id: str) -> dict[str, Decision]:
        """A decision and all others about its claims, among them those that undo it, by id. Raises :class:`NotInRecordError`."""
        known = decisions_with(self._connection, [decision_id])
        if not known:
            raise NotInRecordError(f"no decision has the id {decision_id!r}")
        return {one.decision_id: one for one in self.decisions(claims_behind(self._connection, known[0]))} | {
            decision_id: known[0]
        }

    def versions(self, claim_ids: Sequence[str]) -> dict[str, str]:
        """The versions of claims, by id."""
        return versions_of(self._connection, self.claims(claim_ids))

    def check_seen(self, claims: Mapping[str, str] | None = None, events: Mapping[str, str] | None = None) -> None:
        """Raises :class:`CollisionError` where claims or events, by id, have another version than the one that was seen."""
        for claim_id, seen in (claims or {}).items():
            is_now = self.versions([claim_id])[claim_id]
            self._check(f"claim {claim_id}", seen, is_now, [claim_id])
        for event_id, seen in (events or {}).items():
            members = sorted(claims_of_events(self._connection, [event_id]))
            if not members:
                raise CollisionError(f"event {event_id}", None, ())
            self._check(f"event {event_id}", seen, version_of_group(self.versions(members), members), members)

    def _check(self, what: str, seen: str, is_now: str, claims: Sequence[str]) -> None:
        if seen != is_now:
            raise CollisionError(what, is_now, self.decisions(claims)[count_in(seen) :])

    # ----------------------------------------------------------------------------------------- deciding

    def alone(self, decision: Decision) -> Decision:
        """A move to an event of its own, kept apart from every event that the claim would join next."""
        return deciding.alone(decision, self.linked)[0]

    def linked(self, decision: Decision) -> Links:
        """What a decision would make another of the links: among it always the event of the claim that it speaks of, where it moves one."""
        return self._changes(self._shelf.decisions(), decision)[0].links

    def take(self, decision: Decision) -> Taken:
        """Keep a decision; the links follow it."""
        if decision.kind in SILENT or self._undoes_silence(decision):
            self._shelf.keep(decision)
            return Taken(decision, Links())
        before = self._shelf.decisions()
        self._shelf.keep(decision)  # first, for the claim that it adds
        changes, anew = self._changes(before, decision)
        self._shelf.write(changes, self._linker, anew=anew)
        return Taken(decision, self._holding(self.undone(decision) or decision))

    def _holding(self, decision: Decision) -> Links:
        """The events that hold the claims of a decision, whole, with their operations."""
        about = (*decision.claim_ids, *decision.together_ids, *decision.apart_ids)
        of = claims_of_events(self._connection, sorted(set(events_of_claims(self._connection, about).values())))
        events = read_events(self._connection, sorted(set(of.values())))
        operations = read_operations(self._connection, [one.operation_id for one in events if one.operation_id])
        return Links(events=tuple(events), operations=tuple(operations), event_of=of)

    def _undoes_silence(self, decision: Decision) -> bool:
        return decision.kind == "undo" and decision.undoes not in {one.decision_id for one in self._shelf.decisions()}

    def _changes(self, before: Sequence[Decision], decision: Decision) -> tuple[LinkChanges, bool]:
        """What a decision changes, and whether that is all links anew: where they are of another version of linking than this."""
        after = [*before, decision]
        if self._shelf.filed_by() != this_linker():
            claims, documents = self._everything()
            if decision.kind == "add":  # read outside of this transaction, they are without it
                claims += [
                    one
                    for one in self._shelf.claims_of([added(decision).document])
                    if one.claim_id in decision.claim_ids
                ]
            return link_anew(claims, documents, after), True
        touched = self._shelf.documents_of(claims_read_otherwise(before, after))
        documents = self._shelf.documents_behind(touched)
        return redecide(self._shelf, self._shelf.claims_of(touched), documents, before, after), False

    def _everything(self) -> tuple[list[Claim], Mapping[str, Document]]:
        claims, documents, _ = everything(self._record)
        return claims, documents


@contextmanager
def at_the_desk(record: Record, clock: Clock = now) -> Iterator[Desk]:
    """A record ready to decide on, which nobody builds meanwhile: else the links would be of other claims than the record's.

    Raises :class:`OutOfDateError` where it is not linked, and :class:`~casus.store.errors.RecordError` where somebody builds it. What is
    raised within undoes all that was decided.
    """
    with record.building(), record.link_shelf() as shelf:
        linker = shelf.linked_by()
        if linker is None:
            raise OutOfDateError(
                f"events of {record.name} are out of date; run the same casus build again, then decide"
            )
        yield Desk(record, shelf, linker, clock)


__all__ = ["CollisionError", "DecisionError", "Desk", "OutOfDateError", "Taken", "at_the_desk", "this_linker"]
