"""Parameters that several resources have."""

import re
from datetime import date
from typing import Annotated

from fastapi import Path, Query
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _as_written(value: object) -> object:
    # The framework would read "0" as a time in seconds since 1970.
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise PydanticCustomError("day", "Input should be a day in the format YYYY-MM-DD")
    return value


Id = Annotated[str, Path(alias="id", description="The id, as other answers give it.")]
Inferred = Annotated[bool, Query(description="With what was inferred across documents, or without.")]
Day = Annotated[date, BeforeValidator(_as_written)]
"""A day as ISO 8601 has it, and no other way."""
