"""What answers hold, as OpenAPI describes it."""

from collections.abc import Iterable
from typing import Any


def content_of(media_types: Iterable[str]) -> dict[str, Any]:
    """An answer in one of some media types: whatever JSON where that is one of JSON (RFC 6839), otherwise a text."""
    return {media: {"schema": {} if _is_json(media) else {"type": "string"}} for media in media_types}


def _is_json(media: str) -> bool:
    return media == "application/json" or media.endswith("+json")
