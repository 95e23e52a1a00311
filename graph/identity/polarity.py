"""The positive form of a negated proposition: polarity is in the stance, not in the claim.

Only where the text itself gives every word of it. "No bridge has been closed" is the rejection of "bridge has been
closed"; a negation in front of the subject has the whole clause in its scope (Horn 1989, A Natural History of
Negation). Behind the subject it has so where that is definite and nothing else in the clause can escape it: "the bridge
has not been closed". Not so in "many bridges are not closed" and "it did not close because of the flood"; nor in "has
not decided", which means "not yet". "Did not close" is turned into "did close", which needs no knowledge of how verbs
are inflected. "Nobody came" stays: its positive form has other words.
"""

import re

from graph.identity.words import load

_NEGATED = re.compile(r"(?:not (?=(?:an?|one|a single|any)\s)|(?P<determiner>no ))(?P<rest>\w.*)", re.IGNORECASE)
_NONE_OF = re.compile(r"none of (?P<rest>(?:the|its|his|her|their|our|my|these|those|[A-Z]\S*)\s.*)", re.IGNORECASE)
_THERE = re.compile(r"(?P<there>there (?:are|were)) no (?P<rest>\w.*)", re.IGNORECASE)
_VERDICT = re.compile(r"it(?: is|'s|’s| was) (?P<verdict>[\w' ]{1,20}?) that (?P<rest>\w.*)", re.IGNORECASE)
_VERDICTS = frozenset({"not true", "untrue", "false", "not the case", "not correct", "incorrect", "a lie", "wrong"})
_SENTENCE_END = re.compile(r"[.;:?!…]")
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_SUBJECT_WORDS = 10  # of a subject, in front of its auxiliary; a longer one has a clause inside
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "i", "we", "you", "this", "that"})
_LINKS = frozenset({"of", "and", "for", "the"})
_COMMON_NOUNS = 2  # words of "the eastern bridge"; a third one could be a verb with another clause behind it
_NARROW = re.compile(
    r",|\bat all\b|\bfor (?:\d|(?:an?|two|three|several|many|years|months|weeks|days|hours|decades|centuries)\b)",
    re.IGNORECASE,
)
_PERFECT = frozenset({"has", "have", "had"})
_PENDING_WORDS = 2  # "[been decided]"
_SINGULAR = frozenset({"is", "was", "has", "does"})
_SCOPE = 400  # code points that are looked at for the subject


def positive_form(text: str) -> str | None:
    """What a proposition of one clause negates, or None where it is not negated in this way."""
    verdict = _VERDICT.fullmatch(text)
    if verdict and verdict["verdict"].casefold() in _VERDICTS:
        claimed = _capitalised(verdict["rest"])
        return None if positive_form(claimed) else claimed
    if _SENTENCE_END.search(text):
        return None
    return _without_no(text) or _without_none(text) or _without_not(text)


def _without_no(text: str) -> str | None:
    there = _THERE.fullmatch(text)
    if there and _may_turn(there["rest"]):
        return f"{there['there']} {there['rest']}"
    match = _NEGATED.fullmatch(text)
    if match is None:
        return None
    rest = match["rest"]
    words = _words(rest)
    place = _first_auxiliary(words)
    if not 0 < place <= _SUBJECT_WORDS or not _may_turn(rest):
        return None
    if match["determiner"] and words[0] in load().not_determined:
        return None
    return _capitalised(rest)


def _without_none(text: str) -> str | None:
    """ "Some of the bridges were closed", for "none of" them; "one" with a verb in the singular."""
    match = _NONE_OF.fullmatch(text)
    if match is None or not _may_turn(match["rest"], is_narrow=True):
        return None
    words = _words(match["rest"])
    place = _first_auxiliary(words)
    if not 0 < place <= _SUBJECT_WORDS:
        return None
    is_plural = words[place - 1].endswith("s") and not words[place - 1].endswith(("ss", "us"))
    return f"{'One' if is_plural and words[place] in _SINGULAR else 'Some'} of {match['rest']}"


def _without_not(text: str) -> str | None:
    """ "The bridge has been closed", for "has not been"; "it closed", for "never closed"."""
    found = list(_WORD.finditer(text[:_SCOPE]))
    words, lists = [_folded(match.group()) for match in found], load()
    for at in range(1, min(len(words), _SUBJECT_WORDS)):
        negated = lists.negated_auxiliaries
        auxiliary = negated.get(words[at]) or negated.get(" ".join(words[at : at + 2]))
        is_never = words[at] == "never"
        if auxiliary is None and not is_never:
            continue
        last = at if is_never or words[at] in negated else at + 1
        subject = at - 1 if is_never and words[at - 1] in lists.auxiliaries else at
        if auxiliary in _PERFECT and not lists.pending.isdisjoint(words[last + 1 : last + 1 + _PENDING_WORDS]):
            return None
        front, rest = text[: found[at].start()], text[found[last].end() :].strip()
        if (
            not rest
            or not _is_definite([match.group() for match in found[:subject]])
            or not _may_turn(rest, is_narrow=True)
        ):
            return None
        return " ".join([*(front + (auxiliary or "")).split(), rest])
    return None


def _is_definite(subject: list[str]) -> bool:
    """Whether a subject is a pronoun, a name, or a short noun phrase that means certain things, and no more words."""
    lower = [_folded(word) for word in subject]
    if len(lower) == 1:
        return lower[0] in _PRONOUNS or not _may_be_plural(subject[0])
    never_names = load().never_first_names
    start = 1 if lower[:1] and lower[0] in _DEFINITE else 0
    common = 0
    for number in range(start, len(subject)):
        if subject[number][0].isupper() and (lower[number] not in never_names or number):
            if common and lower[number - 1] not in _LINKS:
                return False  # "the mayor said Brand"
        elif lower[number] in _LINKS:
            common = 0
        elif start == 0 and lower[number - 1] not in _LINKS | _DEFINITE:
            return False  # "bridges", "Brand said"
        else:
            common += 1
    return start < len(subject) and common <= _COMMON_NOUNS


def _may_be_plural(word: str) -> bool:
    """Whether the first word of a text may be a bare plural: "bridges were not closed" says so of some."""
    return (word.endswith("s") and not word.isupper()) or word.casefold() in load().heads


def _may_turn(rest: str, *, is_narrow: bool = False) -> bool:
    """Whether all behind a negation is certainly negated."""
    words, lists = set(_words(rest)), load()
    if not lists.scope_breakers.isdisjoint(words):
        return False
    return not is_narrow or not (_NARROW.search(rest) or not lists.narrow.isdisjoint(words))


def _first_auxiliary(words: list[str]) -> int:
    return next((at for at, word in enumerate(words) if word in load().auxiliaries), 0)


def _words(text: str) -> list[str]:
    return [_folded(word) for word in _WORD.findall(text)]


def _folded(word: str) -> str:
    return word.replace("’", "'").casefold()


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
