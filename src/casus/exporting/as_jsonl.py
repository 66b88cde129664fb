"""JSON Lines: everything a record holds, one object a line, each with its ``type``.

Types are ``document``, ``claim``, ``relation``, ``event``, ``operation``, ``toll``, ``control`` and ``problem``; fields are those of
:mod:`casus.rows`, in a fixed order, so that two exports of equal records are equal byte by byte.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TextIO

from casus import rows
from casus.exporting.values import Options, RecordValues


def export(values: RecordValues, stream: TextIO, options: Options) -> None:
    """Write all values; with ``options.safe`` without the documents' texts."""
    for kind, row in _typed_rows(values):
        if options.safe and kind == "document":
            row |= {"text": None, "noise": []}
        stream.write(json.dumps({"type": kind, **row}, ensure_ascii=False) + "\n")


def _typed_rows(values: RecordValues) -> Iterator[tuple[str, rows.Row]]:
    names = {document.key: document.id for document in values.documents}
    links = values.links
    for document in values.documents:
        yield "document", rows.document_to_row(document)
    for claim in values.claims:
        row = rows.claim_to_row(claim, doc=names[claim.document], codes=values.codes.get(claim.claim_id))
        yield "claim", {**row, "document": claim.document, "event_id": links.event_of.get(claim.claim_id)}
    for relation in values.relations:
        yield (
            "relation",
            {**rows.relation_to_row(relation, doc=names[relation.document]), "document": relation.document},
        )
    for event in links.events:
        yield "event", rows.event_to_row(event)
    for operation in links.operations:
        yield "operation", rows.operation_to_row(operation)
    for toll in links.tolls:
        yield "toll", rows.toll_to_row(toll)
    for control in links.controls:
        yield "control", rows.control_to_row(control)
    for problem in values.problems:
        yield "problem", rows.problem_to_row(problem)
