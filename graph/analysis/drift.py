"""Numbers that drift: along chains, over time, and side by side.

Only numbers of the same unit and thing are held against each other; of what a claim gives several numbers of one kind
for, nobody can tell which belongs to which, and nothing is told.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.analysis.amounts import (
    Amount,
    Difference,
    amounts_in,
    difference,
    is_elliptic,
    paired,
    size_of,
)
from graph.analysis.claim_graph import Inference, statement_graph
from graph.analysis.evidence import Evidence, evidence_about
from graph.analysis.hops import Basis
from graph.analysis.lines import Lines
from graph.analysis.one_thing import claims_of_one_thing, elliptic_pairs
from graph.analysis.sayings import Saying, is_dated_by_text, said_within
from graph.analysis.told_numbers import Told, by_thing, changes_of
from graph.clusters import claim_texts
from graph.errors import NotFoundError
from graph.identity.quantities import Quantity
from graph.iris import Thing
from graph.library import Library
from graph.model import MEDIA_KINDS, Stance
from graph.period import Period
from graph.records import Record

_TELLING = frozenset({Basis.NAMED_OUTLET.value, Basis.QUOTATION.value})
_ANY_DAY = Period(date.min, date.max)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the statement that gives it."""

    amount: Amount
    saying: Saying


@dataclass(frozen=True, slots=True)
class Drift:
    """A number that was ``before`` one and ``after`` another one.

    Along a chain the statement after rests on the one before: ``basis`` is how that is known, ``score`` is of one, less
    where it was inferred over documents. Over time both are of one speaker and in the order of their days, and these
    two are null.
    """

    difference: Difference
    before: Figure
    after: Figure
    basis: str | None
    score: float | None


@dataclass(frozen=True, slots=True)
class Given:
    """A number that is given for the thing, and all who give it."""

    amount: Amount
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """What becomes of the numbers of a claim.

    ``side_by_side`` has what is given for one thing where there are several numbers, each thing on its own.
    ``truncated`` says that there are more statements than were looked at; ``sparql`` gives the statements about the
    claim and about those that contradict it.
    """

    claim: str
    text: str
    along_chains: tuple[Drift, ...]
    over_time: tuple[Drift, ...]
    side_by_side: tuple[tuple[Given, ...], ...]
    truncated: bool
    sparql: str


def numbers_of(library: Library, claim: str, *, inferred: Inference = Inference.WITH) -> Numbers:
    """The numbers of a claim by the id of any of its wordings, held against those of claims that contradict it.

    Raises NotFoundError if no statement is about it.
    """
    claims = claims_of_one_thing(library, claim)
    evidence = evidence_about(library, claims)
    if not evidence.records:
        raise NotFoundError(f"There is no claim {claim}.")
    meant = _meant(library, evidence)
    lines = Lines.of(library, evidence)
    told = list(_told(evidence, lines, meant))
    return Numbers(
        claim=claim,
        text=claim_texts(library.store, [claim]).get(claim, ""),
        along_chains=tuple(_along_chains(evidence, inferred=inferred)),
        over_time=tuple(_over_time(told, lines)),
        side_by_side=tuple(_side_by_side(told)),
        truncated=evidence.truncated,
        sparql=_query(library.store.iris.of(Thing.CLAIM, claim)),
    )


def _meant(library: Library, evidence: Evidence) -> dict[str, Quantity]:
    """For each statement (id) that leaves out of what its number is, the number with the thing that is meant."""
    found: dict[str, Quantity] = {}
    texts = {record.claim_text for record in evidence.records.values() if record.claim in evidence.claims}
    if not any(is_elliptic(one) for text in texts for one in amounts_in(text)):
        return found
    for before, after in elliptic_pairs(library, evidence.claims):
        (thing,) = (one for one in amounts_in(before.claim_text) if one.nouns)
        (number,) = amounts_in(after.claim_text)
        found[after.statement] = Quantity(
            number.kind, number.low, number.high, number.bound, thing.nouns, wording=thing.wording
        )
    return found


def _told(evidence: Evidence, lines: Lines, meant: Mapping[str, Quantity]) -> Iterator[Told]:
    for record in evidence.records.values():
        if record.claim not in evidence.claims or record.stance != Stance.AFFIRM:
            continue
        is_own = lines.of_source(evidence.documents[record.document.id].outlet) == lines.line(record)
        quantities = [meant[record.statement]] if record.statement in meant else amounts_in(record.claim_text)
        for quantity in quantities:
            if not is_elliptic(quantity) and not _is_passed_on(evidence, record, quantity):
                yield Told(record, quantity, said_within(record) or _ANY_DAY, is_dated_by_text(record), is_own)


def _is_passed_on(evidence: Evidence, record: Record, quantity: Quantity) -> bool:
    """Whether a statement rests on one that gives the same number, so that it is not its own."""
    bases = (evidence.records.get(via.statement) for via in record.via)
    claims = [base.claim_text for base in bases if base is not None and base.claim in evidence.claims]
    return any(
        size_of(quantity) == size_of(one) for text in claims for one in amounts_in(text) if not is_elliptic(one)
    ) or (record.claim_text in claims)


def _along_chains(evidence: Evidence, *, inferred: Inference) -> Iterator[Drift]:
    """The drifts along what the texts state, and over documents where one names the other or repeats its words.

    That a page links to another does not tell that it has its number from there; nor has it drifted on the way from a
    document that gives it too.
    """
    graph = statement_graph(evidence, inferred=inferred)
    given: defaultdict[str, set[tuple[str, float, float]]] = defaultdict(set)
    for record in evidence.records.values():
        given[record.document.id].update(map(size_of, amounts_in(record.claim_text)))
    for outer, inner, data in sorted(graph.edges(data=True), key=lambda edge: edge[:2]):
        after, before = evidence.records[outer], evidence.records[inner]
        if not {after.claim, before.claim} <= evidence.claims or {after.stance, before.stance} != {Stance.AFFIRM}:
            continue
        if data["inferred"] and data["basis"] not in _TELLING:
            continue
        for its, mine in paired(amounts_in(before.claim_text), amounts_in(after.claim_text)):
            how = difference(its, mine)
            is_given = data["inferred"] and size_of(mine) != size_of(its) and size_of(mine) in given[before.document.id]
            if how is not None and not is_given:
                yield Drift(how, _figure(before, its), _figure(after, mine), data["basis"], data["score"])


def _over_time(told: Iterable[Told], lines: Lines) -> list[Drift]:
    """The numbers that speakers with a name change, each change once, with the statements that date it best."""
    found: list[Drift] = []
    for said in _by_speaker(told, lines):
        for before, after in changes_of(said):
            how = difference(before.quantity, after.quantity)
            if how is not None:
                one, other = (_figure(each.record, each.quantity) for each in (before, after))
                found.append(Drift(how, one, other, None, None))
    return sorted(found, key=lambda drift: (drift.after.saying.said_on or "", drift.after.saying.statement))


def _by_speaker(told: Iterable[Told], lines: Lines) -> Iterator[list[Told]]:
    """What each speaker with a name gives for each thing, as far as it is dated.

    What outlets tell of each other is left out: it may be told wrongly, and what they say themselves can be read.
    """
    said: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told:
        source = one.record.source
        is_told_of = source is not None and source.kind in MEDIA_KINDS and not one.is_in_own_document
        if one.record.said_on is not None and source is not None and source.named and not is_told_of:
            said[lines.line(one.record)].append(one)
    for group in said.values():
        yield from by_thing(group)


def _side_by_side(told: Sequence[Told]) -> Iterator[tuple[Given, ...]]:
    for group in by_thing(told):
        given: defaultdict[tuple[str, float, float], list[Told]] = defaultdict(list)
        for one in group:
            given[size_of(one.quantity)].append(one)
        if len(given) > 1:
            yield tuple(_given(given[size]) for size in sorted(given))


def _given(told: Sequence[Told]) -> Given:
    sayings = sorted(
        (Saying.of(one.record) for one in told), key=lambda saying: (saying.said_on or "9", saying.statement)
    )
    first = min(told, key=lambda one: (str(one.quantity.bound), str(one.quantity)))
    return Given(Amount.of(first.quantity), tuple(sayings))


def _figure(record: Record, quantity: Quantity) -> Figure:
    return Figure(Amount.of(quantity), Saying.of(record))


def _query(claim_iri: str) -> str:
    return f"""\
SELECT DISTINCT ?statement ?text ?source ?stance ?notBefore ?notAfter ?document WHERE {{
  <{claim_iri}> (al:memberOf/^al:memberOf)? ?own .
  {{ BIND(?own AS ?claim) }} UNION {{ ?own al:contradicts/((al:memberOf/^al:memberOf)?) ?claim }}
  ?statement al:claim ?claim ; al:source ?source ; al:stance ?stance ; al:inDocument ?document .
  ?claim al:claimText ?text
  OPTIONAL {{ ?statement al:saidNotBefore ?notBefore ; al:saidNotAfter ?notAfter }}
}} ORDER BY ?notBefore ?statement"""
