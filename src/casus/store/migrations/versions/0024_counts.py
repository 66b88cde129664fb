"""Documents and claims are counted by the database as they come and go."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

COUNTED = ("document_index", "claim_index")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SQLITE = (
    "CREATE TRIGGER {table}_counted AFTER INSERT ON {table} BEGIN INSERT INTO row_counts (what, block, held) VALUES ('{table}', new.number / 1024, 1) ON CONFLICT (what, block) DO UPDATE SET held = row_counts.held + 1; END",
    "CREATE TRIGGER {table}_discounted AFTER DELETE ON {table} BEGIN UPDATE row_counts SET held = held - 1 WHERE what = '{table}' AND block = old.number / 1024; DELETE FROM row_counts WHERE what = '{table}' AND block = old.number / 1024 AND held = 0; END",
)
POSTGRESQL = "CREATE OR REPLACE FUNCTION casus_count_row() RETURNS trigger LANGUAGE plpgsql AS $casus$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO row_counts (what, block, held) VALUES (TG_TABLE_NAME, new.number / 1024, 1) ON CONFLICT (what, block) DO UPDATE SET held = row_counts.held + 1; ELSE UPDATE row_counts SET held = held - 1 WHERE what = TG_TABLE_NAME AND block = old.number / 1024; DELETE FROM row_counts WHERE what = TG_TABLE_NAME AND block = old.number / 1024 AND held = 0; END IF; RETURN NULL; END $casus$"


def upgrade() -> None:
    """Make the table, count what is there, and have the database count on."""
    op.create_table(
        "row_counts",
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("block", NUMBER, autoincrement=False, nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("what", "block", name=op.f("pk_row_counts")),
    )
    for table in COUNTED:
        op.execute(
            f"INSERT INTO row_counts SELECT '{table}', number / 1024, count(*) FROM {table} GROUP BY number / 1024"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(POSTGRESQL)
    for table in COUNTED:
        if op.get_bind().dialect.name == "sqlite":
            for statement in SQLITE:
                op.execute(statement.format(table=table))
        else:
            op.execute(
                f"CREATE TRIGGER {table}_counted AFTER INSERT OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION casus_count_row()"
            )


def downgrade() -> None:
    """Count no more."""
    for table in COUNTED:
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER {table}_counted")
            op.execute(f"DROP TRIGGER {table}_discounted")
        else:
            op.execute(f"DROP TRIGGER {table}_counted ON {table}")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION casus_count_row()")
    op.drop_table("row_counts")
