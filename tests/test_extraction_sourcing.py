"""Origins that a text names without saying again what they said, and who repeats something."""

import pytest
from attributed import attributed
from hypothesis import given
from hypothesis import strategies as st
from marked import find_chains, hops

from graph.extraction.annotations import Attribution
from graph.extraction.chains.phrases import find_phrases
from graph.extraction.chains.sourcing import Sourcing
from graph.model import Span

C = "ten trucks crossed the bridge"
SAID = "{s:The Courier} {c:wrote} {x:that " + C + "}"

ORIGINS = {
    f"{SAID}. It cited the Baltia agency.": ("the Baltia agency", "cited"),
    f"{SAID}. The paper was quoting officials in the capital.": ("officials", "was quoting"),
    f"{SAID}, on the authority of Baltia.": ("Baltia", "on the authority of"),
    f"{SAID}, leaning on two drivers.": ("two drivers", "leaning on"),
    f"{SAID}. It has the story from a verger.": ("a verger", "has the story from"),
    f"{SAID}. Its source is a verger.": ("a verger", "is"),
    f"{SAID}, and the Courier has that from one official.": ("one official", "has that from"),
    "{s:The Courier} {c:can reveal}, thanks to an insider, {x:that " + C + "}.": ("an insider", "thanks to"),
    "{x:" + C + "}, {c:according to} {s:Baltia}, which got it from a mole.": ("a mole", "got it from"),
    f"{SAID}. The claim came from a minister.": ("a minister", "came from"),
    f"{SAID}. The paper, without blushing, was quoting officials.": ("officials", "was quoting"),
    f"{SAID}. The paper, which has no man there, cited the Baltia agency.": ("the Baltia agency", "cited"),
    "{s:Ben Tarn} {c:said} {x:" + C + "}: it was in the Kethra Herald.": ("the Kethra Herald", "was in"),
}

NO_ORIGINS = [
    f"{SAID}. It cited safety concerns.",  # a reason
    f"{SAID}. It relied on imports.",
    f"{SAID}. It will cite the Baltia agency.",
    f"{SAID}. It was cited by the Baltia agency.",
    f"{SAID}. The order came from the general himself.",
    f"{SAID}. Dana Ruiz cited the Baltia agency.",  # whose report that is the text does not tell
    f"{SAID}. It cited them.",
    "It cited the Baltia agency.",
    "The Lantern cites Baltia, and Baltia cites the Lantern.",  # but not for what
    f"{SAID}. It was in the harbour.",
    f"{SAID}. The letter was in the papers on his desk.",
    f"{SAID}. It was in the press room.",
    f"{SAID}. It was in the Herald building.",
    f"{SAID}. It wasn't in the papers.",
    f"{SAID}. It would have been in the papers.",
    f"{SAID}. It was in the Kethra Herald that he denied it.",
    f"{SAID}. Its source isn't Baltia.",
]


def told(marked: str) -> dict[str, tuple[str, str]]:
    """Return cue and content of each source, after hops."""
    annotations = attributed(marked)
    Sourcing()(annotations)
    find_chains(annotations)
    quote = annotations.document.quote
    return {quote(one.source): (quote(one.cue), quote(one.content)) for one in annotations.attributions}


@pytest.mark.parametrize(("marked", "origin"), ORIGINS.items())
def test_an_origin_has_said_what_the_report_says(marked: str, origin: tuple[str, str]) -> None:
    source, cue = origin
    found = told(marked)
    assert found[source][0] == cue
    assert found[source][1].removeprefix("that ") == C


def test_a_phrase_is_found_once() -> None:
    text = "Its source was the safety officer of the plant."
    assert [phrase.cue for phrase in find_phrases(text, Span(0, len(text)))] == [Span(11, 14)]


@pytest.mark.parametrize("marked", NO_ORIGINS)
def test_no_origin_is_made_up(marked: str) -> None:
    assert set(told(marked)) <= {"The Courier"}


def test_a_relative_clause_is_given_to_whom_it_is_about() -> None:
    found = told(SAID + ". It cited three drivers at the gate, {s2:who} {c2:said} {x2:that the gate stood open}.")
    assert found["three drivers at the gate"] == ("said", "that the gate stood open")
    assert "who" not in found


def test_a_row_of_phrases_is_no_part_of_the_content() -> None:
    found = told(
        "{s:The Courier} {c:says} {x:" + C + ", on the authority of Baltia, and Baltia has that from a minister}."
    )
    assert found["The Courier"] == ("says", C)
    assert found["a minister"] == ("has that from", C)


def test_who_quotes_somebody_passes_on_what_that_one_says() -> None:
    found = told("{s:The agency} {c:was quoting} {x:a man in the ministry, {s2:who} {c2:told} it {x2:that " + C + "}}.")
    assert found == {"The agency": ("was quoting", f"that {C}"), "a man in the ministry": ("told", f"that {C}")}


def test_who_cites_somebody_that_speaks_passes_it_on() -> None:
    found = told("The agency was quoting a man in the ministry, {s:who} {c:told} it {x:that " + C + "}.")
    assert found["The agency"] == ("was quoting", f"that {C}")


def test_a_row_of_citations_goes_on_with_the_one_who_is_cited() -> None:
    marked = (
        "{s:People} {c:said} {x:it had been in the papers}. The papers, when I looked, were quoting Baltia, "
        "and the agency was quoting one man, {s2:who} {c2:told} it {x2:that " + C + "}."
    )
    annotations = attributed(marked)
    Sourcing()(annotations)
    find_chains(annotations)
    assert hops(annotations) == {
        "People": ["The papers"],
        "The papers": ["the agency"],
        "the agency": ["one man"],
    }
    contents = [annotations.document.quote(one.content) for one in annotations.attributions]
    assert contents == ["it had been in the papers", *[f"that {C}"] * 3]


@pytest.mark.parametrize(
    "content", ["{x:the Kethra Herald}", "the Kethra Herald", "{x:the Kethra Herald, and the Herald cites officials}"]
)
def test_a_medium_is_not_what_somebody_says(content: str) -> None:
    found = told("{s:The Courier} {c:cites} " + content + ". {s2:Ben Tarn} {c2:said} {x2:" + C + "}.")
    assert set(found) == {"Ben Tarn"}


@pytest.mark.parametrize("cited", ["the figure", "Title IX", "Denmark"])
def test_what_is_cited_may_be_a_ground(cited: str) -> None:
    assert told("{s:The Courier} {c:cited} {x:" + cited + "}.") == {"The Courier": ("cited", cited)}


@pytest.mark.parametrize(
    ("said", "clause", "source", "cue"),
    [
        (C, ", say experts at Oculon", "experts at Oculon", "say"),
        (f"“{C},”", " huffed the envoy, Lidia Marn", "the envoy, Lidia Marn", "huffed"),
        (C, ", {c2:say} {s2:engineers}", "engineers", "say"),
    ],
)
def test_who_is_named_behind_what_he_says_is_quoted(said: str, clause: str, source: str, cue: str) -> None:
    inside = "{x2:" + said + "}" if "{" in clause else said
    annotations = attributed("{x:" + inside + clause + "}, {c:quoted by} {s:the agency}.")
    Sourcing()(annotations)
    find_chains(annotations)
    assert hops(annotations) == {"the agency": [source]}
    assert {annotations.document.quote(one.content) for one in annotations.attributions} == {said}
    assert cue in [annotations.document.quote(one.cue) for one in annotations.attributions]


@pytest.mark.parametrize(
    "content",
    ["He would go, say that he was ill, and stay", "The company cut jobs, added debt", "He left, wrote novels"],
)
def test_a_verb_behind_a_comma_is_no_inversion(content: str) -> None:
    assert told("{x:" + content + "}, {s:the agency} {c:said}.") == {"the agency": ("said", content)}


def test_a_citation_about_something_else_is_not_where_an_origin_leads() -> None:
    marked = (
        SAID + ". It cited Baltia. The agency {c2:quoted} {s2:Anna Bell} as saying {x2:that the Courier was bankrupt}."
    )
    annotations = attributed(marked)
    Sourcing()(annotations)
    find_chains(annotations)
    assert hops(annotations)["The Courier"] == ["Baltia"]


def test_who_cites_in_front_rests_on_the_origin() -> None:
    annotations = attributed("Citing the Baltia News Agency, {s:the agency} {c:was quoting} {x:that " + C + "}.")
    Sourcing()(annotations)
    find_chains(annotations)
    assert hops(annotations) == {"the agency": ["the Baltia News Agency"]}


def test_an_origin_in_front_has_not_said_that_somebody_said_so() -> None:
    inside = "{x:{s2:Tidewater Wire} {c2:said} {x2:that " + C + "}}"
    annotations = attributed("{c:Quoting} {s:an engineer}, " + inside + ".")
    annotations.attributions[1].is_embedded = True
    Sourcing()(annotations)
    find_chains(annotations)
    assert hops(annotations) == {"Tidewater Wire": ["an engineer"]}
    assert {annotations.document.quote(one.content) for one in annotations.attributions} == {f"that {C}"}


def test_a_row_of_citations_rests_on_the_report_before() -> None:
    marked = (
        "The Lantern {c0:quoted} {s0:Baltia} {c0:as saying} {x0:that " + C + "}. "
        "Baltia quoted the Herald, and the Herald quoted two drivers."
    )
    annotations = attributed(marked)
    Sourcing()(annotations)
    find_chains(annotations)
    assert hops(annotations) == {"Baltia": ["the Herald"], "the Herald": ["two drivers"]}


def test_what_was_traced_further_has_an_origin_beyond() -> None:
    marked = SAID + ". We traced the claim to the Baltia agency and, through it, to one official."
    annotations = attributed(marked)
    Sourcing()(annotations)
    find_chains(annotations)
    quote = annotations.document.quote
    report, agency, official = annotations.attributions
    assert [quote(one.source) for one in (report, agency, official)] == [
        "The Courier",
        "the Baltia agency",
        "one official",
    ]
    assert [[index for index, _ in one.hops] for one in (report, agency, official)] == [[1], [2], []]


@pytest.mark.parametrize("words", ["Radio Four has repeated it", "By noon its rival was repeating the claim"])
def test_who_repeats_something_rests_on_who_said_it(words: str) -> None:
    annotations = attributed(f"{SAID}. {words}.")
    Sourcing()(annotations)
    find_chains(annotations)
    report, repeated = annotations.attributions
    assert annotations.document.quote(repeated.source) in ("Radio Four", "its rival")
    assert [annotations.attributions[index] for index, _ in repeated.hops] == [report]


@pytest.mark.parametrize("words", ["It was repeated", "Radio Four would repeat it", "Radio Four repeated the exercise"])
def test_nothing_is_repeated(words: str) -> None:
    assert set(told(f"{SAID}. {words}.")) == {"The Courier"}


spans = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 30)), max_size=2).map(
    lambda found: tuple(sorted(Span(start, min(start + size, 100)) for start, size in found))
)


@given(
    st.lists(st.sampled_from(["It cited Bo, ", "who said. ", "on the authority of ", "thanks to Cy", ", ", "A "])),
    st.lists(st.builds(Attribution, spans, spans, spans), max_size=6),
)
def test_any_spans_will_do(pieces: list[str], found: list[Attribution]) -> None:
    annotations = attributed("".join(pieces)[:100].ljust(100, "x"))
    annotations.attributions = found
    Sourcing()(annotations)
    find_chains(annotations)
    assert all(attribution.content for attribution in annotations.attributions)
