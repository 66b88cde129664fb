"""Tables and full-text indexes by which a record is asked, and the log of its versions."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

SQLITE = (
    "CREATE VIRTUAL TABLE document_words USING fts5(title, text, content = '', tokenize = 'unicode61 remove_diacritics 2')",
    "CREATE TRIGGER document_words_come AFTER INSERT ON document_index BEGIN INSERT INTO document_words (rowid, title, text) SELECT new.number, t.title, t.text FROM documents AS t WHERE t.key = new.document; END",
    "CREATE TRIGGER document_words_go BEFORE DELETE ON documents BEGIN INSERT INTO document_words (document_words, rowid, title, text) SELECT 'delete', i.number, old.title, old.text FROM document_index AS i WHERE i.document = old.key; END",
    "CREATE TRIGGER document_words_leave BEFORE DELETE ON document_index BEGIN INSERT INTO document_words (document_words, rowid, title, text) SELECT 'delete', old.number, t.title, t.text FROM documents AS t WHERE t.key = old.document; END",
    "CREATE VIRTUAL TABLE claim_words USING fts5(evidence, content = '', tokenize = 'unicode61 remove_diacritics 2')",
    "CREATE TRIGGER claim_words_come AFTER INSERT ON claim_index BEGIN INSERT INTO claim_words (rowid, evidence) SELECT new.number, t.evidence FROM claims AS t WHERE t.claim_id = new.claim_id; END",
    "CREATE TRIGGER claim_words_go BEFORE DELETE ON claims BEGIN INSERT INTO claim_words (claim_words, rowid, evidence) SELECT 'delete', i.number, old.evidence FROM claim_index AS i WHERE i.claim_id = old.claim_id; END",
    "CREATE TRIGGER claim_words_leave BEFORE DELETE ON claim_index BEGIN INSERT INTO claim_words (claim_words, rowid, evidence) SELECT 'delete', old.number, t.evidence FROM claims AS t WHERE t.claim_id = old.claim_id; END",
    "CREATE VIRTUAL TABLE events_rtree USING rtree(number, south, north, west, east)",
    "CREATE TRIGGER events_rtree_come AFTER INSERT ON event_index WHEN new.lat IS NOT NULL AND new.lon IS NOT NULL BEGIN INSERT INTO events_rtree VALUES (new.number, new.lat, new.lat, new.lon, new.lon); END",
    "CREATE TRIGGER events_rtree_go AFTER DELETE ON event_index WHEN old.lat IS NOT NULL AND old.lon IS NOT NULL BEGIN DELETE FROM events_rtree WHERE number = old.number; END",
    "CREATE VIRTUAL TABLE claims_rtree USING rtree(number, south, north, west, east)",
    "CREATE TRIGGER claims_rtree_come AFTER INSERT ON claim_index WHEN new.lat IS NOT NULL AND new.lon IS NOT NULL BEGIN INSERT INTO claims_rtree VALUES (new.number, new.lat, new.lat, new.lon, new.lon); END",
    "CREATE TRIGGER claims_rtree_go AFTER DELETE ON claim_index WHEN old.lat IS NOT NULL AND old.lon IS NOT NULL BEGIN DELETE FROM claims_rtree WHERE number = old.number; END",
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION casus_words(given text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $casus$ SELECT to_tsvector('simple'::regconfig, translate(left(given, 250000), 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİĴĵĶķĹĺĻļĽľŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǦǧǨǩǪǫǬǭǰǴǵǸǹǺǻȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~‘’“”–—…«»·''', 'aaaaaaceeeeiiiinooooouuuuyaaaaaaceeeeiiiinooooouuuuyyaaaaaaccccccccddeeeeeeeeeegggggggghhiiiiiiiiijjkkllllllnnnnnnoooooorrrrrrssssssssttttuuuuuuuuuuuuwwyyyzzzzzzoouuaaiioouuuuuuuuuuaaaaggkkoooojggnnaaaaaaeeeeiiiioooorrrruuuusstthhaaeeooooooooyyaabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy                                          ')) $casus$",
    "CREATE INDEX ix_documents_words ON documents USING gin (casus_words(coalesce(title, '') || ' casustitleends ' || text))",
    "CREATE INDEX ix_claims_words ON claims USING gin (casus_words(evidence))",
)
TABLES = (
    "event_names", "claim_names", "event_index", "claim_index", "document_index", "names",
    "record_changes", "record_versions", "record_touched",
)  # fmt: skip


def upgrade() -> None:
    """Make the tables; casus.store.migrating fills them from what the record holds."""
    op.create_table(
        "names",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_names")),
        sa.UniqueConstraint("folded", name=op.f("uq_names_folded")),
    )
    op.create_table(
        "record_touched",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_record_touched")),
    )
    op.create_table(
        "record_versions",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("linker", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_record_versions")),
    )
    op.create_table(
        "document_index",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("tie", sa.BigInteger(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("long_last", sa.Integer(), nullable=True),
        sa.Column("publisher", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document"],
            ["documents.key"],
            name=op.f("fk_document_index_document"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_document_index")),
        sa.UniqueConstraint("document", name=op.f("uq_document_index_document")),
    )
    op.create_index("ix_document_index_first_day", "document_index", ["first_day", "tie"], unique=False)
    op.create_index(
        "ix_document_index_long_last",
        "document_index",
        ["long_last", "first_day"],
        unique=False,
        sqlite_where=sa.text("long_last IS NOT NULL"),
        postgresql_where=sa.text("long_last IS NOT NULL"),
    )
    op.create_index("ix_document_index_publisher", "document_index", ["publisher", "first_day", "tie"], unique=False)
    op.create_table(
        "record_changes",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.CheckConstraint("what IN ('added', 'changed', 'withdrawn')", name=op.f("ck_record_changes_what")),
        sa.ForeignKeyConstraint(
            ["version"],
            ["record_versions.number"],
            name=op.f("fk_record_changes_version"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("version", "event_id", name=op.f("pk_record_changes")),
    )
    op.create_index(op.f("ix_record_changes_event_id"), "record_changes", ["event_id"], unique=False)
    op.create_table(
        "claim_index",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("tie", sa.BigInteger(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("long_last", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("x", sa.Double(), nullable=True),
        sa.Column("y", sa.Double(), nullable=True),
        sa.Column("z", sa.Double(), nullable=True),
        sa.Column("killed", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claims.claim_id"],
            name=op.f("fk_claim_index_claim_id"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_claim_index")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_claim_index_claim_id")),
    )
    op.create_index("ix_claim_index_country", "claim_index", ["country", "first_day", "tie"], unique=False)
    op.create_index("ix_claim_index_first_day", "claim_index", ["first_day", "tie", "last_day", "killed"], unique=False)
    op.create_index("ix_claim_index_kind", "claim_index", ["kind", "first_day", "tie"], unique=False)
    op.create_index(
        "ix_claim_index_long_last",
        "claim_index",
        ["long_last", "first_day", "kind", "country", "killed"],
        unique=False,
        sqlite_where=sa.text("long_last IS NOT NULL"),
        postgresql_where=sa.text("long_last IS NOT NULL"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.create_index("ix_claim_index_point", "claim_index", ["lat", "lon"], unique=False)
    op.create_table(
        "event_index",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("tie", sa.BigInteger(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("long_last", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("x", sa.Double(), nullable=True),
        sa.Column("y", sa.Double(), nullable=True),
        sa.Column("z", sa.Double(), nullable=True),
        sa.Column("killed", sa.BigInteger(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.event_id"],
            name=op.f("fk_event_index_event_id"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_event_index")),
        sa.UniqueConstraint("event_id", name=op.f("uq_event_index_event_id")),
    )
    op.create_index("ix_event_index_claims", "event_index", ["claims", "tie"], unique=False)
    op.create_index("ix_event_index_country", "event_index", ["country", "first_day", "tie"], unique=False)
    op.create_index("ix_event_index_first_day", "event_index", ["first_day", "tie", "last_day", "killed"], unique=False)
    op.create_index("ix_event_index_grade", "event_index", ["grade", "first_day", "tie"], unique=False)
    op.create_index("ix_event_index_killed", "event_index", ["killed", "tie"], unique=False)
    op.create_index("ix_event_index_kind", "event_index", ["kind", "first_day", "tie"], unique=False)
    op.create_index(
        "ix_event_index_long_last",
        "event_index",
        ["long_last", "first_day", "kind", "country", "killed"],
        unique=False,
        sqlite_where=sa.text("long_last IS NOT NULL"),
        postgresql_where=sa.text("long_last IS NOT NULL"),
    )
    op.create_index("ix_event_index_origins", "event_index", ["origins", "tie"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        op.create_index("ix_event_index_point", "event_index", ["lat", "lon"], unique=False)
    op.create_index("ix_event_index_version", "event_index", ["version", "tie"], unique=False)
    op.create_table(
        "claim_names",
        sa.Column("owner", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("name", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("role", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["claim_index.number"],
            name=op.f("fk_claim_names_owner"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "name", "role", name=op.f("pk_claim_names")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_claim_names_name", "claim_names", ["name", "role", "owner"], unique=False)
    op.create_table(
        "event_names",
        sa.Column("owner", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("name", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("role", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["event_index.number"],
            name=op.f("fk_event_names_owner"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "name", "role", name=op.f("pk_event_names")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_event_names_name", "event_names", ["name", "role", "owner"], unique=False)
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(sa.DDL(statement.replace("%", "%%")))  # type: ignore[no-untyped-call]


def downgrade() -> None:
    """Drop the tables and what hangs on others."""
    if op.get_bind().dialect.name == "sqlite":
        for name in [name for kind, name in _made() if kind == "TRIGGER"]:
            op.execute(f"DROP TRIGGER {name}")
    else:
        for name in ("ix_documents_words", "ix_claims_words"):
            op.execute(f"DROP INDEX {name}")
        op.execute("DROP FUNCTION casus_words")
    for name in TABLES:
        op.drop_table(name)
    for name in [name for kind, name in _made() if kind == "VIRTUAL"]:
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"DROP TABLE {name}")


def _made() -> list[tuple[str, str]]:
    """What the statements for SQLite make: kind and name."""
    return [(words[1], words[3] if words[1] == "VIRTUAL" else words[2]) for words in map(str.split, SQLITE)]
