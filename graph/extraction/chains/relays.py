"""Hops inside a sentence: who relays whom, from the phrases that introduce sources.

"A reports, citing B"; "according to A, which quoted B"; "B said, as reported by A"; "two anglers who say the ranger
told them". Where a phrase tells whose report rests on whom, its subject decides; else it is the content, which those
of a relay share.
"""

import re
from collections.abc import Iterator, Sequence

from graph.extraction.chains.clauses import JOINS, SEPARATOR, Boundary
from graph.extraction.chains.discourse import Discourse, entity, overlap
from graph.extraction.chains.introductions import Introduction, Role, find_introduction
from graph.extraction.chains.references import find_reference, load_anaphora, may_mean
from graph.extraction.chains.shared_contents import cites, judge_neighbours, judge_speaker
from graph.extraction.function_words import ADVERBS, AUXILIARIES, PREPOSITIONS
from graph.extraction.lexicon import split_words

_LOOK_BACK = 8  # attributions in front of one among which the other one is looked for; keeps the time linear
_MAX_GAP = 10  # words between an attribution and the phrase that goes on from it
_MAX_OPENING = 6  # words in front of a phrase that opens a sentence
_COORDINATION = re.compile(r"\s*,?\s*(?:and|or|as well as|but also)\s+", re.IGNORECASE)

_WHERE = re.compile(r",?\s+(?:in|on) which\s+|,?\s+where\s+", re.IGNORECASE)


class Relays:
    """The hops inside the sentences of one document; ``introductions`` are those of its attributions."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        self._attributions = discourse.attributions
        self.introductions = [
            find_introduction(discourse.text, attribution, sentence=discourse.sentence(number))
            for attribution, number in zip(discourse.attributions, discourse.sentence_of, strict=True)
        ]
        self._hosts: dict[int, int] = {}
        """Whose report rests on each."""

    def find(self) -> Iterator[tuple[int, int]]:
        """Yield (relaying, relayed)."""
        for members in self._discourse.members.values():
            for at, index in enumerate(members):
                source = self._attributions[index].source
                near = members[max(0, at - _LOOK_BACK) : at]
                before = [i for i in near if not overlap(self._attributions[i].source, source)]
                pair = self._pair(index, before=before, after=members[at + 1 : at + 2])
                if pair and self._discourse.passes_on(pair[0]):
                    self._hosts.setdefault(pair[1], pair[0])
                    yield pair

    def spread(self, pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Yield the hops of what a source says, where another attribution is its naming of the origin.

        "A says X, citing B" may come as two attributions of A; what B is the origin of is X.
        """
        ranks = {index: at for members in self._discourse.members.values() for at, index in enumerate(members)}
        resting = {outer for outer, _ in pairs}
        for naming, origin in pairs:
            introduction = self.introductions[origin]
            if introduction is None or not introduction.hangs_on_clause or not cites(self._discourse, naming):
                continue
            members = self._discourse.members[self._discourse.sentence_of[naming]]
            for index in members[max(0, ranks[naming] - _LOOK_BACK) : ranks[naming] + _LOOK_BACK]:
                is_other = index not in resting and index not in (naming, origin) and not cites(self._discourse, index)
                if is_other and self._goes_on_from(naming, index):
                    yield index, origin

    def _goes_on_from(self, index: int, other: int) -> bool:
        """Whether two attributions have one source, be it in a relative clause: "according to A, [which] quoted B"."""
        one, source = self._attributions[index].source, self._attributions[other].source
        if overlap(one, source) or not one or not source or source[-1].end > one[0].start:
            return overlap(one, source) > 0
        is_relative = self._discourse.mention(index).casefold() in ("who", "which")
        return is_relative and not self._words(source[-1].end, one[0].start)

    def _pair(self, index: int, *, before: list[int], after: list[int]) -> tuple[int, int] | None:
        introduction = self.introductions[index]
        if introduction is None or introduction.role is Role.SPEAKER:
            return self._by_content(index, before)
        nearest = before[::-1]
        is_origin = introduction.role is Role.ORIGIN
        if is_origin:
            other = self._reporter(index, introduction, nearest)
        else:
            other = self._carried(index, introduction, nearest)
        if other is None and not before and after and self._opens(index, introduction):
            other = after[0] if self._goes_on(index, after[0]) else None
        if other is None:
            return None
        return (other, index) if is_origin else (index, other)

    def _reporter(self, index: int, introduction: Introduction, nearest: list[int]) -> int | None:
        """Return whose report rests on a source that is introduced as its origin; the nearest ones come first."""
        subject = introduction.subject
        by_subject = next((i for i in nearest if overlap(self._attributions[i].source, (subject.span,))), None)
        if introduction.report:
            return self._meant(introduction.report, [i for i in nearest if i != by_subject])
        if by_subject is not None:
            return by_subject
        sharing = self._sharing(index, nearest)
        # "in a dispatch that cited B": the dispatch is of who is spoken of.
        if subject.boundary is Boundary.RELATIVE and subject.antecedent not in load_anaphora().reports:
            return self._antecedent(nearest, subject.span.start, otherwise=sharing)
        if introduction.is_finite and subject.words:
            return self._meant(subject.words, nearest)
        if nearest and self._is_coordinated(nearest[0], introduction):
            return self._hosts.get(nearest[0])
        # "A said X and quoted B": what B says comes to it.
        is_added = introduction.is_finite and introduction.is_quoting
        is_bare = not self._attributions[index].content
        if sharing is not None or (introduction.is_vague and not is_bare) or is_added:
            return sharing
        return self._reached(introduction, nearest)

    def _carried(self, index: int, introduction: Introduction, nearest: list[int]) -> int | None:
        """Return whose statement a carrier passed on."""
        sharing = self._sharing(index, nearest)
        return self._reached(introduction, nearest) if sharing is None else sharing

    def _sharing(self, index: int, nearest: list[int]) -> int | None:
        return next((i for i in nearest if self._discourse.shares(i, index)), None)

    def _reached(self, introduction: Introduction, nearest: list[int]) -> int | None:
        """Return the nearest attribution, if nothing that could be the subject stands between it and a phrase."""
        if not nearest:
            return None
        attribution, at = self._attributions[nearest[0]], introduction.start
        spans = (*attribution.source, *attribution.cue, *attribution.content)
        end = max((span.end for span in spans if span.end <= at), default=at + 1)
        return nearest[0] if self._is_clean(end, at) else None

    def _meant(self, words: Sequence[str], candidates: list[int]) -> int | None:
        reference = find_reference(words)
        if reference is None:
            return None
        mention = self._discourse.mention
        fitting = (i for i in candidates if may_mean(reference, entity(self._attributions[i]), mention=mention(i)))
        return next(fitting, None)

    def _antecedent(self, nearest: list[int], at: int, *, otherwise: int | None) -> int | None:
        """Return whose source a relative pronoun at ``at`` goes on from."""
        for index in nearest:
            attribution = self._attributions[index]
            end = attribution.source[-1].end if attribution.source else at + 1
            if end <= at and len(self._words(end, at)) <= _MAX_GAP:
                # "A told reporters, who cited B": the relative goes on from what stands behind the verb.
                is_cut = any(end <= span.start < at for span in attribution.cue)
                return None if is_cut or SEPARATOR.search(self._discourse.gap(end, at)) else index
        return otherwise

    def _is_coordinated(self, index: int, introduction: Introduction) -> bool:
        """Whether a phrase goes on like the one before: "citing B and quoting C"."""
        other = self.introductions[index]
        if other is None or other.role is not Role.ORIGIN:
            return False
        gap = self._discourse.gap(self._attributions[index].source[-1].end, introduction.start)
        return _COORDINATION.fullmatch(gap) is not None

    def _opens(self, index: int, introduction: Introduction) -> bool:
        """Whether the phrase stands at the head of a sentence: "Citing B, A said", "On Monday, citing B, A said"."""
        start = self._discourse.sentence(self._discourse.sentence_of[index]).start
        words = self._words(start, introduction.start)
        if (
            introduction.is_vague
            or len(words) > _MAX_OPENING
            or (introduction.is_finite and introduction.subject.words)
        ):
            return False
        return not words or words[0] in PREPOSITIONS | {"and", "but", "yet"}

    def _goes_on(self, index: int, following: int) -> bool:
        end = self._attributions[index].source[-1].end
        return self._discourse.shares(index, following) or self._is_clean(end, self._discourse.start(following))

    def _is_clean(self, start: int, end: int) -> bool:
        words = self._words(start, end)
        while words and (words[-1] in AUXILIARIES or words[-1] in ADVERBS):
            words.pop()
        if start > end or len(words) > _MAX_GAP or SEPARATOR.search(self._discourse.gap(start, end)):
            return False
        return JOINS.isdisjoint(words[:-1])  # the last one may join the phrase itself: "and quoted B"

    def _by_content(self, index: int, before: list[int]) -> tuple[int, int] | None:
        """Judge two attributions with one content, where no phrase tells whose report rests on whom."""
        previous = self._sharing(index, before[::-1])
        if previous is None:
            return self._by_place(index, before[::-1]) or self._by_mention(index, before[::-1])
        if self._hosts.get(previous) == index:
            return None
        introduction = self.introductions[previous]
        if self.introductions[index]:
            return None if introduction else judge_speaker(self._discourse, index, previous=previous)
        # What stands in a content is part of it and no voice beside it.
        is_within = overlap(self._attributions[index].cue, self._attributions[previous].content) > 0
        if is_within or self._discourse.is_same_source(previous, index):
            return None
        if cites(self._discourse, previous):
            return previous, index
        return judge_neighbours(self._discourse, index, previous=previous, introduction=introduction)

    def _by_place(self, index: int, nearest: list[int]) -> tuple[int, int] | None:
        """Read "a letter in which [B] said", "a blog where [B] wrote"."""
        end = self._discourse.start(index)
        for other in nearest:
            source = self._attributions[other].source
            if source and _WHERE.fullmatch(self._discourse.gap(source[-1].end, end)):
                return other, index
        return None

    def _by_mention(self, index: int, nearest: list[int]) -> tuple[int, int] | None:
        """Read "A cites [B], and [B] cites C", where the content of a citation is who is cited."""
        source, mention = self._attributions[index].source, self._discourse.mention(index).casefold()
        for other in nearest:
            content = self._attributions[other].content
            if overlap(source, content) or mention == self._discourse.words(content).casefold() != "":
                return (other, index) if cites(self._discourse, other) else None
        return None

    def _words(self, start: int, end: int) -> list[str]:
        return split_words(self._discourse.gap(start, end))
