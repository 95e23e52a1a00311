"""Updates, as far as they leave alone what the library keeps.

A document's graph and a layer are made by the library from what was read and judged, and the search index, the vectors
and the counts beside the store follow from them: an update of one of them would leave all those telling something else.
So they are read by updates and never written. Other graphs belong to whoever writes them. In those, too, nothing may be
said in the library's own vocabulary, because the library reads all graphs together and would take it for what
documents say.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from graph.endpoint.dataset import check_iri
from graph.endpoint.update_operations import Operation, operations
from graph.endpoint.update_text import Kind, Token, plain_iri
from graph.errors import ForbiddenError, QueryError
from graph.rdf.names import PREFIXES, TYPE
from graph.store import Store
from ontology import terms

MAX_PATTERN = 10_000
"""Code points of one operation that is not mere data; for the reason that queries have such a limit."""

_VARIABLE = "urn:x-variable:"
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_PROBE = "<urn:x-probe:s> <urn:x-probe:p> <urn:x-probe:o>"


@dataclass(frozen=True, slots=True)
class Checked:
    """An update that may be carried out, as the engine is given it; ``has_pattern`` says that how long it takes depends
    on what the store holds, and not on its own length alone.
    """

    text: str
    base: str
    has_pattern: bool


def carry_out(
    store: Store, update: str, *, base: str, using: Sequence[str] = (), using_named: Sequence[str] = ()
) -> None:
    """Carry out an update of SPARQL 1.1, all of it or nothing; arguments and errors are those of ``checked``.

    Raises QueryError too for a graph that is not there or already is.
    """
    found = checked(store, update, base=base, using=using, using_named=using_named)
    try:
        store.update(found.text, base=base)
    except SyntaxError as error:
        raise _unparsable(error) from error


def checked(
    store: Store, update: str, *, base: str, using: Sequence[str] = (), using_named: Sequence[str] = ()
) -> Checked:
    """See that an update does nothing to the store that it may not do.

    ``using`` and ``using_named`` are the graphs of its WHERE, as the protocol gives them; the default graph of a WHERE
    is otherwise the one without a name. ``LOAD SILENT`` does nothing, as where nothing can be loaded.
    Raises ForbiddenError for what would call out or write what the library keeps, QueryError for what cannot be parsed.
    """
    for name in (*using, *using_named):
        check_iri(name)
    texts: list[str] = []
    has_pattern = False
    is_free = not store.has_own_graphs()
    for operation in (_resolved(found, base=base) for found in operations(update)):
        if operation.is_load and not operation.is_silent:
            raise ForbiddenError("LOAD is refused: it would fetch from another server. Send the graph itself.")
        if not operation.is_load:
            _check(store, operation, base=base, is_free=is_free)
            texts.append(_text(operation, clauses=_clauses(operation, using, using_named)))
            has_pattern |= operation.where is not None
    return Checked(" ;\n".join(texts), base, has_pattern)


def check_said(quads: Iterable[ox.Quad]) -> None:
    """Raise ForbiddenError where quads for a graph of a user's are in the library's own vocabulary."""
    for quad in quads:
        words = (quad.predicate, quad.object) if quad.predicate == TYPE else (quad.predicate,)
        if any(isinstance(word, ox.NamedNode) and word.value.startswith(terms.NS) for word in words):
            raise ForbiddenError(
                f"What is said with {terms.NS} follows from documents and is never written by hand: "
                "add the document, or say it in another vocabulary."
            )


def check_target(store: Store, name: str) -> None:
    """Raise ForbiddenError for the graph of a document, a layer or the vocabulary."""
    if store.is_own(name):
        raise ForbiddenError(
            f"The graph {name} is kept by the library: its indexes follow from it, so it is changed by adding and "
            "removing documents and by reviews only. Write to a graph of another name."
        )


def _check(store: Store, operation: Operation, *, base: str, is_free: bool) -> None:
    if operation.where is not None and sum(len(token.text) for token in operation.tokens) > MAX_PATTERN:
        raise QueryError(f"An operation has more than {MAX_PATTERN:,} characters: send several, or mere data.")
    if operation.whole and not is_free:
        raise ForbiddenError("ALL and NAMED would change graphs that the library keeps: name the graph.")
    for name in operation.graphs:
        check_target(store, _name(_quads(f"{{ GRAPH {name} {{ {_PROBE} }} }}", base=base)[0]))
    for block in operation.deleted:
        _check_targets(store, _written(block, base=base), is_free=is_free)
    for block in operation.inserted:
        quads = _written(block, base=base)
        _check_targets(store, quads, is_free=is_free)
        check_said(quads)
        if not is_free and any(_is_open(quad) for quad in quads):
            raise ForbiddenError(
                "An INSERT must name its predicates and types by their IRIs, not by variables: some are kept by the "
                "library."
            )


def _check_targets(store: Store, quads: Iterable[ox.Quad], *, is_free: bool) -> None:
    for name in {_name(quad) for quad in quads} - {""}:
        if name.startswith(_VARIABLE) and not is_free:
            raise ForbiddenError("A variable could stand for a graph that the library keeps: name the graph.")
        check_target(store, name)


def _name(quad: ox.Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""


def _is_open(quad: ox.Quad) -> bool:
    """Whether a variable decides which property or which class it is."""
    word = quad.object if quad.predicate == TYPE else quad.predicate
    return isinstance(word, ox.NamedNode) and word.value.startswith(_VARIABLE)


def _written(block: Iterable[Token], *, base: str) -> list[ox.Quad]:
    """The quads that a template would write, with an IRI for each variable: the engine itself reads them."""
    text = "".join(
        f"<{_VARIABLE}{plain_iri(token.text[1:])[1:-1]}>" if token.kind is Kind.VARIABLE else token.text
        for token in block
    )
    return _quads(text, base=base)


def _quads(block: str, *, base: str, prologue: str = "") -> list[ox.Quad]:
    scratch = ox.Store()
    try:
        scratch.update(f"{prologue} INSERT DATA {block}", base_iri=base, prefixes=PREFIXES)
    except SyntaxError as error:
        raise _unparsable(error) from error
    return list(scratch)


def _resolved(operation: Operation, *, base: str) -> Operation:
    """The operation with absolute IRIs for all names in it, as the engine reads them after this prologue.

    So no name can be cut into a keyword and another name, and the prologue is no longer needed: the engine takes none
    but before the first operation, though SPARQL 1.1 Update allows one before each.
    """
    relative = {token.text for token in operation.tokens if _is_relative(token)}
    if not relative:
        return replace(operation, prologue="")
    order = dict(enumerate(relative))
    block = "".join(f"<{_VARIABLE}{number}> <{_VARIABLE}p> {name} .\n" for number, name in order.items())
    quads = _quads(f"{{ {block} }}", base=base, prologue=operation.prologue)
    found = {
        order[int(quad.subject.value.removeprefix(_VARIABLE))]: plain_iri(quad.object.value)
        for quad in quads
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
    }

    def absolute(tokens: Iterable[Token]) -> tuple[Token, ...]:
        return tuple(
            replace(token, kind=Kind.IRI, text=found[token.text]) if token.text in found else token for token in tokens
        )

    return replace(
        operation,
        prologue="",
        tokens=absolute(operation.tokens),
        inserted=tuple(map(absolute, operation.inserted)),
        deleted=tuple(map(absolute, operation.deleted)),
        graphs=tuple(found.get(name, name) for name in operation.graphs),
    )


def _is_relative(token: Token) -> bool:
    return token.kind is Kind.NAME or (token.kind is Kind.IRI and not _ABSOLUTE.match(token.text))


def _unparsable(error: SyntaxError) -> QueryError:
    # Its place is one in our own spelling of the update, which would only mislead.
    expected = str(error).partition(": ")[2]
    return QueryError(f"The update cannot be parsed{f': {expected}' if expected else ''}.")


def _clauses(operation: Operation, using: Sequence[str], using_named: Sequence[str]) -> str:
    if operation.where is None or not (using or using_named):
        return ""
    if operation.has_dataset:
        raise QueryError("The update has USING or WITH, so its graphs cannot be chosen by the request as well.")
    return " ".join(
        [f"USING {plain_iri(name)}" for name in using] + [f"USING NAMED {plain_iri(name)}" for name in using_named]
    )


def _text(operation: Operation, *, clauses: str) -> str:
    """The operation with nothing between its braces that could be cut into other words."""
    pieces: list[str] = []
    for number, token in enumerate(operation.tokens):
        if number == operation.where:
            pieces.append(clauses)
        pieces.append(f" {token.text} " if token.depth == 0 and token.kind is Kind.WORD else token.text)
    return "".join(pieces)
