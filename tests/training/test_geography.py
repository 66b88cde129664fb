"""Marked corpora of place names are read with offsets that quote the text, and points only where there are any."""

from __future__ import annotations

from pathlib import Path

import pytest
from training.geography import corpora, geovirus, lgl

LGL = """<articles>
<article docid="7"><title>t</title><text>Fire in Kandy and Jaffna.</text><toponyms>
<toponym><start>8</start><end>13</end><phrase>Kandy</phrase><gaztag geonameid="1"><lat>7.29</lat><lon>80.63</lon></gaztag></toponym>
<toponym><start>18</start><end>24</end><phrase>Jaffna</phrase></toponym>
</toponyms></article>
<article docid="8"><text>Calm.</text></article>
</articles>"""
GEOVIRUS = """<articles>
<article><source>one</source><text>Cases in Kandy and Jaffna.</text><locations>
<location><name>Kandy</name><start>9</start><lat>7.29</lat><lon>80.63</lon></location>
<location><name>Jaffna</name><start>20</start><lat>9.67</lat><lon>80.02</lon></location>
<location><name>Galle</name><start>3</start><lat>6.05</lat><lon>80.21</lon></location>
</locations></article>
</articles>"""


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "corpora/geo"
    folder.mkdir(parents=True)
    (folder / "lgl.xml").write_text(LGL, encoding="utf-8")
    (folder / "GeoVirus.xml").write_text(GEOVIRUS, encoding="utf-8")
    return tmp_path


def test_a_toponym_of_lgl_has_a_point_where_it_is_tagged(shared: Path) -> None:
    first, second = lgl(shared / "corpora/geo/lgl.xml")
    assert (first.name, second.name) == ("lgl 7", "lgl 8")
    assert [(t.text, t.point) for t in first.toponyms] == [("Kandy", (7.29, 80.63)), ("Jaffna", None)]
    assert second.toponyms == ()


def test_offsets_of_geovirus_may_count_from_one_and_what_stands_nowhere_is_left_out(shared: Path) -> None:
    (article,) = geovirus(shared / "corpora/geo/GeoVirus.xml")
    assert [(t.begin, t.text, t.point) for t in article.toponyms] == [
        (9, "Kandy", (7.29, 80.63)),
        (19, "Jaffna", (9.67, 80.02)),
    ]


def test_every_toponym_is_quoted_letter_by_letter(shared: Path) -> None:
    found = corpora(shared)
    assert set(found) == {"lgl", "geovirus"}
    for article in (one for articles in found.values() for one in articles):
        assert all(article.text[t.begin : t.end] == t.text for t in article.toponyms)
