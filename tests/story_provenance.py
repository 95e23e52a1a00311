"""How much of what stands behind the claims of an annotated story is found: origins, ways, circles, the first document.

Gold's statements are fed in. The claims are once those of gold, and once the library's own clusters, of which each claim
of gold is looked for in the one that holds most of it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from story import Gold, Story

from graph.analysis.answers import Passage, Side
from graph.analysis.claim_graph import Inference
from graph.analysis.evidence import evidence_about
from graph.analysis.positions import positions_of
from graph.analysis.standing import standing_of
from graph.clusters import cluster_of
from graph.inquiry import sources_meant
from graph.library import Library
from graph.model import Claim, Document, Span, Stance, Statement, Via
from graph.questions import read_question
from graph.records import of_bodies


@dataclass(frozen=True)
class Told:
    """A story in a library, with the claims of the library for each claim of gold, and what gold says of its parts.

    ``sources`` are those of gold by statement, ``files`` the documents by their ids.
    """

    library: Library
    claims: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, str]
    files: Mapping[str, str]


def with_claims_of_gold(story: Story) -> Told:
    """The story with gold's claims in place of those that were worded from the texts."""
    library, sources, files = Library.in_memory(), dict[str, str](), dict[str, str]()
    for file, document, statements, marks in _marked(story):
        files[document.id] = file
        sources |= {statement: mark["source_id"] for statement, mark in marks.items()}
        changed = list(_with_claims(statements, marks))
        sources |= {again.id: marks[one.id]["source_id"] for one, again in changed if one.id in marks}
        library.put(document, list({again.id: again for _, again in changed}.values()))
    library.commit()
    names = {claim["id"] for claim in story.gold["claims"]}
    return Told(library, {name: (Claim(name).id,) for name in names}, sources, files)


def with_own_clusters(story: Story) -> Told:
    """The story with the claims as the pipeline words them and the library groups them."""
    library, sources, files = Library.in_memory(), dict[str, str](), dict[str, str]()
    held: dict[str, Counter[str]] = {}
    for file, document, statements, marks in _marked(story):
        files[document.id] = file
        sources |= {statement: mark["source_id"] for statement, mark in marks.items()}
        library.put(document, statements)
        for one in statements:
            if one.id in marks:
                held.setdefault(marks[one.id]["claim_id"], Counter())[one.claim.id] += 1
    library.commit()
    claims = {}
    for name, counts in held.items():
        groups: Counter[tuple[str, ...]] = Counter()
        for claim, count in counts.items():
            groups[cluster_of(library, claim).claims] += count
        claims[name] = min(groups, key=lambda group: (-groups[group], group))
    return Told(library, claims, sources, files)


def figures(story: Story) -> dict[str, float]:
    """How many questions are answered exactly, in per cent."""
    found = {}
    for prefix, told in (("", with_claims_of_gold(story)), ("own clusters, ", with_own_clusters(story))):
        scored = scores(story, told)
        for name in next(iter(scored.values())):
            found[f"{prefix}{name}"] = 100 * sum(score[name] for score in scored.values()) / len(scored)
    return found


def scores(story: Story, told: Told) -> dict[str, dict[str, bool]]:
    """For each question, what of its answer is exactly that of gold."""
    bodies = {
        source["id"]: source["parent"] if source["kind"] == "person" and source["parent"] else source["id"]
        for source in story.gold["sources"]
    }
    names = {source["name"]: source["id"] for source in story.gold["sources"]}
    scored = {}
    for question in story.gold["questions"]:
        asked_of = read_question(question["question"]).source
        found = _of_speaker(told, question, asked_of) if asked_of else _of_origins(told, question, names)
        scored[question["id"]] = {
            "origins": {bodies[source] for source in found.origins} == {bodies[one] for one in question["origins"]},
            "independent": found.independent == question["independent_origins"],
            "circular": set(found.circular) == set(question["circular"]),
            "earliest": found.earliest == ([question["earliest_doc"]] if question["earliest_doc"] else []),
        }
    return scored


@dataclass(frozen=True)
class Found:
    """What the analysis answers to a question, in the ids of gold."""

    origins: frozenset[str] = frozenset()
    independent: int = 0
    circular: frozenset[str] = frozenset()
    earliest: Sequence[str] = ()


def _of_origins(told: Told, question: Gold, names: Mapping[str, str]) -> Found:
    """With whom those claims begin that it asks for."""
    side = _affirming(told, question)
    if side is None:
        return Found(earliest=[])
    ends = [*side.origins, *side.origins_unnamed]
    return Found(
        origins=frozenset(_source(told, names, passage) for origin in ends for passage in origin.passages),
        independent=side.independence.at_most,
        circular=frozenset(told.files[ref.id] for loop in side.circular for ref in loop.documents),
        earliest=[told.files[ref.id] for ref in side.earliest],
    )


def _of_speaker(told: Told, question: Gold, name: str) -> Found:
    """Where the one whom it asks about stands, on the claim on which that one said most."""
    meant = sources_meant(told.library, name)
    meant = {*meant, *of_bodies(told.library.store, meant)}
    claims = {claim for name in question["claim_ids"] for claim in told.claims.get(name, ())}
    standings = [
        standing
        for claim in sorted(claims)
        for standing in positions_of(told.library, claim).speakers
        if standing.spans and meant.intersection(source.id for source in standing.sources)
    ]
    said = [saying for standing in standings for span in standing.spans for saying in span.sayings]
    first = min(said, key=lambda saying: saying.document.published or "9999", default=None)
    return Found(
        origins=frozenset(told.sources[saying.statement] for saying in said if saying.statement in told.sources),
        independent=len({standing.speaker for standing in standings}),
        earliest=[told.files[first.document.id]] if first else [],
    )


def _affirming(told: Told, question: Gold) -> Side | None:
    """The side that affirms those claims of a question for which it asks for origins."""
    asked = {position["claim_id"] for position in question["positions"] if position["source_id"] in question["origins"]}
    claims = sorted({claim for name in asked for claim in told.claims.get(name, ())})
    sides = standing_of(evidence_about(told.library, claims), inferred=Inference.WITH)
    return next((side for side in sides if side.stance == Stance.AFFIRM), None)


def _source(told: Told, names: Mapping[str, str], passage: Passage) -> str:
    """The source of gold; an outlet that says something itself has no statement there, but a name."""
    assert passage.source
    return told.sources.get(passage.statement) or names[passage.source.name]


def _marked(story: Story) -> Iterator[tuple[str, Document, list[Statement], dict[str, Gold]]]:
    """Each document with its file, its statements, and what gold says of those that it has."""
    gold = {mark["id"]: mark for mark in story.gold["statements"]}
    files = [file for file, _ in story.documents()]
    for file, (document, statements, ids) in zip(files, story.read(), strict=True):
        yield file, document, statements, {statement: gold[mark] for mark, statement in ids.items()}


def _with_claims(statements: list[Statement], marks: Mapping[str, Gold]) -> Iterator[tuple[Statement, Statement]]:
    """Each statement, and as what it is put in: about gold's claim, and once more about what else it bears on."""
    also: dict[str, list[Statement]] = {}
    for one in statements:
        mark = marks.get(one.id)
        if mark:
            yield one, replace(one, claim=Claim(mark["claim_id"]))
            also[one.id] = [_again(one, other) for other in mark.get("also", ())]
            yield from ((one, again) for again in also[one.id])
    for one in statements:
        if one.is_relay and one.via[0].statement in marks:
            base = one.via[0]
            yield one, replace(one, claim=Claim(marks[base.statement]["claim_id"]))
            for again in also[base.statement]:
                stance = Stance.AFFIRM if again.stance is Stance.AFFIRM else Stance.NEUTRAL
                yield one, replace(one, claim=again.claim, stance=stance, via=(Via(again.id, base.basis),))
        elif one.id not in marks:
            yield one, one


def _again(one: Statement, other: Gold) -> Statement:
    """The statement about another claim: a statement is about one, and has its id from its spans."""
    first, *others = one.content_spans
    spans = (Span(first.start, first.end - 1), *others)
    return replace(one, content_spans=spans, claim=Claim(other["claim_id"]), stance=Stance(other["stance"]), via=())
