"""How a speaker is written where it is cited: office before the name, the abbreviation for what it abbreviates, no article."""

from __future__ import annotations

import re

from casus.coding.words import words

JOINING = frozenset({"al", "bin", "ibn", "de", "la", "van", "von", "of", "for", "the", "and", "&"})
LONGEST_OFFICE = 6  # words
ARTICLE = re.compile(r"^(?:the|an?|another|former|one of the)\s+(?:then\s+|former\s+)?", re.I)
ABBREVIATED = re.compile(r"\b(?:[A-Z][\w’'-]*\s+(?:(?:of|for|the|and|in)\s+)*){2,7}\(([A-Z][\w-]{1,7})\)?")
SPOKEN_FOR = re.compile(r"^(?:an?|the) (spokes(?:man|woman|person)) (?:for|of) (?:the )?((?:[\w’'-]+ ?){1,6})$", re.I)
MEDIA_REPORTS = re.compile(r"\b(media|press) reports$", re.I)
NO_PART = re.compile(r"^(?:which|whom|other)\s+", re.I)
OFFICE_OF = re.compile(r"^((?:[A-Z]\w+ ){0,2}[A-Z]\w+) of (?:the )?([A-Z]{2,}) ([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)$")
RUN_BY = r"(?:state|[A-Z][\w-]*)-(?:run|owned|controlled|linked|affiliated|funded|aligned|backed)"
UNCLOSED = re.compile(r"^.*\S\s*\(([A-Z][\w-]{1,9})\)?$")
CUT_SHORT = re.compile(r"(?:['’]s|\s(?:in|of|at|for|on|from|to|with|and|by))$")
TITLES = "president|governor|mayor|minister|premier|chancellor|senator|leader|spokes(?:man|woman|person)"
TITLE = re.compile(rf"^(?:[Tt]he\s+)?(?:(?i:{TITLES})|(?i:local)\s+\w+)\s+(?=[A-Z][\w’'.-]*\s[A-Z])")
PLACED_OFFICE = re.compile(r"^(?:[Tt]he\s+)?([a-z][\w-]*) of ((?:[A-Z][\w’'-]+ ?){1,3})$")
LONG_OFFICE = re.compile(
    rf"\s(?:in|for|at)\s|\sof\s(?:the\s|[A-Z])|^(?:[Tt]he )?[a-z]+['’]s\s|^(?:\w+\s){{0,2}}\w+['’]s (?:{TITLES})$"
)
OWNED = re.compile(r"^(?:its|their|his|her|our|my)\s+", re.I)
BESIDE_NAME = re.compile(
    rf"^(?:[Tt]he\s+)?(?:[A-Z][\w ]*-based|{RUN_BY}|(?:an?\s+)?[\w]+-year-old|mid-\w+|late \w+)\s+(?=[A-Z])"
)


def cited(text: str) -> str:
    """A speaker's phrase as it is cited: office before name, abbreviation for the name it abbreviates, no article.

    >>> cited("Mustafa Bali, a Syrian Democratic Forces (SDF) spokesman")
    'SDF spokesman Mustafa Bali'
    """
    text = " ".join(ABBREVIATED.sub(_abbreviated, text).split()).strip(" ,“”\"'")
    text = UNCLOSED.sub(_bracketed, text)
    text = CUT_SHORT.sub("", text)
    text = BESIDE_NAME.sub("", text)
    text = TITLE.sub("", OWNED.sub("", text))
    text = MEDIA_REPORTS.sub(r"\1", text)
    text = SPOKEN_FOR.sub(r"\2 \1", text)
    text = OFFICE_OF.sub(r"\2 \1 \3", text)
    if text.count(",") != 1:
        return _unarticled(text)
    first, second = (part.strip() for part in text.split(","))
    if _is_name(first) and _is_office(second):
        return f"{ARTICLE.sub('', second)} {first}"
    if _is_name(first) and (len(first.split()) > 1 or second.startswith("the ")):
        return first
    if _is_name(second) and not _is_name(first):
        placed = PLACED_OFFICE.match(first)
        if placed:  # "the governor of Belgorod, X"
            return f"{placed[2].strip()} {placed[1]} {second}"
        if LONG_OFFICE.search(first) and len(second.split()) > 1:
            return second
        return TITLE.sub("", f"{ARTICLE.sub('', first)} {second}")
    return text


def _bracketed(found: re.Match[str]) -> str:
    """The abbreviation that closes a speaker's phrase in brackets, in place of what it stands for; no other bracket."""
    return found[1] if sum(letter.isupper() for letter in found[1]) > 1 else found[0]


def _abbreviated(found: re.Match[str]) -> str:
    """What is written for a name with its abbreviation: the abbreviation for a body's name, the words for an office's."""
    parts, letters = found[0].split("(")[0].split(), found[1].upper()
    if any(letter.islower() for letter in found[1]) and "".join(part[0] for part in parts).upper().endswith(letters):
        return " ".join(parts)  # "Russian Ministry of Defence (MoD)": more than one country has one
    for at in range(len(parts) - 1, -1, -1):
        if "".join(part[0] for part in parts[at:] if part[0].isupper()) == letters:
            if any(part.lower() in words()["sources.offices"] for part in parts[at:]):
                return " ".join(parts)
            return " ".join([*parts[:at], found[1]])
    return found[1]


def spelt(found: re.Match[str]) -> str:
    """The words before an abbreviation that it spells ("the | Centre for Aid | in Aden (CA)"); empty where it spells none."""
    parts = re.sub(r"^The\s+", "", found[0].split("(")[0]).split()
    for at in range(len(parts) - 1, -1, -1):
        for end in range(len(parts), at, -1):
            capitals = "".join(part[0] for part in parts[at:end] if part[0].isupper())
            if capitals == found[1].upper() and parts[end - 1][0].isupper():
                return " ".join(parts[at:end])
    return ""


def _unarticled(text: str) -> str:
    text = NO_PART.sub("", text)
    text = re.sub(r"^the\s+", "", text, flags=re.I) if text[:4].lower() == "the " else text
    return re.sub(r"^(?:One|Another)\b", "a", text)


def _is_name(text: str) -> bool:
    parts = text.split()
    capital = [any(piece[:1].isupper() for piece in part.split("-")) or part in JOINING for part in parts]
    return 0 < len(parts) <= 4 and text[0].isupper() and all(capital) and parts[-1] not in JOINING


def _is_office(text: str) -> bool:
    parts = text.lower().split()
    lists = words()
    offices = lists["sources.government"] | lists["sources.belligerent"] | lists["sources.other"]
    return (
        0 < len(parts) <= LONGEST_OFFICE
        and not {"of", "for", "at", "from", "who"} & set(parts)
        and parts[-1] in offices
    )
