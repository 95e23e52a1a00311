import io
import re
import xml.etree.ElementTree as ET

import networkx as nx
import pytest

from graph.export import Scope
from graph.library import Library
from graph.model import Claim, Document, QuotationType, Source, SourceKind, Span, SpeechAct, Stance, Statement
from graph.pictures import GraphFormat, citation_graph, picture
from graph.search.lexical import find_claims


@pytest.fixture(scope="module")
def scopes(samples):
    claim = find_claims(samples.index, "300 tonnes of banned ammonium nitrate", limit=1)[0].claim
    document = next(samples.document_ids())
    return [Scope(), Scope(claim=claim), Scope(document=document)]


def test_graph_tools_read_the_same_graph_back(samples, scopes):
    for scope in scopes:
        graph = citation_graph(samples, scope)
        back = nx.read_graphml(io.BytesIO(picture(samples, scope, format=GraphFormat.GRAPHML)))
        assert dict(back.nodes(data="label")) == dict(graph.nodes(data="label"))
        assert sorted(d["count"] for _, _, d in back.edges(data=True)) == sorted(
            d["count"] for _, _, d in graph.edges(data=True)
        )
        gexf = nx.read_gexf(io.BytesIO(picture(samples, scope, format=GraphFormat.GEXF)))
        assert set(gexf.nodes()) == set(graph.nodes())
        assert gexf.number_of_edges() == graph.number_of_edges()


def test_every_source_of_a_claim_is_in_its_drawing(samples, scopes):
    scope = scopes[1]
    svg = picture(samples, scope, format=GraphFormat.SVG).decode()
    titles = " ".join(element.text or "" for element in ET.fromstring(svg).iter() if element.tag.endswith("title"))
    for _, label in citation_graph(samples, scope).nodes(data="label"):
        assert label in titles
    assert picture(samples, scope, format=GraphFormat.PNG).startswith(b"\x89PNG")
    page = picture(samples, scope, format=GraphFormat.HTML).decode()
    assert "<svg" in page
    assert not re.search(r"""(?:src|href)\s*=\s*["']?https?:""", page)


def test_a_control_character_in_a_name_does_not_break_xml():
    library = Library.in_memory()
    document = Document("Some words", outlet="Out\x0blet")
    statement = Statement(
        document=document.id,
        source=Source("Out\x0blet", SourceKind.OUTLET),
        claim=Claim("Some words"),
        speech_act=SpeechAct.ASSERT,
        stance=Stance.AFFIRM,
        quotation=QuotationType.OWN_VOICE,
        content_spans=(Span(0, 4),),
    )
    library.put(document, [statement])
    for format_ in (GraphFormat.GRAPHML, GraphFormat.GEXF, GraphFormat.SVG):
        ET.fromstring(picture(library, Scope(document=document.id), format=format_))
