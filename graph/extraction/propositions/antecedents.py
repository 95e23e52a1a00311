"""Whom a pronoun of the third person inside a content stands for, where only one can be meant."""

import re
from bisect import bisect_right

from graph.extraction.annotations import Annotations, Attribution
from graph.extraction.cue_context import quote
from graph.extraction.function_words import ADVERBS, AUXILIARIES, BE, CONJUNCTIONS, DETERMINERS, PREPOSITIONS
from graph.extraction.lexicon import split_words
from graph.extraction.propositions.agreement import is_of_things, load_verb_forms
from graph.extraction.propositions.persons import MAX_PERSONS, Persons
from graph.extraction.propositions.referents import (
    Gender,
    Referent,
    genders,
    is_body,
    is_person,
    key_of,
    referent_of,
)
from graph.extraction.propositions.voices import Voices
from graph.identity.names import head_noun
from graph.model import MEDIA_KINDS, SourceKind, Span, Stance

_MAX_FRONT = 200  # code points of a content in front of a pronoun that are read
_MAX_BEHIND = 80
_OPENING = frozenset({"that", "none", "of", "all", "some", "one", "both", "most", "any", "each", "whether", "and"})
"""Words in front of the pronoun that is the first noun of a content."""
_GENDERS = {
    **dict.fromkeys(("he", "him", "his"), Gender.MASCULINE),
    **dict.fromkeys(("she", "her", "hers"), Gender.FEMININE),
}
_REPORTERS = frozenset({"reporters", "journalists", "reporter", "journalist", "media", "press"})
_NO_VERB = DETERMINERS | PREPOSITIONS | CONJUNCTIONS | {"to", "of", "and", "or"}
_OBJECTING = frozenset({Stance.REJECT, Stance.DOUBT})
_VAGUE = frozenset({SourceKind.ANONYMOUS, SourceKind.UNSPECIFIED})
_OBJECTS = frozenset({"him", "her"})
_BREAK = re.compile(r"[,;:.!?–—]")


class Antecedents:
    """The third persons of a document."""

    def __init__(self, annotations: Annotations, voices: Voices) -> None:
        self._text = annotations.document.text
        self._sentences = annotations.sentences
        self._voices = voices
        self._genders = genders(self._text, annotations.attributions)
        members: dict[int, list[Attribution]] = {}
        for attribution in annotations.attributions:
            if attribution.source:
                members.setdefault(self._number(attribution.source[0].start), []).append(attribution)
        self._persons = Persons(annotations, sentence_of=members)

    def of_person(self, at: int, pronoun: str, *, content_start: int, is_possessive: bool) -> Referent | None:
        """Return whom "he" or "she" at a place stands for: the only one fitting in this sentence and the one before.

        Who is quoted does not mean himself; who is reported may. What an object pronoun stands for is not the
        subject of its own clause (principle B of Chomsky 1981). None also where it stands for one inside the content.
        """
        reporter = self._voices.reporter(at)
        if reporter is None:
            return None
        wanted = _GENDERS[pronoun]
        quoted = self._voices.speaker(at) if self._voices.is_quoted(at) else None
        excluded = {key_of(quoted.entity)} if quoted and quoted.entity else set()
        found: dict[str, Referent | None] = {}
        source = reporter.entity
        if quoted is None and source is not None:
            # Of himself, or of nobody else: "mocked his talk", "a child said he had been there".
            is_other = is_possessive and reporter.stance in _OBJECTING and self._opens(content_start, at)
            if is_other or (source.kind in _VAGUE and reporter.source and not is_person(source)):
                return None
            if is_person(source):
                found[key_of(source)] = referent_of(source)
        number = self._number(at)
        # "He said that [he] would", "that [his] party would": the subject of what he says.
        is_behind = bool(reporter.source) and reporter.source[0].start < at
        is_subject = found != {} and is_behind and self._opens(content_start, at)
        is_clause_mate = pronoun in _OBJECTS and not is_possessive and self._is_one_clause(content_start, at)
        inside: set[str] = set()
        persons = (*self._persons.of_sentence(number - 1), *self._persons.of_sentence(number))
        if len(persons) >= MAX_PERSONS:
            return None
        for person in persons:
            gender = person.gender or self._genders.get(person.key)
            if gender not in (None, wanted) or person.key in excluded or (person.is_doubtful and is_subject):
                continue
            if content_start <= person.start < at:
                if is_clause_mate and self._is_subject(content_start, person.start):
                    continue
                inside.add(person.key)
            elif person.start >= at and not person.speaks:
                continue
            found[person.key] = found.get(person.key) or person.referent
        known = {key: value for key, value in found.items() if self._genders.get(key) in (None, wanted)}
        if len(known) != 1 or not inside.isdisjoint(known):
            return None
        return next(iter(known.values()))

    def of_thing(self, at: int, pronoun: str, *, end: int) -> Referent | None:
        """Return whom "it", "its", "they" or "their" stands for: the source, where a report of its words opens so.

        Only behind the source, and not where the verb tells what things are, or others were told who could be meant.
        """
        reporter = self._voices.reporter(at)
        if reporter is None or not reporter.source or reporter.source[0].start > at or self._voices.is_quoted(at):
            return None
        if not self._opens(reporter.content[0].start, at):
            return None
        source = reporter.entity
        is_plural = pronoun in {"they", "their"}
        is_group = source is not None and source.kind is SourceKind.COLLECTIVE
        if not is_body(source) and not (is_group and is_plural):
            return None
        if is_plural and self._others_were_told(reporter):
            return None
        stop = next((span.end for span in reporter.content if span.end > at), at)
        is_short = end - at > len(pronoun) and self._text[end - 1] in "se"  # "it's", "they're"
        acts = pronoun in {"its", "their"} or self._acts(Span(end, stop), is_copula=is_short)
        return referent_of(source) if acts else None

    def _others_were_told(self, reporter: Attribution) -> bool:
        """Whether "they" could be those who were told, unless these only pass on what they hear."""
        if "them" in split_words(quote(self._text, reporter.cue)):
            return True
        told = reporter.addressee_entity
        head = head_noun(told.name.split()).casefold() if told else ""
        return bool(reporter.addressee) and not (told and told.kind in MEDIA_KINDS) and head not in _REPORTERS

    def _opens(self, start: int, at: int) -> bool:
        """Whether a pronoun is the first noun of a content."""
        return at - start <= _MAX_FRONT and _OPENING.issuperset(split_words(self._text[start:at]))

    def _acts(self, rest: Span, *, is_copula: bool) -> bool:
        """Whether the verb that opens the rest of a clause tells what bodies and people do, not what things are.

        ``is_copula`` says that a short "is" or "are" stands in front of it.
        """
        words = split_words(self._text[rest.start : min(rest.end, rest.start + _MAX_BEHIND)])
        if words[:1] == ["both"]:
            return False
        words = [word for word in words if word not in ADVERBS and not word.endswith("ly") and word != "n't"]
        auxiliaries = 0
        while auxiliaries < len(words) and words[auxiliaries] in AUXILIARIES | {"wo", "ca", "do"}:
            auxiliaries += 1
        if auxiliaries == len(words):
            return False
        is_copula = words[auxiliaries - 1] in BE if auxiliaries else is_copula
        verb = words[auxiliaries]
        if words[:1] == ["would"] and verb not in load_verb_forms().deeds:
            return False  # "it would depress revenue": what has been proposed, more often than the source
        if verb in _NO_VERB or (is_copula and not verb.endswith("ing")):
            return False
        return not is_of_things(verb.removesuffix("ing")) and verb not in {"raining", "snowing"}

    def _is_subject(self, start: int, at: int) -> bool:
        """Whether a mention opens a content and is no possessive: "Venn's [lawyer]"."""
        front = split_words(self._text[start:at])
        behind = self._text[at : at + _MAX_BEHIND].split(" ")
        return front in ([], ["the"], ["that"], ["that", "the"]) and not behind[0].endswith(("'s", "’s", "s’", "s'"))

    def _is_one_clause(self, start: int, at: int) -> bool:
        front = self._text[max(start, at - _MAX_FRONT) : at]
        words = split_words(front)
        return at - start <= _MAX_FRONT and not _BREAK.search(front) and CONJUNCTIONS.isdisjoint(words[1:])

    def _number(self, at: int) -> int:
        return bisect_right(self._sentences, at, key=lambda span: span.start) - 1
