"""What somebody may mean who is still typing a question."""

from dataclasses import dataclass

from graph.answers import SourceRef
from graph.library import Library
from graph.records import describe_sources
from graph.search.beginnings import Typed, claims_begun, sources_begun

_CANDIDATES = 5  # times as many sources are looked at as are told, since the words may stand in a mention only


@dataclass(frozen=True, slots=True)
class SuggestedSource:
    """A source whose name holds the words; ``statements`` counts some of what it says, to rank by."""

    source: SourceRef
    statements: int


@dataclass(frozen=True, slots=True)
class SuggestedClaim:
    """A claim whose text holds the words; ``statements`` counts some of those about it, to rank by."""

    id: str
    text: str
    statements: int


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Named sources and claims that hold what was typed, the most frequent first."""

    sources: tuple[SuggestedSource, ...]
    claims: tuple[SuggestedClaim, ...]


def suggest(library: Library, text: str, *, limit: int) -> Suggestions:
    """So many sources and so many claims at most that hold the words of a text, the last of which may go on."""
    typed = Typed.of(text)
    found = sources_begun(library.index, typed, limit=limit * _CANDIDATES)
    described = describe_sources(library.store, [name for name, _ in found])
    fitting = [
        SuggestedSource(described[name], count)
        for name, count in found
        if name in described and typed.is_held_by(described[name].name)
    ]
    claims = claims_begun(library.index, typed, limit=limit)
    return Suggestions(tuple(fitting[:limit]), tuple(SuggestedClaim(*claim) for claim in claims))
