"""The hand-written passages of nested and relayed attribution hold together."""

from collections import Counter
from itertools import combinations

import pytest
from chain_passages import ChainPassage, load_chain_passages, locate

from graph.model import Spans

PASSAGES = load_chain_passages()


def covered(spans: Spans) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def hops(passage: ChainPassage, at: int) -> int:
    return max((1 + hops(passage, target) for target in passage.via[at]), default=0)


def test_there_are_enough_of_each_kind() -> None:
    counts = Counter(passage.kind for passage in PASSAGES)
    wanted = {"one": 40, "two": 40, "three": 20, "over": 20, "none": 60}
    assert all(counts[kind] >= number for kind, number in wanted.items()), counts
    assert len({passage.text for passage in PASSAGES}) == len(PASSAGES)


@pytest.mark.parametrize("wordings", [["said"], ["dog"], ["said#3"]])
def test_a_wording_has_to_be_found_in_one_place(wordings: list[str]) -> None:
    with pytest.raises(ValueError, match="is found"):
        locate("He said she said so.", wordings)
    assert locate("He said she said so.", ["said#2"]) == ((12, 16),)


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.text[:40])
def test_roles_stand_apart_and_spans_are_whole_words(passage: ChainPassage) -> None:
    for attribution in passage.attributions:
        assert attribution.cue
        assert attribution.content
        roles = (attribution.source, attribution.cue, attribution.content)
        for one, other in combinations(roles, 2):
            assert not covered(one) & covered(other)
        for start, end in (span for spans in roles for span in spans):
            assert not (passage.text[start].isalnum() and passage.text[max(0, start - 1)].isalnum() and start)
            assert not (passage.text[end - 1].isalnum() and passage.text[end : end + 1].isalnum())


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.text[:40])
def test_the_longest_chain_is_of_its_kind(passage: ChainPassage) -> None:
    longest = max((hops(passage, at) for at in range(len(passage.via))), default=0)
    lengths = {"one": {1}, "two": {2}, "three": set(range(3, 9)), "over": set(range(1, 9))}
    assert longest in lengths.get(passage.kind, {0})
    if passage.kind == "apart":
        assert any(attribution.host is not None for attribution in passage.attributions)
    if passage.kind == "none":
        assert all(attribution.host is None for attribution in passage.attributions)
