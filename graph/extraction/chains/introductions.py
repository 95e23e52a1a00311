"""How a text introduces a source: as the origin of another one's report, or as who carried it.

What is looked at stands in front of the source: the phrase that introduces it ("citing", "got it from", "as
reported by"; by their frames in ``cues.toml``), and the subject of that phrase, which tells whose report it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from graph.extraction.annotations import Attribution
from graph.extraction.chains.clauses import JOINS, Boundary, Subject, Words, find_subject
from graph.extraction.chains.discourse import overlap
from graph.extraction.chains.references import ReferenceKind, find_reference, load_anaphora
from graph.extraction.cue_entries import CueKind, Frame
from graph.extraction.function_words import AUXILIARIES, BE, DETERMINERS
from graph.extraction.inflection import Form
from graph.extraction.lexicon import Match, load_lexicon
from graph.identity.names import head_noun
from graph.identity.words import load as load_words
from graph.model import Span

_WINDOW = 240  # code points in front of a source that are read
_MAX_SENTENCE = 2_000  # code points of a sentence that are read
_MAX_PHRASE = 12  # words from the start of the phrase to the source
_MAX_FILLERS = 4  # words inside the phrase: "traced [every one of them] to"
_SLACK = 2  # words between phrase and source, whose edges may be a word off
_MAX_ANTECEDENT = 8  # words between a phrase and a relative pronoun: "citing [two drivers at the gate], who"

_FILLERS = DETERMINERS | {"it", "them", "of", "every", "one", "back", "most", "much", "what", "own", "so", "same"}
_NOT = frozenset({"not", "never", "no"})
_LEADING = frozenset({"with", "from", "by"})


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

    ``phrase`` is its entry in the lexicon, empty where the noun "source" does it; ``fillers`` are the words inside
    it: "traced [every one of them] to B". ``is_finite`` tells "A cited B" from "citing B", ``is_addition`` a further
    source ("it also cited B"), ``is_vague`` a phrase with many other senses ("for B").
    """

    role: Role
    start: int
    subject: Subject
    is_finite: bool
    is_addition: bool = False
    is_vague: bool = False
    phrase: str = ""
    fillers: tuple[str, ...] = ()

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

    @property
    def report(self) -> tuple[str, ...]:
        """The words for the report whose origin it tells, if that is what it does: "traced [the claim] to B"."""
        return (self.fillers or self.subject.words) if self.phrase in load_anaphora().tracing else ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence in which a subject names the origin of its report: "The account rests on B".

    ``span`` is where the origin stands, ``words`` what it is called, in lower case.
    """

    introduction: Introduction
    span: Span
    words: tuple[str, ...]

    @property
    def is_plural(self) -> bool:
        """Whether the origin is several people, as far as its words show."""
        if self.words[0] in {"a", "an", "one", "another"}:
            return False
        head = head_noun(self.words).casefold()
        return head.endswith("s") or not load_anaphora().plurals.isdisjoint({self.words[0], head})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that introduces the origin of a report, whoever stands behind it.

    ``cue`` is the phrase with the auxiliaries in front of it, ``clause`` begins with its subject. ``is_of_report``
    tells phrases that speak of the report ("has the story from", "the paper, which got it from") from those that may
    have another sense ("cited fears", "relied on imports").
    """

    introduction: Introduction
    cue: Span
    clause: Span
    is_of_report: bool

    @property
    def is_stated(self) -> bool:
        """Whether the phrase has a subject of its own that is more than a pronoun: "the agency was quoting"."""
        words = self.introduction.subject.words
        return self.introduction.is_finite and bool(words) and words[-1].casefold() not in load_words().pronouns


def find_phrases(text: str, sentence: Span) -> Iterator[Phrase]:
    """Yield the phrases of a sentence that introduce an origin; not those that tell what will or may be cited."""
    words = Words.of(text, start=sentence.start, end=min(sentence.end, sentence.start + _MAX_SENTENCE))
    at = 0
    while at < len(words.spans):
        match = load_lexicon().match(words.folded, start=at, gap=_MAX_FILLERS)
        named = _by_noun(words, sentence=sentence, before=at + 1)
        named = named if named and named.start == words.spans[at].start else None  # not again at the words behind it
        at += 1
        if named:
            cue = words.spans[at - 1]
            yield Phrase(named, cue, Span(named.subject.span.start, cue.end), is_of_report=True)
        if named or match is None or _role_of(match) is not Role.ORIGIN or not _is_active(words, match):
            continue
        if any(words.stops(inner) for inner in range(match.start, match.end - 1)):
            continue
        if not all(_may_fill(word) for word in _fillers(words, match)):
            continue
        first = match.start
        while first and words.folded[first - 1] in AUXILIARIES and not words.stops(first - 1):
            first -= 1
        introduction = _introduce(words, match, role=Role.ORIGIN, sentence=sentence)
        end = words.spans[match.end - 1].end
        cue = Span(words.spans[first].start, end)
        is_owned = introduction.is_finite and introduction.subject.words
        clause = Span(introduction.subject.span.start if is_owned else cue.start, end)
        is_of_report = _is_of_report(match, introduction)
        if is_of_report or match.cue.kind is not CueKind.VERB or not match.cue.weak or _is_report(introduction):
            yield Phrase(introduction, cue, clause, is_of_report)
        at = match.end


def _is_of_report(match: Match, introduction: Introduction) -> bool:
    is_it = not {"it", "that"}.isdisjoint(match.cue.phrase.split())
    is_of_it = is_it and introduction.subject.boundary is Boundary.RELATIVE
    return is_of_it or not load_anaphora().reports.isdisjoint(word.casefold() for word in introduction.fillers)


def _is_report(introduction: Introduction) -> bool:
    """Whether the origin is that of something said: "the claim came from", "traced every one of them to"."""
    reference = find_reference(introduction.report or introduction.subject.words)
    return reference is not None and reference.kind in (ReferenceKind.REPORT, ReferenceKind.PRONOUN)


def _is_active(words: Words, match: Match) -> bool:
    """Whether the subject of a phrase is who cites, and has done so: not "was quoted", "to cite", "would cite"."""
    before = words.folded[match.start - 1] if match.start else ""
    is_past = not match.form & Form.GERUND and match.cue.kind is CueKind.VERB
    if before in load_anaphora().unreal or before in _NOT or before.endswith("n't"):
        return False
    return not (before in BE and is_past and Frame.CITE in match.cue.frames)


def find_introduction(text: str, attribution: Attribution, *, sentence: Span) -> Introduction | None:
    """Return what introduces the source of an attribution, or None where nothing does."""
    if not attribution.source:
        return None
    at = attribution.source[0].start
    words = Words.of(text, start=max(sentence.start, at - _WINDOW), end=min(sentence.end, at + _WINDOW))
    before = sum(span.end <= at for span in words.spans)
    is_relative = words.folded[before : before + 1] in (["who"], ["which"])
    if words.folded[max(0, before - 2) : before] == ["in", "which"]:
        before, is_relative = before - 2, True
    for start in range(max(0, before - _MAX_PHRASE), min(before + 1, len(words.spans))):
        match = load_lexicon().match(words.folded, start=start, gap=_MAX_FILLERS)
        role = _role_of(match) if match else None
        if match and role and _leads_to(words, match, before=before, is_relative=is_relative):
            # A preposition has too many other senses to count where it is not the cue: "for", "through".
            is_meant = not _is_vague(match) or overlap(attribution.cue, (words.spans[start],)) > 0
            if is_meant:
                return _introduce(words, match, role=role, sentence=sentence)
    by_cue = _by_own_cue(words, attribution, sentence=sentence, before=before)
    return by_cue or _by_noun(words, sentence=sentence, before=before)


def find_citation(text: str, sentence: Span) -> Citation | None:
    """Return the first phrase of a sentence that names the origin of a report, if there is one."""
    words = Words.of(text, start=sentence.start, end=min(sentence.end, sentence.start + _WINDOW))
    for start in range(1, len(words.spans)):
        match = load_lexicon().match(words.folded, start=start, gap=_MAX_FILLERS)
        found, end = _by_noun(words, sentence=sentence, before=start + 1), start + 1
        if match and _role_of(match) is Role.ORIGIN:
            found, end = _introduce(words, match, role=Role.ORIGIN, sentence=sentence), match.end
        last = end
        while (
            last < len(words.spans) and words.folded[last] not in JOINS and (last == end or not words.stops(last - 1))
        ):
            last += 1
        if found and found.is_finite and last > end:
            span = Span(words.spans[end].start, words.spans[last - 1].end)
            return Citation(found, span, tuple(words.folded[end:last]))
    return None


def read_role(cue: str) -> Role | None:
    """Return what a cue makes of the source behind it."""
    reading = load_lexicon().read(cue)
    return _role_by(reading.cue.frames) if reading else None


def _role_of(match: Match) -> Role | None:
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
    if match.end > before + 1 or not (is_near or all(word in _LEADING or _may_fill(word) for word in between)):
        return False
    last = min(max(match.end, before - is_relative), len(words.spans) - 1)
    if any(words.stops(at) for at in range(match.start, last)):
        return False
    return all(_may_fill(word) for word in _fillers(words, match))


def _may_fill(word: str) -> bool:
    word = word.replace("’", "'").casefold()
    return word in _FILLERS or word in load_anaphora().reports or word.endswith(("'s", "s'"))


def _fillers(words: Words, match: Match) -> tuple[str, ...]:
    phrase = match.cue.phrase.split()
    written = words.written(match.start + 1, match.end)
    return tuple(word for word in written if word.casefold() not in phrase)


def _introduce(words: Words, match: Match, *, role: Role, sentence: Span) -> Introduction:
    subject = find_subject(words, match.start, sentence=sentence)
    fillers = _fillers(words, match)
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
    )


def _by_own_cue(words: Words, attribution: Attribution, *, sentence: Span, before: int) -> Introduction | None:
    """Read the cue itself, where it goes on to the source: "through it, to [B]"."""
    start = before
    while start > max(0, before - _MAX_PHRASE) and overlap(attribution.cue, (words.spans[start - 1],)):
        start -= 1
    for at in range(start, before):
        match = load_lexicon().match(words.folded, start=at)
        role = _role_of(match) if match else None
        if match and role:
            return _introduce(words, match, role=role, sentence=sentence)
    return None


def _by_noun(words: Words, *, sentence: Span, before: int) -> Introduction | None:
    """Read "its source is [a clerk]", "it named as its source [a clerk]"."""
    sources = load_anaphora().sources
    for at in range(before - 1, max(-1, before - 1 - _SLACK), -1):
        if words.folded[at] in BE:
            subject = find_subject(words, at, sentence=sentence)
        elif words.folded[at] in sources and "as" in words.folded[max(0, at - _SLACK) : at]:
            subject = Subject(words.spans[at - 1], words.written(at - 1, at + 1))
        else:
            continue
        if subject.words and head_noun(subject.words).casefold() in sources:
            return Introduction(Role.ORIGIN, words.spans[at].start, subject, is_finite=True)
    return None
