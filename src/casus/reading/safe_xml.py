"""XML of others: parsed without entities, which can make gigabytes of a few lines or reach for files and addresses."""

from __future__ import annotations

from typing import Any

from casus.reading.errors import UnreadableError

_ENTITY = b"<!ENTITY"


def refuse_entities(data: bytes) -> None:
    """Refuse XML that defines entities, in whatever encoding of Unicode; raises :class:`UnreadableError`."""
    if _ENTITY in data.replace(b"\0", b""):
        raise UnreadableError("XML that defines entities, which is not read, for it can be made to fill the memory")


def parse_xml(data: bytes) -> Any:
    """The root element; raises :class:`UnreadableError` for what is no XML, or unsafe."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    refuse_entities(data)
    try:
        return fromstring(data)
    except ParseError as error:
        raise UnreadableError(f"malformed XML ({error}); download it again") from None
    except (DefusedXmlException, ValueError, LookupError) as error:
        raise UnreadableError(f"XML that is not read ({type(error).__name__}); download it again") from None
