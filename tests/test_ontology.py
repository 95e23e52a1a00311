"""The vocabulary agrees with its Python names, its context and its shapes; nothing here needs the network."""

import json
from itertools import product
from typing import Any

import pyshacl
import pytest
from rdflib import (
    DC,
    DCTERMS,
    OWL,
    PROV,
    RDF,
    RDFS,
    SH,
    SKOS,
    Dataset,
    Graph,
    Literal,
    Namespace,
    URIRef,
)
from rdflib.compare import isomorphic
from rdflib.term import Node

from ontology import files, terms

AL = Namespace(terms.NS)
SDO = Namespace("https://schema.org/")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
OA = Namespace("http://www.w3.org/ns/oa#")
CITO = Namespace("http://purl.org/spar/cito/")
VANN = Namespace("http://purl.org/vocab/vann/")

CONCEPTS = {
    terms.SPEECH_ACTS: terms.SPEECH_ACT_CONCEPTS,
    terms.STANCES: terms.STANCE_CONCEPTS,
    terms.MODALITIES: terms.MODALITY_CONCEPTS,
    terms.QUOTATION_TYPES: terms.QUOTATION_CONCEPTS,
    terms.VERDICTS: terms.VERDICT_CONCEPTS,
}
PROPERTY_KINDS = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
KINDS = PROPERTY_KINDS | {OWL.Class, SKOS.Concept, SKOS.ConceptScheme}


def _turtle(name: str) -> Graph:
    return Graph().parse(data=files.read(name), format="turtle")


def _named_terms() -> list[str]:
    named: set[str] = set()
    for constant, value in vars(terms).items():
        if constant.isupper() and not constant.startswith("_") and constant != "NS":
            named.update(value.values() if isinstance(value, dict) else [value])
    return sorted(named)


ONTOLOGY = _turtle(files.ONTOLOGY)
SHAPES = _turtle(files.SHAPES)
CONTEXT: dict[str, Any] = json.loads(files.read(files.CONTEXT))["@context"]
TERMS = [URIRef(term) for term in _named_terms()]


def _local(term: str) -> str:
    return term.removeprefix(terms.NS)


def _is_object_property(term: URIRef) -> bool:
    return (term, RDF.type, OWL.ObjectProperty) in ONTOLOGY


# The ontology


def test_terms_are_those_that_are_defined() -> None:
    ours = {s for s in ONTOLOGY.subjects() if isinstance(s, URIRef) and s.startswith(terms.NS)}
    assert ours - {URIRef(terms.NS)} == set(TERMS)


def test_terms_of_others_are_declared_and_nothing_more() -> None:
    for s, p, o in ONTOLOGY:
        if isinstance(s, URIRef) and not s.startswith(terms.NS):
            assert p == RDF.type, s
            assert o in PROPERTY_KINDS | {OWL.Class}, s


def test_nothing_is_imported_or_merged() -> None:
    assert not list(ONTOLOGY.subject_objects(OWL.imports))
    assert OWL.sameAs not in set(ONTOLOGY.predicates())
    functional = ONTOLOGY.subjects(RDF.type, OWL.FunctionalProperty)
    assert not [p for p in functional if isinstance(p, URIRef) and _is_object_property(p)]


def test_header_names_licence_version_and_prefix() -> None:
    header = URIRef(terms.NS)
    assert (header, RDF.type, OWL.Ontology) in ONTOLOGY
    assert (header, OWL.versionInfo, Literal("0.1.0")) in ONTOLOGY
    assert (header, DCTERMS.license, URIRef("https://www.apache.org/licenses/LICENSE-2.0")) in ONTOLOGY
    assert (header, VANN.preferredNamespacePrefix, Literal("al")) in ONTOLOGY
    assert ONTOLOGY.value(header, DC.title)
    assert ONTOLOGY.value(header, DCTERMS.description)


@pytest.mark.parametrize("term", TERMS, ids=_local)
def test_term_has_one_kind_label_and_definition(term: URIRef) -> None:
    assert len(set(ONTOLOGY.objects(term, RDF.type)) & KINDS) == 1
    assert list(ONTOLOGY.objects(term, RDFS.isDefinedBy)) == [URIRef(terms.NS)]
    for property_ in (RDFS.label, SKOS.definition):
        (text,) = ONTOLOGY.objects(term, property_)
        assert isinstance(text, Literal)
        assert text.language == "en"
        assert text.strip()
    assert str(ONTOLOGY.value(term, SKOS.definition)).endswith(".")


def test_definitions_differ() -> None:
    definitions = [ONTOLOGY.value(term, SKOS.definition) for term in TERMS]
    assert len(definitions) == len(set(definitions))


@pytest.mark.parametrize(
    ("term", "relation", "targets"),
    [
        (AL.Document, RDFS.subClassOf, {SDO.CreativeWork, PROV.Entity}),
        (AL.Source, RDFS.subClassOf, {PROV.Agent}),
        (AL.Statement, RDFS.subClassOf, {PROV.Activity}),
        (AL.Claim, RDFS.subClassOf, {SDO.Claim, PROV.Entity}),
        (AL.ClaimCluster, RDFS.subClassOf, {SKOS.Concept}),
        (AL.SourceIdentity, RDFS.subClassOf, {SKOS.Concept}),
        (AL.Membership, RDFS.subClassOf, {PROV.Entity}),
        (AL.memberOf, RDFS.subPropertyOf, {DCTERMS.isPartOf}),
        (AL.reviewedThing, RDFS.subPropertyOf, {PROV.used}),
        (AL.reviewedAt, RDFS.subPropertyOf, {PROV.endedAtTime}),
        (AL.Extraction, RDFS.subClassOf, {PROV.Activity}),
        (AL.Extractor, RDFS.subClassOf, {PROV.SoftwareAgent}),
        (AL.Review, RDFS.subClassOf, {PROV.Activity}),
        (AL.Anchor, RDFS.subClassOf, {OA.SpecificResource}),
        (AL.Person, RDFS.subClassOf, {AL.Source, SDO.Person, PROV.Person}),
        (AL.Organisation, RDFS.subClassOf, {AL.Source, SDO.Organization, PROV.Organization}),
        (AL.Outlet, RDFS.subClassOf, {AL.Organisation, SDO.NewsMediaOrganization}),
        (AL.NewsAgency, RDFS.subClassOf, {AL.Outlet}),
        (AL.GovernmentBody, RDFS.subClassOf, {AL.Organisation, SDO.GovernmentOrganization}),
        (AL.Company, RDFS.subClassOf, {AL.Organisation, SDO.Corporation}),
        (AL.source, RDFS.subPropertyOf, {PROV.wasAssociatedWith}),
        (AL.addressee, RDFS.subPropertyOf, {SDO.recipient}),
        (AL.saidOn, RDFS.subPropertyOf, {AL.saidNotBefore, AL.saidNotAfter, DCTERMS.date}),
        (AL.claim, RDFS.subPropertyOf, {PROV.used}),
        (AL.via, RDFS.subPropertyOf, {PROV.wasInformedBy}),
        (AL.viaWithinDocument, RDFS.subPropertyOf, {AL.via}),
        (AL.viaWithinSentence, RDFS.subPropertyOf, {AL.viaWithinDocument}),
        (AL.viaInferred, RDFS.subPropertyOf, {AL.via}),
        (AL.citesDocument, RDFS.subPropertyOf, {SDO.citation, PROV.wasDerivedFrom}),
        (AL.responseTo, RDFS.subPropertyOf, {CITO.repliesTo}),
        (AL.publisher, RDFS.subPropertyOf, {SDO.publisher}),
        (AL.supports, RDFS.subPropertyOf, {CITO.supports}),
        (AL.name, RDFS.subPropertyOf, {RDFS.label}),
        (AL.title, RDFS.subPropertyOf, {DCTERMS.title}),
        (AL.published, RDFS.subPropertyOf, {DCTERMS.issued}),
        (AL.url, RDFS.subPropertyOf, {SDO.url}),
        (AL.text, RDFS.subPropertyOf, {SDO.text}),
    ],
)
def test_term_is_aligned_with_the_standards(term: URIRef, relation: URIRef, targets: set[URIRef]) -> None:
    assert set(ONTOLOGY.objects(term, relation)) == targets


def test_source_classes_are_sources_and_three_are_unnamed() -> None:
    for iri in terms.SOURCE_CLASSES.values():
        assert AL.Source in ONTOLOGY.transitive_objects(URIRef(iri), RDFS.subClassOf)
    unnamed = {AL.AnonymousSource, AL.CollectiveSource, AL.UnspecifiedSource}
    assert set(ONTOLOGY.subjects(RDFS.subClassOf, AL.UnnamedSource)) == unnamed


@pytest.mark.parametrize("scheme", CONCEPTS, ids=_local)
def test_scheme_has_its_concepts_and_their_words(scheme: str) -> None:
    node = URIRef(scheme)
    members = set(ONTOLOGY.subjects(SKOS.inScheme, node))
    assert {str(ONTOLOGY.value(m, SKOS.notation)): str(m) for m in members} == CONCEPTS[scheme]
    tops = set(ONTOLOGY.objects(node, SKOS.hasTopConcept))
    assert tops == set(ONTOLOGY.subjects(SKOS.topConceptOf, node))
    assert tops == {m for m in members if not ONTOLOGY.value(m, SKOS.broader)}
    for member in members:
        assert ONTOLOGY.value(member, SKOS.prefLabel) == ONTOLOGY.value(member, RDFS.label)


def test_broader_speech_acts_mirror_the_plain_properties() -> None:
    for act in ONTOLOGY.subjects(SKOS.inScheme, AL.SpeechActs):
        plain, broader = ONTOLOGY.value(act, RDFS.seeAlso), ONTOLOGY.value(act, SKOS.broader)
        above = ONTOLOGY.value(plain, RDFS.subPropertyOf)
        assert above == (ONTOLOGY.value(broader, RDFS.seeAlso) if broader else AL.position)


@pytest.mark.parametrize(("act", "stance"), list(product(terms.SPEECH_ACT_CONCEPTS, terms.STANCE_CONCEPTS)), ids=str)
def test_position_is_a_plain_property_that_says_no_more_than_the_stance(act: str, stance: str) -> None:
    property_ = URIRef(terms.position(speech_act=act, stance=stance))
    above = set(ONTOLOGY.transitive_objects(property_, RDFS.subPropertyOf))
    assert property_ != AL.position
    assert AL.position in above
    if stance != "affirm":
        assert AL.asserts not in above
    if stance != "reject":
        assert AL.denies not in above


# The context


def _expand(node: dict[str, Any]) -> Graph:
    document = {"@context": CONTEXT, "id": "urn:s", **node}
    return Graph().parse(data=json.dumps(document), format="json-ld")


@pytest.mark.parametrize("term", TERMS, ids=_local)
def test_context_has_a_key_that_expands_to_the_term(term: URIRef) -> None:
    key = _local(term)
    if not set(ONTOLOGY.objects(term, RDF.type)) & PROPERTY_KINDS:
        assert (URIRef("urn:s"), RDF.type, term) in _expand({"type": key})
        return
    value = "urn:o" if _is_object_property(term) else "0.5"
    ((_, property_, object_),) = _expand({key: value})
    assert property_ == term
    assert isinstance(object_, URIRef) == _is_object_property(term)


def test_context_has_no_key_for_what_is_not_defined() -> None:
    keys = [v["@id"] if isinstance(v, dict) else v for k, v in CONTEXT.items() if k not in {"@version", "al"}]
    assert {AL[key[3:]] for key in keys if key.startswith("al:")} == set(TERMS)


def test_concepts_are_written_by_their_short_names() -> None:
    graph = _expand({"stance": "Reject", "relationType": "contradicts", "saidOn": "2021-03-02"})
    assert set(graph.predicate_objects()) == {
        (AL.stance, AL.Reject),
        (AL.relationType, AL.contradicts),
        (AL.saidOn, Literal("2021-03-02", datatype=XSD.date)),
    }


# The shapes

PREFIXES = f"""
PREFIX : <urn:x:>
PREFIX al: <{terms.NS}>
PREFIX oa: <{OA}>
PREFIX xsd: <{XSD}>
"""


def _anchor(name: str, start: int, end: int) -> str:
    return f"""
:{name} a al:Anchor ; oa:hasSource :doc ; oa:hasSelector :{name}-position , :{name}-quote .
:{name}-position a oa:TextPositionSelector ;
    oa:start "{start}"^^xsd:integer ; oa:end "{end}"^^xsd:integer .
:{name}-quote a oa:TextQuoteSelector ; oa:exact "words" ; oa:prefix "" ; oa:suffix " after" .
"""


def _statement(name: str, source: str, content: str) -> str:
    return f"""
:{name} a al:Statement ; al:source {source} ; al:claim :claim ; al:inDocument :doc ;
    al:speechAct al:Report ; al:stance al:Affirm ; al:modality al:Underspecified ;
    al:quotationType al:Indirect ; al:confidence 0.9000 ;
    al:extractedBy :extractor ; al:contentAnchor {content} .
"""


VALID = (
    PREFIXES
    + f"""
:doc a al:Document ; al:text "A convoy ..." ; al:textDigest "sha256:{"0" * 64}" ; al:author "Jane Doe" ;
    al:url "https://a.example/1"^^xsd:anyURI ; al:title "Convoy" ; al:publisher :outlet ; al:language "en" ;
    al:published "2021-03-02T09:00:00Z"^^xsd:dateTime ; al:hyperlink :link ; al:extractedBy :extractor .
:link a al:Hyperlink ; al:anchor :an1 ; al:target "https://b.example/2"^^xsd:anyURI .
:extractor a al:Extractor ; al:name "rules 1.0" .
:outlet a al:Source , al:Outlet ; al:name "Outlet A" ; al:reports :claim .
:sana a al:Source , al:NewsAgency ; al:name "SANA" ; al:reports :claim .
:locals a al:Source , al:CollectiveSource , al:UnnamedSource ; al:name "local sources" ;
    al:describedIn :doc ; al:asserts :claim .
:claim a al:Claim ; al:claimText "A convoy has been sent" ; al:describedIn :doc .
:st0 al:via :st1 ; al:viaWithinSentence :st1 .
:st1 al:via :st2 ; al:viaWithinSentence :st2 ; al:cueText "reports" ;
    al:sourceAnchor :an2 ; al:cueAnchor :an1 ; al:addressee :outlet ; al:addresseeAnchor :an1 ;
    al:saidOn "2021-03-02"^^xsd:date ; al:saidOnBasis "publication" ;
    al:saidNotBefore "2021-03-02"^^xsd:date ; al:saidNotAfter "2021-03-02"^^xsd:date .
:st2 al:via :elsewhere ; al:viaInferred :elsewhere ; al:spokesperson :sana ;
    al:saidNotBefore "2020-01-01"^^xsd:date ; al:saidNotAfter "2020-12-31"^^xsd:date ; al:saidOnBasis "text" .
"""
    + _statement("st0", ":outlet", ":an1")
    + _statement("st1", ":sana", ":an1")
    + _statement("st2", ":locals", ":an1 , :an2")
    + _anchor("an1", 0, 5)
    + _anchor("an2", 7, 12)
)
DOCUMENT_2 = ':doc2 a al:Document ; al:text "B" ; al:textDigest "sha256:' + "1" * 64 + '" .'
RELATION = """:rel a al:ClaimRelation ; al:relationFrom :claim ; al:relationTo :claim2 ;
    al:relationType al:contradicts ; al:score 0.7 ; al:method "nli 1" ."""

MEMBERSHIP = """:m a al:Membership ; al:member :sana ; al:group :g ; al:score 0.75 ; al:method "names 1" ;
    al:comparedWith :agency ; al:explanation "one is an acronym of the other" .
:sana al:memberOf :g . :g a al:SourceIdentity .
:f a al:Membership ; al:member :agency ; al:group :g ; al:score 1.0 ; al:method "founder" ."""
REVIEW = """:r a al:Review ; al:reviewedThing :sana , :agency ; al:verdict al:Same ; al:reviewer :jo ;
    al:reviewedAt "2031-03-04T10:20:00Z"^^xsd:dateTime ; al:comment "same masthead" ."""


def _validate(turtle: str) -> tuple[bool, set[str]]:
    graph = Graph().parse(data=turtle, format="turtle")
    conforms, report, _ = pyshacl.validate(graph, shacl_graph=SHAPES)
    return conforms, {str(message) for message in report.objects(None, SH.resultMessage)}


def test_shapes_are_valid_shacl_without_sparql_and_use_only_defined_terms() -> None:
    conforms, _, report = pyshacl.validate(Graph(), shacl_graph=SHAPES, meta_shacl=True)
    assert conforms, report
    assert not {SH.sparql, SH.rule, SH.target, SH.js} & set(SHAPES.predicates())
    used = {node for triple in SHAPES for node in triple if isinstance(node, URIRef)}
    assert {term for term in used if term.startswith(terms.NS)} <= set(TERMS)


def test_every_constraint_says_what_is_wrong() -> None:
    alternatives = {node for group in SHAPES.objects(None, SH["or"]) for node in SHAPES.items(group)}
    for owner, shape in SHAPES.subject_objects(SH.property):
        assert owner in alternatives or SHAPES.value(shape, SH.message), SHAPES.value(shape, SH.path)
    for shape in SHAPES.subjects(RDF.type, SH.NodeShape):
        parameters = set(SHAPES.predicates(shape)) - {RDF.type, SH.targetClass, SH.targetSubjectsOf, SH.property}
        assert not parameters or SH.message in parameters, shape


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (AL.speechAct, terms.SPEECH_ACT_CONCEPTS),
        (AL.stance, terms.STANCE_CONCEPTS),
        (AL.modality, terms.MODALITY_CONCEPTS),
        (AL.quotationType, terms.QUOTATION_CONCEPTS),
        (AL.verdict, terms.VERDICT_CONCEPTS),
        (AL.relationType, terms.RELATION_PROPERTIES),
    ],
)
def test_shapes_list_the_concepts_of_the_scheme(path: URIRef, expected: dict[str, str]) -> None:
    (shape,) = SHAPES.subjects(SH.path, path)
    assert {str(item) for item in _items(SHAPES.value(shape, SH["in"]))} == set(expected.values())


def test_shapes_list_the_kinds_of_sources_and_the_plain_properties() -> None:
    (shape,) = SHAPES.subjects(SH.path, RDF.type)
    kinds = _items(SHAPES.value(SHAPES.value(shape, SH.qualifiedValueShape), SH["in"]))
    assert {str(kind) for kind in kinds} == set(terms.SOURCE_CLASSES.values())
    paths = [set(_items(node)) for node in SHAPES.objects(None, SH.alternativePath)]
    assert set(ONTOLOGY.transitive_subjects(RDFS.subPropertyOf, AL.position)) in paths


def _items(node: Node | None) -> list[Node]:
    assert node is not None
    return list(SHAPES.items(node))


def test_shapes_accept_a_document() -> None:
    assert _validate(VALID) == (True, set())


def test_shapes_accept_a_claim_relation() -> None:
    assert _validate(PREFIXES + RELATION) == (True, set())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("al:source :sana ;", "", "exactly one al:source"),
        ("al:source :sana ;", "al:source :sana , :outlet ;", "exactly one al:source"),
        ("al:source :sana ;", "al:source :doc ;", "exactly one al:source"),
        ("al:inDocument :doc ;", "", "exactly one al:inDocument"),
        ("al:claim :claim ;", "", "exactly one al:claim"),
        ("al:speechAct al:Report ;", "", "exactly one al:speechAct"),
        ("al:speechAct al:Report ;", "al:speechAct al:Affirm ;", "exactly one al:speechAct"),
        ("al:stance al:Affirm ;", "", "exactly one al:stance"),
        ("al:stance al:Affirm ;", "al:stance al:Affirm , al:Reject ;", "exactly one al:stance"),
        ("al:stance al:Affirm ;", "al:stance al:Certain ;", "exactly one al:stance"),
        ("al:modality al:Underspecified ;", "", "exactly one al:modality"),
        ("al:quotationType al:Indirect ;", "al:quotationType al:Neutral ;", "exactly one al:quotationType"),
        ("al:confidence 0.9000 ;", "al:confidence 1.1 ;", "exactly one al:confidence"),
        ("al:confidence 0.9000 ;", "al:confidence 0.9e0 ;", "exactly one al:confidence"),
        ("al:extractedBy :extractor ; al:content", "al:content", "exactly one al:extractedBy"),
        ("; al:contentAnchor :an1 .", ".", "needs an al:contentAnchor"),
        ('; al:saidOnBasis "publication"', "", "or none of them"),
        ('; al:saidOnBasis "text"', "", "or none of them"),
        ('al:saidNotBefore "2020-01-01"^^xsd:date ;', "", "or none of them"),
        ('al:saidOn "2021-03-02"^^xsd:date ;', "", "agree on"),
        ('al:saidOn "2021-03-02"', 'al:saidOn "2021-03-01"', "agree on"),
        ('al:saidNotBefore "2021-03-02"', 'al:saidNotBefore "2021-03-01"', "agree on"),
        ('"2020-01-01"^^xsd:date', '"2021-01-01"^^xsd:date', "not after al:saidNotAfter"),
        ('"2020-12-31"^^xsd:date', '"2020"^^xsd:gYear', "at most one al:saidNotAfter"),
        ('al:saidOn "2021-03-02"^^xsd:date', 'al:saidOn "2021-03-02"', "al:saidOn, an xsd:date"),
        ("al:addressee :outlet", "al:addressee :outlet , :sana", "at most one al:addressee"),
        ("al:addresseeAnchor :an1", "al:addresseeAnchor :sana", "al:Anchor nodes"),
        ('al:saidOnBasis "publication"', 'al:saidOnBasis "guess"', "at most one al:saidOnBasis"),
        ("al:viaWithinSentence :st2", "al:viaWithinSentence :sana", "ends in an al:Statement"),
        ("al:viaWithinSentence :st2", "al:viaWithinSentence :st1", "neither rests on itself"),
        ("al:viaInferred :elsewhere", 'al:viaInferred "there"', "to the IRI of a statement"),
        ("al:sourceAnchor :an2", "al:sourceAnchor :sana", "al:Anchor nodes"),
        ('al:claimText "A convoy has been sent" ;', "", "exactly one al:claimText"),
        ('al:claimText "A convoy has been sent"', 'al:claimText ""', "exactly one al:claimText"),
        ('"A convoy has been sent"', '"A convoy" , "Another"', "exactly one al:claimText"),
        ("al:describedIn :doc ; al:asserts", "al:asserts", "exactly one document: give one al:describedIn"),
        ("al:describedIn :doc ;", "al:describedIn :doc , :doc2 ;", "exactly one document: give one"),
        ("al:describedIn :doc ;", "al:describedIn :doc2 ;", "all belong to one document"),
        ("al:CollectiveSource , al:UnnamedSource", "al:Person", "A named source belongs to no document"),
        ("al:CollectiveSource , al:UnnamedSource", "al:UnnamedSource", "exactly one kind"),
        ("al:Source , al:NewsAgency", "al:Source , al:NewsAgency , al:Person", "exactly one kind"),
        ('; al:name "SANA"', "", "A source needs an al:name"),
        ('"SANA"', '"SANA"@en', "A source needs an al:name"),
        ("al:asserts :claim", "al:asserts :doc", "A plain triple leads"),
        ('"7"^^xsd:integer', '"12"^^xsd:integer', "starts before it ends"),
        ('"7"^^xsd:integer', '"13"^^xsd:integer', "starts before it ends"),
        ('"7"^^xsd:integer', '"7"^^xsd:nonNegativeInteger', "exactly one oa:start"),
        (":an2-position , :an2-quote", ":an2-position", "exactly one oa:TextQuoteSelector"),
        (":an2-position , :an2-quote", ":an2-quote", "exactly one oa:TextPositionSelector"),
        (":an2-position , :an2-quote", ":an2-position , :an1-position , :an2-quote", "TextPositionSelector"),
        (
            ":an2 a al:Anchor ; oa:hasSource :doc",
            ":an2 a al:Anchor ; oa:hasSource :doc2",
            "belong to one document",
        ),
        ('al:text "A convoy ..." ;', "", "exactly one al:text,"),
        ("sha256:0", "sha256:", "exactly one al:textDigest"),
        ("al:publisher :outlet", 'al:publisher "Outlet A"', "at most one al:publisher"),
        ("^^xsd:dateTime", "", "at most one al:published"),
        ("al:anchor :an1 ;", "", "exactly one al:anchor"),
        ('al:target "https://b.example/2"^^xsd:anyURI', "al:target <https://b.example/2>", "one al:target"),
        (':extractor a al:Extractor ; al:name "rules 1.0"', ":extractor a al:Extractor", "one al:name"),
        (":claim a al:Claim", "[] a al:Claim ; al:claimText '' . :claim a al:Claim", "has an IRI"),
    ],
)
def test_shapes_reject_a_broken_document(old: str, new: str, message: str) -> None:
    assert old in VALID
    conforms, messages = _validate(VALID.replace(old, new) + DOCUMENT_2)
    assert not conforms
    assert any(message in found for found in messages), messages


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("al:relationTo :claim2", "al:relationTo :claim", "joins two claims"),
        ("al:relationFrom :claim ;", "", "exactly one al:relationFrom"),
        ("al:relationType al:contradicts", "al:relationType al:asserts", "exactly one al:relationType"),
        ("al:score 0.7", "al:score 7.0", "exactly one al:score"),
        ('al:method "nli 1"', "", "exactly one al:method"),
    ],
)
def test_shapes_reject_a_broken_claim_relation(old: str, new: str, message: str) -> None:
    conforms, messages = _validate(PREFIXES + RELATION.replace(old, new))
    assert not conforms
    assert any(message in found for found in messages), messages


def test_shapes_accept_a_membership_and_a_review() -> None:
    assert _validate(PREFIXES + MEMBERSHIP + REVIEW) == (True, set())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("al:member :sana ;", "", "exactly one al:member"),
        ("al:member :sana ;", "al:member :sana , :other ;", "exactly one al:member"),
        ("al:group :g ; al:score 0.75", "al:score 0.75", "exactly one al:group"),
        ("al:score 0.75", "al:score 1.75", "exactly one al:score"),
        ('al:method "names 1"', 'al:method "names 1" , "names 2"', "exactly one al:method"),
        ("al:comparedWith :agency ;", "", "unless its al:method is 'founder'"),
        ("al:comparedWith :agency ;", "al:comparedWith :sana ;", "the IRI of another member"),
        ("al:memberOf :g", "al:memberOf :g , :h", "at most one al:memberOf"),
        (":g a al:SourceIdentity", "[] a al:SourceIdentity", "has an IRI"),
        (":sana , :agency ; al:verdict", ":sana ; al:verdict", "exactly two al:reviewedThing"),
        ("al:verdict al:Same", "al:verdict al:Affirm", "exactly one al:verdict"),
        ("^^xsd:dateTime", "", "exactly one al:reviewedAt"),
        ("al:reviewer :jo", 'al:reviewer "Jo"', "at most one al:reviewer"),
        ('al:comment "same masthead"', "al:comment :same", "at most one al:comment"),
    ],
)
def test_shapes_reject_a_broken_membership_or_review(old: str, new: str, message: str) -> None:
    assert old in MEMBERSHIP + REVIEW
    conforms, messages = _validate(PREFIXES + (MEMBERSHIP + REVIEW).replace(old, new))
    assert not conforms
    assert any(message in found for found in messages), messages


def test_context_carries_a_document_to_json_and_back() -> None:
    graph = Graph().parse(data=VALID, format="turtle")
    written = json.loads(graph.serialize(format="json-ld", context=CONTEXT))
    assert not [key for node in written["@graph"] for key in node if ":" in key]
    read = Dataset().parse(data=json.dumps({"@context": CONTEXT, "@graph": written["@graph"]}), format="json-ld")
    assert isomorphic(graph, read.default_graph if isinstance(read, Dataset) else read)


# The files


def test_missing_file_is_an_error() -> None:
    assert "sh:NodeShape" in files.read(files.SHAPES)
    with pytest.raises(FileNotFoundError):
        files.read("shapes.json")
