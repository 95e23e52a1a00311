"""Generated passages of nested attribution: spans, hosts, variety; and the frame round a given sentence."""

import random
from collections import Counter
from itertools import combinations

import pytest

from graph.model import Span, Spans
from graph.training.marked import MarkedAttribution, MarkedPassage
from graph.training.marking import (
    CURLY,
    STRAIGHT,
    Role,
    capitalised,
    interrupted,
    mark,
    punctuated,
    quoted,
    quoted_phrase,
    resolve,
)
from graph.training.nesting import embed, generate

PASSAGES = list(generate(random.Random(7), count=1500))
ATTRIBUTIONS = [(passage, each) for passage in PASSAGES for each in passage.attributions]


def wording(passage: MarkedPassage, spans: Spans) -> str:
    return " … ".join(passage.text[start:end] for start, end in spans)


def covered(spans: Spans) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def depth_of(passage: MarkedPassage, attribution: MarkedAttribution) -> int:
    depth = 1
    while attribution.host is not None:
        attribution = passage.attributions[attribution.host]
        depth += 1
    return depth


def test_the_same_seed_gives_the_same_passages() -> None:
    assert list(generate(random.Random(3), count=40)) == list(generate(random.Random(3), count=40))
    assert list(generate(random.Random(3), count=40)) != list(generate(random.Random(4), count=40))


def test_nothing_of_the_making_is_left_in_the_text() -> None:
    for passage in PASSAGES:
        assert not any("\ue000" <= letter <= "\uf8ff" for letter in passage.text)
        assert "{" not in passage.text
        assert "  " not in passage.text
        for slip in (" ,", " .", ",,", "..", "?.", ",.", "!.", "that that ", "the the ", " a a", "“”", "( "):
            assert slip not in passage.text, passage.text


@pytest.mark.parametrize(("role", "may_lack"), [("source", True), ("cue", False), ("content", False)])
def test_spans_are_sorted_and_begin_and_end_with_words(role: str, may_lack: bool) -> None:
    for passage, attribution in ATTRIBUTIONS:
        spans: Spans = getattr(attribution, role)
        assert spans or may_lack
        for one, other in combinations(spans, 2):
            assert one.end <= other.start
        for start, end in spans:
            assert 0 <= start < end <= len(passage.text)
            text = passage.text[start:end]
            assert text == text.strip()
            assert not passage.text[start - 1 : start].isalnum() or start == 0 or text == ":", text
            assert not passage.text[end : end + 1].isalnum(), text


def test_the_roles_of_an_attribution_do_not_overlap() -> None:
    for passage, attribution in ATTRIBUTIONS:
        roles = (attribution.source, attribution.cue, attribution.content)
        for one, other in combinations(roles, 2):
            assert not covered(one) & covered(other), passage.text


def test_the_host_holds_what_stands_in_it() -> None:
    hosted = 0
    for passage, attribution in ATTRIBUTIONS:
        if attribution.host is None:
            continue
        hosted += 1
        host = passage.attributions[attribution.host]
        content = covered(host.content)
        assert covered((*attribution.cue, *attribution.content)) <= content, passage.text
        assert covered(attribution.source) <= content or attribution.source == host.source, passage.text
    assert hosted > 1000


def test_outermost_attributions_stand_in_no_content() -> None:
    for passage, attribution in ATTRIBUTIONS:
        if attribution.host is None:
            own = covered((*attribution.cue, *attribution.content))
            for other in passage.attributions:
                assert other is attribution or other.content == attribution.content or not own <= covered(other.content)


def test_contents_follow_the_conventions() -> None:
    for passage, attribution in ATTRIBUTIONS:
        text = wording(passage, attribution.content)
        assert not text.endswith((",", ":", ";"))
        last = attribution.content[-1]
        closing = passage.text[last.end - 1]
        assert not text.endswith(".") or text.endswith((" p.m.", " St."))
        assert passage.text[last.end : last.end + 1] not in {"”"} or closing != "."
        between = passage.text[attribution.cue[-1].end : attribution.content[0].start].split()
        assert not {"that", "whether"} & set(between), text


def test_passages_vary() -> None:
    assert len({passage.text for passage in PASSAGES}) > 0.97 * len(PASSAGES)
    assert len({wording(*pair) for pair in ((p, a.cue) for p, a in ATTRIBUTIONS)}) > 400
    assert len({wording(p, a.source) for p, a in ATTRIBUTIONS}) > 0.4 * len(ATTRIBUTIONS)
    opened = Counter(" ".join(passage.text.split()[:4]) for passage in PASSAGES)
    assert opened.most_common(1)[0][1] < 0.02 * len(PASSAGES)


def test_depths_and_what_is_not_nested_are_all_there() -> None:
    depths = Counter(max((depth_of(p, a) for a in p.attributions), default=0) for p in PASSAGES)
    for depth in (0, 1, 2, 3, 4):
        assert depths[depth] > 0.02 * len(PASSAGES), depths


def test_relays_share_their_content() -> None:
    shared = [
        (one, other)
        for passage in PASSAGES
        for one, other in combinations(passage.attributions, 2)
        if one.content == other.content
    ]
    assert len(shared) > 100
    assert all(one.host == other.host for one, other in shared)


def test_marks_become_spans() -> None:
    inner = f"{mark('B', role=Role.SOURCE, number=2)} {mark('said', role=Role.CUE, number=2)}"
    said = f"{inner} {mark(quoted('It’s on.'), role=Role.CONTENT, number=2)}"
    speech = mark(punctuated(quoted(said), point=","), role=Role.CONTENT, number=1)
    text = f"{speech} {mark('A', role=Role.SOURCE, number=1)} {mark('wrote', role=Role.CUE, number=1)}."
    passage = resolve(text, typography=STRAIGHT)
    assert passage.text == "\"B said 'It’s on,'\" A wrote."
    assert [(wording(passage, a.source), wording(passage, a.cue), a.host) for a in passage.attributions] == [
        ("B", "said", 1),
        ("A", "wrote", None),
    ]
    assert wording(passage, passage.attributions[0].content) == "'It’s on,'"
    assert wording(passage, passage.attributions[1].content) == "\"B said 'It’s on,'\""


@pytest.mark.parametrize(
    ("text", "point", "outside", "expected"),
    [
        ("It is on", ".", False, "It is on."),
        (quoted("It is on."), ",", False, "“It is on,”"),
        (quoted("It is on?"), ",", False, "“It is on?”"),
        (f"a {quoted_phrase('farce')}", ".", False, "a “farce.”"),
        (f"a {quoted_phrase('farce')}", ".", True, "a “farce”."),
        (mark("It is on", role=Role.CONTENT, number=1), ",", False, "It is on,"),
    ],
)
def test_punctuation_goes_inside_quotation_marks(text: str, point: str, outside: bool, expected: str) -> None:
    assert resolve(punctuated(text, point=point, outside=outside), typography=CURLY).text == expected


def test_capitals_and_seams_look_through_marks() -> None:
    clause = f"{mark('the guard', role=Role.SOURCE, number=1)} \ue012{mark('slept', role=Role.CUE, number=1)}"
    assert resolve(capitalised(clause), typography=CURLY).text == "The guard slept"
    halves = interrupted(clause)
    assert halves is not None
    assert [resolve(half, typography=CURLY).text for half in halves] == ["the guard ", "slept"]
    assert interrupted(mark(clause, role=Role.CONTENT, number=2)) is None


FLAT = [
    ("The mayor said that the bridge was closed.", "The mayor", "said", "that the bridge was closed"),
    ("“The bridge is closed,” said Olden.", "Olden", "said", "“The bridge is closed,”"),
    ('The bridge is "a disgrace," Olden said.', "Olden", "said", 'The bridge is "a disgrace,"'),
    ('Olden called the bridge "a disgrace."', "Olden", "called", 'the bridge "a disgrace."'),
    ("NATO denied that it had left.", "NATO", "denied", "that it had left"),
    ("I think that it's over.", "I", "think", "that it's over"),
    ("Is the bridge closed, Olden asked?", "Olden", "asked", "Is the bridge closed"),
    ("''We left,'' he told her.  ", "he", "told", "''We left,''"),
    ("\n Mr. Olden denies it", "Mr. Olden", "denies", "it"),
]


def flat(text: str, source: str, cue: str, content: str) -> MarkedPassage:
    def place(part: str) -> Spans:
        return (Span(text.index(part), text.index(part) + len(part)),)

    return MarkedPassage(text, (MarkedAttribution(place(source), place(cue), place(content), is_flat=True),))


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("given", FLAT)
def test_embedding_keeps_wording_and_nests_it(given: tuple[str, str, str, str], seed: int) -> None:
    passage = embed(random.Random(seed), flat(*given))
    outer, inner = passage.attributions
    assert (outer.host, inner.host) == (None, 0)
    assert (outer.is_flat, inner.is_flat) == (False, True)
    assert covered((*inner.source, *inner.cue, *inner.content)) <= covered(outer.content)
    assert not covered(outer.content) & covered((*outer.source, *outer.cue))
    found = [wording(passage, spans) for spans in (inner.source, inner.cue, inner.content)]
    for part, wanted in zip(found, given[1:], strict=True):
        plain = str.maketrans("“”‘’", "\"\"''")
        assert part.translate(plain).replace("'", "").replace('"', "").casefold().strip(".,") == wanted.translate(
            plain
        ).replace("'", "").replace('"', "").casefold().strip(".,")
    assert passage.text[0].isupper() or not passage.text[0].isalpha()
    assert passage.text.rstrip("\"'”’").endswith((".", "?"))
    assert ".." not in passage.text


@pytest.mark.parametrize(
    ("text", "source", "small"),
    [
        ("The mayor said no.", "The mayor", True),
        ("Officials said no.", "Officials", True),
        ("Olden said no.", "Olden", False),
        ("Ada Olden said no.", "Ada Olden", False),
        ("NATO said no.", "NATO", False),
        ("I said no.", "I", False),
    ],
)
def test_the_first_word_takes_a_small_letter_unless_it_is_a_name(text: str, source: str, small: bool) -> None:
    passages = [embed(random.Random(seed), flat(text, source, "said", "no")) for seed in range(60)]
    behind = [p for p in passages if p.text[p.attributions[0].content[0].start :].startswith("that ")]
    assert behind
    for passage in behind:
        inner = wording(passage, passage.attributions[1].source)
        assert inner == (source[0].lower() + source[1:] if small else source)


def test_a_doubtful_first_word_stays_first() -> None:
    for seed in range(60):
        passage = embed(random.Random(seed), flat("Sanders said no.", "Sanders", "said", "no"))
        start = passage.attributions[1].source[0].start
        assert start == 0 or passage.text[start - 1] in "\"“'‘"


def test_embedding_twice_nests_twice() -> None:
    rng = random.Random(1)
    passage = embed(rng, embed(rng, flat(*FLAT[0])))
    assert [each.host for each in passage.attributions] == [None, 0, 1]
