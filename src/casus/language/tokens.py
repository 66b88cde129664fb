"""Words: spaCy's English tokenizer, with what news from the web needs beside it.

Blanks lost after a stop ("2016.The", "said.”The"), hyphens after a dotted short form ("U.S.-led"), brackets glued to words,
military ranks, runs of marks, and quotation marks and dashes read in the wrong encoding ("Syriaâ€™s").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer

#: UTF-8 read as Windows-1252, and what it should be.
GARBLED: Final = {
    "â€œ": "“", "â€\x9d": "”", "â€™": "’", "â€˜": "‘", "â€“": "–", "â€”": "—", "â€¦": "…", "Â£": "£", "â‚¬": "€",
}  # fmt: skip

#: Short forms with a dot that spaCy takes apart.
SHORT_FORMS: Final = (
    "Lt.", "Col.", "Maj.", "Sgt.", "Capt.", "Brig.", "Cpl.", "Cmdr.", "Adm.", "Pvt.", "Sen.", "Rep.", "Reps.", "Sens.", "Amb.", "Hon.",
    "Mon.", "Tue.", "Tues.", "Wed.", "Thu.", "Thur.", "Thurs.", "Fri.", "Ft.", "etc.", "approx.",
)  # fmt: skip

# Each pattern by itself: spaCy anchors a pattern's first alternative only.
_RUNS = (r"[!?]{2,}", r"={3,}", r"\*{3,}", r"_{3,}")
PREFIXES: Final = (*_RUNS, *GARBLED)
SUFFIXES: Final = (*_RUNS, "â€™s", "â€™ll", "â€™re", "â€™ve", "nâ€™t", *GARBLED)
INFIXES: Final = (
    *("â€“", "â€”", "â€¦", "â€œ", "â€\x9d"),
    r"(?<=[A-Za-z]\.)[-–](?=[A-Za-z])",  # U.S.-led
    r"(?<=[0-9%])[.!?](?=[“‘\"]?[A-Z][a-z])",  # 2016.The
    r"(?<=[A-Z]{2})\.(?=[A-Z][a-z])",  # the SDF.The
    r"(?<=[.!?,])[\"”](?=[A-Za-z])",  # said.”The
    r"(?<=[A-Za-z:;,.])[“](?=[A-Za-z])",  # said:“We
    r"(?<=[a-z]):(?=[“\"])",
    r"(?<=[0-9]),(?=[a-z])",  # killed 12,wounding
    r"(?<=[A-Za-z0-9.])[\(\[](?=[A-Za-z0-9])",  # BEIRUT(AP)
    r"(?<=[A-Za-z0-9])[\)\]](?=[A-Za-z.,;])",  # (AP)said
    r"(?<=[\)\]])\.(?=[A-Z])",  # (IS).The
    r"(?<=[a-z])\.(?=[\[\(])",  # hospital.[1]
    r"(?<=[a-z])/(?=[a-z])",  # wounded/killed
)


def tokenizer(nlp: Language) -> Tokenizer:
    """A tokenizer with the rules of a blank English pipeline and ours.

    Made in one go: a tokenizer whose patterns are changed reads its thousands of special cases anew at each change.
    """
    from spacy.symbols import ORTH
    from spacy.tokenizer import Tokenizer
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

    defaults = nlp.Defaults
    return Tokenizer(
        nlp.vocab,
        rules={**(defaults.tokenizer_exceptions or {}), **{form: [{ORTH: form}] for form in SHORT_FORMS}},
        prefix_search=compile_prefix_regex([*PREFIXES, *(defaults.prefixes or ())]).search,
        suffix_search=compile_suffix_regex([*SUFFIXES, *(defaults.suffixes or ())]).search,
        infix_finditer=compile_infix_regex([*INFIXES, *(defaults.infixes or ())]).finditer,
        token_match=defaults.token_match,
        url_match=defaults.url_match,
    )
