"""Alerts over HTTP: one's own are listed, made and removed; what they said is read as feeds, by a key."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, FastAPI, Request, Response

from casus.serving import examples
from casus.serving.accounts.routes import needs
from casus.serving.alert_models import AlertAsked, AlertList, AlertRow
from casus.serving.answers import Answers, Body
from casus.serving.asked import Identifier
from casus.serving.errors import RefusedError
from casus.serving.feeds import MEDIA, Entry, Feed, write_feed
from casus.serving.search_models import Removed
from casus.serving.searches import ENTRIES, UNTOLD, Form
from casus.serving.shelf import View
from casus.store.alerts import (
    Alert,
    AlertFeed,
    Notice,
    feeds_of,
    find_alert,
    find_feed,
    last_notices,
    read_alerts,
    remove_alert,
    waiting_notices,
)
from casus.store.changing import Clock
from casus.store.errors import ImpossibleValueError, QueryError
from casus.store.queries.surroundings import events_of_claims, operations_of
from casus.store.queries.written import read_query, write_query
from casus.store.watching import moment
from casus.watching.alerting import Alerting
from casus.watching.messages import as_text, notice_id, one_of_all_id

SAID = "What alerts of Casus said, the newest first."


def add_alerts(router: APIRouter, answers: Answers, clock: Clock) -> None:
    """The addresses of alerts: everybody has their own, and coders may make some."""

    @router.get("/alerts", response_model=AlertList, tags=["accounts"], responses=examples.of("alerts", 401, 403))
    def own_alerts(request: Request) -> Response:
        """One's own alerts, what waits to be sent, and the addresses of their feeds."""
        _refuse_safe(answers)
        owner = needs(request, "reader").name or ""
        return answers.give(request, lambda view: _listed(view, owner), asker=owner)

    @router.post(
        "/alerts", response_model=AlertRow, tags=["accounts"], responses=examples.of("alert", 401, 403, 409, 415)
    )
    def make_alert(request: Request, asked: AlertAsked) -> Body:
        """Make an alert of a query, as one's own; what the record holds now counts as known. It tells by its feed, or by e-mail too."""
        _refuse_safe(answers)
        owner, record = needs(request, "coder").name or "", answers.shelf.record()
        try:
            alert = Alert(
                " ".join(asked.name.split()), write_query(read_query(asked.query)), asked.rule, asked.channel,
                asked.target, asked.frequency, moment(clock()), asked.least, owner=owner,
            )  # fmt: skip
            Alerting(record).add(alert)
        except QueryError as error:
            raise RefusedError(422, str(error)) from error
        except ImpossibleValueError as error:
            raise RefusedError(409, str(error)) from error
        with record.asking() as connection:
            (feed,) = (one for one in feeds_of(connection, owner) if one.alert == alert.name)
            return _row(find_alert(connection, alert.name), [], feed)

    @router.delete(
        "/alerts/{name:path}", response_model=Removed, tags=["accounts"], responses=examples.of("removed", 401, 403)
    )
    def drop_alert(request: Request, name: Identifier) -> Body:
        """Remove one of one's own alerts; its feed ends."""
        _refuse_safe(answers)
        owner = needs(request, "coder").name or ""
        with answers.shelf.record().changing() as connection:
            remove_alert(connection, name, owner)
        return {"removed": name}


def add_alert_feeds(app: FastAPI, answers: Answers) -> None:
    """The feeds of what alerts said."""

    @app.get("/feeds/alerts/{key}.{form}", include_in_schema=False)
    def alert_feed(request: Request, key: str, form: Form) -> Response:
        _refuse_safe(answers)

        def make(view: View) -> Response:
            feed = find_feed(view.connection, key)
            written = write_feed(form, _feed(view, feed, str(request.base_url).rstrip("/"), str(request.url)))
            return Response(written, media_type=MEDIA[form])

        return answers.send(request, make)


def _feed(view: View, feed: AlertFeed, base: str, address: str) -> Feed:
    if feed.alert is not None:
        alert = find_alert(view.connection, feed.alert)
        home = f"{base}/?{alert.query}" if alert.query else f"{base}/"
        own = [(notice_id(one), (alert.name,), one) for one in last_notices(view.connection, [alert.name], ENTRIES)]
        return Feed(alert.name, home, address, _entries(view, own, base), SAID)
    mine = {one.name: one.rule for one in read_alerts(view.connection) if one.owner == feed.owner}
    said = _once(last_notices(view.connection, mine, 2 * ENTRIES), mine)
    return Feed("Alerts of Casus", f"{base}/", address, _entries(view, said[:ENTRIES], base), SAID)


Said = tuple[str, tuple[str, ...], Notice]
"""An identifier, the alerts that said it, and the notice of the one that said it first."""


def _once(notices: Iterable[Notice], rules: Mapping[str, str]) -> list[Said]:
    """What several alerts of one rule said of the same, once: as the first said it, when it said it."""
    found: dict[str, Said] = {}
    for one in notices:
        key = one_of_all_id(rules[one.alert], one)
        others = found[key][1] if key in found else ()
        found[key] = (key, (*others, one.alert), one)
    return sorted(found.values(), key=lambda one: (one[2].made_at, one[2].position, one[0]), reverse=True)


def _entries(view: View, said: Iterable[Said], base: str) -> list[Entry]:
    told = [(key, names, notice, json.loads(notice.body)) for key, names, notice in said]
    first = [body["evidence"][0]["claim_id"] for *_, body in told if body["evidence"]]
    event_of = events_of_claims(view.connection, first)
    return [
        Entry(
            f"urn:uuid:{UUID(key)}",
            f"{base}{_page(view, body, event_of)}",
            f"{body['why']}: {body['title']}",
            as_text(body),
            notice.made_at,
            notice.made_at,
            tuple(sorted({*names, *filter(None, (body.get("kind"), body.get("grade")))})),
            {"alerts": sorted(names), **body},
        )
        for key, names, notice, body in told
    ]


def _page(view: View, body: Mapping[str, Any], event_of: Mapping[str, str]) -> str:
    """The page of the app that shows it now: ids of events and operations change as they grow, those of claims do not."""
    event = event_of.get(body["evidence"][0]["claim_id"]) if body["evidence"] else None
    if "toll_id" in body:
        operation = next(iter(operations_of(view.connection, [event])), None) if event else None
        return f"/operations/{quote(operation or body['operation_id'], safe='')}"
    if "event_id" in body:
        return f"/events/{quote(event or body['event_id'], safe='')}"
    return f"/places/{quote(body['place_id'], safe='')}" if body.get("place_id") else "/"


def _listed(view: View, owner: str) -> Body:
    feeds = {one.alert: one for one in feeds_of(view.connection, owner)}
    mine = [one for one in read_alerts(view.connection) if one.owner == owner]
    items = [_row(one, waiting_notices(view.connection, one.name), feeds[one.name]) for one in mine]
    return {"items": items, "feeds": _addresses(feeds[None]) if None in feeds else {}}


def _row(one: Alert, waiting: list[Notice], feed: AlertFeed) -> Body:
    return {
        "name": one.name,
        "query": one.query,
        "rule": one.rule,
        "least": one.least,
        "channel": one.channel,
        "target": one.target,
        "frequency": one.frequency,
        "made_at": one.made_at,
        "sent_at": one.sent_at,
        "waiting": len(waiting),
        "error": next((notice.error for notice in waiting if notice.error), None),
        "feeds": _addresses(feed),
    }


def _addresses(feed: AlertFeed) -> dict[str, str]:
    return {form: f"/feeds/alerts/{feed.key}.{form}" for form in ("rss", "atom", "json")}


def _refuse_safe(answers: Answers) -> None:
    if answers.safe:
        raise RefusedError(403, UNTOLD)
