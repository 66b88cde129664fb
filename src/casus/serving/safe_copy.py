"""``casus serve --safe``: a copy of the record with nothing in it but what may be passed on.

The copy is made of the values that ``casus export --safe`` lets through (:mod:`casus.exporting.protecting`), in a folder that only this user can
read. Everything is answered from the copy, so that no filter, order, count or search can tell what is held back. Texts are in the copy, for
evidence is checked against them; they are not given out, and neither are pages found by the words of a text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from casus.exporting.protecting import Protection, protected
from casus.exporting.values import Source
from casus.portioned import PortionedSource
from casus.record import Claim, Coded, Links, Relation
from casus.store.portions import AT_ONCE
from casus.store.record import Record
from casus.store.storing import Arrival


def write_safe_copy(record: Record, path: Path, protection: Protection) -> None:
    """Write what may be passed on of a record into a new one at ``path``, a portion at a time."""
    with record.portions() as portions, Record.open(path) as copy:
        kept, _left_out = protected(PortionedSource(portions), protection)
        for copies in (False, True):  # the first text before its copies
            copy.add_each(Arrival(coded, "safe") for coded in _reports(kept, copies=copies))
        copy.replace_links_by_parts(_links(kept), linker=record.linked_by() or "")


def _reports(source: Source, *, copies: bool) -> Iterator[Coded]:
    """Reports with what was coded in them: those that are copies, or the others."""
    for portion in source.by_reports(claims=True, relations=True):
        claims: defaultdict[str, list[Claim]] = defaultdict(list)
        relations: defaultdict[str, list[Relation]] = defaultdict(list)
        for claim in portion.claims:
            claims[claim.document].append(claim)
        for relation in portion.relations:
            relations[relation.document].append(relation)
        for key, document in portion.by_key().items():
            if (document.copy_of is not None) is copies:
                yield Coded(document, tuple(claims[key]), relations=tuple(relations[key]))


def _links(source: Source) -> Iterator[Links]:
    """All links of a source, some at a time."""
    operations, tolls, controls = source.operations(), source.tolls(), source.controls()
    while some_operations := tuple(islice(operations, AT_ONCE)):
        yield Links(operations=some_operations)
    for portion in source.by_events():
        events = portion.links.events
        yield Links(events=events, event_of={claim: event.event_id for event in events for claim in event.claim_ids})
    while some_tolls := tuple(islice(tolls, AT_ONCE)):
        yield Links(tolls=some_tolls)
    while some_controls := tuple(islice(controls, AT_ONCE)):
        yield Links(controls=some_controls)
