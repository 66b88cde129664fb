"""Rules for days counted from another expression of time: a day later, the following week, that year, three days after that.

The ``anchor`` that these functions get is a day of the expression before, as :mod:`casus.grounding.times` finds it.
"""

from __future__ import annotations

import re
from datetime import date

from casus.grounding.calendrics import back_by, month_of, unit_of
from casus.grounding.time_patterns import ABOUT, MONTH, NUMBER, Rules, month_number, number_of
from casus.record import Interval

RELATIVE = Rules()
NEWS = re.compile(r"(?:an?|one|two|three)\s+days?\b", re.IGNORECASE)  # so soon after something, news is told
ONWARD = re.compile(r"later|after|following|next|that|same", re.IGNORECASE)
_UNIT = r"(?P<unit>day|night|week|fortnight|month|year|decade)s?"


@RELATIVE.rule(rf"{ABOUT}{NUMBER}\s+{_UNIT}\s+(?P<way>earlier|before(?:\s+that)?(?!\s+\w)|later|afterwards|after\s+that|before\s+that|after(?!\s+\w))", "period", "unit")  # fmt: skip
def _so_long_after(match: re.Match[str], anchor: date) -> Interval:
    """ "two days later" is a day, "two years earlier" a year."""
    number = number_of(match) * (-1 if re.match("later|after", match["way"], re.IGNORECASE) else 1)
    return _unit(back_by(anchor, number, match["unit"].lower()), match["unit"])


@RELATIVE.rule(rf"(?:on\s+|in\s+)?(?:the|that)\s+(?P<way>previous|preceding|following|next|very\s+next|same|very\s+same)\s+{_UNIT}", "period", "unit")  # fmt: skip
@RELATIVE.rule(rf"(?:on|in|during|by)\s+that(?P<way>)\s+{_UNIT}", "period", "unit")
@RELATIVE.rule(rf"the\s+{_UNIT}\s+(?P<way>before|after)(?!\s+\w)", "period", "unit")
def _neighbour(match: re.Match[str], anchor: date) -> Interval:
    way = match["way"].lower().split()[-1:] or ["same"]
    shift = {"previous": 1, "preceding": 1, "before": 1, "same": 0}.get(way[0], -1)
    unit = match["unit"].lower()
    return unit_of(back_by(anchor, shift, unit), unit)


@RELATIVE.rule(rf"(?:the\s+(?P<way>following|next|previous)|that(?:\s+same)?)\s+{MONTH}", "month", "month")
def _month_near(match: re.Match[str], anchor: date) -> Interval:
    month, way = month_number(match), (match["way"] or "").lower()
    if way == "previous":
        return month_of(anchor.year - (month >= anchor.month), month)
    return month_of(anchor.year + (way != "" and month <= anchor.month), month)


@RELATIVE.rule(
    rf"{ABOUT}{NUMBER}\s+(?P<unit>day|week|month|year)s?\s+(?P<way>after|before)(?=\s+(?!that\b)\w)", "event", "unit"
)
def _from_event(match: re.Match[str], anchor: date) -> Interval:
    """ "a day after an air strike": the day of the strike, a day before what the clause around it tells."""
    number, unit = number_of(match), match["unit"].lower()
    return _unit(back_by(anchor, number if match["way"].lower() == "after" else -number, unit), unit)


def _unit(day: date, unit: str) -> Interval:
    """The day for days and weeks (it is counted from a day), the whole month or year for those."""
    return unit_of(day, unit.lower()) if unit.lower() in ("month", "year", "decade") else Interval(day, day)
