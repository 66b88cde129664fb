"""Alerts: made, looked at after each build, and sent.

What there is to say is written in one transaction with what was seen, so a run that is killed neither forgets it nor says it of two builds. It is sent
until somebody takes it (with the same key, by which a repeat can be told), and noted as sent after that.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from casus.store.alerts import (
    Alert,
    Notice,
    add_alert,
    add_notices,
    find_alert,
    keep_notices,
    keep_states,
    note_seen,
    note_sent,
    read_alerts,
    waiting_notices,
)
from casus.store.batches import batches
from casus.store.changing import Clock, now
from casus.store.record import Record
from casus.store.watching import moment
from casus.watching.channels import DeliveryError, Outgoing, send
from casus.watching.looking import Look
from casus.watching.manners import retry
from casus.watching.messages import message_of
from casus.watching.rules import Findings, check_alert, example, find, known

AT_ONCE = 100  # notices of one message
DAY = timedelta(hours=24)
Send = Callable[[str, str, Outgoing, Mapping[str, str], int], None]


@dataclass(frozen=True, slots=True)
class _Noted:
    """What an alert found, ready to be kept."""

    alert: Alert
    states: Mapping[str, str]
    notices: list[Notice]


@dataclass(frozen=True, slots=True)
class Alerting:
    """Alerts of a record; ``settings`` are those of the environment, ``say`` is told what could not be sent."""

    record: Record
    clock: Clock = now
    settings: Mapping[str, str] = field(default_factory=lambda: os.environ)
    send: Send = send
    say: Callable[[str], None] = lambda _line: None

    def add(self, alert: Alert) -> None:
        """Keep an alert; what the record holds now counts as known. Raises :class:`~casus.store.errors.RecordError`."""
        check_alert(alert)
        with self.record.changing() as connection:
            look = Look(connection)
            add_alert(connection, replace(alert, seen=look.version))
            keep_states(connection, alert.name, known(look, alert))

    def run(self) -> int:
        """Look at the record, and send what there is to say; returns how many messages could not be sent."""
        self.look()
        return sum(not self._deliver(alert) for alert in self._alerts())

    def look(self) -> None:
        """Note what the alerts have to say of what changed since they looked last, where the record's events are those of its documents."""
        if self.record.linked_by() is None:
            return
        when = moment(self.clock())
        with self.record.asking() as connection:
            look = Look(connection)
            version = look.version
            found = [_noted(alert, find(look, alert), when) for alert in read_alerts(connection)]
        news = [one for one in found if one.states or one.notices or one.alert.seen != version]
        if not news:
            return
        with self.record.changing() as connection:
            there = {alert.name for alert in read_alerts(connection)}
            for one in news:
                if one.alert.name in there:  # nobody removed it meanwhile
                    keep_states(connection, one.alert.name, one.states)
                    add_notices(connection, one.notices)
            note_seen(connection, [one.alert.name for one in news], version)

    def test(self, name: str) -> None:
        """Send what the alert would say of the newest that it finds, marked as a test. Raises :class:`DeliveryError`."""
        with self.record.asking() as connection:
            alert = find_alert(connection, name)
            body = example(Look(connection), alert)
        notices = [Notice(name, "test", "test", 0, json.dumps(body, ensure_ascii=False), "")] if body else []
        self._send(alert, message_of(alert, notices, test=True))

    def _deliver(self, alert: Alert) -> bool:
        """Send what is due of one alert; returns whether all of it was taken."""
        when = self.clock()
        if alert.frequency == "daily" and alert.sent_at and when < datetime.fromisoformat(alert.sent_at) + DAY:
            return True
        with self.record.asking() as connection:
            due = waiting_notices(connection, alert.name, moment(when))
        return all(self._deliver_some(alert, some, when) for some in batches(due, AT_ONCE))

    def _deliver_some(self, alert: Alert, notices: list[Notice], when: datetime) -> bool:
        try:
            self._send(alert, message_of(alert, notices))
        except DeliveryError as error:
            self.say(f"alert {alert.name}: {error}; it is tried again")
            after = [self._failed(one, when, str(error)) for one in notices]
            with self.record.changing() as connection:
                keep_notices(connection, after)
            return False
        with self.record.changing() as connection:
            keep_notices(connection, [replace(one, sent_at=moment(when), error=None) for one in notices])
            note_sent(connection, alert.name, moment(when))
        return True

    def _failed(self, notice: Notice, when: datetime, error: str) -> Notice:
        wait = timedelta(seconds=retry(notice.tries + 1))
        return replace(notice, tries=notice.tries + 1, next_at=moment(when + wait), error=error)

    def _send(self, alert: Alert, message: Outgoing) -> None:
        self.send(alert.channel, alert.target, message, self.settings, int(self.clock().timestamp()))

    def _alerts(self) -> list[Alert]:
        with self.record.asking() as connection:
            return read_alerts(connection)


def _noted(alert: Alert, found: Findings, when: str) -> _Noted:
    sent_at = when if alert.channel == "feed" else None  # its feed has it from now on
    notices = [
        Notice(
            alert.name,
            subject,
            value,
            at,
            json.dumps(body(), ensure_ascii=False),
            when,
            next_at=when,
            sent_at=sent_at,
        )
        for at, (subject, value, body) in enumerate(found.told)
    ]
    return _Noted(alert, found.states, notices)
