"""What can go wrong with a record, each with one clear line that says what to do."""


class RecordError(Exception):
    """The record cannot be opened, read or written; the message is one line with what to do."""


class ImpossibleValueError(RecordError):
    """A value breaks a rule of the record (a range upside down, evidence that is not in the text) and was not stored."""


class NotInRecordError(RecordError):
    """No event, operation, claim or document goes by this name, or more than one does."""


class QueryError(RecordError):
    """What is asked of a record cannot be; the message says what can."""
