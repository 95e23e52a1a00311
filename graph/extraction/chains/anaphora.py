"""Hops over sentences: a later sentence tells what the report in an earlier one rests on, or passes it on.

"A reported X. It cited B, who said ..."; "A's account rests on B. They said ..."; "Its source, B, said ..."; "A said X.
B has repeated it". An anaphor that could mean two sources means none: a wrong hop is worse than none.
"""

from collections.abc import Iterator, Sequence

from graph.extraction.chains.discourse import Discourse, entity, overlap
from graph.extraction.chains.introductions import Introduction, Role
from graph.extraction.chains.phrases import Citation, find_citation
from graph.extraction.chains.references import (
    Reference,
    ReferenceKind,
    find_owner,
    find_reference,
    load_anaphora,
    may_mean,
    repeats,
)
from graph.extraction.cue_entries import Frame
from graph.extraction.function_words import BE, CONJUNCTIONS
from graph.extraction.lexicon import load_lexicon, split_words
from graph.identity.names import head_noun
from graph.identity.words import load as load_words

_REACH = {ReferenceKind.PRONOUN: 1, ReferenceKind.REPORT: 1, ReferenceKind.BODY: 3, ReferenceKind.NAME: 5}
"""How many sentences back the words may point."""
_MAX_SHARING = 2  # sentences back in which another attribution may have the same content
_MAX_MEMBERS = 20  # attributions of a sentence that are looked at; keeps the time linear
_MAX_OPENING = 3  # words in front of the subject of a sentence
_MAX_ANAPHOR = 2  # words of a content that is only a pronoun; its edge may be a word off
_MAX_REPORT = 6  # words of a content like "the agency's report"
_MAX_MENTION = 12  # words of a source that are read
_MAX_PREDICATE = 6  # words of "is its only source"
_MAX_READ = 200  # code points
_SUBORDINATORS = CONJUNCTIONS - {"but", "yet"}
_ALONE = frozenset({"it", "this"})


class Anaphora:
    """The hops between the sentences of one document; ``pairs`` are those inside them."""

    def __init__(
        self,
        discourse: Discourse,
        introductions: Sequence[Introduction | None],
        pairs: Sequence[tuple[int, int]],
    ) -> None:
        self._discourse = discourse
        self._text = discourse.text
        self._attributions = discourse.attributions
        self._introductions = introductions
        self._resting = {outer for outer, _ in pairs}
        self._hosts = {inner: outer for outer, inner in pairs}

    def find(self) -> Iterator[tuple[int, int]]:
        """Yield (outer, inner)."""
        for number, members in self._discourse.members.items():
            for index in members:
                pair = self._origin(index, number) or self._repetition(index, number)
                if pair and self._discourse.passes_on(pair[0]) and not self._discourse.is_same_source(*pair):
                    self._resting.add(pair[0])
                    yield pair

    def _origin(self, index: int, number: int) -> tuple[int, int] | None:
        """Find whose earlier report rests on this one."""
        if index in self._hosts and not self._is_citing(self._hosts[index], index):
            return None
        reference, before = self._cited(index, number) or self._owned(index), number
        if reference is None:
            reference, before = self._continued(index, number), number - 1
        if reference is None:
            introduction = self._introductions[index]
            is_origin = introduction is not None and introduction.role is Role.ORIGIN and not introduction.is_vague
            is_free = is_origin and index not in self._hosts
            host = self._sharing(index, number, role=Role.ORIGIN) if is_free else None
        else:
            meant = self._meant(reference, index, before=before)
            is_clear = self._last_of_one_source(meant) is not None
            host = next((i for i in reversed(meant) if is_clear and i not in self._resting), None)
        return None if host is None else (host, index)

    def _is_citing(self, host: int, index: int) -> bool:
        """Whether a host does no more than name the origin of what was said before: "[It cited] B"."""
        introduction = self._introductions[index]
        if introduction is None or introduction.is_quoting:
            return False
        return overlap(self._attributions[host].source, (introduction.subject.span,)) > 0

    def _cited(self, index: int, number: int) -> Reference | None:
        """Read "It cited [B]", "The claim came from [B]"."""
        introduction = self._introductions[index]
        if introduction is None or introduction.role is not Role.ORIGIN or not introduction.is_finite:
            return None
        return self._reference(introduction, number)

    def _reference(self, introduction: Introduction, number: int) -> Reference | None:
        """Return whose report a phrase tells the origin of; a further origin is that of something else."""
        if introduction.may_tell or introduction.is_addition:
            return None
        if not self._is_first(introduction.subject.span.start, number):
            return None
        return find_reference(introduction.report or introduction.subject.words)

    def _is_first(self, at: int, number: int) -> bool:
        """Whether a place is in the first clause of a sentence; anaphors in later ones point into the sentence."""
        opening = split_words(self._text[self._discourse.sentence(number).start : at][:_MAX_READ])
        return len(opening) <= _MAX_OPENING and _SUBORDINATORS.isdisjoint(opening)

    def _owned(self, index: int) -> Reference | None:
        """Read "[Its source, a clerk,] said", "[A clerk] is its only source"."""
        owner = _owner_of_source(self._discourse.mention(index).split()[:_MAX_MENTION])
        source = self._attributions[index].source
        if owner or not source:
            return owner
        behind = self._text[source[-1].end : source[-1].end + _MAX_READ].split()[:_MAX_PREDICATE]
        return _owner_of_source(behind[1:]) if behind[:1] and behind[0] in BE else None

    def _continued(self, index: int, number: int) -> Reference | None:
        """Read "The account rests on two drivers. [They] said"."""
        source = self._attributions[index].source
        start = self._discourse.sentence(number).start
        if number == 0 or not source or split_words(self._text[start : source[0].start][:_MAX_READ]):
            return None
        citation = find_citation(self._text, self._discourse.sentence(number - 1))
        if citation is None or not _continues(self._discourse.mention(index), citation):
            return None
        members = self._discourse.members.get(number - 1, [])[:_MAX_MEMBERS]
        if any(overlap(self._attributions[i].source, (citation.span,)) for i in members):
            return None
        return self._reference(citation.introduction, number - 1)

    def _repetition(self, index: int, number: int) -> tuple[int, int] | None:
        """Find what another one said that this one passes on: "B repeated it", "its report was picked up by B"."""
        if index in self._resting or not self._passes_along(index):
            return None
        host = self._sharing(index, number, role=Role.CARRIER)
        attribution = self._attributions[index]
        start = min(span.start for span in (*attribution.source, *attribution.cue, *attribution.content))
        content = self._discourse.words(attribution.content)
        reference = _anaphor(content) if self._is_first(start, number) else None
        if host is None and reference:
            meant = self._meant(reference, index, before=number)
            host = self._last_of_one_source([i for i in meant if i not in self._hosts])
        if host is None and reference:
            host = self._told(reference, before=number)
        return None if host is None else (index, host)

    def _passes_along(self, index: int) -> bool:
        """Whether the cue is one for passing on; who "first reported" it was there before the others."""
        cue = self._discourse.cue(index)
        reading = load_lexicon().read(cue)
        if (
            reading is None
            or reading.is_negated
            or "first" in cue
            or self._discourse.mention(index).casefold() == "you"
        ):
            return False
        introduction = self._introductions[index]
        is_carrier = introduction is not None and introduction.role is Role.CARRIER
        return is_carrier or Frame.CARRY in reading.cue.frames or reading.cue.phrase in load_anaphora().repeating

    def _sharing(self, index: int, number: int, *, role: Role) -> int | None:
        """Return the attribution in one of the last sentences that has the same content as an origin or a carrier."""
        taken = self._resting if role is Role.ORIGIN else self._hosts
        for earlier in range(number - 1, max(-1, number - 1 - _MAX_SHARING), -1):
            members = self._discourse.members.get(earlier, [])[-_MAX_MEMBERS:]
            sharing = [i for i in members if i not in taken and self._discourse.shares(i, index)]
            if sharing:
                return sharing[-1]
        return None

    def _meant(self, reference: Reference, index: int, *, before: int) -> list[int]:
        """Return the attributions that the words may mean, of the nearest sentence in front that has any."""
        for number in self._back(reference, before):
            members = self._discourse.members.get(number, [])[-_MAX_MEMBERS:]
            fitting = [i for i in members if i != index and self._fits(reference, i)]
            if fitting:
                return fitting
        return []

    def _fits(self, reference: Reference, index: int) -> bool:
        return may_mean(reference, entity(self._attributions[index]), mention=self._discourse.mention(index))

    def _told(self, reference: Reference, *, before: int) -> int | None:
        """Return the one attribution that was told to whom the words mean: "A told the Lantern"."""
        for number in self._back(reference, before):
            members = self._discourse.members.get(number, [])[-_MAX_MEMBERS:]
            told = [i for i in members if self._was_told(reference, i)]
            if told:
                return told[0] if len(told) == 1 else None
        return None

    def _was_told(self, reference: Reference, index: int) -> bool:
        addressee = self._attributions[index].addressee_entity
        mention = self._discourse.words(self._attributions[index].addressee)
        return may_mean(reference, addressee, mention=mention) if addressee else repeats(reference, mention)

    def _back(self, reference: Reference, before: int) -> range:
        return range(before - 1, max(-1, before - 1 - _REACH[reference.kind]), -1)

    def _last_of_one_source(self, indices: Sequence[int]) -> int | None:
        """Return the last one, unless the words could mean several sources."""
        sources = {entity(self._attributions[index]) for index in indices}
        return indices[-1] if len(sources) == 1 else None


def _owner_of_source(words: Sequence[str]) -> Reference | None:
    """Return whose source a phrase is about: "its source", "one of its sources"."""
    names = [word.strip(",.;").casefold() for word in words]
    at = next((at for at, name in enumerate(names) if name in load_anaphora().sources), 0)
    return find_owner(words[names.index("of") + 1 if "of" in names[:at] else 0 : at])


def _continues(mention: str, citation: Citation) -> bool:
    """Whether a source at the head of a sentence is the origin that the sentence before has named."""
    words = mention.split()[:_MAX_MENTION]
    group = load_words().pronouns.get(mention.casefold())
    subject = {word.casefold() for word in citation.introduction.subject.words}
    if group == "group":
        return citation.is_plural and subject.isdisjoint({"they", "their"})
    if group == "person":
        return not citation.is_plural and subject.isdisjoint({"he", "she", "his", "her"})
    is_definite = group is None and words[:1] != [] and words[0].casefold() in {"the", "both"}
    return is_definite and head_noun(words).casefold() in citation.words


def _anaphor(content: str) -> Reference | None:
    """Return what a content points back at, where it does nothing else: "it", "the agency's report"."""
    words = content[:_MAX_READ].strip(" \"“”‘’'.,").split()
    if len(words) <= _MAX_ANAPHOR and not _ALONE.isdisjoint(word.casefold().strip(",.") for word in words):
        return Reference(ReferenceKind.REPORT)
    if len(words) > _MAX_REPORT or head_noun(words).casefold() not in load_anaphora().reports:
        return None
    return find_reference(words)
