"""The cues of noise and of news, read from ``cues.toml`` and checked; the file says what its fields mean."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from importlib.resources import files
from typing import Any, Literal, get_args

from casus.cleaning.needed import lowered, needed_words

Unit = Literal["sentence", "line", "heading", "span"]
UNITS: tuple[Unit, ...] = get_args(Unit)
ENOUGH = 3
_QUOTATION_WEIGHT = 3
_WORD = re.compile(r"\w+")


class CueError(ValueError):
    """The cue file breaks its own format; the message says where."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Alternatives that count once in a unit."""

    unit: Unit
    weight: int
    reason: str | None
    pattern: re.Pattern[str]
    needs: frozenset[str] | None = None  # words of which every match holds one, or none is needed

    def may_match(self, text: str) -> bool:
        """Whether the pattern is worth a search in a text, given in lower case (:func:`lowered`)."""
        if self.needs is None:
            return True
        for word in self.needs:  # noqa: SIM110  # asked a million times in an archive, and twice as fast as any()
            if word in text:
                return True
        return False


@dataclass(frozen=True)
class Score:
    """What speaks for noise and for news in a sentence, and the reason if it is noise; news is looked for where it is asked for."""

    noise: int
    reason: str | None
    look_for_news: Callable[[], int] = int  # which finds none

    @cached_property
    def news(self) -> int:
        """What speaks for news."""
        return self.look_for_news()

    @property
    def is_noise(self) -> bool:
        """Whether the cues of noise suffice by themselves and outweigh the news."""
        return self.noise >= ENOUGH and self.reason is not None and self.noise > self.news


@dataclass(frozen=True, slots=True)
class Cues:
    """All cues of the file."""

    reasons: Mapping[str, str]
    cues: tuple[Cue, ...]
    news: tuple[Cue, ...]
    function_words: frozenset[str]

    def of_line(self, line: str) -> tuple[str | None, bool]:
        """The reason why a whole line is noise, or ``None``, and whether it is a heading of more noise."""
        folded = fold(line)
        for cue in self.cues:
            if cue.unit in ("heading", "line") and cue.pattern.fullmatch(folded):
                return cue.reason, cue.unit == "heading"
        return None, False

    def of_sentence(self, sentence: str, unquoted: str) -> Score:
        """The score of a sentence; ``unquoted`` is the same with quotations blanked out."""
        bare = fold(unquoted)
        outside = lowered(bare)
        noise, strongest, reason = 0, 0, None
        for cue in self.cues:
            if cue.unit == "sentence" and cue.may_match(outside) and cue.pattern.search(bare):
                noise += cue.weight
                if cue.reason and cue.weight > strongest:
                    strongest, reason = cue.weight, cue.reason
        return Score(noise, reason, partial(self._news_in, sentence, unquoted))

    def _news_in(self, sentence: str, unquoted: str) -> int:
        folded = fold(sentence)
        whole = lowered(folded)
        news = sum(_news_weight(cue, folded) for cue in self.news if cue.may_match(whole))
        if sentence != unquoted and len(_WORD.findall(sentence)) - len(_WORD.findall(unquoted)) >= 4:
            news += _QUOTATION_WEIGHT
        return news

    def spans(self, text: str) -> list[tuple[int, int, str]]:
        """The matches that are noise by themselves wherever they stand, as offsets with the reason."""
        folded = fold(text)
        whole = lowered(folded)
        return [
            (*match.span(), cue.reason)
            for cue in self.cues
            if cue.unit == "span" and cue.reason and cue.may_match(whole)
            for match in cue.pattern.finditer(folded)
            if match.end() > match.start()
        ]


def fold(text: str) -> str:
    """The text as patterns see it, of the same length: one kind of apostrophe."""
    return text.replace("'", "’")


@lru_cache(maxsize=1)
def builtin_cues() -> Cues:
    """The cues that come with the package."""
    return load_cues(files("casus.cleaning").joinpath("cues.toml").read_text(encoding="utf-8"))


def load_cues(toml: str) -> Cues:
    """Cues from the text of a cue file.

    Raises:
        CueError: the text is no TOML or breaks the format.
    """
    try:
        data = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise CueError(f"cues: not TOML ({error})") from None
    _only(data, {"reasons", "cue", "news", "repeats"}, "the file")
    reasons = data.get("reasons", {})
    if "repeat" not in reasons or not all(isinstance(words, str) and words for words in reasons.values()):
        raise CueError('cues: [reasons] needs "repeat" and plain words for every reason')
    cues = tuple(_cue(entry, number, reasons) for number, entry in enumerate(data.get("cue", []), 1))
    news = tuple(_news(entry, number) for number, entry in enumerate(data.get("news", []), 1))
    words = data.get("repeats", {}).get("function_words", [])
    if not all(isinstance(word, str) and word == word.lower() for word in words):
        raise CueError("cues: [repeats] function_words are words in lower case")
    return Cues(reasons, cues, news, frozenset(words))


def _cue(entry: Mapping[str, Any], number: int, reasons: Mapping[str, str]) -> Cue:
    where = f"[[cue]] number {number}"
    _only(entry, {"reason", "unit", "weight", "patterns"}, where)
    unit, reason = entry.get("unit"), entry.get("reason")
    if unit not in UNITS:
        raise CueError(f"cues: {where}: unit is one of {', '.join(UNITS)}")
    if reason is None and unit != "sentence":
        raise CueError(f"cues: {where}: only a sentence cue may go without a reason")
    if reason is not None and reason not in reasons:
        raise CueError(f"cues: {where}: reason {reason!r} is not in [reasons]")
    pattern = _pattern(entry, where)
    return Cue(unit, _weight(entry, where), reason, pattern, needed_words(pattern.pattern))


def _news(entry: Mapping[str, Any], number: int) -> Cue:
    where = f"[[news]] number {number}"
    _only(entry, {"weight", "patterns"}, where)
    pattern = _pattern(entry, where)
    return Cue("sentence", _weight(entry, where), None, pattern, needed_words(pattern.pattern))


def _weight(entry: Mapping[str, Any], where: str) -> int:
    weight = entry.get("weight")
    if not isinstance(weight, int) or isinstance(weight, bool) or not 1 <= weight <= ENOUGH:
        raise CueError(f"cues: {where}: weight is 1, 2 or 3")
    return weight


def _pattern(entry: Mapping[str, Any], where: str) -> re.Pattern[str]:
    """The alternatives as one expression."""
    patterns = entry.get("patterns")
    if not isinstance(patterns, list) or not patterns:
        raise CueError(f"cues: {where}: patterns is a list with at least one regular expression")
    for pattern in patterns:
        if not isinstance(pattern, str) or "'" in pattern:
            raise CueError(f"cues: {where}: {pattern!r} is not a pattern, or has ' where ’ is meant")
        try:
            re.compile(pattern, re.IGNORECASE)
        except re.error as error:
            raise CueError(f"cues: {where}: {pattern!r} is no regular expression ({error})") from None
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _only(entry: Mapping[str, Any], known: set[str], where: str) -> None:
    unknown = sorted(set(entry) - known)
    if unknown:
        raise CueError(f"cues: {where}: unknown {', '.join(unknown)}; known are {', '.join(sorted(known))}")


def _news_weight(cue: Cue, folded: str) -> int:
    words = {match[0].lower() for match in cue.pattern.finditer(folded)}
    return 0 if not words else cue.weight + (len(words) > 1)
