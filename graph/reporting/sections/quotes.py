"""Every quote in its passage, document by document."""

from collections.abc import Iterator

from graph.reporting.answers import Excerpt, Exhibit, Quotation, Report
from graph.reporting.blocks import (
    Address,
    Block,
    Code,
    Facts,
    Foreign,
    Heading,
    Inline,
    Line,
    Marked,
    Passage,
    Strong,
    Words,
)
from graph.reporting.telling import (
    NO_DATE,
    Citations,
    basis,
    document_name,
    listed,
    passage_name,
    taken,
    when,
    who,
    words,
)


def quotes(report: Report, cite: Citations) -> Iterator[Block]:
    """The documents with what is said in them of the claim, and of what it rests on."""
    yield Heading("quotes", 2, (Words("Quotes and documents"),))
    for exhibit in report.exhibits:
        yield from _document(exhibit)
        for quotation in exhibit.quotations:
            yield Passage(
                passage_name(quotation.statement),
                _told(quotation, report, cite),
                tuple(_excerpt(quotation.excerpt)),
                exhibit.language,
            )


def _document(exhibit: Exhibit) -> Iterator[Block]:
    document = exhibit.document
    title = Foreign(document.title) if document.title else Words("A document without a title")
    yield Heading(document_name(document.id), 3, (title,))
    pairs: list[tuple[str, Line]] = [
        ("Outlet", (Foreign(document.outlet) if document.outlet else Words("unknown"),)),
        ("Published", (Words(document.published or NO_DATE),)),
        ("Address", (Address(document.url) if document.url else Words("none given"),)),
        ("SHA-256 of the text", (Code(exhibit.sha256), Words(f" ({exhibit.characters:,} characters, in UTF-8)"))),
        ("Id", (Code(document.id),)),
    ]
    if exhibit.authors:
        pairs.insert(1, ("Authors", listed((Foreign(author),) for author in exhibit.authors)))
    yield Facts(tuple(pairs))


def _told(quotation: Quotation, report: Report, cite: Citations) -> Line:
    line: list[Inline] = [Strong(f"[{quotation.number}] "), *who(quotation.source)]
    line.append(Words(f" {taken(quotation.stance, quotation.speech_act)}, {words(quotation.quotation)}, "))
    line += when(quotation.said_on)
    if quotation.said_on_basis:
        line += [Words(", "), *basis(quotation.said_on_basis)]
    if quotation.rests_on:
        line += [Words(", rests on "), *cite.line(quotation.rests_on)]
    if quotation.claim_text != report.text:
        line += [Words("; the claim as it is worded here: "), Foreign(quotation.claim_text)]
    return tuple(line)


def _excerpt(excerpt: Excerpt) -> Iterator[Inline]:
    at, end = excerpt.start, excerpt.start + len(excerpt.text)
    if not excerpt.marks:
        yield Words("It has no words of its own in the text.")
    if excerpt.cut_before:
        yield Words("[…] ")
    for start, stop in excerpt.marks:
        if start > at:
            yield Foreign(excerpt.text[at - excerpt.start : start - excerpt.start])
        if stop > max(at, start):
            yield Marked(excerpt.text[max(at, start) - excerpt.start : stop - excerpt.start])
        at = max(at, stop)
    if at < end:
        yield Foreign(excerpt.text[at - excerpt.start :])
    if excerpt.cut_after:
        yield Words(" […]")
