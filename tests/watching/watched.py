"""A small press on this machine, and a watch over it whose clock the tests set; every document is coded by the small steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import small_steps
from casus.build import BuildSummary, Steps
from casus.reading.fetching import Client, Limits
from casus.store.record import Record
from casus.watching.feedlist import Source
from casus.watching.gathering import Gatherer
from casus.watching.rounds import Watch
from hostile_server import Server, answer

LIMITS = Limits(bytes=1 << 20, expanded=1 << 20, seconds=5.0, idle=2.0, private=True)
START = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


@dataclass
class Hours:
    """A clock that stands still until it is moved; ``slept`` are the waits between requests."""

    at: datetime = START
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


def steps() -> Steps:
    return Steps(
        read=small_steps.read,
        code=small_steps.code,
        find_copies=small_steps.find_copies,
        link=small_steps.link,
        coder="coder",
        linker="linker",
    )


def article(sentence: str) -> bytes:
    """A page with one report of two sentences."""
    more = "The governor of the valley said so on Monday, and people who live in the town of Harran agreed with him."
    return answer(
        f"<html lang='en'><head><title>{sentence[:20]}</title></head><body><article><p>{sentence}</p><p>{more}</p></article></body></html>".encode()
    )


def feed(*entries: str, etag: str = "") -> bytes:
    """An RSS feed of addresses with summaries."""
    items = "".join(
        f"<item><title>Entry</title><link>{url}</link><guid>{url}</guid><description>In short, of {url}.</description></item>"
        for url in entries
    )
    text = f"<?xml version='1.0'?><rss version='2.0'><channel><title>Valley Post</title>{items}</channel></rss>"
    more = {"ETag": etag} if etag else {}
    return answer(text.encode(), "application/rss+xml", **more)


def watching(record: Record, clock: Hours, *sources: Source, told: list[BuildSummary] | None = None) -> Watch:
    gatherer = Gatherer(record, Client(LIMITS), clock=clock, ticks=lambda: 0.0, sleep=clock.slept.append)
    return Watch(record, sources, gatherer, steps(), told=(told if told is not None else []).append)


def articles_asked(server: Server) -> list[str]:
    return [path for path in server.asked if path.startswith("/a/")]
