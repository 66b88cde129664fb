"""From what a person says of events and claims to a decision that speaks of claims alone; what makes no sense is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from casus.decision import Change, Decision
from casus.linking.decisions import undone_by
from casus.linking.overruling import claims_of_operations
from casus.record import KINDS, STATUSES, CountWhat, Links


class DecisionError(ValueError):
    """What was asked for makes no sense in this record; the message is one line with what to do."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who decides, when (with a time zone) and why. Raises :class:`DecisionError` where the author or the reason is blank."""

    author: str
    made_at: datetime
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise DecisionError('a decision needs its reason; give it with --because "..."')
        if not self.author.strip():
            raise DecisionError("a decision needs its author; give a name with --author")

    def after(self, decisions: Sequence[Decision]) -> Voice:
        """The same, later than all decisions that it knows of, whatever the clocks of their machines say."""
        last = max((one.made_at for one in decisions), default=None)
        if last is None or self.made_at > last:
            return self
        return replace(self, made_at=last + timedelta(microseconds=1))


def members(links: Links, event_id: str) -> tuple[str, ...]:
    """The claims of an event, denials too, by id."""
    return tuple(sorted(claim_id for claim_id, event in links.event_of.items() if event == event_id))


def merge(links: Links, event_ids: Sequence[str], voice: Voice) -> Decision:
    """The claims of these events are one event."""
    if len(set(event_ids)) < 2:
        raise DecisionError("merging takes two different events; give their ids")
    claim_ids = sorted(claim_id for event_id in set(event_ids) for claim_id in members(links, event_id))
    return Decision("merge", voice.author, voice.made_at, voice.reason, tuple(claim_ids))


def split(links: Links, event_id: str, claim_ids: Sequence[str], voice: Voice) -> Decision:
    """These claims of an event are another event than the rest of it."""
    inside, going = members(links, event_id), set(claim_ids)
    for claim_id in sorted(going - set(inside)):
        raise DecisionError(f"claim {claim_id} is not of event {event_id}, whose claims are {', '.join(inside)}")
    rest = tuple(claim_id for claim_id in inside if claim_id not in going)
    if not going or not rest:
        raise DecisionError(f"name some of the claims of event {event_id}, not all of them: {', '.join(inside)}")
    return Decision("split", voice.author, voice.made_at, voice.reason, tuple(sorted(going)), apart_ids=rest)


def move(links: Links, claim_id: str, event_id: str | None, voice: Voice) -> Decision:
    """A claim goes to another event, or to one of its own (``None``; see :func:`alone`)."""
    if claim_id not in links.event_of:
        raise DecisionError(f"claim {claim_id} is in no event, for it was rejected; undo that first: casus decide list")
    home = links.event_of[claim_id]
    if event_id == home:
        raise DecisionError(f"claim {claim_id} is in event {home} already")
    mates = tuple(other for other in members(links, home) if other != claim_id)
    if event_id is None and not mates:
        raise DecisionError(f"claim {claim_id} is an event of its own already, {home}")
    together = members(links, event_id) if event_id else ()
    return Decision("move", voice.author, voice.made_at, voice.reason, (claim_id,), together, mates)


def alone(decision: Decision, linked: Callable[[Decision], Links]) -> tuple[Decision, Links]:
    """A move to an event of its own, kept apart from every event that the claim would join next; and the links with it.

    ``linked`` gives the links with a decision. Reports that come later may join the claim.
    """
    (claim_id,) = decision.claim_ids
    while True:
        links = linked(decision)
        beside = {other for other in members(links, links.event_of[claim_id]) if other != claim_id}
        if beside <= set(decision.apart_ids):
            return decision, links
        decision = replace(decision, apart_ids=tuple(sorted({*decision.apart_ids, *beside})))


def number(
    links: Links, event_id: str, what: CountWhat, ends: tuple[int | None, int | None, int | None], voice: Voice
) -> Decision:
    """An event's number; ``ends`` are low, best and high, of which one at least is given."""
    known = [end for end in ends if end is not None]
    if not known:
        raise DecisionError("give a number, or --low or --high")
    if known != sorted(known) or known[0] < 0:
        raise DecisionError("a number is 0 or more, low is at most the number, and high at least")
    low, best, high = ends
    claim_ids = members(links, event_id)
    return Decision(
        "number", voice.author, voice.made_at, voice.reason, claim_ids, what=what, low=low, best=best, high=high
    )


def reject(links: Links, claim_id: str, voice: Voice) -> Decision:
    """A claim is wrongly coded."""
    if claim_id not in links.event_of:
        raise DecisionError(f"claim {claim_id} is in no event: it is rejected already")
    return Decision("reject", voice.author, voice.made_at, voice.reason, (claim_id,))


def correct(claim_id: str, changes: Sequence[Change], voice: Voice) -> Decision:
    """Fields of a claim are otherwise than they were coded."""
    if not changes:
        raise DecisionError("say what to correct: --kind, --status, --by, --on, --at, --country, --from or --to")
    for name, values in changes:
        if name == "kind" and values[0] not in KINDS:
            raise DecisionError(f"{values[0]!r} is no kind; the kinds are {', '.join(KINDS)}")
        if name == "status" and values[0] not in STATUSES:
            raise DecisionError(f"{values[0]!r} is no status; give {', '.join(STATUSES)}")
        if name == "days" and [date.fromisoformat(value) for value in values] != sorted(
            map(date.fromisoformat, values)
        ):
            raise DecisionError("the first day is after the last")
    return Decision("correct", voice.author, voice.made_at, voice.reason, (claim_id,), changes=tuple(changes))


def name(links: Links, operation_id: str, called: str, voice: Voice) -> Decision:
    """An operation's name."""
    if not called.strip():
        raise DecisionError("give the operation a name")
    claim_ids = tuple(sorted(claims_of_operations(links.operations, links.event_of)[operation_id]))
    return Decision("name", voice.author, voice.made_at, voice.reason, claim_ids, name=" ".join(called.split()))


def undo(decision_id: str, decisions: Mapping[str, Decision], voice: Voice) -> Decision:
    """A decision does not hold."""
    already = undone_by(decisions.values()).get(decision_id)
    if already:
        raise DecisionError(f"decision {decision_id} is undone already, by {already.decision_id} of {already.author}")
    return Decision("undo", voice.author, voice.made_at, voice.reason, undoes=decision_id)
