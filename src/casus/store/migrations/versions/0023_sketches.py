"""What claims are compared by is kept; claims that were filed before are filed anew by the next linking."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Make the table, and forget that claims are filed."""
    columns = ("document", "kind", "said", "whereabouts", "days", "sides", "numbers", "words", "report")
    op.create_table(
        "filed_sketches",
        sa.Column("claim_id", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in columns),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_filed_sketches")),
        sqlite_with_rowid=False,
    )
    op.execute("DELETE FROM meta WHERE name = 'filed'")


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("filed_sketches")
