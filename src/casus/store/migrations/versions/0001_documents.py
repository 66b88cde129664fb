"""Documents, and what coding found in them: claims with their counts, mentions, problems."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of documents and claims."""
    op.create_table(
        "documents",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("date_start", sa.Date(), nullable=True),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column("date_basis", sa.Text(), nullable=False),
        sa.Column("date_reasons", sa.JSON(), nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("copy_of", sa.Text(), nullable=True),
        sa.Column("main", sa.Integer(), nullable=True),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "date_basis IN ('given', 'metadata', 'inferred', 'unknown')", name=op.f("ck_documents_date_basis")
        ),
        sa.CheckConstraint(
            "date_start IS NULL OR date_end IS NULL OR date_start <= date_end", name=op.f("ck_documents_days")
        ),
        sa.ForeignKeyConstraint(
            ["copy_of"], ["documents.key"], name=op.f("fk_documents_copy_of"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_documents")),
    )
    op.create_index(op.f("ix_documents_copy_of"), "documents", ["copy_of"], unique=False)
    op.create_index(op.f("ix_documents_id"), "documents", ["id"], unique=False)
    op.create_table(
        "meta",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_meta")),
    )
    op.create_table(
        "problems",
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("locator", "stage", "reason", name=op.f("pk_problems")),
    )
    op.create_table(
        "claims",
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("begin_at", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("actors", sa.JSON(), nullable=False),
        sa.Column("targets", sa.JSON(), nullable=False),
        sa.Column("actor_ids", sa.JSON(), nullable=False),
        sa.Column("target_ids", sa.JSON(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("place_id", sa.Text(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=True),
        sa.Column("date_start", sa.Date(), nullable=True),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Text(), nullable=True),
        sa.Column("source_type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("aggregate", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('armed_clash', 'territory_gain', 'air_strike', 'shelling', 'suicide_bombing', 'explosive_device', 'chemical_attack', 'attack_on_civilians', 'abduction', 'detention', 'surrender', 'withdrawal', 'deployment', 'offensive', 'agreement', 'displacement', 'siege', 'aid', 'property_destruction', 'weapons_seizure', 'protest', 'casualty_report')",
            name=op.f("ck_claims_kind"),
        ),
        sa.CheckConstraint(
            "precision IN ('exact', 'near', 'district', 'province', 'country', 'region')",
            name=op.f("ck_claims_precision"),
        ),
        sa.CheckConstraint(
            "source_type IN ('reporter', 'belligerent', 'government', 'monitor', 'un', 'ngo', 'media', 'witness', 'expert', 'official_unnamed', 'other')",
            name=op.f("ck_claims_source_type"),
        ),
        sa.CheckConstraint("status IN ('happened', 'planned', 'possible', 'denied')", name=op.f("ck_claims_status")),
        sa.CheckConstraint("begin_at >= 0 AND begin_at < end_at", name=op.f("ck_claims_span")),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_claims_confidence")),
        sa.CheckConstraint(
            "date_start IS NULL OR date_end IS NULL OR date_start <= date_end", name=op.f("ck_claims_days")
        ),
        sa.CheckConstraint("lat BETWEEN -90 AND 90", name=op.f("ck_claims_lat")),
        sa.CheckConstraint("lon BETWEEN -180 AND 180", name=op.f("ck_claims_lon")),
        sa.ForeignKeyConstraint(
            ["document"],
            ["documents.key"],
            name=op.f("fk_claims_document"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_claims")),
        sa.UniqueConstraint("document", "position", name=op.f("uq_claims_document")),
    )
    op.create_table(
        "document_problems",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document"],
            ["documents.key"],
            name=op.f("fk_document_problems_document"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("document", "position", name=op.f("pk_document_problems")),
    )
    op.create_table(
        "mentions",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("begin_at", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("place_id", sa.Text(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("date_start", sa.Date(), nullable=True),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column("min", sa.Double(), nullable=True),
        sa.Column("max", sa.Double(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "type IN ('person', 'organisation', 'place', 'nationality', 'weapon', 'platform', 'vehicle', 'time', 'quantity', 'money', 'url', 'reference', 'event')",
            name=op.f("ck_mentions_type"),
        ),
        sa.CheckConstraint("begin_at >= 0 AND begin_at < end_at", name=op.f("ck_mentions_span")),
        sa.CheckConstraint(
            "date_start IS NULL OR date_end IS NULL OR date_start <= date_end", name=op.f("ck_mentions_days")
        ),
        sa.CheckConstraint("lat BETWEEN -90 AND 90", name=op.f("ck_mentions_lat")),
        sa.CheckConstraint("lon BETWEEN -180 AND 180", name=op.f("ck_mentions_lon")),
        sa.CheckConstraint("min IS NULL OR max IS NULL OR min <= max", name=op.f("ck_mentions_range")),
        sa.ForeignKeyConstraint(
            ["document"],
            ["documents.key"],
            name=op.f("fk_mentions_document"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("document", "position", name=op.f("pk_mentions")),
    )
    op.create_table(
        "noise",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("begin_at", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("begin_at >= 0 AND begin_at < end_at", name=op.f("ck_noise_span")),
        sa.ForeignKeyConstraint(
            ["document"],
            ["documents.key"],
            name=op.f("fk_noise_document"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("document", "position", name=op.f("pk_noise")),
    )
    op.create_table(
        "counts",
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("min", sa.BigInteger(), nullable=True),
        sa.Column("max", sa.BigInteger(), nullable=True),
        sa.Column("begin_at", sa.Integer(), nullable=True),
        sa.Column("end_at", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "what IN ('killed', 'killed_civilians', 'killed_combatants', 'killed_children', 'wounded', 'displaced', 'detained', 'surrendered', 'abducted', 'missing', 'deployed', 'places', 'strikes', 'area_km2')",
            name=op.f("ck_counts_what"),
        ),
        sa.CheckConstraint("min IS NULL OR max IS NULL OR min <= max", name=op.f("ck_counts_range")),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claims.claim_id"],
            name=op.f("fk_counts_claim_id"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("claim_id", "position", name=op.f("pk_counts")),
    )


def downgrade() -> None:
    """Drop the tables of documents and claims."""
    op.drop_table("counts")
    op.drop_table("noise")
    op.drop_table("mentions")
    op.drop_table("document_problems")
    op.drop_table("claims")
    op.drop_table("problems")
    op.drop_table("meta")
    op.drop_index(op.f("ix_documents_id"), table_name="documents")
    op.drop_index(op.f("ix_documents_copy_of"), table_name="documents")
    op.drop_table("documents")
