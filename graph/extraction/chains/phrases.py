"""The phrases of a sentence that introduce the origin of a report, whoever stands behind them."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.extraction.chains.clauses import Boundary, Words, end_of_clause, first_auxiliary
from graph.extraction.chains.introductions import (
    MAX_FILLERS,
    WINDOW,
    Introduction,
    Role,
    fillers_of,
    introduce,
    introduce_without_cue,
    may_fill,
    role_of,
)
from graph.extraction.chains.references import ReferenceKind, find_reference, load_anaphora
from graph.extraction.cue_entries import CueKind, Frame
from graph.extraction.function_words import BE
from graph.extraction.inflection import Form
from graph.extraction.lexicon import Match, load_lexicon
from graph.identity.names import head_noun
from graph.identity.words import load as load_words
from graph.model import Span

_MAX_SENTENCE = 2_000  # code points of a sentence that are read
_NOT = frozenset({"not", "never", "no"})


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
        match = load_lexicon().match(words.folded, start=at, gap=MAX_FILLERS)
        named = introduce_without_cue(words, at, sentence=sentence)
        at += 1
        if named:
            cue = Span(words.spans[first_auxiliary(words, at - 1)].start, words.spans[at - 1].end)
            yield Phrase(named, cue, Span(named.subject.span.start, cue.end), is_of_report=True)
        if named or match is None or role_of(match) is not Role.ORIGIN or not _is_active(words, match):
            continue
        if any(words.stops(inner) for inner in range(match.start, match.end - 1)):
            continue
        if not all(may_fill(word) for word in fillers_of(words, match)):
            continue
        first = first_auxiliary(words, match.start)
        introduction = introduce(words, match, role=Role.ORIGIN, sentence=sentence)
        end = words.spans[match.end - 1].end
        cue = Span(words.spans[first].start, end)
        is_owned = introduction.is_finite and introduction.subject.words
        clause = Span(introduction.subject.span.start if is_owned else cue.start, end)
        is_of_report = _is_of_report(match, introduction)
        if is_of_report or match.cue.kind is not CueKind.VERB or not match.cue.weak or _is_report(introduction):
            yield Phrase(introduction, cue, clause, is_of_report)
        at = match.end


def find_citation(text: str, sentence: Span) -> Citation | None:
    """Return the first phrase of a sentence that names the origin of a report, if there is one."""
    words = Words.of(text, start=sentence.start, end=min(sentence.end, sentence.start + WINDOW))
    for start in range(1, len(words.spans)):
        match = load_lexicon().match(words.folded, start=start, gap=MAX_FILLERS)
        found, end = introduce_without_cue(words, start, sentence=sentence), start + 1
        if match and role_of(match) is Role.ORIGIN:
            found, end = introduce(words, match, role=Role.ORIGIN, sentence=sentence), match.end
        last = end_of_clause(words, end)
        if found and found.is_finite and last > end:
            span = Span(words.spans[end].start, words.spans[last - 1].end)
            return Citation(found, span, tuple(words.folded[end:last]))
    return None


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
