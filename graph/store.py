"""The store: named graphs in, SPARQL out, on disk, for one writer or several readers at a time.

Nothing outside this module knows which engine keeps the triples. All that it offers can be said in SPARQL 1.1
Query, Update and Graph Store terms, so that a remote server can stand in for the embedded one.
"""

import fcntl
import logging
import re
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from io import BytesIO
from itertools import islice
from pathlib import Path
from shutil import rmtree
from threading import Lock
from typing import IO, Protocol, Self, TypedDict, cast

import pyoxigraph as ox

from graph.endpoint.dataset import EVERYTHING, Dataset, DefaultGraph
from graph.endpoint.formats import ResultFormat
from graph.endpoint.writing import Found, write_found
from graph.errors import AllegedlyError, QueryError, StoreError
from graph.iris import Iris, Layer, Thing
from graph.rdf.names import PREFIXES, TYPE, Node
from graph.rdf.writer import n_triples
from graph.sparql import guarded, names_graphs
from graph.store_folder import (
    STAGED,
    check_folder,
    check_manifest,
    explain,
    has_manifest,
    raise_format,
    take_lock,
    write_manifest,
)
from ontology import terms
from ontology.files import ONTOLOGY, read

_log = logging.getLogger(__name__)


class Change(StrEnum):
    """What writing a graph did."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


class _Graphs(TypedDict, total=False):
    use_default_graph_as_union: bool
    default_graph: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]
    named_graphs: list[ox.NamedNode | ox.BlankNode]


_VOCABULARY = terms.NS.rstrip("#")
"""The name of the graph of the vocabulary."""
_FUNCTION = re.compile(r"The custom function (<[^<>]*>) is not supported")
_GRAPH_STATE = re.compile(r"The graph (<[^<>]*>) (does not exist|already exists)")

_PATIENCE = 5.0  # seconds for those who read to be done, before files are opened again
_PAUSE = 0.02

Values = dict[str, list[str]]
"""What is said of a thing, by predicates: IRIs, and the texts of literals."""
Row = dict[str, str | None]
"""A solution: the lexical value of each variable, None where it is unbound."""


class Output(Protocol):
    """What an answer is written to, piece by piece."""

    def write(self, piece: bytes, /) -> int:
        """Take bytes, and tell how many."""

    def flush(self) -> None:
        """Pass on what is kept back."""


@dataclass(frozen=True, slots=True)
class Result:
    """A serialised answer and the format that it is in."""

    content: bytes
    format: ResultFormat


class Store:
    """Named graphs on disk (or in memory) under one base for IRIs.

    Open it with ``for_writing``, ``for_reading`` or ``in_memory``, and close it or use it in a ``with`` block.
    One process may write; while it does, no other may open the store, because the engine leaves undefined what a
    reader beside a writer sees.
    """

    def __init__(self, engine: ox.Store, *, iris: Iris, lock: IO[str] | None, path: Path | None) -> None:
        self._engine: ox.Store | None = engine
        self._reopening = Lock()
        self._lock = lock
        self.iris = iris
        self._own = tuple(iris.of(thing, "") for thing in (Thing.GRAPH, Thing.LAYER))
        self.path = path
        self.revision = 0
        """How often it was written to; what was read of it holds as long as that stays the same."""

    @classmethod
    def in_memory(cls, *, iris: Iris | None = None) -> Self:
        """A store that is gone when it is closed."""
        store = cls(ox.Store(), iris=iris or Iris(), lock=None, path=None)
        store._load_ontology()
        return store

    @classmethod
    def for_writing(cls, path: Path, *, iris: Iris | None = None) -> Self:
        """Open the store in a folder, and make it if there is none.

        Raises StoreError if another process has it open, if it is of a newer format, or if the folder holds
        something else; ConfigError if it was made with another base for IRIs.
        """
        wanted = iris or Iris()
        try:
            path.mkdir(parents=True, exist_ok=True)
            check_folder(path)
        except OSError as error:
            raise explain(error, path) from error
        lock = take_lock(path, fcntl.LOCK_EX)
        try:
            if not has_manifest(path):
                write_manifest(path, iris=wanted)
            check_manifest(path, iris=wanted)
            store = cls(ox.Store(str(path / "graph")), iris=wanted, lock=lock, path=path)
            store._load_ontology()
            raise_format(path)
            rmtree(path / STAGED, ignore_errors=True)  # what a process left that was killed while it made a backup
        except (OSError, RuntimeError) as error:  # the engine says RuntimeError where its files are damaged
            lock.close()
            raise explain(error, path) from error
        except Exception:
            lock.close()
            raise
        return store

    @classmethod
    def for_reading(cls, path: Path, *, iris: Iris | None = None) -> Self:
        """Open the store in a folder without writing to it.

        Raises StoreError if there is no store, if a process is writing it, or if it is of a newer format;
        ConfigError if it was made with another base for IRIs.
        """
        wanted = iris or Iris()
        if not has_manifest(path) or not (path / "graph").exists():
            raise StoreError(
                f"There is no store in {path}: give its folder, or read something in first with 'allegedly ingest'."
            )
        lock = take_lock(path, fcntl.LOCK_SH)
        try:
            check_manifest(path, iris=wanted)
            engine = ox.Store.read_only(str(path / "graph"))
        except (OSError, RuntimeError) as error:
            lock.close()
            raise explain(error, path) from error
        except Exception:
            lock.close()
            raise
        return cls(engine, iris=wanted, lock=lock, path=path)

    @classmethod
    def of_checkpoint(cls, path: Path, *, iris: Iris | None = None) -> Self:
        """Open what ``checkpoint`` made, to read it. Raises StoreError where it cannot be opened."""
        try:
            return cls(ox.Store.read_only(str(path)), iris=iris or Iris(), lock=None, path=path)
        except (OSError, RuntimeError) as error:
            raise explain(error, path) from error

    @classmethod
    def of_private_copy(cls, path: Path) -> Self:
        """Open what ``checkpoint`` made for nobody else, to write to it. Raises StoreError where that fails."""
        try:
            return cls(ox.Store(str(path)), iris=Iris(), lock=None, path=path)
        except (OSError, RuntimeError) as error:
            raise explain(error, path) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files, so that another process may open them."""
        self._engine = None  # the engine closes its files when nothing refers to it any more
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def reopen(self) -> None:
        """Open the files for writing once more: after a failure to write the engine refuses to until that is done.

        Who reads meanwhile waits. Raises StoreError where they cannot be written yet; they can then be read.
        """
        path = self._open_path / "graph"
        with self._reopening:
            self._engine = None
            try:
                self._engine = _alone(path)
            except (OSError, RuntimeError) as error:
                self._engine = ox.Store.read_only(str(path))
                raise explain(error, self.path) from error
            finally:
                self.revision += 1

    def has_graph(self, name: str) -> bool:
        """Whether there is a named graph of that name."""
        return self._open.contains_named_graph(ox.NamedNode(name))

    def holds(self, name: str, quads: set[ox.Quad]) -> bool:
        """Whether a named graph holds exactly these quads."""
        return set(self.quads(name)) == quads

    def replace_graph(self, name: str, quads: set[ox.Quad]) -> Change:
        """Make a named graph hold exactly these quads, in one transaction; a graph that is there has no blank nodes.

        Raises StoreError if they cannot be written; the graph is then as it was before.
        """
        graph = ox.NamedNode(name)
        with self._writing():
            if not self.has_graph(name):
                self._open.extend(quads)
                return Change.ADDED
            # Most of a document stays the same when it is read again, so only what differs is written.
            before = set(self.quads(name))
            gone, new = n_triples(before - quads).decode(), n_triples(quads - before).decode()
            self._open.update(
                f"DELETE DATA {{ GRAPH {graph} {{\n{gone}}} }} ; INSERT DATA {{ GRAPH {graph} {{\n{new}}} }}"
            )
        return Change.REPLACED

    def drop_graph(self, name: str) -> None:
        """Remove a named graph, if there is one."""
        with self._writing():
            self._open.remove_graph(ox.NamedNode(name))

    def change(self, *, removed: set[ox.Quad], added: set[ox.Quad]) -> None:
        """Take quads out of named graphs and put others in, in one transaction; none of them has blank nodes.

        It is one request of DELETE DATA and INSERT DATA (SPARQL 1.1 Update, section 3.1), and so for parts of graphs
        that are large. A graph that has lost its last quad is no longer there.
        Raises StoreError if they cannot be written; all is then as it was before.
        """
        with self._writing():
            if removed:
                gone, new = _data(removed), _data(added)
                self._open.update(f"DELETE DATA {{ {gone} }} ; INSERT DATA {{ {new} }}")
            elif added:
                self._open.extend(added)
            for graph in {quad.graph_name for quad in removed}:
                if next(self._open.quads_for_pattern(None, None, None, graph), None) is None:
                    self._open.remove_graph(graph)

    def quads(
        self, name: str, *, subject: str | None = None, predicate: str | None = None, object: str | None = None
    ) -> Iterator[ox.Quad]:
        """The quads of a named graph, all or those with these IRIs; none where there is no such graph."""
        s, p, o = (None if part is None else ox.NamedNode(part) for part in (subject, predicate, object))
        return self._open.quads_for_pattern(s, p, o, ox.NamedNode(name))

    def quads_from(self, name: str, subject: str) -> list[ox.Quad]:
        """The quads of a named graph about a subject and about all to which it leads."""
        found: dict[str, list[ox.Quad]] = {}
        ahead = [subject]
        while ahead:
            node = ahead.pop()
            if node not in found:
                found[node] = list(self.quads(name, subject=node))
                ahead += [quad.object.value for quad in found[node] if isinstance(quad.object, ox.NamedNode)]
        return [quad for quads in found.values() for quad in quads]

    def objects(self, name: str, *, subject: str, predicate: str) -> list[str]:
        """The IRIs to which a subject leads by a predicate in a named graph."""
        found = (quad.object for quad in self.quads(name, subject=subject, predicate=predicate))
        return [node.value for node in found if isinstance(node, ox.NamedNode)]

    def subjects(self, name: str, *, predicate: str, object: str) -> list[str]:
        """The IRIs that lead to an object by a predicate in a named graph."""
        found = (quad.subject for quad in self.quads(name, predicate=predicate, object=object))
        return [node.value for node in found if isinstance(node, ox.NamedNode)]

    def edges(self, name: str, *, predicate: str) -> Iterator[tuple[str, str]]:
        """The IRIs that a predicate joins in a named graph."""
        for quad in self.quads(name, predicate=predicate):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                yield quad.subject.value, quad.object.value

    def values(self, name: str, *, predicate: str) -> Iterator[tuple[str, str]]:
        """The IRIs that have a predicate in a named graph, each with a value: an IRI, or the text of a literal."""
        # Quads would have the engine look up all four of their terms, of which two are known.
        found = self._open.query(
            f"SELECT ?one ?other {{ GRAPH {ox.NamedNode(name)} {{ ?one {ox.NamedNode(predicate)} ?other }} }}"
        )
        assert isinstance(found, ox.QuerySolutions)  # noqa: S101 - a SELECT query gives no other
        for one, other in found:
            if isinstance(one, ox.NamedNode) and isinstance(other, ox.NamedNode | ox.Literal):
                yield one.value, other.value

    def graphs_about(self, subject: str, *, class_: str, limit: int) -> list[str]:
        """The names of graphs that say that a subject is of a class; of more than ``limit`` always the same ones."""
        # The engine keeps quads sorted by hashes of their terms, so which ones these are has nothing to do with them.
        quads = self._open.quads_for_pattern(ox.NamedNode(subject), TYPE, ox.NamedNode(class_), None)
        names = (quad.graph_name for quad in quads)
        own = (name.value for name in names if isinstance(name, ox.NamedNode) and self.is_own(name.value))
        return list(islice(own, limit))

    def descriptions(
        self, subjects: Iterable[str], predicates: Collection[str] = (), *, name: str | None = None
    ) -> dict[str, Values]:
        """What is said of each of some subjects (IRIs), by these predicates or by any, in one graph or in all.

        A subject of which nothing is said is left out. For a page of an answer this is ten times as fast as a query.
        """
        graph, found = None if name is None else ox.NamedNode(name), dict[str, Values]()
        for subject in subjects:
            node, values = ox.NamedNode(subject), defaultdict[str, list[str]](list)
            for predicate in map(ox.NamedNode, predicates) if predicates else [None]:
                for quad in self._kept(node, predicate, graph):
                    if isinstance(quad.object, ox.NamedNode | ox.Literal):
                        values[quad.predicate.value].append(quad.object.value)
            if values:
                found[subject] = dict(values)
        return found

    def value(self, subject: str, *, predicate: str, name: str | None = None) -> str | None:
        """What is said of a subject by a predicate of which all graphs say the same, or this one; None for nothing."""
        graph = None if name is None else ox.NamedNode(name)
        quads = self._kept(ox.NamedNode(subject), ox.NamedNode(predicate), graph)
        return next((_lexical(quad.object) for quad in quads), None)

    def said(
        self, *, subject: str | None = None, predicate: str | None = None, object: Node | None = None
    ) -> Iterator[ox.Quad]:
        """The quads with these terms in the graphs that the library keeps; one triple comes once for each graph."""
        s, p = (None if part is None else ox.NamedNode(part) for part in (subject, predicate))
        return self._kept(s, p, None, object)

    def _kept(
        self,
        subject: ox.NamedNode | None,
        predicate: ox.NamedNode | None,
        graph: ox.NamedNode | None,
        object: Node | None = None,
    ) -> Iterator[ox.Quad]:
        """Quads of one graph, or of all that the library keeps: what others wrote beside them is not its own word."""
        found = self._open.quads_for_pattern(subject, predicate, object, graph)
        if graph is not None:
            return found
        return (q for q in found if isinstance(q.graph_name, ox.NamedNode) and self.is_own(q.graph_name.value))

    def is_described(self, iri: str) -> bool:
        """Whether some graph says what kind of thing this is."""
        return next(self._kept(ox.NamedNode(iri), TYPE, None), None) is not None

    def graphs(self) -> list[str]:
        """The names of the graphs of all documents, sorted; the vocabulary's own graph is not among them."""
        prefix = self.iris.of(Thing.GRAPH, "")
        rows = self.select("SELECT ?g WHERE { GRAPH ?g {} }")
        return sorted(name for row in rows if (name := row["g"]) and name.startswith(prefix))

    def document_ids(self) -> list[str]:
        """The ids of all documents, sorted."""
        prefix = self.iris.of(Thing.GRAPH, "")
        return [name.removeprefix(prefix) for name in self.graphs()]

    def layers(self) -> list[str]:
        """The names of the graphs of what is held across documents, sorted; only of those that hold something."""
        names = (self.iris.of(Thing.LAYER, layer) for layer in sorted(Layer))
        return [name for name in names if self.has_graph(name)]

    def checkpoint(self, target: Path) -> None:
        """Copy the store as it is now into a new folder, consistently, while it may be written to.

        Files that never change are not copied but linked, so keep it on the same file system. Only stores on disk can
        be copied so. Raises StoreError where that fails; there is no folder then.
        """
        try:
            self._open.backup(str(target))
        except (OSError, RuntimeError) as error:
            rmtree(target, ignore_errors=True)
            raise explain(error, self.path) from error

    def is_own(self, name: str) -> bool:
        """Whether a graph of this name is one that the library keeps: a document's, a layer or the vocabulary."""
        return name.startswith(self._own) or name == _VOCABULARY

    def has_own_graphs(self) -> bool:
        """Whether there is a graph that the library keeps."""
        names = (graph.value for graph in self._open.named_graphs() if isinstance(graph, ox.NamedNode))
        return self.has_graph(_VOCABULARY) or any(self.is_own(name) for name in names)

    def update(self, text: str, *, base: str | None = None) -> None:
        """Carry out an update of SPARQL 1.1 in one transaction; what is wanted of it is for the caller to check.

        Raises SyntaxError for what cannot be parsed, QueryError for a graph that is not there or already is, and
        StoreError where the store fails; all is then as it was before.
        """
        with self._writing():
            try:
                self._open.update(text, base_iri=base, prefixes=PREFIXES)
            except RuntimeError as error:
                found = _GRAPH_STATE.fullmatch(str(error))
                if found is None:
                    raise
                raise QueryError(f"The graph {found[1]} {found[2]}: nothing was changed.") from error

    def triples(self, name: str | None) -> Iterator[ox.Triple]:
        """The triples of a named graph, or of the one without a name."""
        graph = ox.DefaultGraph() if name is None else ox.NamedNode(name)
        return (quad.triple for quad in self._open.quads_for_pattern(None, None, None, graph))

    def flush(self) -> None:
        """Return when all that was written is safe from a loss of power."""
        with self._writing():
            self._open.flush()

    def optimise(self) -> None:
        """Compact the files after a large load; queries are several times faster afterwards."""
        with self._writing():
            self._open.optimize()

    def select(self, query: str) -> list[Row]:
        """Answer one of this library's own SELECT queries over the union of all graphs."""
        solutions = self._solutions(query)
        names = [variable.value for variable in solutions.variables]
        return [{name: _lexical(solution[name]) for name in names} for solution in solutions]

    def select_terms(self, query: str) -> list[tuple[Node | None, ...]]:
        """Answer one of this library's own SELECT queries with terms, in the order of its variables."""
        return [tuple(solution) for solution in self._solutions(query)]

    def _solutions(self, query: str) -> ox.QuerySolutions:
        solutions = self._open.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
        if not isinstance(solutions, ox.QuerySolutions):
            raise QueryError("select() takes SELECT queries only.")
        return solutions

    def answer(self, query: str, *, format: ResultFormat | None = None) -> Result:
        """Answer a user's query over the union of all graphs, in one piece; else as ``write_answer`` does."""
        output = BytesIO()
        chosen = self.write_answer(query, output, format=format)
        return Result(output.getvalue(), chosen)

    def write_answer(
        self,
        query: str,
        output: Output,
        *,
        format: ResultFormat | None = None,
        dataset: Dataset = EVERYTHING,
        base: str | None = None,
        max_triples: int | None = None,
    ) -> ResultFormat:
        """Write the answer to a user's query of some graphs, or of all, and tell the format that it is in.

        Without a format, solutions come as JSON and triples as Turtle. The prefixes of PREFIXES are known; relative
        IRIs are resolved against ``base``, an absolute one.
        Raises QueryError for what cannot be parsed, for updates and SERVICE; FormatError for a format that does not
        fit the form of the query; SizeLimitError for more triples than ``max_triples``; StoreError where the store
        fails.
        """
        safe, file = guarded(query), cast(IO[bytes], output)  # the engine calls nothing but these two
        formats = tuple(ResultFormat) if format is None else (format,)
        found: Found | None = None
        try:
            found = self._open.query(safe, base_iri=base, prefixes=PREFIXES, **_graphs(safe, dataset))
            return write_found(found, file, formats=formats, prefixes=self.prefixes, max_triples=max_triples)
        except SyntaxError as error:
            raise QueryError(f"The query cannot be parsed: {error}.") from error
        except RuntimeError as error:
            if unknown := _FUNCTION.fullmatch(str(error)):
                raise QueryError(f"There is no function {unknown[1]} here.") from error
            raise explain(error, self.path) from error.with_traceback(None)
        except AllegedlyError as error:
            raise error.with_traceback(None) from None
        except OSError as error:
            raise explain(error, self.path) from error.with_traceback(None)
        finally:
            # An error holds on to the frames that it came through, this one among them, and may travel; only the
            # thread that asked may drop the engine's answer.
            found = None

    @property
    def prefixes(self) -> dict[str, str]:
        """Prefix names for what is written in Turtle and its relatives."""
        base = self.iris.base
        return {**PREFIXES, **{thing.value: f"{base}{thing}/" for thing in Thing}}

    @property
    def _open(self) -> ox.Store:
        engine = self._engine
        if engine is None:
            with self._reopening:
                engine = self._engine
        if engine is None:
            raise StoreError("The store is closed: open it again before asking.")
        return engine

    @property
    def _open_path(self) -> Path:
        if self.path is None or self._lock is None:
            raise StoreError("The store is closed or in memory: open one in a folder for writing.")
        return self.path

    def _load_ontology(self) -> None:
        """Keep the vocabulary beside the data, so that queries can follow ``rdfs:subPropertyOf``."""
        name, quads = _VOCABULARY, _ontology()
        if not self.holds(name, quads):
            self.drop_graph(name)
            self.replace_graph(name, quads)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self.revision += 1  # also before, so that what is read meanwhile, of either state, does not count afterwards
        try:
            yield
        except (OSError, RuntimeError) as error:
            raise explain(error, self.path) from error
        finally:
            self.revision += 1


def _alone(path: Path) -> ox.Store:
    """The engine of a folder, once those who still read from the one before are done. Raises OSError else."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            return ox.Store(str(path))
        except OSError as error:
            if "lock" not in str(error).lower() or time.monotonic() > deadline:
                raise
        time.sleep(_PAUSE)


@cache
def _ontology() -> set[ox.Quad]:
    graph = ox.NamedNode(_VOCABULARY)
    parsed = ox.Dataset(ox.parse(read(ONTOLOGY).encode(), format=ox.RdfFormat.TURTLE))
    parsed.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)  # blank nodes have the same names each time
    return {ox.Quad(q.subject, q.predicate, q.object, graph) for q in parsed}


def _data(quads: set[ox.Quad]) -> str:
    """Quads as the data of an update."""
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        graphs.setdefault(str(quad.graph_name), []).append(quad)
    return "".join(f"GRAPH {name} {{\n{n_triples(found).decode()}}}\n" for name, found in graphs.items())


def _graphs(query: str, dataset: Dataset) -> _Graphs:
    """The graphs of a query as the engine takes them; of those that the protocol gives, only those count."""
    if dataset:
        default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [ox.NamedNode(name) for name in dataset.default]
        return {"default_graph": default, "named_graphs": [ox.NamedNode(name) for name in dataset.named]}
    # Told to take the union, the engine would take it even where the query names its graphs.
    union = dataset.otherwise is DefaultGraph.UNION and not names_graphs(query)
    return {"use_default_graph_as_union": union}


def _lexical(term: object) -> str | None:
    if term is None:
        return None
    return term.value if isinstance(term, ox.NamedNode | ox.BlankNode | ox.Literal) else str(term)
