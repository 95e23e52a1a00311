"""Who says it: people with and without a name, bodies, outlets, documents, pronouns."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from graph.training.scene import Anchor, Person, Scene
from graph.training.words import filled, words


class Kind(Enum):
    """What a source is, as far as it decides which verbs go with it."""

    PERSON = auto()
    UNNAMED = auto()
    BODY = auto()
    OUTLET = auto()
    DOCUMENT = auto()
    PRONOUN = auto()


_WEIGHTS = {Kind.PERSON: 34, Kind.UNNAMED: 27, Kind.BODY: 15, Kind.OUTLET: 5, Kind.DOCUMENT: 5, Kind.PRONOUN: 14}
SPEAKERS = frozenset({Kind.PERSON, Kind.UNNAMED, Kind.BODY, Kind.PRONOUN})
PEOPLE = frozenset({Kind.PERSON, Kind.UNNAMED, Kind.PRONOUN})
NAMED_OR_NOT = frozenset({Kind.PERSON, Kind.UNNAMED, Kind.BODY, Kind.OUTLET, Kind.DOCUMENT})
ANYBODY = frozenset(Kind)
QUOTABLE = frozenset({Kind.PERSON, Kind.UNNAMED, Kind.BODY})


@dataclass(frozen=True)
class Source:
    """A source in the form in which it is a subject.

    ``person`` is "I", "it" or "they" for the verb; ``object`` the form after a verb or a preposition, which has
    no comma after an apposition; ``owner`` the genitive.
    """

    text: str
    person: str
    kind: Kind
    pronoun: str
    object: str
    owner: str

    @property
    def relative(self) -> str:
        """The relative pronoun."""
        return "who" if self.kind in (Kind.PERSON, Kind.UNNAMED, Kind.PRONOUN) else "which"

    @property
    def own(self) -> str:
        """The possessive that refers back to the source."""
        return {"he": "his", "she": "her", "they": "their", "I": "my", "we": "our"}.get(self.pronoun, "its")

    @property
    def oneself(self) -> str:
        """The form after a verb of a pronoun that refers back to the source."""
        return OBJECTS.get(self.pronoun, self.pronoun)


OBJECTS = {"he": "him", "she": "her", "they": "them", "I": "me", "we": "us", "it": "it", "you": "you"}
_OWNERS = {"he": "his", "she": "her", "they": "their", "I": "my", "we": "our", "it": "its"}


def draw_source(scene: Scene, anchor: Anchor, *, kinds: frozenset[Kind] = SPEAKERS) -> Source:
    """Return a source of one of the kinds."""
    kind = scene.weigh({kind: weight for kind, weight in _WEIGHTS.items() if kind in kinds})
    if kind is Kind.PRONOUN or (anchor is Anchor.DIRECT and Kind.PRONOUN in kinds and scene.chance(0.45)):
        return pronoun_source(scene, anchor)
    if kind is Kind.PERSON:
        return _person(scene)
    return _plain(scene, kind)


def pronoun_source(scene: Scene, anchor: Anchor) -> Source:
    """Return "he", "she" or "they", and in somebody's own words "I" or "we" as well."""
    choices = {"he": 40, "she": 40, "they": 20}
    if anchor is Anchor.DIRECT:
        choices |= {"I": 60, "we": 20}
    return pronoun(scene.weigh(choices))


def pronoun(word: str) -> Source:
    """Return a pronoun as a source."""
    person = word if word == "I" else "they" if word in ("they", "we") else "it"
    return Source(word, person, Kind.PRONOUN, word, OBJECTS[word], _OWNERS[word])


def _person(scene: Scene) -> Source:
    if scene.people and scene.chance(0.3):
        known = scene.people.pop(scene.rng.randrange(len(scene.people)))
        scene.newcomers.append(known)
        title = {"he": "Mr", "she": "Ms"}[known.pronoun] + scene.pick(["", "."])
        return _named(scene.pick([known.last, known.last, f"{title} {known.last}"]), pronoun=known.pronoun)
    data = words("names")
    pronoun = scene.pick(["he", "she"])
    person = Person(scene.pick(data[f"first_{pronoun}"]), scene.pick(data["surnames"]), pronoun)
    scene.newcomers.append(person)
    full = f"{person.first} {person.last}"
    shape = scene.weigh({"full": 30, "last": 18, "title": 20, "described": 12, "apposition": 16, "before": 8})
    if shape == "last":
        return _named(person.last, pronoun=pronoun)
    if shape == "title":
        name = scene.pick([full, person.last])
        return _named(f"{scene.pick(data['people']['titles'])} {name}", pronoun=pronoun)
    if shape == "described":
        return _named(f"{scene.pick(data['people']['descriptions'])} {full}", pronoun=pronoun)
    if shape == "apposition":
        post = fill(scene, scene.pick(data["people"]["posts"]))
        return _named(full, pronoun=pronoun, post=post)
    if shape == "before":
        post = fill(scene, scene.pick([each for each in data["people"]["posts"] if each.startswith("the ")]))
        return _named(post, pronoun=pronoun, post=full)
    return _named(full, pronoun=pronoun)


def _named(name: str, *, pronoun: str, post: str = "") -> Source:
    full = f"{name}, {post}" if post else name
    return Source(full + "," if post else full, "it", Kind.PERSON, pronoun, full, genitive(name))


def genitive(name: str) -> str:
    """Return "the drivers'" and "the guard's"."""
    return name + ("'" if name.endswith("s") else "'s")


def _plain(scene: Scene, kind: Kind) -> Source:
    data = words("names")
    many = False
    if kind is Kind.UNNAMED:
        many = scene.chance(0.45)
        text = scene.pick(data["unnamed"]["many" if many else "one"])
    elif kind is Kind.DOCUMENT:
        many = scene.chance(0.25)
        text = scene.pick(data["documents"]["many" if many else "one"])
    else:
        text = scene.pick(data["bodies" if kind is Kind.BODY else "outlets"]["forms"])
        many = text == "local media"
    text = fill(scene, text)
    single = "they" if kind is Kind.UNNAMED else "it"
    if kind is Kind.UNNAMED and not many:
        single = scene.pick(["he", "she"])
        single = "he" if " man " in text else "she" if "woman" in text or "sister" in text else single
    simple = text.partition(" who ")[0]
    return Source(text, "they" if many else "it", kind, "they" if many else single, text, genitive(simple))


def fill(scene: Scene, text: str, *, its: str = "its") -> str:
    """Return the text with names, places, numbers and dates in its slots."""
    return filled(text, rng=scene.rng, slots=_slots(), its=its)


@cache
def _slots() -> dict[str, Sequence[str]]:
    data = words("names")
    places = [head + tail for head in data["place_heads"] for tail in data["place_tails"]]
    forms = data["place_forms"]
    return {
        **words("clauses")["fill"],
        "place": [forms[at % len(forms)].format(p=place) for at, place in enumerate(places)],
        "body": [form for form in data["bodies"]["forms"] if form.startswith("the ")],
        "company": [f"{name} {trade}" for name in data["surnames"][:40] for trade in data["bodies"]["trades"]],
        "board": data["bodies"]["boards"],
        "portfolio": data["bodies"]["portfolios"],
        "acronym": data["bodies"]["acronyms"],
        "outlet": data["outlets"]["forms"],
        "paper": data["outlets"]["papers"],
        "few_digit": ["2", "4", "5", "7", "9"],
        "first": [*data["first_she"], *data["first_he"]],
        "person": [f"{first} {last}" for first in data["first_she"] for last in data["surnames"][::4]],
    }


def draw_addressee(scene: Scene, anchor: Anchor) -> str:
    """Return who was told, as an object."""
    data = words("names")["addressees"]
    if scene.chance(0.75 if anchor is Anchor.DIRECT else 0.3):
        usual = ["me", "us", "him", "her", "them"] if anchor is Anchor.DIRECT else ["him", "her", "them"]
        return scene.pick(usual)
    return fill(scene, scene.pick(data["words"]))
