"""Varies training texts so that headlines, lower-cased text and stray blanks do not throw the pipeline off."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.training import Example
from spacy.training.augment import create_combined_augmenter
from spacy.util import registry

#: Blanks that web pages leave between words.
BLANKS = ["\n", "\n\n", " ", "  ", "\t"]


def _without_final_stop(nlp: Language, example: Example) -> Example:
    """The example without the full stop that ends it; unchanged where it has none or a word hangs from it."""
    reference = example.reference
    last = len(reference) - 1
    if last < 3 or reference[last].text != "." or any(token.head.i == last for token in reference[:last]):
        return example
    shorter = reference[:last].as_doc()
    return Example(nlp.make_doc(shorter.text), shorter)


@registry.augmenters("casus.augmenter.v1")
def create_augmenter(
    lower: float, blanks: float, bare: float, seed: int
) -> Callable[[Language, Example], Iterator[Example]]:
    """Makes an augmenter from the shares of texts to lower-case, to strew with blanks, to bare of their stop."""
    chance = random.Random(seed)
    combined = create_combined_augmenter(
        lower_level=lower,
        orth_level=0.0,
        orth_variants=None,
        whitespace_level=blanks,
        whitespace_per_token=0.02,
        whitespace_variants=BLANKS,
    )

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        if chance.random() < bare:
            example = _without_final_stop(nlp, example)
        yield from combined(nlp, example)

    return augment
