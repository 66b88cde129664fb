"""``casus control``: who is said to hold which place, over time or on one day, by whom it is told and who contests it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from casus.cli.console import days_in_words, say, table
from casus.cli.errors import DONE
from casus.cli.records import looking_at
from casus.linking.control import Holding, holdings
from casus.linking.origins import origin_of
from casus.record import Claim, Control, Document, Interval

HISTORY = ("place", "held by", "taken from", "since", "until", "contested by", "told by", "claims")
ONE_DAY = ("place", "held by", "standing", "since", "contested by", "told by", "claims")


def list_control(place: str, *, day: date | None, json_lines: bool) -> int:
    """Print who is said to hold what, ever or on one day; returns the exit status."""
    from casus.rows import control_to_row

    with looking_at(place) as record:
        controls = record.links().controls
        documents = record.documents_by_key() if controls else {}
        claims = {claim.claim_id: claim for claim in record.claims()} if controls else {}
    held = holdings(controls, day) if day else []
    if json_lines:
        for row in map(control_to_row, controls) if day is None else (_row(holding) for holding in held):
            say(json.dumps(row, ensure_ascii=False))
        return DONE
    names = _Names(claims, documents)
    if day is None:
        lines = list(table(HISTORY, (_history(control, names) for control in controls)))
        nothing = "no control"
    else:
        lines = list(table(ONE_DAY, (row for holding in held for row in _on_day(holding, names))))
        nothing = f"no place is said to be held by anybody on {day}"
    for line in lines if len(lines) > 1 else [nothing]:
        say(line)
    return DONE


class _Names:
    """Who says it: the origins of claims, by claim id."""

    def __init__(self, claims: dict[str, Claim], documents: dict[str, Document]) -> None:
        self.claims = claims
        self.documents = documents

    def of(self, claim_ids: Sequence[str]) -> str:
        """The origins of claims, each once; an id that is no claim's stands for itself."""
        said = [
            origin_of(self.claims[name], self.documents).name if name in self.claims else name for name in claim_ids
        ]
        return ", ".join(dict.fromkeys(said)) or "-"


def _history(control: Control, names: _Names) -> Sequence[str]:
    return (
        _place(control),
        control.holder,
        " and ".join(control.lost_by) or "-",
        _moment(control.since),
        _moment(control.until) if control.until else "-",
        names.of(control.contested_by),
        names.of(control.claim_ids),
        ", ".join(control.claim_ids),
    )


def _on_day(holding: Holding, names: _Names) -> list[Sequence[str]]:
    """A line for each side that is said to hold the place that day."""
    return [
        (
            _place(spell) if index == 0 else "",
            spell.holder,
            holding.standing if index == 0 else "",
            _moment(spell.since),
            names.of(spell.contested_by),
            names.of(spell.claim_ids),
            ", ".join(spell.claim_ids),
        )
        for index, spell in enumerate(holding.spells)
    ]


def _place(control: Control) -> str:
    return f"{control.place}, {control.country}" if control.country else control.place


def _moment(days: Interval) -> str:
    """When it began or ended; where only the report's day is known, by then."""
    return f"by {days.end}" if days.start is None and days.end else days_in_words(days)


def _row(holding: Holding) -> dict[str, object]:
    from casus.rows import control_to_row

    return {
        "place": holding.place,
        "standing": holding.standing,
        "spells": [control_to_row(spell) for spell in holding.spells],
    }
