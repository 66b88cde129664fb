"""Short texts read as coding reads them, for the tests of coding."""

from casus.coding.reading import Reading, read_sentences
from casus.coding.status import status_of
from casus.coding.tallies import claim_counts
from casus.language.parse import parse_blocks
from casus.record import Kind, Status


def read(text: str) -> list[Reading]:
    """The readings of a text's sentences."""
    ((_, sentences),) = parse_blocks([("text", text, [(0, len(text))])])
    return read_sentences(sentences)


def counts_of(text: str, kind: Kind) -> set[tuple[str, int | None, int | None]]:
    """What a claim of ``kind`` in a text of one sentence counts, by the kind's first trigger in it."""
    (reading,) = read(text)
    candidate = next(hit.candidate for hit in reading.hits if hit.candidate.kind == kind)
    return {(count.what, count.min, count.max) for count in claim_counts(kind, candidate, reading.sentence)}


def status_in(text: str, kind: Kind, trigger: str) -> Status:
    """The status of the claim whose trigger begins with the word ``trigger``."""
    candidates = (hit.candidate for reading in read(text) for hit in reading.hits if hit.candidate.kind == kind)
    return status_of(next(one for one in candidates if one.head.lower_ == trigger))


def speakers(text: str) -> list[list[str]]:
    """Who is cited in each sentence of a text, the narrowest voice first."""
    return [[voice.speaker.text for voice in reading.voices] for reading in read(text)]
