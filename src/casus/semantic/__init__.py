"""Sentences as vectors, so that what says the same in other words can be found. Needs the extra ``semantic``."""
