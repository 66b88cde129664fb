"""What in an undated text speaks of its date: dated milestones it refers to, dates it names, weekdays, with the sentence each is in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from casus.grounding.calendrics import MONTHS, ORDINALS, WEEKDAYS
from casus.grounding.names import key_of, tokens
from casus.grounding.states import state_by_code
from casus.grounding.theatre import Milestone, Theatre
from casus.grounding.times import find_times
from casus.record import DocumentDate, Interval

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(A-Z])|\n+")
_DATELINE = re.compile(
    r"(?:^|\n)\s*(?:(?i:published|posted|updated|last\s+updated|last\s+modified|issued|date)\b[^\n]{0,25}?|[A-Z][A-Z .'/-]{2,40},?\s*(?:\([^)]*\)\s*)?|by\s[^\n]{3,60}?,?\s*)?"
    r"(?P<date>(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?,?\s+(?:19|20)\d\d|[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d))",
)
_BACKGROUND = re.compile(
    r"\b(?:since (?:(?:19|20)\d\d|last|the|its|January|February|March|April|May|June|July|August|September|October|November|December)|ago|after the (?:fall|loss|capture|defeat)|former(?:ly)?|last (?:year|summer|winter|spring|autumn|fall)|years? (?:ago|later|earlier)|back in|had been|the anniversary)\b",
    re.IGNORECASE,
)
_NTH_DAY = re.compile(rf"\bfor (?:a|the) ({'|'.join(ORDINALS)}) (?:straight |consecutive )?day\b", re.IGNORECASE)
_BEGAN = re.compile(
    r"\b(?:began|begin|begun|launched|started|announced|opened|took effect|entered into force)\b", re.IGNORECASE
)
_DATELINE_REACH = 400
_AHEAD = re.compile(
    r"\b(?:by|until|till|before|next|will|would|due|planned|scheduled|expected)\b[^.]{0,40}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A milestone that the text refers to. ``lead``: among the first sentences; ``background``: told as past;
    ``weekdays`` are those on which the text says that it began, ``months`` those named beside it.
    """

    milestone: Milestone
    lead: bool
    background: bool
    weekdays: frozenset[int]
    months: frozenset[int]


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that speaks of the date: dateline, milestones, explicit dates (not announced ones), weekdays of the lead (or the first ones after it)."""

    dateline: tuple[date, str] | None
    references: tuple[Reference, ...]
    explicit: tuple[tuple[Interval, str], ...]
    weekdays: tuple[int, ...]
    nth_day: int | None


def gather(text: str, theatres: Sequence[Theatre]) -> Evidence:
    """Collect the evidence of one text."""
    sentences = [part for part in _SENTENCE_END.split(text) if part and part.strip()]
    lead = min(len(sentences), max(6, len(sentences) // 4))
    told = [_weekdays(sentence) for sentence in sentences]
    near = told[:lead] if any(told[:lead]) else [next((days for days in told if days), [])]
    nth = _NTH_DAY.search(" ".join(sentences[:lead]))
    return Evidence(
        dateline=_dateline(text),
        references=tuple(_references(sentences, lead, theatres)),
        explicit=tuple(_explicit(sentences)),
        weekdays=tuple(dict.fromkeys(day for days in near for day in days)),
        nth_day=ORDINALS[nth[1].lower()] if nth else None,
    )


def _dateline(text: str) -> tuple[date, str] | None:
    match = _DATELINE.search(text[:_DATELINE_REACH])
    found = find_times(match["date"], DocumentDate()) if match else []
    for item in found:
        if item.interval.start and item.interval.start == item.interval.end:
            return item.interval.start, item.text
    return None


def _explicit(sentences: Iterable[str]) -> list[tuple[Interval, str]]:
    found = []
    for sentence in sentences:
        for item in find_times(sentence, DocumentDate()):
            dated = item.interval.start is not None and item.interval.end is not None
            if dated and item.kind in ("day", "month", "year", "period") and not _AHEAD.search(sentence[: item.begin]):
                found.append((item.interval, item.text))
    return found


def _weekdays(sentence: str) -> list[int]:
    return [WEEKDAYS[token.key] for token in tokens(sentence) if token.key in WEEKDAYS and token.text[0].isupper()]


def _months(sentence: str) -> list[int]:
    full = [
        token for token in tokens(sentence) if (token.text[0].isupper() and len(token.text) > 3) or token.key == "may"
    ]
    return [MONTHS[token.key] for token in full if token.key in MONTHS and token.text[0].isupper()]


# ------------------------------------------------------------------------------------------------- milestones


def _references(sentences: Sequence[str], lead: int, theatres: Sequence[Theatre]) -> list[Reference]:
    folded = [f" {' '.join(token.key for token in tokens(sentence))} " for sentence in sentences]
    found = []
    for theatre in theatres:
        if not _concerns(theatre, folded):
            continue
        spellings = _spellings(theatre)
        for milestone in theatre.milestones:
            places = _places(milestone, folded, spellings)
            if places:
                found.append(_reference(milestone, places, sentences, lead))
    return found


def _concerns(theatre: Theatre, folded: Sequence[str]) -> bool:
    """Whether the text names a country of the theatre or its people; a pack without countries concerns every text."""
    known = [state for code in theatre.countries if (state := state_by_code().get(code))]
    names = [" ".join(key_of(name)) for state in known for name in (state.name, *state.aliases, *state.adjectives)]
    return not theatre.countries or any(_has(sentence, names) for sentence in folded)


def _reference(milestone: Milestone, places: Sequence[int], sentences: Sequence[str], lead: int) -> Reference:
    around = [sentences[at] for at in places]
    year = milestone.interval.start.year if milestone.interval.start else 0
    point = milestone.interval.start == milestone.interval.end
    past = [bool(_BACKGROUND.search(sentence)) or str(year) in sentence for sentence in around]
    return Reference(
        milestone=milestone,
        lead=places[0] < lead,
        background=all(past),
        weekdays=frozenset(
            day for sentence in around if point or _BEGAN.search(sentence) for day in _weekdays(sentence)
        ),
        months=frozenset(month for sentence in around for month in _months(sentence)),
    )


def _places(milestone: Milestone, folded: Sequence[str], spellings: dict[str, tuple[str, ...]]) -> list[int]:
    """Positions of the sentences that match a term, alone or with the sentence before."""
    found = set()
    for term in milestone.terms:
        groups = [spellings.get(key, (key,)) for part in term.split(" + ") if (key := _pattern(part))]
        for at, sentence in enumerate(folded):
            before = folded[at - 1] if at else ""
            if all(_has(sentence, group) or _has(before, group) for group in groups) and any(
                _has(sentence, group) for group in groups
            ):
                found.add(at)
    return sorted(found)


def _pattern(part: str) -> str:
    return " ".join(key_of(part)) + ("*" if part.endswith("*") else "")


def _has(sentence: str, group: Iterable[str]) -> bool:
    return any((f" {key[:-1]}" if key.endswith("*") else f" {key} ") in sentence for key in group)


def _spellings(theatre: Theatre) -> dict[str, tuple[str, ...]]:
    """For each place name, and each group's own name, all its spellings; names of under three letters stand for themselves."""
    table: dict[str, tuple[str, ...]] = {}
    for place in theatre.places:
        keys = _keys(place.name, *place.aliases)
        for key in keys:
            table.setdefault(key, keys)
    for actor in theatre.actors:
        if not actor.state:
            table.setdefault(" ".join(key_of(actor.name)), _keys(actor.name, *(alias.text for alias in actor.aliases)))
    return table


def _keys(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for name in names if len(key := " ".join(key_of(name))) > 2))
