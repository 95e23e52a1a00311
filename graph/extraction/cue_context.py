"""A cue with the words around it that decide whether and how something was said.

A finder may give "say" as the cue of "Nor did she say": what belongs to the verb is read from the text in front
of it, as far as nothing but auxiliaries, adverbs and words of negation stand there.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from graph.extraction.annotations import Attribution
from graph.extraction.function_words import ADVERBS, AUXILIARIES
from graph.extraction.lexicon import Lexicon, Reading, load_lexicon, split_words
from graph.model import Spans

_MAX_FRONT = 120  # code points that are read in front of a cue or source
_MAX_ROLE = 1_000  # code points of one role that are read; what matters stands at its edges
_MAX_AVERTER = 4  # words of the longest averting verb: "be careful not to"
_MAX_PARTED = 4  # words between source and cue, of which the first is an auxiliary: "did not on Monday"
_BOUNDARY = re.compile(r"[^\w\s'’-]|\n|--")
_INSERTION = re.compile(r",[^,.;:!?\"“”\n]{1,60},\s*\Z")
_PROSPECTIVE = AUXILIARIES | {"going", "able", "about", "willing", "prepared", "ready"}
_STOPS = frozenset('.!?:;\n"“”')
_SHORT_FORMS = frozenset(
    ["n't", "wo", "ca", "sha", "without", "not", "never", "neither", "nor", "s", "re", "ve", "d", "ll", "m"]
)
"""Auxiliaries and negation as ``split_words`` leaves them: "won't" is "wo" and "n't"."""


class CueContext(NamedTuple):
    """The words of an attribution in lower case, "didn't" as two words.

    ``lead`` stands in front of the clause, back to the nearest punctuation; ``opens`` says that a sentence begins
    there. Between source and cue stand ``between`` and then ``group``, which belongs to the verb. ``follows`` says
    that the content stands behind the cue.
    """

    lead: list[str]
    source: list[str]
    between: list[str]
    group: list[str]
    cue: list[str]
    content: list[str]
    opens: bool
    follows: bool

    @property
    def verb(self) -> list[str]:
        """The cue with all that belongs to its verb."""
        return [*self.group, *self.cue]

    @property
    def clause(self) -> list[str]:
        """All words up to the end of the cue."""
        return [*self.lead, *self.source, *self.between, *self.verb]


def read_context(text: str, attribution: Attribution) -> CueContext:
    """Return the words around the cue of an attribution; any spans will do, and empty ones."""
    source, cue, content = attribution.source, attribution.cue, attribution.content
    lexicon = load_lexicon()
    words = [split_words(quote(text, role)) for role in (source, cue, content)]
    if not cue:
        return CueContext([], words[0], [], [], [], words[2], opens=False, follows=False)
    start = cue[0].start
    own = [span.end for span in (*source, *content) if span.end <= start]
    near, front = _front(text, start, floor=max(own, default=0))
    group = _group(front, lexicon=lexicon)
    lead = front[: len(front) - len(group)]
    between: list[str] = []
    if source and source[-1].end == near:
        between = lead
        near, lead = _front(text, source[0].start, floor=0)
    opens = near == 0 or text[near - 1] in _STOPS
    follows = bool(content) and content[0].start >= start
    return CueContext(lead, words[0], between, group, words[1], words[2], opens, follows)


def read_cue(context: CueContext) -> Reading | None:
    """Return what a cue amounts to with the negation around it; None where the lexicon knows none of its words.

    "Nobody has denied", "neither side would confirm", "nor did they say" are negated outside the cue.
    """
    lexicon = load_lexicon()
    words = [*negation_in_front(context, lexicon=lexicon), *context.verb]
    return lexicon.complete(words, context.content if context.follows else ())


def negation_in_front(context: CueContext, *, lexicon: Lexicon) -> list[str]:
    """Return the words in front of the clause's verb, outside its group, that negate it."""
    is_numbered = "".join(context.source[1:2]).isdigit()  # "No 10"
    if context.source and context.source[0] in lexicon.nobody and not is_numbered:
        return ["no"]
    lead = context.lead[:-1] if context.lead[-1:] == ["of"] else context.lead
    if lead and lead[-1] in lexicon.nobody:
        return ["no"]
    # "did not on Monday [say]"; "was not amused and [said]" are two verbs
    parted = context.between[:_MAX_PARTED] if {"and", "but"}.isdisjoint(context.between) else []
    if parted and parted[0] in AUXILIARIES and _has_negator(parted, lexicon=lexicon):
        return ["not"]
    inverted = _group(context.lead, lexicon=lexicon)
    is_clause = not AUXILIARIES.isdisjoint(inverted)
    return ["not"] if is_clause and _has_negator(inverted, lexicon=lexicon) else []


def _has_negator(words: Sequence[str], *, lexicon: Lexicon) -> bool:
    return any(lexicon.is_negator(words, at=at) for at in range(len(words)))


def quote(text: str, spans: Spans) -> str:
    """Return the words of a role as far as they are read: the edges of long ones."""
    left = _MAX_ROLE
    parts: list[str] = []
    for start, end in spans:
        if end - start > left:
            last = spans[-1]
            tail = text[max(last.start, last.end - _MAX_ROLE // 2) : last.end]
            return " ".join((*parts, text[start : start + left]))[: _MAX_ROLE // 2] + f" {tail}"
        parts.append(text[start:end])
        left -= end - start + 1
    return " ".join(parts)


def _front(text: str, end: int, *, floor: int) -> tuple[int, list[str]]:
    """Return the words in front of a place, back to the nearest punctuation, and where they begin.

    What is put between commas right in front of the place is passed over: "did not, however, [say]".
    """
    start = max(floor, end - _MAX_FRONT, 0)
    inserted = _INSERTION.search(text, start, end)
    stop = inserted.start() if inserted else end
    near = max((boundary.end() for boundary in _BOUNDARY.finditer(text, start, stop)), default=start)
    return near, split_words(text[near:stop])


def _group(words: Sequence[str], *, lexicon: Lexicon) -> list[str]:
    """Return the last words that can belong to a verb behind them."""
    start = len(words)
    while start > 0:
        word = words[start - 1]
        is_coordinated = word in {"or", "nor"} and start > 1 and lexicon.match(words, start=start - 2)
        if is_coordinated:  # "would neither confirm nor [deny]"
            start -= 2
            continue
        if word in AUXILIARIES or word in ADVERBS or word in _SHORT_FORMS or (word.endswith("ly") and len(word) > 4):
            start -= 1
            continue
        if word == "to" and start > 1 and words[start - 2] in _PROSPECTIVE:  # "were to", "are not going to"
            start -= 2
            continue
        sizes = range(1, min(_MAX_AVERTER, start) + 1)
        averter = next((size for size in sizes if lexicon.averts(words[:start], start=start - size) == start), None)
        if averter is None:
            break
        start -= averter
    return list(words[start:])
