"""Why the record says what it says of an event, in plain words: the claims, what joins them, the numbers, the grade, who overruled what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from casus.amending import amended, in_force
from casus.decision import Decision
from casus.linking.effects import bearing_on, decision_line
from casus.linking.likeness import compare, days_in_words
from casus.linking.number_words import number_lines
from casus.linking.origins import origin_of
from casus.linking.view import view
from casus.linking.words import kind_facts
from casus.record import Claim, Document, Event, Grade, Links

GRADES: Mapping[Grade, str] = {
    "confirmed": "a side of the event admits it and another origin tells it, or three independent origins do",
    "corroborated": "two independent origins or more tell it, and none denies it",
    "reported": "one origin alone tells it",
    "contested": "origins disagree on whether it happened, or on who did it",
    "denied": "only denials are known",
}
"""What each grade means, as the end of a sentence."""
_QUOTED = 200


def explain_event(
    event: Event,
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    links: Links,
    decisions: Sequence[Decision] = (),
) -> str:
    """Several lines of text on one event; ``claims`` are those of the record, as they were coded.

    Raises ``KeyError`` when a claim or document of the event is missing.
    """
    standing = in_force(decisions)
    mine = [claim_id for claim_id in event.denial_ids if links.event_of.get(claim_id) == event.event_id]
    told = amended((claims[claim_id] for claim_id in (*event.claim_ids, *mine)), standing)
    corrected = {claim.claim_id for claim in told if claim != claims[claim.claim_id]}
    numbers = list(number_lines(event, told, documents))
    marks = {claim.claim_id: f"[{number}]" for number, claim in enumerate(told, 1)}
    bearing = bearing_on(decisions, event.event_id, links)
    lines = [event.title, f"  {_headline(event)}"]
    lines += _part("What is claimed", _claim_lines(told, documents, corrected))
    if len(told) < 2:
        lines += _part("Why it stands alone", ["One claim alone tells of it; no other agrees with it well enough."])
    else:
        reasons = compare([view(claim, documents[claim.document]) for claim in told], documents)
        lines += _part(f"Why these {len(told)} claims are taken for one event", reasons.alike)
        lines += _part("What speaks against it", reasons.unlike)
    lines += _part("Numbers", numbers)
    lines += _part("Grade", [f"{event.grade}: {GRADES[event.grade]}.", f"Here: {event.grade_reason}."])
    lines += _part("What stands against it", _against(event, told, claims, documents, links))
    lines += _part("What people decided", (decision_line(one, marks) for one in bearing))
    lines += _part("Part of", _operation(event, links))
    return "\n".join(lines)


def claim_line(claim: Claim, documents: Mapping[str, Document]) -> str:
    """Who says it, where, and in which words."""
    quote = " ".join(claim.evidence.split())
    quote = quote if len(quote) <= _QUOTED else f"{quote[: _QUOTED - 3]}..."
    document = documents[claim.document]
    day = f", {document.date.day}" if document.date.day else ""
    said = {"denied": " denies it", "planned": " says it is planned", "possible": " says it is possible"}
    who = origin_of(claim, documents).name
    return f'{who}{said.get(claim.status, "")}, in report {document.id}{day}: "{quote}" ({claim.claim_id})'


def _part(title: str, lines: Iterable[str]) -> list[str]:
    """A part of the text under its title; one that has nothing to say is left out."""
    inside = [f"  {line}" for line in lines]
    return ["", title, *inside] if inside else []


def _headline(event: Event) -> str:
    sides = " against ".join(filter(None, (" and ".join(event.actors), " and ".join(event.targets))))
    where = ", ".join(filter(None, (event.place, event.country))) or "place not named"
    kind = kind_facts()[event.kind].label.lower()
    return "; ".join(
        filter(None, (f"{kind}, {event.status}", sides, where, days_in_words(event.interval), event.event_id))
    )


def _claim_lines(told: Sequence[Claim], documents: Mapping[str, Document], corrected: set[str]) -> Iterator[str]:
    for number, claim in enumerate(told, 1):
        note = ", read as corrected" if claim.claim_id in corrected else ""
        yield f"[{number}] {claim_line(claim, documents)}{note}"


def _against(
    event: Event, told: Sequence[Claim], claims: Mapping[str, Claim], documents: Mapping[str, Document], links: Links
) -> Iterator[str]:
    """The claims of others that contradict the event, and the events that cannot both be true with it."""
    inside = {claim.claim_id for claim in told}
    for claim_id in event.denial_ids:
        if claim_id not in inside:
            yield claim_line(claims[claim_id], documents)
    titles = {other.event_id: other.title for other in links.events}
    for rival in event.rival_ids:
        yield f"Both cannot be true: {titles.get(rival, 'another event')} ({rival})"


def _operation(event: Event, links: Links) -> Iterator[str]:
    for operation in links.operations:
        if operation.operation_id == event.operation_id:
            yield f"{operation.name}, {days_in_words(operation.interval)} ({operation.operation_id})"
