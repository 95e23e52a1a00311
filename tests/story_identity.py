"""How well sources and claims of an annotated story are told apart or brought together, and its questions answered."""

import json
from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from math import comb
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import ModuleType

from pydantic import TypeAdapter
from story import UNNAMED, Story, b_cubed, claims, mentions

from graph.answers import Answer
from graph.extraction.reader.variants import Model
from graph.extractor import default_pipeline
from graph.identity.reviews import Kind
from graph.inquiry import who
from graph.library import Library
from graph.model import Document, Statement

Readings = Sequence[tuple[Document, list[Statement], dict[str, str]]]
"""Documents with their statements, and the ids of these by the ids of gold."""
Grouping = dict[Hashable, Hashable]

_ORDERS, _SEED = 20, 2031


def library_of(readings: Readings) -> Library:
    """A library in memory into which documents came in this order."""
    library = Library.in_memory()
    for document, statements, _ in readings:
        library.put(document, statements)
    library.commit()
    return library


def groups(library: Library, readings: Readings, *, kind: Kind) -> Grouping:
    """The group of each statement's source or claim, by the ids of gold."""
    found: Grouping = {}
    for _, statements, ids in readings:
        known = {statement.id: statement for statement in statements}
        for mark, name in ids.items():
            thing = known[name].source.id if kind is Kind.SOURCE else known[name].claim.id
            found[mark] = library.judgements.group_of(thing, kind=kind) or thing
    return found


def named_statements(story: Story) -> set[str]:
    """The statements (ids of gold) whose source has a name."""
    kinds = {source["id"]: source["kind"] for source in story.gold["sources"]}
    return {mark["id"] for mark in story.gold["statements"] if kinds[mark["source_id"]] not in UNNAMED}


def named_as_unnamed(readings: Readings, named: Collection[str]) -> list[str]:
    """Which of them (ids of gold) were read as having a source without a name."""
    return [
        mark
        for _, statements, ids in readings
        for mark, name in ids.items()
        if mark in named and not next(found for found in statements if found.id == name).source.is_named
    ]


def contrary_claims(story: Story) -> set[frozenset[str]]:
    """The pairs of gold's claims that cannot be one: they differ in a number or contradict each other."""
    return {
        frozenset((relation["from"], relation["to"]))
        for relation in story.gold["claim_relations"]
        if relation["type"] in ("different_number", "contradicts")
    }


def mixed_claims(story: Story, found: Grouping, apart: Collection[frozenset[str]]) -> list[frozenset[str]]:
    """Which of them are in one cluster."""
    held: dict[Hashable, set[str]] = {}
    for mark in story.gold["statements"]:
        held.setdefault(found.get(mark["id"], mark["id"]), set()).add(mark["claim_id"])
    return [pair for pair in apart if any(pair <= claims for claims in held.values())]


def answers_score(story: Story, library: Library, scorer: ModuleType) -> float:
    """The macro F1 of the answers to the story's questions, in per cent; ``scorer`` is the module of their scorer."""
    scored = scored_answers(story, library, scorer)
    return 100 * sum(row["F"] for row in scored.values()) / len(scored)


def scored_answers(story: Story, library: Library, scorer: ModuleType) -> dict[str, dict[str, float]]:
    """What the scorer says of each answer."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "answers.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for question in story.gold["questions"]:
                answer = TypeAdapter(Answer).dump_python(who(library, question["question"]), mode="json")
                file.write(json.dumps({"question": question["id"], "answer": answer}) + "\n")
        return dict(scorer.score_answers(story.gold, path))


def adjusted_rand(one: Mapping[Hashable, Hashable], other: Mapping[Hashable, Hashable]) -> float:
    """How far two groupings of the same items agree beyond chance (Hubert and Arabie 1985); 1 where they are equal."""
    both = Counter((one[item], other[item]) for item in one)
    pairs, rows, columns = (
        sum(comb(n, 2) for n in counts.values()) for counts in (both, Counter(one.values()), Counter(other.values()))
    )
    expected = rows * columns / max(comb(len(one), 2), 1)
    most = (rows + columns) / 2
    return 1.0 if most == expected else (pairs - expected) / (most - expected)


def least_agreement(readings: Readings, *, orders: int, seed: int) -> float:
    """The least agreement of sources and of claims between orders of arrival."""
    dice, first, least = Random(seed), {}, 1.0
    for _ in range(orders):
        shuffled = list(readings)
        dice.shuffle(shuffled)
        library = library_of(shuffled)
        for kind in Kind:
            found = groups(library, readings, kind=kind)
            least = min(least, adjusted_rand(first.setdefault(kind, found), found))
    return least


def read_by_the_pipeline(story: Story, model: Model) -> Library:
    """A library of the story's documents as the whole pipeline reads them."""
    library, pipeline = Library.in_memory(), default_pipeline(model)
    for _, document in story.documents():
        library.put(document, pipeline(document).statements)
    library.commit()
    return library


def figures(story: Story, scorer: ModuleType, *, model: Model = Model.DEFAULT) -> dict[str, float]:
    """All figures in per cent, with gold's statements fed in but for the last."""
    readings = list(story.read())
    library = library_of(readings)
    sources, of_claims = (groups(library, readings, kind=kind) for kind in (Kind.SOURCE, Kind.CLAIM))
    named, apart = named_statements(story), contrary_claims(story)
    return {
        **{f"sources, {name}": 100 * value for name, value in b_cubed(mentions(story), sources).items()},
        "sources, named ones kept": 100 * (1 - len(named_as_unnamed(readings, named)) / len(named)),
        **{f"claims, {name}": 100 * value for name, value in b_cubed(claims(story), of_claims).items()},
        "claims, contrary ones apart": 100 * (1 - len(mixed_claims(story, of_claims, apart)) / len(apart)),
        "orders of arrival agree": 100 * least_agreement(readings, orders=_ORDERS, seed=_SEED),
        "answers": answers_score(story, library, scorer),
        "answers, end to end": answers_score(story, read_by_the_pipeline(story, model), scorer),
    }
