"""Pronouns inside a content, replaced by the names of those for whom they certainly stand.

“I never signed it,” Venn said: Venn never signed it. The ministry said it had signed it: the ministry had. Where more
than one could be meant, or nobody is known, the word stays, and the claim is one of its document alone.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from graph.extraction.annotations import Annotations, Attribution
from graph.extraction.function_words import ADVERBS, AUXILIARIES, CONJUNCTIONS, PREPOSITIONS
from graph.extraction.propositions.agreement import third_person
from graph.extraction.propositions.antecedents import Antecedents
from graph.extraction.propositions.referents import Gender, Number, Referent, genders, is_body, referent_of
from graph.extraction.propositions.voices import Voices
from graph.extraction.propositions.wording import Substitution
from graph.model import SourceKind, Span, Spans

_PRONOUN = re.compile(
    r"(?<![\w’'-])(?P<word>I|[Mm](?:e|y|ine|yself)|[Ww]e|[Uu]s|[Oo]ur(?:s|selves)?"
    r"|[Hh](?:e|im|is|er|ers)|[Ss]he|[Ii]ts?|[Tt]hey|[Tt]heir)(?:[’'](?P<short>m|ve|re|ll|s|d)(?!\w))?(?![\w-]|[’']\w)"
)
_ALTERNATIVE = re.compile(r"\b(?:his or her|her or his|he or she|she or he|him or her|s/he|his/her)\b", re.IGNORECASE)
_SENTENCE_ENDS = ('"', "“", ".", "!", "?")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_MAX_FRONT = 40
_MAX_ADVERBS = 3
_SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
_PERSONAL = frozenset({"he", "him", "his", "she", "her", "hers"})
_THIRD = frozenset({"he", "him", "his", "she", "her", "hers", "its", "their"})
_SUBJECTS = frozenset({"i", "we", "they"})
_POSSESSIVE = frozenset({"my", "mine", "our", "ours", "his", "hers", "its", "their"})
_PARTICIPLES = frozenset({"been", "done", "gone", "got", "had", "made", "seen", "taken"})
_REFLEXIVE = frozenset({"myself", "ourselves"})
_SHORT = {"m": "is", "re": "is", "ve": "has", "ll": "will"}
_SHORT_PLURAL = {"re": "are", "ve": "have", "ll": "will"}
_NO_NOUN = (
    PREPOSITIONS
    | CONJUNCTIONS
    | ADVERBS
    | AUXILIARIES
    | {"to", "of", "and", "or", "not", "the", "a", "an", "back", "out", "up", "down", "off", "away"}
)


class _Token(NamedTuple):
    """A pronoun and the spans that it and a shortened verb cover; ``first`` opens the content."""

    word: str
    short: str
    span: Span


class Pronouns:
    """The pronouns in the contents of one document."""

    def __init__(self, annotations: Annotations) -> None:
        self._text = annotations.document.text
        self._voices = Voices(annotations)
        self._genders = genders(self._text, annotations.attributions)
        self._antecedents = Antecedents(annotations, self._voices)

    def substitutions(self, content: Spans) -> Iterator[tuple[Substitution, Referent]]:
        """Yield what takes the place of words in a content, from left to right, and whom it names."""
        named: set[str] = set()
        for span in content:
            for match in _PRONOUN.finditer(self._text, *span):
                token = _Token(match["word"].casefold(), match["short"] or "", Span(*match.span()))
                if _ALTERNATIVE.search(self._text[max(0, match.start() - 8) : match.end() + 8]):
                    continue  # "his or her"
                referent = self._referent(token, content)
                if referent is None:
                    continue
                is_repeated = referent.name in named
                replaced = list(self._replaced(token, referent, end=span.end, is_repeated=is_repeated))
                if replaced:
                    named.add(referent.name)
                for substitution in replaced:
                    yield self._at_sentence_start(substitution), referent

    def _at_sentence_start(self, substitution: Substitution) -> Substitution:
        """The words with a capital where they replace some with one that is not the "I"."""
        first = self._text[substitution.span.start]
        front = self._text[max(0, substitution.span.start - 3) : substitution.span.start].rstrip()
        is_start = first.isupper() and (first != "I" or front[-1:] in _SENTENCE_ENDS)
        words = substitution.words
        return substitution._replace(words=words[:1].upper() + words[1:]) if is_start else substitution

    def _referent(self, token: _Token, content: Spans) -> Referent | None:
        at = token.span.start
        if token.word in _SINGULAR | _PLURAL:
            speaker = self._voices.speaker(at)
            return _first_person(speaker, is_plural=token.word in _PLURAL) if speaker else None
        if token.word in _PERSONAL:
            is_possessive = (token.word != "her" and token.word in _POSSESSIVE) or (
                token.word == "her" and self._precedes_noun(token)
            )
            return self._antecedents.of_person(
                at, token.word, content_start=content[0].start, is_possessive=is_possessive
            )
        return self._antecedents.of_thing(at, token.word, end=token.span.end)

    def _replaced(self, token: _Token, referent: Referent, *, end: int, is_repeated: bool) -> Iterator[Substitution]:
        """Yield the name in the form of the pronoun, and the verb in the form that goes with the name."""
        word = token.word
        if is_repeated and word in _THIRD:
            return  # behind the name they stand for it
        if word in _REFLEXIVE:
            yield Substitution(token.span, _reflexive(referent, self._gender(referent)))
        elif word in _POSSESSIVE or (word == "her" and self._precedes_noun(token)):
            own = _possessive(referent, self._gender(referent)) if is_repeated and word in {"my", "our"} else None
            yield Substitution(token.span, own or referent.possessive)
        elif word in _SUBJECTS:
            yield from self._subject(token, referent, end=end)
        elif token.short == "s":
            participle = _WORD.match(self._text, token.span.end + 1)
            is_perfect = participle is not None and (
                participle.group() in _PARTICIPLES or participle.group().endswith("ed")
            )
            yield Substitution(token.span, referent.name + ("'s" if is_perfect else " is"))
        elif token.short != "d":
            yield Substitution(token.span, f"{referent.name} will" if token.short else referent.name)

    def _subject(self, token: _Token, referent: Referent, *, end: int) -> Iterator[Substitution]:
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
            if word not in ADVERBS and not (word.endswith("ly") and len(word) > 4):
                return match
            at = match.end()
        return None

    def _precedes_noun(self, token: _Token) -> bool:
        """Whether "her" is the possessive: a noun or an adjective stands behind it."""
        match = _WORD.match(self._text, token.span.end + 1) or _WORD.match(self._text, token.span.end + 2)
        return match is not None and match.group().casefold() not in _NO_NOUN

    def _gender(self, referent: Referent) -> Gender | None:
        return self._genders.get(referent.name.split()[-1].casefold())


def _first_person(attribution: Attribution, *, is_plural: bool) -> Referent | None:
    """Whom "I" or "we" stands for in the words of a source: a person; the body or the group spoken for."""
    source = attribution.entity
    if source is None:
        return None
    if is_plural:
        return referent_of(source) if is_body(source) or source.kind is SourceKind.COLLECTIVE else None
    person = attribution.spokesperson or (None if is_body(source) else source)
    return (
        None if person is None or person.kind in (SourceKind.COLLECTIVE, SourceKind.DOCUMENT) else referent_of(person)
    )


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
