"""The words and marks of a text, and how they stand to each other."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from graph.identity.cast.phrases import bare
from graph.model import Span

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Adm|St|Prof|Rev)\.(?=\s)|[A-Z]\.(?=\s[A-Z])"
    r"|[^\W_]+(?:[-.'’&_][^\W_]+)*(?:(?<=s)[’'](?=\s))?|([^\w\s])\1{3,}|[^\w\s]"
)
_POSSESSIVE = re.compile(r"(?<=\w)[’']s$|(?<=s)[’']$")
_OPENING = frozenset("\"“„«‘'(:")
_LONG = 4  # letters of a word that headlines capitalise
_MIN_CAPITALS, _MOST = 5, 5  # capitalised words of a headline, and how many there are to one in lower case


class Token(NamedTuple):
    """A word or a mark; ``sentence`` is the number of its sentence."""

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

    @property
    def is_owner(self) -> bool:
        """Whether it is a possessive: "Ada's"."""
        return _POSSESSIVE.search(self.form) is not None


class Tokens:
    """The tokens of a text by their numbers."""

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        starts = [sentence.start for sentence in sentences]
        self.text = text
        self.all = [
            Token(match.group(), match.start(), match.end(), max(0, bisect_right(starts, match.start()) - 1))
            for match in _TOKEN.finditer(text)
        ]

    def __len__(self) -> int:
        return len(self.all)

    def __getitem__(self, at: int) -> Token:
        return self.all[at]

    def has(self, at: int, *forms: str) -> bool:
        """Whether one of some forms stands at a number, which may lie outside."""
        return 0 <= at < len(self.all) and self.all[at].form in forms

    def follows(self, at: int) -> bool:
        """Whether a token stands behind the word before it with nothing but white space between, in its sentence."""
        if not 0 < at < len(self.all):
            return False
        before, token = self.all[at - 1], self.all[at]
        return before.sentence == token.sentence and before.end < token.start and before.form[0].isalnum()

    def before(self, at: int) -> str:
        """The word before a token in its sentence, in lower case; empty where none stands right before it."""
        return self.all[at - 1].form.casefold() if self.follows(at) else ""

    def opens_sentence(self, at: int) -> bool:
        """Whether a token may be capitalised because a sentence or a quotation begins with it."""
        if at == 0 or self.all[at - 1].sentence != self.all[at].sentence:
            return True
        return self.all[at - 1].form in _OPENING

    def span(self, first: int, end: int) -> Span:
        """What the tokens from one to before another cover."""
        return Span(self.all[first].start, self.all[end - 1].end)

    def words(self, first: int, end: int) -> str:
        """The text of the tokens from one to before another."""
        return self.text[self.all[first].start : self.all[end - 1].end]

    @cached_property
    def common(self) -> frozenset[str]:
        """The words that the text writes in lower case."""
        return frozenset(token.form for token in self.all if token.is_lower)

    @cached_property
    def certain(self) -> frozenset[str]:
        """The words that the text capitalises where no sentence begins."""
        return frozenset(
            bare(token.form) for at, token in enumerate(self.all) if token.is_capital and not self.opens_sentence(at)
        )

    @cached_property
    def headlines(self) -> frozenset[int]:
        """The sentences of which nearly all words are capitalised, so that capitals tell no names."""
        capitals, small = Counter[int](), Counter[int]()
        for token in self.all:
            if len(token.form) >= _LONG:
                (capitals if token.is_capital else small)[token.sentence] += 1
        many = ((number, count) for number, count in capitals.items() if count >= _MIN_CAPITALS)
        return frozenset(number for number, count in many if count >= _MOST * small[number])
