"""A document made ready to be compared: its words, and its place in the order in which the first of several copies is found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casus.cleaning.pages import address
from casus.cleaning.shingles import Words, kept_words
from casus.record import Document

Order = str

STATED = ("given", "metadata")  # how the date of a document is known that somebody states


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a later document is compared with: an earlier one's key, page (if any) and words, without their offsets.

    ``identity`` is a number that documents of the very same words share. It takes eight bytes a word.
    """

    key: str
    page: str | None
    words: Words
    identity: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with its kept words, and a number that documents of the very same words share."""

    document: Document
    words: Words
    identity: int

    @property
    def earlier(self) -> Earlier:
        """The document as later ones are compared with it."""
        return Earlier(self.document.key, address(self.document.url), Words(self.words.hashes), self.identity)


def prepare(document: Document) -> Prepared:
    """Read the words of a document that is clean, noise left out (:func:`casus.cleaning.clean`)."""
    words = kept_words(document)
    return Prepared(document, words, words.identity())


def stated_day(document: Document) -> date | None:
    """The day of publication where somebody states it; one that was inferred or borrowed is none."""
    return (document.date.start or document.date.end) if document.date.basis in STATED else None


def document_order(document: Document) -> Order:
    """What the first of several copies is found by: stated date, then address (the shorter one first), id and key; it sorts as text.

    Documents without a date come last, of those with one date the ones without an address.
    """
    day, url = stated_day(document), document.url or ""
    when = f"{day is None:d} {day or date.max} {not url:d} {len(url):09d}"
    return "\x1f".join((when, url, document.id, document.key))


def key_of_order(order: Order) -> str:
    """The key of the document that has this place in the order."""
    return order.rsplit("\x1f", 1)[1]
