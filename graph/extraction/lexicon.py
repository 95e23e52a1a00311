"""The lexicon of attribution cues: which words say that somebody says something, and what they make of it.

The words are data (``cues.toml``); here they are inflected, looked up, and the telling word of a longer cue
is chosen ("justifies the deployment by saying", "did not deny", "issued a flat denial").
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from graph.extraction.cue_entries import (
    NO_POSITION,
    Cue,
    CueKind,
    Frame,
    Position,
    WrittenForm,
    averting_forms,
    written_forms,
)
from graph.extraction.inflection import Form, Spelling
from graph.extraction.word_lists import load_data
from graph.model import SpeechAct, Stance

__all__ = ["Cue", "CueKind", "Frame", "Lexicon", "Match", "Position", "Reading", "load_lexicon", "split_words"]


class Match(NamedTuple):
    """An entry found in a row of words; ``start`` and ``end`` count words, ``form`` is of the first."""

    cue: Cue
    start: int
    end: int
    form: Form


class Reading(NamedTuple):
    """What a cue phrase was understood to mean, and the entry that decided."""

    cue: Cue
    position: Position
    is_negated: bool
    is_vacuous: bool
    """Whether the words tell that nothing was claimed: "did not say", "declined to comment", "thanked"."""


_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am"})
_MAX_GAP = 2  # words inside a phrasal cue: "cast serious doubt on", "walked that back"
_MAX_WORDS = 60  # of a cue that are read; no prose needs more, and the time must not grow with hostile ones
_MAX_LENGTH = 2_000  # code points of a cue
_MAX_CONTINUATION = 5  # words of a content that can belong to its cue
_CONJUNCTIONS = frozenset({"and", "or", "but"})  # none stands inside a phrasal cue: "laughed, and looked at"
_PRONOUNS = frozenset({"nothing", "little"})
_DENIALS = frozenset({SpeechAct.DENY, SpeechAct.QUESTION})
_PASSING_ON = frozenset({SpeechAct.ASSERT, SpeechAct.REPORT, SpeechAct.CONFIRM, SpeechAct.ANNOUNCE})


def split_words(phrase: str) -> list[str]:
    """Return the words in lower case with straight apostrophes, "didn't" as two words."""
    words: list[str] = []
    for word in _WORD.findall(phrase.replace("’", "'").casefold()):
        if word.endswith("n't") and len(word) > 3:
            words += [word[:-3], "n't"]
        elif word == "cannot":
            words += ["can", "not"]
        else:
            words.append(word)
    return words


class Lexicon:
    """The cues under every written form of their first word."""

    def __init__(self, data: dict[str, Any]) -> None:
        spelling = Spelling(
            past=data["irregular"],
            gerund=data["irregular_ing"],
            doubling=frozenset(data["doubling"]["words"]),
        )
        negation = data["negation"]
        self.nobody = frozenset(negation["nobody"])
        self._negators = frozenset(negation["words"])
        self._adjuncts = frozenset(negation["adjunct"])
        self._cancelling = frozenset(negation["cancelled"])
        self._by_first: dict[str, list[WrittenForm]] = {}
        for entry in written_forms(data, spelling=spelling):
            self._by_first.setdefault(entry.first, []).append(entry)
        for entries in self._by_first.values():
            # The longest entry wins; a verb comes before a noun of the same spelling.
            entries.sort(key=lambda entry: (-len(entry.rest), entry.cue.kind is CueKind.NOUN))
        self._averters: dict[str, list[tuple[str, ...]]] = {}
        for first, rest in averting_forms(negation, spelling=spelling):
            self._averters.setdefault(first, []).append(rest)

    def entries(self) -> Iterator[tuple[str, Cue]]:
        """Yield every written form (its first word inflected) with its entry."""
        for entries in self._by_first.values():
            for first, rest, _, cue in entries:
                yield " ".join((first, *rest)), cue

    def match(self, words: Sequence[str], *, start: int, kind: CueKind | None = None, gap: int = 0) -> Match | None:
        """Return the longest entry that begins at word ``start``.

        ``gap`` is the number of foreign words allowed in front of each further word of a verb.
        """
        for _, rest, form, cue in self._by_first.get(words[start], ()):
            if kind is None or cue.kind is kind:
                end = _follow(words, rest, at=start + 1, gap=gap if cue.kind is CueKind.VERB else 0)
                # "is not convinced" is no case of "is convinced".
                if end and self._is_whole(words[start + 1 : end], rest):
                    return Match(cue, start, end, form)
        return None

    def _is_whole(self, found: Sequence[str], rest: Sequence[str]) -> bool:
        foreign = set(found).difference(rest)
        return len(found) == len(rest) or (self._negators.isdisjoint(foreign) and _CONJUNCTIONS.isdisjoint(foreign))

    def is_negator(self, words: Sequence[str], *, at: int) -> bool:
        """Whether the word negates what follows; "not only" and "not just" do not."""
        if words[at] not in self._negators:
            return False
        return at + 1 >= len(words) or words[at + 1] not in self._cancelling

    def averts(self, words: Sequence[str], *, start: int) -> int | None:
        """Return where "refused to", "stopped short of" and the like end, if one begins at ``start``."""
        for rest in self._averters.get(words[start], ()):
            end = _follow(words, rest, at=start + 1, gap=0)
            if end:
                return end
        return None

    def read(self, phrase: str) -> Reading | None:
        """Return what the words of a cue amount to, or None where the lexicon knows none of them."""
        return self.read_words(split_words(phrase[:_MAX_LENGTH]))

    def read_words(self, words: Sequence[str]) -> Reading | None:
        """Return what the words of a cue amount to; words as ``split_words`` gives them, the first 60 are read.

        Who "declined to comment, saying" something has said it.
        """
        words = words[:_MAX_WORDS]
        matches, negations = self._scan(words)
        matches = self._without_adjunct(words, matches, negations)
        head = _choose_head(matches)
        if head is None:
            return None
        last = matches[-1]
        goes_on = last.start > head.start and last.end == len(words) and last.form & Form.GERUND
        is_negated = sum(at < head.start for at in negations) % 2 == 1
        acts = {match.cue.position.act for match in matches}
        if is_negated:
            # "neither denied nor confirmed": the denial alone would be on record.
            is_vacuous = head.cue.negated is None or {SpeechAct.CONFIRM, SpeechAct.DENY} <= acts
            position = head.cue.negated or NO_POSITION
        else:
            is_vacuous = head.cue.vacuous
            position = _compose(head, matches)
        if is_vacuous and goes_on and not any(head.start <= at < last.start for at in negations):
            return Reading(last.cue, last.cue.position, is_negated=False, is_vacuous=last.cue.vacuous)
        passive = head.form & Form.PARTICIPLE and not _BE.isdisjoint(words[: head.start])
        if passive and Frame.PASSIVE in head.cue.frames and position.act is SpeechAct.ASSERT:
            position = position._replace(act=SpeechAct.REPORT)
        return Reading(head.cue, position, is_negated, is_vacuous)

    def complete(self, cue: Sequence[str], content: Sequence[str]) -> Reading | None:
        """Return the reading of a cue whose content goes on with it: "declined" [to comment], "refused" [to confirm].

        Only what turns the cue into no saying is taken from the content, which is the claim otherwise.
        """
        words = [*cue[-_MAX_WORDS:], *content[:_MAX_CONTINUATION]]
        size = len(words) - len(content[:_MAX_CONTINUATION])
        for start in range(max(0, size - _MAX_CONTINUATION), size):
            match = self.match(words, start=start)
            # "said nothing [about it]", but "said [nothing had changed]"
            is_whole = match is not None and (match.end == len(words) or words[match.end - 1] not in _PRONOUNS)
            if match and is_whole and match.end > size and match.cue.vacuous:
                return self.read_words(words[: match.end])
            end = self.averts(words, start=start)
            if end is None or end < size:
                continue
            for at in range(end, min(end + 2, len(words))):  # "declined to [publicly] discuss"
                verb = self.match(words, start=at, kind=CueKind.VERB)
                if verb:
                    return self.read_words(words[: verb.end])
        return self.read_words(words[:size])

    def _without_adjunct(self, words: Sequence[str], matches: list[Match], negations: list[int]) -> list[Match]:
        """Return the entries without those of a negated adjunct: "said [without naming anybody]"."""
        for at in negations:
            before = [match for match in matches if match.end <= at]
            if words[at] in self._adjuncts and any(match.cue.kind is CueKind.VERB for match in before):
                return before
        return matches

    def _has_entry(self, words: Sequence[str]) -> bool:
        return any(self.match(words, start=at) for at in range(len(words)))

    def _scan(self, words: Sequence[str]) -> tuple[list[Match], list[int]]:
        """Return the entries and the places of what negates, from left to right."""
        matches: list[Match] = []
        negations: list[int] = []
        at = 0
        while at < len(words):
            match = self.match(words, start=at, gap=_MAX_GAP)
            averted = self.averts(words, start=at)
            if averted and (match is None or match.end <= averted) and self._has_entry(words[averted:]):
                negations.append(at)
                at = averted
                continue
            if match:
                matches.append(match)
                # A phrase with foreign words inside may hide a noun, so only the first word is used up.
                at = match.end if match.end - at == len(match.cue.phrase.split()) else at + 1
                continue
            if self.is_negator(words, at=at):
                negations.append(at)
            at += 1
        return matches, negations


def _follow(words: Sequence[str], rest: Sequence[str], *, at: int, gap: int) -> int | None:
    """Return the end of ``rest`` in ``words`` from ``at`` on, or None."""
    for word in rest:
        limit = min(len(words), at + gap + 1)
        while at < limit and words[at] != word:
            at += 1
        if at >= limit:
            return None
        at += 1
    return at


def _choose_head(matches: list[Match]) -> Match | None:
    """Return the entry that decides: a telling verb or phrase, then a telling noun, then the first of all."""
    telling = [match for match in matches if not match.cue.weak]
    verbs = [match for match in telling if match.cue.kind is not CueKind.NOUN]
    return next(iter(verbs or telling or matches), None)


def _compose(head: Match, matches: list[Match]) -> Position:
    """Return the position of a verb with a denial as its object: "stood by its denial", "rejected the denial"."""
    position = head.cue.position
    denials = [match.cue for match in matches if match.start > head.start and match.cue.position.act in _DENIALS]
    if head.cue.kind is CueKind.NOUN or not denials:
        return position
    denial = denials[0]
    if position.stance is Stance.REJECT:
        # Who denies a denial of his own has not thereby affirmed anything; a denial is rejected for being false.
        affirmed = Position(SpeechAct.ASSERT, Stance.AFFIRM, position.modality)
        return affirmed if denial.kind is CueKind.NOUN else NO_POSITION
    is_object = denial.kind is CueKind.NOUN and position.stance is Stance.AFFIRM
    return denial.position if is_object and position.act in _PASSING_ON else position


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon that ships with the package, read once per process."""
    return Lexicon(load_data())
