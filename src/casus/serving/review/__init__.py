"""Reviewing: what waits, what is decided, who decided what."""
