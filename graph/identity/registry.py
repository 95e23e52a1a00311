"""Known sources, and which of them a name means."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.errors import ConfigError
from graph.identity.normal_form import LONGEST_COUNTRY, NormalForm, country_code, normal_form
from graph.ids import digest
from graph.model import SourceKind

_POSSESSIVES = ("'s", "’s", "s'", "s’")
_SHORT_ACRONYM = 3  # letters up to which an acronym is also a word: WHO, ICE


@dataclass(frozen=True, slots=True)
class Entry:
    """A known source.

    ``ambiguous`` are names that it shares with others, meant only where the country is known; ``parent`` and
    ``successor`` are keys of other entries; ``country`` is an ISO 3166-1 code.
    """

    key: str
    name: str
    kind: SourceKind
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    parent: str | None = None
    successor: str | None = None
    wikidata: str | None = None
    country: str | None = None


class Registry:
    """Known sources by the normal forms of their names.

    Raises:
        ConfigError: A name leads to two entries, or an entry names a parent or successor that there is not.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries = {entry.key: entry for entry in entries}
        self._of_items = {entry.wikidata: entry for entry in self.entries.values() if entry.wikidata}
        self._found: dict[NormalForm, tuple[Entry, str]] = {}
        self._shared: set[NormalForm] = set()
        self._parts: defaultdict[str, list[str]] = defaultdict(list)
        self._predecessors: defaultdict[str, list[str]] = defaultdict(list)
        at_home: defaultdict[NormalForm, list[tuple[Entry, str]]] = defaultdict(list)
        for entry in self.entries.values():
            self._check(entry)
            if entry.parent:
                self._parts[entry.parent].append(entry.key)
            if entry.successor:
                self._predecessors[entry.successor].append(entry.key)
            for name in (entry.name, *entry.aliases):
                self._put(normal_form(name), entry, name)
            for name in entry.ambiguous:
                form = normal_form(name)
                self._shared.add(form)
                if entry.country and not form.country:
                    at_home[NormalForm(entry.country.casefold(), form.words)].append((entry, name))
        for form, meant in at_home.items():
            if len(meant) == 1:
                self._found.setdefault(form, meant[0])
        for form in self._shared & self._found.keys():
            entry, name = self._found[form]
            raise ConfigError(
                f"{name!r} is a name of {entry.key} and is called ambiguous elsewhere; make it one of both"
            )

    def find(self, name: str, *, country: str = "") -> Entry | None:
        """The entry that a name means; ``country`` is the code of the one that the text speaks of, if it is known."""
        form = normal_form(name)
        found = self._found.get(form)
        if found is None and country and not form.country:
            found = self._found.get(NormalForm(country.casefold(), form.words))
        if found is None or (_is_acronym(found[1]) and not any(letter.isupper() for letter in name)):
            return None
        return found[0]

    def find_of_country(self, name: str) -> Entry | None:
        """The entry that a name behind that of its country means: "the Spanish Civil Guard", "Britain's Times".

        Names that it shares with others count only behind a possessive: "Canada Post" is no newspaper.
        """
        words = name.split()
        for length in range(min(LONGEST_COUNTRY, len(words) - 1), 0, -1):
            if code := country_code(" ".join(words[:length])):
                is_owned = words[length - 1].endswith(_POSSESSIVES)
                found = self.find(" ".join(words[length:]), country=code if is_owned else "")
                return found if found is not None and (found.country or "").casefold() == code else None
        return None

    def is_ambiguous(self, name: str) -> bool:
        """Whether a name is known to mean one of several sources."""
        return normal_form(name) in self._shared

    @property
    def digest(self) -> str:
        """Hash of all that is known."""
        return digest("known sources", *sorted(map(repr, self.entries.values())))

    def find_wikidata(self, item: str) -> Entry | None:
        """The entry of an item of Wikidata."""
        return self._of_items.get(item)

    def parts(self, key: str) -> Sequence[str]:
        """The entries (keys) whose parent body one is."""
        return self._parts.get(key, ())

    def predecessors(self, key: str) -> Sequence[str]:
        """The entries (keys) whose successor one is."""
        return self._predecessors.get(key, ())

    def neighbours(self, key: str) -> set[str]:
        """The entries (keys) that are told with one: its parent body, its predecessors and its successor."""
        entry = self.entries.get(key)
        above = {entry.parent, entry.successor} if entry else set()
        return {key for key in above if key is not None}.union(self.predecessors(key))

    def _check(self, entry: Entry) -> None:
        for relation, key in (("parent", entry.parent), ("successor", entry.successor)):
            if key is not None and key not in self.entries:
                raise ConfigError(f"{entry.key} has a {relation} {key} that there is not; add it or leave it out")

    def _put(self, form: NormalForm, entry: Entry, name: str) -> None:
        other, _ = self._found.setdefault(form, (entry, name))
        if other is not entry:
            raise ConfigError(
                f"{name!r} is a name of {entry.key} and of {other.key}; leave it out or call it ambiguous"
            )


def _is_acronym(name: str) -> bool:
    return name.isupper() and len(name.replace(".", "")) <= _SHORT_ACRONYM
