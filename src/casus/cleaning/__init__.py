"""Cleaning: what in a text is not the report, and which documents repeat another."""

from casus.cleaning.copies import find_copies, signature
from casus.cleaning.noise import clean, find_noise, kept_blocks

__all__ = ["clean", "find_copies", "find_noise", "kept_blocks", "signature"]
