"""Versions of one page: later updates of a text at the same address. The latest stands for the others, which stay in the record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from casus.cleaning.overlap import SHORT_WORDS, shared_part
from casus.cleaning.prepared import Prepared, stated_day

_RELATED = 0.4  # share of the smaller text's runs of five words from which two texts at one address are one story
_RELATED_SHORT = 0.8  # the same of single words, for texts of a sentence or two


def superseded(group: Iterable[Prepared]) -> dict[str, str]:
    """Of documents of one address, by key: the version that stands for each earlier one.

    Versions follow each other by stated date (undated ones first), those of one day by their length. Texts at one address that have
    little in common are no versions: a table's rows may all name one page. Of versions with the very same words the first stands.
    """
    ordered = sorted(group, key=_version_order)
    chains: list[list[Prepared]] = []
    for before, one in pairwise([None, *ordered]):
        assert one is not None
        if before is not None and _one_story(before, one):
            chains[-1].append(one)
        else:
            chains.append([one])
    found: dict[str, str] = {}
    for chain in chains:
        last = chain[-1].identity
        standing = next(one.document.key for one in chain if one.identity == last)
        found.update({one.document.key: standing for one in chain if one.identity != last})
    return found


def _version_order(one: Prepared) -> tuple[date, int, str]:
    return (stated_day(one.document) or date.min, len(one.words), one.document.key)


def _one_story(one: Prepared, other: Prepared) -> bool:
    if shared_part(one.words, other.words) >= _RELATED:
        return True
    mine, theirs = sorted((set(one.words.hashes.tolist()), set(other.words.hashes.tolist())), key=len)
    short = max(len(one.words), len(other.words)) < SHORT_WORDS
    return short and bool(mine) and len(mine & theirs) >= _RELATED_SHORT * len(mine)
