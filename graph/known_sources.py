"""The sources that are known beforehand: those of ``ontology/sources.ttl``, and those of a file of the user's own."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from graph.errors import ConfigError
from graph.identity.registry import Entry, Registry
from graph.model import UNNAMED_KINDS, SourceKind
from graph.rdf.names import KIND_OF_CLASS, RDF
from ontology import files, terms

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_WIKIDATA = re.compile(r"https?://www\.wikidata\.org/entity/(Q[1-9]\d*)")
_COUNTRY = re.compile(r"[A-Z]{2}")
_KINDS = {iri: kind for iri, kind in KIND_OF_CLASS.items() if kind not in UNNAMED_KINDS}

_Described = dict[str, dict[str, list[str]]]
"""The values of each property of each source, by IRIs, in the order of the file."""


@cache
def read_known(path: Path | None = None) -> Registry:
    """The sources that are known, read once; what the file at ``path`` says is added to what is shipped.

    A source with the IRI of a shipped one adds names to it; its kind, country, parent body and successor take the place
    of the shipped ones.

    Raises:
        ConfigError: The file cannot be read, is no Turtle, describes a source without a name or kind, or gives one
            name to two sources; the message says where.
    """
    found = _described(files.read(files.SOURCES), origin=files.SOURCES)
    if path is None:
        return Registry(map(_entry, found.items()))
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"The file of known sources {path} cannot be read ({error}); check the setting.") from error
    for source, values in _described(text, origin=str(path)).items():
        shipped = found.setdefault(source, {})
        for property_, added in values.items():
            shipped[property_] = [*added, *shipped.get(property_, ())]
    try:
        return Registry(map(_entry, found.items()))
    except ConfigError as error:
        raise ConfigError(f"The file of known sources {path} cannot be used: {error}.") from error


def _described(turtle: str, *, origin: str) -> _Described:
    found: _Described = defaultdict(lambda: defaultdict(list))
    try:
        for triple in parse(turtle, format=RdfFormat.TURTLE):
            value = triple.object
            if isinstance(triple.subject, NamedNode) and isinstance(value, NamedNode | Literal):
                found[triple.subject.value][triple.predicate.value].append(value.value)
    except SyntaxError as error:
        raise ConfigError(f"The file of known sources {origin} is no Turtle: {error}.") from error
    return {source: dict(values) for source, values in found.items()}


def _entry(described: tuple[str, dict[str, list[str]]]) -> Entry:
    source, values = described
    names = values.get(f"{_SKOS}prefLabel", [])
    kinds = [_kind(iri, source=source) for iri in values.get(f"{RDF}type", []) if iri != terms.SOURCE]
    if not names or not kinds:
        raise ConfigError(f"{source} needs a skos:prefLabel and a kind of source, such as 'a al:Outlet'")
    country = _first(values.get(terms.COUNTRY))
    if country is not None and not _COUNTRY.fullmatch(country):
        raise ConfigError(f"{source} has the country {country!r}, which is no code of two capital letters")
    matches = map(_WIKIDATA.fullmatch, values.get(f"{_SKOS}exactMatch", ()))
    return Entry(
        key=source,
        name=names[0],
        kind=kinds[0],
        aliases=(*names[1:], *values.get(f"{_SKOS}altLabel", ())),
        ambiguous=tuple(values.get(terms.AMBIGUOUS_NAME, ())),
        parent=_first(values.get(terms.PARENT_BODY)),
        successor=_first(values.get(terms.SUCCESSOR)),
        wikidata=next((match[1] for match in matches if match), None),
        country=country,
    )


def _kind(iri: str, *, source: str) -> SourceKind:
    if iri not in _KINDS:
        known = ", ".join(sorted(f"al:{name.removeprefix(terms.NS)}" for name in _KINDS))
        raise ConfigError(f"{source} is a {iri}, which is no kind of named source; use one of {known}")
    return _KINDS[iri]


def _first(values: Iterable[str] | None) -> str | None:
    return next(iter(values or ()), None)
