"""How a text introduces a source: as the origin of another one's report, or as who carried it.

What is looked at stands in front of the source: the phrase that introduces it ("citing", "got it from", "as
reported by"; by their frames in ``cues.toml``), and the subject of that phrase, which tells whose report it is.
"""

from dataclasses import dataclass
from enum import StrEnum

from graph.extraction.annotations import Attribution
from graph.extraction.chains.clauses import Boundary, Subject, Words, end_of_clause, find_subject, first_auxiliary
from graph.extraction.chains.discourse import overlap
from graph.extraction.chains.references import load_anaphora
from graph.extraction.cue_entries import CueKind, Frame
from graph.extraction.function_words import BE, DETERMINERS, POINTERS
from graph.extraction.inflection import Form
from graph.extraction.lexicon import Match, load_lexicon
from graph.identity.names import head_noun, kind_by_words
from graph.model import MEDIA_KINDS, Span

WINDOW = 240  # code points in front of a source that are read
_MAX_PHRASE = 12  # words from the start of the phrase to the source
MAX_FILLERS = 4  # words inside the phrase: "traced [every one of them] to"
_SLACK = 2  # words between phrase and source, whose edges may be a word off
_MAX_ANTECEDENT = 8  # words between a phrase and a relative pronoun: "citing [two drivers at the gate], who"

_FILLERS = DETERMINERS | {"it", "them", "of", "every", "one", "back", "most", "much", "what", "own", "so", "same"}
_LEADING = frozenset({"with", "from", "by"})
_ON_PAPER = frozenset({"in", "on"})
_MAX_MEDIUM = 5  # words


class Role(StrEnum):
    """What the phrase in front of a source makes of it."""

    ORIGIN = "origin"
    """Another one's report rests on it: "citing B"."""
    CARRIER = "carrier"
    """It passed on what another one said: "quoted by B"."""
    SPEAKER = "speaker"
    """It says so itself: "according to B"."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """The phrase in front of a source; ``start`` is where it begins.

    ``phrase`` is its entry in the lexicon, empty where it has none ("its source is B", "it was in B"); ``fillers`` are
    the words inside it: "traced [every one of them] to B"; ``report`` are the words for the report whose origin it
    tells, if that is what it does: "traced [the claim] to B". ``is_finite`` tells "A cited B" from "citing B",
    ``is_addition`` a further source ("it also cited B"), ``is_vague`` a phrase with many other senses ("for B").
    """

    role: Role
    start: int
    subject: Subject
    is_finite: bool
    is_addition: bool = False
    is_vague: bool = False
    phrase: str = ""
    fillers: tuple[str, ...] = ()
    report: tuple[str, ...] = ()

    @property
    def is_quoting(self) -> bool:
        """Whether it gives the words of the source, and so is a statement of its own."""
        return self.phrase in load_anaphora().quoting

    @property
    def may_tell(self) -> bool:
        """Whether it may go on with something new: "had heard from B that the gate was open"."""
        return self.phrase in load_anaphora().telling and not self.fillers

    @property
    def hangs_on_clause(self) -> bool:
        """Whether it is part of the clause before, and no statement beside it: "citing B", "which cited B"."""
        return self.role is Role.ORIGIN and (not self.is_finite or self.subject.boundary is Boundary.RELATIVE)


def find_introduction(text: str, attribution: Attribution, *, sentence: Span) -> Introduction | None:
    """Return what introduces the source of an attribution, or None where nothing does."""
    if not attribution.source:
        return None
    at = attribution.source[0].start
    words = Words.of(text, start=max(sentence.start, at - WINDOW), end=min(sentence.end, at + WINDOW))
    before = sum(span.end <= at for span in words.spans)
    is_relative = words.folded[before : before + 1] in (["who"], ["which"])
    if words.folded[max(0, before - 2) : before] == ["in", "which"]:
        before, is_relative = before - 2, True
    for start in range(max(0, before - _MAX_PHRASE), min(before + 1, len(words.spans))):
        match = load_lexicon().match(words.folded, start=start, gap=MAX_FILLERS)
        role = role_of(match) if match else None
        if match and role and _leads_to(words, match, before=before, is_relative=is_relative):
            # A preposition has too many other senses to count where it is not the cue: "for", "through".
            is_meant = not _is_vague(match) or overlap(attribution.cue, (words.spans[start],)) > 0
            if is_meant:
                return introduce(words, match, role=role, sentence=sentence)
    by_cue = _by_own_cue(words, attribution, sentence=sentence, before=before)
    places = range(before - 1, max(-1, before - 1 - _SLACK), -1)
    by_noun = (introduction for at in places if (introduction := introduce_without_cue(words, at, sentence=sentence)))
    return by_cue or next(by_noun, None)


def read_role(cue: str) -> Role | None:
    """Return what a cue makes of the source behind it."""
    reading = load_lexicon().read(cue)
    return _role_by(reading.cue.frames) if reading else None


def role_of(match: Match) -> Role | None:
    """Return what a phrase makes of the source behind it."""
    return _role_by(match.cue.frames)


def _role_by(frames: frozenset[Frame]) -> Role | None:
    if not frames.isdisjoint({Frame.CITE, Frame.ORIGIN}):
        return Role.ORIGIN
    if Frame.CARRY in frames:
        return Role.CARRIER
    return Role.SPEAKER if Frame.RELAY in frames else None


def _is_vague(match: Match) -> bool:
    return Frame.ORIGIN in match.cue.frames and match.cue.kind is CueKind.PHRASE


def _leads_to(words: Words, match: Match, *, before: int, is_relative: bool) -> bool:
    """Whether the phrase stands right before the source, with nothing inside it but words for a report.

    The source may be a relative pronoun, or stand behind "in which"; then the phrase is that of the antecedent.
    """
    between = words.folded[match.end : before]
    is_near = len(between) <= (_MAX_ANTECEDENT if is_relative else _SLACK)
    if match.end > before + 1 or not (is_near or all(word in _LEADING or may_fill(word) for word in between)):
        return False
    last = min(max(match.end, before - is_relative), len(words.spans) - 1)
    if any(words.stops(at) for at in range(match.start, last)):
        return False
    return all(may_fill(word) for word in fillers_of(words, match))


def may_fill(word: str) -> bool:
    """Whether a word can stand inside a phrase: "traced [every one of them] to"."""
    word = word.replace("’", "'").casefold()
    return word in _FILLERS or word in load_anaphora().reports or word.endswith(("'s", "s'"))


def fillers_of(words: Words, match: Match) -> tuple[str, ...]:
    """Return the words inside a phrase that are none of its own."""
    phrase = match.cue.phrase.split()
    written = words.written(match.start + 1, match.end)
    return tuple(word for word in written if word.casefold() not in phrase)


def introduce(words: Words, match: Match, *, role: Role, sentence: Span) -> Introduction:
    """Return how a phrase introduces the source behind it."""
    subject = find_subject(words, match.start, sentence=sentence)
    fillers = fillers_of(words, match)
    is_reduced = match.cue.phrase in load_anaphora().transitive and not fillers  # "a story based on B"
    is_participle = Form.GERUND in match.form or (is_reduced and Form.PARTICIPLE in match.form)
    is_after_be = match.start > 0 and words.folded[match.start - 1] in BE
    clause = [words.folded[at] for at in range(match.end) if words.spans[at].start >= subject.span.start]
    return Introduction(
        role,
        words.spans[match.start].start,
        subject,
        is_finite=match.cue.kind is CueKind.VERB and (is_after_be or not is_participle),
        is_addition=not load_anaphora().adding.isdisjoint(clause),
        is_vague=_is_vague(match),
        phrase=match.cue.phrase,
        fillers=fillers,
        report=(fillers or subject.words) if match.cue.phrase in load_anaphora().tracing else (),
    )


def _by_own_cue(words: Words, attribution: Attribution, *, sentence: Span, before: int) -> Introduction | None:
    """Read the cue itself, where it goes on to the source: "through it, to [B]"."""
    start = before
    while start > max(0, before - _MAX_PHRASE) and overlap(attribution.cue, (words.spans[start - 1],)):
        start -= 1
    for at in range(start, before):
        match = load_lexicon().match(words.folded, start=at)
        role = role_of(match) if match else None
        if match and role:
            return introduce(words, match, role=role, sentence=sentence)
    return None


def introduce_without_cue(words: Words, at: int, *, sentence: Span) -> Introduction | None:
    """Return what the word in front of a source does: "its source is", "named as its source", "it had been in"."""
    if words.folded[at] in BE:
        subject = find_subject(words, at, sentence=sentence)
    elif "as" in words.folded[max(0, at - _SLACK) : at]:
        subject = Subject(words.spans[at - 1], words.written(at - 1, at + 1))
    else:
        return _by_medium(words, at)
    is_source = bool(subject.words) and head_noun(subject.words).casefold() in load_anaphora().sources
    if not is_source or words.folded[at].endswith("n't") or words.folded[at + 1 : at + 2] == ["not"]:
        return None
    return Introduction(Role.ORIGIN, words.spans[at].start, subject, is_finite=True)


def _by_medium(words: Words, at: int) -> Introduction | None:
    """Read "[it had been] in the papers" from the preposition."""
    verb = first_auxiliary(words, at)
    is_report = 0 < verb < at and words.folded[at - 1] in BE and words.folded[verb - 1] in POINTERS
    if not is_report or words.folded[at] not in _ON_PAPER or not _ends_in_medium(words, at + 1):
        return None
    verbs = words.folded[verb:at]
    if not load_anaphora().unreal.isdisjoint(verbs) or any(word.endswith("n't") for word in verbs):
        return None
    subject = Subject(words.spans[verb - 1], words.written(verb - 1, verb))
    # Whatever "it" may mean, what stands in a paper is the report.
    return Introduction(Role.ORIGIN, words.spans[at].start, subject, is_finite=True, report=("that",))


def _ends_in_medium(words: Words, start: int) -> bool:
    """Whether the clause ends in words for something that is printed or aired, or in the name of an outlet."""
    end = end_of_clause(words, start)
    if words.folded[end : end + 1] == ["that"]:
        return False  # "it was in the Chronicle that he denied it"
    named = [word for word in words.written(start, end) if word.casefold() not in DETERMINERS]
    if len(named) == 1 and named[0].casefold() in load_anaphora().in_print:
        return True
    is_name = 0 < len(named) <= _MAX_MEDIUM and all(word[0].isupper() for word in named)
    return is_name and kind_by_words(" ".join(named)) in MEDIA_KINDS
