import io
from datetime import UTC, date, datetime

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from pyoxigraph import NamedNode, Quad
from strategies import readings

from graph import export
from graph.export import RdfSyntax, Scope
from graph.iris import Iris
from graph.library import Library
from graph.model import (
    Claim,
    DateBasis,
    Document,
    QuotationType,
    Source,
    SourceKind,
    Span,
    SpeechAct,
    Stance,
    Statement,
)
from graph.period import Period
from graph.rdf.reader import Reader
from graph.rdf.writer import Writer
from graph.search.lexical import find_claims
from ontology import terms

IRIS = Iris()


def by_id(statements):
    return sorted(statements, key=lambda statement: statement.id)


@given(readings())
def test_quads_hold_the_whole_model(reading):
    document, statements = reading
    quads = Writer(IRIS).quads(document, statements)
    reader = Reader(quads, iris=IRIS)
    assert reader.document() == document
    assert by_id(reader.statements()) == by_id(statements)


@given(readings())
def test_a_store_gives_back_the_quads_that_it_was_given(reading):
    # Stores keep values, not spellings: what is not written in canonical form would come back changed.
    document, statements = reading
    library = Library.in_memory()
    library.put(document, statements)
    name = Writer(IRIS).graph(document.id).value
    assert set(library.store.quads(name)) == Writer(IRIS).quads(document, statements)


def parsed(content: bytes, syntax: RdfSyntax) -> list[Quad]:
    match syntax:
        case RdfSyntax.RDFXML:
            graph = rdflib.Graph().parse(data=content, format="xml")
            content, kind = graph.serialize(format="nt").encode(), ox.RdfFormat.N_TRIPLES
        case RdfSyntax.JSONLD:
            kind = ox.RdfFormat.JSON_LD
        case RdfSyntax.NTRIPLES | RdfSyntax.NQUADS:
            kind = ox.RdfFormat.N_QUADS
        case _:
            kind = ox.RdfFormat.TRIG
    quads = ox.parse(content, format=kind)
    return [Quad(q.subject, q.predicate, q.object, NamedNode("urn:g")) for q in quads]


def is_xml(document: Document) -> bool:
    values = (document.text, document.title, document.outlet, *document.authors)
    return not any(export._NOT_XML.search(value) for value in values if value)


@pytest.mark.parametrize("syntax", RdfSyntax)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reading=readings())
def test_every_syntax_holds_the_whole_model(syntax, reading):
    document, statements = reading
    others = [source for s in statements for source in (s.spokesperson, s.affiliation, s.addressee) if source]
    names = [s.source.name for s in statements] + [source.name for source in others]
    texts = [document.text, *names, *(s.claim.text for s in statements)]
    if syntax is RdfSyntax.RDFXML and not is_xml(
        Document(text="".join(texts), title=document.title, outlet=document.outlet, authors=document.authors)
    ):
        return
    library = Library.in_memory()
    library.put(document, statements)
    out = io.BytesIO()
    export.write(library.store, out, syntax=syntax)
    reader = Reader(parsed(out.getvalue(), syntax), iris=IRIS)
    assert reader.document() == document
    assert by_id(reader.statements()) == by_id(statements)


def statement(document: Document, **changes) -> Statement:
    values = {
        "document": document.id,
        "source": Source("SANA", SourceKind.NEWS_AGENCY),
        "claim": Claim("The bridge was closed on 4 March"),
        "speech_act": SpeechAct.REPORT,
        "stance": Stance.AFFIRM,
        "quotation": QuotationType.INDIRECT,
        "content_spans": (Span(0, 4),),
        "source_spans": (Span(5, 9),),
    }
    return Statement(**{**values, **changes})


def plain(quads) -> set[tuple[str, str, str]]:
    claim = terms.NS
    return {
        (q.subject.value, q.predicate.value.removeprefix(claim), q.object.value)
        for q in quads
        if isinstance(q.object, NamedNode) and "/source/" in q.subject.value and "/claim/" in q.object.value
    }


def test_plain_triples_say_no_more_than_the_statement():
    document = Document("Some words of a text", outlet="The Courier")
    source = statement(document).source
    denial = statement(document, speech_act=SpeechAct.DENY, stance=Stance.REJECT)
    relayed = statement(document, speech_act=SpeechAct.REPORT, stance=Stance.NEUTRAL, source_spans=(Span(6, 9),))
    subject, claim = IRIS.of("source", source.id), IRIS.of("claim", denial.claim.id)
    assert plain(Writer(IRIS).quads(document, [statement(document)])) == {(subject, "reports", claim)}
    assert plain(Writer(IRIS).quads(document, [denial])) == {(subject, "denies", claim)}
    assert plain(Writer(IRIS).quads(document, [relayed])) == {(subject, "relays", claim)}


def test_statements_are_found_by_date_however_exactly_it_is_known():
    document = Document("Some words of a text")
    periods = {
        "day": Period.of_day(date(2031, 3, 4)),
        "week": Period(date(2031, 2, 24), date(2031, 3, 2)),
        "month": Period.of_month(2031, 2),
        "year": Period.of_year(2031),
        "unknown": None,
    }
    statements = [
        statement(
            document,
            source_spans=(Span(number, 9),),
            extractor=name,
            said_on=period,
            said_on_basis=DateBasis.TEXT if period else None,
        )
        for number, (name, period) in enumerate(periods.items())
    ]
    library = Library.in_memory()
    library.put(document, statements)

    def said(condition: str) -> set[str | None]:
        rows = library.store.select(f"""
            SELECT ?name WHERE {{
              ?said al:saidNotBefore ?first ; al:saidNotAfter ?last ; al:extractedBy/al:name ?name .
              FILTER({condition})
            }}""")
        return {row["name"] for row in rows}

    assert said('?last < "2031-03-03"^^xsd:date') == {"week", "month"}
    assert said('?first >= "2031-02-01"^^xsd:date && ?last <= "2031-03-31"^^xsd:date') == {"day", "week", "month"}
    assert said('?first <= "2031-03-04"^^xsd:date && ?last >= "2031-03-04"^^xsd:date') == {"day", "year"}
    days = library.store.select("SELECT ?day WHERE { ?said al:saidOn ?day }")
    assert [row["day"] for row in days] == ["2031-03-04"]


def test_a_source_with_two_descriptions_in_one_document_is_refused():
    document = Document("Some words of a text")
    other = statement(document, source=Source("sana", SourceKind.PERSON), source_spans=(Span(6, 9),))
    with pytest.raises(ValueError, match="described as both"):
        Writer(IRIS).quads(document, [statement(document), other])


def test_rdf_12_reifies_the_plain_triple():
    document = Document("Some words of a text")
    one = statement(document)
    library = Library.in_memory()
    library.put(document, [one])
    out = io.BytesIO()
    export.write(library.store, out, syntax=RdfSyntax.TURTLE12)
    reified = [q for q in ox.parse(out.getvalue(), format=ox.RdfFormat.TURTLE) if isinstance(q.object, ox.Triple)]
    assert [q.subject.value for q in reified] == [IRIS.of("statement", one.id)]
    assert reified[0].object.predicate.value == terms.REPORTS


def test_what_xml_cannot_hold_is_replaced_there_and_only_there():
    document = Document("A form\x0cfeed")
    library = Library.in_memory()
    library.put(document, [])
    xml, turtle = io.BytesIO(), io.BytesIO()
    export.write(library.store, xml, syntax=RdfSyntax.RDFXML)
    export.write(library.store, turtle, syntax=RdfSyntax.TURTLE)
    text = rdflib.URIRef(terms.TEXT)
    assert [str(o) for o in rdflib.Graph().parse(data=xml.getvalue(), format="xml").objects(None, text)] == [
        "A form\ufffdfeed"
    ]
    assert [str(o) for o in rdflib.Graph().parse(data=turtle.getvalue(), format="turtle").objects(None, text)] == [
        document.text
    ]


def test_json_ld_holds_literals_as_the_store_does():
    document = Document("Some words", published=datetime(2031, 3, 4, 10, 20, tzinfo=UTC))
    library = Library.in_memory()
    library.put(document, [])
    out = io.BytesIO()
    export.write(library.store, out, syntax=RdfSyntax.JSONLD)
    assert b'"2031-03-04T10:20:00Z"' in out.getvalue()


@pytest.mark.parametrize("syntax", [RdfSyntax.TURTLE, RdfSyntax.TRIG, RdfSyntax.NTRIPLES, RdfSyntax.RDFXML])
def test_equal_graphs_give_equal_files(samples, syntax):
    once, again = io.BytesIO(), io.BytesIO()
    for out in (once, again):
        export.write(samples.store, out, syntax=syntax)
    assert once.getvalue() == again.getvalue()
    prefixes = [line for line in once.getvalue().splitlines() if line.startswith(b"@prefix")]
    assert prefixes == sorted(prefixes)
    assert (len(prefixes) > 5) == (syntax in (RdfSyntax.TURTLE, RdfSyntax.TRIG))


def test_an_empty_store_is_a_file_that_can_be_read():
    for syntax in RdfSyntax:
        out = io.BytesIO()
        export.write(Library.in_memory().store, out, syntax=syntax)
        assert parsed(out.getvalue(), syntax) == []


def test_an_export_around_a_claim_leaves_the_rest_out(samples):
    store = samples.store
    claim = find_claims(samples.index, "300 tonnes of banned ammonium nitrate", limit=1)[0].claim
    out, everything = io.BytesIO(), io.BytesIO()
    export.write(store, out, syntax=RdfSyntax.TURTLE, scope=Scope(claim=claim))
    export.write(store, everything, syntax=RdfSyntax.TURTLE)
    graph = rdflib.Graph().parse(data=out.getvalue(), format="turtle")
    whole = rdflib.Graph().parse(data=everything.getvalue(), format="turtle")
    statements = set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(terms.STATEMENT)))
    about = set(whole.subjects(rdflib.URIRef(terms.CLAIM_OF), rdflib.URIRef(store.iris.of("claim", claim))))
    assert about and about <= statements
    assert len(statements) < len(set(whole.subjects(rdflib.RDF.type, rdflib.URIRef(terms.STATEMENT)))) / 4
    assert not list(graph.objects(None, rdflib.URIRef(terms.TEXT)))
    assert set(graph) <= set(whole)
