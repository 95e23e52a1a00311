"""Where a noun phrase ends that begins at a known place, without a parser: after "told", behind "an interview with"."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from graph.extraction.function_words import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    OBJECT_PRONOUNS,
    SUBJECT_PRONOUNS,
)
from graph.extraction.time_expressions import find_times
from graph.identity.words import load
from graph.model import Span

_MAX_LENGTH = 200  # code points that are looked at
_MAX_WORDS = 14
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Maj|Capt|Sgt|St|Prof|Rev|[A-Z])\.(?=\s)"
    r"|\d+(?:[.,]\d+)*"
    r"|[^\W_]+(?:[-.'’&][^\W_]+)*(?:[’'](?=\s+\w))?"
    r"|[^\w\s]"
)
_PRONOUNS = OBJECT_PRONOUNS | {"her", "it", "you", "everyone", "everybody", "someone", "somebody", "anyone", "nobody"}
_LINKS = frozenset({"of", "from", "for"})
_PLACES = frozenset(
    {"here", "there", "outside", "inside", "aboard", "afterward", "afterwards", "close", "near", "nearby", "backstage"}
)
_STOPS = (
    AUXILIARIES | CONJUNCTIONS | ADVERBS | _PLACES | SUBJECT_PRONOUNS - {"one"}
    | {"to", "about", "not", "or", "by", "via", "with", "in", "on", "at", "over", "against", "into", "around", "during"}
)  # fmt: skip
_NAME_WITH_TIME = re.compile(r"\w+ [A-Z]|TODAY\b")
_NOT_ADVERBS = frozenset({"family", "assembly", "rally", "ally", "daily", "weekly", "monthly"})


class _Word(NamedTuple):
    form: str
    word: str
    start: int
    end: int

    @property
    def is_name(self) -> bool:
        return self.form[0].isupper() or self.form[0].isdigit()

    @property
    def is_adverb(self) -> bool:
        return self.form.endswith("ly") and not self.is_name and self.word not in _NOT_ADVERBS


def find_noun_phrase(text: str, start: int, *, end: int) -> Span | None:
    """Return the noun phrase that opens a stretch of text, with "of", "from" and "for" what belongs to it.

    An apposition behind a comma is left out; None where the stretch opens with anything else.
    """
    words = list(_words(text[start : min(end, start + _MAX_LENGTH)]))
    first = words[0] if words else None
    if first is None or not first.form[0].isalnum():
        return None
    size = 1 if _is_pronoun(words) else _size(words)
    if not size or all(word.form[0].isdigit() for word in words[:size]):
        return None
    return Span(start + first.start, start + words[size - 1].end)


def _words(text: str) -> Iterator[_Word]:
    """Yield the words up to the first time expression; "the Sunday Times" is none."""
    times = (time.span.start for time in find_times(text, published=None))
    limit = next((at for at in times if not _NAME_WITH_TIME.match(text, at)), len(text))
    for match in islice(_WORD.finditer(text, 0, limit), _MAX_WORDS):
        form = match.group()
        yield _Word(form, form.replace("’", "'").casefold(), *match.span())


def _is_pronoun(words: list[_Word]) -> bool:
    return words[0].word in _PRONOUNS and not (words[0].word == "her" and len(words) > 1 and _goes_on(words, 1))


def _size(words: list[_Word]) -> int:
    """Return how many words the phrase at the start has."""
    if words[0].word in _STOPS | _LINKS | {"and"} or words[0].is_adverb:
        return 0
    size = 1
    while size < len(words) and _goes_on(words, size):
        size += 1
    while size and words[size - 1].word in DETERMINERS | _LINKS | {"and"}:
        size -= 1
    return size


def _goes_on(words: list[_Word], at: int) -> bool:
    """Whether the phrase in front of a word goes on with it."""
    before, word = words[at - 1], words[at]
    following = words[at + 1] if at + 1 < len(words) else None
    if not word.form[0].isalnum() or word.word in _STOPS:
        return False
    if word.word in _LINKS:
        # "told the Harrow Review of the plan": a name that goes on with "of" does so with a name.
        behind = words[at + 2] if at + 2 < len(words) else None
        names = [one for one in (following, behind) if one and one.word not in DETERMINERS][:1]
        return bool(names) and (names[0].is_name or not before.is_name)
    if word.word == "and":
        return following is not None and (following.is_name or following.word in load().heads)
    opens = before.word in DETERMINERS | _LINKS | {"and"} or before.is_adverb
    if word.word in DETERMINERS:
        return opens or before.word.endswith("'s")
    # "a Harrow Valley gathering": an indefinite article wants a common noun, whatever it looks like.
    wants_noun = words[0].word in {"a", "an"} and all(one.is_name for one in words[1:at])
    return opens or wants_noun or word.is_name or not (word.is_adverb or word.word.endswith(("ing", "ed")))
