"""Who is speaking: the noun phrase in front of a cue, or behind it, without a parser.

A subject is what stands between a cue and the nearest word that cannot be part of it, going left.
"""

from graph.extraction.function_words import (
    AUXILIARIES,
    CLAUSE_LEADERS,
    CONJUNCTIONS,
    DETERMINERS,
    LINKS,
    NO_SUBJECT,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    REDUCED,
    SUBJECT_PRONOUNS,
    TIMES,
)
from graph.extraction.inflection import Form
from graph.extraction.lexicon import CueKind, Frame, load_lexicon
from graph.extraction.tokens import PUNCTUATION, Tokens

_DOUBLE_MARKS = frozenset('"“”')
_STOPS = frozenset(".;:!?") | _DOUBLE_MARKS
_MAX_WORDS = 30


def find_subject(tokens: Tokens, *, before: int) -> tuple[int, int] | None:
    """Return the tokens of the subject that ends in front of the verb group at ``before``, or None.

    An apposition between commas belongs to it ("Smith, the mayor, said"). Of a relative clause ("an official
    who said") it is the word that the clause describes.
    """
    end = _before_relative_clause(tokens, before)
    start = _walk_left(tokens, end)
    if start == end and end and tokens.words[end - 1] == ",":
        head_end = _before_apposition(tokens, end - 1)
        if head_end is None:
            return None
        start = _walk_left(tokens, head_end)
        if not _is_subject(tokens, _trim(tokens, start, head_end), head_end):
            return None
    start = _after_verb(tokens, _trim(tokens, start, end), end)
    return (start, end) if _is_subject(tokens, start, end) else None


def _after_verb(tokens: Tokens, start: int, end: int) -> int:
    """Drop the cue that governs a subject: "[citing] drivers who said", "[claims] a guard admitted"."""
    match = load_lexicon().match(tokens.words, start=start, kind=CueKind.VERB) if start < end else None
    if match is None or match.end >= end or tokens.is_name(start):
        return start
    is_governor = bool(match.form & Form.GERUND) or tokens.words[match.end] in DETERMINERS
    return match.end if is_governor else start


def find_object(tokens: Tokens, *, after: int) -> tuple[int, int] | None:
    """Return the tokens of the noun phrase that begins at ``after``, up to a comma or the next clause."""
    at = after
    limit = min(len(tokens), after + _MAX_WORDS)
    while at < limit and not _ends_object(tokens, at, after):
        at += 1
    if at < len(tokens) and tokens.words[at] == ",":
        at = _after_apposition(tokens, at)
    while at > after and tokens.words[at - 1] in TIMES | {"on", "in"}:
        at -= 1
    if at == after or all(word in PUNCTUATION for word in tokens.words[after:at]):
        return None
    return after, at


def first_noun_phrase(tokens: Tokens, *, start: int, before: int) -> tuple[int, int] | None:
    """Return the subject with which a clause opens, up to its first verb."""
    start = _trim(tokens, start, before)
    comma = next((i for i in range(start, min(before, start + 12)) if tokens.words[i] == ","), None)
    if comma is not None and tokens.words[start] in PREPOSITIONS | CONJUNCTIONS:
        start = _trim(tokens, comma + 1, before)
    at = start
    while at < min(before, start + _MAX_WORDS) and not _ends_object(tokens, at, start):
        if tokens.words[at].endswith("ed") and not tokens.is_name(at) and at > start:
            break
        at += 1
    return (start, at) if _is_subject(tokens, start, at) else None


def skip_addressee(tokens: Tokens, *, after: int) -> int:
    """Return where the person who is told ends: "told [reporters] the plan was dead"."""
    at = after
    if at < len(tokens) and tokens.words[at] in OBJECT_PRONOUNS | {"you", "her", "it"}:
        return at + 1
    if at < len(tokens) and tokens.words[at] in DETERMINERS:
        at += 1
    seen_noun = False
    while at < len(tokens) and at - after < 12:
        word = tokens.words[at]
        if word in PUNCTUATION or word in AUXILIARIES or word in CONJUNCTIONS or word in SUBJECT_PRONOUNS:
            break
        continues = tokens.words[at - 1] in LINKS
        opens_name = seen_noun and tokens.is_name(at) and not tokens.is_name(at - 1)
        if (word in DETERMINERS or opens_name) and not continues:
            break
        seen_noun = True
        at += 1
    name_end = at
    while name_end < len(tokens) and tokens.is_name(name_end):
        name_end += 1
    closes = name_end == len(tokens) or tokens.words[name_end] in PUNCTUATION
    return name_end if closes else at  # "told the news agency [Sund Wire]."


def _before_relative_clause(tokens: Tokens, before: int) -> int:
    """Return where the words end that "who ..." in front of a verb describes: "[an official] who asked for silence"."""
    for at in range(before - 1, max(-1, before - _MAX_WORDS), -1):
        word = tokens.words[at]
        if word == "who" or (word == "which" and at == before - 1):
            return at - 1 if at and tokens.words[at - 1] == "," else at
        # In "drivers who said a guard had told them", the guard is the one who told.
        if word in PUNCTUATION or word in CONJUNCTIONS or _leads_clause(tokens, at):
            break
    return before


def _leads_clause(tokens: Tokens, at: int) -> bool:
    match = load_lexicon().match(tokens.words, start=at, kind=CueKind.VERB)
    return match is not None and not match.cue.frames.isdisjoint({Frame.THAT, Frame.ZERO})


def _walk_left(tokens: Tokens, end: int) -> int:
    at = end
    while at > 0 and end - at < _MAX_WORDS and not _bounds_subject(tokens, at - 1, end):
        at -= 1
    return at


def _bounds_subject(tokens: Tokens, at: int, end: int) -> bool:
    word = tokens.words[at]
    if word in PUNCTUATION:
        # "Sen. X (R-Ohio) said", and the dash of "Smith - Jones" is no boundary only inside brackets.
        return not (word in "()" and ")" in tokens.words[at:end])
    if word in AUXILIARIES or word in CONJUNCTIONS:
        return True
    if word == "and":
        return at in {0, end - 1} or _has_verb(tokens, at)
    return _is_verb(tokens, at, end)


def _has_verb(tokens: Tokens, before: int) -> bool:
    """Whether a verb stands between the last punctuation mark and an "and", which then joins clauses."""
    at = before - 1
    while at >= 0 and before - at < _MAX_WORDS:
        word = tokens.words[at]
        if word in PUNCTUATION or word in CONJUNCTIONS:
            return word == ","
        if word in AUXILIARIES or _is_verb(tokens, at, before):
            return True
        at -= 1
    return False


def _is_verb(tokens: Tokens, at: int, end: int) -> bool:
    word = tokens.words[at]
    if tokens.is_name(at) and at > 0:
        return False
    following = tokens.words[at + 1] if at + 1 < end else ""
    if at and tokens.words[at - 1] in DETERMINERS | PREPOSITIONS | {"of"}:
        return False
    match = load_lexicon().match(tokens.words, start=at, kind=CueKind.VERB)
    if match and match.form & Form.PAST:
        return following not in REDUCED
    return len(word) > 4 and word.endswith("ed") and following not in REDUCED and at > 0


def _before_apposition(tokens: Tokens, comma: int) -> int | None:
    """Return the place of the comma that opens the apposition which ``comma`` closes."""
    for at in range(comma - 1, max(-1, comma - _MAX_WORDS), -1):
        word = tokens.words[at]
        if word == "," and _opens_apposition(tokens, at + 1):
            return at
        if word in _STOPS:
            return None
    return None


def _opens_apposition(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    is_noun = word in DETERMINERS or word in {"who", "which", "whose", "head", "chief", "president", "chair"}
    return is_noun or tokens.is_name(at) or word.isdigit() or word.endswith(("er", "or", "man", "woman", "ist"))


def _after_apposition(tokens: Tokens, comma: int) -> int:
    """Return the end of a phrase with its apposition, if the comma opens one that closes again."""
    at = comma + 1
    if at >= len(tokens) or not _opens_apposition(tokens, at):
        return comma
    while at < len(tokens) and at - comma < _MAX_WORDS and not _ends_object(tokens, at, comma + 1):
        at += 1
    closes = at >= len(tokens) or tokens.words[at] in ".,!?;" or tokens.words[at] in _DOUBLE_MARKS
    return at if closes else comma


def _ends_object(tokens: Tokens, at: int, start: int) -> bool:
    word = tokens.words[at]
    if word in PUNCTUATION and word not in {"(", ")", "-", "'", "’"}:
        return True
    if word in AUXILIARIES or (word in CONJUNCTIONS and at > start):
        return True
    if at == start:
        return False
    lexicon = load_lexicon()
    phrase = lexicon.match(tokens.words, start=at, kind=CueKind.PHRASE)
    if phrase and Frame.RELAY in phrase.cue.frames:
        return True  # "according to A [on the authority of B]"
    match = lexicon.match(tokens.words, start=at, kind=CueKind.VERB)
    return match is not None and bool(match.form & (Form.PAST | Form.GERUND)) and not tokens.is_name(at)


def _trim(tokens: Tokens, start: int, end: int) -> int:
    """Drop adverbs and conjunctions that lead up to a subject: "However, last week the ministry"."""
    while start < end:
        word = tokens.words[start]
        if word in CLAUSE_LEADERS or word in PUNCTUATION - {"("} or (word.endswith("ly") and not tokens.is_name(start)):
            start += 1
        elif (word in PREPOSITIONS or word in TIMES) and _time_end(tokens, start, end):
            start = _time_end(tokens, start, end)
        else:
            break
    return start


def _time_end(tokens: Tokens, start: int, end: int) -> int:
    """Return where "on Tuesday", "last month" and the like end, or 0."""
    at = start
    while at < end and (tokens.words[at] in PREPOSITIONS or tokens.words[at] in TIMES or tokens.words[at].isdigit()):
        at += 1
    return at if at > start and tokens.words[at - 1] in TIMES and at < end else 0


def _is_subject(tokens: Tokens, start: int, end: int) -> bool:
    if start >= end:
        return False
    words = tokens.words[start:end]
    if words[0] in NO_SUBJECT or words[0] in OBJECT_PRONOUNS or words[:2] == ["no", "one"]:
        return False
    return any(word[0].isalpha() and word not in PREPOSITIONS for word in words)
