"""Why the record holds a toll, in plain words: whose claim it is, what it counts, what replaced it, what it is not added to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casus.linking.explain import claim_line
from casus.linking.likeness import and_join, days_in_words
from casus.linking.number_words import count_in_words, counted, words_of
from casus.record import Claim, Document, Links, Toll


def toll_lines(
    toll: Toll, claims: Mapping[str, Claim], documents: Mapping[str, Document], links: Links
) -> Iterator[str]:
    """The lines on one toll. Raises ``KeyError`` when its claim is missing."""
    claim = claims[toll.claim_id]
    yield f"{_amount(toll)} (toll {toll.toll_id})"
    where = ", ".join(filter(None, (toll.place, toll.country))) or "place not named"
    yield f"  {where}; {days_in_words(toll.interval)}"
    yield ""
    yield "Who claims it"
    yield f"  {claim_line(claim, documents)}"
    yield f'  The number stands in the words "{words_of(claim, toll.number, documents[claim.document])}".'
    why = "it sums several incidents or a long time" if claim.aggregate else "it reports casualties, not one incident"
    yield f"  It is kept as a toll of its source, for {why}."
    for part in toll.parts:
        yield f"  {count_in_words(part)} {counted(part.what)} are among them, and are not added."
    yield from _replaced(toll, links)
    event_id = links.event_of.get(toll.claim_id)
    titles = {event.event_id: event.title for event in links.events}
    names = {operation.operation_id: operation.name for operation in links.operations}
    yield ""
    yield "What it belongs to"
    yield f"  Event: {titles.get(event_id or '', 'none')} ({event_id or '-'}); the toll is not added to its numbers."
    if toll.operation_id:
        yield f"  Operation: {names.get(toll.operation_id, '')} ({toll.operation_id}); nor to those of its events."


def _amount(toll: Toll) -> str:
    by = toll.source or "the reporter"
    among = f" among {and_join(toll.targets)}" if toll.targets else ""
    return f"{count_in_words(toll.number)} {counted(toll.number.what)}{among}, as {by} claims"


def _replaced(toll: Toll, links: Links) -> Iterator[str]:
    by_id = {other.toll_id: other for other in links.tolls}
    if toll.superseded_by:
        yield f"  It no longer stands: {_amount(by_id[toll.superseded_by])} later ({toll.superseded_by})."
    for other in links.tolls:
        if other.superseded_by == toll.toll_id:
            yield f"  It replaces an earlier one: {_amount(other)} ({other.toll_id})."
