"""The operations of an update request, each with what it would write to (SPARQL 1.1 Update, section 3)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.endpoint.update_text import Kind, Token, tokens
from graph.errors import QueryError

_NAMES = (Kind.IRI, Kind.NAME)
_KEYWORDS = frozenset(
    {"LOAD", "SILENT", "INTO", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "TO", "GRAPH", "DEFAULT", "NAMED"}
    | {"ALL", "INSERT", "DELETE", "DATA", "WITH", "USING", "WHERE"}
)
_NOTHING = "The update cannot be parsed: what stands there is no operation. Queries are sent as queries."


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation, with the prologue before it, by which names in it are resolved.

    ``inserted`` and ``deleted`` are blocks of quads in braces, ``graphs`` names of graphs (IRIs or prefixed names)
    that are written to or copied from as a whole; ``whole`` says that it is about ALL or NAMED graphs. ``where`` is the
    place of the token before which a USING clause belongs, None where there is none; ``has_dataset`` says that it names
    its own.
    """

    prologue: str
    tokens: tuple[Token, ...]
    inserted: tuple[tuple[Token, ...], ...] = ()
    deleted: tuple[tuple[Token, ...], ...] = ()
    graphs: tuple[str, ...] = ()
    whole: bool = False
    where: int | None = None
    has_dataset: bool = False
    is_load: bool = False
    is_silent: bool = False


def operations(update: str) -> Iterator[Operation]:
    """The operations of an update, in order.

    Raises QueryError for what is none; not every error of syntax is found here, only the engine finds all.
    """
    prologue = ""
    parts = list(_parts(tokens(update)))
    for number, part in enumerate(parts, 1):
        declared, rest = _prologue(part)
        prologue += declared
        if any(token.kind is not Kind.SPACE for token in rest):
            yield _operation(prologue, rest)
        elif number < len(parts):
            raise QueryError("The update cannot be parsed: a semicolon stands where there is no operation before it.")


def _parts(found: Sequence[Token]) -> Iterator[list[Token]]:
    part: list[Token] = []
    for token in found:
        if token.text == ";" and token.depth == 0:
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _prologue(part: list[Token]) -> tuple[str, list[Token]]:
    """What is declared before an operation, and the tokens of the operation."""
    at = 0
    while (start := _next(part, at)) is not None and part[start].is_word("BASE", "PREFIX", "VERSION"):
        wanted = {"BASE": (Kind.IRI,), "PREFIX": (Kind.NAME, Kind.IRI), "VERSION": (Kind.STRING,)}
        at = start + 1
        for kind in wanted[part[start].text.upper()]:
            place = _next(part, at)
            if place is None or part[place].kind is not kind:
                raise QueryError(
                    f"The update cannot be parsed: {part[start].text} is not followed by what it declares."
                )
            at = place + 1
    return "".join(token.text for token in part[:at]) + "\n", part[at:]


def _next(part: Sequence[Token], at: int) -> int | None:
    return next((place for place in range(at, len(part)) if part[place].kind is not Kind.SPACE), None)


def _operation(prologue: str, part: list[Token]) -> Operation:
    for token in part:
        if "service" in token.text.lower() and token.kind not in (Kind.STRING, Kind.IRI):
            raise QueryError(
                "SERVICE is refused: it would send the query to another server. Do without it, and without that word "
                "in the names of variables and prefixes."
            )
    outline = [token for token in part if token.depth == 0 and token.kind is not Kind.SPACE]
    words = [token.text.upper() for token in outline if token.kind is Kind.WORD]
    # The engine takes "SILENTALL" for two words, so nothing but the words themselves may stand there.
    if outline[0].kind is not Kind.WORD or not _KEYWORDS.issuperset(words):
        raise QueryError(_NOTHING)
    names = tuple(token.text for token in outline if token.kind in _NAMES)
    whole = tuple(part)
    match words[0]:
        case "LOAD":
            return Operation(prologue, whole, is_load=True, is_silent=_is_silent_load(outline))
        case "CLEAR" | "DROP" | "CREATE":
            return Operation(prologue, whole, graphs=names, whole=not {"ALL", "NAMED"}.isdisjoint(words))
        case "ADD" | "MOVE" | "COPY":
            return Operation(prologue, whole, graphs=names)
        case "INSERT" | "DELETE" | "WITH":
            return _modification(prologue, whole, outline)
    raise QueryError(_NOTHING)


def _is_silent_load(outline: Sequence[Token]) -> bool:
    match [token.text.upper() if token.kind is Kind.WORD else token.kind for token in outline]:
        case ["LOAD", "SILENT", Kind.IRI | Kind.NAME]:
            return True
        case ["LOAD", "SILENT", Kind.IRI | Kind.NAME, "INTO", "GRAPH", Kind.IRI | Kind.NAME]:
            return True
    return False


def _modification(prologue: str, part: tuple[Token, ...], outline: Sequence[Token]) -> Operation:
    """INSERT DATA, DELETE DATA, DELETE WHERE, or DELETE and INSERT with a WHERE."""
    blocks = _blocks(part)
    heads = [token.text.upper() for token in outline if token.kind is Kind.WORD]
    match heads:
        case ["INSERT", "DATA"] if len(blocks) == 1:
            return Operation(prologue, part, inserted=(blocks[0],))
        case ["DELETE", "DATA"] if len(blocks) == 1:
            return Operation(prologue, part, deleted=(blocks[0],))
        case ["DELETE", "WHERE"] if len(blocks) == 1:
            # Written out as what it is short for, so that it has a place for a USING clause.
            delete, where = Token(Kind.WORD, "DELETE", 0), Token(Kind.WORD, "WHERE", 0)
            long = (delete, *blocks[0], where, *blocks[0])
            return Operation(prologue, long, deleted=(blocks[0],), where=1 + len(blocks[0]))
    verbs = [head for head in heads if head in ("DELETE", "INSERT")]
    rest = [head for head in heads if head not in ("WITH", "USING", "NAMED")]
    is_whole = verbs in (["DELETE"], ["INSERT"], ["DELETE", "INSERT"]) and len(blocks) == len(verbs) + 1
    if rest != [*verbs, "WHERE"] or not is_whole:
        raise QueryError("The update cannot be parsed: INSERT and DELETE want DATA, or templates and a WHERE.")
    by_verb = dict(zip(verbs, blocks, strict=False))
    has_with = heads[0] == "WITH"
    return Operation(
        prologue,
        part,
        inserted=tuple(block for verb, block in by_verb.items() if verb == "INSERT"),
        deleted=tuple(block for verb, block in by_verb.items() if verb == "DELETE"),
        graphs=tuple(token.text for token in outline if token.kind in _NAMES)[:1] if has_with else (),
        where=next(n for n, token in enumerate(part) if token.depth == 0 and token.is_word("WHERE")),
        has_dataset=has_with or "USING" in heads,
    )


def _blocks(part: Sequence[Token]) -> list[tuple[Token, ...]]:
    """The blocks in outermost braces, braces included."""
    found, block = list[tuple[Token, ...]](), list[Token]()
    for token in part:
        if token.depth == 0 and token.kind is Kind.OPEN:
            if token.text != "{":
                raise QueryError("The update cannot be parsed: there is a bracket where none belongs.")
            block = [token]
        elif block:
            block.append(token)
            if token.depth == 0:
                found.append(tuple(block))
                block = []
    return found
