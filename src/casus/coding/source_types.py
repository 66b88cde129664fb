"""What sort of source is cited: a monitor, a belligerent, a witness, ... by the words of the speaker's phrase."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from casus.coding.speakers import Voice
from casus.coding.triggers import lemma
from casus.coding.words import words
from casus.record import SourceType

TYPE_ORDER: Final[tuple[SourceType, ...]] = (
    "monitor", "un", "ngo", "media", "expert", "belligerent", "government", "witness", "official_unnamed", "other",
)  # fmt: skip
BY_CALLING: Final[tuple[SourceType, ...]] = ("monitor", "un", "media", "expert", "ngo", "belligerent")
CALLED: Final[frozenset[SourceType]] = frozenset({"monitor", "un", "ngo", "media", "expert"})
"""Sorts that a source is only taken for when it is called so, which no other voice then overrules."""
BY_OFFICE: Final[tuple[SourceType, ...]] = ("government", "witness", "other")


def source_type_of(voice: Voice, actor_kind: str | None = None) -> SourceType:
    """What sort of source is cited, from the grounded kind of actor where known, else from the words of the phrase."""
    by_kind: dict[str, SourceType] = {
        "monitor": "monitor", "un": "un", "ngo": "ngo", "agency": "media", "media": "media", "rebel": "belligerent",
        "militia": "belligerent", "jihadist": "belligerent", "coalition": "belligerent", "state_forces": "belligerent",
        "government": "government", "police": "government", "civilians": "witness",
    }  # fmt: skip
    lists = words()
    if voice.verb == "credit":
        return "media"
    found = set(re.findall(r"[\w.]+", f"{voice.speaker.text} {voice.office}".lower()))
    found |= {word.rstrip("s") for word in found}
    found |= {
        f"{a} {b}"
        for a, b in pairwise(
            re.findall(
                r"[\w.]+",
                f"{voice.speaker.text} {voice.office}".lower().replace("agencies", "agency").replace("groups", "group"),
            )
        )
    }
    if actor_kind in ("monitor", "un", "ngo", "agency", "media"):
        return by_kind[actor_kind]
    if found & lists["sources.anonymous"] and not _named(voice):
        if found & lists["sources.belligerent"]:
            return "belligerent"
        if "official" in found or "diplomat" in found or ("source" in found and found & lists["sources.unnamed_of"]):
            return "official_unnamed"
    police = "police" in found and found & lists["sources.belligerent"] <= lists["sources.ranks"]
    for kind in BY_CALLING:
        if found & lists[f"sources.{kind}"] and not (kind == "belligerent" and police):
            return kind
    if actor_kind in by_kind and actor_kind != "civilians":
        return by_kind[actor_kind]
    for kind in BY_OFFICE:
        if found & lists[f"sources.{kind}"]:
            return kind
    if voice.head.ent_type_ in ("PLACE", "NATIONALITY"):
        return "government"
    if actor_kind == "civilians" or voice.head.ent_type_ == "PERSON" or _named(voice):
        return "witness"
    return "other"


def is_called(voice: Voice, ruled: SourceType) -> bool:
    """Whether a voice is called what it is taken for, so that no other opinion overrules it."""
    nobodys = lemma(voice.head) in words()["sources.unsided"]
    return ruled in CALLED or (nobodys and ruled in ("other", "official_unnamed"))


def _named(voice: Voice) -> bool:
    """Whether a speaker has a name: "a security source" is found as a person and has none."""
    if any(token.ent_type_ == "PERSON" and token.pos_ == "PROPN" for token in voice.head.subtree):
        return True
    return voice.speaker.type == "person" and any(word[:1].isupper() for word in voice.speaker.text.split()[1:])
