"""Who was told: "told reporters", "in an interview with the paper", "urged the council to act"."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice

from graph.extraction.annotations import Annotations, Attribution, Layer
from graph.extraction.function_words import DETERMINERS
from graph.extraction.inflection import Spelling, inflect_verb
from graph.extraction.noun_phrase import find_noun_phrase
from graph.extraction.surroundings import Side, Stretch, Surroundings
from graph.identity.names import clean, head_noun, kind_by_words
from graph.identity.words import load as load_identity_words
from graph.model import SourceKind, Span

_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|get|gets|got)\s+(?:[a-z]+ly\s+|also\s+|not\s+|never\s+)?$", re.IGNORECASE
)
_DETERMINED = re.compile(rf"\b(?:{'|'.join(sorted(DETERMINERS))})\s+(?:[\w’'-]+\s+)?$", re.IGNORECASE)
_MAX_AUXILIARY = 40  # code points in front of a verb in which its auxiliary stands
_MAX_TRIES = 8  # places of a stretch where an addressee may stand
_TO_ACT = re.compile(rf"\s+(?:not\s+)?to\s+[\"“‘']?(?!(?:{'|'.join(sorted(DETERMINERS))})\b)[a-z]+")
_THAT = re.compile(r"\s+(?:that|whether)\b")
_WHEN = r"(?:\s+(?:on|last|this)\s+\w+|\s+\w+day(?:\s+(?:morning|afternoon|evening|night))?|\s+yesterday){0,2}"
_MANNER = r"(?:\s+[a-z]+ly)?"
_TO = re.compile(rf"{_MANNER}{_WHEN}\s+to\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Words:
    """The lists of ``addressees.toml`` as patterns; where a match ends, the words for who is told begin."""

    object: re.Pattern[str]
    object_or_thing: re.Pattern[str]
    directive: re.Pattern[str]
    verb: re.Pattern[str]
    verb_to: re.Pattern[str]
    noun: re.Pattern[str]
    no_addressee: frozenset[str]


class Addressees:
    """Finds the words that say who was told."""

    name = "addressees"
    requires = frozenset({Layer.SENTENCES, Layer.QUOTES, Layer.ATTRIBUTIONS})
    assigns = frozenset({Layer.ADDRESSEES})

    def __call__(self, annotations: Annotations) -> None:
        """Set the spans of the addressee; none where the text does not say who was told."""
        surroundings = Surroundings(annotations)
        for attribution in annotations.attributions:
            found = find_addressee(annotations, attribution, surroundings=surroundings)
            attribution.addressee = (found,) if found else ()


def find_addressee(annotations: Annotations, attribution: Attribution, *, surroundings: Surroundings) -> Span | None:
    """Return the words for who was told: the object of the cue, or what a phrase like "in a letter to" leads to."""
    text = annotations.document.text
    stretches = list(surroundings.around(attribution))
    heads = list(_heads(stretches))
    candidates = (
        candidate
        for found in (_objects(text, heads), _in_content(text, attribution, heads), _obliques(stretches))
        for candidate in found
    )
    return next((one for one in candidates if not _overlaps(one, attribution.source)), None)


def _heads(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yield each cue with what stands right behind it."""
    cue: Stretch | None = None
    for stretch in stretches:
        if cue is not None:
            behind = stretch.side is Side.BEHIND_HEAD and stretch.span.start == cue.span.end
            text = cue.text + stretch.text if behind else cue.text
            yield cue._replace(span=Span(cue.span.start, cue.span.start + len(text)), text=text)
        cue = stretch if stretch.side is Side.CUE else None
    if cue is not None:
        yield cue


def _objects(text: str, heads: Iterable[Stretch]) -> Iterator[Span]:
    """Yield the objects of verbs like "tell" in the active voice."""
    for head in heads:
        for pattern, is_certain in ((_load().object, True), (_load().object_or_thing, False)):
            for verb in islice(pattern.finditer(head.text), _MAX_TRIES):
                at = head.span.start + verb.start()
                is_noun = _DETERMINED.search(head.text, 0, verb.start())  # "the Pentagon briefing room"
                if not is_noun and not _PASSIVE.search(text, max(0, at - _MAX_AUXILIARY), at):
                    yield from _phrase(head, verb, is_certain=is_certain)


def _in_content(text: str, attribution: Attribution, heads: Iterable[Stretch]) -> Iterator[Span]:
    """Yield who a content begins with before it says what they are told: "urged [the council to act]"."""
    for head in heads:
        for pattern, goes_on in ((_load().directive, _TO_ACT), (_load().object, _THAT)):
            for verb in islice(pattern.finditer(head.text), _MAX_TRIES):
                end = head.span.start + verb.end()
                content = next((span for span in attribution.content if span.start >= end), None)
                if content is None or text[end : min(content.start, end + _MAX_AUXILIARY)].strip():
                    continue
                found = find_noun_phrase(text, content.start, end=content.end)
                if found and goes_on.match(text, found.end, content.end) and _is_hearer(text[found.start : found.end]):
                    yield found


def _obliques(stretches: Iterable[Stretch]) -> Iterator[Span]:
    """Yield what "in an interview with", "speaking to", "said to" and "explained the plan to" lead to."""
    is_spoken = False
    for stretch in stretches:
        for pattern in (_load().noun, _load().verb_to):
            for found in islice(pattern.finditer(stretch.text), _MAX_TRIES):
                yield from _phrase(stretch, found, is_certain=False)
        is_spoken = is_spoken or (stretch.side is Side.CUE and _load().verb.search(stretch.text) is not None)
        to = _TO.match(stretch.text)
        if to and is_spoken and stretch.side in {Side.BEHIND_HEAD, Side.BEHIND_CONTENT}:
            yield from _phrase(stretch, to, is_certain=False)


def _phrase(stretch: Stretch, lead: re.Match[str], *, is_certain: bool) -> Iterator[Span]:
    """Yield the noun phrase behind the words that lead to it, if somebody can be told by that name."""
    found = find_noun_phrase(stretch.text, lead.end(), end=len(stretch.text))
    if found is None or not stretch.is_adverbial(Span(lead.start(), found.end)):
        return
    words = stretch.text[found.start : found.end]
    if _is_hearer(words) or (is_certain and not _is_no_hearer(words)):
        yield Span(stretch.span.start + found.start, stretch.span.start + found.end)


def _is_hearer(words: str) -> bool:
    """Whether a phrase names or describes a person or a body, as far as its words tell."""
    mention = clean(words)
    names = [word for word in words.split() if word[0].isupper() and word.casefold() not in DETERMINERS]
    head = head_noun(mention.split()).casefold()
    identity = load_identity_words()
    if _is_no_hearer(words) or identity.heads.get(head) is SourceKind.DOCUMENT:
        return False
    return bool(names) or head in identity.heads or head in identity.pronouns or kind_by_words(mention) is not None


def _is_no_hearer(words: str) -> bool:
    return head_noun(clean(words).split()) in _load().no_addressee


def _overlaps(one: Span, spans: Iterable[Span]) -> bool:
    return any(one.start < span.end and span.start < one.end for span in spans)


@cache
def _load() -> _Words:
    data = tomllib.loads(resources.files("graph.extraction").joinpath("addressees.toml").read_text(encoding="utf-8"))
    spelling = Spelling(past=data["irregular"], gerund=data["irregular_ing"], doubling=frozenset())

    def verbs(name: str) -> str:
        forms = {
            " ".join((form, *verb.split()[1:]))
            for verb in data["verbs"][name]
            for form, _ in inflect_verb(verb.split()[0], spelling=spelling)
        }
        return "|".join(sorted(forms, key=lambda form: (-len(form), form))).replace(" ", r"\s+")

    nouns = "|".join(rf"(?:{'|'.join(words)})s?{_WHEN}\s+{preposition}" for preposition, words in data["nouns"].items())

    def pattern(words: str) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-])(?:{words})(?:\s+|$)", re.IGNORECASE)

    return _Words(
        object=pattern(verbs("object")),
        object_or_thing=pattern(verbs("object_or_thing")),
        directive=pattern(verbs("directive")),
        verb=pattern(verbs("to")),
        verb_to=pattern(rf"(?:{verbs('to')}){_MANNER}{_WHEN}\s+to"),
        noun=pattern(nouns),
        no_addressee=frozenset(data["no_addressee"]["words"]),
    )
