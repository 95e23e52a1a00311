"""What a content tells of its speaker's attitude: hedges, verdicts, commitments, avowed ignorance.

All take words in lower case, without quotation marks and a leading "that".
"""

from collections.abc import Sequence

from graph.extraction.function_words import AUXILIARIES, CONJUNCTIONS
from graph.extraction.lexicon import load_lexicon
from graph.extraction.word_lists import load_word_lists
from graph.model import Modality

_HEAD_WORDS = 12  # of a content: its subject and the start of its verb
_EVALUATED_WORDS = 30  # of a content, the first ones
_FINAL_WORDS = 3  # "called the claim that the dam had burst [a lie]"
_NEGATION_REACH = 3  # words between a negation and the word that it negates
_MAX_BOUND = 3  # words of "as many as"
_FIRST_PERSON = frozenset({"i", "we"})
_FUTURE = frozenset({"will", "shall", "ll", "wo"})
_REPORTED_FUTURE = {"he": _FUTURE | {"would"}, "she": _FUTURE | {"would"}, "they": _FUTURE | {"would"}, "it": _FUTURE}
"""By subject; "it would" is of a thing more often than of a speaker."""


def find_hedge(proposition: Sequence[str]) -> Modality | None:
    """Return how far the head of a content is hedged, up to the word behind its first auxiliary."""
    hedges = load_word_lists().hedges
    head = proposition[:_HEAD_WORDS]
    plain = (at for at, word in enumerate(head) if word in AUXILIARIES and word not in hedges)
    end = next(plain, len(head)) + 2  # "was probably"
    return next((hedges[word] for word in head[:end] if word in hedges), None)


def is_refuting(proposition: Sequence[str]) -> bool:
    """Whether a thing is called by a word for falsehood: "the report [a lie]"."""
    falsehoods = load_word_lists().falsehoods
    parts = (_evaluation(proposition), proposition[-_FINAL_WORDS:])
    return any(word in falsehoods and not _is_negated(words, at) for words in parts for at, word in enumerate(words))


def is_doubting(proposition: Sequence[str]) -> bool:
    """Whether a thing is called doubtful, or anything but proven: "no longer credible"."""
    words, lists = _evaluation(proposition), load_word_lists()
    return any(word in (lists.supports if _is_negated(words, at) else lists.doubts) for at, word in enumerate(words))


def is_accusing(proposition: Sequence[str]) -> bool:
    """Whether a deed is called by the name of a wrong: "the crossing [an invasion]"."""
    words = _evaluation(proposition)
    wrongs = load_word_lists().wrongs
    return any(word in wrongs and not _is_negated(words, at) for at, word in enumerate(words))


def _evaluation(proposition: Sequence[str]) -> Sequence[str]:
    """Return the words up to the next clause: "the march a robbery [that nobody would forget]"."""
    words = proposition[:_EVALUATED_WORDS]
    clause = next((at for at, word in enumerate(words) if at and word in CONJUNCTIONS), len(words))
    return words[:clause]


def is_commitment(proposition: Sequence[str], *, is_quoted: bool) -> bool:
    """Whether the speaker says what he will do: "we will", and in the words of another "he would [leave]".

    In reported speech the pronoun is the speaker in most cases; what merely befalls him is no commitment.
    """
    if len(proposition) < 2:
        return False
    subject, auxiliary, *rest = proposition[:4]
    if subject in _FIRST_PERSON:
        return auxiliary in _FUTURE
    if subject in {"i'll", "we'll"}:
        return True
    if is_quoted or auxiliary not in _REPORTED_FUTURE.get(subject, ()):
        return False
    verb = next((word for word in rest if word not in {"not", "n't", "also", "never"}), "")
    return bool(verb) and verb not in load_word_lists().involuntary


def is_ignorance(proposition: Sequence[str]) -> bool:
    """Whether a speaker says of himself that he takes no side: "I cannot say that it is", "we don't know if"."""
    lexicon = load_lexicon()
    if proposition[:1] not in (["i"], ["we"]):
        return False
    for at in range(1, min(len(proposition), 1 + _NEGATION_REACH)):
        if lexicon.is_negator(proposition, at=at):
            return any(word in load_word_lists().ignorance for word in proposition[at + 1 : at + 3])
        if proposition[at] not in AUXILIARIES and proposition[at] != "ca":
            return False
    return False


def is_estimate(proposition: Sequence[str]) -> bool:
    """Whether a number is given as a bound or a possibility: "up to 30 people", "it might have been ninety"."""
    lists = load_word_lists()
    for size in range(1, _MAX_BOUND + 1):
        if tuple(proposition[:size]) in lists.bounds:
            return _is_number(proposition, size)
    for at, word in enumerate(proposition[:_HEAD_WORDS]):
        if word in lists.hedges:
            following = at + 1
            while following < len(proposition) and proposition[following] in lists.measuring:
                following += 1
            return following > at + 1 and _is_number(proposition, following)
    return False


def _is_number(words: Sequence[str], at: int) -> bool:
    return at < len(words) and (words[at][0].isdigit() or words[at] in load_word_lists().numerals)


def _is_negated(words: Sequence[str], at: int) -> bool:
    lexicon = load_lexicon()
    return any(lexicon.is_negator(words, at=before) for before in range(max(0, at - _NEGATION_REACH), at))
