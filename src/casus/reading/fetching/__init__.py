"""Fetching: one address that the user named, from the public web, within limits; what is unsafe or too much is a reason, never a hang.

Nothing here decides *what* to fetch: :mod:`casus.reading.inputs` asks for the addresses that the user wrote, and for links only where the
user said so.
"""

from casus.reading.fetching.answers import Answer, Seen
from casus.reading.fetching.client import Client
from casus.reading.fetching.limits import Limits

__all__ = ["Answer", "Client", "Limits", "Seen"]
