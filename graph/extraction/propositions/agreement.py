"""The form of a verb when a name takes the place of "I", "we" or "they" in front of it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from graph.extraction.inflection import add_s

_MODALS = frozenset(
    {"will", "would", "can", "cannot", "could", "may", "might", "shall", "should", "must", "ought", "used", "did"}
)


@dataclass(frozen=True, slots=True)
class VerbForms:
    """The lists of ``agreement.toml``, which explains each."""

    past: frozenset[str]
    either: frozenset[str]
    base: frozenset[str]
    irregular: dict[str, str]
    things: frozenset[str]
    deeds: frozenset[str]


@cache
def load_verb_forms() -> VerbForms:
    """Return the lists, read once per process."""
    path = resources.files("graph.extraction.propositions").joinpath("agreement.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return VerbForms(
        past=frozenset(data["past"]),
        either=frozenset(data["either"]),
        base=frozenset(data["base"]),
        irregular=data["irregular"],
        things=frozenset(data["things"]["verbs"]),
        deeds=frozenset(data["deeds"]["verbs"]),
    )


def third_person(verb: str) -> str | None:
    """Return the form that goes with a name in the singular: "knows" for "know", "went" for "went".

    None where the word may be either tense ("put") or no verb at all.
    """
    lists = load_verb_forms()
    if not verb.isalpha() or verb in lists.either:
        return None
    if verb in lists.irregular:
        return lists.irregular[verb]
    return verb if is_past(verb) or verb in _MODALS else add_s(verb)


def is_past(verb: str) -> bool:
    """Whether a verb is in the past, and cannot be its base form."""
    lists = load_verb_forms()
    return verb in lists.past or (verb.endswith("ed") and verb not in lists.base)


def is_of_things(verb: str) -> bool:
    """Whether a verb in any form says something of things rather than of people and bodies."""
    bases = {verb, verb.removesuffix("s"), verb.removesuffix("ed"), verb.removesuffix("d"), verb.removesuffix("es")}
    return not bases.isdisjoint(load_verb_forms().things)
