"""What hosts want of robots: rules and waits as values; nobody sleeps here."""

from __future__ import annotations

import pytest

from casus.reading.fetching import Client, Limits
from casus.reading.fetching.robots import LEAST_DELAY, MOST_DELAY, Manners, Rules, fetch_rules
from hostile_server import Behaviour, answer, serving

CLIENT = Client(Limits(seconds=5, private=True))
ROBOTS = "User-agent: *\nDisallow: /private\n\nUser-agent: Casus\nDisallow: /drafts\nCrawl-delay: 7\n"


def rules_of(does: Behaviour | None) -> Rules:
    with serving({} if does is None else {"/robots.txt": does}) as server:
        return fetch_rules(server.url("/news/1?a=b"), CLIENT)


def test_the_rules_for_casus_go_before_those_for_all() -> None:
    rules = rules_of(answer(ROBOTS.encode(), "text/plain"))
    assert (rules.allow("http://a.example/drafts/1"), rules.allow("http://a.example/private")) == (False, True)
    assert rules.delay == 7


def test_without_a_robots_txt_all_is_allowed() -> None:
    assert rules_of(None).allow("http://a.example/x")


@pytest.mark.parametrize("does", [answer(b"", status="503 Busy"), b"no http"])
def test_where_the_server_fails_nothing_is_allowed(does: bytes) -> None:
    assert not rules_of(does).allow("http://a.example/x")


@pytest.mark.parametrize(("stated", "delay"), [("0", LEAST_DELAY), ("86400", MOST_DELAY), ("soon", LEAST_DELAY)])
def test_a_delay_is_kept_within_reason(stated: str, delay: float) -> None:
    assert Rules.of(f"User-agent: *\nCrawl-delay: {stated}\n").delay == delay


def test_each_host_is_asked_for_its_rules_once() -> None:
    manners = Manners()
    with serving({"/robots.txt": answer(ROBOTS.encode(), "text/plain")}) as server:
        for path in ("/1", "/2"):
            assert manners.rules_for(server.url(path), CLIENT).delay == 7
    assert server.asked == ["/robots.txt"]


def test_a_host_is_asked_no_sooner_than_its_delay_after_the_last_time() -> None:
    manners = Manners({"http://a.example": Rules("", 5.0)})
    assert manners.wait("http://a.example/1", 100.0) == 0.0
    assert manners.wait("http://A.example/2", 101.0) == 4.0
    assert manners.wait("http://a.example/3", 101.0) == 9.0
    assert manners.wait("http://b.example/1", 101.0) == 0.0
