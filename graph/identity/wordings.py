"""How the words of two claims compare: how many they share, and whether they say the same kind of thing."""

from graph.identity.signatures import COUNTED, DATED, NAMED, Signature

_SEVERAL = 3  # words in common that are enough to be about one thing
_FEW = 3.0
"""Weight of the words of a claim that says little: that another one has them all does not tell much."""


def overlap(one: Signature, other: Signature) -> float:
    """How much of their content words two claims share, by weight, from 0 to 1: Dice's coefficient (1945).

    Of two propositions also, and twice as much, the share of the shorter one, which tells more where the other is long;
    but every claim about a topic has the words of the topic.
    """
    if not one.total or not other.total:
        return 0.0
    common = sorted(one.weights.keys() & other.weights.keys())
    shared = sum(min(one.weights[word], other.weights[word]) for word in common)
    dice = 2 * shared / (one.total + other.total)
    if are_of_topics(one, other):
        return dice
    return (dice + 2 * shared / max(min(one.total, other.total), _FEW)) / 3


def are_of_topics(one: Signature, other: Signature) -> bool:
    """Whether one of two claims only names a topic, and no number tells that the other one is about it."""
    return not (one.is_proposition and other.is_proposition) and not _count_alike(one, other)


def share_a_main_clause(one: Signature, other: Signature) -> bool:
    """Whether it is not so that what both speak of is claimed by one, and told only as a circumstance by the other."""
    common = [word for word in one.weights.keys() & other.weights.keys() if not word.startswith((NAMED, DATED))]
    here, there = ([word in signature.main for word in common] for signature in (one, other))
    return here == there or any(both == (True, True) for both in zip(here, there, strict=True))


def say_other_things(one: Signature, other: Signature) -> bool:
    """Whether two claims have other verbs, or nothing in common that they say of their subjects.

    A number in common, or several words beside names, tell that it is one thing in other words.
    """
    common = [word for word in one.main & other.main if not word.startswith((NAMED, DATED))]
    if len(common) >= _SEVERAL or _count_alike(one, other):
        return False
    if one.verb and other.verb:
        return one.verb not in other.stems and other.verb not in one.stems
    is_told = bool(one.predicate and other.predicate)
    return is_told and one.predicate.isdisjoint(other.stems) and other.predicate.isdisjoint(one.stems)


def is_about_one_thing(one: Signature, other: Signature) -> bool:
    """Whether two claims have a name and another word in common, a number, or several other words."""
    words = one.weights.keys() & other.weights.keys()
    names = sum(word.startswith(NAMED) for word in words)
    return len(words) >= _SEVERAL or (0 < names < len(words)) or _count_alike(one, other)


def _count_alike(one: Signature, other: Signature) -> bool:
    return any(word.startswith(COUNTED) for word in one.weights.keys() & other.weights.keys())
