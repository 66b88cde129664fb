"""People who use a record through the web, and what reviewing needs: more kinds of decisions, a queue, who looks at what."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"

KINDS = "'merge', 'split', 'move', 'number', 'reject', 'correct', 'name', 'undo', 'accept', 'comment'"
WHATS = (
    "'killed', 'killed_civilians', 'killed_combatants', 'killed_children', 'wounded', 'displaced', 'detained', "
    "'surrendered', 'abducted', 'missing', 'deployed', 'places', 'strikes', 'area_km2'"
)
ROLES = "'reader', 'coder', 'editor', 'admin'"
COLUMNS = "decision_id, kind, author, made_at, reason, claim_ids, together_ids, apart_ids, what, low, best, high, changes, name, undoes"


def upgrade() -> None:
    """Make the tables, and let decisions be of more kinds."""
    _widen_decisions()
    _make_review()
    _make_accounts()


def _widen_decisions() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.add_column("decisions", sa.Column("seen", sa.Text(), nullable=True))
        op.drop_constraint(op.f("ck_decisions_kind"), "decisions", type_="check")
        op.create_check_constraint(op.f("ck_decisions_kind"), "decisions", f"kind IN ({KINDS})")
        return
    # SQLite changes no constraint: the table is made anew, and every row goes over as it is
    op.drop_index(op.f("ix_decisions_undoes"), table_name="decisions")
    op.rename_table("decisions", "decisions_before")
    _make_decisions()
    op.execute(f"INSERT INTO decisions ({COLUMNS}) SELECT {COLUMNS} FROM decisions_before")
    op.drop_table("decisions_before")
    op.create_index(op.f("ix_decisions_undoes"), "decisions", ["undoes"], unique=False)


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
        sa.CheckConstraint("length(author) > 0", name=op.f("ck_decisions_author")),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_decisions_reason")),
        sa.CheckConstraint("low IS NULL OR high IS NULL OR low <= high", name=op.f("ck_decisions_range")),
        sa.CheckConstraint("low IS NULL OR best IS NULL OR low <= best", name=op.f("ck_decisions_best_low")),
        sa.CheckConstraint("best IS NULL OR high IS NULL OR best <= high", name=op.f("ck_decisions_best_high")),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_decisions_kind")),
        sa.CheckConstraint(f"what IN ({WHATS})", name=op.f("ck_decisions_what")),
        sa.ForeignKeyConstraint(
            ["undoes"],
            ["decisions.decision_id"],
            name=op.f("fk_decisions_undoes"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_decisions")),
    )


def _make_review() -> None:
    op.create_table(
        "decision_claims",
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decisions.decision_id"],
            name=op.f("fk_decision_claims_decision_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("claim_id", "decision_id", name=op.f("pk_decision_claims")),
    )
    op.create_index(op.f("ix_decision_claims_decision_id"), "decision_claims", ["decision_id"], unique=False)
    op.create_table(
        "review_queue",
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("reviewed", sa.Boolean(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("tie", sa.BigInteger(), nullable=False),
        _of_claim("review_queue"),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_review_queue")),
    )
    op.create_index("ix_review_queue_order", "review_queue", ["reviewed", "priority", "tie"], unique=False)
    op.create_table(
        "assignments",
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=True),
        sa.CheckConstraint("length(coder) > 0", name=op.f("ck_assignments_coder")),
        _of_claim("assignments"),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_assignments")),
    )
    op.create_index(op.f("ix_assignments_coder"), "assignments", ["coder"], unique=False)


def _of_claim(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["claim_id"],
        ["claims.claim_id"],
        name=op.f(f"fk_{table}_claim_id"),
        ondelete="CASCADE",
        initially="DEFERRED",
        deferrable=True,
    )


def _make_accounts() -> None:
    op.create_table(
        "users",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(f"role IN ({ROLES})", name=op.f("ck_users_role")),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_users_name")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_users")),
    )
    op.create_table(
        "sessions",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["name"],
            ["users.name"],
            name=op.f("fk_sessions_name"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_name"), "sessions", ["name"], unique=False)
    op.create_table(
        "invitations",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(f"role IN ({ROLES})", name=op.f("ck_invitations_role")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_invitations")),
    )


def downgrade() -> None:
    """Drop the tables. Decisions keep their wider kinds, which an older program refuses to read."""
    for table in ("invitations", "sessions", "users", "assignments", "review_queue", "decision_claims"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":  # SQLite's table is made anew on the way up, whatever it has
        op.drop_column("decisions", "seen")
