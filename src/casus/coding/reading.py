"""What coding reads in each sentence before it decides: candidates with roles and status, counts, voices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casus.coding.attribution import find_voices
from casus.coding.counts import Counted, find_counts
from casus.coding.pronouns import Context
from casus.coding.roles import Roles, roles_of
from casus.coding.speakers import Voice
from casus.coding.status import status_of
from casus.coding.triggers import Candidate, Pattern, find_candidates
from casus.language.parse import Sentence
from casus.record import Status


@dataclass(frozen=True, slots=True)
class Hit:
    """A candidate with its roles and status."""

    candidate: Candidate
    roles: Roles
    status: Status


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence as coding sees it."""

    sentence: Sentence
    hits: tuple[Hit, ...]
    counts: tuple[Counted, ...]
    voices: tuple[Voice, ...]


def read_sentences(
    sentences: Sequence[Sentence],
    patterns: Mapping[str, tuple[Pattern, ...]] | None = None,
    context: Context | None = None,
) -> list[Reading]:
    """Readings of a document's sentences, in order, by some patterns of a table of kinds (``None``: the packaged ones); ``context`` where it
    is at hand.

    Sentences without a letter are left out.
    """
    worded = [sentence for sentence in sentences if any(char.isalpha() for char in sentence.text)]
    voices = find_voices(worded, Context.of(sentences) if context is None else context)
    out: list[Reading] = []
    for sentence, heard in zip(worded, voices, strict=True):
        hits = tuple(Hit(c, roles_of(c), status_of(c)) for c in find_candidates(sentence.span, patterns))
        out.append(Reading(sentence, hits, tuple(find_counts(sentence)), tuple(heard)))
    return out
