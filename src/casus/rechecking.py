"""Whether the links and copies of a record are those that its documents and decisions make, found again from the beginning.

It takes as long as linking everything anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from casus.build import Steps, everything, standard_steps
from casus.cleaning.copies import find_copies
from casus.filed import Filed, LinkChanges
from casus.record import Document
from casus.store.checking_kept import differing
from casus.store.record import Record


def recheck(record: Record, steps: Steps | None = None) -> Iterator[str]:
    """One line for each document, event, operation, toll, spell of control, filed claim or event, and row kept of a war that would be another now.

    ``record`` may be a snapshot. Nothing is told of a record whose links are out of date, or of another version of the linker: the next build
    makes them anew.
    """
    steps = steps or standard_steps()
    if steps.relinker is None or record.linked_by() != steps.linker:
        return
    claims, documents, decisions = everything(record)
    yield from _other_copies(documents)
    changes = steps.relinker.link_anew(claims, documents, decisions)
    made, there = changes.links, record.links()
    yield from _others("event", {one.event_id: one for one in there.events}, {one.event_id: one for one in made.events})
    yield from _others(
        "operation",
        {one.operation_id: one for one in there.operations},
        {one.operation_id: one for one in made.operations},
    )
    yield from _others("toll", {one.toll_id: one for one in there.tolls}, {one.toll_id: one for one in made.tolls})
    yield from _others("spell of control", _by_words(there.controls), _by_words(made.controls))
    yield from _others("claim", there.event_of, made.event_of)
    yield from _filed_otherwise(record, changes)


def _by_words(values: Iterable[object]) -> dict[str, object]:
    return {repr(value): value for value in values}


def _others(what: str, there: Mapping[str, object], made: Mapping[str, object]) -> Iterator[str]:
    return differing(
        there,
        made,
        f"{what} {{}} is in the record, but its documents make none",
        f"{what} {{}} is missing in the record, though its documents make it",
        f"{what} {{}} is not as the record's documents and decisions make it",
    )


def _other_copies(documents: Mapping[str, Document]) -> Iterator[str]:
    found = find_copies(documents.values())
    for key, document in sorted(documents.items()):
        if found.marked(document) != document:
            yield f"document {key} does not repeat, or is not superseded by, what the record says"


def _filed_otherwise(record: Record, changes: LinkChanges) -> Iterator[str]:
    ids = [one.claim.claim_id for one in changes.filed]
    agreeing = {pair for one, other in changes.agreeing for pair in ((one, other), (other, one))}
    with record.link_index() as index:
        there = {(one, other) for one, others in index.agreeing(ids).items() for other in others}
        yield from _others(
            "filed event", {one.event_id: one for one in index.grown(ids)}, {one.event_id: one for one in changes.grown}
        )
        filed = {one.claim.claim_id: one for one in index.filed(ids)}
        yield from _others(
            "filed claim",
            {claim: _source_of(one) for claim, one in filed.items()},
            {one.claim.claim_id: _source_of(one) for one in changes.filed},
        )
        yield from _others("filed sketch of claim", index.sketches(ids), changes.sketches)
        yield from index.unfitting(changes.wars)
        for one, other in sorted(there ^ agreeing):
            yield f"claims {one} and {other} are filed as agreeing and do not, or the other way round"
        holders: dict[str, set[str]] = defaultdict(set)
        for claim, keys in changes.keys.items():
            for key in keys:
                holders[key].add(claim)
        lost = {
            claim for key, claims in holders.items() for claim in claims.difference(*index.kept_under((key,)).values())
        }
        yield from (f"claim {claim} is not kept under all keys under which it is looked for" for claim in sorted(lost))


def _source_of(one: Filed) -> tuple[date | None, str, str, str | None]:
    """What is filed of a claim beside itself, which may have been corrected."""
    return one.published, one.origin, one.origin_name, one.home
