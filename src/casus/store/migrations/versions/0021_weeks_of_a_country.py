"""The index of events by country and day tells their last days and dead too: counts by week of a country read no row."""

from alembic import op

revision = "0021"
down_revision = "0019"

COLUMNS = ["country", "first_day", "tie"]


def upgrade() -> None:
    """Make the index wider."""
    _make_anew([*COLUMNS, "last_day", "killed"])


def downgrade() -> None:
    """Make it as it was."""
    _make_anew(COLUMNS)


def _make_anew(columns: list[str]) -> None:
    op.drop_index(op.f("ix_event_index_country"), table_name="event_index")
    op.create_index(op.f("ix_event_index_country"), "event_index", columns, unique=False)
