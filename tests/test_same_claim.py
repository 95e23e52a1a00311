"""Which claims are the same, judged on invented pairs; and what holds for all claims."""

import tomllib
from functools import cache
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pytest
from hostile import ODD, huge
from hypothesis import given
from hypothesis import strategies as st

from graph.identity.links import Link
from graph.identity.partition import partition
from graph.identity.relations import RelationType
from graph.identity.same_claim import (
    FLOOR,
    METHOD,
    ClaimProfile,
    bearing,
    judge,
    may_join,
)
from graph.meaning.encoder import WIDTH, load_encoder

PAIRS = tomllib.loads((Path(__file__).parent / "claim_pairs.toml").read_text(encoding="utf-8"))
ROWS = [(kind, *pair) for kind, pairs in PAIRS.items() for pair in pairs]
TEXTS = sorted({text for _, *pair in ROWS for text in pair})

texts = st.one_of(st.sampled_from(TEXTS), st.text(max_size=60))
scopes = st.sampled_from([None, "document 1", "document 2"])
vectors = st.lists(st.integers(-3, 3), min_size=4, max_size=4).map(lambda row: unit(np.array(row, np.float32)))


def unit(vector):
    return (vector / max(float(np.linalg.norm(vector)), 1e-6)).astype(np.float32)


@st.composite
def profiles(draw):
    return ClaimProfile.of(draw(st.text(max_size=3)), draw(texts), scope=draw(scopes), vector=draw(vectors))


@cache
def vector_of(text):
    return load_encoder().encode([text])[0]


def claim(text, claim_id="a", scope=None):
    return ClaimProfile.of(claim_id, text, scope=scope, vector=vector_of(text))


def alike(text, claim_id="a", scope=None):
    """A claim whose vector is that of all others made so: only the words can tell them apart."""
    return ClaimProfile.of(claim_id, text, scope=scope, vector=unit(np.ones(WIDTH, np.float32)))


def kind_of(one, other):
    relation = bearing(one, other)
    assert judge(one, other).is_same is isinstance(relation, Link)
    if relation is None:
        return "different"
    if isinstance(relation, Link):
        return "same"
    assert relation.method == METHOD
    is_towards_first = relation.type is RelationType.NARROWER and relation.end == one.claim_id
    return "wider" if is_towards_first else relation.type.value


@pytest.mark.parametrize(("kind", "one", "other"), ROWS)
def test_pairs_are_judged_as_readers_would(kind, one, other):
    first, second = claim(one, "a"), claim(other, "b")
    assert kind_of(first, second) == kind
    assert kind_of(second, first) == ("wider" if kind == "narrower" else kind)


@given(profiles(), profiles())
def test_no_order_matters(one, other):
    assert judge(one, other) == judge(other, one)
    assert bearing(one, other) == bearing(other, one)
    group = {"1": one, "2": other}
    assert may_join(group, ["1"], ["2"]) is may_join(group, ["2"], ["1"])


@given(profiles(), profiles())
def test_a_judgement_tells_all_that_it_rests_on(one, other):
    judgement = judge(one, other)
    assert 0 <= judgement.score <= 1
    assert judgement.score == round(judgement.score, 4)
    assert all(veto in judgement.explanation for veto in judgement.vetoes)
    if judgement.is_same:
        assert not judgement.vetoes
        assert float(one.vector @ other.vector) >= FLOOR - 1e-4
    assert judgement.is_same is isinstance(bearing(one, other), Link)


@given(texts, scopes)
def test_nothing_objects_to_itself(text, scope):
    one, other = alike(text, "a", scope), alike(text, "b", scope)
    assert judge(one, other).vetoes == ()
    assert may_join({"a": one, "b": other}, ["a"], ["b"])


@given(st.lists(texts, min_size=2, max_size=6, unique=True))
def test_links_are_of_the_same_and_never_join_what_guards_part(wordings):
    known = {str(number): alike(text, str(number)) for number, text in enumerate(wordings)}
    pairs = list(combinations(known, 2))
    links = [found for one, other in pairs if isinstance(found := bearing(known[one], known[other]), Link)]
    assert {(link.one, link.other) for link in links} == {
        pair for pair in pairs if judge(known[pair[0]], known[pair[1]]).is_same
    }
    for group in partition(known, links, may_join=lambda one, other: may_join(known, one, other)):
        for one, other in combinations(group.members, 2):
            assert not judge(known[one], known[other]).vetoes


def test_a_claim_without_a_number_does_not_join_two_that_differ():
    wordings = ["The fire in Tarrow spread to houses", "200 homes in Tarrow burned", "300 homes in Tarrow burned"]
    known = {str(number): alike(text) for number, text in enumerate(wordings)}
    assert may_join(known, ["0"], ["1"])
    assert may_join(known, ["0"], ["2"])
    assert not may_join(known, ["0", "1"], ["2"])


@pytest.mark.parametrize(("number", "may"), [(200, True), (300, False)])
def test_large_groups_are_kept_apart_by_any_of_their_numbers(number, may):
    known = {
        f"one {n}": alike(f"Homes burned in Tarrow near farm {chr(97 + n % 26) * (n // 26 + 1)}") for n in range(300)
    }
    known |= {
        f"other {n}": alike(f"It burned in Tarrow at mill {chr(97 + n % 26) * (n // 26 + 1)}") for n in range(300)
    }
    known["one a"] = alike(
        "In the whole of the Tarrow valley no fewer than 200 people fled from the fire, it was said there"
    )
    known["other a"] = alike(
        f"In the whole of the Tarrow valley no fewer than {number} people fled from the fire, it was said there"
    )
    one, other = ([key for key in known if key.startswith(side)] for side in ("one", "other"))
    assert may_join(known, one, other) is may


def test_equal_words_about_different_things_are_not_the_same():
    wording = "The bridge was closed"
    assert not judge(claim(wording, "a", "document 1"), claim(wording, "b", "document 2")).is_same
    assert judge(claim(wording, "a", "document 1"), claim(wording, "b", "document 1")).is_same
    assert "too little to tell" in judge(claim(wording, "a", "document 1"), claim(wording, "b")).explanation


def test_an_explanation_tells_score_wordings_and_what_agrees():
    one, other = claim("Forty miners were trapped in Ridgewell"), claim("40 miners were trapped in Ridgewell")
    explanation = judge(one, other).explanation
    assert explanation.startswith(f"score {judge(one, other).score:.2f} of meaning")
    assert "“40 miners were trapped in Ridgewell”" in explanation
    assert "both have 40 miners" in explanation
    assert "Ridgewell" in explanation


def test_an_explanation_tells_that_a_topic_is_no_claim():
    topic, proposition = claim("The veto of Ada Quill"), claim("Ada Quill was proud of the veto")
    assert "only names a topic" in judge(topic, proposition).explanation
    assert "topic" not in judge(proposition, proposition).explanation


def test_an_explanation_tells_what_differs():
    judgement = judge(claim("The avalanche killed 14 skiers"), claim("The avalanche killed 19 skiers"))
    assert judgement.vetoes == ("numbers: 14 skiers or 19 skiers",)


@pytest.mark.parametrize("text", ["", *ODD.values(), *huge(20_000).values()])
def test_long_and_hostile_texts_are_judged(text):
    assert 0 <= judge(alike(text), alike("Forty miners were trapped in Ridgewell")).score <= 1


def test_every_pair_of_the_corpus_agrees_with_its_turned_pair():
    for one, other in product(TEXTS[::7], repeat=2):
        assert judge(claim(one), claim(other)) == judge(claim(other), claim(one))
