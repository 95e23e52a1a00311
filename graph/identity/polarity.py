"""The positive form of a negated proposition: polarity is in the stance, not in the claim.

Only where the text itself gives every word of it. "No bridge has been closed" is the rejection of "bridge has been
closed"; a negation in front of the subject has the whole clause in its scope (Horn 1989, A Natural History of
Negation). Behind the subject it may not: "all bridges are not closed", "it did not close because of the flood" are
left as they are, and so is "nobody came", whose positive form has other words.
"""

import re

from graph.identity.words import load

_NEGATED = re.compile(r"(?:not (?=(?:an?|one|a single|any)\s)|(?P<determiner>no ))(?P<rest>\w.*)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;:?!…]")
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_SUBJECT_WORDS = 10  # of a subject, in front of its auxiliary; a longer one has a clause inside


def positive_form(text: str) -> str | None:
    """What a proposition of one clause negates, or None where it is not negated in this way."""
    match = _NEGATED.fullmatch(text)
    if match is None or _SENTENCE_END.search(text):
        return None
    rest, lists = match["rest"], load()
    words = [word.replace("’", "'").casefold() for word in _WORD.findall(rest)]
    auxiliaries = [at for at, word in enumerate(words) if word in lists.auxiliaries]
    is_clause = bool(auxiliaries) and 0 < auxiliaries[0] <= _SUBJECT_WORDS
    if not is_clause or not lists.scope_breakers.isdisjoint(words):
        return None
    if match["determiner"] and words[0] in lists.not_determined:
        return None
    return rest[:1].upper() + rest[1:]
