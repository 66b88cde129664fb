"""Casus, a war monitor: who is said to have done what to whom, where, when, and who says so."""

__version__ = "0.1.0"
