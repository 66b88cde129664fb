"""Documents that repeat another's text: syndication, reposts, excerpts, updates, quoted paragraphs. A copy is no second source.

Every step is a function of the set of documents alone, so that it does not matter in which order they come, or whether one by one. A document is compared
with the first document (:func:`~casus.cleaning.prepared.document_order`) that has each of its keys (:mod:`casus.cleaning.shingles`), if that
comes before it: so many comparisons as it has keys at most, however often a text was repeated. What it repeats as a whole or in part is
decided on the words (:mod:`casus.cleaning.overlap`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from casus.cleaning.key_index import KeyIndex
from casus.cleaning.noise import clean
from casus.cleaning.overlap import compare, passages
from casus.cleaning.pages import address
from casus.cleaning.prepared import STATED, Earlier, Order, Prepared, document_order, prepare
from casus.cleaning.shingles import keys_of
from casus.cleaning.units import Span
from casus.cleaning.versions import superseded
from casus.record import Document, DocumentDate, Repeat

_WHOLE_PASSAGE_WORDS = 5  # shared words in a row that are shown as a passage of a copy

_BORROWED = "repeats the text of"  # how the reason of a borrowed date begins


@dataclass(frozen=True, slots=True)
class Copies:
    """What documents repeat of each other, by key: passages, the first text of each copy, the latest version of each page."""

    repeats: Mapping[str, tuple[Repeat, ...]] = field(default_factory=dict)
    originals: Mapping[str, str] = field(default_factory=dict)
    superseded: Mapping[str, str] = field(default_factory=dict)

    def marked(self, document: Document) -> Document:
        """The document with what is known of it."""
        key = document.key
        return replace(
            document,
            copy_of=self.originals.get(key),
            repeats=self.repeats.get(key, ()),
            superseded_by=self.superseded.get(key),
        )


def find_copies(documents: Iterable[Document]) -> Copies:
    """All copies among the documents; the noise of those in which none is marked is found here."""
    by_key: dict[str, Document] = {}
    for document in documents:
        kept = by_key.setdefault(document.key, document)
        if document_order(document) < document_order(kept):
            by_key[document.key] = document
    ordered = sorted(by_key.values(), key=document_order)
    ranked = [prepare(document if document.noise else clean(document)) for document in ordered]
    index = KeyIndex(keys_of(one.words) for one in ranked)
    repeats: dict[str, tuple[Repeat, ...]] = {}
    for number, one in enumerate(ranked):
        firsts = index.firsts(keys_of(one.words))
        found = repeats_of(one, [ranked[first].earlier for first in firsts.tolist() if first < number])
        if found:
            repeats[one.document.key] = found
    order = {one.document.key: document_order(one.document) for one in ranked}
    pages: dict[str, list[Prepared]] = defaultdict(list)
    for one in ranked:
        page = address(one.document.url)
        if page:
            pages[page].append(one)
    replaced = {key: latest for group in pages.values() if len(group) > 1 for key, latest in superseded(group).items()}
    return Copies(repeats, first_texts(whole_copies(repeats), order), replaced)


def repeats_of(later: Prepared, earlier: Sequence[Earlier]) -> tuple[Repeat, ...]:
    """What a document repeats of earlier ones, given in their order: those that it repeats as a whole, else passages.

    A passage is that of the first document that has it. Another version of the same page is no text of somebody else.
    """
    page = address(later.document.url)
    others = [one for one in earlier if page is None or one.page != page or one.identity == later.identity]
    compared = [(one, compare(later.words, one.words)) for one in others]
    wholes = tuple(
        Repeat(one.key, True, overlap.share, _offsets(later, passages(overlap.words, _WHOLE_PASSAGE_WORDS)))
        for one, overlap in compared
        if overlap.whole
    )
    if wholes:
        return wholes
    left = np.ones(len(later.words), bool)
    parts: list[Repeat] = []
    for one, overlap in compared:
        found = passages(overlap.words & left)
        for begin, end in found:
            left[begin:end] = False
        if found:
            share = sum(end - begin for begin, end in found) / len(later.words)
            parts.append(Repeat(one.key, False, share, _offsets(later, found)))
    return tuple(parts)


def whole_copies(repeats: Mapping[str, Iterable[Repeat]]) -> dict[str, list[str]]:
    """By key of a copy, the documents that it repeats as a whole."""
    found = {key: [one.original for one in of if one.whole] for key, of in repeats.items()}
    return {key: originals for key, originals in found.items() if originals}


def first_texts(wholes: Mapping[str, Iterable[str]], order: Mapping[str, Order]) -> dict[str, str]:
    """The first text of each copy: of the documents that it repeats the first that is no copy itself, else what the first one repeats."""
    found: dict[str, str] = {}
    for key in sorted(wholes, key=lambda key: order[key]):
        matches = sorted(wholes[key], key=lambda other: order[other])
        first = next((other for other in matches if other not in wholes), matches[0])
        found[key] = found.get(first, first)
    return found


def is_borrowed(when: DocumentDate) -> bool:
    """Whether a date is one that :func:`borrowed_dates` gave."""
    return when.basis == "inferred" and any(reason.startswith(_BORROWED) for reason in when.reasons)


def borrowed_dates(by_key: Mapping[str, Document], copies: Mapping[str, str]) -> dict[str, DocumentDate]:
    """By key, the dates that undated copies take from the dated text that they repeat, with the reason.

    ``copies`` are the first texts of the documents, whose own text does not matter here.
    """
    out: dict[str, DocumentDate] = {}
    for key, first in copies.items():
        copy, original = by_key[key], by_key[first]
        if copy.date.basis not in STATED and original.date.basis in STATED:
            when = original.date.start or original.date.end
            reason = f"{_BORROWED} {original.id}, which was published on {when}"
            out[key] = DocumentDate(original.date.start, original.date.end, "inferred", (reason,))
    return out


def _offsets(one: Prepared, found: Iterable[Span]) -> tuple[Span, ...]:
    """Word numbers as offsets into the text."""
    return tuple((one.words.spans[begin][0], one.words.spans[end - 1][1]) for begin, end in found)
