"""Indexes for the deadliest events of a country or kind within some days."""

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Make the indexes."""
    for name in ("country", "kind"):
        columns = [name, "killed", "tie", "first_day", "last_day"]
        op.create_index(op.f(f"ix_event_index_{name}_killed"), "event_index", columns, unique=False)


def downgrade() -> None:
    """Drop the indexes."""
    for name in ("country", "kind"):
        op.drop_index(op.f(f"ix_event_index_{name}_killed"), table_name="event_index")
