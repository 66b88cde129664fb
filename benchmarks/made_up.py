"""What made-up names of places and sides are put together from."""

SYLLABLES = (
    "ba", "ka", "da", "ma", "na", "sha", "ra", "ta", "la", "ha", "qa", "fa", "ja", "wa", "zu", "mi", "du", "ri", "ko", "be", "te", "no",
)  # fmt: skip
