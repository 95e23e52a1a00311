"""A made-up article of any number of statements, nested by threes, and how long its page takes.

``python tests/long_article.py 500`` opens it in a browser and prints milliseconds: when the load event had ended, when
all statements were there to click, and how long a click on the last one took to be shown.
"""

import statistics
import sys
from datetime import UTC, datetime

from browsing import chromium, visiting
from serving import ask, serving

from graph.library import Library
from graph.model import (
    Claim,
    Document,
    QuotationType,
    Source,
    SourceKind,
    Span,
    SpeechAct,
    Stance,
    Statement,
    Via,
    ViaBasis,
)

_RUNS = 5
_READY = """() => new Promise(resolve => {
    const look = () => {
        const { loadEventEnd } = performance.getEntriesByType("navigation")[0];
        if (loadEventEnd && document.querySelector("#cards .card")) resolve([loadEventEnd, performance.now()]);
        else requestAnimationFrame(look);
    };
    look();
})"""
_CLICK = """() => new Promise(resolve => {
    const start = performance.now();
    [...document.querySelectorAll("#text [role=button]")].at(-1).click();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
})"""


def long_article(count: int) -> tuple[Document, list[Statement]]:
    """An article of so many statements: "The envoy number 3 🙂 said that the clerk of it told that the dam number 3 …"."""
    sentences = [
        f"The envoy number {number} 🙂 said that the clerk {number} told that the guard {number} saw that "
        f"the dam number {number} had broken in the night. "
        for number in range((count + 2) // 3)
    ]
    document = Document(
        "\n\n".join(sentences),
        url="https://news.example/long",
        title="A long article",
        outlet="The Long Gazette",
        published=datetime(2032, 3, 15, 7, tzinfo=UTC),
        language="en",
    )
    found: list[Statement] = []
    for number in range(len(sentences)):
        found += _nested(document, number)
    return document, found[:count]


def _nested(document: Document, number: int) -> list[Statement]:
    """The three statements of a sentence, the innermost first: each of the others rests on the one within it."""

    def at(words: str, *, after: int = 0) -> Span:
        start = document.text.index(words, after)
        return Span(start, start + len(words))

    begin = at(f"The envoy number {number} 🙂").start
    end = at("in the night", after=begin).end
    made: list[Statement] = []
    for name, cue in (
        (f"the guard {number}", "saw"),
        (f"the clerk {number}", "told"),
        (f"The envoy number {number}", "said"),
    ):
        source = at(name, after=begin)
        said = at(cue, after=source.end)
        content = Span(said.end + 1, end)
        made.append(
            Statement(
                document=document.id,
                source=Source(name, SourceKind.PERSON),
                claim=Claim(f"The dam number {number} had broken"),
                speech_act=SpeechAct.ASSERT,
                stance=Stance.AFFIRM,
                quotation=QuotationType.INDIRECT,
                content_spans=(content,),
                source_spans=(source,),
                cue_spans=(said,),
                via=(Via(made[-1].id, ViaBasis.WITHIN_SENTENCE),) if made else (),
            )
        )
    return made


def _measure(count: int) -> None:
    document, statements = long_article(count)
    with Library.in_memory() as library:
        library.put(document, statements)
        with serving(library) as address, chromium() as browser:
            path = f"/article/{document.id}"
            with ask(address) as client:
                client.get(path).raise_for_status()
            runs = []
            for _ in range(_RUNS):
                with visiting(browser, address) as visit:
                    visit.page.goto(address + path)
                    loaded, ready = visit.page.evaluate(_READY)
                    clicked = visit.page.evaluate(_CLICK)
                    nodes = visit.page.evaluate("document.querySelectorAll('*').length")
                    runs.append((loaded, ready, ready - loaded, clicked, nodes))
    for name, values in zip(
        ("loaded", "ready", "ready after loaded", "click", "elements"), zip(*runs, strict=True), strict=True
    ):
        sys.stdout.write(f"{name}: median {statistics.median(values):.0f}, most {max(values):.0f} of {_RUNS}\n")


if __name__ == "__main__":
    _measure(int(sys.argv[1]))
