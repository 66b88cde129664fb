"""``casus tolls``: the tolls of each operation by class of people and source, with the earlier totals that each one replaces."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from casus.cli.console import count_in_words, days_in_words, say, table
from casus.cli.errors import DONE
from casus.cli.records import looking_at
from casus.linking.series import Series, earlier, toll_series
from casus.record import Toll

HEADERS = ("of whom", "toll", "of them", "said by", "days", "earlier totals", "includes", "id")
WARNING = "Tolls overlap each other and include the numbers of events: they are not to be added up."


def list_tolls(place: str, *, json_lines: bool) -> int:
    """Print all tolls, as series or one JSON object a toll; returns the exit status."""
    from casus.rows import toll_to_row

    with looking_at(place) as record:
        links = record.links()
        if json_lines:
            for toll in links.tolls:
                say(json.dumps(toll_to_row(toll), ensure_ascii=False))
            return DONE
        published = {key: document.date.day for key, document in record.outlines().items()}
        told = {claim.claim_id: published.get(claim.document) for claim in record.claims()}
    for line in lines(toll_series(links, told)) if links.tolls else ["no tolls"]:
        say(line)
    return DONE


def lines(series: Sequence[Series]) -> Iterator[str]:
    """The series as text: a heading for each operation, a table below it."""
    rows = list(table(HEADERS, map(_cells, series)))
    yield f"  {rows[0]}"
    numbered = zip(series, rows[1:], strict=True)
    for heading, group in groupby(numbered, key=lambda item: _heading(item[0])):
        yield heading
        for _, row in group:
            yield f"  {row}"
    yield ""
    yield WARNING


def _heading(one: Series) -> str:
    if one.operation is None:
        return f"No operation: {one.last.place or one.last.country or 'place not named'}"
    operation = one.operation
    days = f", {days_in_words(operation.interval)}" if operation.interval.start or operation.interval.end else ""
    return f"{operation.name}{days}  {operation.operation_id}"


def _cells(one: Series) -> Sequence[str]:
    toll = one.last
    return (
        f"{one.people}{_doers(toll)}",
        count_in_words(toll.number),
        ", ".join(count_in_words(part) for part in toll.parts) or "-",
        toll.source or toll.source_type,
        days_in_words(toll.interval),
        ", ".join(_earlier(total, toll) for total in earlier(one)) or "-",
        f"{len(one.includes)} events" if len(one.includes) > 1 else "1 event" if one.includes else "-",
        toll.toll_id,
    )


def _earlier(total: Toll, last: Toll) -> str:
    """An earlier total; with who said so where that is not who said the last."""
    said_by = total.source or total.source_type
    same = said_by == (last.source or last.source_type)
    return count_in_words(total.number) + ("" if same else f" (said by {said_by})")


def _doers(toll: Toll) -> str:
    """Who is said to have done it, or to whom people gave up."""
    if toll.number.what == "surrendered":
        return f", to {' and '.join(toll.targets)}" if toll.targets else ""
    return f", by {' and '.join(toll.actors)}" if toll.actors else ""
