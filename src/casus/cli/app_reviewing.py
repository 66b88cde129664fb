"""``casus agreement`` and ``casus gold``, as typer sees them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casus.cli.options import Json, RecordPlace


def agreement(record: RecordPlace = "casus.db", json: Json = False) -> int:
    """Say how far people agree who judged the same claims blind: Krippendorff's alpha for each field."""
    from casus.cli.reviewing import show_agreement

    return show_agreement(record, json_lines=json)


def gold(
    output: Annotated[
        Path, typer.Option("--output", metavar="FOLDER", help="A new folder, for docs.json and gold.json.")
    ],
    record: RecordPlace = "casus.db",
) -> int:
    """Write the documents all of whose claims people have judged, as hand-coded ones that models can be trained on."""
    from casus.cli.reviewing import export_gold

    return export_gold(record, output)
