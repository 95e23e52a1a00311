"""Parameters that several resources have."""

from typing import Annotated

from fastapi import Path, Query

Id = Annotated[str, Path(alias="id", description="The id, as other answers give it.")]
Inferred = Annotated[bool, Query(description="With what was inferred across documents, or without.")]
