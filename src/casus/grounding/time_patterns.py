"""What the rules for expressions of time are made of: the words of the calendar as patterns, and a rule.

Patterns match in any case; names of months and weekdays are capitalised (``(?-i:...)``), since "may", "march" and "sat" are words too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from casus.grounding.calendrics import MONTH_NAMES, MONTHS, NUMBERS, WEEKDAYS
from casus.record import Interval

MONTH = rf"(?P<month>(?-i:{MONTH_NAMES}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?))"
WEEKDAY = r"(?P<weekday>(?-i:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|(?:Mon|Tues?|Wed|Thurs?|Fri)\b\.?(?=,?\s+\d|,?\s+[A-Z][a-z]{2})))"
YEAR = r"(?P<year>(?:19[0-9]{2}|20[0-4][0-9]))(?![\d,]*\d)(?!%|\s*(?:km|people|troops|men|fighters|civilians|miles|kg|metres|meters|soldiers|dead|killed)\b)"
DOM = r"(?P<day>[12]?[0-9]|3[01])(?:st|nd|rd|th)?"
UNIT = r"(?P<unit>hour|day|night|week|fortnight|month|year|decade)s?"
NUMBER = r"(?P<number>\d{1,3}|half\s+a\s+dozen|a\s+couple\s+of|couple\s+of|a\s+few|a\s+dozen|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|eighteen|twenty|thirty|forty|few|several|many|some)"
ABOUT = (
    r"(?:(?:about|around|nearly|almost|roughly|just|over|some|more\s+than|less\s+than|at\s+least|the|barely|only)\s+)*"
)
SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"

CUES = {
    "month": re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"),
    "weekday": re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"),
    "digits": re.compile(r"\d"),
    "year": re.compile(r"(?:19|20)\d\d"),
    "unit": re.compile(r"hour|day|night|week|fortnight|month|year|decade", re.IGNORECASE),
    "season": re.compile(SEASON, re.IGNORECASE),
    "feast": re.compile(r"New Year|Christmas|Boxing Day|Valentine|May Day"),
    "word": re.compile(r"recently|tomorrow|current|present|moment|right now|tonight|morning|afternoon|evening|now\b", re.IGNORECASE),
}  # fmt: skip
"""Words one of which every expression of a sort holds, so that a rule need not be tried on every sentence."""

Maker = Callable[[re.Match[str], date], Interval]


@dataclass(frozen=True, slots=True)
class Rule:
    """An expression of time: its pattern, the kind of time, the function from match and anchor to days, and its cue in :data:`CUES`.

    ``anchored`` rules count from the document's date. ``strict`` rules name a day outright: where the calendar lacks that day, or
    the words could be two days, the expression is still one, of the kind that ``strict`` names.
    """

    pattern: re.Pattern[str]
    kind: str
    make: Maker
    cue: str
    anchored: bool = True
    strict: str = ""


Add = Callable[[Maker], Maker]


class Rules(list[Rule]):
    """A table of rules that grows by decorating the functions."""

    def rule(self, pattern: str, kind: str, cue: str, *, anchored: bool = True, strict: str = "") -> Add:
        """A decorator that adds a rule; the pattern stands at the bounds of words."""
        whole = re.compile(rf"(?:(?<![\w-])(?<!\d[.,])|(?<=[Mm]id-)){pattern}(?!\w)", re.IGNORECASE)

        def add(make: Maker) -> Maker:
            self.append(Rule(whole, kind, make, cue, anchored, strict))
            return make

        return add


def one_day(day: date) -> Interval:
    """A day as an interval."""
    return Interval(day, day)


def safe_day(year: int, month: int, day: int) -> Interval:
    """A calendar day, or nothing known where the calendar lacks it."""
    try:
        return one_day(date(year, month, day))
    except ValueError:
        return Interval()


def month_number(match: re.Match[str]) -> int:
    """The month that a match of :data:`MONTH` names."""
    return MONTHS[match["month"].rstrip(".").lower()]


def weekday_number(match: re.Match[str]) -> int:
    """The weekday that a match of :data:`WEEKDAY` names, Monday being 0."""
    name = match["weekday"][:3].lower()
    return next(number for weekday, number in WEEKDAYS.items() if weekday.startswith(name))


def number_of(match: re.Match[str]) -> int:
    """The number that a match of :data:`NUMBER` names."""
    text = " ".join(match["number"].lower().split())
    return int(text) if text.isdigit() else NUMBERS[text]
