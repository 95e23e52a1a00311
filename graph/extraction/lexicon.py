"""The lexicon of attribution cues: which words say that somebody says something, and what they make of it.

The words are data (``cues.toml``); here they are inflected, looked up, and the telling word of a longer cue
is chosen ("justifies the deployment by saying", "did not deny", "issued a flat denial").
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from graph.extraction.inflection import Form, Spelling, add_s, inflect_verb
from graph.model import Modality, SpeechAct, Stance


class Frame(StrEnum):
    """What may follow or surround a cue; ``cues.toml`` explains each with an example."""

    THAT = "that"
    ZERO = "zero"
    QUOTE = "quote"
    ADDRESSEE = "addressee"
    WHETHER = "whether"
    TO = "to"
    OBJECT = "object"
    GERUND = "gerund"
    OF = "of"
    AS = "as"
    PASSIVE = "passive"
    RELAY = "relay"
    CITE = "cite"
    CARRY = "carry"
    ORIGIN = "origin"


class CueKind(StrEnum):
    """The part of speech of a cue's head."""

    VERB = "verb"
    NOUN = "noun"
    PHRASE = "phrase"


class Position(NamedTuple):
    """What the source does, what it thinks of the claim, and how sure it shows itself."""

    act: SpeechAct
    stance: Stance
    modality: Modality


NO_POSITION = Position(SpeechAct.DECLINE, Stance.NEUTRAL, Modality.UNDERSPECIFIED)
"""A negated cue: who "did not say" or "did not deny" has taken no position."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of the lexicon, in its dictionary form."""

    phrase: str
    kind: CueKind
    position: Position
    negated: Position
    frames: frozenset[Frame]
    weak: bool


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


_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am"})
_MAX_GAP = 2  # words inside a phrasal cue: "cast serious doubt on", "walked that back"


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
        self._spelling = Spelling(
            past=data["irregular"],
            gerund=data["irregular_ing"],
            doubling=frozenset(data["doubling"]["words"]),
        )
        self._modality = {SpeechAct(act): Modality(value) for act, value in data["modality"].items()}
        self.hedges = {Modality(name): frozenset(words) for name, words in data["hedges"].items()}
        self.falsehoods = frozenset(data["falsehood"]["words"])
        self._negators = frozenset(data["negation"]["words"])
        self._by_first: dict[str, list[tuple[tuple[str, ...], Form, Cue]]] = {}
        self._averters: dict[str, list[tuple[str, ...]]] = {}
        for key, kind in (("verbs", CueKind.VERB), ("nouns", CueKind.NOUN), ("phrases", CueKind.PHRASE)):
            for group in data[key]:
                for cue in self._cues_of(group, kind=kind):
                    self._add(cue)
        for phrase in data["negation"]["verbs"]:
            first, *rest = phrase.split()
            for form, _ in inflect_verb(first, spelling=self._spelling):
                self._averters.setdefault(form, []).append(tuple(rest))
        for entries in self._by_first.values():
            # The longest entry wins; a verb comes before a noun of the same spelling.
            entries.sort(key=lambda entry: (-len(entry[0]), entry[2].kind is CueKind.NOUN))

    def _cues_of(self, group: dict[str, Any], *, kind: CueKind) -> Iterator[Cue]:
        act = SpeechAct(group["act"])
        default = self._modality.get(act, Modality.UNDERSPECIFIED)
        modality = Modality(group["modality"]) if "modality" in group else default
        position = Position(act, Stance(group.get("stance", Stance.AFFIRM)), modality)
        negated = NO_POSITION
        if "negated" in group:
            reversed_act = SpeechAct(group["negated"]["act"])
            weakened = self._modality.get(reversed_act, Modality.UNDERSPECIFIED)
            negated = Position(reversed_act, Stance(group["negated"]["stance"]), weakened)
        frames = frozenset(Frame(name) for name in group["frames"])
        for phrase in group["words"]:
            yield Cue(phrase, kind, position, negated, frames, bool(group.get("weak")))

    def _add(self, cue: Cue) -> None:
        first, *rest = cue.phrase.split()
        forms: dict[str, Form] = {}
        if cue.kind is CueKind.VERB:
            for spelling, form in inflect_verb(first, spelling=self._spelling):
                forms[spelling] = forms.get(spelling, Form(0)) | form
        elif cue.kind is CueKind.NOUN and not rest:
            forms = {first: Form.BASE, first if first.endswith("s") else add_s(first): Form.BASE}
        else:
            forms = {first: Form.BASE}
        for spelling, form in forms.items():
            self._by_first.setdefault(spelling, []).append((tuple(rest), form, cue))

    def entries(self) -> Iterator[tuple[str, Cue]]:
        """Yield every written form (its first word inflected) with its entry."""
        for first, entries in self._by_first.items():
            for rest, _, cue in entries:
                yield " ".join((first, *rest)), cue

    def match(self, words: Sequence[str], *, start: int, kind: CueKind | None = None, gap: int = 0) -> Match | None:
        """Return the longest entry that begins at word ``start``.

        ``gap`` is the number of foreign words allowed in front of each further word of a verb.
        """
        for rest, form, cue in self._by_first.get(words[start], ()):
            if kind is None or cue.kind is kind:
                end = _follow(words, rest, at=start + 1, gap=gap if cue.kind is CueKind.VERB else 0)
                # "is not convinced" is no case of "is convinced".
                if end and (end - start == len(rest) + 1 or self._negators.isdisjoint(words[start:end])):
                    return Match(cue, start, end, form)
        return None

    def is_negator(self, words: Sequence[str], *, at: int) -> bool:
        """Whether the word negates what follows; "not only" and "not just" do not."""
        if words[at] not in self._negators:
            return False
        return at + 1 >= len(words) or words[at + 1] not in {"only", "just", "merely"}

    def averts(self, words: Sequence[str], *, start: int) -> int | None:
        """Return where "refused to", "stopped short of" and the like end, if one begins at ``start``."""
        for rest in self._averters.get(words[start], ()):
            end = _follow(words, rest, at=start + 1, gap=0)
            if end:
                return end
        return None

    def read(self, phrase: str) -> Reading | None:
        """Return what the words of a cue amount to, or None where the lexicon knows none of them."""
        words = split_words(phrase)
        matches, negations = self._scan(words)
        head = _choose_head(matches)
        if head is None:
            return None
        is_negated = sum(at < head.start for at in negations) % 2 == 1
        position = head.cue.negated if is_negated else head.cue.position
        passive = head.form & Form.PARTICIPLE and not _BE.isdisjoint(words[: head.start])
        if passive and Frame.PASSIVE in head.cue.frames and position.act is SpeechAct.ASSERT:
            position = position._replace(act=SpeechAct.REPORT)
        return Reading(head.cue, position, is_negated)

    def _scan(self, words: list[str]) -> tuple[list[Match], list[int]]:
        """Return the entries and the places of what negates, from left to right."""
        matches: list[Match] = []
        negations: list[int] = []
        at = 0
        while at < len(words):
            averted = self.averts(words, start=at)
            if averted and any(self.match(words, start=i) for i in range(averted, len(words))):
                negations.append(at)
                at = averted
                continue
            match = self.match(words, start=at, gap=_MAX_GAP)
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


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon that ships with the package, read once per process."""
    data = resources.files("graph.extraction").joinpath("cues.toml").read_text(encoding="utf-8")
    return Lexicon(tomllib.loads(data))
