"""Addresses of reports that an input lists: feeds, sitemaps, tables with ``url`` and no ``text``. They are fetched only where the user said so.

Followed links keep the manners of the web: robots.txt holds, a host is asked at most once a second or as slowly as it wants, and
every address is checked as one that a user names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from casus.reading.errors import UnreadableError
from casus.reading.web import Web
from casus.record import Document, Problem, Stated

MOST = 1000  # links of one input that are followed in one run
MOST_LISTS = 50  # sitemaps below one index that are fetched in one run
DEEPEST = 3  # levels of indexes below the first
Found = Document | Problem


@dataclass(frozen=True, slots=True)
class Link:
    """An address that stands in ``locator``; ``document`` is what the list itself tells of the report, ``stated`` what it knows of it.

    ``lists``: there is no report at the address, but a list of more (a sitemap that an index names).
    """

    url: str
    locator: str
    document: Document | None = None
    stated: tuple[Stated, ...] = ()
    lists: bool = False


ReadAddress = Callable[[str], Iterator[Found | Link]]


def resolve(found: Iterator[Found | Link], where: str, web: Web, read_address: ReadAddress) -> Iterator[Found]:
    """What was found, with the documents of its links: the pages if links are followed, else what the list itself tells.

    Links that tell nothing and are not followed are one problem. Nothing is raised for a link that cannot be read.
    """
    left: Counter[str] = Counter()
    followed = 0

    def read_list(url: str) -> Iterator[Found | Link]:
        web.be_polite(url)
        yield from read_address(url)

    for item in unfolded(found, read_list, web.is_new) if web.follow else found:
        if not isinstance(item, Link):
            yield item
        elif not web.follow:
            if item.document is not None:
                yield item.document
            else:
                left["not followed"] += 1
        elif followed >= MOST:
            left["too many"] += 1
        elif web.is_new(item.url):
            followed += 1
            yield from _followed(item, web, read_address)
    if left["not followed"]:
        yield Problem(
            where, "read", f"{_addresses(left['not followed'])} and no text; to fetch what lies there, say --follow"
        )
    if left["too many"]:
        yield Problem(
            where,
            "read",
            f"{_addresses(left['too many'])} beyond the first {MOST:,}, which are not fetched in one run; split the list",
        )


def unfolded(
    found: Iterator[Found | Link], read_list: ReadAddress, is_new: Callable[[str], bool]
) -> Iterator[Found | Link]:
    """What was found, with what stands in the lists that it names in their place: each list once, :data:`MOST_LISTS` of them, :data:`DEEPEST` levels deep.

    ``read_list`` may raise :class:`UnreadableError`; nothing is raised here.
    """
    fetched = 0
    waiting = [(0, found)]
    while waiting:
        depth, some = waiting.pop()
        lists: list[Link] = []
        for item in some:
            if isinstance(item, Link) and item.lists:
                lists.append(item)
            else:
                yield item
        below: list[tuple[int, Iterator[Found | Link]]] = []
        for link in lists:
            if not is_new(link.url):
                continue
            if depth >= DEEPEST or fetched >= MOST_LISTS:
                yield Problem(
                    link.url, "read", f"beyond {MOST_LISTS} lists or {DEEPEST} levels of one index; give it by itself"
                )
                continue
            fetched += 1
            below.append((depth + 1, _read_list(link, read_list)))
        waiting += reversed(below)


def _read_list(link: Link, read_list: ReadAddress) -> Iterator[Found | Link]:
    try:
        yield from read_list(link.url)
    except UnreadableError as error:
        yield Problem(link.url, "read", f"{error} (linked from {link.locator})")


def _followed(link: Link, web: Web, read_address: ReadAddress) -> Iterator[Found]:
    try:
        web.be_polite(link.url)
        for item in read_address(link.url):
            if isinstance(item, Link):
                continue  # a list in a list is not followed: only the user's own lists are
            yield _completed(item, link.stated) if isinstance(item, Document) else item
    except UnreadableError as error:
        yield Problem(link.url, "read", f"{error} (linked from {link.locator})")
        if link.document is not None:
            yield link.document


def _completed(document: Document, stated: tuple[Stated, ...]) -> Document:
    """A page's document with what only the list knows of it."""
    from casus.reading.pages import ADDRESS, date_of

    weak = [one for one in document.stated if one.field == "publisher" and one.basis == ADDRESS]
    known = {one.field for one in document.stated if one not in weak}
    more = [one for one in stated if one.field not in known and one.field != "date"]
    told = {one.field: one.value for one in more}
    dated = replace(
        document,
        title=document.title or told.get("title"),
        publisher=told.get("publisher") or document.publisher,
        stated=(*(one for one in document.stated if one not in weak or one.field not in told), *more),
    )
    day = next((one for one in stated if one.field == "date"), None)
    if day is None or document.date.interval.known:
        return dated
    return replace(dated, date=date_of(day), stated=(*dated.stated, day))


def _addresses(number: int) -> str:
    return "one address" if number == 1 else f"{number:,} addresses"
