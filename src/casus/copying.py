"""Who repeats whom in a record, kept up to date: a new document is compared with those alone that share a key of its text.

The result is that of :func:`casus.cleaning.find_copies` on all documents of the record. What a document repeats depends on the first
documents that have its keys; so, beside the new ones, those have to be compared anew for which a new one has become the first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from casus.cleaning.copies import first_texts, repeats_of
from casus.cleaning.prepared import Prepared, document_order, key_of_order, prepare
from casus.cleaning.shingles import keys_of
from casus.cleaning.versions import address, superseded
from casus.store.copies import CopyShelf
from casus.store.record import Record

_KEPT_READY = 2000  # documents whose words are kept at hand


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
    pages: set[str] = set()
    for one in ready.each(new):
        page = address(one.document.url)
        shelf.add(one.document.key, document_order(one.document), page, keys_of(one.words).tolist())
        pages.update([page] if page else [])
    compared = _compare(shelf, ready, new)
    for page in sorted(pages):
        group = shelf.at_address(page)
        if len(group) > 1:
            shelf.set_versions(group, superseded(ready.each(group)))
    return compared


def _compare(shelf: CopyShelf, ready: _Ready, new: Sequence[str]) -> set[str]:
    """Compare the new documents, and those for which a new one is now the first with a key; returns all of them."""
    older: set[str] = set()
    for one in ready.each(new):
        place = document_order(one.document)
        firsts = shelf.firsts(keys_of(one.words).tolist())
        _keep(shelf, ready, one, firsts.values())
        older |= shelf.holders([key for key, first in firsts.items() if first == place])
    for one in ready.each(sorted(older.difference(new))):
        _keep(shelf, ready, one, shelf.firsts(keys_of(one.words).tolist()).values())
    return older.union(new)


def _keep(shelf: CopyShelf, ready: _Ready, one: Prepared, firsts: Iterable[str]) -> None:
    earlier = sorted(place for place in set(firsts) if place < document_order(one.document))
    shelf.set_repeats(one.document.key, repeats_of(one, [ready.get(key_of_order(place)) for place in earlier]))


class _Ready:
    """Documents of the record with their words, those met last kept at hand."""

    def __init__(self, shelf: CopyShelf) -> None:
        self._shelf = shelf
        self.get = lru_cache(_KEPT_READY)(self._read)

    def each(self, keys: Iterable[str]) -> Iterator[Prepared]:
        """These documents in turn."""
        return map(self.get, keys)

    def _read(self, key: str) -> Prepared:
        (document,) = self._shelf.documents((key,))
        return prepare(document)
