"""Sources that a text names as the origin of a report without saying again what they said.

"A reported C. It cited B"; "C, on the authority of B"; "A can reveal, thanks to B, that C": no content stands beside
the phrase that introduces B, so that a finder of whole attributions passes over it.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from graph.extraction.annotations import Annotations, Attribution, Layer
from graph.extraction.chains.discourse import length, overlap, place
from graph.extraction.chains.inversions import find_inversion
from graph.extraction.chains.phrases import Phrase, find_phrases
from graph.extraction.chains.references import find_reference, load_anaphora, may_be_called
from graph.extraction.chains.repetitions import find_repetitions
from graph.extraction.lexicon import split_words
from graph.extraction.noun_phrase import find_noun_phrase
from graph.identity.names import head_noun, kind_by_words
from graph.identity.words import load as load_words
from graph.model import MEDIA_KINDS, Span

_MAX_MEMBERS = 20  # attributions of a sentence that are looked at; keeps the time linear
_MAX_ROW = 10  # words from one phrase to the next one of a row, and behind the last
_JOIN = re.compile(r"\s*(?:\b(?:and|but|while)\b)?\s*\Z")
_RELATIVE = re.compile(
    r"(?P<rest>\s+(?:in|at|on|from|of|near|inside|outside|with|close to)(?:\s+[^\W_][\w’'-]*){1,5}?)?"
    r",?\s+(?P<pronoun>who|which)\b"
)
_FURTHER = re.compile(r",?\s+and,?\s+(?P<cue>(?:through|via|from)\s+(?:it|them|there|that),?\s+to)\b")
_PAUSE = re.compile(r"\s*(?:[,;)—–]|--)")
_PAUSES = ",;(—–-"
_SAYS = frozenset({"say", "says"})


class Sourcing:
    """Adds origins without content; component Chains gives them that of the report that rests on them.

    Adds those who repeat what was said, too.
    """

    name = "sourcing"
    requires = frozenset({Layer.SENTENCES, Layer.ATTRIBUTIONS})
    assigns = frozenset({Layer.ATTRIBUTIONS})

    def __call__(self, annotations: Annotations) -> None:
        """Add the origins, and give the statement of a relative pronoun to its antecedent: "citing B, [who] said"."""
        found = sorted(annotations.attributions, key=_start)
        kept: list[Attribution] = []
        at = 0
        for sentence in annotations.sentences:
            first = at
            while at < len(found) and _start(found[at]) < sentence.end:
                at += 1
            kept += _Sentence(annotations.document.text, sentence, found[first:at]).read()
        annotations.attributions = sorted([*kept, *found[at:]], key=_start)


class _Sentence:
    """One sentence and its attributions."""

    def __init__(self, text: str, span: Span, attributions: list[Attribution]) -> None:
        self._text = text
        self._span = span
        self._attributions = attributions

    def read(self) -> list[Attribution]:
        """Return the attributions, with those of the origins."""
        if len(self._attributions) > _MAX_MEMBERS:
            return self._attributions
        rows: list[tuple[Phrase, Span]] = []
        for phrase in find_phrases(self._text, self._span):
            source = find_noun_phrase(self._text, phrase.cue.end, end=self._span.end)
            if source and self._introduces(phrase, source):
                rows.append((phrase, self._whole(source)))
        self._cut([(phrase.clause, source) for phrase, source in rows])
        self._part_inversions()
        for phrase, source in rows:
            self._take_names(phrase, source)
            self._add(phrase, source)
        self._add_citing(rows)
        for repetition in find_repetitions(self._text, self._span):
            if not any(overlap(one.cue, repetition.cue) for one in self._attributions):
                self._attributions.append(repetition)
        return self._attributions

    def _add(self, phrase: Phrase, source: Span) -> None:
        """Add an origin, and what is traced further: "to A and, through it, to B"."""
        if self._is_told_of(phrase, source):
            return
        self._attributions.append(Attribution((source,), (phrase.cue,), ()))
        further = _FURTHER.match(self._text, source.end, self._span.end) if phrase.introduction.report else None
        beyond = find_noun_phrase(self._text, further.end(), end=self._span.end) if further else None
        if further and beyond:
            self._attributions.append(Attribution((beyond,), (Span(*further.span("cue")),), ()))

    def _add_citing(self, rows: Sequence[tuple[Phrase, Span]]) -> None:
        """Add who cites somebody that cites a speaker: "[The papers] quoted A, and the agency quoted B, who said"."""
        for at, ((phrase, source), (following, _)) in enumerate(pairwise(rows), start=1):
            reference = find_reference(following.introduction.subject.words)
            if reference is None or not (phrase.is_stated and following.is_stated):
                continue
            subject = phrase.introduction.subject
            is_meant = may_be_called(reference, self._text[slice(*source)])
            if not is_meant or may_be_called(reference, " ".join(subject.words)):
                continue
            beyond = tuple(origin for _, origin in rows[at:])
            speaks = any(one.content and overlap(one.source, beyond) for one in self._attributions)
            if speaks and not any(overlap(one.source, (subject.span,)) for one in self._attributions):
                self._attributions.append(Attribution((subject.span,), (phrase.cue,), ()))

    def _take_names(self, phrase: Phrase, source: Span) -> None:
        """Take the content from who only cites a medium or a speaker: "A cites [B]", not "A cites [Title IX]"."""
        mention = self._text[slice(*source)]
        speakers = {self._text[slice(*one.source[0])].casefold() for one in self._attributions if one.source}
        if mention.casefold() in speakers or kind_by_words(mention) in MEDIA_KINDS:
            for one in self._attributions:
                is_citing = one.source and one.content and overlap(one.cue, (phrase.cue,))
                if is_citing and overlap(one.content, (source,)) == length(one.content):
                    one.content = ()

    def _introduces(self, phrase: Phrase, source: Span) -> bool:
        """Whether somebody stands behind a phrase who can be the origin of a report."""
        mention, introduction = self._text[slice(*source)], phrase.introduction
        if mention.casefold() in load_words().pronouns or self._next_word(source.end) == "as":
            return False  # "quoted B as saying"
        if introduction.is_vague and not self._is_inserted(phrase, source):
            return False
        relative = _RELATIVE.match(self._text, source.end, self._span.end)
        is_person = relative is not None and relative["pronoun"] == "who"
        return phrase.is_of_report or is_person or _may_speak(mention)

    def _whole(self, source: Span) -> Span:
        """Return a source with what stands between it and its relative pronoun: "a man [in the ministry], who"."""
        relative = _RELATIVE.match(self._text, source.end, self._span.end)
        return Span(source.start, relative.end("rest")) if relative and relative["rest"] else source

    def _next_word(self, at: int) -> str:
        return next(iter(split_words(self._text[at : min(at + 20, self._span.end)])), "")

    def _is_inserted(self, phrase: Phrase, source: Span) -> bool:
        """Whether a phrase stands between pauses in front of what somebody says: "A knows, thanks to B, that C"."""
        before = self._text[self._span.start : phrase.cue.start].rstrip()
        is_parted = before.endswith(tuple(_PAUSES)) and _PAUSE.match(self._text, source.end)
        return bool(is_parted) and any(
            one.cue[-1].end <= phrase.cue.start and one.content and source.end <= one.content[0].start
            for one in self._attributions
            if one.cue
        )

    def _is_told_of(self, phrase: Phrase, source: Span) -> bool:
        """Tell whether an attribution has this origin already, be it by its relative pronoun; drop what was misread.

        Where the origin speaks for itself, it adds who cites it: "[the agency was quoting] a man, who told it".
        """
        relative = _RELATIVE.match(self._text, source.end, self._span.end)
        is_known = speaks = False
        for one in list(self._attributions):
            is_same = overlap(one.cue, (phrase.cue,)) > 0
            if is_same and not one.source and one.content and overlap(one.content, (source,)):
                self._attributions.remove(one)  # "[] quoted [B]"
            elif overlap(one.source, (source,)) or (is_same and one.source):
                is_known = True
                self._free_reporter(phrase, one)
            elif relative and self._is_of_pronoun(one, relative.end("pronoun")):
                one.source, is_known, speaks = (source,), True, True
        if speaks and phrase.is_stated and not any(overlap(one.cue, (phrase.cue,)) for one in self._attributions):
            self._attributions.append(Attribution((phrase.introduction.subject.span,), (phrase.cue,), ()))
        return is_known

    def _free_reporter(self, phrase: Phrase, origin: Attribution) -> None:
        """Read "Citing B, [A] said" as what A said, where the finder took "A said" for B's words."""
        is_opening = not self._text[self._span.start : phrase.cue.start].strip() and not phrase.introduction.is_finite
        if not is_opening or not origin.content or not overlap(origin.cue, (phrase.cue,)):
            return
        for one in self._attributions:
            if one is not origin and one.content and one.source and one.source[0].start == origin.content[0].start:
                origin.content, one.is_embedded = (), False
                return

    def _is_of_pronoun(self, attribution: Attribution, at: int) -> bool:
        """Whether a relative pronoun that ends at a place is the source of an attribution, or could be."""
        if attribution.source:
            return attribution.source[0].end == at
        return bool(attribution.cue) and not self._text[at : attribution.cue[0].start].strip()

    def _part_inversions(self) -> None:
        """Give those who are named at the end of a content what they said: "[C, say the experts], quoted by B"."""
        for one in list(self._attributions):
            is_behind = one.cue and one.content and one.cue[0].start >= one.content[-1].end
            inverted = find_inversion(self._text, one.content[-1]) if is_behind else None
            if inverted and self._may_have_said(inverted):
                inverted.content = one.content = (*one.content[:-1], *inverted.content)
                if not any(overlap(other.cue, inverted.cue) for other in self._attributions):
                    self._attributions.append(inverted)

    def _may_have_said(self, inverted: Attribution) -> bool:
        """Whether a clause with the verb first has a subject: "say experts", but not "wrote novels"."""
        cue, source = (self._text[slice(*spans[0])] for spans in (inverted.cue, inverted.source))
        return cue.casefold() in _SAYS or _may_speak(source)

    def _cut(self, rows: Sequence[tuple[Span, Span]]) -> None:
        """Take rows of phrases off the ends of contents: "[C], on the authority of B, and B has that from D"."""
        for one in self._attributions:
            if not one.content or not one.cue or one.cue[0].start > one.content[-1].start:
                continue
            last = one.content[-1]
            inside = [
                (clause, source) for clause, source in rows if last.start < clause.start and source.end <= last.end
            ]
            rest = Span(last.start, self._row_start(inside, last))
            if rest.end < last.end:
                one.content = (*one.content[:-1], *([rest] if rest.end > rest.start else []))

    def _row_start(self, rows: Sequence[tuple[Span, Span]], content: Span) -> int:
        """Return where a row of phrases begins that goes on to the end of a content; its end where there is none."""
        end = content.end
        for clause, source in reversed(rows):
            before = _JOIN.sub("", self._text[content.start : clause.start])
            is_parted = not before or before.endswith(tuple(_PAUSES))
            if is_parted and len(split_words(self._text[source.end : end])) <= _MAX_ROW:
                end = content.start + len(before.rstrip(_PAUSES + " \t\n"))
        return end


def _may_speak(mention: str) -> bool:
    """Whether a phrase names or describes a person, a body or a document, as far as its head tells."""
    head = head_noun(mention.split())
    known = load_words().heads.keys() | load_anaphora().reports
    return head[:1].isupper() or head.casefold() in known or kind_by_words(mention) is not None


def _start(attribution: Attribution) -> int:
    return place(attribution).start
