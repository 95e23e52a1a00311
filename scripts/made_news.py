"""Made-up news of any length, in the shapes that the pipeline gives: for measuring how things grow.

Sources, outlets and events are drawn by Zipf's law, as in news: a few are everywhere and most come once or twice. Of
34 statements in an article, about half are the outlet's own, which passes on what others say. The same seed gives the
same articles, word for word.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from made_words import event, lists, named_source, outlet_name, pick

from graph.model import (
    Claim,
    DateBasis,
    Document,
    Modality,
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
from graph.period import Period

_START = datetime(2025, 1, 1, 6, tzinfo=UTC)
_MINUTES = 2_000 * 24 * 60  # over which the articles are spread
_EXTRACTOR = "made-up/1"
_SENTENCES = (8, 28)  # of an article
_HEAD = 20  # events that everybody writes about
_OWN_VOICE, _BOUND, _UNNAMED, _CHAINED, _REWORDED = 0.13, 0.35, 0.3, 0.12, 0.25  # shares, as in the sample articles
_CUES = (
    ("said", SpeechAct.ASSERT, Stance.AFFIRM),
    ("told reporters", SpeechAct.ASSERT, Stance.AFFIRM),
    ("confirmed", SpeechAct.CONFIRM, Stance.AFFIRM),
    ("announced", SpeechAct.ANNOUNCE, Stance.AFFIRM),
    ("denied", SpeechAct.DENY, Stance.REJECT),
    ("doubted", SpeechAct.QUESTION, Stance.DOUBT),
)
_CUE_WEIGHTS = (8, 4, 2, 2, 2, 1)


@dataclass(frozen=True, slots=True)
class _Part:
    """That somebody says something; without a source it is the outlet that does. Spans are those in the text."""

    content: str
    is_bound: bool
    span: Span
    speaker: Source | None = None
    source_spans: tuple[Span, ...] = ()
    cue_spans: tuple[Span, ...] = ()
    act: SpeechAct = SpeechAct.ASSERT
    stance: Stance = Stance.AFFIRM
    rests_on_next: bool = False


@dataclass(frozen=True)
class News:
    """Made-up news of about so many statements, with a tenth as many sources and half as many events to draw from."""

    statements: int
    seed: int = 2031

    @cached_property
    def sources(self) -> int:
        """How many named sources there are to draw from."""
        return max(self.statements // 10, 50)

    @cached_property
    def events(self) -> int:
        """How many events there are to draw from."""
        return max(self.statements // 2, 50)

    @cached_property
    def outlets(self) -> int:
        """How many outlets there are to draw from."""
        return min(max(self.statements // 500, 10), 2_000)

    def articles(self) -> Iterator[tuple[Document, list[Statement]]]:
        """The articles, until there are as many statements as wanted."""
        number = made = 0
        while made < self.statements:
            article = _Article(self, number)
            document, statements = article.document, article.statements()
            yield document, statements
            number, made = number + 1, made + len(statements)


class _Article:
    """One article while it is written."""

    def __init__(self, news: News, number: int) -> None:
        self._news = news
        self._number = number
        self._dice = random.Random(f"{news.seed} {number}")
        self._text: list[str] = []
        self._length = 0
        self._parts = [part for _ in range(self._dice.randint(*_SENTENCES)) for part in self._sentence()]

    @cached_property
    def document(self) -> Document:
        """The article itself."""
        rank = pick(self._dice, self._news.outlets)
        return Document(
            "".join(self._text).rstrip(),
            url=f"https://outlet{rank}.example/{self._number}",
            title=event(pick(self._dice, self._news.events, head=_HEAD)).wordings[0].capitalize(),
            outlet=outlet_name(rank),
            published=_START + timedelta(minutes=self._dice.randrange(_MINUTES)),
            language="en",
        )

    def statements(self) -> list[Statement]:
        """What is said in it."""
        return _statements(self.document, self._parts, self._dice)

    def _sentence(self) -> list[_Part]:
        dice = self._dice
        is_bound = dice.random() < _BOUND
        wordings = event(pick(dice, self._news.events, head=_HEAD)).wordings
        content = dice.choice(lists()["bound"]) if is_bound else wordings[dice.random() < _REWORDED]
        if dice.random() < _OWN_VOICE:
            return [_Part(content, is_bound, self._write(content, after=".\n"))]
        cue, act, stance = dice.choices(_CUES, _CUE_WEIGHTS)[0]
        speaker = self._speaker()
        source, cues = (self._write(speaker.name, after=" "),), (self._write(cue, after=" that "),)
        origin = self._speaker() if dice.random() < _CHAINED and stance is Stance.AFFIRM else None
        if origin is None:
            return [_Part(content, is_bound, self._write(content, after=".\n"), speaker, source, cues, act, stance)]
        inner = (self._write(origin.name, after=" had "),), (self._write("told", after=" them "),)
        span = self._write(content, after=".\n")
        return [
            _Part(content, is_bound, span, speaker, source, cues, act, stance, rests_on_next=True),
            _Part(content, is_bound, span, origin, *inner),
        ]

    def _speaker(self) -> Source:
        if self._dice.random() < _UNNAMED:
            kind, names = self._dice.choice(list(lists()["unnamed"].items()))
            return Source(self._dice.choice(names), SourceKind(kind), scope="its document")
        return named_source(pick(self._dice, self._news.sources))

    def _write(self, words: str, *, after: str) -> Span:
        span = Span(self._length, self._length + len(words))
        self._text += (words, after)
        self._length = span.end + len(after)
        return span


def _statements(document: Document, parts: list[_Part], dice: random.Random) -> list[Statement]:
    """Each part as a statement; what somebody else says is passed on by the outlet besides."""
    outlet = Source(document.outlet or "", SourceKind.OUTLET)
    made: list[Statement] = []
    relayed: list[Statement] = []
    for part in reversed(parts):
        source = part.speaker or outlet
        if source.scope is not None:
            source = Source(source.name, source.kind, scope=document.id)
        via = (Via(made[-1].id, ViaBasis.WITHIN_SENTENCE),) if part.rests_on_next else ()
        claim = Claim(part.content[0].upper() + part.content[1:], document.id if part.is_bound else None)
        statement = _statement(document, part, source=source, claim=claim, via=via, confidence=round(dice.random(), 4))
        if part.rests_on_next:
            relayed.pop()
        made.append(statement)
        if part.speaker is not None:
            relayed.append(_relay(document, statement, outlet=outlet))
    return made + relayed


def _statement(
    document: Document, part: _Part, *, source: Source, claim: Claim, via: tuple[Via, ...], confidence: float
) -> Statement:
    return Statement(
        document=document.id,
        source=source,
        claim=claim,
        speech_act=part.act,
        stance=part.stance,
        quotation=QuotationType.INDIRECT if part.speaker else QuotationType.OWN_VOICE,
        content_spans=(part.span,),
        source_spans=part.source_spans,
        cue_spans=part.cue_spans,
        modality=Modality.CERTAIN,
        said_on=Period.of_day(document.published_on) if document.published_on else None,
        said_on_basis=DateBasis.PUBLICATION if document.published_on else None,
        via=via,
        confidence=confidence,
        extractor=_EXTRACTOR,
    )


def _relay(document: Document, statement: Statement, *, outlet: Source) -> Statement:
    is_affirmed = statement.stance is Stance.AFFIRM
    return Statement(
        document=document.id,
        source=outlet,
        claim=statement.claim,
        speech_act=SpeechAct.REPORT,
        stance=Stance.AFFIRM if is_affirmed else Stance.NEUTRAL,
        quotation=statement.quotation,
        content_spans=statement.content_spans,
        said_on=statement.said_on,
        said_on_basis=statement.said_on_basis,
        via=(Via(statement.id, ViaBasis.WITHIN_SENTENCE),),
        confidence=statement.confidence,
        extractor=_EXTRACTOR,
    )
