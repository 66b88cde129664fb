"""Reports in other languages: kept, counted and searched; nothing is coded of them."""

from __future__ import annotations

from datetime import date

import pytest

from casus.aside import Foreign
from casus.record import Document, DocumentDate
from casus.store.errors import ImpossibleValueError
from casus.store.foreign import count_foreign, foreign_rows, search_foreign
from casus.store.record import Record

DAY = DocumentDate(date(2021, 3, 5), date(2021, 3, 5), "given")


def foreign(text: str, language: str, where: str = "a.txt", title: str | None = None) -> Foreign:
    return Foreign(where, "read", "not English", language, Document(where, text, title, locator=where, date=DAY))


ARABIC = foreign("دخلت القوات الحكومية المدينة يوم الاثنين", "ar", "a.txt", "حلب")
SOMALI = foreign("Ciidamada dowladda ayaa galay magaalada Jowhar", "so", "b.txt")
FRENCH = foreign("Les forces sont entrées à Alep, l’armée l’a dit. 100%_sûr", "fr", "c.txt")


def keep(record: Record, *reports: Foreign) -> None:
    with record.foreign_shelf() as shelf:
        shelf.add(reports)


def counts(record: Record) -> dict[str, int]:
    with record.asking() as connection:
        return count_foreign(connection)


def found(record: Record, words: str = "", language: str | None = None) -> list[str]:
    with record.asking() as connection:
        return [one.locator for one in search_foreign(connection, words, language)]


def test_they_are_counted_by_language(record: Record) -> None:
    keep(record, ARABIC, SOMALI, FRENCH, foreign("Une autre dépêche", "fr", "d.txt"))
    assert counts(record) == {"fr": 2, "ar": 1, "so": 1}
    assert record.totals().documents == 0


@pytest.mark.parametrize(
    ("words", "language", "where"),
    [
        ("", None, ["a.txt", "c.txt", "b.txt"]),
        ("القوات", None, ["a.txt"]),
        ("حلب", None, ["a.txt"]),
        ("ENTREES armee", None, ["c.txt"]),
        ("jowhar alep", None, []),
        ("", "so", ["b.txt"]),
        ("%", None, ["a.txt", "c.txt", "b.txt"]),
        ("100 sur", None, ["c.txt"]),
        ("a", "fr", ["c.txt"]),
    ],
)
def test_they_are_found_by_words_without_case_and_accents(
    record: Record, words: str, language: str | None, where: list[str]
) -> None:
    keep(record, ARABIC, SOMALI, FRENCH)
    assert found(record, words, language) == where


def test_the_same_report_twice_is_kept_once_and_a_new_text_takes_its_place(record: Record) -> None:
    keep(record, ARABIC, ARABIC)
    keep(record, ARABIC)
    keep(record, foreign("دخلت القوات المدينة", "ar", "a.txt"))
    assert counts(record) == {"ar": 1}


def test_what_came_through_standard_input_is_not_replaced(record: Record) -> None:
    keep(record, foreign("Une dépêche", "fr", "-"))
    keep(record, foreign("Une autre", "fr", "-"))
    assert counts(record) == {"fr": 2}


def test_they_go_when_their_place_holds_something_else(record: Record) -> None:
    keep(record, ARABIC, SOMALI)
    with record.foreign_shelf() as shelf:
        shelf.drop(["a.txt"])
    assert found(record) == ["b.txt"]


def test_what_no_database_takes_is_refused(record: Record) -> None:
    with pytest.raises(ImpossibleValueError, match="NUL"):
        keep(record, foreign("a\0b", "fr"))


def test_another_records_are_taken_over(record: Record, new_place) -> None:
    with Record.open(new_place()) as other:
        keep(other, ARABIC, SOMALI)
        with other.asking() as theirs, record.foreign_shelf() as shelf:
            shelf.take(foreign_rows(theirs))
    assert counts(record) == {"ar": 1, "so": 1}
