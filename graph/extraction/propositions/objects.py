"""An object pronoun that opens a content, replaced by the things that it stands for: "described them as a convoy"."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from graph.extraction.annotations import Annotations, Attribution
from graph.extraction.propositions.referents import Number, Referent
from graph.extraction.propositions.wording import Substitution
from graph.model import Span, Spans

_THEM = re.compile(r"them(?![\w’'-])")
_PLURAL = re.compile(
    r"(?:\b(?i:the|these|those|of|all|some|many|several|both|its|their|his|her|two|three|four|five|six|seven|eight|nine"
    r"|ten|dozen|hundred)|\d)\s+(?:[a-z][a-z-]*\s+){0,2}?(?P<noun>[a-z][a-z-]*s)\b(?![’'-])"
)
_SINGULAR = ("ss", "us", "is")
_ONE_THING = frozenset(
    {"news", "series", "species", "means", "politics", "headquarters", "was", "has", "does", "says", "as"}
)
_MAX_FRONT = 400  # code points of a sentence that are read


class Objects:
    """What "them" stands for in the contents of one document.

    It is an object of the cue, so who describes them is not among them (principle B of Chomsky 1981); the things are
    those of which the sentence speaks before, if it speaks of only one kind in the plural.
    """

    def __init__(self, annotations: Annotations) -> None:
        self._text = annotations.document.text
        self._sentences = annotations.sentences

    def substitutions(self, attribution: Attribution, content: Spans) -> Iterator[tuple[Substitution, Referent]]:
        """Yield what takes the place of a pronoun that opens a content, where it is certain what it means."""
        at = content[0].start
        match = _THEM.match(self._text, at, content[0].end)
        number = bisect_right(self._sentences, at, key=lambda sentence: sentence.start) - 1
        if match is None or number < 0:
            return
        start = max(self._sentences[number].start, at - _MAX_FRONT)
        nouns = {
            found["noun"]
            for found in _PLURAL.finditer(self._text, start, at)
            if _is_plural(found["noun"]) and not _is_within(found.start("noun"), attribution.source)
        }
        if len(nouns) == 1:
            referent = Referent(f"the {nouns.pop()}", Number.GROUP, is_named=False)
            yield Substitution(Span(*match.span()), referent.name), referent


def _is_plural(noun: str) -> bool:
    return not noun.endswith(_SINGULAR) and noun not in _ONE_THING


def _is_within(at: int, spans: Spans) -> bool:
    return any(start <= at < end for start, end in spans)
