"""The tokens of an update, in a spelling that no two readers can take differently.

What may be changed is decided from these tokens, and the engine cuts the same text into tokens once more. So that both
find the same, comments are left out, and what stands in strings and IRIs is written with escapes wherever it could be
taken for anything else.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from graph.errors import QueryError

_CODE_POINT = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
# SPARQL 1.1, section 19.8, and the base directions of SPARQL 1.2. A prefix has a hundred characters at most, lest what
# has no colon after it be read to its end from each of its characters.
_TOKEN = re.compile(
    rf"""
    (?P<space>[\ \t\r\n]+)
  | (?P<comment>\#[^\r\n]*)
  | (?P<string>\"{{3}}(?:\\.|[^\\])*?\"{{3}} | '{{3}}(?:\\.|[^\\])*?'{{3}}
             | "(?:\\.|[^"\\\r\n])*" | '(?:\\.|[^'\\\r\n])*')
  | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_CODE_POINT})*>)
  | (?P<variable>[?$]\w+)
  | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>(?:[^\W\d_][\w.\-\u00b7]{{0,99}}+)?:(?:\\[_~.\-!$&'()*+,;=/?\#@%]|%[0-9A-Fa-f]{{2}}|[\w.:\-\u00b7])*)
  | (?P<blank>_:[\w.\-\u00b7]+)
  | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<word>[A-Za-z]\w*)
  | (?P<open>[{{(\[])
  | (?P<close>[}})\]])
  | (?P<mark>[.;,*/+\-|^!=<>&?~])
    """,
    re.VERBOSE | re.DOTALL,
)
_PLAIN_IN_STRINGS = re.compile(r"[A-Za-z0-9 .,:/_-]+")
_PLAIN_IN_IRIS = re.compile(r"[A-Za-z0-9:/._~%-]+")
_ESCAPE = re.compile(rf"{_CODE_POINT}|\\(.)", re.DOTALL)
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_MAX_DEPTH = 100  # as of queries: the engine's parser calls itself for every level


class Kind(Enum):
    """What a token is."""

    SPACE = auto()
    STRING = auto()
    IRI = auto()
    VARIABLE = auto()
    TAG = auto()
    NAME = auto()
    BLANK = auto()
    NUMBER = auto()
    WORD = auto()
    OPEN = auto()
    CLOSE = auto()
    MARK = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of an update and how deep in brackets it stands; a bracket stands as deep as what it is around."""

    kind: Kind
    text: str
    depth: int

    def is_word(self, *words: str) -> bool:
        """Whether it is one of these keywords, which are given in upper case."""
        return self.kind is Kind.WORD and self.text.upper() in words


def tokens(update: str) -> list[Token]:
    """The tokens of an update, in order; joined, their texts are an update that means the same.

    Raises QueryError for what is no token, for brackets that do not match, and for nesting too deep.
    """
    found, open_, end = list[Token](), list[str](), 0
    while end < len(update):
        match = _TOKEN.match(update, end)
        if match is None:
            raise QueryError(f"The update cannot be parsed: what begins at character {end + 1} means nothing there.")
        end = match.end()
        kind, text = match.lastgroup or "", match[0]
        depth = len(open_)
        match kind:
            case "open":
                open_.append(text)
                if len(open_) > _MAX_DEPTH:
                    raise QueryError(f"The update nests more than {_MAX_DEPTH} levels deep: send a simpler one.")
            case "close":
                if not open_ or open_.pop() + text not in ("{}", "()", "[]"):
                    raise QueryError(f"The update cannot be parsed: the bracket at character {end} closes nothing.")
                depth = len(open_)
            case "string":
                text = _plain_string(text)
            case "iri":
                text = plain_iri(_unescaped(text[1:-1]))
            case "comment":
                kind, text = "space", "\n"
        found.append(Token(Kind[kind.upper()], text, depth))
    if open_:
        raise QueryError("The update cannot be parsed: a bracket is not closed.")
    return found


def plain_iri(iri: str) -> str:
    """An IRI as it is written in an update, in a spelling that can mean nothing else.

    Raises QueryError for characters that no IRI has.
    """
    if re.search(r'[<>"{}|^`\\\x00-\x20]', iri):
        raise QueryError("The update cannot be parsed: it has an IRI with characters that an IRI cannot hold.")
    return f"<{_escaped(iri, _PLAIN_IN_IRIS)}>"


def _plain_string(text: str) -> str:
    quotes = 3 if text[:3] in ('"""', "'''") and len(text) > 5 else 1
    return f'"{_escaped(_unescaped(text[quotes:-quotes]), _PLAIN_IN_STRINGS)}"'


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    if match[1] is not None:
        if match[1] not in _ESCAPED:
            raise QueryError(f"The update cannot be parsed: \\{match[1]} is no escape.")
        return _ESCAPED[match[1]]
    number = int(match[0][2:], 16)
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        raise QueryError(f"The update cannot be parsed: {match[0]} is no character.")
    return chr(number)


def _escaped(text: str, plain: re.Pattern[str]) -> str:
    pieces, end = list[str](), 0
    for match in plain.finditer(text):
        pieces += [_escapes(text[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*pieces, _escapes(text[end:])])


def _escapes(text: str) -> str:
    return "".join(f"\\U{ord(character):08X}" for character in text)
