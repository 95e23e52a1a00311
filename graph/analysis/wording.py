"""Numbers, names and lists as sentences have them."""

from collections.abc import Sequence

from graph.answers import DocumentRef, SourceRef

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MOST_NAMES = 5


def number(count: int) -> str:
    """A number as running text has it: in words up to twelve."""
    return _WORDS[count] if count < len(_WORDS) else f"{count:,}"


def counted(count: int, noun: str) -> str:
    """A number of things, by their noun in the singular, which takes an s."""
    return f"{number(count)} {noun}{'' if count == 1 else 's'}"


def sentence(text: str) -> str:
    """Words that begin with a capital and end with a full stop."""
    return f"{text[:1].upper()}{text[1:]}."


def listed(names: Sequence[str], *, last: str = "and") -> str:
    """Names in a row, the last one behind a word; of many only the first, and how many others there are."""
    # One more name is no longer than "and one other".
    shown = list(names[: _MOST_NAMES + (len(names) == _MOST_NAMES + 1)])
    if len(shown) < len(names):
        shown.append(counted(len(names) - len(shown), "other"))
    return f" {last} ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


def name(source: SourceRef) -> str:
    """A source on one line."""
    return " ".join(source.name.split())


def outlet_of(document: DocumentRef) -> str:
    """Who publishes a document, on one line."""
    return " ".join((document.outlet or "an unknown outlet").split())


def dated(document: DocumentRef) -> str:
    """A document by its outlet and its day."""
    return f"{outlet_of(document)} ({(document.published or 'no date')[:10]})"
