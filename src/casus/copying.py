"""Who repeats whom in a record, kept up to date: a new document is compared with those alone that share a key of its text.

The result is that of :func:`casus.cleaning.find_copies` on all documents of the record. What a document repeats depends on the first
documents that have its keys; so, beside the new ones, those have to be compared anew for which a new one has become the first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from casus.cleaning.copies import first_texts, repeats_of
from casus.cleaning.pages import address
from casus.cleaning.prepared import Earlier, Prepared, document_order, key_of_order, prepare
from casus.cleaning.shingles import Hashes, keys_of
from casus.cleaning.versions import superseded
from casus.record import Document
from casus.store.batches import batches
from casus.store.copies import CopyShelf, Signature
from casus.store.record import Record

_KEPT_READY = 2000  # documents that are kept at hand with their texts
_KEPT_WORDS = 8_000_000  # words that are kept at hand to compare later documents with, eight bytes each
_TOGETHER = 100  # documents that are read together


def update_copies(record: Record, version: str) -> None:
    """Find what the record's new documents repeat and are repeated by, and mark it in the record; one transaction.

    ``version`` is that of the rules: what another one made is made anew. Documents of which something else is known than before
    are to be linked anew.
    """
    with record.copy_shelf() as shelf:
        if shelf.made_by() != version:
            shelf.start(version)
        new = shelf.new_documents()
        if new:
            _mark_first_texts(shelf, _add(shelf, new))
            shelf.await_linking()


def _mark_first_texts(shelf: CopyShelf, compared: Collection[str]) -> None:
    """The first texts of those that have been compared, of what they repeat as a whole, and of what repeats them, and so on."""
    wholes: dict[str, set[str]] = defaultdict(set)
    met, waiting = set(compared), set(compared)
    while waiting:
        pairs = shelf.whole_copies_beside(sorted(waiting))
        for copy, original in pairs:
            wholes[copy].add(original)
        waiting = {key for pair in pairs for key in pair} - met
        met |= waiting
    shelf.set_first_texts(sorted(met), first_texts(wholes, shelf.places(sorted(met))))


def _add(shelf: CopyShelf, new: Sequence[str]) -> set[str]:
    """Keep the new documents; returns all that have been compared."""
    ready = _Ready(shelf)
    keys: dict[str, Hashes] = {}  # some 640 bytes for a document; read from the record they would cost an index
    pages: set[str] = set()
    for some in batches(new, _TOGETHER):
        found = {one.document.key: keys_of(one.words) for one in ready.each(some)}
        signatures = [_signature(one.document, found[one.document.key]) for one in ready.each(some)]
        shelf.add(signatures)
        keys |= found
        pages.update(one.page for one in signatures if one.page)
    compared = _compare(shelf, ready, keys)
    for page in sorted(pages):
        group = shelf.at_address(page)
        if len(group) > 1:
            shelf.set_versions(group, superseded(ready.each(group)))
    return compared


def _signature(document: Document, keys: Hashes) -> Signature:
    return Signature(document.key, document_order(document), address(document.url), tuple(keys.tolist()))


def _compare(shelf: CopyShelf, ready: _Ready, new: Mapping[str, Hashes]) -> set[str]:
    """Compare the new documents, and those for which a new one is now the first with a key; returns all of them.

    ``new`` has the keys of each new document.
    """
    older: set[str] = set()
    for some in batches(new, _TOGETHER):
        firsts = _firsts(shelf, {document: new[document] for document in some})
        places = _keep(shelf, ready, firsts)
        leading = {key for document in some for key, first in firsts[document].items() if first == places[document]}
        older |= shelf.holders(sorted(leading))
    for some in batches(sorted(older.difference(new)), _TOGETHER):
        _keep(shelf, ready, _firsts(shelf, {one.document.key: keys_of(one.words) for one in ready.each(some)}))
    return older.union(new)


def _firsts(shelf: CopyShelf, keys: Mapping[str, Hashes]) -> dict[str, dict[int, str]]:
    """For each document, by its keys, the place of the first document that has them."""
    its = {document: found.tolist() for document, found in keys.items()}
    firsts = shelf.firsts(sorted({key for found in its.values() for key in found}))
    return {document: {key: firsts[key] for key in found} for document, found in its.items()}


def _keep(shelf: CopyShelf, ready: _Ready, firsts: Mapping[str, Mapping[int, str]]) -> dict[str, str]:
    """Keep what these documents repeat of the first ones with their keys; most share none with an earlier one, and are not read.

    Returns the places of the documents in their order.
    """
    places = shelf.places(firsts)
    earlier = {
        document: sorted(place for place in set(by_key.values()) if place < places[document])
        for document, by_key in firsts.items()
    }
    repeating = shelf.repeating(firsts)
    for one in ready.each([document for document in firsts if earlier[document] or document in repeating]):
        document = one.document
        repeats = repeats_of(one, ready.earlier([key_of_order(place) for place in earlier[document.key]]))
        if tuple(repeats) != document.repeats:
            shelf.set_repeats(document.key, repeats)
    return places


class _Ready:
    """Documents of the record with their words, those met last kept at hand."""

    def __init__(self, shelf: CopyShelf) -> None:
        self._shelf = shelf
        self._kept: dict[str, Prepared] = {}
        self._earlier: dict[str, Earlier] = {}
        self._words = 0  # of the earlier ones

    def each(self, keys: Iterable[str]) -> Iterator[Prepared]:
        """These documents in turn."""
        for some in batches(keys, _TOGETHER):
            self._kept |= {one.document.key: one for one in self._read([key for key in some if key not in self._kept])}
            found = [self._kept.pop(key) for key in dict.fromkeys(some)]
            self._kept |= {one.document.key: one for one in found}
            for key in list(islice(self._kept, max(0, len(self._kept) - _KEPT_READY))):
                del self._kept[key]
            yield from found

    def earlier(self, keys: Sequence[str]) -> list[Earlier]:
        """These documents as later ones are compared with them."""
        for one in self._read([key for key in keys if key not in self._earlier and key not in self._kept]):
            self._keep_earlier(one.earlier)
        for key in keys:
            if key not in self._earlier:
                self._keep_earlier(self._kept[key].earlier)
        found = [self._earlier.pop(key) for key in keys]
        self._earlier |= {one.key: one for one in found}
        while self._words > _KEPT_WORDS and len(self._earlier) > len(found):
            self._words -= len(self._earlier.pop(next(iter(self._earlier))).words)
        return found

    def _keep_earlier(self, one: Earlier) -> None:
        self._earlier[one.key] = one
        self._words += len(one.words)

    def _read(self, keys: Sequence[str]) -> Iterator[Prepared]:
        for some in batches(keys, _TOGETHER):
            yield from map(prepare, self._shelf.documents(some))
