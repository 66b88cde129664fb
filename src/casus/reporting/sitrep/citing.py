"""Footnotes: claims get their numbers as the text comes to them, and say who is cited, where, when, in which words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casus.record import Claim, Document
from casus.reporting import wording
from casus.reporting.lookup import BrokenRecordError, Record
from casus.reporting.sitrep.messages import Messages
from casus.reporting.sitrep.model import Note
from casus.reporting.view import document_title, web_address

Passage = tuple[str, int, int, str | None, str]


class Citations:
    """The footnotes of one report while it is written; a claim that is cited again keeps its number."""

    def __init__(self, record: Record, say: Messages) -> None:
        self._record, self._say = record, say
        self._numbers: dict[Passage, int] = {}
        self._claims: dict[Passage, list[str]] = {}

    def notes(self, claim_ids: Iterable[str]) -> tuple[int, ...]:
        """The numbers of the footnotes of some claims, in ascending order."""
        wanted = self._record.check(dict.fromkeys(claim_ids), "a sentence of the situation report")
        return tuple(sorted({self._number(self._record.claim[one]) for one in wanted}))

    def _number(self, claim: Claim) -> int:
        """The number of a claim's footnote; claims that rest on the same words and the same source share one."""
        passage = (claim.document, claim.begin, claim.end, claim.source, claim.source_type)
        own = self._claims.setdefault(passage, [])
        if claim.claim_id not in own:
            own.append(claim.claim_id)
        return self._numbers.setdefault(passage, len(self._numbers) + 1)

    def all(self) -> tuple[Note, ...]:
        """The footnotes so far. Raises :class:`BrokenRecordError` for evidence that is not in its document."""
        return tuple(self._note(number, tuple(self._claims[passage])) for passage, number in self._numbers.items())

    def sources(self, claim_ids: Iterable[str], most: int = 4) -> str:
        """Who says these claims, each once, as a sentence names them."""
        found = dict.fromkeys(self.source(self._record.claim[one]) for one in claim_ids)
        names = list(found)
        shown = names if len(names) <= most else [*names[: most - 1], self._say("language.others")]
        return self._say.listed(shown)

    def source(self, claim: Claim) -> str:
        """Who says a claim: who is cited, else the publisher, else the report by its title."""
        document = self._record.source_document(claim)
        if claim.source:
            return self._say.named(claim.source)
        return document.publisher or self._say("told.the_report", title=document_title(document))

    def _note(self, number: int, claim_ids: tuple[str, ...]) -> Note:
        claim = self._record.claim[claim_ids[0]]
        document = self._record.source_document(claim)
        if not claim.evidence or document.text[claim.begin : claim.end] != claim.evidence:
            raise BrokenRecordError(f"the evidence of claim {claim.claim_id} is not in its document")
        kind = wording.texts()["source_types"][claim.source_type]
        if not claim.source:
            said = self._say("notes.reporter")
        elif kind.casefold() in claim.source.casefold():
            said = claim.source
        else:
            said = self._say("notes.cited", source=claim.source, type=kind)
        title = self._say("language.quoted", text=document_title(document))
        named = "notes.published" if document.publisher else "notes.published_nobody"
        where = self._say(named, publisher=document.publisher, title=title, date=published(document, self._say))
        return Note(
            number,
            claim_ids,
            document.key,
            said[:1].upper() + said[1:],
            where,
            web_address(document.url),
            claim.evidence,
        )


def published(document: Document, say: Messages) -> str:
    """When a report was published, in words; says where that was inferred."""
    if not document.date.interval.known:
        return say("notes.undated")
    date = wording.interval(document.date.interval)
    return say("notes.inferred", date=date) if document.date.basis == "inferred" else date


def by_publication(claims: Sequence[Claim], record: Record) -> list[Claim]:
    """Claims by the day their reports were published, the undated first."""

    def when(claim: Claim) -> tuple[int, str]:
        day = record.source_document(claim).date.day
        return (day.toordinal() if day else 0, claim.claim_id)

    return sorted(claims, key=when)
