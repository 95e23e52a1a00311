"""The sources that are known beforehand: the shipped file is sound, and a file of the user's own adds to it."""

import re

import pytest
from rdflib import RDF, SKOS, Graph, Namespace

from graph.errors import ConfigError
from graph.identity.normal_form import normal_form
from graph.known_sources import read_known
from graph.model import UNNAMED_KINDS, SourceKind
from ontology import files, terms

AL = Namespace(terms.NS)
SHIPPED = "https://w3id.org/allegedly/sources#"
PREFIXES = f"""
@prefix : <{SHIPPED}> .
@prefix my: <https://example.org/sources#> .
@prefix al: <{terms.NS}> .
@prefix skos: <{SKOS}> .
"""


def find(name, **options):
    entry = read_known().find(name, **options)
    return entry and entry.key.removeprefix(SHIPPED)


def written(folder, turtle):
    path = folder / "sources.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return path


def test_shipped_sources_have_kinds_codes_and_each_fact_once():
    entries = read_known().entries.values()
    assert len(entries) > 500
    for entry in entries:
        assert entry.kind not in UNNAMED_KINDS | {SourceKind.PERSON, SourceKind.DOCUMENT}
        assert entry.key.startswith(SHIPPED)
        assert entry.country is None or re.fullmatch("[A-Z]{2}", entry.country)
        forms = [normal_form(name) for name in (entry.name, *entry.aliases, *entry.ambiguous)]
        assert len(forms) == len(set(forms)), entry
    matches = [entry.wikidata for entry in entries if entry.wikidata]
    assert len(matches) == len(set(matches)) > 30


@pytest.mark.parametrize("relation", ["parent", "successor"])
def test_shipped_sources_are_in_no_circle(relation):
    entries = read_known().entries
    for start in entries:
        seen, at = [start], getattr(entries[start], relation)
        while at is not None:
            assert at not in seen, seen
            seen.append(at)
            at = getattr(entries[at], relation)


def test_shipped_file_uses_only_terms_that_there_are():
    graph = Graph().parse(data=files.read(files.SOURCES), format="turtle")
    used = {AL.ambiguousName, AL.parentBody, AL.successor, AL.country, SKOS.prefLabel, SKOS.altLabel, SKOS.exactMatch}
    assert set(graph.predicates()) == used | {RDF.type}
    assert {str(kind) for kind in graph.objects(None, RDF.type)} <= set(terms.SOURCE_CLASSES.values())
    assert len(set(graph.subjects())) == len(read_known().entries)


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (("Reuters", "REUTERS"), "reuters"),
        (
            ("the Pentagon", "the U.S. Defense Department", "the American Department of Defence"),
            "us-defence-department",
        ),
        (("Russia's defence ministry", "the Russian Ministry of Defense"), "ru-defence-ministry"),
        (("Ukrainian foreign ministry", "Ukraine’s Ministry of Foreign Affairs"), "ua-foreign-ministry"),
        (("the New York Times", "NYT"), "new-york-times"),
        (("AFP", "Agence France Presse"), "afp"),
        (("the Israeli army", "IDF", "Israel Defence Forces"), "il-idf"),
        (("the United States government", "US government"), "us-government"),
        (("WHO", "World Health Organisation"), "who"),
    ],
)
def test_names_lead_to_the_source(names, key):
    assert [find(name) for name in names] == [key] * len(names)


@pytest.mark.parametrize("name", ["who", "the Times", "the Supreme Court", "Moscow", "ABC News", "Ministry of Defence"])
def test_names_of_several_lead_to_none(name):
    assert find(name) is None


def test_ambiguous_name_is_meant_where_the_country_is_known_and_has_one():
    assert find("the Supreme Court", country="US") == "us-supreme-court"
    assert find("the Times", country="US") is None
    assert find("the Times", country="GB") == "the-times"


def test_file_of_the_user_adds_sources_and_names(tmp_path):
    path = written(
        tmp_path,
        """my:beacon a al:Outlet ; skos:prefLabel "Ostwick Beacon" ; al:parentBody :un .
        :reuters skos:altLabel "RTRS" .""",
    )
    registry = read_known(path)
    assert registry.find("The Ostwick Beacon").kind is SourceKind.OUTLET
    assert registry.find("RTRS") is registry.find("Reuters")
    assert read_known().find("RTRS") is None


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("my:x a al:Outlet", "is no Turtle"),
        ('my:x a al:Outlet ; skos:prefLabel "Reuters" .', "'Reuters' is a name of"),
        ('my:x a al:Paper ; skos:prefLabel "X" .', "no kind of named source"),
        ('my:x a al:CollectiveSource ; skos:prefLabel "X" .', "no kind of named source"),
        ('my:x skos:prefLabel "X" .', "needs a skos:prefLabel and a kind"),
        ('my:x a al:Outlet ; skos:prefLabel "X" ; al:country "England" .', "two capital letters"),
        ('my:x a al:Outlet ; skos:prefLabel "X" ; al:parentBody my:y .', "parent https://example.org/sources#y"),
    ],
)
def test_bad_file_says_what_is_wrong(tmp_path, turtle, message):
    with pytest.raises(ConfigError, match=message) as error:
        read_known(written(tmp_path, turtle))
    assert str(tmp_path) in str(error.value)


def test_missing_file_is_an_error(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        read_known(tmp_path / "none.ttl")
