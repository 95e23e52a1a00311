"""A tree of markup as running text, with the links at their places in it."""

import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from graph.model import Hyperlink, Span

Element = Any  # of lxml, which comes without types

_PARAGRAPH, _LINE, _CELL, _SPACE, _NOTHING = "\n\n", "\n", "\t", " ", ""
_STRENGTH = {_NOTHING: 0, _SPACE: 1, _CELL: 2, _LINE: 3, _PARAGRAPH: 4}

# The names of HTML and of the XML that trafilatura makes of it (head, item, quote, row, cell, lb, ref).
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt",
    "figcaption", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "item", "li", "list",
    "main", "ol", "p", "pre", "quote", "row", "section", "summary", "table", "tr", "ul",
})  # fmt: skip
_CELLS = frozenset({"cell", "td", "th"})
_LINE_BREAKS = frozenset({"lb", "br"})
_LINKS = {"ref": "target", "a": "href"}
_UNSEEN = frozenset({
    "audio", "button", "canvas", "figure", "graphic", "iframe", "input", "math", "noscript", "object",
    "script", "select", "style", "svg", "template", "textarea", "title", "video",
})  # fmt: skip
_WHITE = re.compile(r"[ \t\n\r\f]+")  # what HTML collapses: a no-break space is not among it


def write_text(tree: Element) -> tuple[str, tuple[Hyperlink, ...]]:
    """Serialise an lxml element: paragraphs with a blank line between them, cells of a row with tabs.

    White space is collapsed as a browser does it. A link covers its words without the white space around them
    and is kept if its target is an absolute http(s) URL.
    """
    text = _RunningText()
    walk = etree.iterwalk(tree, events=("start", "end"))  # no recursion: pages nest as deep as they like
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in _UNSEEN:
                walk.skip_subtree()
                continue
            _separate(text, tag)
            if tag in _LINKS:
                text.open_link(element.get(_LINKS[tag]) or "")
            text.add(element.text)
        else:
            if tag in _LINKS:
                text.close_link()
            if tag in _BLOCKS or tag in _CELLS:
                _separate(text, tag)
            if element is not tree:
                text.add(element.tail)
    return text.finish()


def _separate(text: "_RunningText", tag: str) -> None:
    if tag in _BLOCKS:
        text.separate(_PARAGRAPH)
    elif tag in _CELLS:
        text.separate(_CELL)
    elif tag in _LINE_BREAKS:
        text.break_line()


class _RunningText:
    """Collects words; a separator is written when a word follows, so that no span ends in white space."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._pending = _NOTHING
        self._links: list[Hyperlink] = []
        self._open: list[tuple[str, int | None]] = []

    def separate(self, separator: str) -> None:
        if _STRENGTH[separator] > _STRENGTH[self._pending]:
            self._pending = separator

    def break_line(self) -> None:
        self.separate(_PARAGRAPH if self._pending == _LINE else _LINE)

    def add(self, written: str | None) -> None:
        if not written:
            return
        words = _WHITE.sub(" ", written)
        if words.startswith(" "):
            self.separate(_SPACE)
        if words.strip(" "):
            self._write(words.strip(" "))
            if words.endswith(" "):
                self.separate(_SPACE)

    def open_link(self, target: str) -> None:
        self._open.append((target, None))

    def close_link(self) -> None:
        target, start = self._open.pop()
        if start is not None and target.startswith(("http://", "https://")):
            self._links.append(Hyperlink(Span(start, self._length), target))

    def finish(self) -> tuple[str, tuple[Hyperlink, ...]]:
        return "".join(self._parts), tuple(sorted(self._links, key=lambda link: link.span))

    def _write(self, words: str) -> None:
        if self._length:
            self._parts.append(self._pending)
            self._length += len(self._pending)
        self._pending = _NOTHING
        self._open = [(target, self._length if start is None else start) for target, start in self._open]
        self._parts.append(words)
        self._length += len(words)
