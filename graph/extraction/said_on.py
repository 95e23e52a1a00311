"""When something was said, from the time expressions around source and cue."""

import re
from collections.abc import Sequence

from graph.extraction.annotations import Annotations, Attribution, Layer
from graph.extraction.function_words import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
)
from graph.extraction.surroundings import Stretch, Surroundings
from graph.extraction.time_expressions import TimeExpression, find_times
from graph.model import DateBasis, Span, Spans
from graph.period import Period

_FUTURE = re.compile(r"\b(?:will|shall|(?:is|are) (?:due|expected|scheduled|set) to)\b|[’']ll\b", re.IGNORECASE)
_PARTICIPLE = re.compile(r"\w+ing\b")
_MAX_CUE = 100  # code points of a cue in which its tense shows
_OPENS_WITH_PREPOSITION = re.compile(r"(?:on|in|at|over|during|back|early|earlier|late|later)\b", re.IGNORECASE)
_BELONGS_TO_NOUN = re.compile(
    r"\b(?:since|until|till|by|before|after|from|for|between|through|to|of|about|than|following)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_OCCASION = re.compile(r"\b(?:in|at|during|on)\s+(?:[\w’'-]+\s+){0,4}$", re.IGNORECASE)
_DETERMINED = re.compile(r"\b(?:an?|the|his|her|its|their|our|that)\s+(?:[\w’'-]+\s+)?$", re.IGNORECASE)
_NEVER_ADJECTIVE = re.compile(r"(?:last|this|next|yesterday|today|tonight)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"[’']s?\s")
_FOLLOWING = re.compile(r"\s+([^\W\d_]+)")
_NO_NOUNS = (
    ADVERBS
    | AUXILIARIES
    | CONJUNCTIONS
    | DETERMINERS
    | OBJECT_PRONOUNS
    | PREPOSITIONS
    | SUBJECT_PRONOUNS
    | {"and", "but", "or", "to", "of", "about", "via"}
)


class SaidOn:
    """Dates each attribution by the text, or by the publication where the text has no time for the saying."""

    name = "said-on"
    requires = frozenset({Layer.SENTENCES, Layer.QUOTES, Layer.ATTRIBUTIONS, Layer.CHAINS})
    assigns = frozenset({Layer.DATES})

    def __call__(self, annotations: Annotations) -> None:
        """Set the date and its basis, both or none."""
        published = annotations.document.published_on
        surroundings = Surroundings(annotations)
        attributions = annotations.attributions
        times = [find_time(annotations, one, surroundings=surroundings) for one in attributions]
        _share(annotations, times, surroundings=surroundings)
        origins = _origins(attributions, dated=[number for number, time in enumerate(times) if time])
        for number, (attribution, time) in enumerate(zip(attributions, times, strict=True)):
            attribution.said_on = time.period if time else None
            attribution.said_on_basis = DateBasis.TEXT if attribution.said_on else None
            if published and not time and number not in origins:
                attribution.said_on = Period.of_day(published)
                attribution.said_on_basis = DateBasis.PUBLICATION


def _share(annotations: Annotations, times: list[TimeExpression | None], *, surroundings: Surroundings) -> None:
    """Give "said so on Monday, [adding] that" the time of what its participle belongs to."""
    text, attributions = annotations.document.text, annotations.attributions
    latest: dict[tuple[Spans, Span], TimeExpression] = {}
    for number in sorted(range(len(attributions)), key=lambda number: attributions[number].cue):
        attribution = attributions[number]
        if not attribution.cue or not attribution.source:
            continue
        cue = attribution.cue[0]
        clause = attribution.source, surroundings.sentence_of(cue.start)
        if times[number] is None and _PARTICIPLE.match(text, cue.start, cue.end):
            times[number] = latest.get(clause)
        elif (time := times[number]) is not None:
            latest[clause] = time


def _origins(attributions: Sequence[Attribution], *, dated: list[int]) -> set[int]:
    """Return all that those with a time of their own rest on: it was said no later, so that no publication dates it."""
    reached: set[int] = set()
    while dated:
        targets = {target for target, _ in attributions[dated.pop()].hops} - reached
        reached |= targets
        dated += targets
    return reached


def find_time(
    annotations: Annotations, attribution: Attribution, *, surroundings: Surroundings
) -> TimeExpression | None:
    """Return the expression that tells when something was said; one without a period only for want of another."""
    text, published = annotations.document.text, annotations.document.published_on
    ahead = any(_FUTURE.search(text, start, min(end, start + _MAX_CUE)) for start, end in attribution.cue)
    vague = None
    for stretch in surroundings.around(attribution):
        for time in find_times(stretch.text, published=published, ahead=ahead):
            if _is_attribute(stretch, time.span):
                continue
            # "later" and "earlier" modify the word next to them, "the day before" a clause.
            is_phrase = time.period or " " in stretch.text[time.span.start : time.span.end]
            if stretch.is_adverbial(time.span) if is_phrase else stretch.is_beside(time.span):
                if time.period:
                    return time
                vague = vague or time
    return vague


def _is_attribute(stretch: Stretch, time: tuple[int, int]) -> bool:
    """Whether the time is that of a thing ("since Monday", "Tuesday's vote"), and that is no occasion to speak at."""
    start, end = time
    before, words, after = stretch.text[:start], stretch.text[start:end], stretch.text[end:]
    if _OPENS_WITH_PREPOSITION.match(words):
        return False
    following = _FOLLOWING.match(after)
    is_noun = following is not None and following[1].casefold() not in _NO_NOUNS
    is_adjective = is_noun and _DETERMINED.search(before) and not _NEVER_ADJECTIVE.match(words)  # "a Monday meeting"
    if _POSSESSIVE.match(after) or is_adjective:
        return not _OCCASION.search(before)
    return _BELONGS_TO_NOUN.search(before) is not None
