"""Reads pages and Markdown back, to see what a reader's program makes of them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from markdown_it import MarkdownIt

VOID = frozenset({"meta", "br", "img", "link", "input", "hr"})
LOADED = frozenset({"src", "srcset", "data", "poster", "background", "action", "formaction", "xlink:href"})


@dataclass
class Element:
    """An element with its attributes and, once it is closed, all text in it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def find(self, tag: str) -> list["Element"]:
        """All elements of a tag below."""
        found = []
        for child in self.children:
            found += [child] if child.tag == tag else []
            found += child.find(tag)
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        assert len(element.attributes) == len(attrs), f"an attribute stands twice in {tag}"
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"{tag} closes {self.open[-1].tag}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def read_page(page: str) -> Element:
    """The root of a page, every element of which must be closed where it should."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == [reader.root]
    return reader.root


def check_harmless(root: Element) -> None:
    """Nothing runs, nothing is loaded, and all addresses lead into the page or to the web."""
    names = [element.attributes["id"] for element in everything(root) if "id" in element.attributes]
    assert len(names) == len(set(names))
    for element in everything(root):
        assert element.tag not in {"script", "iframe", "object", "embed", "img", "link", "form", "base", "use", "image"}
        assert not {name for name in element.attributes if name.startswith("on") or name in LOADED or name == "style"}
        target = element.attributes.get("href")
        if target is not None:
            assert target.removeprefix("#") in names if target.startswith("#") else is_of_the_web(target), target


def is_of_the_web(address: str) -> bool:
    return urlsplit(address).scheme in {"http", "https"} and bool(urlsplit(address).hostname)


def everything(root: Element) -> list[Element]:
    """All elements below."""
    return [element for child in root.children for element in (child, *everything(child))]


def check_tables(root: Element) -> None:
    """Each table has a caption and heads, and as many cells in each row."""
    for table in root.find("table"):
        assert table.find("caption")[0].text
        (head,) = table.find("thead")
        heads = head.find("th")
        assert all(one.attributes["scope"] == "col" and one.text for one in heads)
        for row in table.find("tbody")[0].find("tr"):
            assert row.children[0].attributes["scope"] == "row"
            assert len(row.children) == len(heads)


def markdown() -> MarkdownIt:
    """A reader of CommonMark with the tables, links and strokes of GitHub that takes no HTML from texts."""
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
