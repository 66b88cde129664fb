"""What is kept of alerts: what each asks, what it saw, and what it has to say, until somebody took it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

import sqlalchemy as sa

from casus.store.batches import batches
from casus.store.dialect import insert_missing, insert_or_replace
from casus.store.errors import ImpossibleValueError, NotInRecordError
from casus.store.schema_watch import alert_notices, alert_states, alerts


@dataclass(frozen=True, slots=True)
class Alert:
    """A saved search with a rule. ``query``: filters as parameters of an address; ``least``: a grade, or per cent; times are ISO 8601, UTC."""

    name: str
    query: str
    rule: str
    channel: str
    target: str
    frequency: str
    made_at: str
    least: str | None = None
    sent_at: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that an alert has to say: of a subject that became a value; ``body`` is JSON."""

    alert: str
    subject: str
    value: str
    position: int
    body: str
    made_at: str
    tries: int = 0
    next_at: str = ""
    sent_at: str | None = None
    error: str | None = None


def add_alert(connection: sa.Connection, alert: Alert) -> None:
    """Keep an alert. Raises :class:`ImpossibleValueError` where there is one of this name."""
    if any(one.name == alert.name for one in read_alerts(connection)):
        raise ImpossibleValueError(f"there is an alert called {alert.name!r}; remove it or choose another name")
    connection.execute(sa.insert(alerts), asdict(alert))


def remove_alert(connection: sa.Connection, name: str) -> None:
    """Remove an alert with all that it saw and has to say. Raises :class:`NotInRecordError`."""
    if not connection.execute(sa.delete(alerts).where(alerts.c.name == name)).rowcount:
        raise NotInRecordError(f"there is no alert called {name!r}; casus alert list names them")


def read_alerts(connection: sa.Connection) -> list[Alert]:
    """All alerts, by name."""
    found = [Alert(**row) for row in connection.execute(sa.select(alerts)).mappings()]
    return sorted(found, key=lambda one: one.name)


def find_alert(connection: sa.Connection, name: str) -> Alert:
    """The alert of a name. Raises :class:`NotInRecordError`."""
    found = next((one for one in read_alerts(connection) if one.name == name), None)
    if found is None:
        raise NotInRecordError(f"there is no alert called {name!r}; casus alert list names them")
    return found


def states_of(connection: sa.Connection, alert: str) -> dict[str, str]:
    """What an alert last saw, by subject."""
    rows = connection.execute(sa.select(alert_states).where(alert_states.c.alert == alert))
    return {row.subject: row.value for row in rows}


def keep_states(connection: sa.Connection, alert: str, states: Mapping[str, str]) -> None:
    """Keep what an alert saw now of some subjects."""
    for some in batches(sorted(states.items())):
        rows = [{"alert": alert, "subject": subject, "value": value} for subject, value in some]
        connection.execute(insert_or_replace(connection.engine, alert_states), rows)


def add_notices(connection: sa.Connection, notices: Iterable[Notice]) -> None:
    """Keep what is to be said; what was said of the same subject and value is not said again."""
    for some in batches([asdict(one) for one in notices]):
        connection.execute(insert_missing(connection.engine, alert_notices), some)


def waiting_notices(connection: sa.Connection, alert: str, until: str | None = None) -> list[Notice]:
    """What nobody took yet, in order; ``until``: only that of which the time has come by then."""
    table = alert_notices.c
    query = sa.select(alert_notices).where(table.alert == alert, table.sent_at.is_(None))
    if until is not None:
        query = query.where(table.next_at <= until)
    rows = connection.execute(query.order_by(table.made_at, table.position, table.subject)).mappings()
    return [Notice(**row) for row in rows]


def keep_notices(connection: sa.Connection, notices: Iterable[Notice]) -> None:
    """Keep what became of notices."""
    for some in batches([asdict(one) for one in notices]):
        connection.execute(insert_or_replace(connection.engine, alert_notices), some)


def note_sent(connection: sa.Connection, alert: str, when: str) -> None:
    """Note when an alert said something last."""
    connection.execute(sa.update(alerts).where(alerts.c.name == alert).values(sent_at=when))
