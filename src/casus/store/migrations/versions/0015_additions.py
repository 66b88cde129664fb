"""Claims that people add, and coding that is done blind: another kind of decision, the document that it adds to, who codes what unseen."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

KINDS = "'merge', 'split', 'move', 'number', 'reject', 'correct', 'name', 'undo', 'accept', 'comment', 'add'"
WHATS = (
    "'killed', 'killed_civilians', 'killed_combatants', 'killed_children', 'wounded', 'displaced', 'detained', "
    "'surrendered', 'abducted', 'missing', 'deployed', 'places', 'strikes', 'area_km2'"
)
COLUMNS = "decision_id, kind, author, made_at, reason, claim_ids, together_ids, apart_ids, what, low, best, high, changes, name, undoes, seen"


def upgrade() -> None:
    """Let decisions add claims to documents, and make the table of blind coding."""
    if op.get_bind().dialect.name == "postgresql":
        op.add_column("decisions", sa.Column("document", sa.Text(), nullable=True))
        op.drop_constraint(op.f("ck_decisions_kind"), "decisions", type_="check")
        op.create_check_constraint(op.f("ck_decisions_kind"), "decisions", f"kind IN ({KINDS})")
    else:
        _make_anew()
    op.create_index(op.f("ix_decisions_document"), "decisions", ["document"], unique=False)
    op.create_table(
        "blind_codings",
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("decision_id", sa.Text(), nullable=True),
        sa.Column("sealed", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("length(coder) > 0", name=op.f("ck_blind_codings_coder")),
        sa.PrimaryKeyConstraint("claim_id", "coder", name=op.f("pk_blind_codings")),
    )
    op.create_index(op.f("ix_blind_codings_coder"), "blind_codings", ["coder"], unique=False)


def _make_anew() -> None:
    """SQLite changes no constraint: the table is made anew, with the one that refers to it, and every row goes over as it is."""
    op.drop_index(op.f("ix_decisions_undoes"), table_name="decisions")
    op.drop_index(op.f("ix_decision_claims_decision_id"), table_name="decision_claims")
    op.rename_table("decisions", "decisions_before")
    op.rename_table("decision_claims", "decision_claims_before")
    _make_decisions()
    op.create_table(
        "decision_claims",
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.Text(), nullable=False),
        _to_decision("decision_claims", "decision_id"),
        sa.PrimaryKeyConstraint("claim_id", "decision_id", name=op.f("pk_decision_claims")),
    )
    op.execute(f"INSERT INTO decisions ({COLUMNS}) SELECT {COLUMNS} FROM decisions_before")
    op.execute("INSERT INTO decision_claims SELECT claim_id, decision_id FROM decision_claims_before")
    for table in ("decision_claims_before", "decisions_before"):
        op.drop_table(table)
    op.create_index(op.f("ix_decisions_undoes"), "decisions", ["undoes"], unique=False)
    op.create_index(op.f("ix_decision_claims_decision_id"), "decision_claims", ["decision_id"], unique=False)


def _make_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("decision_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("claim_ids", sa.JSON(), nullable=False),
        sa.Column("together_ids", sa.JSON(), nullable=False),
        sa.Column("apart_ids", sa.JSON(), nullable=False),
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("low", sa.BigInteger(), nullable=True),
        sa.Column("best", sa.BigInteger(), nullable=True),
        sa.Column("high", sa.BigInteger(), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("undoes", sa.Text(), nullable=True),
        sa.Column("seen", sa.Text(), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.CheckConstraint("length(author) > 0", name=op.f("ck_decisions_author")),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_decisions_reason")),
        sa.CheckConstraint("low IS NULL OR high IS NULL OR low <= high", name=op.f("ck_decisions_range")),
        sa.CheckConstraint("low IS NULL OR best IS NULL OR low <= best", name=op.f("ck_decisions_best_low")),
        sa.CheckConstraint("best IS NULL OR high IS NULL OR best <= high", name=op.f("ck_decisions_best_high")),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_decisions_kind")),
        sa.CheckConstraint(f"what IN ({WHATS})", name=op.f("ck_decisions_what")),
        _to_decision("decisions", "undoes"),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_decisions")),
    )


def _to_decision(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["decisions.decision_id"], name=op.f(f"fk_{table}_{column}"), initially="DEFERRED", deferrable=True
    )


def downgrade() -> None:
    """Drop what is new. Decisions keep their wider kinds, which an older program refuses to read."""
    op.drop_table("blind_codings")
    op.drop_index(op.f("ix_decisions_document"), table_name="decisions")
    op.drop_column("decisions", "document")
