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
        ("said", "whether the bridge was safe", "assert", "neutral"),
        ("said", "We will rebuild the bridge", "promise", "affirm"),
    ],
)
def test_content_changes_the_reading(cue: str, content: str, act: str, stance: str) -> None:
    position = read(cue, content)
    assert (position.act, position.stance) == (act, stance)


@pytest.mark.parametrize(
    ("cue", "content", "expected"),
    [
        ("said", "the bridge was safe", Modality.CERTAIN),
        ("said", "the bridge might be safe", Modality.POSSIBLE),
        ("said", "the bridge was probably safe", Modality.PROBABLE),
        ("said", "the bridge is, they might add, safe", Modality.CERTAIN),
        ("said", "probably the bridge was safe", Modality.PROBABLE),
        ("estimated", "the bridge was safe", Modality.PROBABLE),
        ("feared", "the bridge was unsafe", Modality.POSSIBLE),
        ("asked", "whether the bridge might be safe", Modality.UNDERSPECIFIED),
        ("did not deny", "the bridge was unsafe", Modality.UNDERSPECIFIED),
        ("frobnicated", "the bridge was safe", Modality.UNDERSPECIFIED),
    ],
)
def test_modality(cue: str, content: str, expected: Modality) -> None:
    assert read(cue, content).modality is expected


@given(st.text(alphabet="sayd notbelivfrcm'’—😀א\u200b\n", max_size=60), st.text(max_size=40))
def test_any_cue_has_a_reading(cue: str, content: str) -> None:
    read(cue, content)
