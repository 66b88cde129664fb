"""The pieces that cleaning judges: lines, the paragraphs they make, sentences, and the quotations in them.

All pieces are offsets into the text as given. The sentence splitter is deliberately simple: it serves to tell boilerplate
from news, also where a page glued one to the other ("... all the difference.Government forces ..."), not to parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

Span = tuple[int, int]

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_END = re.compile(r"[.!?…][\"”’')\]]*\s*$")
_WRAP_WIDTH = (50, 100)  # characters: a hard-wrapped line is about as long as a terminal or an e-mail is wide
_SPACED = r"(?<=[.!?…])[\"”’')\]]*(?P<gap>\s+)(?=[\"“‘'(\[•*–—-]*\s?[A-Z0-9©•])"
_GLUED = r"(?<=[a-z]{2}[.!?])[\"”’)]*(?P<glue>)(?=[“‘\"(]?[A-Z][\w’'.-]*[ ,])"
_BULLET = r"(?P<bullet>\s+(?=[•|]\s))"
_BOUNDARY = re.compile(f"{_SPACED}|{_GLUED}|{_BULLET}")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Cpl|Sgt|Adm|Brig|Cmdr|Rev|Hon|Gov|Sen|Rep|Pres|St|No|Nos|Jr|Sr|vs|cf|al|etc"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|approx|Inc|Ltd|Co|Corp)|\b[A-Z](?:\.[A-Z])*)\.$"
)
_QUOTATIONS = re.compile(
    r"“[^“”]*(?:”|$)|(?<![\w.,!?\"])\"(?=\S)[^\"]*(?<=\S)\"|^\"[^\"]*$|(?<!\w)‘[^‘]{15,}?’(?!\w)|(?<!\w)'[^']{15,}?'(?!\w)"
)


def strip_span(text: str, begin: int, end: int) -> Span:
    """The span without white space at its ends; empty where there is nothing else."""
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return begin, end


def lines(text: str) -> list[Span]:
    """The lines that hold more than white space, without it at their ends."""
    spans = (strip_span(text, *match.span()) for match in _LINE.finditer(text))
    return [(begin, end) for begin, end in spans if begin < end]


def paragraphs(text: str) -> list[Span]:
    """The paragraphs: lines, except that in a hard-wrapped text lines that go on belong together."""
    found = lines(text)
    if not _hard_wrapped(text, found):
        return found
    joined = found[:1]
    for before, line in pairwise(found):
        if _goes_on(text, before, line):
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
    return joined


def sentences(text: str, begin: int, end: int) -> Iterator[Span]:
    """The sentences between two offsets, without white space at their ends."""
    start = begin
    for match in _BOUNDARY.finditer(text[begin:end]):
        cut = begin + (match.start("gap") if match["gap"] else match.end())
        if match["gap"] and _ABBREVIATION.search(text, max(start, cut - 12), cut):
            continue
        span = strip_span(text, start, cut)
        if span[0] < span[1]:
            yield span
        start = cut
    span = strip_span(text, start, end)
    if span[0] < span[1]:
        yield span


def blank_quotations(paragraph: str) -> str:
    """The paragraph with its quotations blanked out letter by letter, so that offsets stay; one left open runs to the end."""
    return _QUOTATIONS.sub(lambda match: "\x00" * len(match[0]), paragraph)


def ends_as_sentence(text: str) -> bool:
    """Whether a passage ends as sentences do, unlike headings and headlines."""
    return bool(_END.search(text))


def _hard_wrapped(text: str, found: list[Span]) -> bool:
    lengths = [end - begin for begin, end in found]
    if len(found) < 4 or max(lengths) > _WRAP_WIDTH[1]:
        return False
    wide = [text[begin:end] for begin, end in found if end - begin >= _WRAP_WIDTH[0]]
    running = sum(not ends_as_sentence(line) for line in wide)
    return len(wide) >= 3 and len(wide) >= len(found) / 3 and running >= len(wide) / 2


def _goes_on(text: str, before: Span, line: Span) -> bool:
    """Whether a line of a hard-wrapped text continues the paragraph of the line before it."""
    between = text[before[1] : line[0]].replace("\r\n", "\n")
    wide = before[1] - before[0] >= _WRAP_WIDTH[0]
    return between.count("\n") == 1 and wide and not ends_as_sentence(text[slice(*before)])
