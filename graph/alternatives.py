"""A question that asks which of several things is so: "was the pilot asleep, or had he been drugged?"."""

import re

from graph.identity.claim_words import load
from graph.identity.tokens import Token, is_past, tokens_of

_BE = r"am|is|are|was|were|has|have|had"
_AUXILIARY = rf"(?:{_BE}|do|does|did|will|would|can|could|may|might|must|shall|should)(?:n['’]t)?"
_QUESTION = re.compile(rf"(?P<auxiliary>{_AUXILIARY})\s+(?P<rest>.+)", re.IGNORECASE)
_NEXT = re.compile(rf",?\s+or\s+(?={_AUXILIARY}\s)", re.IGNORECASE)
_COMMA = re.compile(r",\s+or\s+", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:he|she|it|they|that|this|these|those)\s+", re.IGNORECASE)
_NOT = re.compile(r"(?:not|otherwise|no)", re.IGNORECASE)
_LINKS = frozenset({"of", "at", "in", "from", "on", "for", "near", "behind", "with", "and"})
"""Words behind which a subject goes on: "the guard at the gate"."""
_BEFORE_NOUNS = frozenset(
    {"the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "this", "that", "any", "some"}
)
_SHORTEST_GERUND = 5  # letters
_SHORTEST_RUN = 2  # words in lower case, of which the last may be a verb


def alternatives_of(question: str) -> tuple[str, ...]:
    """What a yes-or-no question asks, each alternative by itself; the question as it is where it offers no choice.

    A pronoun that an alternative begins with stands for the subject of the first: "was the ferry cancelled, or did it
    sink" gives "was the ferry cancelled" and "the ferry sink".
    """
    if not _QUESTION.fullmatch(question):
        return (question,)
    first, *others = (piece for part in _NEXT.split(question) for piece in _COMMA.split(part))
    subject = _subject(first)
    found = [first, *(_with(subject, other) for other in others if not _NOT.fullmatch(other))]
    return tuple(dict.fromkeys(found))


def _with(subject: str, alternative: str) -> str:
    """An alternative with the subject of the first question, if it has none of its own."""
    question = _QUESTION.fullmatch(alternative)
    rest = question["rest"] if question else alternative
    pronoun = _PRONOUN.match(rest)
    if question and not pronoun:
        return rest
    return f"{subject} {rest[pronoun.end() :] if pronoun else rest}".strip()


def _subject(question: str) -> str:
    """The words of a yes-or-no question between its auxiliary and its verb, as far as they can be told."""
    auxiliary, *words = question.split()
    tokens = [tokens_of(word)[0] for word in words if tokens_of(word)]
    if len(tokens) < len(words):
        return ""
    end = next((at for at in range(1, len(tokens)) if _ends(tokens[at - 1], tokens[at])), len(tokens))
    run = next((at for at in range(end - 1, -1, -1) if not _is_noun(tokens[at])), -1)
    is_before_verb = end < len(tokens) and _is_verb(tokens[end])
    is_bare = not re.fullmatch(_BE, auxiliary, re.IGNORECASE) and not is_before_verb
    is_behind_name = end > 1 and tokens[end - 2].is_capital
    if is_bare and run + 1 < end and (end - run > _SHORTEST_RUN or is_behind_name):
        end -= 1  # "did the pilot land", where nothing but its place tells the verb
    return " ".join(words[:end])


def _ends(before: Token, token: Token) -> bool:
    if before.low in _BEFORE_NOUNS or before.low in _LINKS:
        return False
    is_other = token.low in load().function_words and token.low not in _LINKS
    return _is_verb(token) or is_other


def _is_verb(token: Token) -> bool:
    return is_past(token) or (token.low.endswith("ing") and len(token.low) >= _SHORTEST_GERUND and not token.is_capital)


def _is_noun(token: Token) -> bool:
    """Whether a word may be a noun in lower case: of a name, no word is a verb."""
    return not token.is_capital and token.low not in _LINKS and token.low not in _BEFORE_NOUNS
