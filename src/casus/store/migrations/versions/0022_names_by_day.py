"""Names in events and claims are walked by day; claims are found in events by number; events are counted by day."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

TABLES = {"claim_names": "claim_index", "event_names": "event_index"}
MEMBERS = {"claim": "claim_index", "event": "event_index"}
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

SQLITE = (
    "CREATE TRIGGER event_days_come AFTER INSERT ON event_index BEGIN INSERT INTO event_days (first_day, events, killed) VALUES (new.first_day, 1, min(max(new.killed, 0), 1000000000000)) ON CONFLICT (first_day) DO UPDATE SET events = event_days.events + 1, killed = event_days.killed + excluded.killed; END",
    "CREATE TRIGGER event_days_go AFTER DELETE ON event_index BEGIN UPDATE event_days SET events = events - 1, killed = killed - min(max(old.killed, 0), 1000000000000) WHERE first_day = old.first_day; DELETE FROM event_days WHERE first_day = old.first_day AND events = 0; END",
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION casus_count_day() RETURNS trigger LANGUAGE plpgsql AS $casus$ BEGIN IF TG_OP = 'INSERT' THEN INSERT INTO event_days (first_day, events, killed) VALUES (new.first_day, 1, least(greatest(new.killed, 0), 1000000000000)) ON CONFLICT (first_day) DO UPDATE SET events = event_days.events + 1, killed = event_days.killed + excluded.killed; ELSE UPDATE event_days SET events = events - 1, killed = killed - least(greatest(old.killed, 0), 1000000000000) WHERE first_day = old.first_day; DELETE FROM event_days WHERE first_day = old.first_day AND events = 0; END IF; RETURN NULL; END $casus$",
    "CREATE TRIGGER event_days_count AFTER INSERT OR DELETE ON event_index FOR EACH ROW EXECUTE FUNCTION casus_count_day()",
)


def upgrade() -> None:
    """Make the tables of names anew with their owners' first days, and the tables of members and days."""
    for table, owner in TABLES.items():
        first_day = sa.Column("first_day", sa.Integer(), nullable=False)
        _make_anew(
            table,
            [first_day],
            f"SELECT b.owner, b.role, b.name, i.first_day FROM {table}_before AS b JOIN {owner} AS i ON i.number = b.owner",
            ["name", "role", "first_day", "owner"],
        )
    _make_members()
    op.create_table(
        "event_days",
        sa.Column("first_day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("killed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("first_day", name=op.f("pk_event_days")),
    )
    dead = "CASE WHEN killed < 0 THEN 0 WHEN killed > 1000000000000 THEN 1000000000000 ELSE killed END"
    op.execute(f"INSERT INTO event_days SELECT first_day, count(*), sum({dead}) FROM event_index GROUP BY first_day")
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Make the tables of names as they were, and drop the others."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER event_days_come")
        op.execute("DROP TRIGGER event_days_go")
    else:
        op.execute("DROP TRIGGER event_days_count ON event_index")
        op.execute("DROP FUNCTION casus_count_day()")
    op.drop_table("event_days")
    op.drop_table("event_members")
    for table in TABLES:
        _make_anew(table, [], f"SELECT owner, role, name FROM {table}_before", ["name", "role", "owner"])


def _make_members() -> None:
    op.create_table(
        "event_members",
        sa.Column("claim", NUMBER, autoincrement=False, nullable=False),
        sa.Column("event", NUMBER, autoincrement=False, nullable=False),
        *_references_now("event_members", MEMBERS),
        sa.PrimaryKeyConstraint("claim", "event", name=op.f("pk_event_members")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO event_members (claim, event) SELECT c.number, e.number FROM event_index AS e"
        " JOIN event_claims AS m ON m.event_id = e.event_id AND m.role = 'asserts'"
        " JOIN claim_index AS c ON c.claim_id = m.claim_id ORDER BY c.number, e.number"
    )
    op.create_index(op.f("ix_event_members_event"), "event_members", ["event", "claim"], unique=False)
    _references_later("event_members", MEMBERS)


def _references_now(table: str, targets: dict[str, str]) -> list[sa.ForeignKeyConstraint]:
    """The foreign keys of a table that is being made: on PostgreSQL none, for it would note each row that comes as one to be looked at."""
    if op.get_bind().dialect.name == "postgresql":
        return []
    return [
        sa.ForeignKeyConstraint(
            [column],
            [f"{target}.number"],
            name=op.f(f"fk_{table}_{column}"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        )
        for column, target in targets.items()
    ]


def _references_later(table: str, targets: dict[str, str]) -> None:
    """The foreign keys of a table on PostgreSQL, once its rows are there."""
    for column, target in targets.items() if op.get_bind().dialect.name == "postgresql" else ():
        op.create_foreign_key(
            op.f(f"fk_{table}_{column}"),
            table,
            target,
            [column],
            ["number"],
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        )


def _make_anew(table: str, more: list[sa.Column[int]], rows: str, beside: list[str]) -> None:
    """Every row goes over in the order of its key, which is the order in which SQLite keeps these tables."""
    op.drop_index(op.f(f"ix_{table}_name"), table_name=table)
    op.rename_table(table, f"{table}_before")
    if op.get_bind().dialect.name == "postgresql":  # whose names of constraints belong to the whole schema
        op.drop_constraint(op.f(f"pk_{table}"), f"{table}_before", type_="primary")
        op.drop_constraint(op.f(f"fk_{table}_owner"), f"{table}_before", type_="foreignkey")
    op.create_table(
        table,
        sa.Column("owner", NUMBER, autoincrement=False, nullable=False),
        sa.Column("name", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("role", sa.SmallInteger(), autoincrement=False, nullable=False),
        *more,
        *_references_now(table, {"owner": TABLES[table]}),
        sa.PrimaryKeyConstraint("owner", "role", "name", name=op.f(f"pk_{table}")),
        sqlite_with_rowid=False,
    )
    columns = ", ".join(("owner", "role", "name", *(one.name for one in more)))
    op.execute(f"INSERT INTO {table} ({columns}) {rows} ORDER BY 1, 2, 3")
    op.drop_table(f"{table}_before")
    op.create_index(op.f(f"ix_{table}_name"), table, beside, unique=False)
    _references_later(table, {"owner": TABLES[table]})
