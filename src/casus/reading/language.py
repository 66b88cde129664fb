"""The language gate: only English is coded, and a text is turned away on clear evidence alone.

Short English reports can consist of Arabic, Slavic or Hausa names, which mislead a character model. So the frequent little words of
English speak first (``english.txt``); a text without them is foreign when its script is not Latin, or when the
language model is sure of it after the capitalised words, mostly names, are taken out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

from casus.reading.errors import AGAIN, MachineError

LETTERS_NEEDED = 60
_REST_NEEDED = 40
_ENGLISH_SHARE = 0.10
_SURE = 0.95
_SAMPLE = 20_000  # characters; enough for any verdict
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LAST_LATIN = "ɏ"  # end of the Unicode block Latin Extended-B


def foreign_language(text: str) -> str | None:
    """The ISO 639-1 code of the language that ``text`` is clearly in, or ``None`` when it is English or no verdict is possible."""
    sample = text[:_SAMPLE]
    letters = [char for char in sample if char.isalpha()]
    if len(letters) < LETTERS_NEEDED:
        return None
    latin = sum(char <= _LAST_LATIN for char in letters)
    if latin < len(letters) / 2:
        return _classify(sample)[0]
    words = _WORD.findall(sample)
    english = sum(word.lower() in _english_words() for word in words)
    if english >= _ENGLISH_SHARE * len(words):
        return None
    rest = " ".join(word for word in words if word.islower())
    if len(rest) < _REST_NEEDED:
        return None
    language, probability = _classify(rest)
    return language if language != "en" and probability >= _SURE else None


@lru_cache(maxsize=1)
def _english_words() -> frozenset[str]:
    lines = files("casus.reading").joinpath("english.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    try:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError as error:  # the model is unpacked into a temporary file
        raise MachineError(
            f"the language model cannot be loaded: {error.strerror or error}; see that the disk of the folder for temporary files"
            f" (TMPDIR) has 70 MB of space, {AGAIN}"
        ) from error


def _classify(text: str) -> tuple[str, float]:
    language, probability = _identifier().classify(text)
    return str(language), float(probability)
