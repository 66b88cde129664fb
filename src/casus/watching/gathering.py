"""Asking sources and the articles they name, politely, and keeping what they answer until it is built.

A source's answer, the addresses in it and the time when it is asked next are one transaction; so is each article with its answer. Whatever
is cut short goes on from there, and no server is asked again for what was kept. Sources are asked for a change only (ETag, Last-Modified),
unless they named more than was wanted at once.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from casus.reading.contents import read_answer
from casus.reading.errors import UnreadableError
from casus.reading.fetching import Answer, Client, Seen
from casus.reading.fetching.answers import StatusError
from casus.reading.fetching.robots import Manners, host_of
from casus.reading.links import Link, unfolded
from casus.reading.web import name_of
from casus.record import Document, Problem
from casus.store.changing import Clock, now
from casus.store.record import Record
from casus.store.watching import (
    Address,
    KeptAnswer,
    SourceState,
    addresses_in,
    keep_address,
    keep_answer,
    keep_source,
    meet,
    met,
    moment,
    source_states,
)
from casus.watching.feedlist import Source
from casus.watching.manners import TRIES, back_off, retry, wanted_wait
from casus.watching.raw import keep_raw

SLOW_DOWN = frozenset({429, 503})
FOR_GOOD = frozenset({400, 401, 403, 404, 405, 410, 451})  # asking again does not help


class ForbiddenError(UnreadableError):
    """A robots.txt does not allow it."""


@dataclass(slots=True)
class Gatherer:
    """Asks with ``client``; ``clock`` is the time of day, ``ticks`` and ``sleep`` are those between two requests; ``raw``: where to keep responses for good."""

    record: Record
    client: Client
    raw: Path | None = None
    clock: Clock = now
    ticks: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    manners: Manners = field(default_factory=Manners)

    def gather(self, sources: Sequence[Source]) -> None:
        """Ask the sources whose time has come, then the articles whose time has."""
        self.manners = Manners(asked=self.manners.asked)  # rules of hosts are those of one round
        for source in self.due(sources):
            self._ask(source)
        self._fetch_articles({source.url for source in sources})

    def due(self, sources: Sequence[Source]) -> list[Source]:
        """The sources to ask now, in their order."""
        with self.record.asking() as connection:
            states = source_states(connection)
        time_now = moment(self.clock())
        return [one for one in sources if one.url not in states or states[one.url].next_at <= time_now]

    # ------------------------------------------------------------------------------------------------- sources

    def _ask(self, source: Source) -> None:
        with self.record.asking() as connection:
            state = source_states(connection, {source.url}).get(source.url)
        state = state or SourceState(source.url, moment(self.clock()))
        try:
            answer = self._get(source.url, Seen(state.etag, state.last_modified))
            addresses, whole = self._listed(source, answer) if answer.changed else ([], True)
        except UnreadableError as error:
            self._note_error(source, state, error)
            return
        self._note_answer(source, state, answer, addresses, whole=whole)

    def _listed(self, source: Source, answer: Answer) -> tuple[list[Address], bool]:
        """The addresses that a source names, itself or by sitemaps that it names, and that were not met, at most as many as are wanted; and
        whether it names them itself. Raises :class:`UnreadableError`."""
        found = list(read_answer(answer, name_of(source.url), source.url))
        self._check_is(source, found)
        whole = not any(isinstance(one, Link) and one.lists for one in found)
        if not source.follow:
            return [], whole
        seen = {source.url}

        def is_new(url: str) -> bool:
            new = url not in seen
            seen.add(url)
            return new

        found = list(unfolded(iter(found), lambda url: read_answer(self._get(url), name_of(url), url), is_new))
        urls = list(dict.fromkeys(one.url for one in found if isinstance(one, Link) and source.wants(one.url)))
        with self.record.asking() as connection:
            known = met(connection, urls)
        new = [Address(url, source.url, next_at=moment(self.clock())) for url in urls if url not in known]
        return new[: source.most + 1], whole  # one more says that there are more

    @staticmethod
    def _check_is(source: Source, found: Sequence[Document | Problem | Link]) -> None:
        lists = any(isinstance(one, Link) for one in found) or len(found) != 1
        if source.kind == "page" and lists:
            raise UnreadableError("a list of addresses, not a page; watch it under [[feed]] or [[sitemap]]")
        if source.kind != "page" and not lists and isinstance(found[0], Document) and found[0].locator == source.url:
            raise UnreadableError("a page, not a list of addresses; watch it under [[page]], or give its feed")

    def _note_error(self, source: Source, state: SourceState, error: UnreadableError) -> None:
        errors = state.errors + 1
        wait = max(back_off(source.every, errors), self._asked_to_wait(error))
        self._keep(replace(state, next_at=self._in(wait), errors=errors, error=str(error)))

    def _note_answer(
        self, source: Source, state: SourceState, answer: Answer, addresses: list[Address], *, whole: bool
    ) -> None:
        more, addresses = len(addresses) > source.most, addresses[: source.most]
        time_now = moment(self.clock())
        seen = answer.seen if answer.changed else Seen(state.etag, state.last_modified)
        if more or not whole:
            seen = Seen()  # the whole list is wanted again next time, and so are the sitemaps of an index, which may not change itself
        after = replace(
            state,
            next_at=self._in(source.every),
            etag=seen.etag,
            last_modified=seen.last_modified,
            fetched_at=time_now,
            errors=0,
            error=None,
        )
        with self.record.changing() as connection:
            keep_source(connection, after)
            if answer.changed:
                meet(connection, addresses)
                keep_answer(connection, _kept(source.url, answer))

    # ------------------------------------------------------------------------------------------------- articles

    def _fetch_articles(self, watched: set[str]) -> None:
        """Fetch the articles whose time has come; hosts take turns, and one that wants to be left alone is, until the next round."""
        with self.record.asking() as connection:
            found = addresses_in(connection, "waiting", until=moment(self.clock()))
        tired: dict[str, str] = {}
        for address in _taking_turns([one for one in found if one.source in watched]):
            host = host_of(address.url)
            if host in tired:
                self._postpone(replace(address, next_at=tired[host]))
                continue
            try:
                answer = self._get(address.url)
            except UnreadableError as error:
                after = self._failed(address, error)
                if isinstance(error, StatusError) and error.status in SLOW_DOWN:
                    tired[host] = after.next_at
                self._postpone(after)
            else:
                self._note_article(address, answer)

    def _note_article(self, address: Address, answer: Answer) -> None:
        time_now = moment(self.clock())
        with self.record.changing() as connection:
            keep_answer(connection, _kept(address.url, answer))
            keep_address(connection, replace(address, state="fetched", tries=address.tries + 1, error=None))
            state = source_states(connection, {address.source}).get(address.source)
            if state is not None:
                keep_source(connection, replace(state, new_at=time_now, articles=state.articles + 1))

    def _failed(self, address: Address, error: UnreadableError) -> Address:
        tries = address.tries + 1
        final = tries >= TRIES or _is_final(error)
        wait = max(retry(tries), self._asked_to_wait(error))
        state = "failed" if final else "waiting"
        return replace(address, state=state, tries=tries, next_at=self._in(wait), error=str(error))

    def _postpone(self, address: Address) -> None:
        with self.record.changing() as connection:
            keep_address(connection, address)

    # ------------------------------------------------------------------------------------------------- both

    def _get(self, url: str, seen: Seen | None = None) -> Answer:
        """What lies at an address, asked when its host may be; raises :class:`UnreadableError`."""
        rules = self.manners.rules_for(url, self.client)
        if rules.text is None:
            raise UnreadableError("the site's robots.txt cannot be had, so nobody knows whether this may be read")
        if not rules.allow(url):
            raise ForbiddenError("the site's robots.txt does not let programs read this address")
        if wait := self.manners.wait(url, self.ticks()):
            self.sleep(wait)
        answer = self.client.get(url, seen if seen and seen.headers() else None)
        if self.raw is not None and answer.changed:
            keep_raw(self.raw, answer, self.clock())
        return answer

    def _asked_to_wait(self, error: UnreadableError) -> int:
        return wanted_wait(error.retry_after, self.clock()) if isinstance(error, StatusError) else 0

    def _in(self, seconds: float) -> str:
        when: datetime = self.clock() + timedelta(seconds=seconds)
        return moment(when)

    def _keep(self, state: SourceState) -> None:
        with self.record.changing() as connection:
            keep_source(connection, state)


def _is_final(error: UnreadableError) -> bool:
    return isinstance(error, ForbiddenError) or (isinstance(error, StatusError) and error.status in FOR_GOOD)


def _kept(url: str, answer: Answer) -> KeptAnswer:
    return KeptAnswer(url, answer.url, answer.media_type, answer.charset, answer.data)


def _taking_turns(addresses: Sequence[Address]) -> Iterator[Address]:
    """The addresses so that each host has its turn: waiting for one, the others are asked."""
    by_host: dict[str, deque[Address]] = {}
    for one in addresses:
        by_host.setdefault(host_of(one.url), deque()).append(one)
    while by_host:
        for host in list(by_host):
            yield by_host[host].popleft()
            if not by_host[host]:
                del by_host[host]
