"""The provinces of places, and vectors of what claims say, for searches by likeness."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the columns and the table; a record that holds claims wants its provinces looked for (casus.store.provinces)."""
    for table in ("claims", "events"):
        op.add_column(table, sa.Column("province", sa.Text(), nullable=True))
    op.create_table(
        "vector_blocks",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim_ids", sa.Text(), nullable=False),
        sa.Column("vectors", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_vector_blocks")),
    )
    op.execute("INSERT INTO meta (name, value) SELECT 'provinces', 'wanted' WHERE EXISTS (SELECT 1 FROM claims)")


def downgrade() -> None:
    """Take them out again."""
    op.drop_table("vector_blocks")
    for table in ("claims", "events"):
        op.drop_column(table, "province")
    op.execute("DELETE FROM meta WHERE name = 'provinces'")
