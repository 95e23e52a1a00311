"""The errors that the library raises. Every message says what was wrong and what to do about it."""


class AllegedlyError(Exception):
    """Root of all errors that are meant for a user's eyes."""


class InputError(AllegedlyError):
    """A document, file, address or argument cannot be read as what it claims to be."""


class ExtractionError(AllegedlyError):
    """A component failed on a document, or a pipeline is put together wrongly."""


class QueryError(AllegedlyError):
    """A question or SPARQL query cannot be understood or is not allowed."""


class NotFoundError(QueryError):
    """The document, statement, claim or source that was asked for is not in the store."""


class StoreError(AllegedlyError):
    """The store cannot be opened, read or written."""


class ConfigError(AllegedlyError):
    """A setting has a value that cannot be used."""
