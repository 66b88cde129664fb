"""Numbers in English text: what they amount to at least and at most, in what unit, and where they stand.

Reads plain text, no parse: figures ("300,000", "1.2m", "3 lakh"), words ("twenty-one", "half a dozen"), ranges ("20 to 30",
"dozens") and what stands around them ("at least", "up to", "or more"). Conventions are those of docs/coding-guide.md: "more
than 20" of countable things is 21 and more, of a measure 20 and more; "up to 20" has no least. Dates, years, clock times,
telephone numbers, ordinals and figures in names ("T-72", "Brigade 107") are no quantities. Words are data: ``quantities.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from casus.language.quantity_words import SPELLED, QuantityWords, quantity_words

BLANK = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]"
FIGURE = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d{{1,2}}(?:,\d{{2}})+,\d{{3}}(?!\d)|\d{{1,3}}(?:{BLANK}\d{{3}})+(?!\d)|\d+)(?:\.\d+)?"
DASH = "\N{EN DASH}\N{EM DASH}-"  # the hyphen last, as it stands in sets of characters
NEARLY = r"(?:(?:about|around|almost|nearly|over|some|perhaps|maybe|as many as|even|possibly)\s+)?"
JOINT = re.compile(
    rf"\s*(?:[{DASH}]|(?:\bto\b|,?\s*\bor\b)\s+{NEARLY}|,?\s*\band\s+(?:possibly|perhaps|maybe|even)\s+)\s*", re.I
)
AND = re.compile(rf"\s+and\s+{NEARLY}", re.I)
BETWEEN = re.compile(rf"\bbetween\s+(?:an?\s+)?{NEARLY}$", re.I)
FROM = re.compile(rf"(?<!ranging )\bfrom\s+(?:an?\s+)?{NEARLY}$", re.I)  # a change: the second number holds
TELEPHONE = re.compile(r"(?:\+\d|(?<![\d.,])0\d)[\d\s()-]{6,}\d")
YEARS = re.compile(rf"(?:19|20)\d\d\s?[/{DASH}]\s?(?:(?:19|20)\d\d|\d\d)(?!\d)")
AGE = re.compile(rf"[\s{DASH}]*years?[\s{DASH}]+olds?\b|[\s{DASH}]*(?:months?|weeks?|days?)[\s{DASH}]+olds?\b", re.I)
AGED = re.compile(r"\baged?\s+(?:about\s+|around\s+|between\s+)?$", re.I)
CLOCK = re.compile(r"\s*(?:\d\d\s?)?(?:[ap]\.?m\b|o['’]?clock|gmt|hrs\b|hours\s+(?:gmt|local|ist)|utc)", re.I)  # fmt: skip
ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.I)
STRONG = re.compile(rf"\s*[{DASH}]\s*(?:strong|man|member|person|men)\b", re.I)
PEOPLE_BEHIND = re.compile(
    r"\s+(?:of\s+)?(?:people|refugees?|civilians?|displaced|persons?|children|syrians|dollars?|euros?|pounds?|rupees?|tonnes|barrels)\b",
    re.I,
)
PERSONS = re.compile(
    r"\s+(?:[a-z-]+\s+){0,2}(?:people|men|women|children|troops|police|personnel|civilians|fighters|soldiers)\b"
)
PLURAL = re.compile(r"\s+(?:(?!is|was|has|as|this|its|his)[a-z-]*[a-rt-z]s)\b")
LOOK = 48  # characters looked at before and behind a number
LONGEST_BARE = 7  # digits; a longer figure without marks is a code or a telephone number
REMEMBERED = 2_000  # sentences whose quantities are kept in memory
SHARE = "share"  # the unit of a fraction


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as told. ``begin``/``end`` hold the whole wording ("at least 20 km"), ``first``/``last`` the number alone ("20").

    ``unit``: "percent", "share" (a fraction), a measure ("km", "ha", "years"), a currency (ISO 4217), "people" ("15-strong"),
    or ``None`` where only a noun tells. ``age``: years of somebody's life.
    """

    begin: int
    end: int
    first: int
    last: int
    least: float | None
    most: float | None
    unit: str | None = None
    age: bool = False


@dataclass(frozen=True, slots=True)
class _Bare:
    """A bare number: where it stands, its ends (``most`` may be open), and the factor of its scale ("2.5 million": 10**6)."""

    begin: int
    end: int
    least: float
    most: float | None
    figure: bool = False
    share: bool = False
    scale: float = 1.0
    sign: str = ""


def read_quantities(text: str) -> list[Quantity]:
    """The quantities of a text, in order; none overlaps another."""
    return list(_quantities(text))


@lru_cache(maxsize=REMEMBERED)
def _quantities(text: str) -> tuple[Quantity, ...]:
    """The same, remembered: mentions, counts and tallies ask for the same sentences."""
    words, out, at = quantity_words(), list[Quantity](), 0
    codes = [match.span() for expression in (TELEPHONE, YEARS) for match in expression.finditer(text)]
    bare = [one for one in _bare_numbers(text) if not any(begin <= one.begin < end for begin, end in codes)]
    while at < len(bare):
        one = bare[at]
        both = _joined(text, one, bare[at + 1]) if at + 1 < len(bare) else None
        at += 1 if both is None else 2
        told = one if both is None else both
        if not (_is_name(text, one, words) or _is_date(text, told, words)):
            out.append(_told(text, told, words))
    return tuple(out)


# ---------------------------------------------------------------------------------------------------- bare numbers


def _bare_numbers(text: str) -> Iterator[_Bare]:
    words = quantity_words()
    for match in _pattern().finditer(text):
        begin, end = match.span()
        wording = re.sub(r"[\s-]+", " ", match.group().lower())
        if match["ranged"]:
            least, most = words.ranges[wording]
            yield _Bare(begin, end, least, most)
        elif match["fixed"]:
            yield _Bare(begin, end, words.fixed[wording], words.fixed[wording])
        elif match["shared"]:
            yield _Bare(begin, end, words.shares[wording], words.shares[wording], share=True)
        elif match["spelled"]:
            yield from _spelled(text, begin, end)
        else:
            yield from _figure(text, match, words)


def _figure(text: str, match: re.Match[str], words: QuantityWords) -> Iterator[_Bare]:
    """The number in figures of a match, with its scale; nothing where it is an ordinal, a code, a part of a word."""
    figure, begin, end = match["figure"], match.start("figure"), match.end("figure")
    if (figure[0] == "0" and figure[1:2].isdigit()) or (figure.isdigit() and len(figure) > LONGEST_BARE):
        return
    value, scale = float(re.sub(r"[^\d.]", "", figure)), 1.0
    letters = (match["letters"] or "").strip().lower()
    if letters and (letters != "m" or _is_million(text, match, value)):
        scale, end = words.scales[letters], match.end("letters")
    elif match["scales"]:
        for name in re.findall(r"[a-z]+", match["scales"].lower()):
            scale *= words.scales[name]
        end = match.end("scales")
    behind = text[end : end + LOOK]
    if behind[:1].isalpha() and not _attached().match(behind):
        return
    yield _Bare(begin, end, round(value * scale, 6), round(value * scale, 6), True, False, scale, match["sign"] or "")


def _is_million(text: str, match: re.Match[str], value: float) -> bool:
    """Whether "m" stands for a million, not for metres: of money, of people, or behind a decimal ("1.2m")."""
    behind = text[match.end("letters") : match.end("letters") + LOOK]
    return bool(match["sign"]) or bool(PEOPLE_BEHIND.match(behind)) or (value < 100 and value != int(value))


def _spelled(text: str, begin: int, end: int) -> Iterator[_Bare]:
    """Numbers in words, each as long as its words make one number ("two hundred and fifty"; "two three" are two)."""
    spans = [(begin + m.start(), begin + m.end()) for m in re.finditer(r"[A-Za-z]+", text[begin:end])]
    at = 0
    while at < len(spans):
        upto, value = len(spans), None
        while upto > at and value is None:
            value = _word_value(tuple(text[a:b].lower() for a, b in spans[at:upto]))
            upto -= value is None
        if value is None:
            at += 1
            continue
        scale = quantity_words().scales.get(text[slice(*spans[upto - 1])].lower(), 1.0) if upto - at > 1 else 1.0
        yield _Bare(spans[at][0], spans[upto - 1][1], value, value, scale=scale)
        at = upto


@cache
def _word_value(parts: tuple[str, ...]) -> float | None:
    """What words amount to where all of them make one number, else ``None``."""
    from text_to_num import text2num

    scales, factor, half = quantity_words().scales, 1.0, 0.0
    while len(parts) > 1 and parts[-1] in scales and parts[-1] not in ("hundred", "thousand", "million", "billion"):
        factor, parts = factor * scales[parts[-1]], parts[:-1]
    if len(parts) > 4 and parts[-4:-1] == ("and", "a", "half") and parts[-1] in scales:  # "two and a half million"
        factor, parts = factor * scales[parts[-1]], parts[:-1]
    if len(parts) > 3 and parts[-3:] == ("and", "a", "half"):
        half, parts = 0.5, parts[:-3]
    if "and" in (parts[0], parts[-1]) or "half" in parts:
        return None
    try:
        return (float(text2num(" ".join(parts), "en")) + half) * factor
    except ValueError:
        return None


def _joined(text: str, one: _Bare, other: _Bare) -> _Bare | None:
    """Two numbers as one range ("20 to 30", "between two and three million"), where they are its ends in order."""
    between, before = text[one.end : other.begin], text[max(0, one.begin - LOOK) : one.begin]
    if one.share or other.share or one.most is None or len(between) > 20:
        return None
    between = between.removesuffix(other.sign) if other.sign else between
    if f"{between.strip().lower()} ".startswith("to ") and FROM.search(before):
        return other
    span = JOINT.fullmatch(between) or (AND.fullmatch(between) and BETWEEN.search(before))
    if not span or (other.most is not None and other.most <= one.most and other.scale == 1):
        return None
    least = one.least * other.scale if one.scale == 1 and one.least * other.scale < other.least else one.least
    if least >= other.least:
        return None
    return replace(one, end=other.end, least=least, most=other.most, figure=one.figure and other.figure)


@cache
def _pattern() -> re.Pattern[str]:
    words = quantity_words()
    scales = _either(name for name in words.scales if len(name) > 3)
    letters = _either(name for name in words.scales if len(name) <= 3)
    spelled = _either((*SPELLED, *(name for name in words.scales if len(name) > 3)))
    signs = _either(sign for entry in words.money.values() for sign in entry.signs)
    return re.compile(
        rf"(?:(?<![A-Za-z])(?P<sign>{signs}{BLANK}?)|(?<![\w./:#@+])(?<!\d,)(?<![A-Za-z]-))(?P<figure>{FIGURE})(?![:/]?\d)(?!\.\d)"
        rf"(?:(?P<letters>{BLANK}?{letters}\b)|(?P<scales>(?:[\s-]+{scales}\b)+))?"
        rf"|\b(?<![A-Za-z]-)(?:(?P<ranged>{_either(words.ranges)})|(?P<fixed>{_either(words.fixed)})|(?P<shared>{_either(words.shares)})"
        rf"|(?P<spelled>{_either(SPELLED)}(?:(?:[\s-]+|\s+and\s+(?:a\s+half\s+)?){spelled})*(?:\s+and\s+a\s+half)?))\b",
        re.IGNORECASE,
    )


def _either(wordings: Iterable[str]) -> str:
    """An expression for one of several wordings, the longest first; a blank may be any gap or a hyphen."""
    ordered = sorted(wordings, key=lambda wording: (-len(wording), wording))
    return "(?:" + "|".join(re.escape(one).replace(r"\ ", r"[\s-]+") for one in ordered) + ")"


@cache
def _attached() -> re.Pattern[str]:
    """Measures that may be written together with their number ("150km")."""
    short = [form for form in quantity_words().named("measures") if len(form) <= 4 and form.isalnum()]
    return re.compile(rf"{_either(short)}\b")


# --------------------------------------------------------------------------------------------- what is no quantity


def _is_name(text: str, bare: _Bare, words: QuantityWords) -> bool:
    """Whether a figure belongs to a name ("Resolution 2254", "Brigade 107")."""
    if not bare.figure or bare.sign:
        return False
    before = re.search(r"(\b[A-Za-z][\w]*\.?)\s+$", text[max(0, bare.begin - LOOK) : bare.begin])
    if before is None or before[1].lower() not in words.lists["names.words"]:
        return False
    return before[1][0].isupper() or before[1].lower() in ("no", "no.", "resolution", "article", "highway", "flight")


def _is_date(text: str, bare: _Bare, words: QuantityWords) -> bool:
    """Whether a figure is a day of a month, a year, a clock time or an ordinal."""
    if not bare.figure or bare.scale != 1 or bare.sign:
        return False
    before, behind = text[max(0, bare.begin - LOOK) : bare.begin], text[bare.end : bare.end + LOOK]
    if CLOCK.match(behind) or ORDINAL.match(behind):
        return True
    months = "|".join(words.lists["dates.months"])
    most = bare.most or 0
    month = re.search(rf"\b(?:{months})\.?\s*$", before, re.I)
    if most <= 31 and month and (month[0][0].isupper() or before.islower()):
        return True
    if most <= 31 and re.match(
        rf"(?:th)?(?:\s*(?:and|to|,|[{DASH}])\s*\d\d?)*\s*(?:of\s+)?(?-i:{months.title().replace('|', '|')})\b",
        behind,
        re.I,
    ):
        return not re.match(r"\s*may\b", behind)
    return _is_year(text, bare, before, behind, words)


def _is_year(text: str, bare: _Bare, before: str, behind: str, words: QuantityWords) -> bool:
    """Whether a bare figure of four digits is a year, by what stands around it ("in 2016", "March 2016", "2015-16")."""
    wording = text[bare.begin : bare.end]
    if re.fullmatch(r"(?:19|20)\d\d\s*to\s*(?:19|20)\d\d", wording):
        return True
    if not re.fullmatch(r"(?:19|20)\d\d", wording):
        return False
    word = re.search(r"([A-Za-z]+)[\s-]*$", before)
    led = word is not None and word[1].lower() in (*words.lists["dates.before_years"], *words.lists["dates.months"])
    article = word is not None and word[1].lower() in ("the", "s", "this", "that", "failed")
    counted = PERSONS.match(behind) or (PLURAL.match(behind) and not article)
    quantified = _around(before, words)[0] in ("least", "more", "most", "fewer") or re.search(
        r"\b(?:some|about|nearly|almost)\s+$", before, re.I
    )
    return not quantified and (led or not counted)


# -------------------------------------------------------------------------------------- what stands around a number


def _told(text: str, bare: _Bare, words: QuantityWords) -> Quantity:
    before, behind = text[max(0, bare.begin - LOOK) : bare.begin], text[bare.end : bare.end + LOOK]
    unit, unit_end = _unit(bare, behind, words)
    if bare.sign:
        before = (
            before[: len(before.rstrip()) - len(bare.sign.strip())]
            if before.rstrip().lower().endswith(bare.sign.strip().lower())
            else before
        )
    sense, length = _around(before, words)
    after, after_length = _behind(behind[unit_end:] if unit_end else behind, words)
    age = bool(AGE.match(behind)) or (bool(AGED.search(before)) and unit is None)
    least, most = _ends(bare, sense if sense not in ("", "plain") else after or sense, unit)
    begin = bare.begin - (len(text[max(0, bare.begin - LOOK) : bare.begin]) - len(before)) - length
    end = bare.end + unit_end + (after_length if after else 0)
    return Quantity(begin, end, bare.begin, bare.end, least, most, "years" if age and unit is None else unit, age)


def _ends(bare: _Bare, sense: str, unit: str | None) -> tuple[float | None, float | None]:
    """Least and most of a number under its qualifier; of a range, the end that the qualifier leaves."""
    single = bare.least == bare.most
    step = 1 if unit in (None, "people") and not bare.share and bare.least == int(bare.least) else 0
    if sense == "least":
        return bare.least, None if single else bare.most
    if sense == "more":
        return bare.least + (step if single else 0), None if single else bare.most
    if sense == "most":
        return None, bare.most
    if sense == "fewer" and bare.most is not None:
        return None, bare.most - step if single else bare.most
    return bare.least, bare.most


def _around(before: str, words: QuantityWords) -> tuple[str, int]:
    """What the words right before a number make of it, and how many characters they take."""
    match = _qualifiers().search(before)
    if match is None:
        return "", 0
    sense = words.named("around")[re.sub(r"\s+", " ", match["sense"].lower())]
    return ("plain" if sense == "plain" else sense), len(before) - match.start("sense")


@cache
def _qualifiers() -> re.Pattern[str]:
    named = quantity_words().named("around")
    telling = [word for word, sense in named.items() if sense != "plain"]
    plain = [word for word, sense in named.items() if sense == "plain"]
    gap = rf"(?:\s+{_either(plain)})*\s*$"
    return re.compile(rf"\b(?:(?P<sense>{_either(telling)}){gap})|\b(?P<plain>$^)", re.IGNORECASE)


def _behind(behind: str, words: QuantityWords) -> tuple[str, int]:
    match = _afterthought().match(behind)
    return (words.named("behind")[re.sub(r"[\s-]+", " ", match["sense"].lower())], match.end()) if match else ("", 0)


@cache
def _afterthought() -> re.Pattern[str]:
    return re.compile(rf"\s*(?P<sense>{_either(quantity_words().named('behind'))})(?!\w)", re.IGNORECASE)


def _unit(bare: _Bare, behind: str, words: QuantityWords) -> tuple[str | None, int]:
    """The unit of a number and how many characters behind the number it takes."""
    if bare.sign:
        return next(code for code, entry in words.money.items() if bare.sign.strip().lower() in entry.signs), 0
    strong = STRONG.match(behind)
    if strong:
        return "people", strong.end()
    match = _units().match(behind)
    if match is None:
        return (SHARE if bare.share else None), 0
    form = re.sub(r"[\s-]+", " ", match["form"].lower())
    return words.named("measures").get(form) or next(
        code for code, entry in words.money.items() if form in entry.words
    ), match.end()


@cache
def _units() -> re.Pattern[str]:
    words = quantity_words()
    forms = [*words.named("measures"), *(word for entry in words.money.values() for word in entry.words)]
    return re.compile(rf"[\s{DASH}]*(?:of\s+)?(?P<form>{_either(forms)})(?![\w])", re.IGNORECASE)
