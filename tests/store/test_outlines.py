"""Documents without their texts: what linking needs to know of them."""

from __future__ import annotations

from dataclasses import replace

from casus.record import Coded, Document, Noise, Stated
from casus.store.record import Record

DOCUMENTS = [
    Document("a", "Rebels shelled the mill.", publisher="Herald", noise=(Noise(0, 6, "sign-up"),)),
    Document("b", "Nobody was hurt.", url="https://example.org/b", stated=(Stated("author", "A. B.", "the page"),)),
]


def test_an_outline_is_the_document_without_its_text(record: Record) -> None:
    for document in DOCUMENTS:
        record.add_document(Coded(document))
    whole = {document.key: document for document in record.documents()}
    assert record.outlines() == {key: replace(document, text="") for key, document in whole.items()}
    assert whole.keys() == {document.key for document in DOCUMENTS}
