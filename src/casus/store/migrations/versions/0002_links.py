"""What linking makes of all claims: events with their numbers, operations, tolls, control."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables of events."""
    op.create_table(
        "controls",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("since_start", sa.Date(), nullable=True),
        sa.Column("since_end", sa.Date(), nullable=True),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("until_start", sa.Date(), nullable=True),
        sa.Column("until_end", sa.Date(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("place_id", sa.Text(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("contested_by", sa.JSON(), nullable=False),
        sa.Column("lost_by", sa.JSON(), nullable=False),
        sa.CheckConstraint("lat BETWEEN -90 AND 90", name=op.f("ck_controls_lat")),
        sa.CheckConstraint("lon BETWEEN -180 AND 180", name=op.f("ck_controls_lon")),
        sa.CheckConstraint(
            "since_start IS NULL OR since_end IS NULL OR since_start <= since_end", name=op.f("ck_controls_since")
        ),
        sa.CheckConstraint(
            "until_start IS NULL OR until_end IS NULL OR until_start <= until_end", name=op.f("ck_controls_until")
        ),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_controls")),
    )
    op.create_table(
        "operations",
        sa.Column("operation_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("date_start", sa.Date(), nullable=True),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column("sides", sa.JSON(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "date_start IS NULL OR date_end IS NULL OR date_start <= date_end", name=op.f("ck_operations_days")
        ),
        sa.PrimaryKeyConstraint("operation_id", name=op.f("pk_operations")),
    )
    op.create_table(
        "events",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("date_start", sa.Date(), nullable=True),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column("actors", sa.JSON(), nullable=False),
        sa.Column("targets", sa.JSON(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("place_id", sa.Text(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=True),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("grade_reason", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("origins", sa.JSON(), nullable=False),
        sa.Column("operation_id", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "grade IN ('confirmed', 'corroborated', 'reported', 'contested', 'denied')", name=op.f("ck_events_grade")
        ),
        sa.CheckConstraint(
            "kind IN ('armed_clash', 'territory_gain', 'air_strike', 'shelling', 'suicide_bombing', 'explosive_device', 'chemical_attack', 'attack_on_civilians', 'abduction', 'detention', 'surrender', 'withdrawal', 'deployment', 'offensive', 'agreement', 'displacement', 'siege', 'aid', 'property_destruction', 'weapons_seizure', 'protest', 'casualty_report')",
            name=op.f("ck_events_kind"),
        ),
        sa.CheckConstraint(
            "precision IN ('exact', 'near', 'district', 'province', 'country', 'region')",
            name=op.f("ck_events_precision"),
        ),
        sa.CheckConstraint("status IN ('happened', 'planned', 'possible', 'denied')", name=op.f("ck_events_status")),
        sa.CheckConstraint(
            "date_start IS NULL OR date_end IS NULL OR date_start <= date_end", name=op.f("ck_events_days")
        ),
        sa.CheckConstraint("lat BETWEEN -90 AND 90", name=op.f("ck_events_lat")),
        sa.CheckConstraint("lon BETWEEN -180 AND 180", name=op.f("ck_events_lon")),
        sa.ForeignKeyConstraint(
            ["operation_id"],
            ["operations.operation_id"],
            name=op.f("fk_events_operation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_events")),
    )
    op.create_table(
        "claim_events",
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claims.claim_id"],
            name=op.f("fk_claim_events_claim_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.event_id"],
            name=op.f("fk_claim_events_event_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_claim_events")),
    )
    op.create_index(op.f("ix_claim_events_event_id"), "claim_events", ["event_id"], unique=False)
    op.create_table(
        "control_claims",
        sa.Column("control", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claims.claim_id"],
            name=op.f("fk_control_claims_claim_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["control"],
            ["controls.position"],
            name=op.f("fk_control_claims_control"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("control", "position", name=op.f("pk_control_claims")),
    )
    op.create_table(
        "event_claims",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.CheckConstraint("role IN ('asserts', 'denies')", name=op.f("ck_event_claims_role")),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claims.claim_id"],
            name=op.f("fk_event_claims_claim_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.event_id"],
            name=op.f("fk_event_claims_event_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("event_id", "role", "position", name=op.f("pk_event_claims")),
        sa.UniqueConstraint("event_id", "role", "claim_id", name=op.f("uq_event_claims_event_id")),
    )
    op.create_index(op.f("ix_event_claims_claim_id"), "event_claims", ["claim_id"], unique=False)
    op.create_table(
        "event_rivals",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rival_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.event_id"],
            name=op.f("fk_event_rivals_event_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["rival_id"],
            ["events.event_id"],
            name=op.f("fk_event_rivals_rival_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("event_id", "position", name=op.f("pk_event_rivals")),
    )
    op.create_table(
        "numbers",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=True),
        sa.Column("best", sa.BigInteger(), nullable=True),
        sa.Column("high", sa.BigInteger(), nullable=True),
        sa.Column("best_claim", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("part_of", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "part_of IN ('killed', 'killed_civilians', 'killed_combatants', 'killed_children', 'wounded', 'displaced', 'detained', 'surrendered', 'abducted', 'missing', 'deployed', 'places', 'strikes', 'area_km2')",
            name=op.f("ck_numbers_part_of"),
        ),
        sa.CheckConstraint(
            "what IN ('killed', 'killed_civilians', 'killed_combatants', 'killed_children', 'wounded', 'displaced', 'detained', 'surrendered', 'abducted', 'missing', 'deployed', 'places', 'strikes', 'area_km2')",
            name=op.f("ck_numbers_what"),
        ),
        sa.CheckConstraint("best IS NULL OR high IS NULL OR best <= high", name=op.f("ck_numbers_best_high")),
        sa.CheckConstraint("low IS NULL OR best IS NULL OR low <= best", name=op.f("ck_numbers_best_low")),
        sa.CheckConstraint("low IS NULL OR high IS NULL OR low <= high", name=op.f("ck_numbers_range")),
        sa.ForeignKeyConstraint(
            ["best_claim"],
            ["claims.claim_id"],
            name=op.f("fk_numbers_best_claim"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.event_id"], name=op.f("fk_numbers_event_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("event_id", "position", name=op.f("pk_numbers")),
    )
    op.create_table(
        "operation_events",
        sa.Column("operation_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.event_id"],
            name=op.f("fk_operation_events_event_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["operation_id"],
            ["operations.operation_id"],
            name=op.f("fk_operation_events_operation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("operation_id", "position", name=op.f("pk_operation_events")),
    )
    op.create_index(op.f("ix_operation_events_event_id"), "operation_events", ["event_id"], unique=False)
    op.create_table(
        "tolls",
        sa.Column("toll_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("min", sa.BigInteger(), nullable=True),
        sa.Column("max", sa.BigInteger(), nullable=True),
        sa.Column("begin_at", sa.Integer(), nullable=True),
        sa.Column("end_at", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("source_type", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("actors", sa.JSON(), nullable=False),
        sa.Column("targets", sa.JSON(), nullable=False),
        sa.Column("date_start", sa.Date(), nullable=True),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column("operation_id", sa.Text(), nullable=True),
        sa.Column("superseded_by", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "source_type IN ('reporter', 'belligerent', 'government', 'monitor', 'un', 'ngo', 'media', 'witness', 'expert', 'official_unnamed', 'other')",
            name=op.f("ck_tolls_source_type"),
        ),
        sa.CheckConstraint(
            "what IN ('killed', 'killed_civilians', 'killed_combatants', 'killed_children', 'wounded', 'displaced', 'detained', 'surrendered', 'abducted', 'missing', 'deployed', 'places', 'strikes', 'area_km2')",
            name=op.f("ck_tolls_what"),
        ),
        sa.CheckConstraint(
            "date_start IS NULL OR date_end IS NULL OR date_start <= date_end", name=op.f("ck_tolls_days")
        ),
        sa.CheckConstraint("min IS NULL OR max IS NULL OR min <= max", name=op.f("ck_tolls_range")),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.claim_id"], name=op.f("fk_tolls_claim_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["operation_id"],
            ["operations.operation_id"],
            name=op.f("fk_tolls_operation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"],
            ["tolls.toll_id"],
            name=op.f("fk_tolls_superseded_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("toll_id", name=op.f("pk_tolls")),
    )
    op.create_table(
        "number_claims",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claims.claim_id"],
            name=op.f("fk_number_claims_claim_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["event_id", "number"],
            ["numbers.event_id", "numbers.position"],
            name="fk_number_claims_number",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.event_id"],
            name=op.f("fk_number_claims_event_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("event_id", "number", "position", name=op.f("pk_number_claims")),
    )
    op.create_table(
        "toll_parts",
        sa.Column("toll_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("min", sa.BigInteger(), nullable=True),
        sa.Column("max", sa.BigInteger(), nullable=True),
        sa.Column("begin_at", sa.Integer(), nullable=True),
        sa.Column("end_at", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "what IN ('killed', 'killed_civilians', 'killed_combatants', 'killed_children', 'wounded', 'displaced', 'detained', 'surrendered', 'abducted', 'missing', 'deployed', 'places', 'strikes', 'area_km2')",
            name=op.f("ck_toll_parts_what"),
        ),
        sa.CheckConstraint("min IS NULL OR max IS NULL OR min <= max", name=op.f("ck_toll_parts_range")),
        sa.ForeignKeyConstraint(
            ["toll_id"], ["tolls.toll_id"], name=op.f("fk_toll_parts_toll_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("toll_id", "position", name=op.f("pk_toll_parts")),
    )


def downgrade() -> None:
    """Drop the tables of events."""
    op.drop_table("toll_parts")
    op.drop_table("number_claims")
    op.drop_table("tolls")
    op.drop_index(op.f("ix_operation_events_event_id"), table_name="operation_events")
    op.drop_table("operation_events")
    op.drop_table("numbers")
    op.drop_table("event_rivals")
    op.drop_index(op.f("ix_event_claims_claim_id"), table_name="event_claims")
    op.drop_table("event_claims")
    op.drop_table("control_claims")
    op.drop_index(op.f("ix_claim_events_event_id"), table_name="claim_events")
    op.drop_table("claim_events")
    op.drop_table("events")
    op.drop_table("operations")
    op.drop_table("controls")
