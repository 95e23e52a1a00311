"""What the command line prints. Article text is hostile: nothing in it may steer the terminal."""

import json
import re
import sys
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from graph.answers import Answer, ClaimAnswer, Position, SourceRef
from graph.identity.reviews import Kind, Standing, Verdict
from graph.reviewing import IdentificationDetail, ReviewDetail

# C0 and C1 controls apart from tab and newline, and the characters that reorder a line (Unicode TR36, section 2.4).
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_MAX_QUOTE = 300  # code points of a quote shown for people; --json gives all

_VERDICTS = {
    (Kind.SOURCE, Verdict.SAME): "is the same source as",
    (Kind.SOURCE, Verdict.DIFFERENT): "is another source than",
    (Kind.CLAIM, Verdict.SAME): "says the same as",
    (Kind.CLAIM, Verdict.DIFFERENT): "does not say the same as",
}
_STANDINGS = {
    Standing.HOLDS: "holds",
    Standing.REPLACED: "replaced by a later review",
    Standing.WITHOUT_EFFECT: "without effect: other reviews say the contrary, or one of the two is gone",
}
_RELATIONS = {
    "contradicts": "contradicts",
    "narrower": "less exact than",
    "broader": "more exact than",
    "supports": "supports",
    "supported_by": "supported by",
}
STANCES = {"affirm": "affirms", "reject": "rejects", "doubt": "doubts", "neutral": "takes no side"}


def clean(text: str) -> str:
    """The text with control characters made harmless for a terminal."""
    return _UNSAFE.sub("\ufffd", text)


def line(text: str = "") -> None:
    """Print one line to standard output, at once; line ends within it would let a title forge lines."""
    sys.stdout.write(clean(text).replace("\n", " ") + "\n")
    sys.stdout.flush()


def error_line(text: str) -> None:
    """Print one line to standard error, whatever the message holds."""
    sys.stderr.write(" ".join(clean(text).split()) + "\n")
    sys.stderr.flush()


def json_lines(value: object, *, indent: int | None = 2) -> None:
    """Print a dataclass of graph.answers, or plain data, as JSON."""
    text = TypeAdapter(type(value)).dump_json(value, indent=indent).decode()
    # Such characters stand within strings only, where JSON (RFC 8259, section 7) has an escape for them.
    sys.stdout.write(_UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n")
    sys.stdout.flush()


def answer(found: Answer) -> None:
    """Print an answer for people: claims, positions, chains."""
    if not found.claims:
        line("Nothing in the store fits that question.")
    if found.nearest:
        line("What comes nearest:")
    for near in found.nearest:
        line(f"   “{short(near.text)}”  claim {near.id}")
    for claim in found.claims:
        line(f"“{short(claim.text)}”")
        line(f"   claim {claim.id}")
        line(f"   {_summary(claim)}")
        if len(claim.wordings) > 1:
            line(f"   in {len(claim.wordings)} wordings, cluster {claim.cluster}")
        for related in claim.related:
            line(f"   {_RELATIONS[related.relation]} “{short(related.text)}” (claim {related.id})")
        for position in claim.positions:
            _position(position)
        if claim.tally.statements > len(claim.positions):
            line(f"   … and {claim.tally.statements - len(claim.positions):,} later ones")
        line()
    if found.more:
        line(f"There are more: ask again with --offset {found.offset + len(found.claims)}.")


def _summary(claim: ClaimAnswer) -> str:
    tally = claim.tally
    sides = f"{tally.asserters} affirm, {tally.deniers} reject, {tally.doubters} doubt"
    origins = f"{tally.origins_named} named and {tally.origins_unnamed} unnamed origins"
    seen = f", first seen {claim.first_seen[:10]}" if claim.first_seen else ""
    return f"{sides}; {origins}, {tally.outlets} outlets{seen}"


def _position(position: Position) -> None:
    document = position.document
    when = f", said {position.said_on} (by {position.said_on_basis})" if position.said_on else ""
    act = f"({position.speech_act}, {position.quotation})"
    line(f"   - {name_of(position.source)} {STANCES[position.stance]} {act}{when}")
    if len(position.chain) > 1:
        line("     chain: " + " -> ".join(name_of(link.source) for link in position.chain))
    where = document.title or document.url or document.id
    line(f"     in {document.outlet or 'unknown outlet'}: {where}")
    line(f"     “{short(position.quote)}” [{position.span[0]}-{position.span[1]}]")


def table_of_results(content: bytes) -> None:
    """Print SPARQL JSON results in columns as wide as their widest value."""
    results = json.loads(content)
    if "boolean" in results:
        line("yes" if results["boolean"] else "no")
        return
    header = results["head"]["vars"]
    rows = [[_flat(row.get(name, {})) for name in header] for row in results["results"]["bindings"]]
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    for row in (header, ["-" * width for width in widths], *rows):
        line("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def review(found: ReviewDetail) -> None:
    """Print a review for people."""
    line(f"{found.id}  {found.at:%Y-%m-%d %H:%M}  {_STANDINGS[found.standing]}")
    line(f"   {short(found.one.name or found.one.id)}")
    line(f"   {_VERDICTS[found.kind, found.verdict]}")
    line(f"   {short(found.other.name or found.other.id)}")
    if found.reviewer or found.comment:
        line("   " + ": ".join(filter(None, (found.reviewer, found.comment))))


def identification(found: IdentificationDetail) -> None:
    """Print an identification for people."""
    line(f"{found.id}  {found.at:%Y-%m-%d %H:%M}  {found.method}, score {found.score:g}")
    line(f"   {short(found.source.name or found.source.id)}")
    line("   is identified as")
    line(f"   {short(found.label)}  {found.entity}")


def fields(value: object) -> None:
    """Print the fields of a dataclass, one a line."""
    for name, number in asdict(value).items():  # type: ignore[call-overload]
        line(f"{name.replace('_', ' '):>16}  {number:,}")


def _flat(term: dict[str, Any]) -> str:
    """The value of a term of the results on one line; a triple term in the syntax of RDF 1.2."""
    value = term.get("value", "")
    if isinstance(value, dict):
        return "<<( " + " ".join(_flat(value[part]) for part in ("subject", "predicate", "object")) + " )>>"
    return " ".join(str(value).split())


def name_of(source: SourceRef | None) -> str:
    """What a source is called for people; who has no name is told apart."""
    if source is None:
        return "(source not stated)"
    return source.name if source.named else f"{source.name} (unnamed)"


def short(text: str) -> str:
    """Text on one line, cut for people to read."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _MAX_QUOTE else flat[: _MAX_QUOTE - 1] + "…"
