"""The claim of an attribution in positive form, and the quotations that back an objection."""

import pytest

from graph.extraction.annotations import Annotations, Attribution
from graph.extraction.chains.component import Chains
from graph.extraction.claims import Claims
from graph.extraction.quotations import QuotationTyper, QuoteFinder
from graph.extraction.segmentation import Segmenter
from graph.extraction.sources import Sources
from graph.extraction.speech_acts import SpeechActs
from graph.identity.claim_text import claim_text
from graph.identity.polarity import positive_form
from graph.model import Document, Span, Spans


def annotate(text: str, *attributions: tuple[str, str, str]) -> list[Attribution]:
    """Attributions given as source, cue and content, each part at its first occurrence behind the cue before it."""
    annotations = Annotations(Document(text, outlet="The Courier"))
    Segmenter()(annotations)
    QuoteFinder()(annotations)
    at = 0
    for parts in attributions:
        annotations.attributions.append(Attribution(*(_locate(text, part, at) for part in parts)))
        at = max(span.end for one in annotations.attributions[-1:] for span in (*one.source, *one.cue, *one.content))
    for component in (QuotationTyper(), SpeechActs(), Sources(), Chains(), Claims()):
        component(annotations)
    return annotations.attributions


def _locate(text: str, part: str, at: int) -> Spans:
    start = text.index(part, at)
    return (Span(start, start + len(part)),)


@pytest.mark.parametrize(
    ("text", "positive"),
    [
        ("No bridge has been closed", "Bridge has been closed"),
        ("Not a single bridge was closed in Brenn", "A single bridge was closed in Brenn"),
        ("Not one of the bridges will be closed", "One of the bridges will be closed"),
        ("no bridge in Brenn or", None),
        ("No bridge", None),
        ("No one has been hurt", None),
        ("No longer will they wait", None),
        ("No, the bridge has been closed", None),
        ("Not all bridges were closed", None),
        ("No bridge was closed but the ferry was", None),
        ("No bridge was closed because of the flood", None),
        ("No bridge was closed. The ferry was late", None),
        ("No bridge was not closed", None),
        ("Nobody has closed the bridge", None),
        ("Northern bridges have been closed", None),
        ("", None),
        ("The bridge has not been closed", "The bridge has been closed"),
        ("The bridges won't be closed", "The bridges will be closed"),
        ("Ada Quill did not close the bridge", "Ada Quill did close the bridge"),
        ("Ada Quill never closed the bridge", "Ada Quill closed the bridge"),
        ("Ada Quill has never closed it", "Ada Quill has closed it"),
        ("The mayor of Brenn can’t swim", "The mayor of Brenn can swim"),
        ("None of the bridges was closed", "One of the bridges was closed"),
        ("None of the bridges were closed", "Some of the bridges were closed"),
        ("None of the oil has left Brenn", "Some of the oil has left Brenn"),
        ("None of them came", None),
        ("There were no lorries in Brenn", "There were lorries in Brenn"),
        ("There was no lorry", None),
        ("It is not true that the bridge was closed", "The bridge was closed"),
        ("It was false that no bridge was closed", None),
        ("Bridges have not been closed", None),
        ("Police have not closed the bridge", None),
        ("Many bridges are not closed", None),
        ("Three bridges were not closed", None),
        ("A bridge was not closed", None),
        ("The mayor said bridges were not closed", None),
        ("The mayor said Brenn was not closed", None),
        ("The mayor said he was not there", None),
        ("The bridge was not closed because of the flood", None),
        ("The bridge has not been closed since May", None),
        ("The bridge was not closed for two days", None),
        ("The mayor has not seen the bridge", None),
        ("The case hadn't been decided", None),
        ("The mayor did not see the bridge", "The mayor did see the bridge"),
        ("None of the bridges has been closed since May", None),
        ("The bridge did not carry any lorries", None),
        ("The bridge is not only old", None),
        ("The bridge, which was old, was not closed", None),
        ("The bridge may not be closed", None),
        ("The bridge was not", None),
    ],
)
def test_positive_form(text: str, positive: str | None) -> None:
    assert positive_form(text) == positive


@pytest.mark.parametrize(
    ("cue", "content", "stance", "act"),
    [
        ("said", "no bridge has been closed", "reject", "deny"),
        ("said", "that no bridge has been closed", "reject", "deny"),
        ("denied", "that no bridge has been closed", "affirm", "assert"),
        ("doubted", "that no bridge has been closed", "doubt", "question"),
        ("said", "the bridge has been closed", "affirm", "assert"),
        ("said", "the bridge has not been closed", "reject", "deny"),
        ("said", "the bridges may not be closed", "affirm", "assert"),
    ],
)
def test_polarity_is_in_the_stance(cue: str, content: str, stance: str, act: str) -> None:
    (attribution,) = annotate(f"The mayor {cue} {content}.", ("The mayor", cue, content))
    assert (attribution.stance, attribution.speech_act) == (stance, act)


def test_one_who_denies_and_one_who_says_no_are_about_one_claim() -> None:
    denial, negation = annotate(
        "Ann Brand denied that bridge 7 in Brenn was closed. Cem Dahl said no bridge 7 in Brenn was closed.",
        ("Ann Brand", "denied", "that bridge 7 in Brenn was closed"),
        ("Cem Dahl", "said", "no bridge 7 in Brenn was closed"),
    )
    assert denial.claim == negation.claim
    assert denial.stance == negation.stance == "reject"


DENIAL = "Mayor Ann Brand denied that the bridge was closed."


def backed(quotation: str, source: str, cue: str, content: str, *, objection: str = DENIAL) -> tuple[Attribution, ...]:
    cue_before = next(word for word in ("denied", "doubted", "said", "accused") if word in objection)
    rest = objection.split(cue_before)[1].strip(" .")
    return tuple(annotate(f"{objection} {quotation}", ("Mayor Ann Brand", cue_before, rest), (source, cue, content)))


def test_a_quotation_that_backs_an_objection_is_about_what_is_objected_to() -> None:
    denial, reason = backed(
        "“You could drive a bus across it,” Brand said.", "Brand", "said", "“You could drive a bus across it,”"
    )
    assert (reason.claim, reason.stance, reason.speech_act) == (denial.claim, "reject", "deny")


@pytest.mark.parametrize(
    ("quotation", "source", "cue", "content"),
    [
        ("“Bus 12 crosses in Brenn every hour,” Brand said.", "Brand", "said", "“Bus 12 crosses in Brenn every hour,”"),
        ("“You could drive a bus across it,” Cem Dahl said.", "Cem Dahl", "said", "“You could drive a bus across it,”"),
        ("“We will wash it,” Brand added.", "Brand", "added", "“We will wash it,”"),
        ("Brand said it was open.", "Brand", "said", "it was open"),
        ("A bus came.\n\n“You could cross it,” Brand said.", "Brand", "said", "“You could cross it,”"),
        ("A bus came. A man left. “You could cross it,” Brand said.", "Brand", "said", "“You could cross it,”"),
    ],
)
def test_what_does_not_back_it_keeps_its_own_claim(quotation: str, source: str, cue: str, content: str) -> None:
    denial, other = backed(quotation, source, cue, content)
    assert other.claim != denial.claim
    assert other.stance == "affirm"


def test_a_quotation_that_backs_a_charge_is_a_charge_with_a_claim_of_its_own() -> None:
    objection = "Mayor Ann Brand accused the builders of cheating the town."
    charge, quotation = backed(
        "“They sold us sand,” Brand said.", "Brand", "said", "“They sold us sand,”", objection=objection
    )
    assert quotation.speech_act == charge.speech_act == "accuse"
    assert quotation.claim != charge.claim


@pytest.mark.parametrize(
    ("first", "second", "stance"),
    [
        (("Ann Brand", "said", "bridge 7 in Brenn was closed"), ("Cem Dahl", "denied", "this"), "reject"),
        (("Ann Brand", "said", "bridge 7 in Brenn was closed"), ("Cem Dahl", "repeated", "it"), "affirm"),
        (("Ann Brand", "said", "no bridge in Brenn was closed"), ("Cem Dahl", "repeated", "it"), "reject"),
        (("Ann Brand", "said", "no bridge in Brenn was closed"), ("Cem Dahl", "denied", "that"), "affirm"),
        (("Ann Brand", "asked", "whether bridge 7 in Brenn was closed"), ("Cem Dahl", "denied", "it"), "reject"),
        (("Ann Brand", "said", "bridge 7 in Brenn was closed"), ("Cem Dahl", "doubts", "that"), "doubt"),
    ],
)
def test_a_pronoun_is_what_was_said_right_before(
    first: tuple[str, str, str], second: tuple[str, str, str], stance: str
) -> None:
    said, other = annotate(f"{' '.join(first)}. {' '.join(second)}.", first, second)
    assert other.claim == said.claim
    assert other.stance == stance


@pytest.mark.parametrize(
    "text",
    [
        "Ann Brand denied that it was closed. Cem Dahl confirmed this.",
        "Ann Brand denied that it was closed. A man came. Cem Dahl confirmed this.",
        "Ann Brand denied that it was closed.\n\nCem Dahl confirmed this.",
        "Ann Brand denied that it was closed. Ann Brand confirmed this.",
    ],
)
def test_a_pronoun_without_a_clear_antecedent_stays_what_it_is(text: str) -> None:
    source = "Ann Brand" if "Ann Brand confirmed" in text else "Cem Dahl"
    for cue in ("denied", "said"):
        worded = text.replace("denied that", "said that") if cue == "said" else text
        first, other = annotate(worded, ("Ann Brand", cue, "it was closed"), (source, "confirmed", "this"))
        is_clear = cue == "said" and worded == "Ann Brand said that it was closed. Cem Dahl confirmed this."
        assert (other.claim == first.claim) is is_clear


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("BRENN, Ruritania, May 3 (Klaxon) - A fire broke out", "A fire broke out"),
        ("NEW BRENN (Klaxon) — The mayor left", "The mayor left"),
        ("BRENN, May 3 -- “It rained”", "It rained"),
        ("UN-Backed talks began", "UN-Backed talks began"),
        ("NATO - the alliance - left", "NATO - the alliance - left"),
        ("BRENN, May 3", "BRENN, May 3"),
    ],
)
def test_a_dateline_is_no_part_of_a_claim(content, text):
    assert claim_text(content) == text


@pytest.mark.parametrize(
    ("withdrawn", "is_withdrawn"),
    [
        pytest.param(("Her successor, Ole Berg", "withdrew", "that finding"), True, id="a successor's"),
        pytest.param(("The Harbour Board", "withdrew", "that finding"), True, id="the body's"),
        pytest.param(("Ada Quill", "withdrew", "the claim"), True, id="one's own"),
        pytest.param(("Cass Wey", "withdrew", "that finding"), False, id="somebody else's"),
        pytest.param(("Ada Quill", "withdrew", "her resignation"), False, id="something else"),
    ],
)
def test_who_withdraws_that_finding_takes_no_side_on_it_any_more(
    withdrawn: tuple[str, str, str], is_withdrawn: bool
) -> None:
    text = (
        "Ada Quill, head of the Harbour Board, said that the lock had not leaked. The Port Trust said it had rained. "
        f"{' '.join(withdrawn)}."
    )
    said = ("Ada Quill, head of the Harbour Board", "said", "that the lock had not leaked")
    first, _, last = annotate(text, said, ("The Port Trust", "said", "it had rained"), withdrawn)
    assert (last.claim == first.claim) == is_withdrawn
    assert first.stance == "reject"
    if is_withdrawn:
        assert (last.stance, last.speech_act) == ("neutral", "retract")


def test_that_claim_points_back_though_that_might_introduce_a_clause() -> None:
    text = "The mayor said that the lock had leaked. Cass Wey denied that claim."
    said, denied = annotate(
        text, ("The mayor", "said", "that the lock had leaked"), ("Cass Wey", "denied", "that claim")
    )
    assert (denied.claim, denied.stance) == (said.claim, "reject")
