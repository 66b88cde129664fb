"""``casus import`` and ``casus compare``: what people coded by hand in ACLED's or UCDP's tables, into the record and beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casus.cli.coding import knowledge
from casus.cli.console import complain_of, days_in_words, progress, say, table
from casus.cli.errors import CommandError, status_after
from casus.cli.records import opened
from casus.cli.vectors import keep_up
from casus.record import Coded, Problem

if TYPE_CHECKING:
    from casus.exporting.values import Source
    from casus.handcoded.claims import Resolve
    from casus.handcoded.comparing import Comparison, Happening, Pair
    from casus.handcoded.rows import CodedRow, Scheme

CODER = ("record.py", "handcoded", "grounding", "theatres")
"""What decides how a row is read: where it changes, the same table is read anew."""
SHOWN = 20
"""Rows of each table that are printed; --output has all."""


def import_table(path: Path, place: str, *, given: str | None) -> int:
    """Read a table of hand-coded events into the record as claims of its project, and link anew; returns the exit status."""
    from casus.build import linked, standard_steps
    from casus.cleaning import clean
    from casus.cli.building import summary_lines
    from casus.handcoded.claims import coded_of
    from casus.store.storing import Arrival
    from casus.versions import digest

    rows, problems = _rows(path, given)
    coder = f"import:{digest(CODER)}"
    with (
        knowledge(),
        opened(place, create=True) as record,
        record.building() as still_ours,
        progress("importing") as done,
    ):
        resolve, here = resolver(), record.document_keys(coder=coder)
        new = (coded for row in rows if (coded := coded_of(row, resolve)).document.key not in here)
        cleaned = (replace(coded, document=clean(coded.document)) for coded in _told(new, done))
        stored = record.add_each(Arrival(coded, coder) for coded in cleaned)
        known = len(rows) - stored
        still_ours()
        summary = linked(record, standard_steps(), done)
        keep_up(record)
        name = record.name
    complain_of(problems)
    say(f"imported:   {_many(stored, 'new event')}, {known} known, {_many(len(problems), 'row')} left out")
    for line in list(summary_lines(summary, name))[1:]:
        say(line)
    return status_after(problems)


def _told(new: Iterable[Coded], done: Callable[[str], None]) -> Iterator[Coded]:
    """The reports as they come, each told of."""
    for coded in new:
        yield coded
        done(coded.document.id)


def _many(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def compare_table(path: Path, place: str, *, given: str | None, days: int, km: float, output: Path | None) -> int:
    """Match hand-coded events with the record's and print what is matched, missing and extra; returns the exit status."""
    from casus.cli.publishing import reading_from
    from casus.handcoded.comparing import Limits, compare, happening_of

    if output is not None and output.suffix not in (".csv", ".json"):
        raise CommandError(f"{output}: give a name that ends in .csv or .json with --output")
    rows, problems = _rows(path, given)
    with reading_from(place) as source, knowledge():
        resolve = resolver()
        coded = [happening_of(row, _sides(row, resolve)) for row in {row.row_id: row for row in rows}.values()]
        events = list(happenings(source))
    comparison = compare(coded, events, Limits(days, km))
    complain_of(problems)
    for line in comparison_lines(comparison):
        say(line)
    if output is not None:
        _write(comparison, output)
        say(f"\nall pairs, missing and extra events: {output}")
    return status_after(problems)


def _rows(path: Path, given: str | None) -> tuple[list[CodedRow], list[Problem]]:
    """The events of a table and its problems; a file that is no such table is the user's to change."""
    from casus.handcoded.rows import SCHEMES, read_rows, scheme_of
    from casus.reading.errors import UnreadableError

    if given is not None and given not in SCHEMES:
        raise CommandError(f"there is no table format {given!r}; choose one of {', '.join(SCHEMES)}")
    try:
        scheme: Scheme | None = next((one for one in SCHEMES if one == given), None) or scheme_of(path)
        if scheme is None:
            raise CommandError(f"{path} has the columns of none of {', '.join(SCHEMES)}; give such a table")
        found = list(read_rows(path, scheme))
    except UnreadableError as error:
        raise CommandError(f"{path}: {error}") from error
    rows = [one for one in found if not isinstance(one, Problem)]
    return rows, [one for one in found if isinstance(one, Problem)]


# --------------------------------------------------------------------------------------------- who is meant


def resolver() -> Resolve:
    """Tells who a name of ACLED's or UCDP's list is here: by the packs' own list of ACLED's names, else as any other name."""
    from casus.codes import actor_index
    from casus.exporting.countries import iso2_of
    from casus.grounding.actors import ActorContext
    from casus.grounding.names import slug
    from casus.grounding.theatre import load_theatres
    from casus.handcoded.names import plain_name, state_named

    index = actor_index(None)
    listed = {
        alias.text: actor.actor_id
        for theatre in sorted(load_theatres(None), key=lambda theatre: theatre.id != "generic")
        for actor in theatre.actors
        for alias in actor.acled
    }

    def resolve(name: str, country: str | None, on: date | None) -> tuple[str, str]:
        if name.startswith(("Civilians", "Protesters", "Rioters")):
            return "civilians", "civilians"
        if name in listed:
            match = index.actor(listed[name], on)
        else:
            state, plain = state_named(name), plain_name(name)
            context = ActorContext(countries=(country,) if country else (), on=on)
            match = index.resolve(f"{state} government" if iso2_of(state) else plain, on, context)
        return (match.actor_id, match.name) if match else (f"unidentified:{slug(plain_name(name))}", plain_name(name))

    return resolve


def _sides(row: CodedRow, resolve: Resolve) -> Iterator[str]:
    from casus.exporting.selecting import fold

    for name in (*row.actors, *row.targets):
        actor_id, known = resolve(name, row.country, row.interval.end)
        if actor_id != "civilians":
            yield from (actor_id, fold(known))


def happenings(source: Source) -> Iterator[Happening]:
    """The record's events that happened, as comparing looks at them."""
    from casus.exporting.admitting import LeftOut, happened
    from casus.exporting.deaths import deaths
    from casus.exporting.parties import parties
    from casus.exporting.selecting import fold
    from casus.handcoded.comparing import Happening

    for fields in happened(source, LeftOut()):
        event, dead, who = fields.event, deaths(fields.numbers), parties(fields, source.who)
        armed = [party for party in (*who.actors, *who.targets) if not party.unarmed]
        yield Happening(
            key=event.event_id,
            kind=event.kind,
            interval=event.interval,
            title=event.title,
            sides=frozenset(name for party in armed for name in (party.facts.actor_id, fold(party.name)) if name),
            country=event.country,
            place=event.place,
            lat=event.lat,
            lon=event.lon,
            precision=event.precision,
            low=dead.low if dead else None,
            best=dead.best if dead else None,
            high=dead.high if dead else None,
        )


# --------------------------------------------------------------------------------------------- what came of it


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """The comparison as people read it."""
    from casus.handcoded.comparing import agreement

    pairs, missing, extra = comparison.pairs, comparison.missing, comparison.extra
    yield from _section(
        "matched", ("coded", "event", "days", "km", "killed", "title"), map(_pair_cells, pairs), len(pairs)
    )
    yield from _section(
        "missing from the record", ("coded", "date", "place", "killed", "notes"), map(_cells, missing), len(missing)
    )
    yield from _section(
        "extra in the record", ("event", "date", "place", "killed", "title"), map(_cells, extra), len(extra)
    )
    figures = agreement(pairs)
    yield f"matched {len(pairs)}, missing {len(missing)}, extra {len(extra)}: recall {comparison.recall:.2f}, precision {comparison.precision:.2f}"
    yield (
        f"fatalities of matched events: {figures.coded} coded, {figures.found} in the record; of {figures.both} with a figure on both "
        f"sides {figures.same} are the same, {figures.within} lie between low and high"
    )


def _section(name: str, headers: Sequence[str], rows: Iterable[Sequence[str]], number: int) -> Iterator[str]:
    if not number:
        return
    yield f"{name}: {number}"
    for _, line in zip(range(SHOWN + 1), table(headers, [[cell[:70] for cell in row] for row in rows]), strict=False):
        yield f"  {line}"
    if number > SHOWN:
        yield f"  ... and {number - SHOWN} more (--output FILE has all)"
    yield ""


def _pair_cells(pair: Pair) -> list[str]:
    km = "" if pair.km is None else f"{pair.km:g}"
    killed = f"{_figure(pair.coded)} / {_figure(pair.found)}"
    return [pair.coded.key, pair.found.key, str(pair.days), km, killed, pair.found.title]


def _cells(one: Happening) -> list[str]:
    return [one.key, days_in_words(one.interval), one.place or "", _figure(one), one.title]


def _figure(one: Happening) -> str:
    return "-" if one.best is None else str(one.best)


def _write(comparison: Comparison, output: Path) -> None:
    from casus.cli.publishing import written_whole
    from casus.exporting.tables import csv_rows
    from casus.exporting.values import Options

    rows = list(_result_rows(comparison))
    with written_whole(output) as stream:
        if output.suffix == ".json":
            stream.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
        else:
            write = csv_rows(stream, Options())
            write(rows[0] if rows else ("result",))
            for row in rows:
                write(row.values())


def _result_rows(comparison: Comparison) -> Iterator[dict[str, Any]]:
    for pair in comparison.pairs:
        yield _result("matched", pair.coded, pair.found, pair)
    for one in comparison.missing:
        yield _result("missing", one, None, None)
    for one in comparison.extra:
        yield _result("extra", None, one, None)


def _result(result: str, coded: Happening | None, found: Happening | None, pair: Pair | None) -> dict[str, Any]:
    row: dict[str, Any] = {"result": result}
    for name, one in (("coded", coded), ("event", found)):
        row |= {
            f"{name}_id": one and one.key,
            f"{name}_kind": one and one.kind,
            f"{name}_date": days_in_words(one.interval) if one else None,
            f"{name}_place": one and one.place,
            f"{name}_killed": one.best if one else None,
            f"{name}_title": one and one.title,
        }
    return row | {
        "days_apart": pair.days if pair else None,
        "km_apart": pair.km if pair else None,
        "cost": pair.cost if pair else None,
    }
