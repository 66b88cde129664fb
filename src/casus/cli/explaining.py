"""``casus explain``: what an event, an operation, a toll, control of a place, a decision, a claim or a document rests on, and what is said
of an actor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from casus.cli.actors import actor_lines, actors_in_packs, relation_lines
from casus.cli.console import count_in_words, days_in_words, one_line, say, table
from casus.cli.errors import DONE
from casus.cli.records import looking_at
from casus.record import Claim, Coded, Document, Event, Links, Repeat

if TYPE_CHECKING:
    from casus.pipeline import Choices
    from casus.store.record import Record


def explain_name(place: str, name: str) -> int:
    """Print what the thing of this name rests on; returns the exit status."""
    with looking_at(place) as record:
        what, identifier = find(record, name)
        links = record.links()
        if what == "event":
            lines: Iterator[str] = iter((_event(record, links, identifier),))
        elif what == "operation":
            lines = _operation(record, links, identifier)
        elif what == "toll":
            lines = _toll(record, links, identifier)
        elif what == "decision":
            lines = _decision(record, links, identifier)
        elif what == "control":
            lines = _control(record, links, identifier)
        elif what == "claim":
            lines = _claim(record, links, identifier)
        elif what == "actor":
            lines = actor_lines(record, identifier)
        else:
            coded = record.coded(identifier)
            lines = document_lines(coded, links, choices_of(coded))
        for line in lines:
            say(line.rstrip("\n"))
    return DONE


def find(record: Record, name: str) -> tuple[str, str]:
    """What a name stands for, and its id; an actor may be called by a name that only the theatre packs know, a place that somebody is
    said to hold by its name.

    Raises :class:`~casus.store.errors.NotInRecordError` when that is nothing in the record.
    """
    from casus.store.errors import NotInRecordError

    try:
        return record.find(name)
    except NotInRecordError:
        held = {spell.place for spell in record.links().controls if spell.place.casefold() == name.casefold()}
        if held:
            return "control", min(held)
        known = [actor_id for actor_id in actors_in_packs(name) if actor_id in record.actor_names()]
        if len(known) != 1:
            raise
        return record.find(known[0], among=("actor",))


def _event(record: Record, links: Links, event_id: str) -> str:
    from casus.linking.explain import explain_event

    event = next(event for event in links.events if event.event_id == event_id)
    return explain_event(event, _claims(record), record.documents_by_key(), links, record.decisions())


def _operation(record: Record, links: Links, operation_id: str) -> Iterator[str]:
    from casus.linking.explain_operations import operation_lines

    operation = next(one for one in links.operations if one.operation_id == operation_id)
    yield from operation_lines(operation, _claims(record), links, record.decisions())
    yield ""
    yield "Its events"
    events: dict[str, Event] = {event.event_id: event for event in links.events}
    members = (events[event_id] for event_id in operation.event_ids)
    rows = ((event.event_id, days_in_words(event.interval), event.grade, event.title) for event in members)
    for line in table(("event", "days", "grade", "title"), rows):
        yield f"  {line}"


def _toll(record: Record, links: Links, toll_id: str) -> Iterator[str]:
    from casus.linking.explain_tolls import toll_lines

    toll = next(one for one in links.tolls if one.toll_id == toll_id)
    return toll_lines(toll, _claims(record), record.documents_by_key(), links)


def _control(record: Record, links: Links, place: str) -> Iterator[str]:
    from casus.linking.explain_control import control_lines

    spells = [spell for spell in links.controls if spell.place == place]
    return control_lines(spells, _claims(record), record.documents_by_key())


def _decision(record: Record, links: Links, decision_id: str) -> Iterator[str]:
    from casus.linking.effects import decision_line, effects

    decisions, claims = record.decisions(), _claims(record)
    decision = next(one for one in decisions if one.decision_id == decision_id)
    yield decision_line(decision)
    yield f"  {effects(decisions, claims, links)[decision_id]}"
    for claim_id in (*decision.claim_ids, *decision.together_ids, *decision.apart_ids):
        if claim_id not in claims:
            yield f"  claim {claim_id} is gone"
            continue
        yield f"  claim {claim_id}"
        yield from (f"  {line}" for line in claim_lines(claims[claim_id], links))


def _claims(record: Record) -> dict[str, Claim]:
    return {claim.claim_id: claim for claim in record.claims()}


def _claim(record: Record, links: Links, claim_id: str) -> Iterator[str]:
    from casus.amending import in_force
    from casus.linking.effects import decision_line

    claim = next(claim for claim in record.claims() if claim.claim_id == claim_id)
    coded = record.coded(claim.document)
    yield f"claim {claim_id} of document {coded.document.id}"
    if coded.document.superseded_by:
        yield f"  superseded: a later version of the page, {coded.document.superseded_by}, is what counts"
    yield from claim_lines(claim, links)
    for decision in in_force(record.decisions()):
        if decision.kind in ("reject", "correct", "accept", "comment", "add") and claim_id in decision.claim_ids:
            yield f"  decided: {decision_line(decision)}"
    event_id = links.event_of.get(claim_id)
    if event_id:
        yield ""
        yield _event(record, links, event_id)


def choices_of(coded: Coded) -> Choices:
    """What grounding chose in a document and why. Raises :class:`CommandError` where packs or places cannot be read."""
    from casus.cli.coding import knowledge
    from casus.pipeline import explain_choices

    with knowledge():
        return explain_choices(coded)


def document_lines(coded: Coded, links: Links, choices: Choices) -> Iterator[str]:
    """A document: where it is from, when it was published and how that is known, where it plays, and what it claims and why so."""
    document = coded.document
    yield f"{document.title or document.id} (document {document.id}, key {document.key})"
    yield f"  from:      {', '.join(filter(None, (document.publisher, document.url, document.locator)))}"
    yield f"  published: {days_in_words(document.date.interval)} ({document.date.basis})"
    for reason in document.date.reasons:
        yield f"             {one_line(reason)}"
    for one in document.stated:
        yield f"  {one.field + ':':<10} {one_line(one.value)} (from {one_line(one.basis)})"
    if document.copy_of:
        yield f"  copy of:   {document.copy_of}"
    for repeat in document.repeats:
        yield f"  repeats:   {_repeat(document, repeat)}"
    if document.superseded_by:
        yield f"  superseded by {document.superseded_by}, a later version of its page; its claims are kept and not counted"
    for problem in coded.problems:
        yield f"  problem:   {one_line(problem.reason)}"
    yield "  read with this version's knowledge:"
    yield from (f"    {line}" for line in choices.document)
    yield f"  claims:    {len(coded.claims)}"
    for number, claim in enumerate(coded.claims):
        yield f"  claim {claim.claim_id}{' (main)' if number == coded.main else ''}"
        yield from (f"  {line}" for line in claim_lines(claim, links))
        told = choices.claims.get(claim.claim_id) or [
            "this version reads the sentence otherwise; build the record anew"
        ]
        yield from (f"      {line}" for line in told)
    yield f"  relations: {len(coded.relations)}"
    for relation in coded.relations:
        yield f"  relation {relation.relation_id}"
        yield from (f"  {line}" for line in relation_lines(relation))


def _repeat(document: Document, repeat: Repeat) -> str:
    """How much of a document is another's text, and which of its paragraphs."""
    from casus.cleaning.units import paragraphs

    touched = [
        str(number)
        for number, (begin, end) in enumerate(paragraphs(document.text), 1)
        if any(first < end and last > begin for first, last in repeat.passages)
    ]
    extent = "copy" if repeat.whole else "part"
    where = f"paragraph{'s' if len(touched) > 1 else ''} {', '.join(touched)}" if touched else "no whole passage"
    return f"{repeat.original} ({extent}: {repeat.share:.0%} of the words, in {where})"


def claim_lines(claim: Claim, links: Links) -> Iterator[str]:
    """A claim: what is said, by whom, in which words."""
    sides = f"{', '.join(claim.actors) or 'unstated'} -> {', '.join(claim.targets) or 'unstated'}"
    where = ", ".join(filter(None, (claim.place, claim.country))) or "place unknown"
    yield f"  {claim.kind} ({claim.status}): {sides}; {where}; {days_in_words(claim.interval)}"
    if claim.counts:
        yield f"  counts: {', '.join(count_in_words(count) for count in claim.counts)}"
    yield f"  source: {claim.source or 'the reporter'} ({claim.source_type}); event {links.event_of.get(claim.claim_id, 'none')}"
    yield f"  words {claim.begin}-{claim.end}: {one_line(claim.evidence)}"
