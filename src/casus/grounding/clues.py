"""What the calendar words of an undated text say about its date: datelines, full dates, days without a year, weekdays, a war's age.

A :class:`Clue` is one such thing: a kind, the days (or the day of the year, or the weekday) from which publication is
counted, and the reason in plain words. How much each kind says is in ``data/dating.toml`` (:mod:`casus.grounding.belief`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from casus.grounding.calendrics import DAY, MONTH_NAMES, MONTHS, NUMBERS, ORDINALS, WEEKDAYS, months_before
from casus.grounding.theatre import Milestone
from casus.grounding.times import find_times
from casus.record import DocumentDate, Interval

Shape = Literal["days", "year", "week"]
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DATELINE_REACH = 400  # characters from the top in which a dateline stands
_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_DATELINE = re.compile(
    r"(?:^|\n)\s*(?:(?i:published|posted|updated|last\s+updated|last\s+modified|issued|date)\b[^\n]{0,25}?|[A-Z][A-Z .'/-]{2,40},?\s*(?:\([^)]*\)\s*)?|by\s[^\n]{3,60}?,?\s*"
    r"|(?P<town>(?!(?:After|At|Before|During|From|In|On|Since|The|Until)\b)[A-Z][\w.'’-]+(?:[ /][A-Z][\w.'’-]+){0,2}(?:,\s[A-Z][\w.'’-]+)?\s*(?:\([^)\n]*\))?,?\s+))?"
    r"(?P<date>(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?,?\s+(?:19|20)\d\d|[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d))"
    r"(?(town)\s*(?:\([^)\n]*\)\s*)?(?:--?|[–—])\s)",  # a town not in capitals only where a dash closes the line's head
)
_YEARLESS = re.compile(
    rf"\b[A-Z][A-Z .'/-]{{2,40}}(?:,\s?[A-Z][a-z.]+)?,\s*(?:(?P<month>{_MONTH})\s(?P<day>\d\d?)|(?P<day2>\d\d?)\s(?P<month2>{_MONTH}))\b(?!,?\s+\d{{4}})"
)
_MONTH_DAY = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\s(?P<day>\d\d?)(?:st|nd|rd|th)?\b(?!,?\s+\d{{4}}|[:.,]\d)|(?P<day2>\d\d?)(?:st|nd|rd|th)?\s(?:of\s)?(?P<month2>{_MONTH})\b(?!,?\s+(?:of\s+)?\d{{4}}))"
)
_MONTH_ALONE = re.compile(
    rf"\b(?:in|since|last|early|late|mid-?|this|during|of)\s(?:early\s|late\s|mid-?)?(?P<month>{MONTH_NAMES})\b(?!\s+\d)"
)
_MONTH_NAME = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_DATED = re.compile(r"(?:19|20)\d\d")
_URL_DATE = re.compile(
    r"(?<![0-9])(?P<y>(?:19|20)\d\d)[/_-]?(?P<m>0[1-9]|1[0-2]|[a-z]{3})[/_-]?(?P<d>[0-2]\d|3[01])(?![0-9])",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:by|until|till|before|next|will|would|due|planned|scheduled|expected)\b[^.]{0,40}$", re.IGNORECASE
)
_NOTE = re.compile(
    r"\b(?:amended|corrected|clarified|updated|archived|modified)\s(?:and\s\w+\s)?on\s[^.]{0,12}$", re.IGNORECASE
)
_SMALL = "|".join(sorted((word for word in NUMBERS if (" " not in word and NUMBERS[word] > 1) or word == "one"), key=len, reverse=True))  # fmt: skip
_ORDINAL = "|".join(("first", *ORDINALS))
_WAR = r"(?:[\w'’-]+\s+){0,2}?(?:war|conflict|uprising|revolt|insurgency|crisis)"
_AGE = re.compile(
    rf"\b(?P<old>{_SMALL}|\d\d?)[\s-]years?[\s-](?:old|long)?\s?{_WAR}"
    rf"|\b(?P<nth>{_ORDINAL}|\d\d?(?:st|nd|rd|th))\s+year\s+of\s+(?:the|its|this|a)?\s*{_WAR}"
    rf"|{_WAR}[^.;]{{0,25}}?\b(?:now\s+)?(?:in|into|entered|enters|entering)\s+(?:its|their|the|a)\s+(?P<nth2>{_ORDINAL}|\d\d?(?:st|nd|rd|th))\s+year"
    rf"|\b(?P<about>nearly|almost|more\s+than|over|after)?\s*(?P<of>{_SMALL}|\d\d?)\s+years\s+of\s+{_WAR}"
    rf"|\b(?P<anniversary>{_ORDINAL}|\d\d?(?:st|nd|rd|th))\s+anniversary\s+of\s+(?:the\s+)?(?:start\s+of\s+|beginning\s+of\s+|outbreak\s+of\s+)?(?:the\s+|its\s+)?{_WAR}",
    re.IGNORECASE,
)
_YEARS = re.compile("year|anniversary", re.IGNORECASE)
_SINCE = re.compile(
    rf"\b(?P<nth>{_ORDINAL}|\d\d?(?:st|nd|rd|th))[\s-]anniversary|\b(?P<years>a|{_SMALL}|\d\d?) years? (?:after|since|on from)\b",
    re.IGNORECASE,
)
_NTH_DAY = re.compile(
    rf"\b(?:for (?:a|the)|(?:on|in|into) (?:its|the|a)|the) (?P<nth>{_ORDINAL}) (?:straight |consecutive )?day\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing that speaks of the publication date. ``shape`` days: counted from ``start`` to ``end``; year: from that day
    of every year; week: from ``start``'s weekday. ``several`` are further spans, any of which may be the one meant.
    """

    kind: str
    start: date
    end: date
    reason: str
    shape: Shape = "days"
    several: tuple[Interval, ...] = ()

    @property
    def spans(self) -> tuple[tuple[date, date], ...]:
        """The spans that may be meant."""
        more = tuple((item.start, item.end) for item in self.several if item.start and item.end)
        return ((self.start, self.end), *more)


def dateline(text: str) -> tuple[date, str] | None:
    """The full date that a text carries at its top, and its words."""
    match = _DATELINE.search(text[:_DATELINE_REACH])
    found = find_times(match["date"], DocumentDate()) if match else []
    for item in found:
        if item.interval.start and item.interval.start == item.interval.end:
            return item.interval.start, item.text
    return None


def url_date(url: str) -> tuple[date, str] | None:
    """The day that an address carries ("/2019/02/10/", "/2019/feb/10/", "2019-02-10"), and its words."""
    for match in _URL_DATE.finditer(url):
        month = MONTHS.get(match["m"].lower()) if match["m"].isalpha() else int(match["m"])
        if month:
            try:
                return date(int(match["y"]), month, int(match["d"])), match[0]
            except ValueError:  # 31 of a shorter month: no date
                continue
    return None


def calendar_clues(sentences: Sequence[str], lead: int) -> Iterator[Clue]:
    """Clues of dates, days without a year, and weekdays; ``lead`` is how many sentences open the text."""
    yield from _explicit(sentences)
    yield from _days_without_year(sentences, lead)
    yield from _weekdays(sentences, lead)


def weekdays_in(sentence: str) -> list[int]:
    """Numbers of the weekdays that a sentence names, in order (Monday is 0)."""
    return [WEEKDAYS[name.lower()] for name in re.findall(rf"\b(?:{'|'.join(WEEKDAY_NAMES)})\b", sentence)]


def _explicit(sentences: Sequence[str]) -> Iterator[Clue]:
    """The latest date that is named with its year: the text is not earlier. A note of a later change is soon after publication."""
    found: list[tuple[date, date, str, str]] = []
    for sentence in sentences:
        if not _DATED.search(sentence):
            continue
        for item in find_times(sentence, DocumentDate()):
            start, end = item.interval.start, item.interval.end
            dated = start is not None and item.kind in ("day", "month", "year", "period", "since")
            if start and dated and _NOTE.search(sentence[: item.begin]):
                yield Clue(
                    "dated.note",
                    start,
                    end or start,
                    f'"{quoted(sentence, item.begin)}": a note of a change, made soon after',
                )
                continue
            if start and dated and not _AHEAD.search(sentence[: item.begin]):
                found.append((start, end or start, item.text, quoted(sentence, item.begin)))
    if found:
        start, end, words, around = max(found, key=lambda item: (item[0], item[1]))
        length = (end - start).days + 1
        kind = "dated.day" if length <= 3 else "dated.month" if length <= 31 else "dated.year"
        yield Clue(kind, start, end, f'"{around}": the latest date it names is {words!r}, so it is hardly earlier')


def years_since(sentence: str, start: date) -> tuple[str, date, date] | None:
    """When a sentence was written that tells something as "the first anniversary" or "two years after", and those words."""
    match = _SINCE.search(sentence)
    years = _count(match["nth"] or match["years"]) if match else 0
    if not match or not years:
        return None
    day = months_before(start, -12 * years)
    return (match[0], day, day) if match["nth"] else (match[0], day, months_before(day, -12) - DAY)


def _days_without_year(sentences: Sequence[str], lead: int) -> Iterator[Clue]:
    top = " ".join(sentences[:3])[:_DATELINE_REACH]
    head = _YEARLESS.search(top)
    seen: set[tuple[str, int, int]] = set()
    if head and (clue := _yearly(head, "dateline", "its dateline is {words!r} of some year")):
        seen.add(("day", clue.start.month, clue.start.day))
        yield clue
    for at, sentence in enumerate(sentences):
        if not _MONTH_NAME.search(sentence):
            continue
        for pattern, kind in ((_MONTH_DAY, "day"), (_MONTH_ALONE, "month")):
            for match in pattern.finditer(sentence):
                if _AHEAD.search(sentence[: match.start()]) or (kind == "month" and _DATED.search(sentence)):
                    continue
                where = "lead" if at < lead else "rest"
                clue = _yearly(
                    match,
                    f"{kind}.{where}",
                    f'"{quoted(sentence, match.start())}": {{words!r}} is of the year before publication',
                )
                if clue and (kind, clue.start.month, clue.start.day) not in seen:
                    seen.add((kind, clue.start.month, clue.start.day))
                    yield clue


def _yearly(match: re.Match[str], kind: str, reason: str) -> Clue | None:
    groups = match.groupdict()
    month = MONTHS[(groups.get("month") or groups.get("month2") or "").lower().rstrip(".")]
    number = int(groups.get("day") or groups.get("day2") or 1)
    try:
        day = date(2001, month, number)
    except ValueError:  # "May 31st", but no 30 February; the 29th of February is too rare to count
        return None
    return Clue(kind, day, day, reason.replace("{words!r}", repr(match[0])), "year")


def _weekdays(sentences: Sequence[str], lead: int) -> Iterator[Clue]:
    """The weekdays of the first sentences, or the first ones after: news is published on the last of them or the day after."""
    told = [(sentence, weekdays_in(sentence)) for sentence in sentences]
    near = [item for item in told[:lead] if item[1]] or [item for item in told if item[1]][:1]
    days = list(dict.fromkeys(day for _, found in near for day in found))
    for at, day in enumerate(days[:3]):
        monday = date(2001, 1, 1)
        name = WEEKDAY_NAMES[day]
        yield Clue(
            "weekday.first" if at == 0 else "weekday.next",
            monday + day * DAY,
            monday + day * DAY,
            f"its first sentences name {name}: published on such a day or soon after",
            "week",
        )


# ------------------------------------------------------------------------------------------------- ages of wars


def ages(sentences: Sequence[str], wars: Sequence[Milestone]) -> Iterator[Clue]:
    """Clues of how old a war is said to be ("the six-year-old conflict", "in its fifth year", an anniversary)."""
    begun = [war.interval.start for war in wars if war.interval.start]
    seen: set[tuple[date, date]] = set()
    for sentence in sentences if begun else ():
        for match in _AGE.finditer(sentence) if _YEARS.search(sentence) else ():
            spans = [span for start in begun if (span := _age_span(match, start))]
            if spans and spans[0] not in seen:
                seen.add(spans[0])
                names = " or ".join(f"{war.text} ({war.interval.start})" for war in wars)
                kind = "anniversary" if match["anniversary"] else "age"
                reason = f'"{quoted(sentence, match.start())}": counted from the beginning: {names}'
                yield Clue(kind, *spans[0], reason, several=tuple(Interval(*span) for span in spans[1:]))


def _age_span(match: re.Match[str], begun: date) -> tuple[date, date] | None:
    def after(years: int) -> date:
        return months_before(begun, -12 * years)

    if match["anniversary"]:
        years = _count(match["anniversary"])
        return (after(years), after(years)) if years else None
    if nth := _count(match["nth"] or match["nth2"] or ""):
        return after(nth - 1), after(nth) - DAY
    years = _count(match["old"] or match["of"] or "")
    if not years:
        return None
    if (match["about"] or "").lower() in ("nearly", "almost"):
        return months_before(after(years), 6), after(years) - DAY
    return months_before(after(years), 3), after(years + 1) - DAY  # "six-year-old" from shortly before the day on


def _count(word: str) -> int:
    word = word.lower()
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else {"first": 1, **ORDINALS, **NUMBERS}.get(word, 0)


def nth_day(sentences: Sequence[str], lead: int) -> int | None:
    """The number of the day of fighting that the first sentences say it is ("for a second day")."""
    match = _NTH_DAY.search(" ".join(sentences[:lead]))
    return _count(match["nth"]) if match else None


def quoted(sentence: str, at: int = 0, width: int = 70) -> str:
    """Some words of a sentence around a place, for a reason."""
    line = " ".join(sentence.split())
    if len(line) <= width:
        return line
    begin = max(0, min(at - width // 3, len(line) - width))
    begin = line.rfind(" ", 0, begin) + 1
    end = line.find(" ", begin + width)
    cut = line[begin:] if end < 0 else line[begin:end]
    return ("… " if begin else "") + cut + (" …" if end >= 0 else "")
