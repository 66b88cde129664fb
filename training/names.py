"""Reads the name corpora: re3d, and the named mentions in GUM's entity layer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from training.conllu import Sentence, to_doc

#: re3d's types and ours.
RE3D_LABELS = {
    "Person": "PERSON",
    "Organisation": "ORGANISATION",
    "Location": "PLACE",
    "Nationality": "NATIONALITY",
    "Weapon": "WEAPON",
    "MilitaryPlatform": "PLATFORM",
    "Vehicle": "VEHICLE",
    "Temporal": "TIME",
    "Quantity": "QUANTITY",
    "Money": "MONEY",
    "DocumentReference": "REFERENCE",
}

#: One sentence: its words and their IOB types.
Row = tuple[list[str], list[str]]

#: GUM's types and ours; only named mentions are taken.
GUM_LABELS = {"person": "PERSON", "organization": "ORGANISATION", "place": "PLACE", "event": "EVENT"}

#: What ends the named part of a GUM mention: clauses, appositions, parentheses.
_TAIL = ("acl", "acl:relcl", "appos", "parataxis", "advcl")

_CLOSE_LEFT = set(".,;:!?)]}%’'”") | {"...", "n't", "'s", "’s", "'re", "'ve", "'ll", "'m", "'d", "’re", "’ve"}
_OPEN_RIGHT = set("([{$£€“#")


def join_words(words: list[str]) -> list[bool]:
    """For words of running text that was split, whether a blank follows each."""
    spaces = [True] * len(words)
    quote_open = False
    for i, word in enumerate(words):
        before = i > 0
        if word in _CLOSE_LEFT and before:
            spaces[i - 1] = False
        if word in _OPEN_RIGHT:
            spaces[i] = False
        if word in "-–/" and before and _is_inner(words, i):
            spaces[i - 1] = spaces[i] = False
        if word in ("’", "'") and before and i + 1 < len(words) and re.fullmatch(r"[a-z]{1,4}", words[i + 1]):
            spaces[i] = False
        if word == '"':
            closes = quote_open or i == len(words) - 1
            if closes and before:
                spaces[i - 1] = False
            elif not closes:
                spaces[i] = False
            quote_open = not closes
    spaces[-1] = False
    return spaces


def _is_inner(words: list[str], i: int) -> bool:
    """Whether a hyphen or stroke stands between two parts of one word."""
    return (
        i + 1 < len(words) and words[i - 1][-1:].isalnum() | (words[i - 1][-1:] == ".") and words[i + 1][:1].isalnum()
    )


def read_re3d(path: Path) -> Iterator[Row]:
    """Sentences of a re3d file: words and their IOB types."""
    words: list[str] = []
    tags: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        word, _, tag = line.rstrip().partition("\t")
        if tag and word.strip():
            words.append(word.strip())
            tags.append(tag)
        elif words:
            yield words, tags
            words, tags = [], []
    if words:
        yield words, tags


@dataclass
class Mention:
    """One mention in GUM's entity layer: its type and its words (end exclusive)."""

    kind: str
    start: int
    end: int


def gum_mentions(sentence: Sentence) -> list[Mention]:
    """All mentions of a sentence, in the order in which they close."""
    stack: list[tuple[str, str, int]] = []
    done: list[Mention] = []
    for i, word in enumerate(sentence.words):
        for part in re.findall(r"\([^()]+\)?|[^()]+\)", word.entity):
            fields = part.strip("()").split("-")
            if part.startswith("("):
                stack.append((fields[0], fields[1] if len(fields) > 1 else "", i))
            if part.endswith(")"):
                for at in range(len(stack) - 1, -1, -1):
                    if stack[at][0] == fields[0]:
                        _, kind, start = stack.pop(at)
                        done.append(Mention(kind, start, i + 1))
                        break
    return done


def named_part(sentence: Sentence, mention: Mention) -> Mention | None:
    """The named part of a mention, or None where its head is no proper noun."""
    words = sentence.words
    heads = [
        i
        for i in range(mention.start, mention.end)
        if not mention.start <= words[i].head - 1 < mention.end and words[i].deprel != "punct"
    ]
    if not heads or words[heads[0]].upos != "PROPN":
        return None
    end = mention.end
    for i in range(heads[0] + 1, mention.end):
        inside_name = words[i].deprel in ("flat", "compound", "punct") and words[i].form in "-–'’"
        if (words[i].form in ",(:;–—" and not inside_name) or words[i].deprel in _TAIL:
            end = i
            break
    return Mention(mention.kind, mention.start, end)


def gum_doc(vocab: Vocab, sentences: list[Sentence]) -> Doc:
    """A GUM paragraph with its named mentions; other mentions are left open, the rest is outside."""
    doc = to_doc(vocab, sentences)
    named: list[Span] = []
    open_spans: list[Span] = []
    offset = 0
    for sentence in sentences:
        for mention in sorted(gum_mentions(sentence), key=lambda m: (m.start, -m.end)):
            part = named_part(sentence, mention) if mention.kind in GUM_LABELS else None
            at = part or mention
            span = Span(doc, offset + at.start, offset + at.end, label=GUM_LABELS.get(mention.kind, "OTHER"))
            (named if part else open_spans).append(span)
        offset += len(sentence.words)
    kept = _outermost(named)
    taken = {i for span in kept for i in range(span.start, span.end)}
    loose = [doc[i : i + 1] for span in open_spans for i in range(span.start, span.end) if i not in taken]
    loose += [doc[t.i : t.i + 1] for t in doc if t.pos_ in ("NUM", "PRON", "ADJ", "PROPN") and t.i not in taken]
    unique = {span.start: Span(doc, span.start, span.end, label="OPEN") for span in loose}
    doc.set_ents(kept, missing=list(unique.values()), default="outside")
    return doc


def _outermost(spans: list[Span]) -> list[Span]:
    """The spans that lie in no other, earlier ones first."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
