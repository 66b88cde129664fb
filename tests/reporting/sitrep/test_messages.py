"""The words of a report: complete, ready to be translated, and a source named as a sentence names it."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from casus.record import KINDS
from casus.reporting.sitrep.drawing.bars import groups
from casus.reporting.sitrep.messages import MessageError, Messages, check, messages


@pytest.fixture
def table() -> dict[str, Any]:
    return tomllib.loads(files("casus.reporting.sitrep").joinpath("messages.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("mayor", "the mayor"),
        ("residents", "residents"),
        ("regional police", "regional police"),
        ("An army statement", "an army statement"),
        ("Syrian defence ministry", "the Syrian defence ministry"),
        ("Ukraine's air force", "Ukraine's air force"),
        ("United Nations", "the United Nations"),
        ("Three Brotherhood Alliance", "the Three Brotherhood Alliance"),
        ("UNHCR", "UNHCR"),
        ("Other sources", "other sources"),
        ("SDF spokesman Ali Noor", "SDF spokesman Ali Noor"),
        ("Northern Front, the group", "the Northern Front"),
    ],
)
def test_a_source_is_named_as_a_sentence_names_it(source: str, named: str) -> None:
    assert messages().named(source) == named


def test_a_language_without_articles_leaves_names_alone(table: dict[str, Any]) -> None:
    table["language"]["article"] = ""
    assert Messages(table).named("mayor") == "mayor"


@pytest.mark.parametrize(
    ("names", "listed"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_names_are_listed(names: list[str], listed: str) -> None:
    assert messages().listed(names) == listed


def test_a_value_with_braces_is_no_message() -> None:
    assert messages()("told.the_report", title="{source.__class__} {0}") == "the report “{source.__class__} {0}”"


def test_a_translation_is_compared_with_the_english_table(table: dict[str, Any]) -> None:
    check(table)
    table["told"]["event"] = "{title}: {source}"
    with pytest.raises(MessageError, match=r"told\.event must have"):
        check(table)
    del table["told"]["event"]
    with pytest.raises(MessageError, match=r"told\.event is missing"):
        check(table)


def test_a_message_too_many_is_found(table: dict[str, Any]) -> None:
    table["told"]["more"] = "more"
    with pytest.raises(MessageError, match=r"no message told\.more"):
        check(table)


def test_every_message_is_used_and_every_name_in_the_code_is_a_message(table: dict[str, Any]) -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted(Path(str(files("casus.reporting.sitrep"))).rglob("*.py"))
    )
    for section, names in table.items():
        for name in names:
            built = re.fullmatch(r"(number|part|toll)(_bare)?(_range)?", name)  # put together from these
            assert built or f"{section}.{name}" in code or f'"{name}"' in code, f"{section}.{name} is never said"
    for section, name in re.findall(r"say(?:\.raw|\.words|\.choice)?\(\s*\"([a-z]+)\.([a-z_]+)\"", code):
        assert name in table[section], f"{section}.{name}"


def test_every_kind_of_event_stands_in_one_group_of_the_chart() -> None:
    assert sorted(kind for group in groups() for kind in group.kinds) == sorted(KINDS)
