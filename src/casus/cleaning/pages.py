"""Which addresses are those of one page."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "ref_src", "at_medium", "at_campaign")


def address(url: str | None) -> str | None:
    """A page's address without what may differ between links to it; ``None`` for a front page and what is no web address."""
    try:
        parts = urlsplit((url or "").strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # brackets that hold no address
        return None
    asked = [pair for pair in parse_qsl(parts.query) if not pair[0].casefold().startswith(_TRACKING)]
    path = parts.path.rstrip("/")
    if parts.scheme.lower() not in ("http", "https") or not host or not (path or asked):
        return None
    return f"{host}{path}" + (f"?{urlencode(sorted(asked))}" if asked else "")
