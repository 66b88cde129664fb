"""A record from Python: ``casus.open`` and what it gives, made for notebooks."""
