"""Names on the map, where there is room for them: beside their point, over no other name and no circle."""

from __future__ import annotations

from casus.reporting.sitrep.drawing.ground import XY, Frame
from casus.reporting.sitrep.drawing.svg import INK, MUTED, PAPER, shortened, text, width_of

Box = tuple[float, float, float, float]
SIZE = 13


class Labels:
    """The names that were placed so far."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._taken: list[Box] = []

    def block(self, point: XY, radius: float) -> None:
        """Keep names off a circle."""
        x, y = point
        self._taken.append((x - radius, y - radius, x + radius, y + radius))

    def place(self, name: str, point: XY, radius: float, weight: str) -> list[str]:
        """The name beside its point: right, left, above or below; nothing where no room is left."""
        words = shortened(name, 30)
        wide, gap, (x, y) = width_of(words, SIZE), radius + 5, point
        for left, base, anchor in (
            (x + gap, y + 4.5, "start"),
            (x - gap - wide, y + 4.5, "end"),
            (x - wide / 2, y - gap, "middle"),
            (x - wide / 2, y + gap + 10, "middle"),
        ):
            if self._take((left, base - 11, left + wide, base + 3)):
                at = {"start": left, "end": left + wide, "middle": x}[anchor]
                return [_text(words, at, base, anchor, fill=INK, font_weight=weight)]
        return []

    def country(self, name: str, point: XY) -> list[str]:
        """A country's name around its point, in wide grey letters."""
        wide, (x, y) = width_of(name, 12) * 1.25, point
        if not self._take((x - wide / 2, y - 9, x + wide / 2, y + 3)):
            return []
        return [_text(name.upper(), x, y, "middle", fill=MUTED, font_size=11, letter_spacing=1.5)]

    def _take(self, box: Box) -> bool:
        left, top, right, bottom = box
        inside = left >= 2 and top >= 2 and right <= self._frame.width - 2 and bottom <= self._frame.height - 2
        if not inside or any(left < r and right > lo and top < b and bottom > t for lo, t, r, b in self._taken):
            return False
        self._taken.append(box)
        return True


def _text(words: str, x: float, y: float, anchor: str, **attributes: object) -> str:
    return text(
        words,
        x,
        y,
        text_anchor=anchor,
        stroke=PAPER,
        stroke_width=3,
        paint_order="stroke",
        stroke_linejoin="round",
        **attributes,
    )
