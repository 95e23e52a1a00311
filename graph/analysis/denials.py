"""What a denial is aimed at: the claim itself, only those who relay it, or that somebody said it."""

import re
from collections.abc import Iterable
from enum import StrEnum

from graph.analysis.evidence import Evidence
from graph.clusters import claim_texts
from graph.identity.signatures import NAMED, Signature, signature_of
from graph.indexed_records import records_of
from graph.iris import Thing
from graph.library import Library
from graph.model import Stance
from graph.rdf.names import OA
from graph.records import Record
from graph.search.filters import Filters
from graph.search.pages import page
from ontology import terms

OBJECTING = frozenset({Stance.REJECT.value, Stance.DOUBT.value})
_MOST_REJECTED = 300  # statements among which a denial that something was said is looked for
_MOST_ASKED = 500  # documents and sources of which it may be
_SAME_WORDS = 0.7  # of what "X saying that ..." has beside names, by weight, and in the claim too
_LEAST_WORDS = 2  # in common
_DENIED_SAYING = re.compile(
    r"\bden(?:y|ies|ied|ying)\b.*\b(?:saying|telling|claiming|stating|writing|having (?:said|told|claimed|written))\b",
    re.IGNORECASE,
)

_Place = tuple[int, int]


class Target(StrEnum):
    """What a denial is aimed at.

    The claim, whoever says it, and so those with whom it begins; an origin that it names; a relay that it names, who
    has it from somebody else; or only that somebody said it, so that it may be true all the same.
    """

    CLAIM = "claim"
    ORIGIN = "origin"
    RELAY = "relay"
    SAYING = "saying"


def named_in(library: Library, denial: Record, affirming: Iterable[Record]) -> list[Record]:
    """Those who affirm a claim in the same document and are named between the cue of a denial and the end of it.

    "Venn dismissed the reports of some agencies that the lock had leaked" names them; "some agencies report it; Venn
    denied it" does not: it is the writer who brings the two together.
    """
    others = [one for one in affirming if one.document.id == denial.document.id and one.source_id != denial.source_id]
    cues = _places(library, denial, terms.CUE_ANCHOR) if others else []
    if not cues or denial.span == (0, 0):
        return []
    start, end = max(last for _, last in cues), denial.span[1]
    return [
        other
        for other in others
        if (named := _places(library, other, terms.SOURCE_ANCHOR))
        and all(start <= first and last <= end for first, last in named)
    ]


def _places(library: Library, record: Record, anchor: str) -> list[_Place]:
    """The places of a role of a statement in its document."""
    store = library.store
    node = store.iris.of(Thing.STATEMENT, record.statement)
    anchors = store.descriptions([node], [anchor]).get(node, {}).get(anchor, ())
    positions = store.descriptions([f"{one}-position" for one in anchors])
    return [(int(values[f"{OA}start"][0]), int(values[f"{OA}end"][0])) for values in positions.values()]


def denying_only_the_saying(library: Library, records: Iterable[Record]) -> frozenset[str]:
    """Those of some statements (ids) whose cue denies that something was said: "denied ever saying" that it leaked."""
    store = library.store
    nodes = {store.iris.of(Thing.STATEMENT, one.statement): one for one in records if one.stance in OBJECTING}
    cues = store.descriptions(nodes, [terms.CUE_TEXT])
    return frozenset(
        nodes[node].statement
        for node, values in cues.items()
        if any(_DENIED_SAYING.search(cue) for cue in values.get(terms.CUE_TEXT, ()))
    )


def denials_of_saying(library: Library, evidence: Evidence) -> list[Record]:
    """The statements that deny that somebody said what the evidence is about: "Hill denied saying that it had leaked".

    They are looked for among what those who are given with it reject, and among what is rejected in its documents.
    """
    affirming = [record for record in evidence.records.values() if record.stance == Stance.AFFIRM]
    sources = sorted({record.source_id for record in affirming if record.source is not None and record.source.named})
    texts = claim_texts(library.store, sorted(evidence.claims))
    claims = [signature_of(text) for text in sorted(texts.values())]
    found: dict[str, Record] = {}
    for filters in (
        Filters(sources=tuple(sources[:_MOST_ASKED]), stances=(Stance.REJECT.value,)),
        Filters(documents=tuple(sorted(evidence.documents)[:_MOST_ASKED]), stances=(Stance.REJECT.value,)),
    ):
        if not (filters.sources or filters.documents):
            continue
        rows, _ = page(library.index, filters, limit=_MOST_REJECTED)
        rows = [row for row in rows if row.claim not in evidence.claims and _tells_of_saying(row.claim_text, claims)]
        found.update((record.statement, record) for record in records_of(library.store, rows))
    return [found[statement] for statement in sorted(found)]


def _tells_of_saying(text: str, claims: Iterable[Signature]) -> bool:
    """Whether a text is that somebody said one of some claims."""
    said = signature_of(text)
    return said.is_reported is True and any(not claim.is_reported and _is_said(claim, said) for claim in claims)


def _is_said(claim: Signature, said: Signature) -> bool:
    """Whether what is said to have been said is the claim, or less than it; "say" itself counts against it."""
    words = {word: weight for word, weight in said.weights.items() if not word.startswith(NAMED)}
    common = [word for word in words if word in claim.weights]
    return len(common) >= _LEAST_WORDS and sum(words[word] for word in common) >= _SAME_WORDS * sum(words.values())
