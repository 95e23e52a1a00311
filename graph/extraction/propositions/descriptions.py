"""Descriptions inside a content, replaced by the names of the persons whom they mean: "the general had signed it"."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator

from graph.extraction.annotations import Annotations
from graph.extraction.function_words import BE
from graph.extraction.lexicon import split_words
from graph.extraction.propositions.referents import Number, Referent
from graph.extraction.propositions.wording import Substitution
from graph.identity.sources import Described
from graph.model import Span, Spans

_RESTRICTING = re.compile(r"\s+(?:of|for|who|whose|that|in|from)\b")
"""Behind these a description tells more of whom it means: "the nominee of the two parties"."""
_MAX_FRONT = 40  # code points in front of a description that are read
_PREDICATING = BE | {
    "as", "become", "becomes", "became", "remain", "remains", "remained", "named", "elected", "appointed",
}  # fmt: skip
"""Behind these a description says what somebody is: "she is the mayor"."""


class Descriptions:
    """The descriptions of persons with names in one document."""

    def __init__(self, annotations: Annotations) -> None:
        self._text = annotations.document.text
        self._described = annotations.described
        self._starts = [described.span.start for described in self._described]

    def substitutions(self, content: Spans) -> Iterator[tuple[Substitution, Referent]]:
        """Yield what takes the place of descriptions in a content, from left to right, and whom each names.

        Of several for one person only the first is replaced, and none of whom the content names.
        """
        named: set[str] = set()
        for span in content:
            for described in self._inside(span):
                name = described.source.name
                if name in named or self._is_named(name, content) or self._says_more(described.span):
                    continue
                named.add(name)
                referent = Referent(name, Number.PERSON, is_named=True)
                is_owner = self._text[described.span.end - 2 : described.span.end] in ("'s", "’s")
                yield Substitution(described.span, referent.possessive if is_owner else name), referent

    def _inside(self, span: Span) -> Iterator[Described]:
        for described in self._described[bisect_left(self._starts, span.start) :]:
            if described.span.end > span.end:
                break
            yield described

    def _is_named(self, name: str, content: Spans) -> bool:
        last = name.split()[-1]
        return any(last in self._text[start:end] for start, end in content)

    def _says_more(self, span: Span) -> bool:
        """Whether a description is not only there to tell who is meant."""
        front = split_words(self._text[max(0, span.start - _MAX_FRONT) : span.start])
        return (bool(front) and front[-1] in _PREDICATING) or _RESTRICTING.match(self._text, span.end) is not None


def merged(
    first: Collection[tuple[Substitution, Referent]], others: Collection[tuple[Substitution, Referent]]
) -> list[tuple[Substitution, Referent]]:
    """Both, from left to right; those of ``others`` that overlap one of the first are left out."""
    taken = [one.span for one, _ in first]
    kept = [
        (one, referent)
        for one, referent in others
        if all(one.span.end <= span.start or span.end <= one.span.start for span in taken)
    ]
    return sorted((*first, *kept), key=lambda entry: entry[0].span)
