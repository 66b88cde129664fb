"""SVG text: elements with everything escaped, colours, and sizes of words."""

from __future__ import annotations

import unicodedata
from xml.sax.saxutils import escape, quoteattr

FONT = "'DejaVu Sans', 'Libertinus Serif', 'Segoe UI', Arial, sans-serif"
INK, MUTED, GRID, PAPER = "#1b2430", "#5a6673", "#dde2e7", "#ffffff"
GRADES = {
    "confirmed": "#123f6b",
    "corroborated": "#3679ad",
    "reported": "#7d8894",
    "contested": "#c2600a",
    "denied": "#8a3b8f",
}
SIDES = ("#0b7a75", "#b5179e", "#6a4c1e", "#4361ee", "#7a9a01", "#d1495b")
OTHER = "#8d99a6"


def element(name: str, content: str = "", **attributes: object) -> str:
    """One element; ``_`` in names of attributes stands for ``-``; ``content`` is SVG already."""
    given = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(number(value) if isinstance(value, float) else clean(str(value)))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>"


def text(words: str, x: float, y: float, **attributes: object) -> str:
    """Words at a point."""
    settings: dict[str, object] = {"font_size": 13, "fill": INK, **attributes}
    return element("text", escape(clean(words)), x=float(x), y=float(y), **settings)


def svg(width: int, height: int, title: str, parts: list[str]) -> str:
    """The whole drawing."""
    inside = "\n".join([element("title", escape(clean(title))), *parts])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="{FONT}" role="img">\n{inside}\n</svg>\n'
    )


def clean(words: str) -> str:
    """The words without characters that XML does not have."""
    return "".join(one if _allowed(one) else "\ufffd" for one in words)


def _allowed(one: str) -> bool:
    code = ord(one)
    return one in "\t\n\r" or (code >= 0x20 and not 0xD800 <= code <= 0xDFFF and code not in (0xFFFE, 0xFFFF))


def number(value: float) -> str:
    """A coordinate, as short as a tenth allows."""
    return f"{value:.1f}".removesuffix(".0")


def width_of(words: str, size: float = 13) -> float:
    """About how wide words are drawn."""
    wide = sum(1.0 if unicodedata.east_asian_width(one) in "WF" else 0.6 for one in words)
    return wide * size


def shortened(words: str, most: int) -> str:
    """The words, cut with an ellipsis where there are more letters than that."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
