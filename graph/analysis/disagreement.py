"""Who denies or doubts what whom asserts, what contradicts it, and which numbers are given for it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from graph.analysis.claim_graph import Inference, origins, statement_graph
from graph.analysis.denials import OBJECTING, Target, denials_of_saying, denying_only_the_saying, named_in
from graph.analysis.drift import Numbers, numbers_of
from graph.analysis.evidence import Evidence, evidence_of
from graph.analysis.lines import is_relay
from graph.analysis.sayings import Saying, query_about
from graph.clusters import claim_texts, cluster_of
from graph.identity.relations import RelationType
from graph.identity.reviews import Kind
from graph.indexed_records import records_of
from graph.iris import Thing
from graph.judgements import relations_of
from graph.library import Library
from graph.model import Stance
from graph.records import Record
from graph.search.filters import Filters
from graph.search.pages import earliest

MAX_CONTRARY = 50
"""Claims that contradict one, of which the surest are told."""
_MOST_SAYINGS = 50  # of each of them, those published first


@dataclass(frozen=True, slots=True)
class Objection:
    """A denial or a doubt, as its own stance tells, and what it is aimed at.

    ``against`` are the statements of those whom it names, or that it disowns; none where it is aimed at the claim,
    whoever says so. ``passed_on`` are statements that only tell of the objection, with others between them or not.
    """

    saying: Saying
    target: Target
    against: tuple[Saying, ...]
    passed_on: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Contrary:
    """A claim that contradicts, with those who affirm it, the earliest first; ``score`` is of the contradiction."""

    claim: str
    text: str
    score: float
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What stands against a claim.

    ``origins`` are the statements of those with whom it begins, whom an objection to the claim contradicts. ``sparql``
    gives the statements about the claim with the stance of each; ``truncated`` says that there are more than were
    looked at.
    """

    claim: str
    text: str
    origins: tuple[Saying, ...]
    objections: tuple[Objection, ...]
    contrary: tuple[Contrary, ...]
    numbers: Numbers
    truncated: bool
    sparql: str


def disagreement_on(library: Library, claim: str, *, inferred: Inference = Inference.WITH) -> Disagreement:
    """What stands against a claim, by the id of any of its wordings.

    Raises NotFoundError if no statement is about it.
    """
    evidence = evidence_of(library, claim)
    about = [record for record in evidence.records.values() if record.claim in evidence.claims]
    affirming, begins = (
        [record for record in about if record.stance == Stance.AFFIRM],
        _beginning(evidence, inferred=inferred),
    )
    return Disagreement(
        claim=claim,
        text=claim_texts(library.store, [claim]).get(claim, ""),
        origins=_sayings(record for record in affirming if record.statement in begins),
        objections=tuple(_objections(library, about, affirming, evidence=evidence, begins=begins)),
        contrary=_contrary(library, claim),
        numbers=numbers_of(library, claim, inferred=inferred),
        truncated=evidence.truncated,
        sparql=query_about(library.store.iris.of(Thing.CLAIM, claim)),
    )


def _objections(
    library: Library, about: Sequence[Record], affirming: Sequence[Record], *, evidence: Evidence, begins: Set[str]
) -> Iterator[Objection]:
    objecting = [record for record in about if record.stance in OBJECTING and not is_relay(evidence, record)]
    disowning = denying_only_the_saying(library, objecting)
    resting = _resting(about)
    by_document: defaultdict[str, list[Record]] = defaultdict(list)
    for one in affirming:
        by_document[one.document.id].append(one)
    for record in objecting:
        named = named_in(library, record, by_document[record.document.id])
        ends = [one for one in named if one.statement in begins]
        target, against = Target.CLAIM, list[Record]()
        if record.statement in disowning:
            target, against = Target.SAYING, [one for one in affirming if _is_one(library, one, record)]
        elif named:
            target, against = (Target.ORIGIN, ends) if ends else (Target.RELAY, named)
        yield Objection(Saying.of(record), target, _sayings(against), _sayings(_leading_to(record, resting)))
    for record in denials_of_saying(library, evidence):
        given = [one for one in affirming if _is_one(library, one, record)]
        yield Objection(Saying.of(record), Target.SAYING, _sayings(given), ())


def _beginning(evidence: Evidence, *, inferred: Inference) -> Set[str]:
    """The statements (ids) of those with whom the claim begins."""
    found = origins(evidence, statement_graph(evidence, inferred=inferred), stance=Stance.AFFIRM)
    return {name for kind in (found.named, found.unnamed) for origin in kind for name in origin.statements}


def _resting(about: Iterable[Record]) -> dict[str, list[Record]]:
    """The statements that rest on each one (id) in the text."""
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for record in about:
        for via in record.via:
            found[via.statement].append(record)
    return found


def _leading_to(record: Record, resting: Mapping[str, Sequence[Record]]) -> list[Record]:
    """The statements that lead to one, hop by hop."""
    found = {record.statement: record}
    for name in (names := [record.statement]):  # which grows meanwhile
        for other in resting.get(name, ()):
            if other.statement not in found:
                found[other.statement] = other
                names.append(other.statement)
    return list(found.values())[1:]


def _is_one(library: Library, one: Record, other: Record) -> bool:
    """Whether two statements have one source, under whatever names."""
    groups = (library.judgements.group_of(record.source_id, kind=Kind.SOURCE) for record in (one, other))
    first, second = groups
    return one.source_id == other.source_id or (first is not None and first == second)


def _contrary(library: Library, claim: str) -> tuple[Contrary, ...]:
    own = cluster_of(library, claim).claims
    scores: dict[str, float] = {}
    for relation in relations_of(library.store, own):
        if relation.type is RelationType.CONTRADICTS:
            other = relation.end if relation.start in own else relation.start
            if other not in own:
                scores[other] = max(scores.get(other, 0.0), relation.score)
    texts, seen = claim_texts(library.store, scores), set[str]()
    found: list[Contrary] = []
    for other, score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if other in seen or other not in texts or len(found) == MAX_CONTRARY:
            continue
        wordings = cluster_of(library, other).claims
        seen.update(wordings)
        rows = earliest(library.index, Filters(claims=wordings, stances=(Stance.AFFIRM.value,)), limit=_MOST_SAYINGS)
        found.append(Contrary(other, texts[other], score, _sayings(records_of(library.store, rows))))
    return tuple(found)


def _sayings(records: Iterable[Record]) -> tuple[Saying, ...]:
    return tuple(map(Saying.of, records))
