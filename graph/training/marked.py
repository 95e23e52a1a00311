"""Texts with their attributions marked: what the reader learns from."""

from dataclasses import dataclass

from graph.model import Spans


@dataclass(frozen=True, slots=True)
class MarkedAttribution:
    """Source (perhaps none), cue and content as spans.

    ``host`` is the index of the attribution in whose content this one stands, or None; ``is_flat`` says that
    attributions inside this content may be there but are not marked.
    """

    source: Spans
    cue: Spans
    content: Spans
    host: int | None = None
    is_flat: bool = False


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """A text and its attributions."""

    text: str
    attributions: tuple[MarkedAttribution, ...]
