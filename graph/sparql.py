"""What may be asked in SPARQL: reading only, and nothing that calls out to another address."""

import re
from collections.abc import Iterator

from graph.errors import QueryError

# Comments, strings and IRIs may contain any word, so they are consumed as single tokens (SPARQL 1.1, section 19.8).
_TOKEN = re.compile(
    r"""
    (?P<string>\"{3}(?:\\.|[^\\])*?\"{3} | '{3}(?:\\.|[^\\])*?'{3} | "(?:\\.|[^"\\\r\n])*" | '(?:\\.|[^'\\\r\n])*')
  | (?P<stray>["'])
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<comment>\#[^\r\n]*)
  | (?P<variable>[?$]\w+)
  | (?P<name>[\w.-]*:(?:\\.|[\w.:%-])*)
  | (?P<run>[\w.-]+)
  | (?P<opening>[({\[])
  | (?P<closing>[)}\]])
  | (?P<prefix>!(?!=))
    """,
    re.VERBOSE | re.DOTALL,
)
_WORD = re.compile(r"[A-Za-z_]\w*")  # in a run; the whole of one is a token, so that none is looked through twice
_INERT = frozenset({"string", "iri", "comment"})
_CODE_POINT = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")
_SERVICE = re.compile("(serv)(i)(ce)", re.IGNORECASE)
_MAX_DEPTH = 100  # the engine's parser calls itself for every level, and some thousands overflow its stack
_READING = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


def guarded(query: str) -> str:
    """The query in a form that is safe to run, or a refusal.

    SERVICE would send the question to another server. Since no tokeniser can be sure to cut a text as the engine
    does, the word is not only looked for: wherever it seems to stand in a string, an IRI or a comment, it is written
    with an escape that means the same there and is a syntax error anywhere else.

    Raises QueryError for an update, for SERVICE and for names that hold that word, for escapes outside of strings and
    IRIs, for strings without an end, and for nesting so deep that the engine would fall over it.
    """
    tokens = list(_tokens(query))
    if tokens and tokens[-1]["stray"]:
        raise QueryError(f"The string that begins at character {tokens[-1].start()} of the query has no end: close it.")
    _check_depth(tokens)
    words = [word.upper() for match in tokens for word in _words_in(match)]
    forms = [word for word in words if word in (*_READING, "INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE")]
    if not forms or forms[0] not in _READING:
        raise QueryError("Only SELECT, ASK, CONSTRUCT and DESCRIBE are answered here; updates are not.")
    safe, end = "", 0
    for token in (token for token in tokens if token.lastgroup in _INERT):
        safe += _without_escapes(query[end : token.start()]) + _SERVICE.sub(_escape, token[0])
        end = token.end()
    safe += _without_escapes(query[end:])
    if _SERVICE.search(safe):
        raise QueryError(
            "SERVICE is refused: it would send the query to another server. Ask without it, and without that word in "
            "the names of variables and prefixes."
        )
    return safe


def names_graphs(query: str) -> bool:
    """Whether a query says with FROM which graphs it is about; nothing else is written with that word."""
    return any(word.upper() == "FROM" for match in _tokens(query) for word in _words_in(match))


def _tokens(query: str) -> Iterator[re.Match[str]]:
    """The tokens up to a string without an end: each quotation mark after it would be looked for anew."""
    for token in _TOKEN.finditer(query):
        yield token
        if token["stray"]:
            return


def _words_in(token: re.Match[str]) -> list[str]:
    return _WORD.findall(token["run"] or "")


def _without_escapes(code: str) -> str:
    if _CODE_POINT.search(code):
        raise QueryError("Escapes like \\u0041 are read in strings and IRIs only: write the character itself.")
    return code


def _escape(match: re.Match[str]) -> str:
    return f"{match[1]}\\u{ord(match[2]):04x}{match[3]}"


def _check_depth(tokens: list[re.Match[str]]) -> None:
    depth = prefixes = 0
    for token in tokens:
        match token.lastgroup:
            case "comment":
                continue
            case "run" if not _words_in(token):  # numbers and signs, which end no row of prefixes
                continue
            case "opening":
                depth += 1
            case "closing":
                depth -= 1
        prefixes = prefixes + 1 if token["prefix"] else 0
        if max(depth, prefixes) > _MAX_DEPTH:
            raise QueryError(f"The query nests more than {_MAX_DEPTH} levels deep: ask a simpler one.")
