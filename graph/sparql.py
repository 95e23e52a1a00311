"""What may be asked in SPARQL: reading only, and nothing that calls out to another address."""

import re

from graph.errors import QueryError

# Comments, strings and IRIs may contain any word, so they are consumed as single tokens (SPARQL 1.1, section 19.8).
_TOKEN = re.compile(
    r"""
    (?P<string>\"{3}(?:\\.|[^\\])*?\"{3} | '{3}(?:\\.|[^\\])*?'{3} | "(?:\\.|[^"\\\r\n])*" | '(?:\\.|[^'\\\r\n])*')
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<comment>\#[^\r\n]*)
  | (?P<variable>[?$]\w+)
  | (?P<name>[\w.-]*:[\w.:%\\-]*)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<opening>[({\[])
  | (?P<closing>[)}\]])
  | (?P<prefix>!(?!=))
    """,
    re.VERBOSE | re.DOTALL,
)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_MAX_DEPTH = 100  # the engine's parser calls itself for every level, and some thousands overflow its stack
_READING = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


def check_query(query: str) -> None:
    """Refuse what is not a reading query, and federation.

    Raises QueryError for an update, for SERVICE, which would send the question to another server, and for
    nesting so deep that the engine would fall over it.
    """
    tokens = list(_TOKEN.finditer(_unescape(query)))
    _check_depth(tokens)
    words = [match["word"].upper() for match in tokens if match["word"]]
    if "SERVICE" in words:
        raise QueryError("SERVICE is refused: it would send the query to another server. Ask without it.")
    forms = [word for word in words if word in (*_READING, "INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE")]
    if not forms or forms[0] not in _READING:
        raise QueryError("Only SELECT, ASK, CONSTRUCT and DESCRIBE are answered here; updates are not.")


def _check_depth(tokens: list[re.Match[str]]) -> None:
    depth = prefixes = 0
    for token in tokens:
        match token.lastgroup:
            case "comment":
                continue
            case "opening":
                depth += 1
            case "closing":
                depth -= 1
        prefixes = prefixes + 1 if token["prefix"] else 0
        if max(depth, prefixes) > _MAX_DEPTH:
            raise QueryError(f"The query nests more than {_MAX_DEPTH} levels deep: ask a simpler one.")


def _unescape(query: str) -> str:
    """Resolve the escapes that SPARQL 1.1, section 19.2, applies before the grammar is looked at."""

    def character(match: re.Match[str]) -> str:
        number = int(match[1] or match[2], 16)
        return chr(number) if number <= 0x10FFFF else match[0]

    return _CODE_POINT.sub(character, query)
