"""What is kept of one document of who passes on whom: the rows of its sources and of its citations."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from graph.model import Document, SourceKind, Stance, Statement, Via, ViaBasis


class Utterance(NamedTuple):
    """Of a statement (id), who makes it and on what it rests; ``source`` is an id."""

    statement: str
    source: str
    is_named: bool
    kind: SourceKind
    stance: Stance
    via: tuple[Via, ...]


class Speaking(NamedTuple):
    """A source (id) that makes so many statements in a document."""

    source: str
    is_named: bool
    kind: SourceKind
    statements: int


class Citation(NamedTuple):
    """That so many statements of one source (id) pass on what another says, with which stance the other says it."""

    citing: str
    cited: str
    stance: Stance
    basis: ViaBasis
    statements: int


@dataclass(frozen=True, slots=True)
class DocumentCitations:
    """The rows of a document that was published on a day, as far as that is known."""

    day: date | None
    speaking: frozenset[Speaking]
    citations: frozenset[Citation]


def document_citations(document: Document, statements: Sequence[Statement]) -> DocumentCitations:
    """The rows of a document with its statements."""
    return citations_among(
        (Utterance(s.id, s.source.id, s.source.is_named, s.source.kind, s.stance, s.via) for s in statements),
        day=document.published_on,
    )


def citations_among(utterances: Iterable[Utterance], *, day: date | None) -> DocumentCitations:
    """The rows of a document from all that is said in it; what rests on another document's statement is not in them.

    Each hop counts: a statement that rests on two of one source passes it on twice.
    """
    known = {utterance.statement: utterance for utterance in utterances}
    speaking = Counter((said.source, said.is_named, said.kind) for said in known.values())
    hops = (
        (said, known[via.statement], via.basis) for said in known.values() for via in said.via if via.statement in known
    )
    citations = Counter((said.source, inner.source, inner.stance, basis) for said, inner, basis in hops)
    return DocumentCitations(
        day=day,
        speaking=frozenset(Speaking(*key, count) for key, count in speaking.items()),
        citations=frozenset(Citation(*key, count) for key, count in citations.items()),
    )
