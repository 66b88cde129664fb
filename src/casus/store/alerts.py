"""What is kept of alerts: what each asks, what it saw, and what it has to say, until somebody took it; and the keys of their feeds."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass

import sqlalchemy as sa

from casus.store.accounts import LOCAL
from casus.store.batches import batches
from casus.store.dialect import insert_missing, insert_or_replace
from casus.store.errors import ImpossibleValueError, NotInRecordError
from casus.store.schema_watch import alert_feeds, alert_notices, alert_states, alerts

KEY_BYTES = 24
LONGEST_NAME = 200  # letters
MOST_ALERTS = 1_000
"""So many an owner may have."""


@dataclass(frozen=True, slots=True)
class Alert:
    """A search with a rule. ``query``: filters as parameters of an address; ``least``: a grade, or per cent; times are ISO 8601, UTC.

    ``owner`` is whose it is (``local``: of whoever is at the machine), ``seen`` the version of the record that it looked at last.
    """

    name: str
    query: str
    rule: str
    channel: str
    target: str
    frequency: str
    made_at: str
    least: str | None = None
    sent_at: str | None = None
    owner: str = LOCAL
    seen: int = 0


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


@dataclass(frozen=True, slots=True)
class AlertFeed:
    """A feed, read by its key: of one alert or, where none is named, of all alerts of an owner."""

    key: str
    owner: str
    alert: str | None = None


def add_alert(connection: sa.Connection, alert: Alert) -> None:
    """Keep an alert, with a key for its feed. Raises :class:`ImpossibleValueError` for a name that is taken or none, and where the owner has too many."""
    known = read_alerts(connection)
    if any(one.name == alert.name for one in known):
        raise ImpossibleValueError(f"there is an alert called {alert.name!r}; remove it or choose another name")
    if not 0 < len(alert.name.strip()) <= LONGEST_NAME:
        raise ImpossibleValueError(f"an alert has a name of 1 to {LONGEST_NAME} letters")
    if sum(one.owner == alert.owner for one in known) >= MOST_ALERTS:
        raise ImpossibleValueError(f"there are {MOST_ALERTS} alerts; remove some that nobody reads")
    connection.execute(sa.insert(alerts), asdict(alert))
    wanted = {alert.name, None} - {one.alert for one in feeds_of(connection, alert.owner)}
    made = [AlertFeed(secrets.token_urlsafe(KEY_BYTES), alert.owner, name) for name in wanted]
    connection.execute(sa.insert(alert_feeds), [asdict(one) for one in made])


def remove_alert(connection: sa.Connection, name: str, owner: str | None = None) -> None:
    """Remove an alert (``owner``: only if it is theirs) with all that it saw and has to say; its feed ends. Raises :class:`NotInRecordError`."""
    mine = sa.true() if owner is None else alerts.c.owner == owner
    if not connection.execute(sa.delete(alerts).where(alerts.c.name == name, mine)).rowcount:
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


def feeds_of(connection: sa.Connection, owner: str) -> list[AlertFeed]:
    """The feeds of an owner, by alert; that of all alerts first."""
    rows = connection.execute(sa.select(alert_feeds).where(alert_feeds.c.owner == owner))
    return sorted((AlertFeed(**row._mapping) for row in rows), key=lambda one: (one.alert is not None, one.alert or ""))


def find_feed(connection: sa.Connection, key: str) -> AlertFeed:
    """The feed of a key. Raises :class:`NotInRecordError`."""
    row = connection.execute(sa.select(alert_feeds).where(alert_feeds.c.key == key)).first()
    if row is None:
        raise NotInRecordError("no feed of alerts has this key; its alert may have been removed")
    return AlertFeed(**row._mapping)


def states_of(connection: sa.Connection, alert: str, subjects: Collection[str] | None = None) -> dict[str, str]:
    """What an alert last saw, by subject: of all, or of these."""
    query = sa.select(alert_states.c.subject, alert_states.c.value).where(alert_states.c.alert == alert)
    if subjects is None:
        return {row.subject: row.value for row in connection.execute(query)}
    found: dict[str, str] = {}
    for some in batches(sorted(subjects)):
        rows = connection.execute(query.where(alert_states.c.subject.in_(some)))
        found |= {row.subject: row.value for row in rows}
    return found


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


def last_notices(connection: sa.Connection, names: Collection[str], limit: int) -> list[Notice]:
    """What some alerts had to say last, sent or not, the newest first."""
    table = alert_notices.c
    query = sa.select(alert_notices).where(table.alert.in_(sorted(names)))
    order = (table.made_at.desc(), table.position.desc(), table.subject, table.value, table.alert)
    return [Notice(**row) for row in connection.execute(query.order_by(*order).limit(limit)).mappings()]


def keep_notices(connection: sa.Connection, notices: Iterable[Notice]) -> None:
    """Keep what became of notices."""
    for some in batches([asdict(one) for one in notices]):
        connection.execute(insert_or_replace(connection.engine, alert_notices), some)


def note_sent(connection: sa.Connection, alert: str, when: str) -> None:
    """Note when an alert said something last."""
    connection.execute(sa.update(alerts).where(alerts.c.name == alert).values(sent_at=when))


def note_seen(connection: sa.Connection, names: Collection[str], version: int) -> None:
    """Note which version of the record some alerts looked at last."""
    for some in batches(sorted(names)):
        connection.execute(sa.update(alerts).where(alerts.c.name.in_(some)).values(seen=version))
