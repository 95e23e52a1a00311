"""The errors that the library raises. Every message says what was wrong and what to do about it."""


class AllegedlyError(Exception):
    """Root of all errors that are meant for a user's eyes."""


class InputError(AllegedlyError):
    """A document, file, address or argument cannot be read as what it claims to be."""


class ReadingLimitError(InputError):
    """A document needs more time or memory to be read than one may have; reading it again would end the same way."""


class ExtractionError(AllegedlyError):
    """A component failed on a document, or a pipeline is put together wrongly."""


class QueryError(AllegedlyError):
    """A question or SPARQL query cannot be understood or is not allowed."""


class NotFoundError(QueryError):
    """The document, statement, claim or source that was asked for is not in the store."""


class LimitError(QueryError):
    """A query needs more than one query may have; it was ended, and asking it again would end the same way."""


class TimeLimitError(LimitError):
    """A query takes longer than a query may."""


class MemoryLimitError(LimitError):
    """A query needs more memory than a query may have."""


class SizeLimitError(LimitError):
    """The answer to a query has more rows or bytes than an answer may have."""


class FormatError(QueryError):
    """An answer cannot be written in any of the formats that were asked for."""


class ForbiddenError(QueryError):
    """What was asked for is understood and will not be done, whoever asks."""


class StoreError(AllegedlyError):
    """The store cannot be opened, read or written."""


class DiskFullError(StoreError):
    """There is no room to write to the store; what is in it can be read, and what was acknowledged is safe."""


class BusyError(StoreError):
    """So much is being asked that this cannot be answered now; ``retry_after`` seconds later it perhaps can."""

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class GivenUpError(StoreError):
    """Nobody waits for the answer any more, so it was not looked for any further."""


class ConfigError(AllegedlyError):
    """A setting has a value that cannot be used."""


class ServiceError(AllegedlyError):
    """A service that keeps a store cannot be reached, or does not answer as it should."""
