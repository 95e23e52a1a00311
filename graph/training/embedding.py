"""A given sentence with its attributions, put into somebody's mouth.

The words of the sentence stay as they are but for its first letter, its full stop and its quotation marks: what
was in double ones comes into single ones where new double ones stand around it.
"""

import random
import re
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from graph.model import Span, Spans
from graph.training import cues
from graph.training.marked import MarkedPassage
from graph.training.marking import (
    CURLY,
    STRAIGHT,
    capitalised,
    punctuated,
    quoted,
    resolve,
)
from graph.training.scene import Anchor, Scene, as_content, as_cue, as_source
from graph.training.sources import NAMED_OR_NOT, SPEAKERS, Kind, draw_addressee, draw_source
from graph.training.words import Tense, conjugated, words

_HOLE = "\ue020"  # stands for the given sentence while the frame around it is written
_DOUBLE = re.compile(r"''|[\"“”]")
_SINGLE = {"“": "‘", "”": "’", '"': "'", "''": "'"}
_FIRST = re.compile(r"([A-Z][\w'’-]*)(\.?)\s+(\S)?")


class _Case(StrEnum):
    """What becomes of a sentence's first letter when it is no longer first."""

    SMALL = "small"
    KEPT = "kept"
    UNSURE = "unsure"


class _Edit(NamedTuple):
    """The code points from ``start`` to ``end`` of the given sentence are replaced."""

    start: int
    end: int
    text: str


def embed(rng: random.Random, sentence: MarkedPassage) -> MarkedPassage:
    """Return the sentence as the content of an attribution of ours; its outermost ones then stand in that.

    It has to be one sentence, with all spans inside its text. It is quoted, put before "she said" or behind "she
    said that" or "according to her"; behind something only where the case of its first word is plain.
    """
    text = sentence.text
    lead, tail = len(text) - len(text.lstrip()), len(text.rstrip())
    case = _case(text[lead:tail], sentence)
    closing = len(text[:tail].rstrip("\"'”’"))
    behind = 0 if case is _Case.UNSURE else 1
    is_whole = not _DOUBLE.search(text) or _is_balanced(text)
    shapes = {"direct": 45 * is_whole, "after": 25, "that": 65 * behind, "according": 18 * behind}
    if text[closing - 1 : closing] in ("?", "!"):
        shapes = {"direct": 1 if is_whole else 0, "that": behind, "after": 0 if is_whole or behind else 1}
    shape = rng.choices(list(shapes), weights=list(shapes.values()))[0]
    edits = [_Edit(0, lead, ""), _Edit(tail, len(text), "")]
    if shape in ("that", "according") and case is _Case.SMALL:
        edits.append(_Edit(lead, lead + 1, text[lead].lower()))
    if shape == "direct":
        edits += [_Edit(*found.span(), _SINGLE[found.group()]) for found in _DOUBLE.finditer(text)]
    if text[closing - 1 : closing] == "." and not text[:closing].endswith(("..", ".m.", " Jr.", "U.S.")):
        if shape in ("that", "according") and closing == tail:
            edits.append(_Edit(closing - 1, closing, ""))
        elif shape in ("direct", "after"):
            edits.append(_Edit(closing - 1, closing, "," if shape == "direct" or closing < tail else ""))
    return _spliced(_frame(rng, shape, text=text), sentence, edits=sorted(edits))


def _case(text: str, sentence: MarkedPassage) -> _Case:
    """Return whether the first word takes a small letter, is a name or "I", or may be either."""
    first = _FIRST.match(text)
    if not first:
        return _Case.UNSURE
    word, point, following = first[1], first[2], first[3] or ""
    if word.lower() in words("embedding")["small"] and not point:
        return _Case.SMALL
    if word in ("I", "I'm", "I’m", "I've", "I’ve") or (len(word) > 1 and word.isupper()):
        return _Case.KEPT
    if following.isupper() and not word.endswith("ing"):
        return _Case.KEPT
    lone = any(text.startswith(word) and _text_of(sentence, each.source) == word for each in sentence.attributions)
    if lone and not word.endswith("s"):  # a bare noun in the singular is a name
        return _Case.KEPT
    return _Case.UNSURE


def _text_of(sentence: MarkedPassage, spans: Spans) -> str:
    return " ".join(sentence.text[start:end] for start, end in spans)


def _is_balanced(text: str) -> bool:
    """Whether every quotation is closed in the sentence."""
    if text.count("“") != text.count("”"):
        return False
    return text.count('"') % 2 == 0 and text.count("''") % 2 == 0


def _frame(rng: random.Random, shape: str, *, text: str) -> MarkedPassage:
    """Return an attribution of ours with a hole for its content."""
    curly = any(mark in text for mark in "“”’") or (not _DOUBLE.search(text) and rng.random() < 0.5)
    scene = Scene(rng, typography=CURLY if curly else STRAIGHT)
    at = scene.number()
    source = draw_source(scene, Anchor.VOICE, kinds=SPEAKERS if shape == "direct" else frozenset(Kind))
    tense = scene.reporting(Anchor.VOICE)
    if shape == "according":
        source = draw_source(scene, Anchor.VOICE, kinds=NAMED_OR_NOT)
        raw = f"{as_cue('according to', at)} {as_source(source.object, at)}, {as_content(_HOLE, at)}"
        return resolve(capitalised(raw) + ".", typography=scene.typography)
    if shape == "that":
        verb = "tell" if scene.chance(0.25) and source.kind is not Kind.DOCUMENT else cues.said(scene, source)
        if source.kind in (Kind.PERSON, Kind.UNNAMED) and scene.chance(0.15):
            verb = cues.held(scene)
            tense = scene.holding(Anchor.VOICE)
        addressee = f" {draw_addressee(scene, Anchor.VOICE)}" if verb == "tell" else ""
        cue = cues.cue_words(scene, verb, tense=tense, person=source.person)
        said = as_content(_HOLE if cues.omits_that(scene, verb) else f"that {_HOLE}", at)
        raw = f"{as_source(source.text, at)} {as_cue(cue, at)}{addressee} {said}"
        return resolve(capitalised(raw) + ".", typography=scene.typography)
    verb = cues.quoted_verb(scene, source) if shape == "direct" else "say"
    cue = as_cue(conjugated(verb, tense=Tense.PAST if scene.chance(0.85) else Tense.PRESENT, person=source.person), at)
    inverted = source.kind is not Kind.PRONOUN and scene.chance(0.25)
    teller = f"{cue} {as_source(source.object, at)}" if inverted else f"{as_source(source.text, at)} {cue}"
    said = as_content(quoted(_HOLE) if shape == "direct" else _HOLE, at)
    comma = "" if shape == "direct" or text.rstrip().endswith(('"', "”", "''", "?", "!")) else ","
    return resolve(punctuated(f"{said}{comma} {teller}", point="."), typography=scene.typography)


def _spliced(frame: MarkedPassage, sentence: MarkedPassage, *, edits: list[_Edit]) -> MarkedPassage:
    """Return the frame with the edited sentence in its hole; the frame's attribution comes first."""
    inner, places = _edited(sentence.text, edits)
    hole = frame.text.index(_HOLE)
    text = frame.text.replace(_HOLE, inner)
    grown = len(inner) - 1
    if text.endswith(inner + ".") and inner.endswith((".", ".”", '."', ".''", "?", "!", '?"', "?”")):
        text = text[:-1]

    def moved(spans: Spans) -> Spans:
        return tuple(Span(start + grown * (start > hole), end + grown * (end > hole)) for start, end in spans)

    def put(spans: Spans) -> Spans:
        found = (Span(hole + places[start], hole + places[end]) for start, end in spans)
        return tuple(span for span in found if span.end > span.start)

    outer = [
        replace(each, source=moved(each.source), cue=moved(each.cue), content=moved(each.content))
        for each in frame.attributions
    ]
    within = [
        replace(
            each,
            source=put(each.source),
            cue=put(each.cue),
            content=put(each.content),
            host=0 if each.host is None else each.host + 1,
        )
        for each in sentence.attributions
    ]
    return MarkedPassage(text, (*outer, *within))


def _edited(text: str, edits: list[_Edit]) -> tuple[str, list[int]]:
    """Return the text after all edits, and for every place in the old one its place in the new."""
    places: list[int] = []
    parts: list[str] = []
    position = length = 0
    for start, end, put in [*edits, _Edit(len(text), len(text), "")]:
        places += range(length, length + start - position)
        parts += [text[position:start], put]
        length += start - position
        places += [min(length + at, length + len(put)) for at in range(end - start)]
        length += len(put)
        position = end
    return "".join(parts), [*places, length]
