"""Whether results are the same, whatever the order of solutions and the names of blank nodes."""

import csv
import io
from collections import Counter
from pathlib import Path

import pyoxigraph as ox

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"

_NUMBERS = ("integer", "decimal", "double", "float")

Solutions = tuple[frozenset[str], list[dict[str, object]]] | bool
"""The variables and the solutions, or a boolean."""


class DifferenceError(Exception):
    """What came is not what was expected."""


def dataset_of(quads: ox.Store) -> set[ox.Quad]:
    """All quads, blank nodes renamed so that equal datasets are equal."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)


def check_graph(given: bytes, expected: bytes, *, base: str, format: ox.RdfFormat | None = ox.RdfFormat.TURTLE) -> None:
    """Raise DifferenceError where two graphs are not isomorphic; what was given is Turtle."""
    one, other = ox.Store(), ox.Store()
    one.load(given, format=ox.RdfFormat.TURTLE, base_iri=base)
    other.load(expected, format=format or ox.RdfFormat.TURTLE, base_iri=base)
    if dataset_of(one) != dataset_of(other):
        raise DifferenceError(f"the graph is {given[:300]!r}")


def check_csv(given: bytes, expected: bytes) -> None:
    """Raise DifferenceError where two tables have other rows; blank nodes are of any name."""
    one, other = (_rows(table.decode()) for table in (given, expected))
    if one != other:
        raise DifferenceError(f"the rows are {given[:300]!r}")


def _rows(table: str) -> tuple[list[str], Counter[tuple[str, ...]]]:
    head, *rows = list(csv.reader(io.StringIO(table)))
    order = sorted(range(len(head)), key=head.__getitem__)  # of SELECT * no order is said
    cells = (["_:" if row[n].startswith("_:") else _number(row[n]) for n in order] for row in rows)
    return sorted(head), Counter(tuple(row) for row in cells)


def _number(cell: str) -> str:
    try:
        return str(float(cell))
    except ValueError:
        return cell


def read_solutions(content: bytes, format: ox.QueryResultsFormat) -> Solutions:
    """Results in one of the formats."""
    parsed = ox.parse_query_results(content, format=format)
    if isinstance(parsed, ox.QueryBoolean):
        return bool(parsed)
    names = [variable.value for variable in parsed.variables]
    found = [{name: row[name] for name in names if row[name] is not None} for row in parsed]
    return frozenset(names), found


def expected_solutions(path: Path) -> Solutions:
    """The results in a file, as a result format or as RDF in the vocabulary of result sets."""
    format_ = ox.QueryResultsFormat.from_extension(path.suffix[1:])
    if format_ is not None:
        return read_solutions(path.read_bytes(), format_)
    store = ox.Store()
    store.load(path=str(path), base_iri=path.as_uri())
    names = frozenset(q.object.value for q in store.quads_for_pattern(None, ox.NamedNode(RS + "resultVariable"), None))
    rows = []
    for solution in store.quads_for_pattern(None, ox.NamedNode(RS + "solution"), None):
        row = {}
        for binding in store.quads_for_pattern(solution.object, ox.NamedNode(RS + "binding"), None):
            (name,) = store.quads_for_pattern(binding.object, ox.NamedNode(RS + "variable"), None)
            (value,) = store.quads_for_pattern(binding.object, ox.NamedNode(RS + "value"), None)
            row[name.object.value] = value.object
        rows.append(row)
    return names, rows


def check_solutions(given: Solutions, expected: Solutions) -> None:
    """Raise DifferenceError where the solutions are others."""
    if isinstance(given, bool) or isinstance(expected, bool):
        if given is not expected:
            raise DifferenceError(f"the answer is {given}")
        return
    if given[0] != expected[0]:
        raise DifferenceError(f"the variables are {sorted(given[0])}, not {sorted(expected[0])}")
    if _graph_of(given[1]) != _graph_of(expected[1]):
        raise DifferenceError(f"the solutions are {given[1][:10]}, not {expected[1][:10]}")


def _graph_of(rows: list[dict[str, object]]) -> object:
    """Solutions as something that is equal where they are, blank nodes included (SPARQL 1.1 tests, README)."""
    if not any(isinstance(term, ox.BlankNode) for row in rows for term in row.values()):
        return Counter(frozenset((name, _term(term)) for name, term in row.items()) for row in rows)
    store = ox.Store()
    for number, row in enumerate(rows):
        node = ox.BlankNode(f"row{number}")
        store.add(ox.Quad(node, ox.NamedNode("urn:x:row"), ox.Literal("")))
        for name, term in row.items():
            store.add(ox.Quad(node, ox.NamedNode(f"urn:x:{name}"), _term(term)))
    return dataset_of(store)


def _term(term: object) -> object:
    """A term, and of numbers the value: 1.0 and 1 are one decimal."""
    if isinstance(term, ox.Literal) and term.datatype.value.rpartition("#")[2] in _NUMBERS:
        return ox.Literal(_number(term.value), datatype=term.datatype)
    if isinstance(term, ox.Literal) and term.datatype.value.endswith("#boolean"):
        return ox.Literal({"1": "true", "0": "false"}.get(term.value, term.value), datatype=term.datatype)
    return term
