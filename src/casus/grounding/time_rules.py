"""The patterns of expressions of time and what each means: a table of rules, in no order of preference.

A rule is a pattern, a kind, a function from match and anchor to an interval, and whether it needs an anchor. It is added with
:func:`_rule`; :mod:`casus.grounding.times` applies them all and takes the longest match at a place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from casus.grounding.calendrics import (
    DAY,
    MONTHS,
    NUMBERS,
    ORDINALS,
    SEASONS,
    WEEKDAYS,
    back_by,
    coming_month,
    day_without_year,
    last_month,
    last_weekday,
    month_of,
    next_weekday,
    season_of,
    year_of,
)
from casus.record import Interval

_MONTH = r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_YEAR = r"(?P<year>(?:19[0-9]{2}|20[0-4][0-9]))(?![\d,]*\d)(?!%|\s*(?:km|people|troops|men|fighters|civilians|miles|kg|metres|meters|soldiers|dead|killed))"
_DOM = r"(?P<day>[12]?[0-9]|3[01])(?:st|nd|rd|th)?"
_UNIT = r"(?P<unit>hour|day|week|fortnight|month|year|decade)s?"
_NUMBER = r"(?P<number>\d{1,3}|half a dozen|a couple of|couple of|a few|a dozen|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|few|several|many|some)"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
Maker = Callable[[re.Match[str], date], Interval]
RULES: list[tuple[re.Pattern[str], str, Maker, bool]] = []


def _rule(pattern: str, kind: str, anchored: bool = True, flags: int = 0) -> Callable[[Maker], Maker]:
    def add(maker: Maker) -> Maker:
        RULES.append((re.compile(rf"(?:(?<![\w-])|(?<=[Mm]id-)){pattern}(?!\w)", flags), kind, maker, anchored))
        return maker

    return add


def _day(day: date) -> Interval:
    return Interval(day, day)


def _month_number(match: re.Match[str]) -> int:
    return MONTHS[match["month"].rstrip(".").lower()]


def _number(match: re.Match[str]) -> int:
    text = match["number"].lower()
    return int(text) if text.isdigit() else NUMBERS[text]


def _safe_day(year: int, month: int, day: int) -> Interval:
    try:
        return _day(date(year, month, day))
    except ValueError:
        return Interval()


# ------------------------------------------------------------------------------------------------- calendar dates


@_rule(r"(?P<year>(?:19|20)\d\d)-(?P<m>[01]\d)-(?P<day>[0-3]\d)", "day", anchored=False)
def _iso(match: re.Match[str], _: date) -> Interval:
    return _safe_day(int(match["year"]), int(match["m"]), int(match["day"]))


@_rule(rf"(?:{_WEEKDAY},?\s+)?(?:the\s+)?{_DOM}(?:\s+of)?\s+{_MONTH},?\s+{_YEAR}", "day", anchored=False)
@_rule(rf"(?:{_WEEKDAY},?\s+)?{_MONTH}\s+{_DOM},?\s+{_YEAR}", "day", anchored=False)
def _full_date(match: re.Match[str], _: date) -> Interval:
    return _safe_day(int(match["year"]), _month_number(match), int(match["day"]))


@_rule(rf"(?:{_WEEKDAY},?\s+)?(?:the\s+)?{_DOM}(?:\s+of)?\s+{_MONTH}", "day")
@_rule(rf"(?:{_WEEKDAY},?\s+)?{_MONTH}\s+{_DOM}(?![\d:,]*\d)(?!\s*(?:%|percent|per cent|a\.?m|p\.?m))", "day")
def _day_and_month(match: re.Match[str], anchor: date) -> Interval:
    return day_without_year(int(match["day"]), _month_number(match), anchor)


@_rule(rf"{_DOM}\s*(?:-|–|to|and)\s*(?P<last>[12]?[0-9]|3[01])(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+{_YEAR})?", "period")
@_rule(
    rf"{_MONTH}\s+{_DOM}\s*(?:-|–|to|and)\s*(?P<last>[12]?[0-9]|3[01])(?:st|nd|rd|th)?(?:,?\s+{_YEAR})?(?![\d:])",
    "period",
)
def _day_range(match: re.Match[str], anchor: date) -> Interval:
    month, year = _month_number(match), match["year"]
    ends = [
        _safe_day(int(year), month, int(match[name])) if year else day_without_year(int(match[name]), month, anchor)
        for name in ("day", "last")
    ]
    return Interval(ends[0].start, ends[1].end)


@_rule(rf"{_MONTH},?\s+(?:of\s+)?{_YEAR}", "month", anchored=False)
def _month_and_year(match: re.Match[str], _: date) -> Interval:
    return month_of(int(match["year"]), _month_number(match))


@_rule(rf"(?:the\s+)?{_DOM}(?:\s+of)?\s+{_MONTH}\s+(?P<which>last|this)\s+year", "day")
@_rule(rf"{_MONTH}\s+{_DOM}\s+(?P<which>last|this)\s+year", "day")
def _day_of_which_year(match: re.Match[str], anchor: date) -> Interval:
    return _safe_day(anchor.year - (match["which"] == "last"), _month_number(match), int(match["day"]))


@_rule(rf"{_MONTH}\s+(?P<which>last|this|next)\s+year", "month")
def _month_of_which_year(match: re.Match[str], anchor: date) -> Interval:
    return month_of(anchor.year + {"last": -1, "this": 0, "next": 1}[match["which"].lower()], _month_number(match))


@_rule(
    rf"(?P<lead>[Ll]ast|[Ll]ate\s+last|[Ee]arly\s+last|[Tt]his|[Tt]his\s+past|[Nn]ext|[Cc]oming)\s+{_MONTH}", "month"
)
def _which_month(match: re.Match[str], anchor: date) -> Interval:
    lead = match["lead"].lower().split()[-1]
    if lead in ("next", "coming"):
        return coming_month(_month_number(match), anchor)
    return last_month(_month_number(match), anchor, strictly=lead == "last")


@_rule(
    rf"(?<=\b)(?:(?<=in\s)|(?<=In\s)|(?<=since\s)|(?<=Since\s)|(?<=until\s)|(?<=till\s)|(?<=by\s)|(?<=By\s)|(?<=during\s)|(?<=from\s)|(?<=before\s)|(?<=after\s)"
    rf"|(?<=early\s)|(?<=late\s)|(?<=mid-)|(?<=mid\s)|(?<=of\s)|(?<=between\s)|(?<=to\s)|(?<=Early\s)|(?<=Late\s)|(?<=Mid-)|(?<=\band\s)){_MONTH}(?!\s+(?:\d|on\s+[A-Z][a-z]+))",
    "month",
)
def _month_alone(match: re.Match[str], anchor: date) -> Interval:
    before = match.string[: match.start()].lower().rstrip()
    ahead = re.search(
        r"\b(?:by|until|till)(?:\s+the\s+(?:end|start|beginning|middle)\s+of|\s+(?:early|late|mid)-?)?$", before
    )
    return coming_month(_month_number(match), anchor) if ahead else last_month(_month_number(match), anchor)


@_rule(rf"{_YEAR}\s*(?:-|–|/)\s*(?P<last>\d\d(?:\d\d)?)", "period", anchored=False)
def _year_range(match: re.Match[str], _: date) -> Interval:
    first, last = int(match["year"]), match["last"]
    second = int(last) if len(last) == 4 else first - first % 100 + int(last)
    return Interval(date(first, 1, 1), date(second, 12, 31)) if first < second <= first + 60 else Interval()


@_rule(
    rf"(?:(?<=in\s)|(?<=In\s)|(?<=since\s)|(?<=Since\s)|(?<=until\s)|(?<=by\s)|(?<=By\s)|(?<=during\s)|(?<=from\s)|(?<=From\s)|(?<=before\s)|(?<=after\s)|(?<=of\s)"
    rf"|(?<=early\s)|(?<=late\s)|(?<=mid-)|(?<=the\s)|(?<=The\s)|(?<=a\s)|(?<=and\s)|(?<=to\s)|(?<=between\s)|(?<=Between\s)|(?<=’s\s)|(?<='s\s)|(?<=its\s)|(?<=their\s)|(?<=\()|(?<=around\s)|(?<=through\s)){_YEAR}",
    "year",
    anchored=False,
)
def _year_alone(match: re.Match[str], _: date) -> Interval:
    return year_of(int(match["year"]))


@_rule(rf"(?:the\s+)?{_SEASON}\s+(?:of\s+)?{_YEAR}", "period", anchored=False)
def _season_and_year(match: re.Match[str], _: date) -> Interval:
    return season_of(match["season"], int(match["year"]))


@_rule(rf"(?P<which>last|this|past|previous)\s+{_SEASON}", "period", flags=re.IGNORECASE)
def _which_season(match: re.Match[str], anchor: date) -> Interval:
    name = match["season"].lower()
    first = anchor.year + (1 if SEASONS[name] == 12 and anchor.month == 12 else 0)
    spans = [season_of(name, first - back) for back in (0, 1, 2)]
    if match["which"].lower() == "this":
        return next(span for span in spans if span.start and span.start <= anchor)
    return next(span for span in spans if span.end and span.end < anchor)


@_rule(r"9/11", "day", anchored=False)
def _september_11(_: re.Match[str], __: date) -> Interval:
    return _day(date(2001, 9, 11))


# ------------------------------------------------------------------------------------------------- days near the anchor

_NO_WEEKDAY = r"(?<!Bloody )(?<!Black )(?<!Good )(?<!Ash )(?<!Palm )(?<!Easter )"


@_rule(
    rf"{_NO_WEEKDAY}(?:(?P<lead>[Ll]ast|[Nn]ext|[Cc]oming|[Tt]his\s+coming|[Tt]his)\s+)?{_WEEKDAY}(?:\s+(?:morning|afternoon|evening|night))?"
    r"(?!\s+(?:Times|Telegraph|Mirror|Herald|Express|Mail|Prayer))",
    "weekday",
)
def _weekday(match: re.Match[str], anchor: date) -> Interval:
    number, lead = WEEKDAYS[match["weekday"].lower()], (match["lead"] or "").lower()
    if lead in ("next", "coming", "this coming"):
        return _day(next_weekday(number, anchor))
    return _day(last_weekday(number, anchor, strictly=lead == "last"))


@_rule(r"(?:[Ee]arlier\s+|[Ll]ater\s+)?(?:[Tt]oday|[Tt]onight|[Tt]his\s+(?:morning|afternoon|evening))", "day")
def _today(_: re.Match[str], anchor: date) -> Interval:
    return _day(anchor)


@_rule(r"[Yy]esterday(?:\s+(?:morning|afternoon|evening|night))?", "day")
def _yesterday(_: re.Match[str], anchor: date) -> Interval:
    return _day(anchor - DAY)


@_rule(r"(?:the\s+)?day\s+before\s+yesterday", "day")
def _before_yesterday(_: re.Match[str], anchor: date) -> Interval:
    return _day(anchor - 2 * DAY)


@_rule(r"[Tt]omorrow", "day")
def _tomorrow(_: re.Match[str], anchor: date) -> Interval:
    return _day(anchor + DAY)


@_rule(r"(?:[Oo]vernight|[Ll]ast\s+night)", "day")
def _overnight(_: re.Match[str], anchor: date) -> Interval:
    return Interval(anchor - DAY, anchor)


@_rule(r"(?:over\s+|at\s+|during\s+)?(?P<which>the|last|this|the\s+past|next)\s+weekend", "period", flags=re.IGNORECASE)
def _weekend(match: re.Match[str], anchor: date) -> Interval:
    which = match["which"].lower()
    ahead = which == "next" or (which == "this" and 1 <= anchor.weekday() <= 4)
    saturday = next_weekday(5, anchor) if ahead else last_weekday(5, anchor)
    return Interval(saturday, saturday + DAY)


@_rule(
    r"(?:[Ee]arlier\s+|[Ll]ater\s+)?(?P<which>[Tt]his|[Ll]ast|[Nn]ext|[Tt]he\s+previous|[Pp]revious)\s+(?P<unit>week|month|year)",
    "period",
)
def _which_unit(match: re.Match[str], anchor: date) -> Interval:
    shift = {"this": 0, "last": -1, "previous": -1, "next": 1}[match["which"].lower().split()[-1]]
    sofar = match[0].lower().startswith("earlier")
    if match["unit"] == "week":
        monday = last_weekday(0, anchor) + timedelta(days=7 * shift)
        return Interval(monday, anchor if shift == 0 and anchor >= monday else monday + 6 * DAY)
    span = month_of(anchor.year, anchor.month + shift) if match["unit"] == "month" else year_of(anchor.year + shift)
    return Interval(span.start, anchor) if sofar else span


# ------------------------------------------------------------------------------------------------- durations


@_rule(
    r"(?:(?:in|over|during|within|for|from)\s+)?(?:the\s+)?(?:recent|past|last|preceding)\s+(?P<unit>hour|day|week|month|year|decade)s",
    "vague",
    flags=re.IGNORECASE,
)
def _recent(match: re.Match[str], anchor: date) -> Interval:
    days = {"hour": 1, "day": 7, "week": 30, "month": 120, "year": 1095, "decade": 7300}[match["unit"].lower()]
    return Interval(anchor - timedelta(days=days), anchor)


@_rule(rf"(?:in|over|during|within|for)\s+the\s+(?:past|last|preceding)\s+{_UNIT}", "period", flags=re.IGNORECASE)
def _past_unit(match: re.Match[str], anchor: date) -> Interval:
    return Interval(back_by(anchor, 1, match["unit"].lower()), anchor)


@_rule(
    rf"(?:(?:in|over|during|within|for)\s+)?(?:the\s+)?(?:past|last|previous|preceding)\s+{_NUMBER}(?:\s+(?:or\s+so))?[\s-]+{_UNIT}",
    "period",
    flags=re.IGNORECASE,
)
def _past_units(match: re.Match[str], anchor: date) -> Interval:
    return Interval(back_by(anchor, _number(match), match["unit"].lower()), anchor)


@_rule(
    rf"for\s+(?:nearly\s+|almost\s+|about\s+|around\s+|more\s+than\s+|over\s+|at\s+least\s+|the\s+)?{_NUMBER}\s+{_UNIT}",
    "duration",
    flags=re.IGNORECASE,
)
def _for_units(match: re.Match[str], anchor: date) -> Interval:
    return Interval(back_by(anchor, _number(match), match["unit"].lower()), anchor)


@_rule(r"for\s+(?:days|weeks|months|years)", "vague", flags=re.IGNORECASE)
def _for_long(match: re.Match[str], anchor: date) -> Interval:
    days = {"days": 7, "weeks": 30, "months": 120, "years": 1095}[match[0].split()[-1].lower()]
    return Interval(anchor - timedelta(days=days), anchor)


@_rule(
    rf"for\s+(?:an?|the|its|their)\s+(?P<nth>{'|'.join(ORDINALS)})\s+(?:straight\s+|consecutive\s+|successive\s+)?(?P<unit>day|night|week|month)",
    "duration",
    flags=re.IGNORECASE,
)
def _nth_day(match: re.Match[str], anchor: date) -> Interval:
    unit = match["unit"].lower().replace("night", "day")
    return Interval(back_by(anchor, ORDINALS[match["nth"].lower()] - 1, unit), anchor)


@_rule(
    rf"(?:(?:about|around|nearly|almost|just|over|more\s+than|less\s+than)\s+)?{_NUMBER}\s+{_UNIT}\s+ago",
    "period",
    flags=re.IGNORECASE,
)
def _ago(match: re.Match[str], anchor: date) -> Interval:
    unit = match["unit"].lower()
    day = back_by(anchor, _number(match), unit)
    if unit in ("year", "decade"):
        return year_of(day.year)
    if unit == "month":
        return month_of(day.year, day.month)
    return _day(day)


@_rule(rf"in\s+{_NUMBER}\s+{_UNIT}['’]?\s+time", "period", flags=re.IGNORECASE)
def _in_units_time(match: re.Match[str], anchor: date) -> Interval:
    return _day(back_by(anchor, -_number(match), match["unit"].lower()))


# ------------------------------------------------------------------------------------------------- relative to another expression


@_rule(r"(?:(?P<number>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|a\s+few)\s+(?P<unit>day|week|month|year)s?\s+(?P<way>earlier|before|later|after(?:wards)?)"
       r"|(?:on\s+)?the\s+(?P<way2>previous|following|next|same)\s+(?P<unit2>day|night|week|month)|the\s+(?P<unit3>day|night)\s+before)", "period", flags=re.IGNORECASE)  # fmt: skip
def shifted(match: re.Match[str], anchor: date) -> Interval:
    """A day so long before or after the anchor, for which the caller takes the expression before ("a day earlier")."""
    unit = (match["unit"] or match["unit2"] or match["unit3"]).lower().replace("night", "day")
    way = (match["way"] or match["way2"] or "before").lower()
    number = 0 if way == "same" else NUMBERS.get((match["number"] or "a").lower(), 0) or int(match["number"])
    return _day(
        back_by(anchor, -number if way in ("later", "after", "afterwards", "following", "next") else number, unit)
    )
