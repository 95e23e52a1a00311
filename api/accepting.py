"""Which of several formats a client asks for (RFC 9110, section 12.5.1)."""

from collections.abc import Mapping
from typing import TypeVar

Format = TypeVar("Format")


def accepted(accept: str, *, known: Mapping[str, Format]) -> list[Format | None]:
    """The formats that an Accept header names, of those known by their media types, best first; None stands for any."""
    wanted: dict[Format | None, float] = {}
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = _weight(parameters)
        kind = name.removesuffix("*") if name.endswith("/*") else None
        found = [format_ for media, format_ in known.items() if media == name or (kind and media.startswith(kind))]
        for format_ in [None] if name == "*/*" else found:
            wanted[format_] = max(weight, wanted.get(format_, 0.0))
    return sorted((format_ for format_, weight in wanted.items() if weight), key=lambda f: -wanted[f])


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return float(parameter.removeprefix("q="))
            except ValueError:
                return 0.0
    return 1.0
