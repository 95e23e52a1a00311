"""A report as Markdown (CommonMark with the tables of GitHub).

Every character of others that could be markup is escaped, and nothing of theirs begins a line. The drawing is left to
HTML; the tables say the same.
"""

import re
from collections.abc import Iterator

from graph.reporting.blocks import (
    Address,
    Block,
    Bullets,
    Code,
    Described,
    Drawing,
    Facts,
    Foreign,
    Heading,
    Inline,
    Jump,
    Line,
    Marked,
    Pages,
    Paragraph,
    Passage,
    Strong,
    Table,
    Words,
)
from graph.reporting.disarming import disarmed
from graph.reporting.html import is_web_address

_MARKUP = re.compile(r"[\\`*_\[\]|]")
_FOREIGN_MARKUP = re.compile(r"[\\`*_\[\]|#~@:$]|(?<=\bwww)\.", re.IGNORECASE)
"""Also what GitHub takes for mentions, addresses and formulas."""
_FIRST_MARKUP = re.compile(r"^(\s*\d{0,9})([-+=.)])")
"""What makes a list or a heading of a line that begins with it."""
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_WHITE = re.compile(r"\s+")


def as_markdown(pages: Pages) -> str:
    """A Markdown document."""
    blocks = [f"# {_foreign(pages.title)}", *(text for block in pages.blocks for text in _block(block))]
    return "\n\n".join(blocks) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(name, level, line):
            yield f'<a id="{name}"></a>\n\n{"#" * level} {_line(line)}'
        case Paragraph(line):
            yield _line(line)
        case Bullets(lines):
            yield "\n".join(f"- {_line(line)}" for line in lines)
        case Facts(pairs):
            yield "\n".join(f"- {term}: {_line(line)}" for term, line in pairs)
        case Table():
            yield f"**{_escaped(block.caption)}**"
            yield _table(block)
        case Passage(name, line, excerpt, _):
            yield f'<a id="{name}"></a>\n\n{_line(line)}'
            yield f"> {_line(excerpt)}"
        case Drawing():
            pass


def _table(table: Table) -> str:
    heads = " | ".join(table.heads)
    rows = [f"| {' | '.join(map(_line, row))} |" for row in table.rows]
    return "\n".join((f"| {heads} |", f"|{' --- |' * len(table.heads)}", *rows))


def _line(line: Line) -> str:
    return "".join(map(_inline, line)).strip()


def _inline(inline: Inline) -> str:
    match inline:
        case Words(text):
            return _escaped(text)
        case Strong(text):
            return _emphasised(_escaped(text), "**")
        case Foreign(text):
            return _foreign(text)
        case Described(text):
            return _emphasised(_foreign(text), "*")
        case Marked(text):
            return _emphasised(_foreign(text), "**")
        case Code(text):
            return f"`{re.sub('[^A-Za-z0-9_.-]', '', text)}`"
        case Address(url):
            shown = _foreign(url)
            return f"[{shown}](<{_target(url)}>)" if is_web_address(url) else shown
        case Jump(name, text):
            return f"[{_escaped(text)}](#{name})"


def _foreign(text: str) -> str:
    return _FIRST_MARKUP.sub(r"\1\\\2", _escaped(disarmed(text), _FOREIGN_MARKUP))


def _escaped(text: str, markup: re.Pattern[str] = _MARKUP) -> str:
    """In one line, with nothing left that means more than itself."""
    plain = markup.sub(r"\\\g<0>", _WHITE.sub(" ", text))
    return re.sub("[&<>]", lambda found: _ENTITIES[found[0]], plain)


def _emphasised(text: str, mark: str) -> str:
    """Marks must stand close to the words (CommonMark 0.31, section 6.2)."""
    words = text.strip()
    if not words:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{mark}{words}{mark}{after}"


def _target(url: str) -> str:
    return re.sub(r"[\\<>|`\s]", lambda found: f"%{ord(found[0]):02X}", url)
