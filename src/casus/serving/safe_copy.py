"""``casus serve --safe``: a copy of the record with nothing in it but what may be passed on.

The copy is made of the values that ``casus export --safe`` lets through (:mod:`casus.exporting.protecting`), in a folder that only this user can
read. Everything is answered from the copy, so that no filter, order, count or search can tell what is held back. Texts are in the copy, for
evidence is checked against them; they are not given out, and neither are pages found by the words of a text.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from casus.exporting.protecting import Protection, protected
from casus.exporting.values import RecordValues
from casus.record import Claim, Coded, Relation
from casus.store.record import Record


def write_safe_copy(record: Record, path: Path, protection: Protection) -> None:
    """Write what may be passed on of a record into a new one at ``path``."""
    values = RecordValues(record.documents(), record.claims(), record.links(), relations=record.relations())
    kept, _left_out = protected(values, protection)
    claims: defaultdict[str, list[Claim]] = defaultdict(list)
    relations: defaultdict[str, list[Relation]] = defaultdict(list)
    for claim in kept.claims:
        claims[claim.document].append(claim)
    for relation in kept.relations:
        relations[relation.document].append(relation)
    with Record.open(path) as copy:
        for document in sorted(kept.documents, key=lambda one: (one.copy_of is not None, one.key)):
            copy.add_document(
                Coded(document, tuple(claims[document.key]), relations=tuple(relations[document.key])), coder="safe"
            )
        copy.replace_links(kept.links, linker=record.linked_by() or "")
