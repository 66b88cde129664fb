"""Sentences that several sections share: an event, its numbers, who disputes it, what a toll is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casus.record import SET_BY, Count, CountWhat, Event, Number, Toll, distinct
from casus.reporting import wording
from casus.reporting.lookup import Record
from casus.reporting.sitrep.citing import Citations, by_publication, published
from casus.reporting.sitrep.messages import Messages
from casus.reporting.sitrep.model import Sentence
from casus.reporting.sitrep.scope import Scope


@dataclass(frozen=True)
class Writing:
    """What every section needs: the scope, the footnotes so far, the words."""

    scope: Scope
    cite: Citations
    say: Messages

    @property
    def record(self) -> Record:
        """The record."""
        return self.scope.record


def begin(text: str) -> str:
    """A sentence with a capital letter."""
    return text[:1].upper() + text[1:]


def grade_label(event: Event) -> str:
    """The grade in a word."""
    return str(wording.texts()["grades"][event.grade]["label"])


def event_sentence(event: Event, writing: Writing, *, dated: bool = True) -> Sentence:
    """What is said to have happened, and who says so."""
    say, cite = writing.say, writing.cite
    claims = event.claim_ids or event.denial_ids
    name = (
        "told.event_denied"
        if not event.claim_ids
        else "told.event_possible"
        if event.status == "possible"
        else "told.event"
    )
    text = say(name, title=event.title, when=_when(event, writing) if dated else "", sources=cite.sources(claims))
    return Sentence(begin(text), cite.notes(claims))


def _when(event: Event, writing: Writing) -> str:
    if event.interval.known:
        return writing.say("told.on", when=wording.moment(event.interval))
    words = reported(event, writing)
    return writing.say("told.undated", when=words) if words else writing.say("told.undated_at_all")


def reported(event: Event, writing: Writing) -> str:
    """When the first dated report of an event was published; "" where none is dated."""
    record = writing.record
    claims = [record.claim[one] for one in event.claim_ids or event.denial_ids]
    documents = [record.source_document(claim) for claim in by_publication(claims, record)]
    dated = next((one for one in documents if one.date.interval.known), None)
    return published(dated, writing.say) if dated else ""


def dispute_sentences(event: Event, writing: Writing) -> Iterator[Sentence]:
    """Who stands against the event."""
    if event.claim_ids and event.denial_ids:
        text = writing.say("told.against", sources=writing.cite.sources(event.denial_ids))
        yield Sentence(text, writing.cite.notes(event.denial_ids))


def number_sentences(event: Event, writing: Writing) -> Iterator[Sentence]:
    """Each number of an event with who says it; parts follow their whole."""
    present = {number.what for number in event.numbers}
    told_by = writing.cite.sources(event.claim_ids)
    for number in event.numbers:
        if number.part_of not in present or number.part_of == number.what:
            yield number_sentence(number, writing, told_by)
            parts = (one for one in event.numbers if one.part_of == number.what and one is not number)
            yield from (number_sentence(one, writing, told_by, part=_within(one, number)) for one in parts)


def _within(part: Number, whole: Number) -> bool:
    """Whether a part can be called one of its whole: two sources may say 3 killed, and 8 of them."""
    return (part.best or part.low or 0) <= (whole.best or whole.low or 0)


def number_sentence(number: Number, writing: Writing, told_by: str, *, part: bool = False) -> Sentence:
    """One number: the best figure, by whom unless that is who the event is ``told_by``, and the range of the claims."""
    figure, unit, spread = figures(number, writing, part=part)
    source = writing.cite.source(writing.record.claim[number.best_claim])
    bare = "_bare" if source == told_by else ""
    name = f"told.{'part' if part else 'number'}{bare}{'_range' if spread else ''}"
    name = "told.number_set" if number.reason.startswith(SET_BY) else name
    text = writing.say(name, figure=figure, unit=unit, source=source, range=spread, reason=number.reason)
    return Sentence(begin(text), writing.cite.notes((number.best_claim, *number.claim_ids)))


def figures(number: Number, writing: Writing, *, part: bool = False) -> tuple[str, str, str]:
    """A number as its best claim states it, what it counts, and the range of the claims where that is another.

    A claim of "dozens" has no one best figure: it is shown as the range that it states.
    """
    stated = next((one for one in writing.record.claim[number.best_claim].counts if one.what == number.what), None)
    if stated is None or number.reason.startswith(SET_BY) or (stated.min != number.best and stated.max != number.best):
        best, spread = wording.number(number)
        return best, wording.unit(number.what, number.best, part=part and number.best != 1), spread
    exact = stated.min if stated.min == stated.max else None
    same = (stated.min, stated.max) == (number.low, number.high)
    spread = "" if same or (number.low, number.high) == (None, None) else wording.between(number.low, number.high)
    best = wording.between(stated.min, stated.max)
    return best, wording.unit(number.what, exact, part=part and exact != 1), "" if spread == best else spread


def unit_of(count: Count) -> str:
    """What a claimed number counts."""
    return wording.unit(count.what, count.min if count.min == count.max else None)


def plural(what: CountWhat) -> str:
    """What is counted, in the plural."""
    return wording.unit(what, None)


def toll_scope(toll: Toll, writing: Writing) -> str:
    """What a toll is about: its place, by whom, of whom, in which days."""
    say = writing.say
    where = wording.place(toll.place, toll.country)
    by = say("tolls.by", actors=say.listed(toll.actors)) if toll.actors else None
    days = wording.interval(toll.interval) if toll.interval.known else None
    return say("language.list_comma").join(part for part in (where, by, days) if part)


def titles(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names once each."""
    return distinct(name for name in names if name)
