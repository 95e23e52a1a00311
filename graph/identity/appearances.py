"""Where a text brings people and bodies in, whether they speak or not: its cast, from the first word to the last."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from graph.identity.cast_words import is_body_noun, is_people_noun, is_person_noun, load
from graph.identity.naming import load as load_naming
from graph.identity.phrases import Determiner, Phrase, bare, parse
from graph.identity.words import load as load_words
from graph.model import Span

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Adm|St|Prof|Rev)\.(?=\s)|[A-Z]\.(?=\s[A-Z])"
    r"|[^\W_]+(?:[-.'’&_][^\W_]+)*(?:(?<=s)[’'](?=\s))?|[^\w\s]"
)
_POSSESSIVE = re.compile(r"(?<=\w)[’']s$|(?<=s)[’']$")
_MAX_RUN = 8  # words of a name
_MAX_BEFORE = 4  # words of a description in front of a name or of a noun
_MAX_APPOSITION = 14  # tokens of one
_CONTENT = 4  # letters of a word that headlines capitalise
_MIN_CAPITALS, _MOST = 5, 5  # capitalised words of a headline, and how many there are to one in lower case
_ENDS = frozenset(',.;:!?)—–-"”’')
_OPENING = frozenset("\"“„«‘'(")
_CLOSING = frozenset("\"”»’')")
_PRONOUNS = frozenset({"he", "she"})
_NOT_ONE = frozenset({"any", "no", "every", "each", "whatever", "which"})
_JOINTS = frozenset({"of", "for", "on", "and", "the"})


class Token(NamedTuple):
    """A word or a mark of a text; ``sentence`` is the number of its sentence."""

    form: str
    start: int
    end: int
    sentence: int

    @property
    def is_capital(self) -> bool:
        """Whether it is written like a name."""
        return self.form[0].isupper()

    @property
    def is_lower(self) -> bool:
        """Whether it is a word in lower case."""
        return self.form[0].islower()


@dataclass(frozen=True, slots=True)
class Appearance:
    """A noun phrase of a text that names or describes somebody.

    ``apposed`` stand in apposition to it. ``is_human`` is what a relative pronoun or an age tells. ``is_subject``: it
    comes first in its sentence and no preposition stands before it; ``is_place``: it stands behind "in" or the like;
    ``is_joined``: "and" ties it to another one; ``is_seat``: it is called a capital; ``is_attributive``: a noun may
    follow that it describes, as in "Ruritanian troops"; ``has_article``: "the" stands before it.
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


def tokenise(text: str, sentences: Sequence[Span]) -> list[Token]:
    """The words and marks of a text."""
    starts = [sentence.start for sentence in sentences]
    return [
        Token(match.group(), match.start(), match.end(), max(0, bisect_right(starts, match.start()) - 1))
        for match in _TOKEN.finditer(text)
    ]


def find_appearances(text: str, tokens: list[Token]) -> list[Appearance]:
    """All appearances in the order of the text; in time linear in its length."""
    return list(_Finder(text, tokens).find())


def common_words(tokens: Iterable[Token]) -> frozenset[str]:
    """The words that a text writes in lower case."""
    return frozenset(token.form for token in tokens if token.is_lower)


class _Finder:
    def __init__(self, text: str, tokens: list[Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._common = common_words(tokens)
        self._headlines = _headlines(tokens)
        self._taken = 0
        """What stands before this token was read as part of something else."""

    def find(self) -> Iterator[Appearance]:
        at, first_of = 0, -1
        while at < len(self._tokens):
            token = self._tokens[at]
            found: Appearance | None = None
            end = at + 1
            if token.is_capital:
                end = self._run_end(at)
                found = self._named(at, end)
            elif at >= self._taken and token.is_lower:
                found = self._described(at)
            if found is None and end == at + 1 and token.form.casefold() in _PRONOUNS:
                found = Appearance(Span(token.start, token.end), Phrase(token.form))
            if found is not None:
                is_free = token.sentence != first_of and not self._is_governed(found.span, at)
                if is_free:
                    first_of = token.sentence
                yield replace(found, is_subject=True) if is_free else found
            at = end

    def _follows(self, at: int) -> bool:
        """Whether a token stands behind the one before it with nothing but white space between, in its sentence."""
        if not 0 < at < len(self._tokens):
            return False
        before, token = self._tokens[at - 1], self._tokens[at]
        return before.sentence == token.sentence and before.end < token.start and before.form[0].isalnum()

    def _run_end(self, start: int) -> int:
        """Where a run of capitalised words ends, with the small words inside."""
        end = start + 1
        while end < min(start + _MAX_RUN, len(self._tokens)) and not self._is_owner(end - 1):
            if self._tokens[end].is_capital and self._follows(end):
                end += 1
                continue
            joined = self._joined(start, end)
            if not joined:
                break
            end = joined
        return end

    def _joined(self, start: int, end: int) -> int:
        """Where a name goes on behind small words ("of", "van der"), a nickname; 0 if it does not."""
        tokens, at = self._tokens, end
        if at < len(tokens) and tokens[at].form in _OPENING and at - 1 >= start:
            close = next((n for n in range(at + 2, min(at + 5, len(tokens))) if tokens[n].form in _CLOSING), 0)
            is_name = close and close + 1 < len(tokens) and tokens[close + 1].is_capital
            is_near = is_name and tokens[close + 1].sentence == tokens[start].sentence
            is_tight = (
                is_near and tokens[at + 1].start == tokens[at].end and tokens[close + 1].start - tokens[close].end == 1
            )
            return close + 2 if is_tight and tokens[at].form != "(" else 0
        particles = load_naming().particles
        is_body = any(is_body_noun(token.form.casefold()) for token in tokens[start:end])
        while at < min(end + 3, len(tokens)) and self._follows(at):
            form = tokens[at].form
            if tokens[at].is_capital:
                return at + 1 if at > end else 0
            if form not in particles and not (is_body and form in _JOINTS):
                return 0
            at += 1
        return 0

    def _is_owner(self, at: int) -> bool:
        return _POSSESSIVE.search(self._tokens[at].form) is not None

    def _named(self, start: int, end: int) -> Appearance | None:
        """Read a run of capitalised words with what stands around it."""
        tokens = self._tokens
        ends_in_body = end < len(tokens) and tokens[end].is_lower and self._follows(end) and not self._is_owner(end - 1)
        start = self._without_opening(start, end)
        if (
            start >= end
            or self._is_shouted(start, end)
            or self._is_alone(start, end)
            or tokens[start].sentence in self._headlines
        ):
            return None
        if ends_in_body and (body := self._body_end(end)):
            return self._described(body - 1, start=start)
        first = self._description_start(start)
        phrase = parse(bare(self._slice(first, end)))
        if is_person_noun(phrase.noun) and not self._is_owner(end - 1) and self._has(end, "of"):
            phrase = parse(self._slice(first, self._complement_end(end)))  # "Governor Ada Quill of Brenn"
        human, apposed, alias = self._behind(end) if not self._is_owner(end - 1) else (None, (), "")
        before = self._in_front(first, end)
        if alias and not phrase.alias:
            phrase = replace(phrase, alias=alias)
        return Appearance(
            Span(tokens[first].start, tokens[end - 1].end),
            phrase,
            apposed=(*apposed, *before),
            is_human=None if self._follows(first) and tokens[first - 1].form in ("of", "in", "at", "near") else human,
            is_place=first > 0 and tokens[first - 1].form in load().locative and self._follows(first),
            is_joined=self._is_joined(first, end),
            is_seat=any(one.noun == "capital" for one in apposed),
            is_attributive=self._is_attributive(end),
            has_article=first > 0 and tokens[first - 1].form.casefold() == "the" and self._follows(first),
        )

    def _without_opening(self, start: int, end: int) -> int:
        """Leave out what is capitalised only because a sentence begins, and articles."""
        tokens = self._tokens
        while start < end and re.split("['’]", tokens[start].form)[0].casefold() in load().never_names:
            start += 1
        if start < end and (self._opens_sentence(start) or tokens[start].form.isupper()):
            folded = bare(tokens[start].form).casefold()
            is_participle = end - start > 1 and folded.endswith("ing") and bare(tokens[start].form) not in self._inner
            is_common = is_participle or (folded in self._common and not is_person_noun(folded))
            if is_common or (end - start == 1 and self._opens_sentence(start) and not self._is_certain(start)):
                start += 1
        return start

    def _opens_sentence(self, at: int) -> bool:
        tokens = self._tokens
        before = tokens[at - 1] if at else None
        return before is None or before.sentence != tokens[at].sentence or before.form in _OPENING or before.form == ":"

    def _is_certain(self, at: int) -> bool:
        """Whether a word at the head of a sentence is a name: it is one elsewhere, or what follows tells."""
        form = self._tokens[at].form
        folded = form.casefold()
        if is_people_noun(folded) or folded.endswith("ly"):
            return False
        return bare(form) in self._inner or form.isupper() or self._is_owner(at) or self._has(at + 1, ",")

    @property
    def _inner(self) -> frozenset[str]:
        if not hasattr(self, "_inner_names"):
            tokens = self._tokens
            self._inner_names = frozenset(
                bare(token.form) for at, token in enumerate(tokens) if token.is_capital and not self._opens_sentence(at)
            )
        return self._inner_names

    def _is_alone(self, start: int, end: int) -> bool:
        """Whether a word is a sentence of its own: a heading."""
        return end - start == 1 and self._opens_sentence(start) and self._has(end, ".")

    def _is_shouted(self, start: int, end: int) -> bool:
        """Whether all words are in capitals, which tells nothing."""
        forms = [token.form for token in self._tokens[start:end]]
        return len(forms) > 1 and all(form.isupper() and len(form) > 1 for form in forms)

    def _body_end(self, at: int) -> int:
        """Where "defence ministry" behind the name of a country ends; 0 where no noun for a body follows."""
        for end in range(at + 1, min(at + 4, len(self._tokens)) + 1):
            if not self._tokens[end - 1].is_lower or not self._follows(end - 1):
                return 0
            form = bare(self._tokens[end - 1].form)
            if form in load_words().never_first_names:
                return 0
            goes_on = end < len(self._tokens) and self._follows(end) and bare(self._tokens[end].form) in load().bodies
            if form in load().bodies and not goes_on:
                return end
        return 0

    def _description_start(self, start: int) -> int:
        """Where a description right in front of a name begins: "spokeswoman", "imaging firm"."""
        if not self._follows(start):
            return start
        last = self._tokens[start - 1].form
        if not (is_person_noun(last) or last in load_naming().descriptions or last in load().bodies):
            return start
        return self._noun_start(start - 1)

    def _noun_start(self, noun: int) -> int:
        """Where the phrase of a noun begins, with its determiner."""
        first, stops = noun, load_words().never_first_names | load_words().auxiliaries
        while first > max(0, noun - _MAX_BEFORE) and self._follows(first):
            form = self._tokens[first - 1].form.casefold()
            if form in load_words().determiners:
                return first - 1
            if form in stops or self._is_owner(first - 1) or not self._tokens[first - 1].is_lower:
                break
            first -= 1
        return first

    def _behind(self, end: int) -> tuple[bool | None, tuple[Phrase, ...], str]:
        """What stands behind a name: whether it is a human being, what it is in apposition, another name."""
        tokens = self._tokens
        alias = ""
        if self._has(end, "(") and self._has(end + 2, ")") and tokens[end + 1].is_capital:
            alias, end = tokens[end + 1].form, end + 3
        if self._has(end, "who"):
            return True, (), alias
        if not self._has(end, ","):
            return None, (), alias
        at, human = end + 1, None
        if at < len(tokens) and tokens[at].form.isdigit() and (self._has(at + 1, ",") or self._has(at + 1, ".")):
            at, human = at + 2, True
        if at >= len(tokens):
            return human, (), alias
        if tokens[at].form in ("who", "whose", "whom"):
            return True, (), alias
        if tokens[at].form == "which":
            return False, (), alias
        phrase, last = self._apposition(at)
        if phrase is None:
            return human, (), alias
        self._taken = max(self._taken, last)
        return human, (phrase,), alias

    def _has(self, at: int, form: str) -> bool:
        return at < len(self._tokens) and self._tokens[at].form == form

    def _apposition(self, start: int) -> tuple[Phrase | None, int]:
        """Read "the mayor of Brenn" or "Head of Mission" up to the next mark, and where it ends."""
        tokens = self._tokens
        limit = min(start + _MAX_APPOSITION, len(tokens))
        end = start
        while end < limit and tokens[end].form not in _ENDS and tokens[end].sentence == tokens[start].sentence:
            if tokens[end].form in ("who", "which", "that"):
                break
            end += 1
        if (end == limit and limit < len(tokens)) or end == start or tokens[start].form in ("and", "or", "but"):
            return None, start
        phrase = parse(self._slice(start, end))
        is_opened = phrase.determiner is not Determiner.NONE or phrase.owner or not phrase.name
        says_what = is_person_noun(phrase.noun) or is_body_noun(phrase.noun) or phrase.noun == "capital"
        return (phrase, end) if is_opened and says_what and not phrase.is_plural else (None, start)

    def _in_front(self, start: int, end: int) -> tuple[Phrase, ...]:
        """Read "the mayor of Brenn," in front of a name that a mark ends."""
        tokens = self._tokens
        if start < 2 or tokens[start - 1].form != "," or (end < len(tokens) and tokens[end].form not in _ENDS):
            return ()
        first = start - 1
        while (
            first > max(0, start - _MAX_APPOSITION)
            and tokens[first - 1].form not in _ENDS
            and tokens[first - 1].sentence == tokens[start].sentence
        ):
            first -= 1
        for at in range(first, start - 2):
            is_opening = tokens[at].form.casefold() in load_words().determiners or self._is_owner(at)
            if is_opening:
                phrase = parse(self._slice(at, start - 1))
                return (phrase,) if is_person_noun(phrase.noun) and not phrase.name else ()
        return ()

    def _described(self, at: int, *, start: int = -1) -> Appearance | None:
        """Read "the trade ministry in Ostrel", "two drivers", where a noun that can be such ends at a token."""
        tokens = self._tokens
        form = bare(tokens[at].form)
        is_body = form in load().bodies
        if not (is_body or is_person_noun(form) or is_people_noun(form)):
            return None
        if (
            self._follows(at + 1)
            and (
                tokens[at + 1].is_capital
                or is_person_noun(bare(tokens[at + 1].form))
                or is_body_noun(tokens[at + 1].form)
            )
            and not self._is_owner(at)
        ):
            return None
        first = start if start >= 0 else self._noun_start(at)
        has_owner = first > 0 and self._follows(first) and self._is_owner(first - 1)
        if has_owner:
            first = self._owner_start(first - 1)
        elif start >= 0:
            first = (
                first - 1
                if self._follows(first) and tokens[first - 1].form.casefold() in load_words().determiners
                else first
            )
        elif tokens[first].form.casefold() not in load_words().determiners and not (
            (is_people_noun(form) and form[-1] == "s") or form == "people"
        ):
            return None
        end = self._complement_end(at + 1) if not self._is_owner(at) else at + 1
        phrase = parse(bare(self._slice(first, end)))
        is_any = is_body and phrase.determiner is Determiner.INDEFINITE  # "is a network": it says what somebody is
        is_part = self._is_attributive(at + 1) and (is_body or tokens[at + 1].form[-1] != "s")  # "the general election"
        if is_any or is_part or tokens[first].form.casefold() in _NOT_ONE or self._names_behind(end):
            return None
        return Appearance(
            Span(tokens[first].start, tokens[end - 1].end),
            phrase,
            is_joined=self._is_joined(first, end),
        )

    def _owner_start(self, at: int) -> int:
        """Where the phrase begins that owns what follows."""
        first = at
        while self._follows(first) and first > at - _MAX_BEFORE and self._tokens[first - 1].is_capital:
            first -= 1
        return (
            first - 1
            if self._follows(first) and self._tokens[first - 1].form.casefold() in ("the", "a", "an")
            else first
        )

    def _complement_end(self, at: int) -> int:
        """Where "in Ostrel" behind a noun ends; the place itself where none follows."""
        tokens = self._tokens
        if at + 1 < len(tokens) and self._follows(at) and tokens[at].form in ("of", "in", "at", "for", "from"):
            name = at + 2 if self._has(at + 1, "the") else at + 1
            if name < len(tokens) and tokens[name].is_capital and self._follows(name):
                end = self._run_end(name)
                return self._body_end(end) or end
        return at

    def _names_behind(self, end: int) -> bool:
        """Whether a name in apposition follows, which is read with it: "the mayor, Ada Quill,"."""
        tokens = self._tokens
        if not self._has(end, ",") or end + 1 >= len(tokens) or not tokens[end + 1].is_capital:
            return False
        last = self._run_end(end + 1)
        return last >= len(tokens) or tokens[last].form in _ENDS

    def _is_attributive(self, end: int) -> bool:
        if not self._follows(end) or self._is_owner(end - 1) or not self._tokens[end].is_lower:
            return False
        form = self._tokens[end].form
        return form not in load_words().never_first_names | load_words().auxiliaries and not form.endswith("ed")

    def _is_joined(self, first: int, end: int) -> bool:
        behind = self._has(end, "and") and end + 1 < len(self._tokens) and self._tokens[end + 1].is_capital
        return behind or (
            first > 1 and self._tokens[first - 1].form == "and" and self._tokens[first - 2].form[0].isalnum()
        )

    def _is_governed(self, span: Span, at: int) -> bool:
        """Whether a preposition stands before a phrase, or it owns what follows."""
        if _POSSESSIVE.search(self._text, span.start, span.end):
            return True
        first = at
        while first > 0 and self._tokens[first].start > span.start:
            first -= 1
        if not first or self._tokens[first - 1].sentence != self._tokens[at].sentence:
            return False
        before = self._tokens[first - 1].form.casefold()
        return before in load_words().after_head or before in load().locative or before == "by"

    def _slice(self, first: int, end: int) -> str:
        return self._text[self._tokens[first].start : self._tokens[end - 1].end]


def _headlines(tokens: Iterable[Token]) -> set[int]:
    """The sentences of which nearly all words are capitalised, so that capitals tell no names."""
    capitals, small = Counter[int](), Counter[int]()
    for token in tokens:
        if len(token.form) >= _CONTENT:
            (capitals if token.is_capital else small)[token.sentence] += 1
    return {number for number, count in capitals.items() if count >= _MIN_CAPITALS and count >= _MOST * small[number]}
