"""Who has it from whom: the drawing, and the same as tables."""

from collections.abc import Iterator

import networkx as nx

from graph.analysis.answers import CircularReport, Edge, Hop, Side
from graph.analysis.claim_graph import Inference
from graph.answers import SourceRef
from graph.model import Stance
from graph.reporting.answers import Report
from graph.reporting.blocks import Block, Drawing, Foreign, Heading, Line, Paragraph, Table, Words
from graph.reporting.sections.overview import SIDES
from graph.reporting.telling import Citations, known_from, listed, table, who

_TITLE = "Who has it from whom"


def chains(report: Report, cite: Citations) -> Iterator[Block]:
    """The drawing of all sides, then a table of links and one of origins for each."""
    yield Heading("chains", 2, (Words(_TITLE),))
    yield Drawing(drawn(report.standing.sides), _TITLE)
    if report.making.inference == Inference.WITHOUT:
        yield Paragraph((Words("Links that no text states were left out."),))
    for side in report.standing.sides:
        yield Heading(f"chains-{side.stance}", 3, (Words(SIDES[side.stance]),))
        yield _origins(side, cite)
        if side.edges:
            yield _links(side, cite)
        else:
            yield Paragraph((Words("Nobody in these texts has it from anybody."),))


def drawn(sides: tuple[Side, ...]) -> nx.MultiDiGraph:
    """The speakers of some sides and the links between them, as ``graph.drawing`` takes them."""
    graph = nx.MultiDiGraph()
    for side in sides:
        circular = _circular(side.circular)
        for source in (*side.outlets, *(origin.source for origin in (*side.origins, *side.origins_unnamed))):
            _add(graph, source)
        for edge in side.edges:
            for end in (edge.source, edge.rests_on):
                _add(graph, end)
            graph.add_edge(
                edge.source.id,
                edge.rests_on.id,
                key=side.stance,
                stance=side.stance,
                count=len(edge.hops),
                inferred=edge.inferred,
                loop=(edge.source.id, edge.rests_on.id) in circular,
            )
    for node, stances in _taken(sides).items():
        graph.nodes[node]["stances"] = tuple(stance.value for stance in Stance if stance in stances)
    return graph


def _add(graph: nx.MultiDiGraph, source: SourceRef) -> None:
    graph.add_node(source.id, label=source.name, kind=source.kind, named=source.named)


def _taken(sides: tuple[Side, ...]) -> dict[str, set[Stance]]:
    """The sides that each source (id) takes itself; who only passes on takes none."""
    found: dict[str, set[Stance]] = {}
    for side in sides:
        for edge in side.edges:
            stances = found.setdefault(edge.source.id, set())
            stances |= {Stance(hop.passage.stance) for hop in edge.hops if hop.passage is not None}
            found.setdefault(edge.rests_on.id, set()).update(Stance(hop.rests_on.stance) for hop in edge.hops)
        for origin in (*side.origins, *side.origins_unnamed):
            found.setdefault(origin.source.id, set()).add(Stance(side.stance))
    return {node: stances - {Stance.NEUTRAL} or {Stance.NEUTRAL} for node, stances in found.items()}


def _circular(loops: tuple[CircularReport, ...]) -> set[tuple[str, str]]:
    return {(hop.source.id, hop.rests_on.id) for loop in loops for hop in loop.hops}


def _origins(side: Side, cite: Citations) -> Table:
    rows = [
        (
            who(origin.source),
            listed((Foreign(name.name),) for name in origin.names if name.name != origin.source.name),
            listed(cite.where(document) for document in dict.fromkeys(passage.document for passage in origin.passages)),
            cite.line(passage.statement for passage in origin.passages),
        )
        for origin in (*side.origins, *side.origins_unnamed)
    ]
    return table("With whom it begins", ("Origin", "Also called", "Documents", "Quotes"), tuple(rows))


def _links(side: Side, cite: Citations) -> Table:
    circular = _circular(side.circular)
    rows = [
        (
            who(edge.source),
            who(edge.rests_on),
            listed(_known(edge)),
            (Words("↻ part of a circle"),) if (edge.source.id, edge.rests_on.id) in circular else (),
            listed(cite.where(document) for document in dict.fromkeys(hop.document for hop in edge.hops)),
            cite.line(name for hop in edge.hops for name in _statements(hop)),
        )
        for edge in side.edges
    ]
    heads = ("Who", "Has it from", "Known", "Circle", "Documents", "Quotes")
    return table("Links, from who passes it on to who is passed on", heads, tuple(rows))


def _known(edge: Edge) -> Iterator[Line]:
    """How the hops of an edge are known, each way once."""
    for known in dict.fromkeys((hop.basis, hop.inferred, hop.score, hop.reason) for hop in edge.hops):
        basis, inferred, score, reason = known
        yield known_from(basis, inferred=inferred, score=score, reason=reason)


def _statements(hop: Hop) -> tuple[str, ...]:
    own = () if hop.passage is None else (hop.passage.statement,)
    return *own, hop.rests_on.statement
