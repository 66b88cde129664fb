"""The text that a piece of HTML shows, block by block, with nothing chosen: for feeds and e-mails, which are articles without a frame."""

from __future__ import annotations

import re
from typing import Any

_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "title", "iframe", "object", "svg", "select"})
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|mso-hide\s*:\s*all", re.IGNORECASE
)
_BREAK = "\n"
_BLANKS = re.compile(r"[ \t\r\f\v\xa0\u200b\u200c\u034f\u00ad]+")


def visible_text(html: str) -> str:
    """The text of a piece of HTML, a line for each block; empty where there is none.

    Walks without recursion, so that nesting costs nothing; what CSS hides (the preview lines of newsletters) is left out.
    """
    from lxml import etree
    from lxml import html as lxml_html

    try:
        tree = lxml_html.fromstring(f"<div>{html}</div>")
    except (etree.ParserError, ValueError):
        return ""
    parts: list[str] = []
    unseen: Any = None  # the element inside which nothing is taken
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if unseen is None:
                parts.append(_flat(element.tail))
            continue
        if event == "start":
            if unseen is None and _is_unseen(element):
                unseen = element
            if unseen is None:
                parts += [_BREAK if element.tag in _BLOCKS else "", _flat(element.text)]
        else:
            if unseen is element:
                unseen = None
            if unseen is None:
                parts += [_BREAK if element.tag in _BLOCKS else "", _flat(element.tail)]
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(parts).split(_BREAK))
    return _BREAK.join(line for line in lines if line)


def _is_unseen(element: Any) -> bool:
    return (
        element.tag in _UNSEEN or element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _flat(text: str | None) -> str:
    return (text or "").replace("\n", " ")
