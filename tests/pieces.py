"""Invented articles about one claim, built through the model: who says it in them, through whom, with which links."""

from dataclasses import dataclass, field
from datetime import date, datetime

from graph.analysis.evidence import Evidence, evidence_of
from graph.identity.sources import UNKNOWN_OUTLET
from graph.library import Library
from graph.model import (
    UNNAMED_KINDS,
    Claim,
    DateBasis,
    Document,
    Hyperlink,
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

CLAIM = Claim("The lock gates at Orrin were opened on 4 March")
SHUT_UP = "the gates had been opened"


@dataclass(frozen=True)
class _Said:
    label: str
    source: str
    kind: SourceKind
    via: tuple[str, ...]
    options: dict


@dataclass
class Piece:
    """An article; its paragraphs are added in order. ``published`` is ISO 8601, a day or a moment."""

    outlet: str | None
    published: str | None = "2031-03-04"
    url: str | None = None
    text: str = ""
    relays: bool = True
    outlet_kind: SourceKind = SourceKind.OUTLET
    _said: list[_Said] = field(default_factory=list)
    _spans: dict[str, tuple[Span, Span, Span]] = field(default_factory=dict)
    _links: list[tuple[Span, str]] = field(default_factory=list)
    statements: dict[str, Statement] = field(default_factory=dict)

    def says(
        self,
        source: str,
        *via: str,
        label=None,
        kind=SourceKind.OUTLET,
        words=SHUT_UP,
        link=None,
        after=None,
        same=False,
        **options,
    ) -> "Piece":
        """A source says something, in a paragraph of its own or in the ``same`` one; what it rests on was added before.

        ``link`` is an address to which the sentence links, ``after`` one to which it links behind that.
        """
        self.text += " " if same else "\n\n" if self.text else ""
        spans = []
        for part in (source, "said", words):
            spans.append(Span(len(self.text), len(self.text) + len(part)))
            self.text += f"{part} "
        if link is not None:
            self._link("as it wrote", link)
        if after is not None:
            self.text += " "
            self._link("and as was known", after)
        self.text = f"{self.text.rstrip()}."
        name = label or source
        self._spans[name] = tuple(spans)
        self._said.append(_Said(name, source, kind, via, options))
        return self

    def asserts(self, words=SHUT_UP, *, label="own", **options) -> "Piece":
        """The outlet says something in its own voice."""
        self.text += "\n\n" if self.text else ""
        start = len(self.text)
        self.text += f"{words[0].upper()}{words[1:]}."
        self._spans[label] = ((), (), Span(start, len(self.text)))
        self._said.append(_Said(label, "", SourceKind.OUTLET, (), options))
        return self

    def links(self, target: str) -> "Piece":
        """A paragraph that says nothing of the claim and links to an address."""
        self.text += "\n\n" if self.text else ""
        self._link("Read more here", target)
        self.text += "."
        return self

    def _link(self, words: str, target: str) -> None:
        self._links.append((Span(len(self.text), len(self.text) + len(words)), target))
        self.text += words

    def build(self) -> tuple[Document, list[Statement]]:
        """The document with its statements, those of the outlet that pass others on among them."""
        document = Document(
            self.text,
            url=self.url,
            outlet=self.outlet,
            published=_moment(self.published),
            links=tuple(Hyperlink(span, target) for span, target in self._links),
        )
        self.statements.clear()
        for said in self._said:
            self.statements[said.label] = self._statement(said, document)
        if self.relays:
            rested_on = {via.statement for statement in self.statements.values() for via in statement.via}
            for label, statement in list(self.statements.items()):
                is_own = statement.source.id == self._outlet(document).id
                if statement.id not in rested_on and not is_own:
                    self.statements[f"relay of {label}"] = self._relay(statement, document)
        return document, list(self.statements.values())

    def _statement(self, said: _Said, document: Document) -> Statement:
        options, (source, cue, content) = dict(said.options), self._spans[said.label]
        of, told = options.pop("of", None), options.pop("told", None)
        day, basis = options.pop("day", None), options.pop("basis", DateBasis.TEXT)
        is_own = not said.source
        named = Source(said.source, said.kind, document.id if said.kind in UNNAMED_KINDS else None)
        return Statement(
            document=document.id,
            source=self._outlet(document) if is_own else named,
            claim=options.pop("claim", CLAIM),
            speech_act=options.pop("act", SpeechAct.ASSERT),
            stance=options.pop("stance", Stance.AFFIRM),
            quotation=options.pop("quotation", QuotationType.OWN_VOICE if is_own else QuotationType.INDIRECT),
            source_spans=() if is_own else (source,),
            cue_spans=() if is_own else (cue,),
            content_spans=(content,),
            affiliation=Source(of, SourceKind.ORGANISATION) if of else None,
            addressee=Source(told, SourceKind.OUTLET) if told else None,
            said_on=Period.of_edtf(day) if day else None,
            said_on_basis=basis if day else None,
            via=tuple(
                sorted(
                    (Via(self.statements[label].id, ViaBasis.WITHIN_SENTENCE) for label in said.via),
                    key=lambda via: via.order,
                )
            ),
            **options,
        )

    def _outlet(self, document: Document) -> Source:
        if self.outlet is None:
            return Source(UNKNOWN_OUTLET, SourceKind.OUTLET, document.id)
        return Source(self.outlet, self.outlet_kind)

    def _relay(self, statement: Statement, document: Document) -> Statement:
        return Statement(
            document=document.id,
            source=self._outlet(document),
            claim=statement.claim,
            speech_act=SpeechAct.REPORT,
            stance=Stance.AFFIRM if statement.stance is Stance.AFFIRM else Stance.NEUTRAL,
            quotation=statement.quotation,
            content_spans=statement.content_spans,
            via=(Via(statement.id, ViaBasis.WITHIN_SENTENCE),),
        )


def _moment(published: str | None) -> date | datetime | None:
    if published is None:
        return None
    return datetime.fromisoformat(published) if "T" in published else date.fromisoformat(published)


def library_of(*pieces: Piece) -> Library:
    """A library in memory into which the pieces came in this order."""
    library = Library.in_memory()
    for piece in pieces:
        library.put(*piece.build())
    library.commit()
    return library


def evidence(*pieces: Piece) -> Evidence:
    """What the pieces say about the claim."""
    return evidence_of(library_of(*pieces), CLAIM.id)
