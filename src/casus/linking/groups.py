"""Groups of claims in the making (:mod:`casus.linking.rounds`)."""

from __future__ import annotations

from zlib import crc32


class Group:
    """Some claims as one group; ``name`` is the smallest id. Groups of the same claims are one object within a clustering."""

    __slots__ = ("members", "name", "parts", "size")

    def __init__(self, members: frozenset[str], parts: tuple[Group, Group] | None) -> None:
        self.members = members
        self.name = min(members)
        self.size = len(members)
        self.parts = parts


def order(one: Group, other: Group) -> tuple[int, str, str]:
    """What breaks ties between pairs of groups."""
    low, high = sorted((one.name, other.name))
    return crc32(f"{low} {high}".encode()), low, high
