"""Where each number of an event comes from, in sentences: which claim's words, what was replaced, what is a part of what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from casus.linking.numbers import Statement, in_order, outdated
from casus.linking.origins import origin_of
from casus.record import Claim, Count, CountWhat, Document, Event, Number

_AROUND = 45
"""How many letters are shown on either side of a number."""


def number_lines(event: Event, claims: Sequence[Claim], documents: Mapping[str, Document]) -> Iterator[str]:
    """The lines on all numbers of an event; ``claims`` are its claims in the order in which they are numbered."""
    marks = {claim.claim_id: f"[{position}]" for position, claim in enumerate(claims, 1)}
    for number in event.numbers:
        yield f"{counted(number.what)}: {range_in_words(number.low, number.best, number.high)}"
        yield from (f"  {line}" for line in _one(number, claims, documents, marks))


def counted(what: CountWhat) -> str:
    """What is counted, in words: "killed children", "area in km2"."""
    return {"area_km2": "area in km2"}.get(what, what.replace("_", " "))


def range_in_words(low: int | None, best: int | None, high: int | None) -> str:
    """A reconciled number: "12", "12 or more", "12 (from 9 to 15)"."""
    if best is None:
        ends = [f"{word} {end:,}" for word, end in (("at least", low), ("at most", high)) if end is not None]
        return ", ".join(ends) or "unknown"
    if low == best == high:
        return f"{best:,}"
    if high is None:
        return f"{best:,} or more" if low in (best, None) else f"{best:,} or more (from {low:,})"
    return f"{best:,} (from {low:,} to {high:,})" if low is not None else f"{best:,} (up to {high:,})"


def count_in_words(count: Count) -> str:
    """A count as one claim gives it: "12", "at least 12", "up to 20", "10 to 20"."""
    if count.min is None and count.max is None:
        return "an unknown number"
    if count.min is None or count.max is None:
        return f"up to {count.max:,}" if count.max is not None else f"at least {count.min:,}"
    return f"{count.min:,}" if count.min == count.max else f"{count.min:,} to {count.max:,}"


def words_of(claim: Claim, count: Count, document: Document) -> str:
    """The words in which a claim gives a number, in their surroundings."""
    if count.begin is None or count.end is None:
        return " ".join(claim.evidence.split())
    begin, end = max(0, count.begin - _AROUND), min(len(document.text), count.end + _AROUND)
    shown = document.text[begin:end]
    if begin > 0:
        shown = "..." + shown.partition(" ")[2]
    if end < len(document.text):
        shown = shown.rpartition(" ")[0].rstrip(".,;: ") + "..."
    return " ".join(shown.split())


def _one(
    number: Number, claims: Sequence[Claim], documents: Mapping[str, Document], marks: Mapping[str, str]
) -> Iterator[str]:
    yield f"{number.reason[:1].upper()}{number.reason[1:]}."
    said = in_order(_statements(number, claims, documents))
    gone = outdated(said)
    for one in said:
        note = ""
        if one in gone:
            note = "; a later total replaces it"
        elif one.claim.claim_id == number.best_claim and one.best == number.best:
            note = "; this is the number taken"
        yield (
            f"{marks[one.claim.claim_id]} {one.origin.name}: {count_in_words(one.count)}, in the words "
            f'"{words_of(one.claim, one.count, documents[one.claim.document])}"{note}'
        )
    if number.part_of:
        yield f"They are among the {counted(number.part_of)}, and are not added to them."


def _statements(number: Number, claims: Sequence[Claim], documents: Mapping[str, Document]) -> Iterator[Statement]:
    for claim in claims:
        for count in claim.counts:
            known = count.min is not None or count.max is not None
            if known and claim.claim_id in number.claim_ids and count.what == number.what:
                document = documents[claim.document]
                yield Statement(claim, count, origin_of(claim, documents), document.date.day)
