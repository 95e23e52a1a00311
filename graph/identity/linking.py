"""By what two named sources of different documents are found to be one: their names, and what is known beside them.

A name that means a known source, or is another spelling of a name, is the same as it stands: both have one *node*. A
name can also be short for another: an acronym, "the Beacon" for the Ostwick Beacon, "J. Quill" for Jane Quill. That is
possible or not for two names alone; whether it is so depends on who else could be meant (``source_blocks``).
"""

import re
from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Final

from graph.identity.naming import Phrase, lists_digest, load
from graph.identity.normal_form import country_code, fold
from graph.identity.partition import Membership
from graph.identity.registry import Entry, Registry
from graph.identity.source_names import BodyName, PersonName, parts, read_body, read_person, split_tail
from graph.identity.source_profile import SourceProfile
from graph.ids import digest
from graph.model import MEDIA_KINDS, SourceKind

RULES: Final = 1
"""Version of the rules by which names are linked. Raise it with every change of them: stores are then judged anew."""


class LinkMethod(StrEnum):
    """By what two names were found to mean one source, the surest first."""

    REGISTRY = "registry"
    SPELLING = "spelling"
    HOST = "host"
    ALIAS = "alias"
    PERSON_NAME = "person name"
    ACRONYM = "acronym"
    SHORT_NAME = "short name"
    SURNAME = "surname"


SCORES: Final = {
    LinkMethod.REGISTRY: 0.98,
    LinkMethod.SPELLING: 0.95,
    LinkMethod.HOST: 0.92,
    LinkMethod.ALIAS: 0.9,
    LinkMethod.PERSON_NAME: 0.85,
    LinkMethod.ACRONYM: 0.75,
    LinkMethod.SHORT_NAME: 0.7,
    LinkMethod.SURNAME: 0.6,
}
"""How sure a link of each method is, for comparison with others; judged, not measured."""
GIVEN_ELSEWHERE: Final = frozenset({LinkMethod.HOST, LinkMethod.ALIAS})
"""The methods that rest on more than the two names."""

_EXPLANATIONS = {
    LinkMethod.REGISTRY: "both names are of one known source",
    LinkMethod.SPELLING: "both names are spellings of one",
    LinkMethod.HOST: "both names are given to the publisher of one site",
    LinkMethod.ALIAS: "a document gives both names",
    LinkMethod.PERSON_NAME: "both are ways to write one person's name",
    LinkMethod.ACRONYM: "one is an acronym of the other, and of no other source",
    LinkMethod.SHORT_NAME: "one is short for the other, and for no other source",
    LinkMethod.SURNAME: "one is the surname of the other, and of no other person",
}
_AGREEING = (
    MEDIA_KINDS,
    frozenset({SourceKind.GOVERNMENT_BODY, SourceKind.MILITARY_BODY, SourceKind.INTELLIGENCE_SERVICE}),
    frozenset({SourceKind.MILITARY_BODY, SourceKind.ARMED_GROUP}),
)
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")
_MOST_LEFT_OUT = 2  # words before what an outlet is called for short


class Reading:
    """What the name of a source tells, beside what else is known of it.

    ``node`` is the same for all sources that are one by their names as they stand; ``entry`` is the key of the known
    source, ``country`` a code as in a normal form.
    """

    __slots__ = ("aliases", "body", "country", "entry", "hosts", "node", "person", "profile")

    def __init__(self, profile: SourceProfile, *, registry: Registry) -> None:
        self.profile = profile
        self.person: PersonName | None = None
        self.body: BodyName | None = None
        self.entry: str | None = None
        self.country = ""
        self.aliases: frozenset[Phrase] = frozenset()
        self.hosts = profile.hosts if profile.is_publisher else frozenset()
        self.node = f"alone {profile.id}"
        name = min(profile.names)
        if profile.is_person:
            self.person = read_person(name)
            if self.person is not None and self.person.given:
                self.node = f"person {self.person}"
        elif SourceKind.DOCUMENT not in profile.kinds:
            self._read_body(name, registry=registry)

    def _read_body(self, name: str, *, registry: Registry) -> None:
        body = self.body = read_body(name)
        given = map(read_body, (*self.profile.aliases, *body.aliases))
        self.aliases = frozenset(alias.words for alias in given if not alias.is_common)
        self.country = body.country
        if _DOMAIN.fullmatch(fold(body.name)):
            self.hosts |= {fold(body.name).removeprefix("www.")}
        entry = _known(body, kinds=self.profile.kinds, registry=registry)
        if entry is not None:
            self.entry = entry.key
            self.country = body.country or (entry.country or "").casefold()
            self.node = known_node(entry.key)
        elif not body.is_common:
            self.node = f"name {body.country}: {' '.join(body.words)}"

    @property
    def words(self) -> Phrase:
        """The words of a body's name in normal form."""
        return self.body.words if self.body else ()

    @property
    def rank(self) -> tuple[int, int, str]:
        """How much the name says; only a name that says less is short for another."""
        return len(self.words), sum(map(len, self.words)), self.node

    def sought(self) -> list[str]:
        """The keys under which those are found whom the name could be short for."""
        if self.person is not None:
            return [_person_key(self.person)]
        if self.body is None or self.body.is_common or self.entry or country_code(self.body.name):
            return []
        keys = [_body_key(words) for words in (self.words, *sorted(self.aliases))]
        if self.body.acronym:
            keys.append(f"initials {self.body.acronym}")
        return keys + [f"host {host}" for host in sorted(self.hosts)]

    def offered(self) -> list[str]:
        """The keys under which it is found by names that could be short for it."""
        if self.person is not None:
            return [f"person {self.person.surname}", _person_key(self.person)] if self.person.given else []
        if self.body is None or self.body.is_common:
            return []
        shortened = parts(self.words) if self.body.is_proper else ()
        keys = {_body_key(words) for words in (self.words, *shortened, *self.aliases)}
        if self.body.initials:
            keys.add(f"initials {self.body.initials}")
        return sorted(keys | {f"host {host}" for host in self.hosts})


def known_node(key: str) -> str:
    """The node of all sources whose names mean one known source."""
    return f"known {key}"


def block_keys(profile: SourceProfile, *, registry: Registry) -> frozenset[str]:
    """Keys of which any two sources that can be linked share at least one."""
    reading = Reading(profile, registry=registry)
    return frozenset({reading.node, *reading.sought(), *reading.offered()})


def grounds(registry: Registry) -> str:
    """Hash of what links rest on besides the sources: the rules, the word lists and what is known beforehand."""
    return digest("grounds", str(RULES), lists_digest(), registry.digest)


def method_of_node(reading: Reading) -> LinkMethod:
    """By what sources of one node are one."""
    if reading.person is not None:
        return LinkMethod.PERSON_NAME
    return LinkMethod.REGISTRY if reading.entry is not None else LinkMethod.SPELLING


def is_doubtful(short: Reading, full: Reading) -> bool:
    """Whether the first name, where nothing else is known, leaves it open that the second source is meant."""
    if short.node == full.node:
        return False
    if short.person is not None and full.person is not None:
        parents, others = short.profile.parents, full.profile.parents
        is_other = not short.person.given and parents and others and parents.isdisjoint(others)
        return short.person.is_short_for(full.person) and not is_other
    if short.body is None or full.body is None or short.rank >= full.rank:
        return False
    if short.country and full.country and short.country != full.country:
        return False
    return _kinds_agree(short.profile.kinds, full.profile.kinds) and not _is_part(short, full)


def method_of_short_name(short: Reading, full: Reading) -> LinkMethod | None:
    """By what the first name is short for the second, if ``is_doubtful`` has not ruled it out."""
    if short.person is not None:
        return LinkMethod.PERSON_NAME if short.person.given else LinkMethod.SURNAME
    if short.body is None or full.body is None:
        return None
    if short.words in full.aliases or full.words in short.aliases:
        return LinkMethod.ALIAS
    is_acronym = bool(short.body.acronym) and short.body.acronym == full.body.initials
    is_within = set(short.words) <= set(full.words) or bool(short.hosts.intersection(short.words))
    if short.hosts & full.hosts and (is_within or is_acronym):
        return LinkMethod.HOST
    if is_acronym:
        return LinkMethod.ACRONYM
    return LinkMethod.SHORT_NAME if _lacks_tail(short, full) or _lacks_front(short, full) else None


def may_be_one(readings: Iterable[Reading]) -> bool:
    """Whether nothing that is certain tells these sources apart: two known sources, or bodies of two countries."""
    entries: set[str] = set()
    countries: set[str] = set()
    for reading in readings:
        entries |= {reading.entry} if reading.entry else set()
        countries |= {reading.country} if reading.country else set()
    return len(entries) < 2 and len(countries) < 2


def explain(membership: Membership) -> str:
    """What is said in words of a membership that a link of names brought about."""
    return _EXPLANATIONS[LinkMethod(membership.method)] if membership.method in SCORES else ""


def _known(body: BodyName, *, kinds: Collection[SourceKind], registry: Registry) -> Entry | None:
    entry = registry.find(body.name, country=body.described_country)
    if entry is None and (tail := split_tail(body.words)[1]):
        # "the TASS news agency" is TASS; "the Guardian movement" is not the Guardian.
        entry = registry.find(body.name.rsplit(maxsplit=len(tail))[0])
        if entry is not None and (tail in load().media_tails) != (entry.kind in MEDIA_KINDS):
            return None
    if entry is None and (entry := registry.find_of_country(body.name)):
        return entry if _kinds_agree(kinds, (entry.kind,)) else None
    if entry is not None and len(body.words) == 1 and not _kinds_agree(kinds, (entry.kind,)):
        return None
    return entry


def _kinds_agree(kinds: Collection[SourceKind], others: Collection[SourceKind]) -> bool:
    """Whether two sets of kinds may be of one body; "organisation" may be any."""
    mine, theirs = set(kinds) - {SourceKind.ORGANISATION}, set(others) - {SourceKind.ORGANISATION}
    if not mine or not theirs or mine & theirs:
        return True
    return any(mine & group and theirs & group for group in _AGREEING)


def _is_part(one: Reading, other: Reading) -> bool:
    """Whether a document says that one of two bodies belongs to the other."""
    return any(
        read_body(parent).words == whole.words
        for part, whole in ((one, other), (other, one))
        for parent in part.profile.parents
    )


def _lacks_tail(short: Reading, full: Reading) -> bool:
    """ "Rupress" for "Rupress news agency"."""
    before, tail = split_tail(full.words)
    return before == short.words and (len(before) > 1 or tail not in load().place_tails)


def _lacks_front(short: Reading, full: Reading) -> bool:
    """ "The Beacon" for "the Ostwick Beacon", an outlet. Places, as in "Radio Ostwick", have no article."""
    left_out = full.words[: -len(short.words)]
    if full.words[len(left_out) :] != short.words or not MEDIA_KINDS & full.profile.kinds:
        return False
    is_outlet = bool(MEDIA_KINDS & short.profile.kinds)
    has_article = any(name.casefold().startswith("the ") for name in short.profile.names)
    return len(left_out) <= _MOST_LEFT_OUT and (is_outlet or has_article or load().fronts.issuperset(left_out))


def _person_key(person: PersonName) -> str:
    return f"person {person.surname}" + (f", {person.given[0][:1]}" if person.given else "")


def _body_key(words: Phrase) -> str:
    return "words " + " ".join(words)
