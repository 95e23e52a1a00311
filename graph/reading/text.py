"""Plain text, kept exactly as it is."""

from graph.errors import InputError
from graph.model import Document
from graph.reading.formats import refuse_binary

_UTF8_MARK = b"\xef\xbb\xbf"
# Tab, line feed, vertical tab, form feed, carriage return and escape occur in texts that people have saved.
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1b") + b"\x7f"
_MAX_CONTROL_SHARE = 0.02


def read_text(raw: bytes, *, charset: str | None = None) -> Document:
    """Make a document of plain text: no line ending, space or normal form is changed.

    A byte order mark is not part of the text: offsets count from the character after it. ``charset`` is what
    an HTTP header says; a file has none and must be UTF-8.

    Raises:
        InputError: The bytes are binary or not in the character encoding.
    """
    _refuse_soup(raw)
    return Document(text=decode(raw.removeprefix(_UTF8_MARK), charset=charset, skipped=len(_mark(raw))))


def decode(raw: bytes, *, charset: str | None = None, skipped: int = 0) -> str:
    """Decode strictly. ``skipped`` is the number of bytes before ``raw``, for the message.

    Raises:
        InputError: It cannot be decoded; the message names the byte, from 0.
    """
    try:
        return raw.decode(charset or "utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"byte {error.start + skipped} is not {(charset or 'utf-8').upper()}; "
            "convert the file (iconv -f WINDOWS-1252 -t UTF-8, or what it was written in)"
        ) from None
    except (LookupError, ValueError):  # Python has codecs that are no encoding of texts, and refuse in their own ways
        raise InputError(f"the character encoding {charset!r} is not known; save the text as UTF-8") from None


def _mark(raw: bytes) -> bytes:
    return _UTF8_MARK if raw.startswith(_UTF8_MARK) else b""


def _refuse_soup(raw: bytes) -> None:
    refuse_binary(raw)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("it is UTF-16; convert it (iconv -f UTF-16 -t UTF-8)")
    beginning = raw[: 64 * 1024]
    controls = len(beginning) - len(beginning.translate(None, delete=_CONTROLS))
    if b"\0" in raw or controls > _MAX_CONTROL_SHARE * len(beginning):
        raise InputError("it is a binary file, not text; export it as plain text or HTML first")
