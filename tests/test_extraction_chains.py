"""Hops between the attributions of a document, from spans alone: contents in contents, rows, circles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import Marked, annotate, find_chains, hops

from graph.extraction.annotations import Annotations, Attribution
from graph.extraction.chains.component import MAX_LEVELS, Chains
from graph.model import Document, Span, ViaBasis

C = "ten trucks crossed the bridge"
D = "the north gate stood open"


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        pytest.param(
            f"Ana told Bo that Cy had said {C}.",
            [("Ana", "told", f"Cy had said {C}"), ("Cy", "had said", C)],
            {"Ana": ["Cy"]},
            id="told that",
        ),
        pytest.param(
            f"Ana said Bo claimed that Cy had admitted {C}.",
            [
                ("Ana", "said", f"Bo claimed that Cy had admitted {C}"),
                ("Bo", "claimed", f"Cy had admitted {C}"),
                ("Cy", "had admitted", C),
            ],
            {"Ana": ["Bo"], "Bo": ["Cy"]},
            id="said that claimed that",
        ),
        pytest.param(
            f"Ana said Bo, citing Cy, had reported that {C}.",
            [
                ("Ana", "said", f"Bo, citing Cy, had reported that {C}"),
                ("Bo", "had reported", C),
                ("Cy", "citing", C),
            ],
            {"Ana": ["Bo"], "Bo": ["Cy"]},
            id="a relay inside a content",
        ),
        pytest.param(
            f"“He told me that {C},” the driver said.",
            [("the driver", "said", f"“He told me that {C},”"), ("He", "told", f"that {C}")],
            {"the driver": ["He"]},
            id="somebody else in direct speech",
        ),
        pytest.param(
            f"Two drivers said he had told them {C}.",
            [("Two drivers", "said", f"he had told them {C}"), ("he", "had told", C)],
            {"Two drivers": ["he"]},
            id="a pronoun that cannot be the speakers",
        ),
        pytest.param(
            f"According to Ana, officials in Rem privately admit {C}.",
            [("Ana", "According to", f"officials in Rem privately admit {C}"), ("officials in Rem", "admit", C)],
            {"Ana": ["officials in Rem"]},
            id="privately admit",
        ),
        pytest.param(
            f"Ana said the clerk would only say that {C}.",
            [("Ana", "said", f"the clerk would only say that {C}"), ("the clerk", "would only say", C)],
            {"Ana": ["the clerk"]},
            id="would only say",
        ),
        pytest.param(
            f"Ana denied that Bo had said {C}.",
            [("Ana", "denied", f"Bo had said {C}"), ("Bo", "had said", C)],
            {},
            id="a denial",
        ),
        pytest.param(
            f"Ana accused Bo of claiming that {C}.",
            [("Ana", "accused", f"Bo of claiming that {C}"), ("Bo", "claiming", f"that {C}")],
            {},
            id="an accusation",
        ),
        pytest.param(
            f"Ana said Bo would announce that {C}.",
            [("Ana", "said", f"Bo would announce that {C}"), ("Bo", "would announce", C)],
            {},
            id="not yet said",
        ),
        pytest.param(
            f"Ana urged Bo to say that {C}.",
            [("Ana", "urged", f"Bo to say that {C}"), ("Bo", "say", C)],
            {},
            id="urged to say",
        ),
        pytest.param(
            f"The mayor said she had told the court that {C}.",
            [("The mayor", "said", f"she had told the court that {C}"), ("she", "had told", C)],
            {},
            id="herself",
        ),
        pytest.param(
            f"“I told them that {C},” the driver said.",
            [("the driver", "said", f"“I told them that {C},”"), ("I", "told", f"that {C}")],
            {},
            id="himself in direct speech",
        ),
        pytest.param(
            f"Ana said the road was closed for the whole of the winter and Bo thinks {C}.",
            [
                ("Ana", "said", f"the road was closed for the whole of the winter and Bo thinks {C}"),
                ("Bo", "thinks", C),
            ],
            {},
            id="not the core",
        ),
        pytest.param(
            f"The Gazette picked up Baltia's report that {C}.",
            [("The Gazette", "picked up", f"Baltia's report that {C}"), ("Baltia's", "report", f"that {C}")],
            {"The Gazette": ["Baltia's"]},
            id="picked up the report of",
        ),
        pytest.param(
            f"The mayor confirmed a report by Baltia that {C}.",
            [("The mayor", "confirmed", f"a report by Baltia that {C}"), ("Baltia", "a report by", f"that {C}")],
            {},
            id="confirmed the report of",
        ),
        pytest.param(
            f"Two anglers said a ranger had told them, that {C}.",
            [("Two anglers", "said", "a ranger had told them"), ("a ranger", "had told", f"that {C}")],
            {"Two anglers": ["a ranger"]},
            id="a content that only says who said it",
        ),
        pytest.param(
            f"“The vet told me {C}. I did not believe it for a moment, and I never will,” she said.",
            [
                ("she", "said", f"“The vet told me {C}. I did not believe it for a moment, and I never will,”"),
                ("The vet", "told", C),
            ],
            {"she": ["The vet"]},
            id="the main clause of the content",
        ),
        pytest.param(
            f"The widow said she remembered him saying {C}.",
            [
                ("The widow", "said", f"she remembered him saying {C}"),
                ("him", "saying", C),
            ],
            {"The widow": ["him"]},
            id="an object pronoun",
        ),
        pytest.param(
            f"The ministry said media reports suggesting that {C} were misleading.",
            [
                ("The ministry", "said", f"media reports suggesting that {C} were misleading"),
                ("media reports", "suggesting", f"that {C}"),
            ],
            {},
            id="reports that are spoken of",
        ),
    ],
)
def test_nesting(text: str, marked: list[Marked], expected: dict[str, list[str]]) -> None:
    assert hops(annotate(text, *marked)) == expected


def test_basis_tells_one_sentence_from_one_document() -> None:
    annotations = annotate("Ana said Bo said ten.", ("Ana", "said", "Bo said ten"), ("Bo", "said ten", "ten"))
    assert annotations.attributions[0].hops == [(1, ViaBasis.WITHIN_SENTENCE)]
    annotations = annotate(f"Ana said {C}. She cited fishermen.", ("Ana", "said", C), ("fishermen", "cited", C))
    assert annotations.attributions[0].hops == [(1, ViaBasis.WITHIN_DOCUMENT)]


def test_spans_may_be_a_word_off() -> None:
    text = f"The agency reported, citing an angler who said a ranger had told him, that {C}."
    outer = ("The agency reported", "reported, citing", C)
    found = annotate(text, outer, ("angler who", "who said", f"that {C}"), ("ranger had", "told him", C)).attributions
    assert [[target for target, _ in attribution.hops] for attribution in found] == [[1], [2], []]


spans = st.lists(
    st.tuples(st.integers(0, 59), st.integers(1, 20)).map(lambda pair: Span(pair[0], min(60, sum(pair)))),
    max_size=2,
).map(lambda found: tuple(sorted(found)))
PIECES = ["Ana said that Bo, ", "citing Cy, ", "quoted Di as saying: go. ", "It cited him. ", "They ", "repeated it. "]


@given(st.lists(st.builds(Attribution, spans, spans, spans), max_size=8), st.lists(st.sampled_from(PIECES)))
def test_hops_never_form_a_circle(attributions: list[Attribution], pieces: list[str]) -> None:
    annotations = Annotations(Document("".join(pieces)[:60].ljust(60, "x")))
    annotations.attributions = attributions
    find_chains(annotations)
    found = annotations.attributions
    for start in range(len(found)):
        waiting = [target for target, _ in found[start].hops]
        seen: set[int] = set()
        while waiting:
            at = waiting.pop()
            assert at != start
            if at not in seen:
                seen.add(at)
                waiting += [target for target, _ in found[at].hops]


def test_second_run_gives_the_same_hops() -> None:
    annotations = annotate(f"Ana said {C}. She cited fishermen.", ("Ana", "said", C), ("fishermen", "cited", C))
    first = hops(annotations)
    Chains()(annotations)
    assert hops(annotations) == first


def test_of_what_stands_in_a_content_only_who_said_it_is_kept() -> None:
    text = f"Ana said that Bo had told her that {C}. Cy said Di believed that {D}."
    annotations = annotate(
        text,
        ("Cy", "said#2", f"Di believed that {D}"),
        ("Di", "believed", f"that {D}"),
        ("Ana", "said", f"that Bo had told her that {C}"),
        ("Bo", "had told", f"that {C}"),
    )
    for attribution in annotations.attributions:
        attribution.is_embedded = annotations.document.quote(attribution.source) in ("Bo", "Di")
    Chains()(annotations)
    assert [annotations.document.quote(a.source) for a in annotations.attributions] == ["Cy", "Ana", "Bo"]
    assert hops(annotations) == {"Ana": ["Bo"]}


def test_nobody_rests_on_himself() -> None:
    text = f"Meridian reported, citing Meridian, that {C}."
    annotations = annotate(text, ("Meridian", "reported", f"that {C}"), ("Meridian#2", "citing", f"that {C}"))
    assert hops(annotations) == {}


def test_a_source_under_two_names_is_passed_through() -> None:
    text = f"Ludo Hask wrote, leaning on Hask, who leaned on two drivers, that {C}."
    marked = [("Ludo Hask", "wrote", C), ("Hask#2", "leaning on", C), ("two drivers", "leaned on", C)]
    assert hops(annotate(text, *marked))["Ludo Hask"] == ["two drivers"]


def _report_in_report(count: int) -> Annotations:
    """Make somebody say that somebody says, and so on."""
    names = [f"Zed{number} said that " for number in range(count)]
    annotations = Annotations(Document("".join(names) + C))
    end, start = len(annotations.document.text), 0
    for name in names:
        size = len(name) - len(" said that ")
        content = (Span(start + size + 6, end),)
        annotations.attributions.append(
            Attribution((Span(start, start + size),), (Span(start + size + 1, start + size + 5),), content)
        )
        start += len(name)
    find_chains(annotations)
    return annotations


def test_a_row_of_hops_is_cut() -> None:
    found = _report_in_report(3 * MAX_LEVELS).attributions
    lengths = [0] * len(found)
    for index in reversed(range(len(found))):
        lengths[index] = max((lengths[target] + 1 for target, _ in found[index].hops), default=0)
    assert max(lengths) == MAX_LEVELS


@pytest.mark.parametrize(
    "unit", ["A reported, citing B, which cited C, ", "A cited B. ", "A repeated it, and B said C, "]
)
def test_a_crowd_of_attributions_in_one_paragraph(unit: str) -> None:
    count = 5_000  # quadratic time would take minutes
    annotations = Annotations(Document(unit * count))
    for start in range(0, len(unit) * count, len(unit)):
        source, cue = (Span(start, start + 1),), (Span(start + 2, start + unit.index(" ", 2)),)
        annotations.attributions.append(Attribution(source, cue, (Span(0, len(unit) * count),)))
    find_chains(annotations)
    assert all(len(attribution.hops) <= 1 for attribution in annotations.attributions)
