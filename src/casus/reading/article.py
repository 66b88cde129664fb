"""Rules beside trafilatura's, for what it gets wrong on many sites: articles that are cut into parts, and headlines inside the text.

Measured by ``benchmarks/extraction.py``; each is about how pages are built, none about a site.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

_LONG = 80  # characters: a paragraph of running text, no caption and no teaser
_FEWEST = 3  # such paragraphs make a part of an article
_WORD = re.compile(r"\w+")
Tree = Any
"""A tree of lxml's."""


def join_parts(tree: Tree) -> None:
    """Put the parts of an article together, in place: advertising cuts texts into containers of one class, of which one would be taken.

    A part is an element with several long paragraphs of its own. Those of the same tag, class and grandparent, and inside the same
    ``article``, become one; other articles of a page have boundaries or headlines of their own between them.
    """
    groups: dict[tuple[Any, ...], list[Tree]] = {}
    for element in tree.iter("div", "section"):
        if element.get("class") and _is_part(element):
            parent = element.getparent()
            above = parent.getparent() if parent is not None else None
            article = next(element.iterancestors("article"), None)
            if above is not None:
                groups.setdefault((element.tag, element.get("class"), above, article), []).append(element)
    for (_, _, above, _), parts in groups.items():
        first = parts[0]
        if len(parts) > 1 and not any(part.xpath(".//h1") for part in parts[1:]) and not _has_articles(above, parts):
            for part in parts[1:]:
                for child in list(part):
                    first.append(child)


def without_headline(text: str, titles: Sequence[str]) -> str:
    """The text without a first line that only repeats the title, which the document keeps as such."""
    first, mark, rest = text.partition("\n")
    words = _words(first)
    if not mark or not rest.strip() or not words:
        return text
    for title in titles:
        named = _words(title)
        if words == named or (
            len(words) >= _FEWEST and named[: len(words)] == words
        ):  # a title often ends with the site's name
            return rest.lstrip("\n")
    return text


def _is_part(element: Tree) -> bool:
    long = 0
    for child in element:
        if child.tag == "p" and len(child.text_content().strip()) >= _LONG:
            long += 1
    return long >= _FEWEST


def _has_articles(above: Tree, parts: list[Tree]) -> bool:
    """Whether parts of a container lie in different articles, or it has several headlines."""
    return len(above.xpath(".//h1")) > 1 or len({next(part.iterancestors("article"), None) for part in parts}) > 1


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
