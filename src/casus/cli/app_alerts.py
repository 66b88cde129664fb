"""``casus alert``, as typer sees it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from casus.cli.app_asking import Role
from casus.cli.options import Json, RecordPlace, day, several

alert = typer.Typer(help="Alerts: be told when the record changes in a way that you name.", rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="NAME", help="What the alert is called.")]


@alert.callback()
def _alert() -> None:
    """Alerts: be told when the record changes in a way that you name."""


@alert.command("add")
def alert_add(
    name: Name,
    email: Annotated[str | None, typer.Option("--email", metavar="ADDRESS", help="Tell by e-mail.")] = None,
    webhook: Annotated[str | None, typer.Option("--webhook", metavar="URL", help="Tell by a signed POST.")] = None,
    apprise: Annotated[
        str | None,
        typer.Option(
            "--apprise", metavar="NAME", help="Tell by a service of Apprise, whose address is in CASUS_APPRISE_NAME."
        ),
    ] = None,
    feed: Annotated[bool, typer.Option("--feed", help="Tell by the alert's feed only, which every alert has.")] = False,
    daily: Annotated[bool, typer.Option("--daily", help="One message a day, not one after each build.")] = False,
    reaches: Annotated[
        str | None,
        typer.Option("--reaches", metavar="GRADE", help="Tell when an event reaches this grade or a better one."),
    ] = None,
    rises: Annotated[
        int | None,
        typer.Option("--rises", metavar="PERCENT", min=1, help="Tell when the toll of an operation rises so much."),
    ] = None,
    control: Annotated[bool, typer.Option("--control", help="Tell when control of a place changes.")] = False,
    search: Annotated[
        str | None, typer.Option("--search", metavar="NAME", help="What a saved search asks; filters below narrow it.")
    ] = None,
    query: Annotated[
        str | None,
        typer.Option("--query", metavar="ADDRESS", help="What an address of the web app asks (kind=siege&country=SY)."),
    ] = None,
    user: Annotated[
        str, typer.Option("--user", metavar="NAME", help="Whose saved search, and whose alert; local: at this machine.")
    ] = "local",
    words: Annotated[str | None, typer.Option("--words", metavar="WORDS", help="Words of claims.")] = None,
    since: Annotated[
        date | None, typer.Option("--since", metavar="YYYY-MM-DD", parser=day, help="From this day.")
    ] = None,
    until: Annotated[
        date | None, typer.Option("--until", metavar="YYYY-MM-DD", parser=day, help="Up to this day.")
    ] = None,
    place: Annotated[list[str] | None, several("--place", "NAME", "A place's name, or a part of it")] = None,
    province: Annotated[list[str] | None, several("--province", "NAME", "A first-level division")] = None,
    country: Annotated[list[str] | None, several("--country", "XX", "A country's two letters")] = None,
    within: Annotated[
        tuple[float, str] | None,
        typer.Option(
            "--within",
            metavar="KM PLACE",
            help="Within so many kilometres of a town, as in 50 Idlib or 50 'Tripoli, LB'.",
        ),
    ] = None,
    near: Annotated[
        tuple[float, float, float] | None,
        typer.Option("--near", metavar="LAT LON KM", help="Within so many kilometres of a point."),
    ] = None,
    box: Annotated[
        tuple[float, float, float, float] | None,
        typer.Option("--box", metavar="SOUTH WEST NORTH EAST", help="In a box of degrees."),
    ] = None,
    actor: Annotated[list[str] | None, several("--actor", "NAME", "An actor's name or id")] = None,
    role: Annotated[Role, typer.Option("--role", help="On which side the actor is.")] = Role.any,
    kind: Annotated[list[str] | None, several("--kind", "KIND", "A kind of claims")] = None,
    grade: Annotated[list[str] | None, several("--grade", "GRADE", "A grade of events")] = None,
    status: Annotated[list[str] | None, several("--status", "STATUS", "happened, planned, possible or denied")] = None,
    publisher: Annotated[list[str] | None, several("--publisher", "NAME", "A publisher's name")] = None,
    source: Annotated[list[str] | None, several("--source", "NAME", "Who is cited")] = None,
    operation: Annotated[list[str] | None, several("--operation", "NAME", "An operation's id, or its name")] = None,
    killed: Annotated[int | None, typer.Option("--killed", metavar="N", min=0, help="At least so many killed.")] = None,
    record: RecordPlace = "casus.db",
) -> int:
    """Be told of new events that match, or of what --reaches, --rises or --control names; what the record holds now counts as known."""
    from casus.cli.alert_asking import Asked
    from casus.cli.alerting import Way, When, add_alert

    filters = {
        "text": words, "since": since, "until": until, "place": place, "province": province, "country": country, "near": near, "box": box,
        "actor": actor, "role": role.value, "kind": kind, "grade": grade, "status": status, "publisher": publisher, "source": source,
        "killed": killed,
    }  # fmt: skip
    asked = Asked(filters, search, query, within, tuple(operation or ()), user)
    return add_alert(record, name, Way(email, webhook, apprise, feed, daily), When(reaches, rises, control), asked)


@alert.command("list")
def alert_list(record: RecordPlace = "casus.db", json: Json = False) -> int:
    """List the alerts, with what waits to be sent and why it could not be."""
    from casus.cli.alerting import list_alerts

    return list_alerts(record, json_lines=json)


@alert.command("test")
def alert_test(name: Name, record: RecordPlace = "casus.db") -> int:
    """Send what the alert would say of the newest that it finds, marked as a test."""
    from casus.cli.alerting import test_alert

    return test_alert(record, name)


@alert.command("remove")
def alert_remove(name: Name, record: RecordPlace = "casus.db") -> int:
    """Remove an alert."""
    from casus.cli.alerting import remove_alert

    return remove_alert(record, name)


@alert.command("run")
def alert_run(record: RecordPlace = "casus.db") -> int:
    """Look at the record and send what there is to say, as casus watch does after each build; exit status 1 when something was not taken."""
    from casus.cli.alerting import run_alerts

    return run_alerts(record)
