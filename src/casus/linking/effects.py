"""Decisions of people in plain words: what each says, and what it still does to the links."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from casus.amending import in_force, read_count, undone_by
from casus.decision import SILENT, Decision, Field
from casus.linking.overruling import bearer, claims_of_operations
from casus.record import Count, Links

HOLDS = "holds"
_OVERRULED = "overruled by a later decision"
_SHOWN = 3

_FIELDS: Mapping[Field, str] = {
    "kind": "its kind is", "status": "its status is", "actors": "done by", "targets": "done to", "place": "its place is",
    "country": "its country is", "days": "its days are", "counts": "it counts", "source": "said by", "source_type": "its source is",
    "aggregate": "its sum of several incidents is", "evidence": "its words are",
}  # fmt: skip


def in_words(decision: Decision, marks: Mapping[str, str] | None = None) -> str:
    """What a decision says, as the end of "Ada decided that ..."; ``marks`` are short names of claims, by id."""
    if marks:
        decision = replace(
            decision,
            claim_ids=_marked(decision.claim_ids, marks),
            together_ids=_marked(decision.together_ids, marks),
            apart_ids=_marked(decision.apart_ids, marks),
        )
    ones, others = listed(decision.claim_ids), listed(decision.apart_ids)
    if decision.kind == "merge":
        return f"claims {ones} are one event"
    if decision.kind == "split":
        tell = "tells" if len(decision.claim_ids) == 1 else "tell"
        return f"{_claims(decision.claim_ids)} {tell} of another event than {others}"
    if decision.kind == "move":
        there = f"belongs with {listed(decision.together_ids)}" if decision.together_ids else "is an event of its own"
        return f"claim {ones} {there}" + (f", apart from {others}" if others else "")
    if decision.kind == "number":
        return f"the event of {_claims(decision.claim_ids)} has {_number(decision)}"
    if decision.kind == "reject":
        return f"claim {ones} is coded wrongly and counts for nothing"
    if decision.kind == "correct":
        said = (f"{_FIELDS[name]} {_told(name, values)}" for name, values in decision.changes)
        return f"claim {ones} is to be read so: {'; '.join(said)}"
    if decision.kind == "name":
        return f"the operation of {_claims(decision.claim_ids)} is called {decision.name}"
    if decision.kind == "accept":
        return f"{_claims(decision.claim_ids)} {'is' if len(decision.claim_ids) == 1 else 'are'} coded as the words say"
    if decision.kind == "comment":
        return f"{_claims(decision.claim_ids)} should be read with a remark"
    if decision.kind == "add":
        said = (f"{_FIELDS[name]} {_told(name, values)}" for name, values in decision.changes)
        return f"claim {ones} was missed: {'; '.join(said)}"
    return f"decision {decision.undoes} does not hold"


def _told(name: Field, values: Sequence[str]) -> str:
    """The values of a change as a sentence tells them."""
    if name == "place":
        values = values[:1]
    elif name == "evidence":
        values = [f'"{" ".join(values[2].split())}"']
    elif name == "counts":
        values = [_count(read_count(one)) for one in values] or ["nothing"]
    elif name == "aggregate":
        values = ["yes" if values[0] == "true" else "no"]
    return ", ".join(dict.fromkeys(values)) or "unknown"


def _count(count: Count) -> str:
    ends = dict.fromkeys(end for end in (count.min, count.max) if end is not None)
    figures = " to ".join(map(str, ends)) or "an unknown number"
    open_end = " or more" if count.max is None and count.min is not None else ""
    return f"{'up to ' if count.min is None and count.max is not None else ''}{figures}{open_end} {count.what.replace('_', ' ')}"


def decision_line(decision: Decision, marks: Mapping[str, str] | None = None) -> str:
    """A decision in one line, with who took it, when and why."""
    if decision.kind == "comment":
        about = listed(_marked(decision.claim_ids, marks or {}))
        return f'{decision.author}, {decision.made_at.date()}, on {about}: "{decision.reason}" ({decision.decision_id})'
    said = in_words(decision, marks)
    return f'{decision.author}, {decision.made_at.date()}: {said}, because "{decision.reason}" ({decision.decision_id})'


def _marked(claim_ids: Sequence[str], marks: Mapping[str, str]) -> tuple[str, ...]:
    """The claims by their marks, those that have one first."""
    return tuple(sorted((marks.get(one, one) for one in claim_ids), key=lambda mark: (mark[0] != "[", len(mark), mark)))


def _claims(claim_ids: Sequence[str]) -> str:
    return f"{'claim' if len(claim_ids) == 1 else 'claims'} {listed(claim_ids)}"


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them, the first few and how many more."""
    if len(names) > _SHOWN + 1:
        return f"{', '.join(names[:_SHOWN])} and {len(names) - _SHOWN} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _number(decision: Decision) -> str:
    what = (decision.what or "").replace("_", " ")
    ends = {"at least": decision.low, "at most": decision.high}
    beside = ", ".join(f"{word} {end}" for word, end in ends.items() if end is not None)
    if decision.best is None:
        return f"{beside} {what}"
    return f"{decision.best} {what}" + (f" ({beside})" if beside else "")


def bearing_on(decisions: Iterable[Decision], event_id: str, links: Links) -> list[Decision]:
    """The decisions in force that say what an event's claims are, or its numbers; in order of time."""
    mine = {claim_id for claim_id, event in links.event_of.items() if event == event_id}
    by_event = _by_event(links)
    return [
        one
        for one in in_force(decisions)
        if one.kind != "name"
        and mine.intersection((*one.claim_ids, *one.together_ids, *one.apart_ids))
        and (one.kind != "number" or bearer(one, by_event) == event_id)
    ]


def effects(decisions: Sequence[Decision], claim_ids: Collection[str], links: Links) -> dict[str, str]:
    """What each decision does to the links that were made with all of them, by decision id: it holds, or why not (wholly).

    ``claim_ids`` are all claims of the record. A decision about claims that are gone is without effect, and is kept: they may come back.
    """
    undone, standing = undone_by(decisions), in_force(decisions)
    by_event, by_operation = _by_event(links), claims_of_operations(links.operations, links.event_of)
    borne = {
        one.decision_id: bearer(one, by_event if one.kind == "number" else by_operation)
        for one in standing
        if one.kind in ("number", "name")
    }
    found: dict[str, str] = {}
    for one in decisions:
        if one.decision_id in undone:
            by = undone[one.decision_id]
            found[one.decision_id] = f"undone by {by.decision_id} of {by.author}"
        elif one.kind == "undo" or one.kind in SILENT:
            found[one.decision_id] = HOLDS
        elif not set(one.claim_ids) & set(claim_ids):
            found[one.decision_id] = "without effect: its claims are gone"
        elif one.kind in ("number", "name"):
            found[one.decision_id] = _of_value(one, standing, borne)
        elif one.kind == "correct":
            found[one.decision_id] = _of_correction(one, standing, links)
        elif one.kind in ("reject", "add"):
            found[one.decision_id] = HOLDS
        else:
            found[one.decision_id] = _of_grouping(one, links)
        gone = len(set(_about(one)) - set(claim_ids))
        if gone and found[one.decision_id] == HOLDS:
            found[one.decision_id] = f"holds; {gone} of its {len(_about(one))} claims are gone"
    return found


def _about(one: Decision) -> tuple[str, ...]:
    return (*one.claim_ids, *one.together_ids, *one.apart_ids)


def _by_event(links: Links) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for claim_id, event_id in links.event_of.items():
        found.setdefault(event_id, []).append(claim_id)
    return found


def _of_value(one: Decision, standing: Sequence[Decision], borne: Mapping[str, str | None]) -> str:
    where = borne[one.decision_id]
    if where is None:
        return "without effect: " + (
            "its claims are rejected" if one.kind == "number" else "its claims are of no operation now"
        )
    later = [
        other
        for other in standing
        if other.order > one.order
        and (other.kind, other.what) == (one.kind, one.what)
        and borne[other.decision_id] == where
    ]
    return f"overruled by {later[-1].decision_id} of {later[-1].author}" if later else HOLDS


def _of_correction(one: Decision, standing: Sequence[Decision], links: Links) -> str:
    if not set(one.claim_ids) & set(links.event_of):
        return "without effect: its claim is rejected"
    later = {
        name
        for other in standing
        if other.kind == "correct" and other.order > one.order and set(one.claim_ids) <= set(other.claim_ids)
        for name, _ in other.changes
    }
    mine = {name for name, _ in one.changes}
    return _OVERRULED if mine <= later else f"in part: {_OVERRULED}" if mine & later else HOLDS


def _of_grouping(one: Decision, links: Links) -> str:
    ones, group, others = (
        {claim_id for claim_id in claim_ids if claim_id in links.event_of}
        for claim_ids in (one.claim_ids, (*one.claim_ids, *one.together_ids), one.apart_ids)
    )
    if not ones or (len(group) < 2 and not others):
        return "without effect: too few of its claims are left that are not rejected"
    own = {links.event_of[claim_id] for claim_id in ones}
    joined = {links.event_of[claim_id] for claim_id in group}
    mixed = own & {links.event_of[claim_id] for claim_id in others}
    if len(joined) == 1 and not mixed:
        return HOLDS
    nothing = len(joined) == len(group) and (not others or bool(mixed))
    return _OVERRULED if (nothing and len(group) > 1) or (len(group) == 1 and mixed) else f"in part: {_OVERRULED}"
