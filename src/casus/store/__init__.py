"""The record on disk: one schema for SQLite and PostgreSQL, migrations, and the values read back exactly as they were put in.

``casus.store.record.Record`` is the door. Nothing is imported here, so that a command that needs no record starts fast.
"""
