"""Where a text brings people and bodies in, whether they speak or not, from its first word to its last."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.identity.cast.appositions import CAPITAL, Behind, names_behind, read_behind, read_in_front
from graph.identity.cast.extents import (
    body_end,
    complement_end,
    description_start,
    is_attributive,
    is_heading,
    name_start,
    noun_start,
    owner_start,
    run_end,
)
from graph.identity.cast.phrases import Determiner, Phrase, bare, parse
from graph.identity.cast.tokens import Tokens
from graph.identity.cast.words import is_body_noun, is_people_noun, is_person_noun, load
from graph.identity.words import load as load_words
from graph.model import Span

_PRONOUNS = frozenset({"he", "she"})
_REFLEXIVES = ("himself", "herself")
_NOT_ONE = frozenset({"any", "no", "every", "each", "whatever", "which"})
"""With these determiners a phrase means nobody in particular."""
_GOVERNED = ("of", "in", "at", "near", "on", "from", "for")
"""Behind these a relative pronoun may belong to the noun before: "people of Brenn, who"."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """A noun phrase of a text that names or describes somebody.

    ``apposed`` stand in apposition to it. ``is_human`` is what a relative or reflexive pronoun or an age tells.
    ``is_subject``: it comes first in its sentence, and no preposition stands before it; ``is_place``: it stands behind
    "in" or the like; ``is_joined``: "and" ties it to another one; ``is_seat``: it is called a capital;
    ``is_attributive``: a noun may follow that it describes; ``has_article``: "the" stands before it.
    """

    span: Span
    phrase: Phrase
    apposed: tuple[Phrase, ...] = ()
    is_human: bool | None = None
    is_subject: bool = False
    is_place: bool = False
    is_joined: bool = False
    is_seat: bool = False
    is_attributive: bool = False
    has_article: bool = False


def find_appearances(tokens: Tokens) -> Iterator[Appearance]:
    """Yield all appearances in the order of the text; in time linear in its length."""
    at, taken, sentence = 0, 0, -1
    while at < len(tokens):
        token = tokens[at]
        found: Appearance | None = None
        end = run_end(tokens, at) if token.is_capital else at + 1
        if token.is_capital:
            behind = read_behind(tokens, end) if not tokens[end - 1].is_owner else Behind()
            found = _named(tokens, at, end, behind)
            taken = max(taken, behind.end if found else 0)
        elif at >= taken and token.is_lower:
            found = _described(tokens, at)
        if found is None and end == at + 1 and token.form.casefold() in _PRONOUNS:
            found = Appearance(Span(token.start, token.end), Phrase(token.form))
        if found is not None:
            is_subject = token.sentence != sentence and not _is_governed(tokens, found.span, at)
            sentence = token.sentence if is_subject else sentence
            yield replace(found, is_subject=True) if is_subject else found
        at = end


def _named(tokens: Tokens, start: int, end: int, behind: Behind) -> Appearance | None:
    """Read a run of capitalised words with what stands around it."""
    start = name_start(tokens, start, end)
    if start >= end or is_heading(tokens, start, end):
        return None
    is_owner = tokens[end - 1].is_owner
    if not is_owner and (last := body_end(tokens, end)):
        return _described(tokens, last - 1, start=start)
    first = description_start(tokens, start)
    phrase = parse(bare(tokens.words(first, end)))
    is_seated = bool(phrase.name) and phrase.name[-1].casefold() in load().seated and tokens.has(end, "in")
    if not is_owner and (is_seated or (is_person_noun(phrase.noun) and tokens.has(end, "of"))):
        phrase = parse(tokens.words(first, complement_end(tokens, end)))  # "Governor Ada Quill of Brenn"
    if behind.alias and not phrase.alias:
        phrase = replace(phrase, alias=behind.alias)
    article = first - 1 if tokens.before(first) == "the" else first
    is_human = None if tokens.before(article) in _GOVERNED else behind.is_human
    apposed = (behind.phrase, read_in_front(tokens, first, end), parse(behind.age) if behind.age else None)
    return Appearance(
        tokens.span(first, end),
        phrase,
        apposed=tuple(one for one in apposed if one is not None),
        is_human=tokens.has(end, *_REFLEXIVES) or is_human,
        is_place=tokens.before(first) in load().locative and tokens.before(first - 1) not in load().holdings,
        is_joined=_is_joined(tokens, first, end),
        is_seat=behind.phrase is not None and behind.phrase.noun == CAPITAL,
        is_attributive=is_attributive(tokens, end),
        has_article=article < first,
    )


def _described(tokens: Tokens, noun: int, *, start: int = -1) -> Appearance | None:
    """Read "the trade ministry in Ostrel" or "two drivers", where such a noun stands at a number.

    ``start`` is where a name in front of it begins.
    """
    form = bare(tokens[noun].form)
    is_body = form in load().bodies
    if not (is_body or is_person_noun(form) or is_people_noun(form)) or _goes_on(tokens, noun):
        return None
    first = _start(tokens, noun, start)
    if first < 0 or tokens[first].form.casefold() in _NOT_ONE:
        return None
    end = noun + 1 if tokens[noun].is_owner else complement_end(tokens, noun + 1)
    phrase = parse(bare(tokens.words(first, end)))
    is_any = is_body and phrase.determiner is Determiner.INDEFINITE  # "is a network": it says what somebody is
    is_part = is_attributive(tokens, noun + 1) and (is_body or not tokens[noun + 1].form.endswith("s"))
    if is_any or is_part or names_behind(tokens, end):
        return None
    return Appearance(tokens.span(first, end), phrase, is_joined=_is_joined(tokens, first, end))


def _goes_on(tokens: Tokens, noun: int) -> bool:
    """Whether a noun only describes the name or the noun behind it: "spokeswoman Lena Marsh", "ministry officials"."""
    if not tokens.follows(noun + 1) or tokens[noun].is_owner:
        return False
    following = tokens[noun + 1]
    form = bare(following.form)
    return following.is_capital or is_person_noun(form) or is_body_noun(form)


def _start(tokens: Tokens, noun: int, start: int) -> int:
    """Where the phrase of a noun begins; -1 where it has no determiner and so may be no phrase at all."""
    first = start if start >= 0 else noun_start(tokens, noun)
    if tokens.follows(first) and tokens[first - 1].is_owner:
        return owner_start(tokens, first - 1)
    if start >= 0:
        return first - 1 if tokens.before(first) in load_words().determiners else first
    form = tokens[noun].form
    is_bare_plural = form == "people" or (form.endswith("s") and is_people_noun(form))
    return first if tokens[first].form.casefold() in load_words().determiners or is_bare_plural else -1


def _is_joined(tokens: Tokens, first: int, end: int) -> bool:
    if tokens.has(end, "and") and end + 1 < len(tokens) and tokens[end + 1].is_capital:
        return True
    return tokens.before(first) == "and" and first > 1 and tokens[first - 2].form[0].isalnum()


def _is_governed(tokens: Tokens, span: Span, at: int) -> bool:
    """Whether a preposition stands before a phrase in which a token stands, or it owns what follows."""
    first = at
    while first > 0 and tokens[first].start > span.start:
        first -= 1
    last = at
    while last + 1 < len(tokens) and tokens[last + 1].end <= span.end:
        last += 1
    before = tokens.before(first)
    return tokens[last].is_owner or before in load_words().after_head or before in load().locative or before == "by"
