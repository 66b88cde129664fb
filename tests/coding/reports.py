"""Reports as the pipeline parses them, for tests of coding."""

from casus.coding.drafts import draft_claims
from casus.coding.reading import Reading, read_sentences
from casus.language.parse import Sentence, parse_blocks
from casus.record import Draft


def sentences(text: str) -> list[Sentence]:
    """The parsed sentences of a text of one paragraph."""
    ((_, found),) = parse_blocks([("only", text, [(0, len(text))])])
    return found


def readings(text: str) -> list[Reading]:
    return read_sentences(sentences(text))


def drafts(text: str) -> list[Draft]:
    return draft_claims(sentences(text))
