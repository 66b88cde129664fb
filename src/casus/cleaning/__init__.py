"""Cleaning: what in a text is not the report, and which documents repeat another."""

from casus.cleaning.copies import Copies, find_copies
from casus.cleaning.noise import clean, find_noise, kept_blocks

__all__ = ["Copies", "clean", "find_copies", "find_noise", "kept_blocks"]
