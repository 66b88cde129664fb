"""A digest as HTML for e-mail and as Markdown; whatever comes from reports is escaped, and nothing is loaded from anywhere."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from casus.watching.channels import Outgoing
from casus.watching.digest import Digest, Item, Section
from casus.watching.pages import page

GRADE_COLOURS = {
    "confirmed": "#0b5d3b",
    "corroborated": "#1a4f8b",
    "reported": "#5b6168",
    "contested": "#8a4b08",
    "denied": "#8a2b2b",
}
_MARKS = re.compile(r"([\\`*_\[\]|~])")


def as_html(digest: Digest) -> str:
    """A page with inline styles and without scripts, pictures or anything of other servers: what mail programs take."""
    return page("digest.html", digest=digest, headline=headline(digest), colours=GRADE_COLOURS, many=many)


def as_message(digest: Digest) -> Outgoing:
    """The digest as a message: HTML, and Markdown for who reads text; the same digest has the same key."""
    html, text = as_html(digest), as_markdown(digest)
    key = hashlib.sha256(html.encode()).hexdigest()[:32]
    return Outgoing(key, f"[Casus] Conflict digest: {headline(digest)}", text, html, b"", "conflict digest")


def as_markdown(digest: Digest) -> str:
    """The same as CommonMark."""
    return "\n".join(_lines(digest)).rstrip() + "\n"


def headline(digest: Digest) -> str:
    """What it is about, in one line."""
    if digest.since == digest.until:
        return "Nothing has changed"
    return f"{many(digest.added, 'new event')}, {digest.changed:,} changed, {len(digest.withdrawn):,} withdrawn"


def many(number: int, one: str) -> str:
    """``1 report``, ``1,204 reports``."""
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def _lines(digest: Digest) -> Iterator[str]:
    yield "# Conflict digest"
    yield ""
    yield f"{headline(digest)}. {period(digest)}"
    for section in digest.sections:
        yield from _section(section)
    if digest.left:
        yield from ("", f"{many(digest.left, 'more event')} in the record, less well attested.")
    if digest.corrections:
        yield from ("", "## Corrected by people", "")
        yield from (f"- {day}: {_plain(what)}. {_plain(why)}" for day, what, why in digest.corrections)
    if digest.withdrawn:
        yield from (
            "",
            "## Withdrawn",
            "",
            "The record no longer has these events: their claims went, or are part of others.",
            "",
        )
        yield from (f"- `{one}`" for one in digest.withdrawn)
    yield from (
        "",
        "Everything above is what reports say; the quoted words are theirs. What reports say is not thereby true.",
    )


def period(digest: Digest) -> str:
    """From which state of the record to which."""
    began = f"version {digest.since} of {digest.began}" if digest.began else "the beginning"
    ended = f"version {digest.until}{f' of {digest.ended}' if digest.ended else ''}"
    return f"From {began} to {ended}."


def _section(section: Section) -> Iterator[str]:
    yield from ("", f"## {_plain(section.name)}")
    for kind, items in section.kinds:
        yield from ("", f"### {kind.replace('_', ' ').capitalize()}", "")
        for item in items:
            yield from _item(item)


def _item(item: Item) -> Iterator[str]:
    facts = "; ".join(_plain(part) for part in (item.days, item.where, *item.numbers) if part)
    yield f"- **{_plain(item.title)}**{'' if item.new else ' (changed)'}: {facts}. *{item.grade}*, {_plain(item.reason)}; {many(item.reports, 'report')}."
    for quote in item.quotes:
        by = f"[{_plain(quote.publisher)}](<{quote.url}>)" if quote.url else _plain(quote.publisher)
        cited = f"{_plain(quote.source)}, in " if quote.source else ""
        against = "Against it: " if quote.denies else ""
        yield f"  > {against}“{_plain(quote.text)}” ({cited}{by})"


def _plain(text: str) -> str:
    """Text in which nothing is a mark of Markdown or HTML."""
    marked = _MARKS.sub(r"\\\1", " ".join(text.split()))
    return marked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
