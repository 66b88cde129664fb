"""``casus alert``: add, list, test, remove, run."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

from casus.cli.alert_asking import Asked, filter_of
from casus.cli.console import complain, say, table
from casus.cli.errors import DONE, SOME_UNREADABLE, CommandError
from casus.cli.records import looking_at, opened


@dataclass(frozen=True, slots=True)
class Way:
    """How an alert tells: to an e-mail address, a webhook, a service of Apprise or by its feed alone; once a day or after each build."""

    email: str | None = None
    webhook: str | None = None
    apprise: str | None = None
    feed: bool = False
    daily: bool = False

    def chosen(self) -> tuple[str, str]:
        """Channel and target. Raises :class:`CommandError` for none, or several."""
        ways = {"email": self.email, "webhook": self.webhook, "apprise": self.apprise}
        given = [(channel, target) for channel, target in ways.items() if target]
        given += [("feed", "")] if self.feed else []
        if len(given) != 1:
            raise CommandError(
                "say how to tell: --email ADDRESS, --webhook URL, --apprise NAME or --feed, one of the four"
            )
        return given[0]


@dataclass(frozen=True, slots=True)
class When:
    """When an alert tells: when an event reaches a grade, when a toll rises by so many per cent, when control changes; else of new events."""

    reaches: str | None = None
    rises: int | None = None
    control: bool = False

    def rule(self) -> tuple[str, str | None]:
        """The rule and its threshold. Raises :class:`CommandError` for several."""
        if sum((self.reaches is not None, self.rises is not None, self.control)) > 1:
            raise CommandError("give one of --reaches, --rises and --control; add an alert for each")
        if self.reaches is not None:
            return "grade", self.reaches
        if self.rises is not None:
            return "toll", str(self.rises)
        return ("control" if self.control else "event"), None


def add_alert(place: str, name: str, way: Way, when: When, asked: Asked) -> int:
    """Keep an alert; returns the exit status."""
    from casus.store.alerts import Alert, feeds_of
    from casus.store.changing import now
    from casus.store.queries.written import write_query
    from casus.store.watching import moment
    from casus.watching.alerting import Alerting

    (channel, target), (rule, least) = way.chosen(), when.rule()
    if not name.strip():
        raise CommandError("give the alert a name")
    with opened(place) as record:
        with record.asking() as connection:
            wanted, spot = filter_of(connection, asked)
        made = Alert(
            " ".join(name.split()), write_query(wanted), rule, channel, target, "daily" if way.daily else "now", moment(now()), least,
            owner=asked.user,
        )  # fmt: skip
        Alerting(record).add(made)
        with record.asking() as connection:
            feed = next(one for one in feeds_of(connection, asked.user) if one.alert == made.name)
    if spot is not None:
        say(f"near {spot.name}, {spot.country} ({spot.lat:g}, {spot.lon:g})")
    say(f"added; its feed under casus serve is {feed_path(feed.key)}")
    if channel != "feed":
        say(f"try it with: casus alert test {made.name!r}")
    return DONE


def feed_path(key: str, form: str = "atom") -> str:
    """Where a feed of alerts lies below ``casus serve``."""
    return str(PurePosixPath("/feeds/alerts", f"{key}.{form}"))


def list_alerts(place: str, *, json_lines: bool) -> int:
    """Print the alerts, and where their feeds are; returns the exit status."""
    from casus.store.alerts import feeds_of, read_alerts, waiting_notices

    with looking_at(place) as record, record.asking() as connection:
        found = [(one, waiting_notices(connection, one.name)) for one in read_alerts(connection)]
        feeds = [feed for owner in sorted({one.owner for one, _ in found}) for feed in feeds_of(connection, owner)]
    paths = {feed.alert: feed_path(feed.key) for feed in feeds if feed.alert}
    rows = [
        {
            **asdict(one),
            "waiting": len(notices),
            "error": next((n.error for n in notices if n.error), None),
            "feed": paths[one.name],
        }
        for one, notices in found
    ]
    if json_lines:
        for row in rows:
            say(json.dumps(row, ensure_ascii=False))
        return DONE
    if not rows:
        say("no alerts")
        return DONE
    names = ("name", "rule", "least", "query", "channel", "target", "frequency", "sent_at", "waiting", "error", "feed")
    for line in table(names, ([str(row[name] if row[name] is not None else "") for name in names] for row in rows)):
        say(line)
    for feed in feeds:
        if feed.alert is None:
            say(f"all of {feed.owner}: {feed_path(feed.key)} (under casus serve; .rss and .json too)")
    return DONE


def test_alert(place: str, name: str) -> int:
    """Send a test; returns the exit status. Raises :class:`CommandError` where it was not taken."""
    from casus.watching.alerting import Alerting
    from casus.watching.channels import DeliveryError

    with opened(place) as record:
        try:
            Alerting(record).test(name)
        except DeliveryError as error:
            raise CommandError(str(error)) from error
    say("sent")
    return DONE


def remove_alert(place: str, name: str) -> int:
    """Remove an alert; returns the exit status."""
    from casus.store.alerts import remove_alert as remove

    with opened(place) as record, record.changing() as connection:
        remove(connection, name)
    say("removed")
    return DONE


def run_alerts(place: str) -> int:
    """Look, and send; returns the exit status."""
    from casus.watching.alerting import Alerting

    with opened(place) as record:
        failed = Alerting(record, say=complain).run()
    return SOME_UNREADABLE if failed else DONE
