"""A pronoun's name in its form, and the verb in the form that goes with it: "Ben Tarn doesn't" for "I don't"."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from graph.extraction.function_words import ADVERBS, AUXILIARIES, CONJUNCTIONS, PREPOSITIONS
from graph.extraction.propositions.agreement import third_person
from graph.extraction.propositions.referents import Gender, Number, Referent
from graph.extraction.propositions.wording import Substitution
from graph.model import Span

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SENTENCE_ENDS = ('"', "“", ".", "!", "?")
_MAX_FRONT = 40
_MAX_ADVERBS = 3
_THIRD = frozenset({"he", "him", "his", "she", "her", "hers", "its", "their"})
_SUBJECTS = frozenset({"i", "we", "they"})
_POSSESSIVE = frozenset({"my", "mine", "our", "ours", "his", "hers", "its", "their"})
_PARTICIPLES = frozenset({"been", "done", "gone", "got", "had", "made", "seen", "taken"})
_REFLEXIVE = frozenset({"myself", "ourselves"})
_SHORT = {"m": "is", "re": "is", "ve": "has", "ll": "will"}
_SHORT_PLURAL = {"re": "are", "ve": "have", "ll": "will"}
_NO_NOUN = PREPOSITIONS | CONJUNCTIONS | ADVERBS | AUXILIARIES | {
    "to", "of", "and", "or", "not", "the", "a", "an", "back", "out", "up", "down", "off", "away",
}  # fmt: skip


class Token(NamedTuple):
    """A pronoun in lower case, the verb shortened behind it ("ve", "s"; empty without), and the span of both."""

    word: str
    short: str
    span: Span


class PronounForms:
    """The forms that pronouns of one document take; ``genders`` are known of persons by their last names."""

    def __init__(self, text: str, genders: Mapping[str, Gender]) -> None:
        self._text = text
        self._genders = genders

    def is_possessive(self, token: Token) -> bool:
        """Whether a pronoun belongs to a noun; "her" does where a noun or an adjective stands behind it."""
        if token.word != "her":
            return token.word in _POSSESSIVE
        match = _WORD.match(self._text, token.span.end + 1) or _WORD.match(self._text, token.span.end + 2)
        return match is not None and match.group().casefold() not in _NO_NOUN

    def replaced(self, token: Token, referent: Referent, *, end: int, is_repeated: bool) -> Iterator[Substitution]:
        """Yield the name in the form of the pronoun, and the verb in the form that goes with the name.

        ``end`` is that of the content; ``is_repeated`` says that the name is in front already.
        """
        for substitution in self._forms(token, referent, end=end, is_repeated=is_repeated):
            yield self._at_sentence_start(substitution)

    def _at_sentence_start(self, substitution: Substitution) -> Substitution:
        """The words with a capital where they replace some with one that is not the "I"."""
        first = self._text[substitution.span.start]
        front = self._text[max(0, substitution.span.start - 3) : substitution.span.start].rstrip()
        is_start = first.isupper() and (first != "I" or front[-1:] in _SENTENCE_ENDS)
        words = substitution.words
        return substitution._replace(words=words[:1].upper() + words[1:]) if is_start else substitution

    def _forms(self, token: Token, referent: Referent, *, end: int, is_repeated: bool) -> Iterator[Substitution]:
        """Yield the name in the form of the pronoun, and the verb in the form that goes with the name."""
        word = token.word
        if is_repeated and word in _THIRD:
            return  # behind the name they stand for it
        if word in _REFLEXIVE:
            yield Substitution(token.span, _reflexive(referent, self._gender(referent)))
        elif self.is_possessive(token):
            own = _possessive(referent, self._gender(referent)) if is_repeated and word in {"my", "our"} else None
            yield Substitution(token.span, own or referent.possessive)
        elif word in _SUBJECTS:
            yield from self._subject(token, referent, end=end)
        elif token.short == "s":
            participle = self._verb(token.span.end, end)
            is_perfect = participle is not None and (
                participle.group() in _PARTICIPLES or participle.group().endswith("ed")
            )
            yield Substitution(token.span, referent.name + ("'s" if is_perfect else " is"))
        elif token.short != "d":
            yield Substitution(token.span, f"{referent.name} will" if token.short else referent.name)

    def _subject(self, token: Token, referent: Referent, *, end: int) -> Iterator[Substitution]:
        is_plural = referent.number is Number.GROUP
        short = (_SHORT_PLURAL if is_plural else _SHORT).get(token.short)
        if token.short:
            if short:
                yield Substitution(token.span, f"{referent.name} {short}")
            return
        front = self._text[max(0, token.span.start - _MAX_FRONT) : token.span.start].replace("’", "'")
        before = _WORD.findall(front)[-1:]
        if before and before[0].casefold() in AUXILIARIES:
            return  # a question: "do I know"
        verb = None if is_plural else self._verb(token.span.end, end)
        form = self._form(verb.group()) if verb else ""
        is_coordinated = before == ["and"] and not front.rstrip().endswith(", and")  # "my wife and I know"
        if form is None or (is_coordinated and verb and form != verb.group()):
            return
        yield Substitution(token.span, referent.name)
        if verb and form != verb.group():
            yield Substitution(Span(*verb.span()), form)

    def _form(self, verb: str) -> str | None:
        """Return a verb as it is behind a name: "doesn't" for "don't"; None where that is not certain."""
        bare, negation = (verb[: -len("n't")], verb[-len("n't") :]) if verb.endswith(("n't", "n’t")) else (verb, "")
        if bare in {"wo", "ca"}:
            return verb
        form = third_person(bare)
        return None if form is None else form + negation

    def _verb(self, start: int, end: int) -> re.Match[str] | None:
        """Return the word that must agree with a subject in front of it; None behind "and"."""
        at = start
        for _ in range(_MAX_ADVERBS + 1):
            match = _WORD.search(self._text, at, end)
            if match is None or self._text[at : match.start()].strip(" ,"):
                return None
            word = match.group()
            if word in {"and", "or"}:
                return None
            if word not in ADVERBS and word != "not" and not (word.endswith("ly") and len(word) > 4):
                return match
            at = match.end()
        return None

    def _gender(self, referent: Referent) -> Gender | None:
        return self._genders.get(referent.name.split()[-1].casefold())


def _possessive(referent: Referent, gender: Gender | None) -> str:
    """The pronoun behind the name, or the name again where the text does not tell which pronoun."""
    if referent.number is Number.BODY:
        return "its"
    own = gender if referent.number is Number.PERSON else None
    return {Gender.MASCULINE: "his", Gender.FEMININE: "her", None: referent.possessive}[own]


def _reflexive(referent: Referent, gender: Gender | None) -> str:
    if referent.number is Number.BODY:
        return "itself"
    own = gender if referent.number is Number.PERSON else None
    return {Gender.MASCULINE: "himself", Gender.FEMININE: "herself", None: "themselves"}[own]
