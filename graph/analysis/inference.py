"""Which statements rest on statements in other documents, inferred from what a claim's evidence holds.

Everything follows from the evidence alone, whatever the order in which documents arrived, and nothing is kept: what was
inferred can be switched off, and a document that comes later changes it.
"""

from collections import defaultdict
from collections.abc import Iterable

import networkx as nx

from graph.analysis.chronology import Order
from graph.analysis.coverage import Coverage
from graph.analysis.evidence import Evidence
from graph.analysis.hops import Basis, InferredVia
from graph.analysis.rules.hyperlinks import hyperlinks
from graph.analysis.rules.media_in_general import media_in_general
from graph.analysis.rules.named_outlets import named_outlets
from graph.analysis.rules.quotations import quotations
from graph.analysis.rules.unnamed_sources import retold

__all__ = ["Basis", "InferredVia", "inferred_hops"]


def inferred_hops(evidence: Evidence) -> tuple[InferredVia, ...]:
    """All inferred hops between the statements of some evidence, sorted by statement and by what it rests on.

    There is one hop at most between two statements, that of the surest rule, and none that a text states. None leads
    into the same document or to a later one, and no document leads back to itself over several hops.
    """
    coverage = Coverage.of(evidence)
    named = list(named_outlets(coverage))
    linked = list(hyperlinks(coverage, explained=named))
    explained = [*named, *linked]
    found = [
        *explained,
        *retold(coverage, explained=named),
        *quotations(coverage, explained=explained),
        *media_in_general(coverage),
    ]
    return tuple(_without_loops(coverage, _surest(found)))


def _surest(hops: Iterable[InferredVia]) -> list[InferredVia]:
    best: dict[tuple[str, str], InferredVia] = {}
    for hop in hops:
        pair = (hop.statement, hop.rests_on)
        if pair not in best or _rank(best[pair]) < _rank(hop):
            best[pair] = hop
    return [best[pair] for pair in sorted(best)]


def _rank(hop: InferredVia) -> tuple[float, str, str]:
    return hop.score, hop.basis, hop.reason


def _without_loops(coverage: Coverage, hops: list[InferredVia]) -> list[InferredVia]:
    """The hops without those between documents that lead to each other.

    Of two of which one was published before the other that cannot be. Where the order is not known, nobody can tell
    which of the hops is wrong, so all those go; what is left runs backwards in time.
    """
    records = coverage.evidence.records
    ends = {hop: (records[hop.statement].document.id, records[hop.rests_on].document.id) for hop in hops}
    loops: defaultdict[str, int] = defaultdict(int)
    for number, component in enumerate(nx.strongly_connected_components(nx.DiGraph(list(ends.values())))):
        loops.update((document, number) for document in component)
    return [
        hop
        for hop, (later, earlier) in ends.items()
        if loops[later] != loops[earlier] or coverage.order(earlier, later) is Order.EARLIER
    ]
