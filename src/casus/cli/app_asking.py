"""The commands that ask a record, and their options, as typer sees them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from casus.cli.options import Json, RecordPlace, day


class What(StrEnum):
    """What ``casus search`` looks for."""

    documents = "documents"
    claims = "claims"
    events = "events"


class Role(StrEnum):
    """On which side an actor is looked for."""

    any = "any"
    actor = "actor"
    target = "target"


def _several(name: str, metavar: str, words: str) -> typer.models.OptionInfo:
    made: typer.models.OptionInfo = typer.Option(name, metavar=metavar, help=f"{words} Can be given again.")
    return made


Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="WORDS...", help='Words that must be there, "phrases", this OR that, prefix*; after --, also -word.'),
]  # fmt: skip


def search(
    words: Words = None,
    like: Annotated[
        str | None,
        typer.Option(
            "--like",
            metavar="TEXT",
            help="Instead of words: what says something like this in whatever words (needs casus index --semantic).",
        ),
    ] = None,
    what: Annotated[What, typer.Option("--in", help="What to look for.")] = What.documents,
    record: RecordPlace = "casus.db",
    since: Annotated[
        date | None, typer.Option("--since", metavar="YYYY-MM-DD", parser=day, help="From this day.")
    ] = None,
    until: Annotated[
        date | None, typer.Option("--until", metavar="YYYY-MM-DD", parser=day, help="Up to this day.")
    ] = None,
    place: Annotated[
        list[str] | None, _several("--place", "NAME", "A place's name, or a part of it in whole words.")
    ] = None,
    province: Annotated[
        list[str] | None, _several("--province", "NAME", "A first-level division that the place lies in.")
    ] = None,
    country: Annotated[list[str] | None, _several("--country", "XX", "A country's two letters.")] = None,
    near: Annotated[
        tuple[float, float, float] | None,
        typer.Option("--near", metavar="LAT LON KM", help="Within so many kilometres of a point."),
    ] = None,
    box: Annotated[
        tuple[float, float, float, float] | None,
        typer.Option("--box", metavar="SOUTH WEST NORTH EAST", help="In a box of degrees."),
    ] = None,
    actor: Annotated[list[str] | None, _several("--actor", "NAME", "An actor's name or id.")] = None,
    role: Annotated[Role, typer.Option("--role", help="On which side the actor is.")] = Role.any,
    kind: Annotated[list[str] | None, _several("--kind", "KIND", "A kind of claims.")] = None,
    grade: Annotated[
        list[str] | None, _several("--grade", "GRADE", "A grade of events (only with --in events).")
    ] = None,
    publisher: Annotated[list[str] | None, _several("--publisher", "NAME", "A publisher's name.")] = None,
    source: Annotated[list[str] | None, _several("--source", "NAME", "Who is cited.")] = None,
    killed: Annotated[int | None, typer.Option("--killed", metavar="N", min=0, help="At least so many killed.")] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=500, help="At most so many results.")] = 20,
    json: Json = False,
) -> int:
    """Search the record's documents, claims or events for words, the best first, each with the passage that has them.

    Case and accents do not matter. An event is found by the words of its claims; filters on documents are asked of the claims in them."""
    from casus.cli.asking import search_record

    asked = {
        "since": since, "until": until, "place": place, "province": province, "country": country, "near": near, "box": box, "actor": actor,
        "role": role.value, "kind": kind, "grade": grade, "publisher": publisher, "source": source, "killed": killed,
    }  # fmt: skip
    return search_record(record, words or [], like, asked, what=what.value, limit=limit, json_lines=json)


def changes(
    since: Annotated[
        int, typer.Option("--since", metavar="N", min=0, help="The version to compare with; 0 is an empty record.")
    ] = 0,
    record: RecordPlace = "casus.db",
    versions: Annotated[bool, typer.Option("--versions", help="List the versions instead.")] = False,
    json: Json = False,
) -> int:
    """Tell which events builds added, changed and withdrew since a version of the record."""
    from casus.cli.asking import list_changes, list_versions

    return list_versions(record, json_lines=json) if versions else list_changes(record, since, json_lines=json)


def foreign(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORD...", help="Only reports that have all of these.")
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="CODE", help="Only this language (ISO 639: ar, ru, so).")
    ] = None,
    record: RecordPlace = "casus.db",
    json: Json = False,
) -> int:
    """List and search the reports that were set aside because they are not in English; none of them is coded."""
    from casus.cli.listing import list_foreign

    return list_foreign(record, " ".join(words or ()), language, json_lines=json)


def index(
    record: RecordPlace = "casus.db",
    semantic: Annotated[
        bool,
        typer.Option(
            "--semantic", help="Vectors of what claims say, for casus search --like; builds keep them up from then on."
        ),
    ] = False,
) -> int:
    """Make what searches need beside what builds make: vectors of what claims say. Needs casus-monitor[semantic]."""
    from casus.cli.vectors import index_record

    return index_record(record, semantic=semantic)


def explain(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="The id, or its beginning, of an event, operation, claim, document, toll or decision; an actor's id or name; a place.",
        ),
    ],
    record: RecordPlace = "casus.db",
) -> int:
    """Tell in plain words what an event rests on: its claims, why they are one event, its numbers, its grade, what people decided.

    Of an actor: its names, and how it is said to stand to others. Of a place: who is said to hold it, since when, by whom."""
    from casus.cli.explaining import explain_name

    return explain_name(record, name)


def tolls(record: RecordPlace = "casus.db", json: Json = False) -> int:
    """List the tolls as claimed: by operation, class of people and source, with the earlier totals that each one replaces."""
    from casus.cli.tolling import list_tolls

    return list_tolls(record, json_lines=json)
