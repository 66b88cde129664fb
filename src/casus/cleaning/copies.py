"""Documents that repeat another's text: syndication, reposts, excerpts. A copy is no second source.

Texts are compared by their kept words in runs of five (shingles). A signature holds the number of different shingles and their MinHash
(Broder 1997, "On the resemblance and containment of documents"), so that a store can keep signatures and compare new documents with old
ones without their texts: :func:`bands` gives the keys under which similar signatures meet, :func:`is_copy` decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from casus.cleaning.noise import find_noise, kept_blocks
from casus.record import Document, DocumentDate

Signature = tuple[int, ...]
Order = tuple[bool, date, str, str]

STATED = ("given", "metadata")  # how the date of a document is known that somebody states
SHINGLE_WORDS = 5
PERMUTATIONS = 256
SIMILAR = 0.8  # Jaccard similarity of two copies of one text
CONTAINED = 0.8  # share of the smaller text that is found in the larger one
LEAST_SHARE = 0.25  # size of an excerpt, relative to its whole, below which the estimate is too vague
MOST_OWN = 0.5  # share of its own text up to which a later, longer version of an earlier text is a copy
_FEW_SHINGLES = 12  # below, chance and formulas rule: only the very same words are a copy
_BAND_ROWS = 2
_BANDS = 32
_WORD = re.compile(r"\w+")


def signature(document: Document) -> Signature:
    """The number of different shingles of the document's kept text, and its MinHash; empty for a document without words.

    The noise is found anew where the document has none marked.
    """
    from datasketch import MinHash

    shingles = _shingles(document)
    if not shingles:
        return ()
    sketch = MinHash(num_perm=PERMUTATIONS, seed=1)
    sketch.update_batch([shingle.encode() for shingle in sorted(shingles)])
    return (len(shingles), *(int(value) for value in sketch.hashvalues))


def bands(sketch: Signature) -> tuple[tuple[int, ...], ...]:
    """Keys of a signature: two similar signatures share at least one (at a similarity of 0.3 in 95 of 100 cases, of 0.5 in all but 1 of 10,000)."""
    values = sketch[1:]
    return tuple(
        (band, *values[band * _BAND_ROWS : (band + 1) * _BAND_ROWS]) for band in range(_BANDS if values else 0)
    )


def similarity(one: Signature, other: Signature) -> float:
    """The estimated Jaccard similarity of two documents' shingles, 0 to 1."""
    if not one or not other:
        return 0.0
    return sum(a == b for a, b in zip(one[1:], other[1:], strict=True)) / PERMUTATIONS


def is_copy(later: Signature, earlier: Signature) -> bool:
    """Whether the later document repeats the earlier one: as a whole, as an excerpt, or with less of its own than half.

    The shared part follows from the similarity J and the sizes a, b: ``J (a + b) / (1 + J)``.
    """
    if not later or not earlier:
        return False
    alike = similarity(later, earlier)
    if min(later[0], earlier[0]) < _FEW_SHINGLES:
        return alike == 1.0 and later[0] == earlier[0]
    if alike >= SIMILAR:
        return True
    small, large = sorted((later[0], earlier[0]))
    shared = alike * (small + large) / (1 + alike)
    if small < LEAST_SHARE * large or shared < CONTAINED * small:
        return False
    return later[0] == small or small >= MOST_OWN * large


def copies_among(signatures: Mapping[str, Signature], order: Mapping[str, Order]) -> dict[str, str]:
    """Which keys are copies, and of which; ``order`` says which document comes first. Chains are followed to the first text."""
    originals: dict[str, str] = {}
    met: dict[tuple[int, ...], list[str]] = defaultdict(list)
    ranked = sorted(signatures, key=lambda key: order[key])
    rank = {key: place for place, key in enumerate(ranked)}
    for key in ranked:
        keys = bands(signatures[key])
        candidates = sorted({other for band in keys for other in met[band]}, key=lambda other: rank[other])
        matches = [other for other in candidates if is_copy(signatures[key], signatures[other])]
        if matches:
            first = next((other for other in matches if other not in originals), matches[0])
            originals[key] = originals.get(first, first)
        for band in keys:
            met[band].append(key)
    return originals


def document_order(document: Document) -> Order:
    """What the first of several copies is found by: date, then id, then key; those whose date nobody states come last."""
    stated = document.date.basis in STATED
    day = (document.date.start or document.date.end) if stated else None
    return (day is None, day or date.max, document.id, document.key)


def borrowed_dates(documents: Iterable[Document], copies: Mapping[str, str]) -> dict[str, DocumentDate]:
    """By key, the dates that undated copies take from the dated text that they repeat, with the reason.

    ``copies`` is what :func:`find_copies` says of the documents. The dates depend on the set of documents alone, not on their order.
    """
    by_key = {document.key: document for document in documents}
    out: dict[str, DocumentDate] = {}
    for key, first in copies.items():
        copy, original = by_key[key], by_key[first]
        if copy.date.basis not in STATED and original.date.basis in STATED:
            when = original.date.start or original.date.end
            reason = f"repeats the text of {original.id}, which was published on {when}"
            out[key] = DocumentDate(original.date.start, original.date.end, "inferred", (reason,))
    return out


def find_copies(documents: Iterable[Document]) -> dict[str, str]:
    """Key of each copy to the key of the document that it repeats: the earliest by date, id and key, in whatever order they come."""
    signatures: dict[str, Signature] = {}
    order: dict[str, Order] = {}
    for document in documents:
        key = document.key
        if key not in signatures:
            signatures[key] = signature(document)
        order[key] = min(order.get(key, document_order(document)), document_order(document))
    return copies_among(signatures, order)


def _shingles(document: Document) -> set[str]:
    marked = document if document.noise else replace(document, noise=find_noise(document))
    kept = " ".join(document.text[begin:end] for begin, end in kept_blocks(marked))
    words = _WORD.findall(unicodedata.normalize("NFKC", kept).casefold())
    if not words:
        return set()
    last = max(1, len(words) - SHINGLE_WORDS + 1)
    return {" ".join(words[start : start + SHINGLE_WORDS]) for start in range(last)}
