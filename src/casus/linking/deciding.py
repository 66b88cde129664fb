"""From what a person says of events and claims to a decision that speaks of claims alone; what makes no sense is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import get_args

from casus.amending import read_count, undone_by
from casus.decision import Change, Decision, Field
from casus.linking.overruling import claims_of_operations
from casus.record import KINDS, SOURCE_TYPES, STATUSES, CountWhat, Links, PlacePrecision, stable_id


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

    def after(self, last: datetime | None) -> Voice:
        """The same, later than the last decision, whatever the clock of its machine said."""
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


def correct(claim_id: str, changes: Sequence[Change], voice: Voice, text: str | None = None) -> Decision:
    """Fields of a claim are otherwise than they were coded; ``text`` is that of its document, against which its evidence is checked."""
    if not changes:
        raise DecisionError(
            "say what to correct: --kind, --status, --by, --on, --at, --country, --from, --to, --count, --source, --source-type, "
            "--aggregate or --evidence"
        )
    if len({name for name, _ in changes}) < len(changes):
        raise DecisionError("a field is given twice; give each once")
    for name, values in changes:
        _check_change(name, values, text)
    return Decision("correct", voice.author, voice.made_at, voice.reason, (claim_id,), changes=tuple(changes))


_CODED: Mapping[Field, tuple[Sequence[str], str]] = {
    "kind": (KINDS, "kind"),
    "status": (STATUSES, "status"),
    "source_type": (SOURCE_TYPES, "type of source"),
    "aggregate": (("true", "false"), "answer"),
}
SHORTEST_EVIDENCE, LONGEST_EVIDENCE = 8, 400
"""Letters of evidence, as the guidelines have it."""


def _check_change(name: Field, values: Sequence[str], text: str | None) -> None:
    """Refuse values that a field cannot have."""
    if name in _CODED:
        known, what = _CODED[name]
        if len(values) != 1 or values[0] not in known:
            raise DecisionError(f"{', '.join(values)!r} is no {what}; give one of {', '.join(known)}")
    elif name == "days":
        _check_days(values)
    elif name == "counts":
        _check_counts(values)
    elif name == "evidence":
        _check_evidence(values, text)
    elif name == "place":
        _check_place(values)
    elif name in ("country", "source") and len(values) > 1:
        raise DecisionError(f"a claim has one {name}; give one or none")
    if name == "country" and values and not (len(values[0]) == 2 and values[0].isascii() and values[0].isupper()):
        raise DecisionError(f"{values[0]!r} is no code of a country; give two capitals, as in SY")
    if not all(value.strip() for value in values):
        raise DecisionError(f"a blank {name} says nothing; leave it out")


def _check_days(values: Sequence[str]) -> None:
    try:
        days = [date.fromisoformat(value) for value in values]
    except ValueError as error:
        raise DecisionError(f"{', '.join(values)!r} are no days; give them as in 2017-02-09") from error
    if days != sorted(days):
        raise DecisionError("the first day is after the last")
    if len(days) > 2:
        raise DecisionError("give the first and the last day, or none")


def _check_counts(values: Sequence[str]) -> None:
    for value in values:
        try:
            count = read_count(value)
        except ValueError as error:
            raise DecisionError(f"{value!r} is no count: give what:least:most, as in killed:20: ({error})") from error
        known = [end for end in (count.min, count.max) if end is not None]
        if known != sorted(known) or any(not 0 <= end < 2**62 for end in known):
            raise DecisionError(f"{value!r}: a count is 0 or more, and its least is at most its most")


def _check_evidence(values: Sequence[str], text: str | None) -> None:
    if len(values) != 3 or not (values[0].isdecimal() and values[1].isdecimal()):
        raise DecisionError("evidence is told by where it begins and ends in the document's text, and its words")
    begin, end, passage = int(values[0]), int(values[1]), values[2]
    if text is None or text[begin:end] != passage or end > len(text):
        raise DecisionError("these words do not stand there in the document's text, letter by letter")
    if not SHORTEST_EVIDENCE <= len(passage) <= LONGEST_EVIDENCE:
        raise DecisionError(f"evidence has {SHORTEST_EVIDENCE} to {LONGEST_EVIDENCE} letters, not {len(passage)}")


def _check_place(values: Sequence[str]) -> None:
    if len(values) not in (0, 1, 5):
        raise DecisionError("a place is a name, or a name with its id, latitude, longitude and precision")
    if len(values) == 5:
        try:
            lat, lon = float(values[2]), float(values[3])
        except ValueError as error:
            raise DecisionError(f"{values[2]}, {values[3]} is no point; give degrees") from error
        if not (-90 <= lat <= 90 and -180 <= lon <= 180) or values[4] not in get_args(PlacePrecision):
            raise DecisionError(
                f"{', '.join(values[2:])}: give degrees, and one of {', '.join(get_args(PlacePrecision))}"
            )


def accept(claim_id: str, voice: Voice) -> Decision:
    """A claim is coded as the words say."""
    return Decision("accept", voice.author, voice.made_at, voice.reason, (claim_id,))


def add(document: str, fields: Sequence[Change], voice: Voice, text: str) -> Decision:
    """A claim that was missed in a document, given by its key; ``text`` is the document's, in which the claim's words must stand."""
    told = dict(fields)
    for name, what in (("kind", "its kind"), ("evidence", "its words")):
        if name not in told:
            raise DecisionError(f"a claim needs {what}")
    if len(told) < len(fields):
        raise DecisionError("a field is given twice; give each once")
    for name, values in fields:
        _check_change(name, values, text)
    said = [part for name, values in sorted(told.items()) for part in (name, *values)]
    claim_id = stable_id("c", "added", document, voice.author, voice.made_at.isoformat(), *said)
    changes = tuple(sorted(told.items()))
    return Decision("add", voice.author, voice.made_at, voice.reason, (claim_id,), changes=changes, document=document)


def comment(claim_ids: Sequence[str], voice: Voice) -> Decision:
    """A remark on claims; the reason is what it says."""
    return Decision("comment", voice.author, voice.made_at, voice.reason, tuple(sorted(set(claim_ids))))


def join(claim_ids: Sequence[str], links: Links, voice: Voice) -> Decision:
    """These claims, of whatever events, are one event; the others of their events are free to stay or to follow."""
    apart = {links.event_of[claim_id] for claim_id in claim_ids if claim_id in links.event_of}
    if len(set(claim_ids)) < 2 or len(apart) < 2:
        raise DecisionError("pick claims of two events or more; those of one event are joined already")
    return Decision("merge", voice.author, voice.made_at, voice.reason, tuple(sorted(set(claim_ids))))


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
