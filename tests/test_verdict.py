import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis import verdict as told_as
from graph.analysis.answers import (
    CircularReport,
    Edge,
    Independence,
    OriginDetail,
    Passage,
    Remainder,
    Side,
)
from graph.analysis.claim_graph import Inference
from graph.analysis.told import Told
from graph.analysis.verdict import BEGINNINGS, TIMES, WAYS, verdict
from graph.analysis.wording import counted, listed, number
from graph.answers import DocumentRef, SourceRef

LAST = "This tells who says so in the documents of this store, not whether it is true."
WORDS = {number(count): count for count in range(13)}


def source(name: str, *, named=True) -> SourceRef:
    return SourceRef(name, name, "person", named)


def document(outlet="Dom", published="2031-03-04") -> DocumentRef:
    return DocumentRef(outlet, None, None, outlet, published)


def origin(name: str, *, named=True) -> OriginDetail:
    passage = Passage(name, "c", source(name, named=named), "affirm", "assert", "words", (0, 5), document())
    return OriginDetail(source(name, named=named), (source(name, named=named),), (passage,))


def loop(*, left=0, beyond=False) -> CircularReport:
    remainder = Remainder(tuple(source(f"L{n}") for n in range(left)), (), left, left, beyond)
    speakers = (source("Beacon"), source("Shaft"))
    documents = (document("Beacon", "2031-03-01"), document("Shaft", "2031-03-02"))
    return CircularReport("affirm", speakers, (), documents, remainder)


def side(named=1, unnamed=0, *, least=None, most=None, through=(), state=(), stance="affirm", **fields) -> Side:
    """A side with so many origins, N0, N1 and U0, U1."""
    most = min(1, named + unnamed) if most is None else most
    cut = tuple(source(f"C{number}") for number in range(most))
    return Side(
        **{
            "stance": stance,
            "outlets": (source("Dom"),),
            "statements": 1,
            "documents": 1,
            "origins": tuple(origin(f"N{number}") for number in range(named)),
            "origins_unnamed": tuple(origin(f"U{number}", named=False) for number in range(unnamed)),
            "independence": Independence(
                most if least is None else least, most, cut, (), tuple(map(source, through)), tuple(map(tuple, state))
            ),
            "earliest": (document(),),
            "undated": 0,
            "edges": (),
            "inferred": 0,
            "unnamed_between": 0,
            "circular": (),
            "circular_truncated": False,
            "verdict": (),
            **fields,
        }
    )


def told(*arguments, inference=Inference.WITH, truncated=False, **fields) -> tuple[str, ...]:
    return verdict(side(*arguments, **fields), inference=inference, truncated=truncated)


@st.composite
def sides(draw) -> Side:
    """Sides as the analysis may give them: without ways only without origins, and no more ways than origins."""
    named, unnamed = draw(st.integers(0, 15)), draw(st.integers(0, 15))
    most = draw(st.integers(min(1, named + unnamed), named + unnamed))
    of_one_state = draw(st.integers(2, named)) if named > 1 and draw(st.booleans()) else 0
    fewer = max(0, unnamed - 1) + max(0, of_one_state - 1)
    least = draw(st.integers(max(min(1, most), most - fewer), most))
    edges = draw(st.integers(0, 15))
    edge = Edge(source("A"), source("B"), False, 1.0, ())
    return side(
        named,
        unnamed,
        least=least,
        most=most,
        through=["M"] if most == 1 else [],
        state=[[source(f"N{number}") for number in range(of_one_state)]] if of_one_state else [],
        stance=draw(st.sampled_from(["affirm", "reject", "doubt"])),
        outlets=tuple(source("Dom") for _ in range(draw(st.integers(1, 15)))),
        edges=(edge,) * edges,
        inferred=draw(st.integers(0, edges)),
        unnamed_between=draw(st.integers(0, 15)),
        earliest=(document(),) * draw(st.integers(0, 15)),
        undated=draw(st.integers(0, 15)),
        circular=(loop(),) * draw(st.integers(0, 5)),
        circular_truncated=draw(st.booleans()),
    )


def numbers_in(sentence: str) -> set[int]:
    """The numbers that a sentence has in words or digits, names and dates left out."""
    plain = re.sub(r"\b[A-Z]\d+\b|\(\d{4}-\d\d-\d\d\)", "", sentence).casefold()
    return {
        WORDS[word] if word in WORDS else int(word)
        for word in re.findall(r"\d+|\b(?:" + "|".join(WORDS) + r")\b", plain)
    }


@given(sides(), st.sampled_from(Inference), st.booleans())
def test_independent_is_said_of_named_origins_only_and_of_two_at_least(found, inference, truncated):
    text = " ".join(verdict(found, inference=inference, truncated=truncated))
    ways = found.independence
    is_independent = len(found.origins) > 1 and not found.origins_unnamed and 1 < ways.at_most == ways.at_least
    assert ("independent" in text) == is_independent


@given(sides())
def test_it_begins_in_one_way_and_counts_ways_once_where_there_are_several(found):
    of = Told(found, Inference.WITH, False)
    assert sum(template.is_true(of) for template in BEGINNINGS) == 1
    assert sum(template.is_true(of) for template in TIMES) == 1
    counting = sum(template.is_true(of) for template in WAYS)
    assert counting == 1 if found.independence.at_most > 1 else counting <= 1


@given(sides(), st.sampled_from(Inference), st.booleans())
def test_every_number_is_one_of_the_side_s(found, inference, truncated):
    sentences = verdict(found, inference=inference, truncated=truncated)
    ways = found.independence
    counts = [
        {len(found.outlets)},
        {len(found.origins), len(found.origins_unnamed)},
        {ways.at_least, ways.at_most, len(found.origins)},
        {len(found.circular)},
        {len(found.earliest)},
        {found.inferred, len(found.edges)},
        {found.unnamed_between},
        {found.undated},
    ]
    # "One" and "no" are more than numbers, and a long list tells how many others there are.
    others = {
        len(some) - 5
        for some in (found.origins, found.origins_unnamed, found.earliest, ways.cut, *ways.of_one_state)
        if len(some) > 6
    }
    for sentence in sentences:
        assert any(numbers_in(sentence) <= allowed | others | {0, 1} for allowed in counts), sentence


@given(sides(), st.sampled_from(Inference), st.booleans())
def test_it_ends_with_its_limits(found, inference, truncated):
    sentences = verdict(found, inference=inference, truncated=truncated)
    limits = [
        ("are inferred and not stated|is inferred and not stated", found.inferred > 0),
        ("links that no text states are left out", inference is Inference.WITHOUT),
        ("bodies of one state", bool(found.independence.of_one_state)),
        ("of those who pass it on", found.unnamed_between > 0),
        ("documents? (has|have) no date", bool(found.earliest) and found.undated > 0),
        ("only the earliest statements were looked at", truncated),
    ]
    said = [sentence for pattern, _ in limits for sentence in sentences if re.search(pattern, sentence, re.IGNORECASE)]
    assert len(said) == sum(holds for _, holds in limits)
    assert sentences[-1 - len(said) :] == (*said, LAST)


@given(sides())
def test_sentences_are_sentences(found):
    for sentence in verdict(found, inference=Inference.WITH, truncated=False):
        assert re.fullmatch(r"[A-Z0-9][^{}]*[^.]\.", sentence)
        assert "  " not in sentence


@pytest.mark.parametrize(
    ("stance", "outlets", "said"),
    [
        ("affirm", 1, "One outlet carries the claim."),
        ("reject", 3, "Three outlets carry a denial of the claim."),
        ("doubt", 13, "13 outlets carry doubts about the claim."),
    ],
)
def test_it_says_who_carries_what(stance, outlets, said):
    assert told(stance=stance, outlets=(source("Dom"),) * outlets)[0] == said


@pytest.mark.parametrize(
    ("named", "unnamed", "said"),
    [
        (0, 0, "With whom it begins these texts do not tell."),
        (1, 0, "It begins with one source: N0."),
        (0, 1, "It begins with one source without a name: U0 (in Dom)."),
        (2, 0, "It begins with two named sources: N0 and N1."),
        (
            0,
            2,
            "It begins with two sources without a name: U0 (in Dom) and U1 (in Dom); whether any of them are the same no "
            "text says.",
        ),
        (
            1,
            1,
            "It begins with one named source, N0, and one without a name, U0 (in Dom); whether the latter is somebody "
            "else no text says.",
        ),
        (
            2,
            2,
            "It begins with two named sources, N0 and N1, and two without a name, U0 (in Dom) and U1 (in Dom); whether any "
            "of the latter are the same, or one of the former, no text says.",
        ),
    ],
)
def test_it_says_with_whom_it_begins(named, unnamed, said):
    assert told(named, unnamed)[1] == said


def test_bodies_of_one_state_are_not_called_independent():
    state = [[source("N0"), source("N1")]]
    said = told(2, 0, least=1, most=2, state=state)
    assert said[2] == (
        "If N0 and N1 are one, there is only one separate line to an origin; if each is somebody else, there are two."
    )
    assert "Bodies of one state, N0 and N1, are not known to speak apart from each other." in said
    assert "independent" not in " ".join(said)
    both = told(2, 2, least=1, most=3, state=state)
    assert both[2].startswith("If all those without a name are one, and so are N0 and N1, there is only one")


@pytest.mark.parametrize(
    ("origins", "least", "most", "through", "said"),
    [
        ((2, 0), 1, 1, ["Wire"], "All of it passes through Wire."),
        ((1, 0), 1, 1, ["Wire", "N0"], "All of it passes through Wire."),
        (
            (2, 0),
            2,
            2,
            [],
            "Each of the two is reached by a line of its own: as far as these texts tell, they are independent.",
        ),
        (
            (3, 0),
            2,
            2,
            [],
            "Each line to them passes through C0 or C1: that makes two independent lines, not three.",
        ),
        ((1, 1), 2, 2, [], "Two separate lines lead to them; each passes through C0 or C1."),
        (
            (2, 2),
            2,
            2,
            [],
            "Two separate lines lead to them, even if all those without a name are one; each passes through C0 or C1.",
        ),
        (
            (0, 3),
            1,
            3,
            [],
            "If all those without a name are one, there is only one separate line to an origin; if each is somebody else, "
            "there are three.",
        ),
        (
            (1, 2),
            2,
            3,
            [],
            "If all those without a name are one, there are two separate lines to an origin; if each is somebody else, "
            "there are three.",
        ),
    ],
)
def test_it_says_how_many_ways_lead_there(origins, least, most, through, said):
    assert told(*origins, least=least, most=most, through=through)[2] == said


def test_that_all_passes_through_the_one_origin_goes_without_saying():
    sentences = told(1, through=["N0"])
    assert not [sentence for sentence in sentences if "passes" in sentence]


def test_it_tells_a_circle_and_what_remains_without_it():
    circle = "Beacon is confirmed in a circle, by Shaft, which has it from Beacon: Beacon (2031-03-01) and Shaft (2031-03-02)"
    assert f"{circle}; without it two sources would be left." in told(circular=(loop(left=2, beyond=True),))
    assert f"{circle}; without it nobody outside the circle stands behind the claim." in told(circular=(loop(left=1),))


def test_of_many_circles_it_tells_the_shortest_and_how_many_there_are():
    sentences = told(circular=(loop(),) * 5, circular_truncated=True)
    assert sum("is confirmed in a circle" in sentence for sentence in sentences) == 3
    assert "Five circles were found, of which these are the shortest." in sentences
    assert "There may be more circles than were looked at." in sentences


@pytest.mark.parametrize(
    ("earliest", "said"),
    [
        ((), "No document has a date, so which came first is not known."),
        ((document(),), "The earliest document is that of Dom (2031-03-04)."),
        (
            (document(), document("Rag")),
            "Two documents may be the earliest, Dom (2031-03-04) and Rag (2031-03-04): which of them was first their "
            "dates do not tell.",
        ),
    ],
)
def test_it_tells_which_document_came_first(earliest, said):
    assert told(earliest=earliest)[-2] == said


def test_names_stay_on_one_line_and_are_no_templates():
    hostile = origin("A\n{most} B")
    assert "It begins with one source: A {most} B." in told(origins=(hostile,))


def test_all_templates_are_held_to_their_cases():
    groups = (told_as.CARRIED, BEGINNINGS, WAYS, told_as.LOOPS, TIMES, told_as.LIMITS)
    assert [len(group) for group in groups] == [1, 7, 7, 2, 3, 7]


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "no others"), (1, "one other"), (2, "two others"), (12, "twelve others"), (1300, "1,300 others")],
)
def test_numbers_are_in_words_up_to_twelve(count, said):
    assert counted(count, "other") == said


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, ""),
        (1, "a"),
        (2, "a and b"),
        (3, "a, b and c"),
        (6, "a, b, c, d, e and f"),
        (7, "a, b, c, d, e and two others"),
    ],
)
def test_long_lists_are_cut(count, said):
    assert listed("abcdefg"[:count]) == said
