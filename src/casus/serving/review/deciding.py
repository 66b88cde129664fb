"""From what is written to a decision: who may, whether what was looked at is still so, and what it becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from casus.amending import write_count
from casus.decision import Change, Decision, Field
from casus.desk import Desk
from casus.linking import deciding
from casus.record import Count
from casus.serving.accounts.people import Caller
from casus.serving.errors import RefusedError
from casus.serving.review import asked
from casus.store.revisions import with_seen
from casus.store.schema_accounts import Role

NEEDS: Mapping[str, Role] = {
    "accept": "coder", "reject": "coder", "correct": "coder", "comment": "coder", "merge": "editor", "split": "editor",
    "move": "editor", "number": "editor", "name": "editor", "undo": "coder",
    "add": "coder",
}  # fmt: skip
"""What role each kind of decision needs; undoing somebody else's needs an editor."""


def decide(desk: Desk, given: Any, caller: Caller) -> Decision:
    """The decision that is asked for, not taken yet.

    Raises :class:`RefusedError` for what the caller may not do, :class:`~casus.desk.CollisionError` where somebody else was first, and
    :class:`~casus.linking.deciding.DecisionError` for what makes no sense.
    """
    if not caller.may(NEEDS[given.kind]):
        raise RefusedError(403, f"to {given.kind} is for {NEEDS[given.kind]}s; ask one of them")
    return _MAKERS[given.kind](desk, given, desk.voice(str(caller.name), given.because), caller)


def _accept(desk: Desk, given: asked.Accept, voice: deciding.Voice, _caller: Caller) -> Decision:
    desk.check_seen({given.claim: given.version})
    return with_seen(deciding.accept(given.claim, voice), given.version)


def _reject(desk: Desk, given: asked.Reject, voice: deciding.Voice, _caller: Caller) -> Decision:
    desk.check_seen({given.claim: given.version})
    return with_seen(deciding.reject(desk.around(claim_ids=[given.claim]), given.claim, voice), given.version)


def _correct(desk: Desk, given: asked.Correct, voice: deciding.Voice, _caller: Caller) -> Decision:
    desk.check_seen({given.claim: given.version})
    text = desk.text(given.claim)
    return with_seen(deciding.correct(given.claim, changes_of(given.changes, text), voice, text), given.version)


def _comment(desk: Desk, given: asked.Comment, voice: deciding.Voice, _caller: Caller) -> Decision:
    desk.claims(given.claims)
    return deciding.comment(given.claims, voice)


def _merge(desk: Desk, given: asked.Merge, voice: deciding.Voice, _caller: Caller) -> Decision:
    desk.check_seen(events=given.events)
    links = desk.around(given.events)
    if not given.claims:
        return deciding.merge(links, list(given.events), voice)
    for claim in given.claims:
        if claim not in links.event_of:
            raise deciding.DecisionError(f"claim {claim} is of none of these events; look at them again")
    return deciding.join(given.claims, links, voice)


def _split(desk: Desk, given: asked.Split, voice: deciding.Voice, _caller: Caller) -> Decision:
    desk.check_seen(events={given.event: given.version})
    return with_seen(deciding.split(desk.around([given.event]), given.event, given.claims, voice), given.version)


def _move(desk: Desk, given: asked.Move, voice: deciding.Voice, _caller: Caller) -> Decision:
    desk.check_seen({given.claim: given.version})
    links = desk.around([given.to] if given.to else [], [given.claim])
    decision = with_seen(deciding.move(links, given.claim, given.to, voice), given.version)
    return desk.alone(decision) if given.to is None else decision


def _number(desk: Desk, given: asked.Number, voice: deciding.Voice, _caller: Caller) -> Decision:
    desk.check_seen(events={given.event: given.version})
    ends = (given.low, given.best, given.high)
    return with_seen(deciding.number(desk.around([given.event]), given.event, given.what, ends, voice), given.version)


def _name(desk: Desk, given: asked.NameOperation, voice: deciding.Voice, _caller: Caller) -> Decision:
    links = desk.around(operation=given.operation)
    desk.check_operation(links, given.operation, given.version)
    return with_seen(deciding.name(links, given.operation, given.name, voice), given.version)


def _add(desk: Desk, given: asked.Add, voice: deciding.Voice, _caller: Caller) -> Decision:
    desk.check_document(given.document, given.version)
    document = desk.document_that_counts(given.document)
    fields = changes_of(given.fields, document.text)
    return with_seen(deciding.add(document.key, fields, voice, document.text), given.version)


def _undo(desk: Desk, given: asked.Undo, voice: deciding.Voice, caller: Caller) -> Decision:
    known = desk.chain(given.decision)
    if known[given.decision].author != caller.name and not caller.may("editor"):
        raise RefusedError(403, "to undo somebody else's decision is for editors; ask one of them")
    return deciding.undo(given.decision, known, voice)


_MAKERS: Mapping[str, Callable[[Desk, Any, deciding.Voice, Caller], Decision]] = {
    "accept": _accept, "reject": _reject, "correct": _correct, "comment": _comment, "merge": _merge, "split": _split,
    "move": _move, "number": _number, "name": _name, "undo": _undo, "add": _add,
}  # fmt: skip


# --------------------------------------------------------------------------------------------- fields of a claim


_SINGLE: tuple[Field, ...] = ("kind", "status", "country", "source", "source_type")
_SIDES: tuple[Field, ...] = ("actors", "targets")


def changes_of(given: asked.ChangesGiven, text: str) -> list[Change]:
    """The changes that are asked for: of the fields that were given, empty ones too."""
    told = given.model_fields_set
    found: list[Change] = []
    for field in _SINGLE:
        if field in told:
            value = getattr(given, field)
            found.append((field, () if value is None else (value,)))
    found += [(field, tuple(getattr(given, field) or ())) for field in _SIDES if field in told]
    if "place" in told:
        found.append(("place", _place(given.place)))
    if {"date_start", "date_end"} & told:
        days = [day.isoformat() for day in (given.date_start, given.date_end) if day is not None]
        found.append(("days", (days[0], days[-1]) if days else ()))
    if "counts" in told:
        found.append(("counts", tuple(write_count(Count(one.what, one.min, one.max)) for one in given.counts or ())))
    if "aggregate" in told:
        found.append(("aggregate", ("true" if given.aggregate else "false",)))
    if given.evidence is not None:
        begin, end = given.evidence.begin, given.evidence.end
        found.append(("evidence", (str(begin), str(end), text[begin:end])))
    return found


def _place(given: asked.PlaceGiven | None) -> tuple[str, ...]:
    if given is None:
        return ()
    if given.place_id is None or given.lat is None or given.lon is None:
        return (given.name,)
    return given.name, given.place_id, repr(given.lat), repr(given.lon), given.precision
