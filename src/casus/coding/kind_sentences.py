"""The sentences around passages of a text, found by their full stops: what rules look at of a claim."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

NEAR = (40, 300)
"""Characters before and behind a passage in which its sentence is looked for, before all of the text is looked through."""
SHORT = 2_500
"""Characters of a text that is looked through once for all its claims."""
LONG = 10_000
"""Characters of a text that is not looked through together with others."""
TOGETHER = 250_000
"""Characters that are looked through at once: so many that they stay near the processor."""
LETTER = re.compile(r"\w")
"""What no full stop goes through, so that looking may begin and end at one."""
_STOPPED = r"""(?<=[.!?])["”’')\]]*\s+(?=["“‘'(\[]?[A-Z0-9])"""
SENTENCE_END = re.compile(
    rf"[.!?\n](?:{_STOPPED}|(?<=\n)\s*\n)"
)  # begins with one character of a few, which is found fast


def sentences_around(text: str, begin: int, end: int) -> str:
    """The sentences that hold a passage, found by their full stops."""
    near = (_ends_near(text, begin, end, many) for many in (NEAR if len(text) > SHORT else ()))
    starts, ends = next((found for found in near if found), None) or _sentence_ends(text)
    before = bisect_right(ends, begin)
    behind = bisect_left(starts, end - 1, before)
    first = ends[before - 1] if before else 0
    last = starts[behind] + 1 if behind < len(starts) else len(text)
    return text[first:last]


def _ends_near(text: str, begin: int, end: int, near: int) -> tuple[list[int], list[int]] | None:
    """The full stops around a passage; ``None`` where its sentences reach further than so many characters."""
    first = LETTER.search(text, begin - near, begin) if begin > near else None
    last = LETTER.search(text, end + near, end + 2 * near) if end + near < len(text) else None
    at, stop = first.start() if first else 0, last.end() if last else len(text)
    if at == 0 < begin - near or stop == len(text) > end + 2 * near:
        return None
    found = [match.span() for match in SENTENCE_END.finditer(text, at, stop)]
    if at and not (found and found[0][1] <= begin):
        return None
    if stop < len(text) and not (found and found[-1][0] >= end - 1):
        return None
    return [start for start, _ in found], [end for _, end in found]


@lru_cache(maxsize=16)
def _sentence_ends(text: str) -> tuple[list[int], list[int]]:
    """Where each full stop of a text begins and where what follows it does; found once, for a long text has many claims."""
    found = [match.span() for match in SENTENCE_END.finditer(text)]
    return [start for start, _ in found], [end for _, end in found]


# --------------------------------------------------------------------------------------------- of many passages


def sentences_of_each(
    texts: Mapping[str, str], keys: Sequence[str], begins: Sequence[int], ends: Sequence[int]
) -> list[str]:
    """The sentences around each of many passages, as :func:`sentences_around` finds them, which takes longer.

    A passage lies in the text of this key, begins here and ends there. Raises ``KeyError`` where there is no such text.
    """
    import numpy as np

    number = {key: one for one, key in enumerate(texts)}
    every, of = list(texts.values()), np.array([number[key] for key in keys], np.int64)
    begin, end = np.array(begins, np.int64), np.array(ends, np.int64)
    lengths = np.array([len(text) for text in every], np.int64)
    batches = np.where(lengths > LONG, -1, np.cumsum(np.where(lengths > LONG, 0, lengths)) // TOGETHER)
    found = [""] * len(keys)
    for batch in np.unique(batches[of]).tolist():
        mine = np.flatnonzero(batches[of] == batch)
        places = mine.tolist()
        if batch < 0:
            for at in places:
                found[at] = sentences_around(texts[keys[at]], begins[at], ends[at])
            continue
        members = np.flatnonzero(batches == batch)
        cuts = _cuts([every[one] for one in members], np.searchsorted(members, of[mine]), begin[mine], end[mine])
        for at, (first, last) in zip(places, cuts, strict=True):
            found[at] = texts[keys[at]][first:last]
    return found


def _cuts(texts: Sequence[str], of: Any, begin: Any, end: Any) -> Iterator[tuple[int, int]]:
    """Where the sentences around each passage begin and end; ``of`` is the number of its text."""
    import numpy as np

    lengths = np.array([len(text) for text in texts])
    origins = np.cumsum(lengths + 1) - lengths - 1
    starts, ends = _full_stops("\0".join(texts))  # through this character no full stop goes
    origin, length = origins[of], lengths[of]
    before = np.searchsorted(ends, origin + np.minimum(begin, length), "right")
    behind = np.maximum(np.searchsorted(starts, origin + end - 1), before)
    first = np.maximum(np.append(ends, 0)[before - 1] - origin, 0)  # one of a text before lies before its beginning
    last = np.minimum(np.append(starts, np.iinfo(np.int64).max - 1)[behind] + 1 - origin, length)
    return zip(first.tolist(), last.tolist(), strict=True)


def _full_stops(text: str) -> tuple[Any, Any]:
    """Where each full stop begins, and where what follows it does: most are told by the two characters behind them."""
    import numpy as np

    codes = np.frombuffer(f"{text}\0\0".encode("utf-32-le", "surrogatepass"), np.uint32)
    stops = np.flatnonzero((codes == ord(".")) | (codes == ord("\n")) | (codes == ord("!")) | (codes == ord("?")))
    line, after, then = codes[stops] == ord("\n"), codes[stops + 1], codes[stops + 2]
    spaced = ~line & ((after == ord(" ")) | (after == ord("\n")))
    sure = spaced & _between(then, "AZ", "09")
    never = (line & (after > ord(" ")) & (after < 0x7F)) | (~line & _between(after, "\0\0", ",,", "az", "AZ", "09")) | (spaced & _between(then, "az"))  # fmt: skip
    spans, reached = list[tuple[int, int]](), 0
    for at in stops[~(sure | never)].tolist():
        found = SENTENCE_END.match(text, at) if at >= reached else None
        if found:
            reached = found.end()
            spans.append((at, reached))
    others = np.array(spans, np.int64).reshape(-1, 2)
    starts, ends = np.append(stops[sure], others[:, 0]), np.append(stops[sure] + 2, others[:, 1])
    order = np.argsort(starts)
    return starts[order], ends[order]


def _between(codes: Any, *ranges: str) -> Any:
    """Which characters lie in one of some ranges, each told by its ends."""
    import numpy as np

    return np.logical_or.reduce([(codes >= ord(one[0])) & (codes <= ord(one[1])) for one in ranges])
