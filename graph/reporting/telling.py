"""How sources, documents, days and statements are told in a report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from graph.answers import DocumentRef, SourceRef
from graph.model import DateBasis, SpeechAct, Stance
from graph.reporting.answers import Report
from graph.reporting.blocks import Described, Foreign, Inline, Jump, Line, Table, Words

TAKES = {
    Stance.AFFIRM.value: "asserts it",
    Stance.REJECT.value: "denies it",
    Stance.DOUBT.value: "doubts it",
    Stance.NEUTRAL.value: "takes no side",
}
_BASES = {DateBasis.TEXT.value: "as the text says", DateBasis.PUBLICATION.value: "day of publication"}
_STATED = {
    "within_sentence": "stated in one sentence",
    "within_document": "stated in the document",
    "printed": "printed without a word of the outlet's own",
}
NO_DATE = "no date"
_PLAIN = frozenset({SpeechAct.ASSERT.value, SpeechAct.DENY.value})
_MOST_CITED = 40
"""Statements that one cell of a table leads to at most."""


@dataclass(frozen=True, slots=True)
class Citations:
    """The numbers of the statements (ids) of a report, and the documents (ids) that they stand in."""

    numbers: dict[str, int]
    documents: frozenset[str]

    @classmethod
    def of(cls, report: Report) -> Self:
        """The numbers that the quotations of a report have."""
        return cls(
            numbers={one.statement: one.number for exhibit in report.exhibits for one in exhibit.quotations},
            documents=frozenset(exhibit.document.id for exhibit in report.exhibits),
        )

    def line(self, statements: Iterable[str]) -> Line:
        """Leads to statements, each once, in order of their numbers; what the report does not quote is left out."""
        found = sorted({self.numbers[name]: name for name in statements if name in self.numbers}.items())
        jumps = [Jump(passage_name(name), f"[{number}]") for number, name in found]
        return joined(jumps[:_MOST_CITED], rest=len(jumps) - _MOST_CITED)

    def where(self, document: DocumentRef) -> Line:
        """A document by its outlet and its day; leads to its heading, if the report has one."""
        name = Foreign(document.outlet) if document.outlet else Words("unknown outlet")
        day = day_of(document)
        is_here = document.id in self.documents
        return name, Words(", "), Jump(document_name(document.id), day) if is_here else Words(day)


def passage_name(statement: str) -> str:
    """The name of the passage that shows a statement (id)."""
    return f"statement-{statement}"


def document_name(document: str) -> str:
    """The name of the heading of a document (id)."""
    return f"document-{document}"


def joined(parts: Iterable[Inline], *, rest: int = 0) -> Line:
    """Inlines in a row, and how many there are besides."""
    line: list[Inline] = []
    for part in parts:
        line += [Words(" "), part] if line else [part]
    return (*line, Words(f" and {rest:,} more")) if rest > 0 else tuple(line)


def listed(lines: Iterable[Line]) -> Line:
    """Lines in a row, with commas."""
    found: list[Inline] = []
    for line in lines:
        found += [Words(", "), *line] if found else line
    return tuple(found)


def who(source: SourceRef | None) -> Line:
    """A source by its name, or as it is described."""
    if source is None:
        return (Words("source not stated"),)
    return (Foreign(source.name),) if source.named else (Described(source.name), Words(" (unnamed)"))


def day_of(document: DocumentRef) -> str:
    """When a document was published."""
    return (document.published or NO_DATE)[:10]


def known_from(basis: str, *, inferred: bool, score: float, reason: str | None) -> Line:
    """How it is known that one statement rests on another."""
    if not inferred:
        return (Words(_STATED.get(basis, words(basis))),)
    told = f"inferred from {words(basis)} ({score:.2f})"
    return (Words(told),) if reason is None else (Words(f"{told}: "), Foreign(reason))


def when(said_on: str | None) -> Line:
    """When something was said: a day or a period."""
    return (Words(said_on.replace("/", " to ") if said_on else NO_DATE),)


def basis(said_on_basis: str | None) -> Line:
    """How it is known when something was said."""
    return (Words(_BASES[said_on_basis]),) if said_on_basis else ()


def taken(stance: str, speech_act: str) -> str:
    """A stance, and the speech act where that tells more."""
    told = TAKES[stance]
    return told if speech_act in _PLAIN else f"{told} ({words(speech_act)})"


def words(term: str) -> str:
    """A term of the model in running text."""
    return term.replace("_", " ")


def table(caption: str, heads: tuple[str, ...], rows: Iterable[tuple[Line, ...]]) -> Table:
    """A table without the columns in which nothing stands."""
    kept_rows = list(rows)
    kept = [place for place in range(len(heads)) if any(row[place] for row in kept_rows)]
    return Table(
        caption,
        tuple(heads[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in kept_rows),
    )


def sentences(verdict: Iterable[str]) -> Iterator[Line]:
    """Sentences that tell of sources by their names."""
    for sentence in verdict:
        yield (Foreign(sentence),)
