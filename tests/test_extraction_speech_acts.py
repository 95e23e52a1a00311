"""The lexicon as data, and what cues are read as: speech act, stance, modality."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extraction.annotations import Attribution
from graph.extraction.inflection import Form
from graph.extraction.lexicon import CueKind, Position, load_lexicon
from graph.extraction.speech_acts import read_position
from graph.model import Modality, Span, SpeechAct, Stance


def read(cue: str, content: str = "") -> Position:
    text = f"{cue} {content}"
    spans = (Span(len(cue) + 1, len(text)),) if content else ()
    return read_position(text, Attribution((), (Span(0, len(cue)),), spans))


def test_no_form_of_the_lexicon_has_two_meanings() -> None:
    meanings: dict[tuple[str, CueKind], set[Position]] = defaultdict(set)
    for form, cue in load_lexicon().entries():
        meanings[form, cue.kind].add(cue.position)
    assert {form for form, positions in meanings.items() if len(positions) > 1} == set()


def test_every_act_and_stance_is_served() -> None:
    cues = [cue for _, cue in load_lexicon().entries()]
    assert {cue.position.act for cue in cues} == set(SpeechAct)
    assert {cue.position.stance for cue in cues} == set(Stance)
    assert len({cue.phrase for cue in cues}) > 1_000


def test_stance_fits_the_act() -> None:
    for _, cue in load_lexicon().entries():
        position = cue.position
        if position.act in {SpeechAct.DENY, SpeechAct.RETRACT, SpeechAct.DENOUNCE}:
            assert position.stance is Stance.REJECT, cue.phrase
        elif position.act is SpeechAct.QUESTION:
            assert position.stance in {Stance.DOUBT, Stance.NEUTRAL}, cue.phrase
        elif position.act is SpeechAct.DECLINE:
            assert position.stance is Stance.NEUTRAL, cue.phrase
        else:
            assert position.stance in {Stance.AFFIRM, Stance.NEUTRAL}, cue.phrase


@pytest.mark.parametrize(
    ("form", "lemma", "kind"),
    [
        ("denies", "deny", Form.PRESENT),
        ("denied", "deny", Form.PAST | Form.PARTICIPLE),
        ("denying", "deny", Form.GERUND),
        ("admitted", "admit", Form.PAST | Form.PARTICIPLE),
        ("conceding", "concede", Form.GERUND),
        ("agreed", "agree", Form.PAST | Form.PARTICIPLE),
        ("teaches", None, None),
        ("wrote", "write", Form.PAST),
        ("written", "write", Form.PARTICIPLE),
        ("undertook", "undertake", Form.PAST),
        ("said", "say", Form.PAST | Form.PARTICIPLE),
        ("cries", "cry", Form.PRESENT),
        ("guesses", "guess", Form.PRESENT),
    ],
)
def test_inflection(form: str, lemma: str | None, kind: Form | None) -> None:
    match = load_lexicon().match([form], start=0, kind=CueKind.VERB)
    assert (match and match.cue.phrase) == lemma
    assert (match and match.form) == kind


@pytest.mark.parametrize(
    ("cue", "act", "stance"),
    [
        ("said", "assert", "affirm"),
        ("told", "assert", "affirm"),
        ("according to", "assert", "affirm"),
        ("citing", "assert", "affirm"),
        ("as reported by", "report", "affirm"),
        ("is said", "report", "affirm"),
        ("it was reported", "report", "affirm"),
        ("has been alleged", "report", "affirm"),
        ("reports", "report", "affirm"),
        ("was quoted as saying", "assert", "affirm"),
        ("openly and repeatedly admitted", "admit", "affirm"),
        ("conceded", "admit", "affirm"),
        ("justifies the presence of foreign troops by saying", "assert", "affirm"),
        ("made it clear", "assert", "affirm"),
        ("stood by", "assert", "affirm"),
        ("announced", "announce", "affirm"),
        ("has confirmed", "confirm", "affirm"),
        ("accused", "accuse", "affirm"),
        ("has estimated", "estimate", "affirm"),
        ("put the number of dead at", "estimate", "affirm"),
        ("warned", "predict", "affirm"),
        ("forecasts", "predict", "affirm"),
        ("is believed to", "believe", "affirm"),
        ("deems", "believe", "affirm"),
        ("has no doubt", "believe", "affirm"),
        ("vowed", "promise", "affirm"),
        ("undertook", "promise", "affirm"),
        ("threatened", "threaten", "affirm"),
        ("called for", "demand", "affirm"),
        ("requested", "demand", "neutral"),
        ("asked whether", "question", "neutral"),
        ("wondered", "question", "neutral"),
        ("doubts", "question", "doubt"),
        ("cast serious doubt on", "question", "doubt"),
        ("is not convinced", "question", "doubt"),
        ("called into question", "question", "doubt"),
        ("flatly denied", "deny", "reject"),
        ("ruled out", "deny", "reject"),
        ("rejected as", "deny", "reject"),
        ("rejected claims of", "deny", "reject"),
        ("dismissed", "deny", "reject"),
        ("took issue with", "deny", "reject"),
        ("issued a flat denial", "deny", "reject"),
        ("walked back", "retract", "reject"),
        ("walked that back", "retract", "reject"),
        ("denounced", "denounce", "reject"),
        ("lashed out at", "denounce", "reject"),
        ("did not deny", "decline", "neutral"),
        ("didn’t rule out", "decline", "neutral"),
        ("refused to confirm", "decline", "neutral"),
        ("declined to comment", "decline", "neutral"),
        ("stopped short of saying", "decline", "neutral"),
        ("has never said", "decline", "neutral"),
        ("would neither confirm nor deny", "decline", "neutral"),
        ("no longer supports", "denounce", "reject"),
        ("does not believe", "believe", "reject"),
        ("did not hesitate to accuse", "accuse", "affirm"),
        ("not only admitted", "admit", "affirm"),
        ("could not help but worry about", "predict", "affirm"),
        ("said, without naming anyone,", "assert", "affirm"),
        ("declined to comment, saying", "assert", "affirm"),
        ("does not want", "demand", "reject"),
        ("does not agree", "deny", "reject"),
        ("refused to accept", "deny", "reject"),
        ("has never accepted", "deny", "reject"),
        ("does not know", "believe", "neutral"),
        ("have found no evidence", "question", "doubt"),
        ("leaves no doubt", "assert", "affirm"),
        ("made no secret of", "assert", "affirm"),
        ("denied denying", "decline", "neutral"),
        ("rejected the denial", "assert", "affirm"),
        ("stood by his denial", "deny", "reject"),
        ("repeated his doubts", "question", "doubt"),
        ("laughed, and pointed at", "assert", "affirm"),
        ("is not planning", "announce", "reject"),
        (":", "assert", "affirm"),
        ("frobnicated", "assert", "affirm"),
        ("", "assert", "affirm"),
    ],
)
def test_cue(cue: str, act: str, stance: str) -> None:
    position = read(cue)
    assert (position.act, position.stance) == (act, stance)


@pytest.mark.parametrize(
    ("cue", "content", "act", "stance"),
    [
        ("asked", "whether the bridge was safe", "question", "neutral"),
        ("asked", "to be told the date", "demand", "neutral"),
        ("called", "the report a lie", "deny", "reject"),
        ("called", "the mayor a friend", "assert", "affirm"),
        ("branded", "the march an invasion", "accuse", "affirm"),
        ("branded", "the story rubbish", "deny", "reject"),
        ("called", "the march a robbery", "accuse", "affirm"),
        ("called", "the march no robbery", "assert", "affirm"),
        ("called", "the report unproven", "question", "doubt"),
        ("called", "the report anything but a surprise, not false", "assert", "affirm"),
        ("verdict", "no longer credible", "estimate", "doubt"),
        ("verdict", "false", "estimate", "reject"),
        ("declined", "to rule out a flood", "decline", "neutral"),
        ("refused", "to accept the result", "deny", "reject"),
        ("said", "I cannot say that the bridge is safe", "assert", "neutral"),
        ("said", "We don’t know if it is safe", "assert", "neutral"),
        ("said", "I know the bridge is not safe", "assert", "affirm"),
        ("said", "he would rebuild the bridge", "promise", "affirm"),
        ("said", "that she would not sell it", "promise", "affirm"),
        ("said", "it will close the bridge", "promise", "affirm"),
        ("said", "it would rain", "assert", "affirm"),
        ("said", "she would need more time", "assert", "affirm"),
        ("said", "“He will rebuild it,”", "assert", "affirm"),
        ("said", "up to 90 cars a day", "estimate", "affirm"),
        ("thinks", "it might have been ninety", "estimate", "affirm"),
        ("said", "cars could turn at 40 gates", "assert", "affirm"),
        ("quoted by", "up to 90 cars a day", "assert", "affirm"),
        ("said", "whether the bridge was safe", "assert", "neutral"),
        ("will see", "if the bridge is safe", "believe", "neutral"),
        ("said", "if it rains, the bridge will be closed", "assert", "affirm"),
        ("called", "the claim that the bridge had moved a lie", "deny", "reject"),
        ("called", "it a march that no robbery could stop", "assert", "affirm"),
        ("believes", "that the robbery has been solved", "believe", "affirm"),
        ("considers", "the sale a fraud", "accuse", "affirm"),
        ("said", "We will rebuild the bridge", "promise", "affirm"),
    ],
)
def test_content_changes_the_reading(cue: str, content: str, act: str, stance: str) -> None:
    position = read(cue, content)
    assert (position.act, position.stance) == (act, stance)


@pytest.mark.parametrize(
    ("text", "cue", "act", "stance"),
    [
        ("The mayor did not deny it.", "deny", "decline", "neutral"),
        ("The mayor never said, in public, that he doubted it.", "doubted", "question", "doubt"),
        ("Nobody doubts it.", "doubts", "assert", "affirm"),
        ("Nor did the mayor believe it.", "believe", "believe", "reject"),
        ("Neither side supports it.", "supports", "denounce", "reject"),
        ("The mayor does not, he insists, support it.", "insists", "assert", "affirm"),
        ("The mayor was not amused and denied it.", "denied", "deny", "reject"),
        ("The mayor, who did not resign, denied it.", "denied", "deny", "reject"),
    ],
)
def test_negation_outside_the_cue(text: str, cue: str, act: str, stance: str) -> None:
    start = text.index(cue)
    subjects = [name for name in ("Nobody", "Neither side", "the mayor", "The mayor") if name in text]
    source = text.index(subjects[0])
    spans = ((Span(source, source + len(subjects[0])),), (Span(start, start + len(cue)),))
    position = read_position(text, Attribution(*spans, ()))
    assert (position.act, position.stance) == (act, stance)


@pytest.mark.parametrize("mark", ["“{}”", "that “{}”", "that {}", "‘{}’", "{}"])
@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("said", "we will rebuild the bridge"),
        ("said", "I cannot say it is safe"),
        ("called", "the report a lie"),
        ("said", "up to 90 cars might be lost"),
        ("said", "the bridge was probably safe"),
    ],
)
def test_quotation_marks_and_that_change_nothing(cue: str, content: str, mark: str) -> None:
    assert read(cue, mark.format(content)) == read(cue, content)


@pytest.mark.parametrize(
    ("cue", "content", "expected"),
    [
        ("said", "the bridge was safe", Modality.CERTAIN),
        ("said", "the bridge might be safe", Modality.POSSIBLE),
        ("said", "the bridge was probably safe", Modality.PROBABLE),
        ("said", "the bridge is, they might add, safe", Modality.CERTAIN),
        ("said", "probably the bridge was safe", Modality.PROBABLE),
        ("said", "an estimated 40 people were hurt", Modality.PROBABLE),
        ("denied", "the bridge may be unsafe", Modality.POSSIBLE),
        ("estimated", "the bridge was safe", Modality.PROBABLE),
        ("feared", "the bridge was unsafe", Modality.POSSIBLE),
        ("asked", "whether the bridge might be safe", Modality.UNDERSPECIFIED),
        ("did not deny", "the bridge was unsafe", Modality.UNDERSPECIFIED),
        ("frobnicated", "the bridge was safe", Modality.UNDERSPECIFIED),
    ],
)
def test_modality(cue: str, content: str, expected: Modality) -> None:
    assert read(cue, content).modality is expected


def test_only_the_edges_of_huge_spans_are_read() -> None:
    assert read("called", "the report " + "of a second flood " * 50_000 + "a lie").stance is Stance.REJECT
    assert read("said " * 50_000, "nothing changed").stance is Stance.AFFIRM


@given(st.text(alphabet="sayd notbelivfrcm'’—😀א\u200b\n", max_size=60), st.text(max_size=40))
def test_any_cue_has_a_reading(cue: str, content: str) -> None:
    read(cue, content)
