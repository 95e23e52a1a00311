"""Where the name is in a noun phrase, and what its words say of who bears it."""

from collections.abc import Sequence

from graph.identity.cast.words import is_body_noun, is_people_noun, is_person_noun, load
from graph.identity.names import kind_by_words
from graph.identity.naming import load as load_naming
from graph.identity.words import load as load_words

_COURTESY = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady"})
_JOINTS = frozenset({"of", "for", "on", "and", "the"})
_OUTER_MARKS = '"“”„«»‘()[].,;:'
_TRADES = ("er", "or", "ist")
"""Endings of nouns for what people do; of first names too."""
_MARKS = "\"“”„«»‘’'()[].,;:"


def split_name(core: Sequence[str]) -> tuple[list[str], list[str]]:
    """What describes, and the capitalised words behind it that name: "imaging firm" and "Skyline".

    ``core`` is a phrase without determiner, owner and complement. Titles describe, so that there may be no name.
    """
    start = len(core)
    while start and (_is_name_word(core[start - 1]) or _is_link(core, start - 1, is_last=start == len(core))):
        start -= 1
    prefix, name = list(core[:start]), list(core[start:])
    folded = [_fold(word) for word in name]
    if name and (is_people_noun(folded[-1]) or (len(core) == 1 and folded[0] in load_words().determiners)):
        return list(core), []  # "Residents", "Pentagon Officials", "Another"
    titles = _titles(folded)
    if not titles and not prefix and len(name) > 2 and _is_trade(folded[0]) and not names_no_person(folded):
        titles = 1
    return [*prefix, *name[:titles]], name[titles:]


def joins_name(words: Sequence[str], at: int) -> bool:
    """Whether a small word stands inside of the name of a body: "Bank of England", "Council on Public Health"."""
    if words[at] not in _JOINTS or at + 1 >= len(words) or not words[at - 1][:1].isupper():
        return False
    following = words[at + 2] if words[at + 1] == "the" and at + 2 < len(words) else words[at + 1]
    if not following[:1].isupper():
        return False
    for word in reversed(words[:at]):
        if not word[:1].isupper() and word not in _JOINTS:
            return False
        if is_body_noun(_fold(word)) or kind_by_words(word):
            return True
    return False


def joins_adjectives(words: Sequence[str], at: int) -> bool:
    """Whether "and" stands between adjectives of the name of a body: "the Central and Eastern Council"."""
    if words[at] != "and" or len(words) <= at + 2 or not is_body_noun(_fold(words[-1])):
        return False
    return all(word[:1].isupper() for word in words[at - 1 :] if word != "and")


def owns_in_name(owner: str, owned: str) -> bool:
    """Whether a possessive stands inside of the name of a body: "Seafarers' Union", "People's Bank"."""
    word = owner.strip(_OUTER_MARKS)
    is_plural = word.endswith(("s'", "s’")) or is_people_noun(_fold(word))
    return is_plural and word[:1].isupper() and owned[:1].isupper()


def names_no_person(words: Sequence[str]) -> bool:
    """Whether words of a name in lower case say that it names a body or a place."""
    lists = load()
    if kind_by_words(" ".join(words)) is not None:
        return True
    if words and (words[0] in lists.first_names or words[0] in load_naming().given):
        return False  # "Kristen Day", "Bill Street"
    return any(word in lists.body_names or word in lists.other_names or word in lists.bodies for word in words)


def _fold(word: str) -> str:
    return word.strip(_MARKS).removesuffix("'s").removesuffix("’s").casefold()


def _is_name_word(word: str) -> bool:
    stripped = word.strip(_MARKS)
    is_handle = stripped[:1].isalpha() and any(sign.isdigit() or sign == "_" for sign in stripped[1:])
    return stripped[:1].isupper() or is_handle


def _is_link(core: Sequence[str], at: int, *, is_last: bool) -> bool:
    """Whether a small word stands between the capitalised words of a name ("van der", "of" of a ministry), or a number.

    A number may be the last of them too: "Channel 4".
    """
    particles = load_naming().particles
    if at and core[at].isdigit():
        return core[at - 1][:1].isupper()
    if at == 0 or is_last or not (core[at] in particles or core[at] in _JOINTS):
        return False
    return core[at - 1][:1].isupper() or (core[at] in particles and core[at - 1] in particles)


def _titles(name: Sequence[str]) -> int:
    """How many of the words are titles in front of a person's name; all of them where they are an office."""
    for at in range(len(name) - 1, -1, -1):
        word = name[at].rstrip(".")
        if not is_person_noun(word) and word not in load().parts:
            continue
        rest = name[at + 1 :]
        if rest:
            return 0 if names_no_person(rest) else at + 1
        if at and name[at - 1].rstrip(".") in _COURTESY:
            return at  # "Mr King"
        if word in load().people and _is_office(name):
            return at + 1
    return 0


def _is_office(words: Sequence[str]) -> bool:
    """Whether capitalised words name an office and nobody: "Deputy Minister", but not "Ada King"."""
    parts = load().parts
    return len(words) == 1 or all(is_person_noun(word) or word in parts or kind_by_words(word) for word in words)


def _is_trade(word: str) -> bool:
    """Whether the first of three capitalised words is what a person does: "Trucker Ole Berg", not "Peter Paul Berg"."""
    if word in load().first_names or word in load_naming().given:
        return False
    return is_person_noun(word) or word.endswith(_TRADES)
