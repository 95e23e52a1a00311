"""Hops between the attributions of a document, from spans alone: relays in a sentence, contents in contents."""

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
            f"The agency reports that {C}, citing fishermen.",
            [("The agency", "reports", C), ("fishermen", "citing", C)],
            {"The agency": ["fishermen"]},
            id="citing",
        ),
        pytest.param(
            f"Citing fishermen, the agency reports that {C}.",
            [("fishermen", "Citing", C), ("the agency", "reports", C)],
            {"the agency": ["fishermen"]},
            id="citing first",
        ),
        pytest.param(
            f"In a report based on letters from two clerks, the Courier wrote that {C}.",
            [("two clerks", "based on letters from", C), ("the Courier", "wrote", C)],
            {"the Courier": ["two clerks"]},
            id="based on first",
        ),
        pytest.param(
            f"The Courier quoted a guard as saying that {C}.",
            [("The Courier", "quoted", C), ("a guard", "as saying", C)],
            {"The Courier": ["a guard"]},
            id="quoted as saying",
        ),
        pytest.param(
            f"The Courier quoted a guard as saying that {C}.",
            [("The Courier", "quoted", f"a guard as saying that {C}"), ("a guard", "as saying", f"that {C}")],
            {"The Courier": ["a guard"]},
            id="quoted, with the quoted source in the content",
        ),
        pytest.param(
            f"The agency said, citing the Courier, which quoted a guard, that {C}.",
            [("The agency", "said", C), ("the Courier", "citing", C), ("a guard", "quoted", C)],
            {"The agency": ["the Courier"], "the Courier": ["a guard"]},
            id="which quoted",
        ),
        pytest.param(
            f"It was no accident, according to the Courier, which quoted a guard as saying that {C}.",
            [("the Courier", "according to", "It was no accident"), ("a guard", "saying", f"that {C}")],
            {"the Courier": ["a guard"]},
            id="which quoted something else",
        ),
        pytest.param(
            f"{C}, according to the Courier, which got it from a chatty clerk.",
            [("the Courier", "according to", C), ("a chatty clerk", "got it from", C)],
            {"the Courier": ["a chatty clerk"]},
            id="which got it from",
        ),
        pytest.param(
            f"The agency reported, citing an angler who said a ranger had told him, that {C}.",
            [("The agency", "reported", C), ("an angler", "said", C), ("a ranger", "had told", C)],
            {"The agency": ["an angler"], "an angler": ["a ranger"]},
            id="an angler who said a ranger had told him",
        ),
        pytest.param(
            f"The agency reported that {C}, citing fishermen and quoting a pilot.",
            [("The agency", "reported", C), ("fishermen", "citing", C), ("a pilot", "quoting", C)],
            {"The agency": ["fishermen", "a pilot"]},
            id="citing one and quoting another",
        ),
        pytest.param(
            f"Ostrava Radio says {C}, on the word of Baltia, and Baltia has that from one clerk.",
            [("Ostrava Radio", "says", C), ("Baltia", "on the word of", C), ("one clerk", "has that from", C)],
            {"Ostrava Radio": ["Baltia"], "Baltia": ["one clerk"]},
            id="and that one has it from",
        ),
        pytest.param(
            f"Ostrava Radio cites Baltia for its claim that {C}, and Baltia cites the Courier.",
            [("Ostrava Radio", "cites", C), ("Baltia#2", "cites#2", C), ("the Courier", "cites#2", C)],
            {"Ostrava Radio": ["Baltia"], "Baltia": ["the Courier"]},
            id="cites what cites",
        ),
        pytest.param(
            f"{C}, the mayor said after hearing it from a pilot.",
            [("the mayor", "said", C), ("a pilot", "hearing it from", C)],
            {"the mayor": ["a pilot"]},
            id="after hearing it from",
        ),
        pytest.param(
            f"It was reported that {C}, on the strength of one letter.",
            [("", "was reported", C), ("one letter", "on the strength of", C)],
            {"": ["one letter"]},
            id="nobody rests on somebody",
        ),
        pytest.param(
            f"{C}, a guard said, as reported by the Courier.",
            [("a guard", "said", C), ("the Courier", "as reported by", C)],
            {"the Courier": ["a guard"]},
            id="as reported by",
        ),
        pytest.param(
            f"{C}, say surveyors at Oculo, quoted by Baltia.",
            [("surveyors at Oculo", "say", C), ("Baltia", "quoted by", C)],
            {"Baltia": ["surveyors at Oculo"]},
            id="quoted by",
        ),
        pytest.param(
            f"A guard was quoted by the Courier as saying that {C}.",
            [("A guard", "was quoted", C), ("the Courier", "quoted by", C)],
            {"the Courier": ["A guard"]},
            id="was quoted by",
        ),
        pytest.param(
            f"The guard, quoted by the Courier, said {C}.",
            [("The guard", "said", C), ("the Courier", "quoted by", C)],
            {"the Courier": ["The guard"]},
            id="quoted by, in between",
        ),
        pytest.param(
            f"As reported by the Courier, a guard said {C}.",
            [("the Courier", "As reported by", C), ("a guard", "said", C)],
            {"the Courier": ["a guard"]},
            id="as reported by, first",
        ),
        pytest.param(
            f"{C}, the guard said in remarks carried by the Courier.",
            [("the guard", "said", C), ("the Courier", "in remarks carried by", C)],
            {"the Courier": ["the guard"]},
            id="in remarks carried by",
        ),
        pytest.param(
            f"A guard told two drivers, who told the mayor that {C}.",
            [("A guard", "told", C), ("two drivers", "told#2", C)],
            {"two drivers": ["A guard"]},
            id="told those who told",
        ),
        pytest.param(
            f"{C}, a guard said, according to the Courier.",
            [("a guard", "said", C), ("the Courier", "according to", C)],
            {"the Courier": ["a guard"]},
            id="said, according to",
        ),
        pytest.param(
            f"The Courier reported that {C}, according to two officials.",
            [("The Courier", "reported", C), ("two officials", "according to", C)],
            {"The Courier": ["two officials"]},
            id="a medium according to officials",
        ),
        pytest.param(
            f"{C}, a guard said, the Courier reported.",
            [("a guard", "said", C), ("the Courier", "reported", C)],
            {"the Courier": ["a guard"]},
            id="said, reported",
        ),
        pytest.param(
            f"The Gazette reported that {C}, crediting Baltia, which in turn had relied on a guard.",
            [("The Gazette", "reported", C), ("Baltia", "crediting", C), ("a guard", "had relied on", C)],
            {"The Gazette": ["Baltia"], "Baltia": ["a guard"]},
            id="crediting, in turn",
        ),
        pytest.param(
            f"{C}, wrote the Gazette, which attributed it to two people close to the talks.",
            [("the Gazette", "wrote", C), ("two people close to the talks", "attributed it to", C)],
            {"the Gazette": ["two people close to the talks"]},
            id="attributed it to",
        ),
        pytest.param(
            f"{C}, Baltia reported late on Monday, in a dispatch that cited two guards.",
            [("Baltia", "reported", C), ("two guards", "cited", C)],
            {"Baltia": ["two guards"]},
            id="a report that cited",
        ),
        pytest.param(
            f"Radio Rem has the same story from Baltia, and Baltia has it from a guard: {C}.",
            [("Radio Rem", "has", C), ("Baltia", "has the same story from", C), ("a guard", "has it from", C)],
            {"Radio Rem": ["Baltia"], "Baltia": ["a guard"]},
            id="the same story from",
        ),
        pytest.param(
            f"The Gazette, in a story based on an interview with a sailor, said {C}.",
            [("The Gazette", "said", C), ("a sailor", "based on", C)],
            {"The Gazette": ["a sailor"]},
            id="an interview in between",
        ),
        pytest.param(
            f"The Gazette, via Baltia, reported that {C}.",
            [("The Gazette", "reported", C), ("Baltia", "via", C)],
            {"The Gazette": ["Baltia"]},
            id="via",
        ),
        pytest.param(
            f"Ana said {C}, and the family, quoting a nurse, said {D}.",
            [("Ana", "said", C), ("the family", "said#2", D), ("a nurse", "quoting", D)],
            {"the family": ["a nurse"]},
            id="the family",
        ),
        pytest.param(
            f"The agency reports that {C}, citing two drivers who said {D}.",
            [
                ("The agency", "reports", f"that {C}"),
                ("The agency", "citing", f"two drivers who said {D}"),
                ("two drivers", "said", D),
            ],
            {"The agency": ["two drivers"]},
            id="citing, as an attribution of its own",
        ),
        pytest.param(
            f"The agency reports that {C}, citing two drivers at the gate, who said {D}.",
            [("The agency", "reports", f"that {C}"), ("who", "said", D)],
            {"The agency": ["who"]},
            id="a relative pronoun as the source",
        ),
        pytest.param(
            f"A guard, according to the Courier, said that {C}.",
            [("A guard", "said", C), ("the Courier", "according to", C)],
            {"the Courier": ["A guard"]},
            id="a guard, according to",
        ),
        pytest.param(
            f"The statement said that, according to the inspectors, {C}.",
            [("The statement", "said", C), ("the inspectors", "according to", C)],
            {"The statement": ["the inspectors"]},
            id="said that, according to",
        ),
        pytest.param(
            f"{C}, the harbour master is quoted as saying by the Rem Post.",
            [("the harbour master", "is quoted as saying", C), ("the Rem Post", "quoted as saying by", C)],
            {"the Rem Post": ["the harbour master"]},
            id="quoted as saying by",
        ),
        pytest.param(
            f"A sailor told the Post that {C}, a claim repeated by Radio Rem.",
            [("A sailor", "told", C), ("Radio Rem", "repeated by", C)],
            {"Radio Rem": ["A sailor"]},
            id="a claim repeated by",
        ),
        pytest.param(
            f"It was planned, says the Post, citing a letter in which a clerk wrote that {C}.",
            [("the Post", "says", "It was planned"), ("a clerk", "wrote", f"that {C}")],
            {"the Post": ["a clerk"]},
            id="a letter in which",
        ),
    ],
)
def test_relays(text: str, marked: list[Marked], expected: dict[str, list[str]]) -> None:
    assert hops(annotate(text, *marked)) == expected


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        pytest.param(
            f"Ana said and Bo confirmed that {C}.", [("Ana", "said", C), ("Bo", "confirmed", C)], id="two voices"
        ),
        pytest.param(
            f"Ana denied that {C}, and Bo, citing a guard, said the opposite.",
            [("Ana", "denied", C), ("a guard", "citing", "the opposite")],
            id="another one cites",
        ),
        pytest.param(
            f"Ana said {D}, and the Courier quoted a guard as saying that {C}.",
            [("Ana", "said", D), ("a guard", "as saying", C)],
            id="another one quotes",
        ),
        pytest.param(
            f"Ana denied that {C}, citing a guard.", [("Ana", "denied", C), ("a guard", "citing", C)], id="a denial"
        ),
        pytest.param(
            f"Ana asked whether {C}, citing a guard.",
            [("Ana", "asked", f"whether {C}"), ("a guard", "citing", C)],
            id="a question",
        ),
        pytest.param(
            f"Ana told the reporters, who cited a guard, that {C}.",
            [("Ana", "told", C), ("a guard", "cited", C)],
            id="those who were told cite",
        ),
        pytest.param(
            f"The harbour office reported that {C}, according to the Ministry of Ports.",
            [("The harbour office", "reported", C), ("the Ministry of Ports", "according to", C)],
            id="it could be either way round",
        ),
        pytest.param(
            f"Pipeline News has confirmed our scoop that {C}.",
            [("Pipeline News", "has confirmed", C), ("our", "scoop", C)],
            id="a confirmation",
        ),
        pytest.param(
            f"Ana said {C} and waited for Bo, who said {D}.",
            [("Ana", "said", C), ("Bo", "said#2", D)],
            id="a word with other senses",
        ),
        pytest.param(
            f"Ana said {C}; a colleague relied on Bo, who said {D}.",
            [("Ana", "said", C), ("Bo", "said#2", D)],
            id="a colleague relied on",
        ),
        pytest.param(
            f"Ana said {C} and quoted a guard as saying that {D}.",
            [("Ana", "said", C), ("a guard", "as saying", D)],
            id="a quotation beside it",
        ),
        pytest.param(
            f"A sailor told the Post that {C}, a claim denied by the ministry.",
            [("A sailor", "told", C), ("the ministry", "denied by", C)],
            id="denied by",
        ),
        pytest.param(
            f"{C}, but for the guards {D}, Ana said.",
            [("Ana", "said", C), ("the guards", "for", D)],
            id="for",
        ),
    ],
)
def test_no_relay(text: str, marked: list[Marked]) -> None:
    assert hops(annotate(text, *marked)) == {}


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
