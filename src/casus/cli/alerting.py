"""``casus alert``: add, list, test, remove, run."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from casus.cli.console import complain, say, table
from casus.cli.errors import DONE, SOME_UNREADABLE, CommandError
from casus.cli.records import looking_at, opened

_MAILBOX = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+")


@dataclass(frozen=True, slots=True)
class Way:
    """How an alert tells: to an e-mail address or a webhook, once a day or after each build."""

    email: str | None
    webhook: str | None
    daily: bool = False

    def checked(self) -> tuple[str, str]:
        """Channel and target. Raises :class:`CommandError` for none, two, or what is no address."""
        if bool(self.email) == bool(self.webhook):
            raise CommandError("say whom to tell: --email ADDRESS or --webhook URL, one of the two")
        if self.email:
            if not _MAILBOX.fullmatch(self.email):
                raise CommandError(f"{self.email!r} is no e-mail address")
            return "email", self.email
        try:
            parts = urlsplit(self.webhook or "")
        except ValueError:
            parts = urlsplit("")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise CommandError(f"{self.webhook!r} is no http or https address")
        return "webhook", self.webhook or ""


def add_alert(
    place: str, name: str, way: Way, asked: Mapping[str, Any], *, reaches: str | None, rises: int | None, control: bool
) -> int:
    """Keep an alert; returns the exit status."""
    from casus.store.alerts import Alert
    from casus.store.changing import now
    from casus.store.queries.filters import make_filter
    from casus.store.queries.written import write_query
    from casus.store.watching import moment
    from casus.watching.alerting import Alerting

    channel, target = way.checked()
    if not name.strip():
        raise CommandError("give the alert a name")
    if sum((reaches is not None, rises is not None, control)) > 1:
        raise CommandError("give one of --reaches, --rises and --control; add an alert for each")
    rule = "grade" if reaches is not None else "toll" if rises is not None else "control" if control else "event"
    least = reaches if reaches is not None else str(rises) if rises is not None else None
    frequency = "daily" if way.daily else "now"
    made = Alert(
        " ".join(name.split()),
        write_query(make_filter(**asked)),
        rule,
        channel,
        target,
        frequency,
        moment(now()),
        least,
    )
    with opened(place) as record:
        Alerting(record).add(made)
    say(f"added; try it with: casus alert test {made.name!r}")
    return DONE


def list_alerts(place: str, *, json_lines: bool) -> int:
    """Print the alerts; returns the exit status."""
    from casus.store.alerts import read_alerts, waiting_notices

    with looking_at(place) as record, record.asking() as connection:
        found = [(one, waiting_notices(connection, one.name)) for one in read_alerts(connection)]
    rows = [
        {**asdict(one), "waiting": len(notices), "error": next((n.error for n in notices if n.error), None)}
        for one, notices in found
    ]
    if json_lines:
        for row in rows:
            say(json.dumps(row, ensure_ascii=False))
        return DONE
    names = ("name", "rule", "least", "query", "channel", "target", "frequency", "sent_at", "waiting", "error")
    cells = ([str(row[name] if row[name] is not None else "") for name in names] for row in rows)
    for line in table(names, cells) if rows else ["no alerts"]:
        say(line)
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
