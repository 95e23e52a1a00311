"""How well sources and claims of an annotated story are told apart or brought together, and its questions answered."""

import json
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from math import comb
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from pydantic import TypeAdapter
from story import UNNAMED, Story, b_cubed, claims, mentions

from graph.answers import Answer
from graph.identity.reviews import Kind
from graph.inquiry import who
from graph.library import Library
from graph.model import Document, Statement

Readings = Sequence[tuple[Document, list[Statement], dict[str, str]]]
"""Documents with their statements, and the ids of these by the ids of gold."""
Grouping = dict[Hashable, Hashable]


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


def named_as_unnamed(story: Story, readings: Readings) -> list[str]:
    """The statements (ids of gold) whose source has a name and was read as one that has none."""
    kinds = {source["id"]: source["kind"] for source in story.gold["sources"]}
    named = {mark["id"] for mark in story.gold["statements"] if kinds[mark["source_id"]] not in UNNAMED}
    return [
        mark
        for _, statements, ids in readings
        for mark, name in ids.items()
        if mark in named and not next(found for found in statements if found.id == name).source.is_named
    ]


def mixed_clusters(story: Story, readings: Readings, found: Mapping[Hashable, Hashable]) -> list[str]:
    """The claims of gold, joined by a plus, that contradict each other, or of which one says more, in one cluster."""
    apart = {
        frozenset((relation["from"], relation["to"]))
        for relation in story.gold["claim_relations"]
        if relation["type"] in ("contradicts", "narrower")
    }
    held: dict[Hashable, set[str]] = {}
    for mark in story.gold["statements"]:
        held.setdefault(found.get(mark["id"], mark["id"]), set()).add(mark["claim_id"])
    return sorted("+".join(sorted(pair)) for pair in apart if any(pair <= claims for claims in held.values()))


def answers_score(story: Story, library: Library, scorer) -> dict[str, object]:
    """What the scorer of answers says of the answers to the story's questions; ``scorer`` is its module."""
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


def figures(story: Story, scorer) -> dict[str, float]:
    """All figures with gold's statements fed in, per cent, but for the numbers of mistakes."""
    readings = list(story.read())
    library = library_of(readings)
    sources, of_claims = (groups(library, readings, kind=kind) for kind in (Kind.SOURCE, Kind.CLAIM))
    scored = answers_score(story, library, scorer)
    return {
        **{f"sources {name}": 100 * value for name, value in b_cubed(mentions(story), sources).items()},
        **{f"claims {name}": 100 * value for name, value in b_cubed(claims(story), of_claims).items()},
        "named as unnamed": len(named_as_unnamed(story, readings)),
        "mixed clusters": len(mixed_clusters(story, readings, of_claims)),
        "answers": 100 * sum(row["F"] for row in scored.values()) / len(scored),
    }
