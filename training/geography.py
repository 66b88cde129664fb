"""LGL and GeoVirus: news texts with their toponyms and where these lie.

Lieberman, Samet and Sankaranarayanan 2010 (LGL, local newspapers); Gritta, Pilehvar and Collier 2018 (GeoVirus, disease news).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree


@dataclass(frozen=True, slots=True)
class Toponym:
    """A toponym as marked: character offsets, and its point in degrees where it has one."""

    begin: int
    end: int
    text: str
    point: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its toponyms. ``name`` tells corpus and document."""

    name: str
    text: str
    toponyms: tuple[Toponym, ...]


def lgl(path: Path) -> Iterator[Article]:
    """The articles of ``lgl.xml``."""
    for article in ElementTree.parse(path).getroot():
        text, found = article.findtext("text", ""), []
        for toponym in article.iter("toponym"):
            begin, end = int(toponym.findtext("start", "")), int(toponym.findtext("end", ""))
            tag = toponym.find("gaztag")
            lat, lon = (tag.findtext("lat"), tag.findtext("lon")) if tag is not None else (None, None)
            point = (float(lat), float(lon)) if lat and lon else None
            found.append(Toponym(begin, end, text[begin:end], point))
        yield Article(f"lgl {article.get('docid')}", text, tuple(found))


def geovirus(path: Path) -> Iterator[Article]:
    """The articles of ``GeoVirus.xml``; its offsets count from 1 in some articles."""
    for article in ElementTree.parse(path).getroot():
        text, found = article.findtext("text", ""), []
        for location in article.iter("location"):
            name, begin = location.findtext("name", ""), int(location.findtext("start", ""))
            at = next((at for at in (begin, begin - 1, begin + 1) if text[at : at + len(name)] == name), None)
            if at is not None:
                point = (float(location.findtext("lat", "")), float(location.findtext("lon", "")))
                found.append(Toponym(at, at + len(name), name, point))
        yield Article(f"geovirus {article.findtext('source')}", text, tuple(found))


def corpora(shared: Path) -> dict[str, list[Article]]:
    """Both corpora, from the folder that holds ``corpora/``."""
    folder = shared / "corpora/geo"
    return {"lgl": list(lgl(folder / "lgl.xml")), "geovirus": list(geovirus(folder / "GeoVirus.xml"))}
