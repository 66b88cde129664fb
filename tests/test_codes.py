"""What claims are called in other schemes, worked out from plain columns of a record and from its values: the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from casus.cli.running import run
from casus.codes import ClaimCodes, codes_of_columns
from casus.store.record import Record


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """The record of the samples, as the pipeline makes it."""
    path = tmp_path_factory.mktemp("built") / "casus.db"
    assert run(["build", str(samples), "--record", str(path)]) == 0
    return path


def test_plain_columns_of_the_samples_tell_the_same_codes_as_values(built: Path) -> None:
    with Record.open(built) as record, record.portions() as portions:
        texts = {document.key: document.text for document in record.documents()}
        of_values = dict(ClaimCodes(record.claims(), texts))
        claims = portions.raw_reports(list(portions.report_keys())).claims
        of_columns = codes_of_columns(claims, range(len(claims["claim_id"])), texts)
    assert len(of_values) > 50
    assert len({code.acled_sub_event_type for code in of_columns}) > 5
    assert dict(zip(claims["claim_id"], of_columns, strict=True)) == of_values
