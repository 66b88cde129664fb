"""The history of the record's schema, one Alembic script for each step."""
