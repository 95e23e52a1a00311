"""Pronouns inside a content, replaced by the names of those for whom they certainly stand.

“I never signed it,” Venn said: Venn never signed it. The ministry said it had signed it: the ministry had. Where more
than one could be meant, or nobody is known, the word stays, and the claim is one of its document alone.
"""

import re
from collections.abc import Iterator

from graph.extraction.annotations import Annotations, Attribution
from graph.extraction.propositions.antecedents import Antecedents
from graph.extraction.propositions.pronoun_forms import PronounForms, Token
from graph.extraction.propositions.referents import Referent, genders, is_body, is_person, referent_of
from graph.extraction.propositions.voices import Voices
from graph.extraction.propositions.wording import Substitution
from graph.model import SourceKind, Span, Spans

_PRONOUN = re.compile(
    r"(?<![\w’'-])(?P<word>I|[Mm](?:e|y|ine|yself)|[Ww]e|[Uu]s|[Oo]ur(?:s|selves)?"
    r"|[Hh](?:e|im|is|er|ers)|[Ss]he|[Ii]ts?|[Tt]hey|[Tt]heir)(?:[’'](?P<short>m|ve|re|ll|s|d)(?!\w))?(?![\w-]|[’']\w)"
)
_ALTERNATIVE = re.compile(r"\b(?:his or her|her or his|he or she|she or he|him or her|s/he|his/her)\b", re.IGNORECASE)
_SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
_PERSONAL = frozenset({"he", "him", "his", "she", "her", "hers"})


class Pronouns:
    """The pronouns in the contents of one document."""

    def __init__(self, annotations: Annotations) -> None:
        self._text = annotations.document.text
        self._voices = Voices(annotations)
        self._forms = PronounForms(self._text, genders(self._text, annotations.attributions))
        self._antecedents = Antecedents(annotations, self._voices)

    def substitutions(self, content: Spans) -> Iterator[tuple[Substitution, Referent]]:
        """Yield what takes the place of words in a content, from left to right, and whom it names."""
        named: set[str] = set()
        for span in content:
            for match in _PRONOUN.finditer(self._text, *span):
                if _ALTERNATIVE.search(self._text[max(0, match.start() - 8) : match.end() + 8]):
                    continue  # "his or her"
                token = Token(match["word"].casefold(), match["short"] or "", Span(*match.span()))
                referent = self._referent(token, content)
                if referent is None:
                    continue
                is_repeated = referent.name in named
                for substitution in self._forms.replaced(token, referent, end=span.end, is_repeated=is_repeated):
                    named.add(referent.name)
                    yield substitution, referent

    def _referent(self, token: Token, content: Spans) -> Referent | None:
        at = token.span.start
        if token.word in _SINGULAR | _PLURAL:
            speaker = self._voices.speaker(at)
            return _first_person(speaker, is_plural=token.word in _PLURAL) if speaker else None
        if token.word in _PERSONAL:
            is_possessive = self._forms.is_possessive(token)
            start = content[0].start
            return self._antecedents.of_person(at, token.word, content_start=start, is_possessive=is_possessive)
        return self._antecedents.of_thing(at, token.word, end=token.span.end)


def _first_person(attribution: Attribution, *, is_plural: bool) -> Referent | None:
    """Whom "I" or "we" stands for in the words of a source: a person; the body or the group spoken for."""
    source = attribution.entity
    if source is None:
        return None
    if is_plural:
        return referent_of(source) if is_body(source) or source.kind is SourceKind.COLLECTIVE else None
    person = attribution.spokesperson or source
    is_single_name = person.kind is SourceKind.ORGANISATION and " " not in person.name
    return referent_of(person) if is_person(person) or (is_single_name and not is_body(person)) else None
