"""Reading: files, folders, tables, pages and standard input become :class:`~casus.record.Document` values.

Whatever cannot be read is set aside as a :class:`~casus.record.Problem` with the reason and what to do; it never stops the rest.
"""

from casus.reading.inputs import read_inputs
from casus.reading.language import foreign_language

__all__ = ["foreign_language", "read_inputs"]
