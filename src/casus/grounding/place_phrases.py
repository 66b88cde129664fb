"""The words of a place phrase: directions, "near", units ("province", "airbase"), heads ("the northern city of ..."), owners."""

from __future__ import annotations

import re

from casus.record import PlacePrecision

SIDE = r"(?:(?:north|south)[-‐– ]?(?:east|west)(?:ern)?|(?:north|south|east|west)(?:ern)?|central|far[- ](?:north|south|east|west))"
DIRECTED = re.compile(rf"^({SIDE})(?:ern)?\s+(?=[A-Z]|al-|el-)", re.IGNORECASE)
_DISTANCE = (
    r"(?:\d[\d.,]*|an?|[a-z]+(?:-[a-z]+)?)\s*(?:km|kms|kilomet(?:re|er)s?|miles?|m|met(?:re|er)s)\b(?:\s+\([^)]*\))?"
)
NEAR = re.compile(
    rf"^(?:(?:(?:about|around|some|just|only|roughly|nearly)\s+)?{_DISTANCE}\s+(?:away\s+)?(?:from|outside)|(?:{_DISTANCE}.*?\s+)?(?:just\s+)?(?:to\s+the\s+)?{SIDE}\s+of|near(?:by)?|outside|close\s+to|around"
    r"|(?:the\s+)?(?:outskirts|edges?|vicinity|area|suburbs?|surroundings|environs|gates|west|east|north|south)\s+(?:of|around))\s+(?:the\s+)?",
    re.IGNORECASE,
)
BEYOND = re.compile(
    rf"^{SIDE}\s+of\s+the\s+(?P<name>[A-Z][\w’'-]+)(?:\s+(?:[Rr]iver|[Ss]ea|[Mm]ountains|[Bb]order|[Ll]ine))?$"
)
"""A side of what "the" tells to be no town: a river, mountains, a border ("east of the Euphrates")."""
AWAY = re.compile(
    rf"(?i:\b\d[\d.,]*\s*(?:km|kilomet(?:re|er)s?|miles?)\b[^.;,]{{0,40}}\b(?:from|of|outside)|\b(?:{SIDE}|outskirts|edges?|vicinity|suburbs?|surroundings|environs)"
    r"\s+(?:of|around)|\b(?:near(?:by)?|outside|close\s+to))\s+(?:the\s+)?(?:(?:(?!in\b|at\b|of\b|on\b)[a-z-]+\s+){0,2}(?:city|town|village|port)\s+of\s+)?$"
)
"""What stands before the name of a place when something is beside it and not in it."""
HEAD_OF = re.compile(
    r"^(?:[\w'’-]+\s+){0,5}?(?:cit(?:y|ies)|towns?|villages?|hamlets?|capital|enclave|areas?|region|stronghold|port|camp|districts?|quarters?|settlements?"
    r"|neighbou?rhoods?|bastion|pocket|island|oasis|municipality|commune|locality|suburbs?|parts|outskirts|centre|center|heart)\s+of\s+(?=[A-Z'‘ʿ]|al-|el-|the\s+[A-Z])",
)
BETWEEN = re.compile(
    r"^(?:(?:on\s+)?(?:the\s+)?(?:main\s+|key\s+)?(?:road|highway|motorway|route|area|line|border)\s+)?(?:between|linking|connecting)\s+(?P<one>.+?)\s+(?:and|with|to)\s+(?P<other>.+)$",
    re.IGNORECASE,
)
UNIT_OF = re.compile(
    r"^(?:[a-z][\w'’-]*\s+){0,5}?(province|governorate|region|state|district|countryside|department)\s+of\s+(?=[A-Z]|al-|el-)"
)
OF_PLACE = re.compile(
    rf"\s+(?:(?:border|{SIDE}|coastal|capital|port|frontier|historic|ancient|old|key|strategic|main|major|small|large|largest|second|mountain|mountainous|desert|remote"
    r"|neighbou?ring|[a-z]+-(?:held|controlled|majority))\s+){0,3}"
    r"(?:cit(?:y|ies)|towns?|villages?|hamlets?|provinces?|governorates?|districts?|regions?|soil|territor(?:y|ies)|countryside|capital|coast|coastline|desert"
    r"|islands?|ports?|airspace|waters|mainland|enclaves?|exclaves?|heartland|borderlands?|(?:border|frontier)(?=[^\w\s]|\s*$|\s+(?:with|in|on|near|and|at|to|after|from|where|when|as|by|into|is|was)\b))\b"
)
"""What follows an adjective of a nation that says where a place lies ("the Turkish | border town of ..."), not who acts."""
LEADING = re.compile(
    r"^(?:the|a|an|in|inside|into|at|from|to|across|rebel-held|besieged|government-held|nearby|neighbou?ring|key|strategic)\s+",
    re.IGNORECASE,
)
QUALIFIED = re.compile(
    r"^(?:[A-Za-z]+(?:-[A-Za-z]+)?-(?:held|controlled|occupied|populated|run|ruled|majority|dominated)|besieged|embattled|war-torn|neighbou?ring|nearby|mainly|predominantly)\s+"
)
# "Jinnah Town" is a name, "Homs City" only a city's
CITY_HEAD = re.compile(r"\s+(?:[Cc]ity|town|village|(?:[Cc]ity|town) [Cc]ent(?:re|er))$")
OWNER = re.compile(r"^(?P<owner>[A-Z][\w .-]*?)['’]s?\s+(?P<rest>.+)$")
UNITS: dict[str, PlacePrecision] = {
    "province": "province", "governorate": "province", "state": "province", "region": "region", "countryside": "province", "oblast": "province",
    "department": "province", "county": "district", "district": "district", "subdistrict": "district", "division": "district",
    "sub-district": "district", "area": "near", "valley": "region", "enclave": "region", "pocket": "region", "agency": "district",
    "quarter": "near", "neighbourhood": "near", "neighborhood": "near", "suburb": "near", "suburbs": "near", "outskirts": "near", "camp": "exact", "refugee camp": "exact",
    "airbase": "exact", "air base": "exact", "airport": "exact", "military airport": "exact", "border": "region", "frontier": "region", "crossing": "exact",
    "provinces": "province", "districts": "district", "mountains": "region", "desert": "region", "river": "region", "prison": "exact", "dam": "exact",
    "hospital": "near", "university": "near", "square": "near", "market": "near", "forest": "near", "forests": "near", "road": "near", "bazaar": "near",
    "bridge": "near", "stream": "region", "canal": "region", "stadium": "near", "station": "near", "railway station": "near", "train station": "near", "mosque": "near",
    "junction": "near", "roundabout": "near",
    "tehsil": "district", "sector": "district", "coast": "region", "peninsula": "region", "front": "near", "axis": "near", "base": "exact",
}  # fmt: skip
UNIT = re.compile(rf"^(.+?)\s+({'|'.join(sorted(map(re.escape, UNITS), key=len, reverse=True))})$", re.IGNORECASE)

_ABBREVIATION = re.compile(r"(?:[A-Z]\.\s?)+[A-Z][a-z]?|[A-Z][a-z]{1,4}|[A-Z]\.\s?[A-Z][a-z]{1,3}")
_DOTTED_END = re.compile(r".*\s(?:[A-Z]\.)+[A-Z]")  # "the U.S", "Washington, D.C": the stop is part of the last word
_BLANKS = re.compile(r"\s+")
_OWNS = re.compile(r"['’]s$")
_MARKS = ' \t\n"“”.,;:!?()[]'


def cleaned(text: str) -> str:
    """A phrase without determiners, "inside", "besieged" and the like before it, and without marks around it."""
    text = _stripped(_BLANKS.sub(" ", text))
    while True:
        shorter = QUALIFIED.sub("", LEADING.sub("", text) if not DIRECTED.match(text) else text)
        shorter = _stripped(_OWNS.sub("", shorter))
        if shorter == text:
            return text
        text = shorter


def _stripped(text: str) -> str:
    """Without marks around it; the stop of an abbreviation ("U.S.", "Fla.") stays."""
    stripped = text.strip(_MARKS)
    short = _ABBREVIATION.fullmatch(stripped) or _DOTTED_END.fullmatch(stripped)
    return f"{stripped}." if short and f"{stripped}." in text else stripped


def peeled(text: str) -> str:
    """A phrase less its outermost words for direction, nearness, head, unit or owner; the same text where it has none."""
    for pattern in (NEAR, HEAD_OF, UNIT_OF, DIRECTED):
        match = pattern.match(text)
        if match:
            return cleaned(text[match.end() :])
    shorter = CITY_HEAD.sub("", text)
    if shorter != text:
        return cleaned(shorter)
    unit = UNIT.match(text)
    if unit:
        return cleaned(unit[1])
    owner = OWNER.match(text)
    if owner:
        return cleaned(owner["rest"])
    return cleaned(text.split(",", 1)[0]) if "," in text else text
