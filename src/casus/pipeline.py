"""The way of one document: clean -> parse -> code -> ground; and of many, by some executor.

Coding is a pure function of one document and the theatre packs, so any executor gives the same output in the same
order, and memory does not grow with the number of documents.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from casus.cleaning import clean, kept_blocks
from casus.coding.acts import ActDraft, draft_acts
from casus.coding.drafts import draft_claims
from casus.coding.kinds import KindTable, layered_table, table
from casus.coding.pronouns import Context
from casus.coding.reading import read_sentences
from casus.coding.relations import draft_relations
from casus.coding.triggers import Pattern, compile_patterns, packaged_patterns
from casus.coding.verdicts import Judge
from casus.grounding.acts import ground_acts
from casus.grounding.claims import Grounder, Survey, undated
from casus.grounding.dating import Dater
from casus.grounding.explaining import claim_choices, survey_lines, without_id
from casus.grounding.gazetteer import added_paths
from casus.grounding.relations import ground_relations
from casus.grounding.theatre import load_theatres
from casus.grounding.times import DOUBTFUL, doubtful_dates
from casus.language.mentions import find_mentions, find_toponyms
from casus.language.parse import Sentence, load_pipeline, parse_blocks
from casus.language.parse import Setting as Setting
from casus.record import Act, Claim, Coded, Document, Draft, Mention, Phrase, Problem, RelationDraft
from casus.scaling.executor import Executor, Result
from casus.scaling.local import HERE
from casus.versions import coder_version

EARLY = 100  # characters behind the first claim's word at which a claim weighs half


def code_documents(
    documents: Iterable[Document],
    *,
    theatres: Sequence[str] | None = None,
    english: Setting = "accurate",
    kinds: Path | None = None,
    verbal: bool = False,
    executor: Executor = HERE,
) -> Iterator[Result]:
    """Code documents, in this process unless another ``executor`` is given; the output keeps the order of the input.

    Documents are drawn as they are needed; a document that cannot be coded comes out as one that was set aside. ``theatres`` are names of
    packaged theatre packs or paths (``None``: all packaged ones); ``english`` is the English pipeline; ``kinds`` a file laid over the table of kinds;
    ``verbal``: acts are coded too.

    Raises:
        KindTableError: when the file of kinds is wrong.
    """
    chosen = Chosen(None if theatres is None else tuple(theatres), english, kinds, verbal)
    return executor.run(chosen, documents)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a user chose of how documents are coded: the :class:`~casus.scaling.executor.Work` that every worker gets."""

    theatres: tuple[str, ...] | None = None
    english: Setting = "accurate"
    kinds: Path | None = None
    verbal: bool = False

    def load(self) -> Callable[[Document], Coded]:
        """Load the models, packs and words, and give what codes one document; raises what is wrong with them."""
        ground, dates = loaded(self.theatres, self.english)
        lexicon = patterns(layered_table(self.kinds))

        def code(document: Document) -> Coded:
            dated = date_document(clean(document), dates)
            ((_, sentences),) = parse_blocks([(0, dated.text, kept_blocks(dated))], self.english)
            return code_parsed(dated, sentences, ground, lexicon, verbal=self.verbal)

        return code

    def version(self) -> str:
        """The version of the coder: with other code, words, packs or places come other claims."""
        return coder_version(self.theatres, self.english, self.kinds, added_places())


@cache
def grounder(theatres: tuple[str, ...] | None) -> Grounder:
    """The grounder of some theatre packs, built once per process."""
    return Grounder(load_theatres(theatres))


def added_places() -> list[Path]:
    """The indexes of places that the user has added: with other places come other claims."""
    return added_paths()


@cache
def dater(theatres: tuple[str, ...] | None) -> Dater:
    """What dates undated documents by the milestones of some theatre packs, built once per process."""
    return Dater(load_theatres(theatres))


@cache
def loaded(theatres: tuple[str, ...] | None, english: Setting) -> tuple[Grounder, Dater]:
    """All that coding needs, loaded once per process.

    It stays as long as the process does, so the garbage collector need not go through it again and again (a tenth of coding's time).
    """
    load_pipeline(english)
    found = grounder(theatres), dater(theatres)
    gc.freeze()
    return found


def patterns(kinds: KindTable) -> Mapping[str, tuple[Pattern, ...]]:
    """The lexicon of a table of kinds, compiled once per process."""
    return packaged_patterns() if kinds is table() else compile_patterns(kinds)


def date_document(document: Document, dates: Dater) -> Document:
    """The document with a date: its own, or one inferred from its text, title and address, with the reasons."""
    if not undated(document):
        return document
    found = dates.infer(document.text, document.noise, document.url or "", document.title or "")
    return replace(document, date=found)


@dataclass(frozen=True, slots=True)
class Read:
    """A parsed document as coding and grounding see it: its mentions, where it plays, and its drafts."""

    mentions: tuple[Mention, ...]
    names: tuple[Phrase, ...]
    survey: Survey
    drafts: list[Draft]
    related: list[RelationDraft]
    acts: list[ActDraft]


def read_parsed(
    document: Document,
    sentences: Sequence[Sentence],
    ground: Grounder,
    lexicon: Mapping[str, tuple[Pattern, ...]] | None = None,
    *,
    verbal: bool = False,
    judge: Judge | None = None,
) -> Read:
    """What a document that is clean, dated and parsed says before its claims are grounded, by some lexicon of kinds.

    ``verbal``: its acts too; ``judge`` says what is claimed in place of the packaged one.
    """
    mentions = find_mentions(sentences)
    places = [Phrase(m.begin, m.end, m.text, "place") for m in mentions if m.type == "place"]
    people = [Phrase(m.begin, m.end, m.text, "person") for m in mentions if m.type in ("person", "nationality")]
    toponyms = find_toponyms(sentences)
    context = Context.of(sentences)
    readings = read_sentences(sentences, lexicon, context)
    return Read(
        mentions=mentions,
        names=(*places, *toponyms),
        survey=ground.survey(document, places, toponyms, people),
        drafts=draft_claims(sentences, judge, readings=readings, context=context),
        related=draft_relations(sentences, readings=readings, context=context),
        acts=draft_acts(readings, context) if verbal else [],
    )


def code_parsed(
    document: Document,
    sentences: Sequence[Sentence],
    ground: Grounder,
    lexicon: Mapping[str, tuple[Pattern, ...]] | None = None,
    *,
    verbal: bool = False,
) -> Coded:
    """Code and ground one document that is clean, dated and parsed; ``verbal``: its acts too."""
    read = read_parsed(document, sentences, ground, lexicon, verbal=verbal)
    claims = ground.ground(document, read.drafts, read.survey)
    relations = ground_relations(document, read.related, ground.actors, read.survey.seen_from).relations
    return Coded(
        document=document,
        claims=tuple(claims),
        mentions=ground.mentions(document, read.mentions, read.survey),
        main=main_claim(claims),
        problems=tuple(date_problems(document, sentences)),
        relations=relations,
        acts=_acts(document, read, ground),
    )


def _acts(document: Document, read: Read, ground: Grounder) -> tuple[Act, ...]:
    told = ground_acts(document, [act.draft for act in read.acts], ground, read.survey) if read.acts else []
    return tuple(
        Act(act.event, act.mode, act.cameo, claim, act.draft.sentence[0], act.rank, act.depth)
        for act, claim in zip(read.acts, told, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Choices:
    """What grounding chose in a document and why, in plain words: of the whole, and of each claim by id."""

    document: tuple[str, ...]
    claims: Mapping[str, Sequence[str]]


def explain_choices(coded: Coded, theatres: Sequence[str] | None = None, english: Setting = "accurate") -> Choices:
    """Reads a coded document again and tells what was chosen for it; a claim that this reading does not make has no lines."""
    ground = grounder(None if theatres is None else tuple(theatres))
    document = coded.document
    ((_, sentences),) = parse_blocks([(0, document.text, kept_blocks(document))], english)
    read = read_parsed(document, sentences, ground)
    found = claim_choices(document, read.drafts, ground, read.survey)
    lines = survey_lines(document, read.names, ground, read.survey)
    return Choices(tuple(lines), {claim.claim_id: found.get(without_id(claim), ()) for claim in coded.claims})


def date_problems(document: Document, sentences: Sequence[Sentence]) -> Iterator[Problem]:
    """A warning for each date in the text that names no day; it says which words, and that no day was taken from them."""
    for sentence in sentences:
        for item in doubtful_dates(sentence.text, document.date):
            reason = f"the date {item.text!r} names no day: {DOUBTFUL[item.kind]}; no time was taken from it, check the report"
            yield Problem(document.locator or document.id, "ground", reason)


def main_claim(claims: Sequence[Claim]) -> int | None:
    """The index of the claim that the text is chiefly about: told early in the text, likely, and stated as having happened."""
    if not claims:
        return None
    told = [claim.begin + max(claim.evidence.find(claim.trigger), 0) for claim in claims]
    first = min(told)

    def weight(at: int) -> tuple[float, int]:
        claim = claims[at]
        early = 1.0 / (1.0 + (told[at] - first) / EARLY)
        return claim.confidence**0.5 * early * (1.0 if claim.status == "happened" else 0.7), -at

    return max(range(len(claims)), key=weight)
