"""``casus serve``, as typer sees it."""

from __future__ import annotations

from typing import Annotated

import typer

from casus.cli.options import RecordPlace

HERE = "127.0.0.1"


def serve(
    host: Annotated[
        str,
        typer.Option(
            "--host", metavar="ADDRESS", help="Where to listen; only this machine can ask unless another is given."
        ),
    ] = HERE,
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="0: any free one.")] = 8000,
    record: RecordPlace = "casus.db",
    safe: Annotated[
        bool,
        typer.Option(
            "--safe",
            help="Serve only what casus export --safe would give: no texts, rounded coordinates, nothing of the latest days.",
        ),
    ] = False,
    hold_back: Annotated[
        int | None, typer.Option("--hold-back", metavar="DAYS", min=0, help="Days that --safe holds back. Default: 14.")
    ] = None,
    cors: Annotated[
        list[str] | None,
        typer.Option("--cors", metavar="ORIGIN", help="Pages of this origin may read the answers; can be given again."),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-host", metavar="NAME", help="A name that requests may give this server; can be given again."
        ),
    ] = None,
    rate: Annotated[
        str, typer.Option("--rate", metavar="N/PERIOD", help="Requests that one address may make; 0: any number.")
    ] = "600/minute",
    proxy: Annotated[
        str | None,
        typer.Option(
            "--proxy", metavar="ADDRESS", help="A reverse proxy that is believed when it says for whom it asks."
        ),
    ] = None,
    insecure_login: Annotated[
        bool,
        typer.Option(
            "--insecure-login",
            help="Take passwords from other machines over plain HTTP: whoever listens on the way has them.",
        ),
    ] = False,
    tiles: Annotated[
        str | None,
        typer.Option(
            "--tiles",
            metavar="URL",
            help="Lay raster tiles under the maps, e.g. https://tiles.example/{z}/{x}/{y}.png. Browsers then ask that server.",
        ),
    ] = None,
    tiles_credit: Annotated[
        str, typer.Option("--tiles-credit", metavar="TEXT", help="Whose tiles these are, said on the maps.")
    ] = "",
) -> int:
    """Open the record in a browser, and answer programs over HTTP (/docs says what can be asked)."""
    from casus.cli.serving import serve_record

    return serve_record(
        record,
        host,
        port,
        safe=safe,
        hold_back=hold_back,
        cors=cors or (),
        names=allow_host or (),
        rate=rate,
        proxy=proxy,
        tiles=tiles,
        tiles_credit=tiles_credit,
        insecure_login=insecure_login,
    )
