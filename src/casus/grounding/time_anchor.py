"""Rules for days counted from the document's date: weekdays, yesterday, last week, three days ago, the past month, for weeks."""

from __future__ import annotations

import re
from datetime import date, timedelta

from casus.grounding.calendrics import (
    DAY,
    ORDINALS,
    VAGUE,
    back_by,
    last_weekday,
    month_of,
    next_weekday,
    unit_of,
)
from casus.grounding.time_patterns import (
    ABOUT,
    MONTH,
    NUMBER,
    UNIT,
    WEEKDAY,
    Rules,
    month_number,
    number_of,
    one_day,
    weekday_number,
)
from casus.record import Interval

ANCHORED = Rules()
_NO_WEEKDAY = r"(?<!Bloody )(?<!Black )(?<!Good )(?<!Ash )(?<!Palm )(?<!Easter )"
_CLOCK = r"(?:(?:at\s+)?(?:dawn|dusk|noon|midday|midnight|first\s+light|\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm|a\.m\.|p\.m\.)?(?:\s*(?:GMT|UTC|local\s+time))?)\s+on\s+|(?:in\s+)?the\s+(?:early|small)\s+hours\s+(?:of|on)\s+|overnight\s+(?:on\s+|into\s+)?)?"


# ------------------------------------------------------------------------------------------------- days


@ANCHORED.rule(
    rf"{_CLOCK}{_NO_WEEKDAY}(?:(?P<lead>last|next|coming|this\s+coming|this|this\s+past)\s+)?{WEEKDAY}(?:\s+(?:morning|afternoon|evening|night))?(?P<week>\s+(?:of\s+)?last\s+week)?"
    r"(?!\s+(?:Times|Telegraph|Mirror|Herald|Express|Mail|Prayer))",
    "weekday",
    "weekday",
)
def _weekday(match: re.Match[str], anchor: date) -> Interval:
    number, lead = weekday_number(match), (match["lead"] or "").lower()
    if match["week"]:
        return one_day(last_weekday(0, anchor) + timedelta(days=number - 7))
    if lead.split()[-1:] in (["next"], ["coming"]):
        return one_day(next_weekday(number, anchor))
    return one_day(last_weekday(number, anchor, strictly=lead == "last"))


@ANCHORED.rule(
    rf"(?:on\s+|in\s+|during\s+)?the\s+night\s+(?:of|from)\s+{WEEKDAY}\s+(?:to|into|through)\s+[A-Z][a-z]{{2,5}}day",
    "period",
    "weekday",
)
def _night(match: re.Match[str], anchor: date) -> Interval:
    """ "the night of Tuesday to Wednesday": both days."""
    first = last_weekday(weekday_number(match), anchor)
    return Interval(first, min(first + DAY, anchor))


@ANCHORED.rule(r"(?:earlier\s+|later\s+)?(?:today|tonight|this\s+(?:morning|afternoon|evening))", "day", "unit")
@ANCHORED.rule(r"(?:earlier\s+|later\s+)?(?:today|tonight|this\s+(?:morning|afternoon|evening))", "day", "word")
def _today(_: re.Match[str], anchor: date) -> Interval:
    return one_day(anchor)


@ANCHORED.rule(r"yesterday(?:\s+(?:morning|afternoon|evening|night))?", "day", "unit")
def _yesterday(_: re.Match[str], anchor: date) -> Interval:
    return one_day(anchor - DAY)


@ANCHORED.rule(r"(?:the\s+)?day\s+before\s+yesterday", "day", "unit")
def _before_yesterday(_: re.Match[str], anchor: date) -> Interval:
    return one_day(anchor - 2 * DAY)


@ANCHORED.rule(r"(?P<after>the\s+day\s+after\s+)?tomorrow", "day", "word")
def _tomorrow(match: re.Match[str], anchor: date) -> Interval:
    return one_day(anchor + (2 if match["after"] else 1) * DAY)


@ANCHORED.rule(r"(?:overnight|last\s+night)", "day", "unit")
def _overnight(_: re.Match[str], anchor: date) -> Interval:
    return Interval(anchor - DAY, anchor)


# ------------------------------------------------------------------------------------------------- this and last week


@ANCHORED.rule(r"(?:over\s+|at\s+|during\s+)?(?P<which>the|last|this|the\s+past|this\s+past|next)\s+weekend", "period", "unit")  # fmt: skip
def _weekend(match: re.Match[str], anchor: date) -> Interval:
    which = match["which"].lower()
    ahead = which == "next" or (which == "this" and 1 <= anchor.weekday() <= 4)
    saturday = next_weekday(5, anchor) if ahead else last_weekday(5, anchor)
    return Interval(saturday, saturday + DAY)


@ANCHORED.rule(
    r"(?P<sofar>earlier\s+|so\s+far\s+)?(?:later\s+)?(?P<which>this|last|next|the\s+previous|previous|the\s+coming)\s+(?P<unit>week|fortnight|month|year|decade)(?P<after>\s+so\s+far)?",
    "period",
    "unit",
)
def _which_unit(match: re.Match[str], anchor: date) -> Interval:
    shift = {"this": 0, "last": -1, "previous": -1, "next": 1, "coming": 1}[match["which"].lower().split()[-1]]
    unit = match["unit"].lower()
    span = unit_of(back_by(anchor, -shift, unit), unit)
    sofar = match["sofar"] or match["after"] or unit in ("week", "fortnight", "decade")
    return Interval(span.start, anchor) if sofar and shift == 0 else span


@ANCHORED.rule(r"earlier\s+(?:in|on\s+in)\s+the\s+(?P<unit>day|week|month|year)", "period", "unit")
def _earlier_in(match: re.Match[str], anchor: date) -> Interval:
    return Interval(unit_of(anchor, match["unit"].lower()).start, anchor)


# ------------------------------------------------------------------------------------------------- the time up to now


@ANCHORED.rule(
    r"(?:(?:in|over|during|within|for|from)\s+)?(?:the\s+|these\s+)?(?:recent|past|last|preceding)\s+(?P<unit>hour|day|week|month|year|decade)s",
    "vague",
    "unit",
)
@ANCHORED.rule(
    r"for\s+(?:many\s+|several\s+|some\s+)?(?P<unit>day|week|month|year|decade)s(?!\s+(?:ahead|after|afterwards|before|to\s+come))",
    "vague",
    "unit",
)
@ANCHORED.rule(r"(?:after\s+)?(?P<unit>day|week|month|year)s\s+of(?=\s+[a-z])", "length", "unit")
@ANCHORED.rule(r"(?P<unit>day|week|month|year|decade)s-long", "length", "unit")
def _recent(match: re.Match[str], anchor: date) -> Interval:
    return Interval(anchor - timedelta(days=VAGUE[match["unit"].lower()]), anchor)


@ANCHORED.rule(r"(?<!most\s)(?<!until\s)(?:only\s+)?recently", "vague", "word")
def _recently(_: re.Match[str], anchor: date) -> Interval:
    return Interval(anchor - timedelta(days=VAGUE["week"]), anchor)


@ANCHORED.rule(r"(?:currently|at\s+present|at\s+the\s+moment|right\s+now)", "now", "word")
def _now(_: re.Match[str], anchor: date) -> Interval:
    return one_day(anchor)


@ANCHORED.rule(rf"(?:(?:in|over|during|within|for|throughout)\s+)?(?:the|this)\s+(?:past|preceding)\s+{UNIT}", "period", "unit")  # fmt: skip
@ANCHORED.rule(rf"(?:in|over|during|within|for|throughout)\s+the\s+last\s+{UNIT}", "period", "unit")
def _past_unit(match: re.Match[str], anchor: date) -> Interval:
    return Interval(back_by(anchor, 1, match["unit"].lower()), anchor)


@ANCHORED.rule(
    rf"(?:(?:in|over|during|within|for)\s+)?(?:the\s+|these\s+)?(?:past|last|previous|preceding)\s+{NUMBER}(?:\s+(?:or\s+so))?[\s-]+{UNIT}",
    "period",
    "unit",
)
def _past_units(match: re.Match[str], anchor: date) -> Interval:
    return Interval(back_by(anchor, number_of(match), match["unit"].lower()), anchor)


@ANCHORED.rule(rf"for\s+{ABOUT}{NUMBER}\s+{UNIT}(?!\s+(?:ahead|after|afterwards|before|to\s+come))", "duration", "unit")
def _for_units(match: re.Match[str], anchor: date) -> Interval:
    return Interval(back_by(anchor, number_of(match), match["unit"].lower()), anchor)


@ANCHORED.rule(rf"{ABOUT}{NUMBER}(?:-|\s+)(?P<unit>day|week|month|year|decade)s?-?\s*(?:long|old)?(?=\s+[a-z])(?!\s+(?:ago|later|earlier|before|after|old|from|in|since|on|to|and|or|into|that|who|which)\b)", "length", "unit")  # fmt: skip
def _length(match: re.Match[str], anchor: date) -> Interval:
    """ "the four-year campaign", "two months of fighting": what it tells of ran so long, up to now."""
    joined = "-" in match[0]
    if (not joined and not re.match(r"\s+of\b", match.string[match.end() :])) or match[0].lower().endswith("old"):
        return Interval()
    return Interval(back_by(anchor, number_of(match), match["unit"].lower()), anchor)


@ANCHORED.rule(
    rf"(?:for|in|on|into|enter(?:s|ed|ing)?)\s+(?:an?|the|its|their)\s+(?P<nth>{'|'.join(ORDINALS)})\s+(?:straight\s+|consecutive\s+|successive\s+)?(?P<unit>day|night|week|month|year)(?!\s+of\s+(?:the\s+)?(?:week|month|year)|\s+after)",
    "duration",
    "unit",
)
def _nth_day(match: re.Match[str], anchor: date) -> Interval:
    return Interval(back_by(anchor, ORDINALS[match["nth"].lower()] - 1, match["unit"].lower()), anchor)


@ANCHORED.rule(rf"{ABOUT}{NUMBER}\s+{UNIT}\s+ago(?P<today>\s+(?:today|to\s+the\s+day))?", "period", "unit")
def _ago(match: re.Match[str], anchor: date) -> Interval:
    unit, number = match["unit"].lower(), number_of(match)
    day = back_by(anchor, number, unit)
    if match["today"]:  # "seven years ago today" is that very day
        return one_day(day)
    if unit == "month" or (
        unit == "year" and number == 1
    ):  # "a year ago" is said of the month, "four years ago" of the year
        return month_of(day.year, day.month)
    return unit_of(day, "year") if unit in ("year", "decade") else one_day(day)


# ------------------------------------------------------------------------------------------------- the time to come


@ANCHORED.rule(rf"in\s+{NUMBER}\s+{UNIT}['’]?\s+time", "period", "unit")
def _in_units_time(match: re.Match[str], anchor: date) -> Interval:
    return one_day(back_by(anchor, -number_of(match), match["unit"].lower()))


@ANCHORED.rule(rf"(?:with)?in\s+(?:the\s+)?(?:next|coming)\s+{ABOUT}{NUMBER}\s+{UNIT}", "ahead", "unit")
@ANCHORED.rule(rf"within\s+{ABOUT}{NUMBER}\s+{UNIT}", "ahead", "unit")
def _within(match: re.Match[str], anchor: date) -> Interval:
    return Interval(anchor, back_by(anchor, -number_of(match), match["unit"].lower()))


@ANCHORED.rule(r"(?:in|over|during|within)\s+(?:the\s+)?(?:next\s+|coming\s+)?(?P<unit>hour|day|week|month|year)s(?:\s+to\s+come)?", "ahead", "unit")  # fmt: skip
def _coming_units(match: re.Match[str], anchor: date) -> Interval:
    if not re.search("next|coming|to come|within", match[0], re.IGNORECASE):
        return Interval()
    return Interval(anchor, anchor + timedelta(days=VAGUE[match["unit"].lower()]))


@ANCHORED.rule(r"since\s+the\s+(?:start|beginning|turn|outset)\s+of\s+the\s+(?P<unit>week|month|year)", "since", "unit")
def _since_it_began(match: re.Match[str], anchor: date) -> Interval:
    return Interval(unit_of(anchor, match["unit"].lower()).start, anchor)


@ANCHORED.rule(r"(?:by|before|until)\s+the\s+end\s+of\s+the\s+(?P<unit>week|month|year)", "until", "unit")
def _until_it_ends(match: re.Match[str], anchor: date) -> Interval:
    return Interval(anchor, unit_of(anchor, match["unit"].lower()).end)


@ANCHORED.rule(rf"as\s+(?:early|soon)\s+as\s+(?:next\s+)?{MONTH}(?!\s+\d)", "ahead", "month")
def _as_early_as(match: re.Match[str], anchor: date) -> Interval:
    """The next such month: only what is still to come is told so."""
    month = month_number(match)
    return month_of(anchor.year + (month <= anchor.month), month)
