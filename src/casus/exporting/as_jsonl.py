"""JSON Lines: everything a record holds, one object a line, each with its ``type``.

Types are ``document``, ``claim``, ``relation``, ``event``, ``operation``, ``toll``, ``control`` and ``problem``; fields are those of
:mod:`casus.rows`, in a fixed order, so that two exports of equal records are equal byte by byte.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TextIO

from casus import rows
from casus.exporting.values import Options, Source


def export(source: Source, stream: TextIO, options: Options) -> None:
    """Write all values; with ``options.safe`` without the documents' texts and authors."""
    for kind, row in _typed_rows(source):
        if options.safe and kind == "document":
            row = rows.withheld(row)
        stream.write(json.dumps({"type": kind, **row}, ensure_ascii=False) + "\n")


def _typed_rows(source: Source) -> Iterator[tuple[str, rows.Row]]:
    for portion in source.by_reports():
        for document in portion.documents:
            yield "document", rows.document_to_row(document)
    for portion in source.by_reports(claims=True):
        names = {key: document.id for key, document in portion.by_key().items()}
        for claim in portion.claims:
            row = rows.claim_to_row(claim, doc=names[claim.document], codes=portion.codes.get(claim.claim_id))
            yield "claim", {**row, "document": claim.document, "event_id": portion.links.event_of.get(claim.claim_id)}
    for portion in source.by_reports(relations=True):
        names = {key: document.id for key, document in portion.by_key().items()}
        for relation in portion.relations:
            row = rows.relation_to_row(relation, doc=names[relation.document])
            yield "relation", {**row, "document": relation.document}
    for portion in source.by_events():
        for event in portion.links.events:
            yield "event", rows.event_to_row(event)
    for operation in source.operations():
        yield "operation", rows.operation_to_row(operation)
    for toll in source.tolls():
        yield "toll", rows.toll_to_row(toll)
    for control in source.controls():
        yield "control", rows.control_to_row(control)
    for problem in source.set_aside():
        yield "problem", rows.problem_to_row(problem)
