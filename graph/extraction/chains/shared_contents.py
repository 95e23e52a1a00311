"""Two attributions of a sentence with one content, where no phrase tells whose report rests on whom."""

import re

from graph.extraction.chains.clauses import JOINS, SEPARATOR
from graph.extraction.chains.discourse import Discourse, entity
from graph.extraction.chains.introductions import Introduction, Role, read_role
from graph.extraction.chains.nesting import relates
from graph.extraction.cue_entries import Frame
from graph.extraction.lexicon import load_lexicon, split_words
from graph.model import MEDIA_KINDS, SpeechAct

_RELATIVE = re.compile(r"\W*(?:who|which)\b", re.IGNORECASE)


def cites(discourse: Discourse, index: int) -> bool:
    """Whether an attribution is its source's citing of another one: "A cites", "A was quoting"."""
    attribution = discourse.attributions[index]
    if not attribution.source or not attribution.cue or attribution.cue[0].start < attribution.source[0].start:
        return False
    return read_role(discourse.cue(index)) is Role.ORIGIN


def judge_speaker(discourse: Discourse, index: int, *, previous: int) -> tuple[int, int] | None:
    """Return (relaying, relayed) of a speaker "according to" whom something is and of who is said to say so.

    In "B said X, according to A" it is A who tells us; in "A reported X, according to B" it is A, if that is a
    medium and B is not.
    """
    one, start = discourse.attributions[previous], discourse.start(index)
    if one.source and one.cue and one.source[0].start < start < one.cue[0].start:
        return index, previous  # "B, according to A, said"
    if one.content and start < one.content[0].start and not _opens_with_that(discourse, previous):
        return previous, index  # "A said that, according to B,", but not "A said, according to B, that"
    if not _is_medium(discourse, previous) and one.speech_act is not SpeechAct.REPORT:
        return index, previous
    is_named = _is_medium(discourse, index) or entity(discourse.attributions[index]).is_named
    return None if is_named else (previous, index)


def judge_neighbours(
    discourse: Discourse, index: int, *, previous: int, introduction: Introduction | None
) -> tuple[int, int] | None:
    """Return (relaying, relayed) of two that stand side by side; ``introduction`` is that of the one in front.

    "Two anglers say [the ranger told] them X"; "X, a ranger said, [the agency reported]".
    """
    one, other, start = discourse.attributions[previous], discourse.attributions[index], discourse.start(index)
    if not one.cue or not one.source or not other.source or other.source[0].start > start:
        return None
    end = max((span.end for span in (*one.source, *one.cue) if span.end <= start), default=start)
    gap = discourse.gap(end, start)
    words = split_words(gap)
    if len(words) > 1 or not JOINS.isdisjoint({*words} - {"that"}) or SEPARATOR.search(gap):
        return None
    has_comma = "," in gap
    if one.cue[0].start < one.source[0].start:
        is_speaker = introduction is not None and introduction.role is Role.SPEAKER
        return (previous, index) if is_speaker and has_comma else None  # "according to A, B said"
    if _has_addressee(discourse, previous) and _RELATIVE.match(discourse.text, other.source[-1].end):
        return index, previous  # "a ranger told [two anglers], who told"
    if not has_comma:
        return (previous, index) if relates(discourse, previous, index) else None
    is_behind = all(span.end <= discourse.start(previous) for span in (*one.content, *other.content))
    return (index, previous) if is_behind else None


def _opens_with_that(discourse: Discourse, index: int) -> bool:
    start = discourse.attributions[index].content[0].start
    return split_words(discourse.gap(start, start + 5))[:1] == ["that"]


def _is_medium(discourse: Discourse, index: int) -> bool:
    return entity(discourse.attributions[index]).kind in MEDIA_KINDS


def _has_addressee(discourse: Discourse, index: int) -> bool:
    reading = load_lexicon().read(discourse.cue(index))
    return reading is not None and Frame.ADDRESSEE in reading.cue.frames
