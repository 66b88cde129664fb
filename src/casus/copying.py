"""Who repeats whom in a record, kept up to date: a new document is compared with those alone that share a key of its text.

The result is that of :func:`casus.cleaning.find_copies` on all documents of the record. What a document repeats depends on the first
documents that have its keys; so, beside the new ones, those have to be compared anew for which a new one has become the first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from casus.cleaning.copies import first_texts, repeats_of
from casus.cleaning.prepared import Prepared, document_order, key_of_order, prepare
from casus.cleaning.shingles import keys_of
from casus.cleaning.versions import address, superseded
from casus.store.batches import batches
from casus.store.copies import CopyShelf
from casus.store.record import Record

_KEPT_READY = 2000  # documents whose words are kept at hand
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
    for some in batches(new, _TOGETHER):
        leading: set[int] = set()
        for one, firsts in _with_firsts(shelf, ready, some):
            place = document_order(one.document)
            _keep(shelf, ready, one, firsts.values())
            leading.update(key for key, first in firsts.items() if first == place)
        older |= shelf.holders(sorted(leading))
    for some in batches(sorted(older.difference(new)), _TOGETHER):
        for one, firsts in _with_firsts(shelf, ready, some):
            _keep(shelf, ready, one, firsts.values())
    return older.union(new)


def _with_firsts(
    shelf: CopyShelf, ready: _Ready, documents: Sequence[str]
) -> Iterator[tuple[Prepared, dict[int, str]]]:
    """These documents in turn, with the place of the first document that has each of their keys."""
    keys = {one.document.key: keys_of(one.words).tolist() for one in ready.each(documents)}
    firsts = shelf.firsts(sorted({key for its in keys.values() for key in its}))
    for one in ready.each(documents):
        yield one, {key: firsts[key] for key in keys[one.document.key]}


def _keep(shelf: CopyShelf, ready: _Ready, one: Prepared, firsts: Iterable[str]) -> None:
    earlier = sorted(place for place in set(firsts) if place < document_order(one.document))
    repeats = repeats_of(one, list(ready.each([key_of_order(place) for place in earlier])))
    if tuple(repeats) != one.document.repeats:
        shelf.set_repeats(one.document.key, repeats)


class _Ready:
    """Documents of the record with their words, those met last kept at hand."""

    def __init__(self, shelf: CopyShelf) -> None:
        self._shelf = shelf
        self._kept: dict[str, Prepared] = {}

    def each(self, keys: Iterable[str]) -> Iterator[Prepared]:
        """These documents in turn."""
        for some in batches(keys, _TOGETHER):
            self._read([key for key in some if key not in self._kept])
            found = [self._kept.pop(key) for key in dict.fromkeys(some)]
            self._kept |= {one.document.key: one for one in found}
            for key in list(islice(self._kept, max(0, len(self._kept) - _KEPT_READY))):
                del self._kept[key]
            yield from found

    def _read(self, keys: Sequence[str]) -> None:
        found = {one.key: one for one in self._shelf.documents(keys)} if keys else {}
        self._kept |= {key: prepare(found[key]) for key in keys}
