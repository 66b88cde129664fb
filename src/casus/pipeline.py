"""The way of one document: clean -> parse -> code -> ground; and of many, in batches and worker processes.

Coding is a pure function of one document and the theatre packs, so any number of jobs gives the same output in the same
order, and memory does not grow with the number of documents.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

from casus.cleaning import clean, kept_blocks
from casus.coding.drafts import draft_claims
from casus.grounding.claims import Grounder, undated
from casus.grounding.dating import Dater
from casus.grounding.theatre import load_theatres
from casus.language.mentions import find_mentions
from casus.language.parse import Sentence, parse_blocks
from casus.language.parse import Setting as Setting
from casus.record import Claim, Coded, Document, Mention, Phrase

BATCH = 16  # documents that a worker takes at once


def code_documents(
    documents: Iterable[Document],
    *,
    theatres: Sequence[str] | None = None,
    jobs: int = 1,
    english: Setting = "accurate",
) -> Iterator[Coded]:
    """Code documents one after the other, or in ``jobs`` worker processes; the output keeps the order of the input.

    ``theatres`` are names of packaged theatre packs or paths (``None``: all packaged ones); ``english`` is the English pipeline.
    """
    chosen = None if theatres is None else tuple(theatres)
    if jobs <= 1:
        for batch in _batches(documents):
            yield from _code_batch(batch, chosen, english)
        return
    yield from _in_processes(documents, chosen, jobs, english)


def _in_processes(
    documents: Iterable[Document], theatres: tuple[str, ...] | None, jobs: int, english: Setting
) -> Iterator[Coded]:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_single_threaded) as pool:
        waiting: deque[Future[list[Coded]]] = deque()
        for batch in _batches(documents):
            waiting.append(pool.submit(_code_batch, batch, theatres, english))
            if len(waiting) > 2 * jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _single_threaded() -> None:
    """One thread for each worker's matrix products: the processes already share out the cores."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    source = iter(documents)
    while batch := list(islice(source, BATCH)):
        yield batch


@cache
def grounder(theatres: tuple[str, ...] | None) -> Grounder:
    """The grounder of some theatre packs, built once per process."""
    return Grounder(load_theatres(theatres))


@cache
def dater(theatres: tuple[str, ...] | None) -> Dater:
    """What dates undated documents by the milestones of some theatre packs, built once per process."""
    return Dater(load_theatres(theatres))


def _code_batch(documents: list[Document], theatres: tuple[str, ...] | None, english: Setting) -> list[Coded]:
    ground = grounder(theatres)
    dates = dater(theatres)
    dated = [date_document(clean(document), dates) for document in documents]
    items = ((at, document.text, kept_blocks(document)) for at, document in enumerate(dated))
    return [code_parsed(dated[at], sentences, ground) for at, sentences in parse_blocks(items, english)]


def date_document(document: Document, dates: Dater) -> Document:
    """The document with a date: its own, or one inferred from its text, title and address, with the reasons."""
    if not undated(document):
        return document
    found = dates.infer(document.text, document.noise, document.url or "", document.title or "")
    return replace(document, date=found)


def code_parsed(document: Document, sentences: Sequence[Sentence], ground: Grounder) -> Coded:
    """Code and ground one document that is clean, dated and parsed."""
    mentions = find_mentions(sentences)
    places = [Phrase(m.begin, m.end, m.text, "place") for m in mentions if m.type == "place"]
    claims = ground.ground(document, draft_claims(sentences), places)
    return Coded(document, tuple(claims), _grounded(mentions, document, ground, places), main_claim(claims))


def _grounded(
    mentions: Sequence[Mention], document: Document, ground: Grounder, places: Sequence[Phrase]
) -> tuple[Mention, ...]:
    return ground.mentions(document, mentions, places)


def main_claim(claims: Sequence[Claim]) -> int | None:
    """The index of the claim that the text is chiefly about: early in the text, likely, and stated as having happened."""
    if not claims:
        return None
    first = min(claim.begin for claim in claims)

    def weight(at: int) -> tuple[float, int]:
        claim = claims[at]
        early = 1.0 / (1.0 + (claim.begin - first) / 400)
        return claim.confidence * early * (1.0 if claim.status == "happened" else 0.7), -at

    return max(range(len(claims)), key=weight)
