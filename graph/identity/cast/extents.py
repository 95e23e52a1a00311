"""Where the noun phrases of a text begin and end, without a parser."""

import re

from graph.identity.cast.phrases import bare
from graph.identity.cast.proper_names import owns_in_name
from graph.identity.cast.tokens import Tokens
from graph.identity.cast.words import is_body_noun, is_people_noun, is_person_noun, load
from graph.identity.naming import load as load_naming
from graph.identity.words import load as load_words

_MAX_RUN = 8  # words of a name
_MAX_JOINTS = 3  # small words in a row inside of one
_MAX_NICKNAME = 3  # words of one in quotation marks
_MAX_BEFORE = 4  # words of a description in front of a name or of a noun
_MAX_BODY = 4  # words behind the name of a country up to a noun for a body
_QUOTING, _QUOTED = frozenset("\"“„«‘'"), frozenset("\"”»’'")
_JOINTS = frozenset({"of", "for", "on", "and", "the"})
_COMPLEMENTS = ("of", "in", "at", "for", "from")
_APOSTROPHE = re.compile("['’]")


def run_end(tokens: Tokens, start: int) -> int:
    """Where a run of capitalised words ends, with the small words inside: "Ministry of Defence", "van der Berg"."""
    end = start + 1
    while end < min(start + _MAX_RUN, len(tokens)):
        if tokens[end - 1].is_owner and not owns_in_name(tokens[end - 1].form, tokens[end].form):
            break
        if tokens[end].is_capital and tokens.follows(end):
            end += 1
            continue
        joined = _joined(tokens, start, end) or _nicknamed(tokens, start, end)
        if not joined:
            break
        end = joined
    return end


def _joined(tokens: Tokens, start: int, end: int) -> int:
    """Where a name goes on behind small words; 0 if it does not."""
    is_body = any(is_body_noun(tokens[at].form.casefold()) for at in range(start, end))
    for at in range(end, min(end + _MAX_JOINTS, len(tokens))):
        if not tokens.follows(at):
            return 0
        if tokens[at].is_capital:
            return at + 1
        form = tokens[at].form
        if form not in load_naming().particles and not (is_body and form in _JOINTS):
            return 0
    return 0


def _nicknamed(tokens: Tokens, start: int, end: int) -> int:
    """Where a name goes on behind a nickname in quotation marks; 0 if it does not."""
    if end + 1 >= len(tokens) or tokens[end].form not in _QUOTING or tokens[end + 1].start > tokens[end].end:
        return 0
    last = min(end + _MAX_NICKNAME + 2, len(tokens) - 1)
    close = next((at for at in range(end + 2, last) if tokens[at].form in _QUOTED), 0)
    if not close or not tokens[close + 1].is_capital or tokens[close + 1].sentence != tokens[start].sentence:
        return 0
    return close + 2 if tokens[close + 1].start - tokens[close].end == 1 else 0


def name_start(tokens: Tokens, start: int, end: int) -> int:
    """Where in a run a name begins: behind what is capitalised only because a sentence begins, and behind articles."""
    while start < end and _APOSTROPHE.split(tokens[start].form)[0].casefold() in load().never_names:
        start += 1
    if start == end or not (tokens.opens_sentence(start) or tokens[start].form.isupper()):
        return start
    word = bare(tokens[start].form)
    folded = word.casefold()
    is_described = end - start > 1 and folded in load().adjectives
    if is_described or (folded in tokens.common and not is_person_noun(folded)):
        return start + 1
    if not tokens.opens_sentence(start):
        return start
    is_participle = end - start > 1 and folded.endswith("ing") and word not in tokens.certain  # "Slamming Ada Quill"
    is_doubtful = end - start == 1 and not _is_certain(tokens, start)
    return start + 1 if is_participle or is_doubtful else start


def _is_certain(tokens: Tokens, at: int) -> bool:
    """Whether a word at the head of a sentence is a name: it is one elsewhere, or what follows tells."""
    form = tokens[at].form
    folded = form.casefold()
    if is_people_noun(folded) or folded.endswith("ly"):
        return False
    return bare(form) in tokens.certain or form.isupper() or tokens[at].is_owner or tokens.has(at + 1, ",")


def is_heading(tokens: Tokens, start: int, end: int) -> bool:
    """Whether capitals tell nothing: all of the words are in them, or all of the sentence, or it is but one word."""
    if tokens[start].sentence in tokens.headlines:
        return True
    if end - start == 1:
        return tokens.opens_sentence(start) and tokens.has(end, ".")
    return all(tokens[at].form.isupper() and len(tokens[at].form) > 1 for at in range(start, end))


def body_end(tokens: Tokens, at: int) -> int:
    """Where "defence ministry" behind the name of a country ends; 0 where no noun for a body follows."""
    bodies = load().bodies
    for end in range(at + 1, min(at + _MAX_BODY, len(tokens)) + 1):
        form = bare(tokens[end - 1].form)
        if not tokens[end - 1].is_lower or not tokens.follows(end - 1) or form in load_words().never_first_names:
            return 0
        if form in bodies and not (tokens.follows(end) and bare(tokens[end].form) in bodies):
            return end
    return 0


def noun_start(tokens: Tokens, noun: int) -> int:
    """Where the phrase of a common noun begins, with its determiner."""
    first, stops = noun, load_words().never_first_names | load_words().auxiliaries
    while first > max(0, noun - _MAX_BEFORE) and tokens.follows(first):
        form = tokens.before(first)
        if form in load_words().determiners:
            return first - 1
        if form in stops or tokens[first - 1].is_owner or not tokens[first - 1].is_lower:
            break
        first -= 1
    return first


def description_start(tokens: Tokens, start: int) -> int:
    """Where a description right in front of a name begins: "spokeswoman", "imaging firm"."""
    last = tokens.before(start)
    is_noun = is_person_noun(last) or last in load_naming().descriptions or last in load().bodies
    return noun_start(tokens, start - 1) if last and is_noun and tokens[start - 1].is_lower else start


def owner_start(tokens: Tokens, owner: int) -> int:
    """Where the phrase begins that owns what follows: "the Brenn Herald's"."""
    first = owner
    while tokens.follows(first) and first > owner - _MAX_BEFORE and tokens[first - 1].is_capital:
        first -= 1
    return first - 1 if tokens.before(first) in ("the", "a", "an") else first


def complement_end(tokens: Tokens, at: int) -> int:
    """Where "in Ostrel" behind a noun ends; the place itself where no name follows so."""
    if not (tokens.has(at, *_COMPLEMENTS) and tokens.follows(at)):
        return at
    name = at + 2 if tokens.has(at + 1, "the") else at + 1
    if name >= len(tokens) or not tokens[name].is_capital or not tokens.follows(name):
        return at
    end = run_end(tokens, name)
    return body_end(tokens, end) or end


def is_attributive(tokens: Tokens, end: int) -> bool:
    """Whether a noun may follow that the words before it describe: "Ruritanian troops", "the general election"."""
    if not tokens.follows(end) or tokens[end - 1].is_owner or not tokens[end].is_lower:
        return False
    form = tokens[end].form
    return form not in load_words().never_first_names | load_words().auxiliaries and not form.endswith("ed")
