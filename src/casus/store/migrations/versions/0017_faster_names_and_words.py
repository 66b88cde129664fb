"""Names in events and claims are kept by role: whether a row has one of many names in a role is told by those in that role alone.

PostgreSQL keeps the words of texts in columns, so that none is parted anew when it is looked at.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

TABLES = {"claim_names": "claim_index", "event_names": "event_index"}
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


WORDS = {
    "documents": "casus_words(coalesce(title, '') || ' casustitleends ' || text)",
    "claims": "casus_words(evidence)",
}

# the same words as before, sooner: letters are compared with all that may have an accent only where any is none of ASCII
FUNCTION = "CREATE OR REPLACE FUNCTION casus_words(given text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $casus$ SELECT to_tsvector('simple'::regconfig, CASE WHEN octet_length(parted) = char_length(parted) THEN parted ELSE translate(parted, 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİĴĵĶķĹĺĻļĽľŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǦǧǨǩǪǫǬǭǰǴǵǸǹǺǻȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ', 'aaaaaaceeeeiiiinooooouuuuyaaaaaaceeeeiiiinooooouuuuyyaaaaaaccccccccddeeeeeeeeeegggggggghhiiiiiiiiijjkkllllllnnnnnnoooooorrrrrrssssssssttttuuuuuuuuuuuuwwyyyzzzzzzoouuaaiioouuuuuuuuuuaaaaggkkoooojggnnaaaaaaeeeeiiiioooorrrruuuusstthhaaeeooooooooyyaabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy') END) FROM (SELECT translate(left(given, 250000), '!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~‘’“”–—…«»·''', '                                          ') AS parted) AS t $casus$"


def upgrade() -> None:
    """Make the keys anew, the role before the name, and the columns of words."""
    _make_keys("owner", "role", "name")
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(sa.DDL(FUNCTION.replace("%", "%%")))  # type: ignore[no-untyped-call]
    for table, words in WORDS.items():
        op.execute(f"DROP INDEX ix_{table}_words")
        op.execute(f"ALTER TABLE {table} ADD COLUMN words tsvector GENERATED ALWAYS AS ({words}) STORED")
        op.execute(f"CREATE INDEX ix_{table}_words ON {table} USING gin (words)")


def downgrade() -> None:
    """Make the keys and the indexes of words as they were."""
    _make_keys("owner", "name", "role")
    for table, words in WORDS.items() if op.get_bind().dialect.name == "postgresql" else ():
        op.execute(f"ALTER TABLE {table} DROP COLUMN words")
        op.execute(f"CREATE INDEX ix_{table}_words ON {table} USING gin ({words})")


def _make_keys(*columns: str) -> None:
    for table in TABLES:
        if op.get_bind().dialect.name == "postgresql":
            op.drop_constraint(op.f(f"pk_{table}"), table, type_="primary")
            op.create_primary_key(op.f(f"pk_{table}"), table, list(columns))
        else:
            _make_anew(table, columns)


def _make_anew(table: str, columns: tuple[str, ...]) -> None:
    """SQLite keeps these tables in the order of their keys: they are made anew, and every row goes over as it is."""
    op.drop_index(f"ix_{table}_name", table_name=table)
    op.rename_table(table, f"{table}_before")
    op.create_table(
        table,
        sa.Column("owner", NUMBER, autoincrement=False, nullable=False),
        sa.Column("name", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("role", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["owner"],
            [f"{TABLES[table]}.number"],
            name=op.f(f"fk_{table}_owner"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}")),
        sqlite_with_rowid=False,
    )
    own = ", ".join(columns)
    op.execute(f"INSERT INTO {table} ({own}) SELECT {own} FROM {table}_before ORDER BY {own}")
    op.drop_table(f"{table}_before")
    op.create_index(f"ix_{table}_name", table, ["name", "role", "owner"], unique=False)
