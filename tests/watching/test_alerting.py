"""Alerts: what is told of, once, to whom, and what happens when nobody takes it."""

from __future__ import annotations

import email
import email.policy
import hashlib
import hmac
import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from told import HOSTILE, Hook, event, held, link, operation, report, toll, webhook
from watched import Hours

from casus.record import Interval, Toll
from casus.store.alerts import Alert, find_alert, last_notices, remove_alert, waiting_notices
from casus.store.errors import ImpossibleValueError, NotInRecordError, QueryError
from casus.store.marks import read_mark
from casus.store.record import Record
from casus.watching import rules
from casus.watching.alerting import Alerting
from casus.watching.channels import DeliveryError


@pytest.fixture
def clock() -> Hours:
    return Hours()


@pytest.fixture
def hook() -> Iterator[Hook]:
    with webhook() as made:
        yield made


def alert(hook: Hook, rule: str = "event", query: str = "", *, least: str | None = None, **more: str) -> Alert:
    return Alert(
        "a",
        query,
        rule,
        more.get("channel", "webhook"),
        more.get("target", hook.url),
        more.get("frequency", "now"),
        "2026",
        least,
    )


def titles(hook: Hook) -> list[list[str]]:
    return [[one["title"] for one in json.loads(body)["notices"]] for _, body in hook.sent]


def of(record: Record, clock: Hours, **settings: str) -> Alerting:
    return Alerting(record, clock=clock, settings=settings)


class TestNewEvents:
    def test_what_was_there_before_is_not_told(self, record: Record, clock: Hours, hook: Hook) -> None:
        record.add_document(report("one", "Shelling killed 4 in Harran."))
        link(record, event("1", "cone"))
        alerting = of(record, clock)
        alerting.add(alert(hook))
        assert alerting.run() == 0
        assert hook.sent == []

    def test_a_new_event_is_told_once(self, record: Record, clock: Hours, hook: Hook) -> None:
        alerting = of(record, clock)
        record.add_document(report("one", "Shelling killed 4 in Harran."))
        link(record)
        alerting.add(alert(hook))
        link(record, event("1", "cone"))
        alerting.run()
        alerting.run()
        assert titles(hook) == [["Shelling of Harran 1"]]
        (body,) = json.loads(hook.sent[0][1])["notices"]
        assert (body["why"], body["grade"]) == ("New event", "reported")
        assert body["numbers"] == [{"what": "killed", "low": 3, "best": 4, "high": 6}]
        (said,) = body["evidence"]
        assert (said["text"], said["publisher"], said["source"]) == (
            "Shelling killed 4 in Harran.",
            "Valley Post",
            "residents",
        )

    def test_an_event_that_grows_and_changes_its_id_is_not_told_again(
        self, record: Record, clock: Hours, hook: Hook
    ) -> None:
        alerting = of(record, clock)
        for name in ("one", "two"):
            record.add_document(report(name, f"Shelling killed 4 in Harran, says {name}."))
        link(record)
        alerting.add(alert(hook))
        link(record, event("1", "cone"))
        alerting.run()
        link(record, event("other", "cone", "ctwo"))
        alerting.run()
        link(record, event("another", "ctwo"))
        alerting.run()
        assert titles(hook) == [["Shelling of Harran 1"]]

    def test_only_what_the_filter_asks_for_is_told(self, record: Record, clock: Hours, hook: Hook) -> None:
        alerting = of(record, clock)
        for name in ("one", "two"):
            record.add_document(report(name, f"Shelling killed 4 in Harran, says {name}."))
        link(record)
        alerting.add(alert(hook, query="country=FJ&kind=shelling"))
        link(record, event("1", "cone"), event("2", "ctwo", country="FJ"))
        alerting.run()
        assert titles(hook) == [["Shelling of Harran 2"]]

    def test_links_that_are_out_of_date_are_not_looked_at(self, record: Record, clock: Hours, hook: Hook) -> None:
        alerting = of(record, clock)
        record.add_document(report("one", "Shelling killed 4 in Harran."))
        link(record)
        alerting.add(alert(hook))
        link(record, event("1", "cone"))
        record.add_document(report("two", "Shelling killed 5 in Harran."))
        alerting.run()
        assert hook.sent == []


class TestOtherRules:
    def test_a_grade_that_is_reached_is_told(self, record: Record, clock: Hours, hook: Hook) -> None:
        alerting = of(record, clock)
        record.add_document(report("one", "Shelling killed 4 in Harran."))
        link(record)
        alerting.add(alert(hook, "grade", least="corroborated"))
        for grade in ("reported", "confirmed", "corroborated"):
            link(record, event("1", "cone", grade=grade))
            alerting.run()
        assert len(hook.sent) == 1
        assert json.loads(hook.sent[0][1])["notices"][0]["grade"] == "confirmed"

    def test_a_toll_is_told_when_it_has_risen_enough(self, record: Record, clock: Hours, hook: Hook) -> None:
        alerting = of(record, clock)
        for name in ("one", "two"):
            record.add_document(report(name, f"Shelling killed 4 in Harran, says {name}."))
        one = event("1", "cone", "ctwo", operation_id="o1")

        def told(killed: int) -> None:
            link(record, one, operations=(operation("e1"),), tolls=(toll("1", "cone", killed),))
            alerting.run()

        told(100)
        alerting.add(alert(hook, "toll", "kind=shelling", least="20"))
        for killed in (100, 119, 80, 120, 121, 150):
            told(killed)
        assert titles(hook) == [
            ["Battle of Harran: 120 killed (told before: 100)"],
            ["Battle of Harran: 150 killed (told before: 120)"],
        ]

    def test_totals_that_are_replaced_do_not_count(self, record: Record, clock: Hours, hook: Hook) -> None:
        alerting = of(record, clock)
        record.add_document(report("one", "Shelling killed 4 in Harran."))
        one = event("1", "cone", operation_id="o1")
        link(record, one, operations=(operation("e1"),), tolls=(toll("1", "cone", 10),))
        alerting.add(alert(hook, "toll", least="20"))
        replaced = toll("2", "cone", 90, superseded_by="t1")
        link(record, one, operations=(operation("e1"),), tolls=(toll("1", "cone", 10), replaced))
        alerting.run()
        assert hook.sent == []

    def test_a_place_that_changes_hands_is_told(self, record: Record, clock: Hours, hook: Hook) -> None:
        alerting = of(record, clock)
        record.add_document(report("one", "Shelling killed 4 in Harran."))
        link(record, controls=(held("Ruritania", "cone"),))
        alerting.add(alert(hook, "control", "place=harran"))
        alerting.run()
        day = Interval(date(2026, 3, 6), date(2026, 3, 6))
        link(record, controls=(held("Ruritania", "cone", until=day), held("Front", "cone")))
        alerting.run()
        alerting.run()
        assert titles(hook) == [["Harran: now said to be held by Front (before: Ruritania)"]]

    def test_a_place_that_falls_to_the_same_side_again_is_told_again(
        self, record: Record, clock: Hours, hook: Hook
    ) -> None:
        alerting = of(record, clock)
        record.add_document(report("one", "Shelling killed 4 in Harran."))
        link(record, controls=(held("Ruritania", "cone"),))
        alerting.add(alert(hook, "control", "place=harran"))
        days = [date(2026, 3, day) for day in (6, 7, 8)]
        for holder, day in zip(("Front", "Ruritania", "Front"), days, strict=True):
            link(record, controls=(held(holder, "cone", since=day),))
            alerting.run()
        to_front = "Harran: now said to be held by Front (before: Ruritania)"
        back = "Harran: now said to be held by Ruritania (before: Front)"
        assert titles(hook) == [[to_front], [back], [to_front]]
        assert len({json.loads(body)["notices"][0]["id"] for _, body in hook.sent}) == 3

    @pytest.mark.parametrize(
        ("rule", "query", "least"),
        [
            ("grade", "", "best"),
            ("toll", "", "some"),
            ("control", "kind=shelling", None),
            ("event", "colour=red", None),
            ("event", "country=Syria", None),
        ],
    )
    def test_what_cannot_be_asked_is_refused(
        self, record: Record, clock: Hours, hook: Hook, rule: str, query: str, least: str | None
    ) -> None:
        with pytest.raises(QueryError):
            of(record, clock).add(alert(hook, rule, query, least=least))


def with_news(
    record: Record, clock: Hours, made: Alert, text: str = "Shelling killed 4 in Harran.", **settings: str
) -> Alerting:
    alerting = of(record, clock, **settings)
    record.add_document(report("one", text))
    link(record)
    alerting.add(made)
    link(record, event("1", "cone"))
    return alerting


class TestWebhooks:
    def test_a_request_is_signed(self, record: Record, clock: Hours, hook: Hook) -> None:
        with_news(record, clock, alert(hook), CASUS_WEBHOOK_SECRET="not told").run()
        headers, body = hook.sent[0]
        when, signed = (part.split("=")[1] for part in headers["Casus-Signature"].split(","))
        assert when == str(int(clock.at.timestamp()))
        assert signed == hmac.new(b"not told", f"{when}.".encode() + body, hashlib.sha256).hexdigest()
        assert b"not told" not in body

    def test_without_a_secret_nothing_is_signed(self, record: Record, clock: Hours, hook: Hook) -> None:
        with_news(record, clock, alert(hook)).run()
        assert "Casus-Signature" not in hook.sent[0][0]

    def test_what_was_not_taken_is_sent_again_later_under_the_same_key(
        self, record: Record, clock: Hours, hook: Hook
    ) -> None:
        alerting = with_news(record, clock, alert(hook))
        hook.statuses = [500, 302, 204]
        assert alerting.run() == 1
        assert alerting.run() == 0  # its time has not come
        assert len(hook.sent) == 1
        with record.asking() as connection:
            (notice,) = waiting_notices(connection, "a")
        assert (notice.tries, notice.error) == (1, "the webhook answered 500")
        clock.move(seconds=900)
        assert alerting.run() == 1
        clock.move(seconds=1800)
        assert alerting.run() == 0
        assert len({headers["Casus-Delivery"] for headers, _ in hook.sent}) == 1
        with record.asking() as connection:
            assert waiting_notices(connection, "a") == []
            assert find_alert(connection, "a").sent_at == "2026-03-05T12:45:00+00:00"

    def test_killed_before_it_was_noted_it_is_sent_again_under_the_same_key(
        self, record: Record, clock: Hours, hook: Hook
    ) -> None:
        alerting = with_news(record, clock, alert(hook))

        def killed(*given: Any) -> None:
            alerting.send(*given)
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            Alerting(record, clock, {}, killed).run()
        alerting.run()
        alerting.run()
        assert [headers["Casus-Delivery"] for headers, _ in hook.sent] == 2 * [hook.sent[0][0]["Casus-Delivery"]]

    def test_a_daily_alert_is_sent_once_a_day_with_all_that_came(
        self, record: Record, clock: Hours, hook: Hook
    ) -> None:
        alerting = with_news(record, clock, alert(hook, frequency="daily"))
        alerting.run()
        for name in ("two", "three"):
            record.add_document(report(name, f"Shelling killed 4 in Harran, says {name}."))
        link(record, event("1", "cone"), event("2", "ctwo"), event("3", "cthree"))
        clock.move(hours=23)
        alerting.run()
        assert titles(hook) == [["Shelling of Harran 1"]]
        clock.move(hours=1)
        alerting.run()
        assert [sorted(some) for some in titles(hook)[1:]] == [["Shelling of Harran 2", "Shelling of Harran 3"]]


@pytest.fixture
def mailbox() -> Iterator[tuple[str, list[Any]]]:
    """A mail server, and what it took."""
    taken: list[Any] = []

    class Keep(Message):
        def handle_message(self, message: Any) -> None:
            taken.append(email.message_from_bytes(message.as_bytes(), policy=email.policy.default))

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(Keep(), hostname="127.0.0.1", port=port)
    server.start()
    yield f"smtp://127.0.0.1:{port}", taken
    server.stop()


class TestMail:
    def test_a_message_has_text_and_html_and_no_hostile_word_runs(
        self, record: Record, clock: Hours, hook: Hook, mailbox: tuple[str, list[Any]]
    ) -> None:
        url, taken = mailbox
        made = alert(hook, channel="email", target="desk@a.example")
        alerting = of(record, clock, CASUS_SMTP_URL=url, CASUS_MAIL_FROM="casus@a.example")
        record.add_document(
            report("one", f"Shelling {HOSTILE} killed 4.", publisher=HOSTILE, url="javascript:alert(1)")
        )
        link(record)
        alerting.add(made)
        link(record, event("1", "cone", place=HOSTILE))
        assert alerting.run() == 0
        (mail,) = taken
        assert (mail["To"], mail["From"], mail["Bcc"]) == ("desk@a.example", "casus@a.example", None)
        assert mail["Subject"] == "[Casus] a: Shelling of Harran 1"
        html = mail.get_body(("html",)).get_content()
        assert "&lt;script&gt;" in html
        for bad in ("<script", "javascript:", "<img", "src="):
            assert bad not in html
        text = mail.get_body(("plain",)).get_content()
        assert "reported: one origin: residents" in text
        assert "4 (3 to 6) killed" in text
        assert not any(line.startswith("Bcc:") for line in text.splitlines())

    def test_a_password_is_not_sent_in_the_clear(
        self, record: Record, clock: Hours, hook: Hook, mailbox: tuple[str, list[Any]]
    ) -> None:
        url, taken = mailbox
        made = alert(hook, channel="email", target="desk@a.example")
        alerting = with_news(record, clock, made, CASUS_SMTP_URL=url.replace("//", "//me:secret@"))
        assert alerting.run() == 1
        assert taken == []
        with record.asking() as connection:
            assert "no encryption" in (waiting_notices(connection, "a")[0].error or "")

    @pytest.mark.parametrize("url", ["", "mail.a.example", "smtp://", "smtp://a:b:c", "smtp://127.0.0.1:1"])
    def test_without_a_server_it_says_what_to_do(self, record: Record, clock: Hours, hook: Hook, url: str) -> None:
        alerting = with_news(record, clock, alert(hook, channel="email", target="desk@a.example"), CASUS_SMTP_URL=url)
        with pytest.raises(DeliveryError, match=r"CASUS_SMTP_URL|did not take it"):
            alerting.test("a")


def test_a_test_tells_the_newest_and_is_not_noted(record: Record, clock: Hours, hook: Hook) -> None:
    alerting = with_news(record, clock, alert(hook))
    alerting.test("a")
    alerting.run()
    assert [json.loads(body)["test"] for _, body in hook.sent] == [True, False]
    assert titles(hook) == 2 * [["Shelling of Harran 1"]]


def test_names_are_given_once_and_removed_with_all_that_is_theirs(record: Record, clock: Hours, hook: Hook) -> None:
    alerting = with_news(record, clock, alert(hook))
    alerting.look()
    with pytest.raises(ImpossibleValueError):
        alerting.add(alert(hook))
    with record.changing() as connection:
        remove_alert(connection, "a")
        assert waiting_notices(connection, "a") == []
        with pytest.raises(NotInRecordError):
            remove_alert(connection, "a")


class TestOnlyWhatChanged:
    def test_nothing_is_looked_at_again(self, record: Record, clock: Hours, hook: Hook, monkeypatch: Any) -> None:
        alerting = of(record, clock)
        for name in ("one", "two"):
            record.add_document(report(name, f"Shelling killed 4 in Harran, says {name}."))
        link(record, event("1", "cone"))
        alerting.add(alert(hook))
        looked: list[str] = []
        asserting = rules.asserting_claims

        def noted(connection: Any, events: Any) -> Any:
            looked.extend(some := list(events))
            return asserting(connection, some)

        monkeypatch.setattr(rules, "asserting_claims", noted)
        alerting.run()
        assert looked == []
        link(record, event("1", "cone"), event("2", "ctwo"))
        alerting.run()
        alerting.run()
        assert looked == ["e2"]

    def test_an_operation_that_is_called_otherwise_is_followed(self, record: Record, clock: Hours, hook: Hook) -> None:
        alerting = of(record, clock)
        for name in ("one", "two"):
            record.add_document(report(name, f"Shelling killed 4 in Harran, says {name}."))

        def told(name: str, *tolls: Toll) -> None:
            those = tuple(replace(one, operation_id=name) for one in tolls)
            battle = replace(operation("e1"), operation_id=name)
            link(record, event("1", "cone", "ctwo", operation_id=name), operations=(battle,), tolls=those)
            alerting.run()

        told("o1", toll("1", "cone", 100))
        alerting.add(alert(hook, "toll", "operation=o1", least="20"))
        told("o0", toll("1", "cone", 100, superseded_by="t2"), toll("2", "ctwo", 110))
        told("o0", toll("1", "cone", 100, superseded_by="t2"), toll("2", "ctwo", 130))
        assert titles(hook) == [["Battle of Harran: 130 killed (told before: 100)"]]

    def test_a_run_that_finds_nothing_writes_nothing(self, record: Record, clock: Hours, hook: Hook) -> None:
        record.add_document(report("one", "Shelling killed 4 in Harran."))
        link(record, event("1", "cone"))
        alerting = of(record, clock)
        alerting.add(alert(hook))

        def mark() -> str:
            with record.asking() as connection:
                return read_mark(connection)

        before = mark()
        alerting.run()
        assert mark() == before


class TestApprise:
    def test_a_service_is_told_whose_address_is_in_the_environment(
        self, record: Record, clock: Hours, hook: Hook
    ) -> None:
        pytest.importorskip("apprise")
        address = hook.url.replace("http://", "json://")
        made = alert(hook, channel="apprise", target="news-desk")
        assert with_news(record, clock, made, CASUS_APPRISE_NEWS_DESK=address).run() == 0
        ((_, body),) = hook.sent
        said = json.loads(body)
        assert said["title"] == "[Casus] a: Shelling of Harran 1"
        assert "4 (3 to 6) killed" in said["message"]

    @pytest.mark.parametrize("address", ["", "nonsense", "json://127.0.0.1:1/not-told"])
    def test_what_is_wrong_is_said_without_the_address(
        self, record: Record, clock: Hours, hook: Hook, address: str
    ) -> None:
        pytest.importorskip("apprise")
        alerting = with_news(record, clock, alert(hook, channel="apprise", target="desk"), CASUS_APPRISE_DESK=address)
        assert alerting.run() == 1
        with record.asking() as connection:
            (notice,) = waiting_notices(connection, "a")
        assert "not-told" not in (notice.error or "not-told")


def test_what_is_told_by_a_feed_alone_waits_for_nobody(record: Record, clock: Hours, hook: Hook) -> None:
    alerting = with_news(record, clock, alert(hook, channel="feed", target=""))
    assert alerting.run() == 0
    with record.asking() as connection:
        assert waiting_notices(connection, "a") == []
        assert [one.subject for one in last_notices(connection, ["a"], 10)] == ["e1"]
