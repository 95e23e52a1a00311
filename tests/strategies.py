"""Hypothesis strategies for the model: documents with statements that are consistent among themselves."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from graph.model import (
    UNNAMED_KINDS,
    Claim,
    DateBasis,
    Document,
    Hyperlink,
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

# What text comes as: letters of several scripts, quotation marks, emoji, right-to-left, zero width, controls, CRLF.
ALPHABET = st.one_of(
    st.sampled_from("ab Z.,\"'“”„«»‘’—\r\n\t\u200b\u202e\u00ad🙂👩‍🚒éßשלاا漢\x0b\x1f\\{}<>&|^`"),
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
)
texts = st.text(ALPHABET, min_size=1, max_size=60)
names = texts.filter(lambda text: bool(text.strip()))
urls = st.from_regex(r"https://[a-z]{1,8}\.example/[a-z0-9/?=&%.-]{0,20}", fullmatch=True)
moments = st.one_of(
    st.none(),
    st.dates(min_value=date(1, 1, 1)),
    st.datetimes(timezones=st.just(UTC), min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)),
)
_days = st.dates()
periods = st.one_of(
    st.builds(Period.of_day, _days),
    st.builds(lambda day: Period.of_month(day.year, day.month), _days),
    st.builds(lambda day: Period.of_year(day.year), _days),
    st.builds(lambda *days: Period(min(days), max(days)), _days, _days),
)


@st.composite
def spans(draw, text):
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


@st.composite
def fragments(draw, text, *, min_size=0):
    """Up to two disjoint spans in order."""
    found = sorted(draw(st.lists(spans(text), min_size=min_size, max_size=2)))
    kept = found[:1] + [span for span in found[1:] if span.start >= found[0].end]
    return tuple(kept)


@st.composite
def documents(draw):
    text = draw(texts)
    links = draw(st.lists(st.builds(Hyperlink, spans(text), urls), max_size=2))
    return Document(
        text=text,
        url=draw(st.none() | urls),
        title=draw(st.none() | names),
        outlet=draw(st.none() | names),
        authors=tuple(draw(st.lists(names, max_size=2))),
        published=draw(moments),
        language=draw(st.sampled_from([None, "en", "de-AT"])),
        links=tuple(sorted(set(links), key=lambda link: (link.span, link.target))),
    )


@st.composite
def sources(draw, document):
    kind = draw(st.sampled_from(SourceKind))
    scope = document.id if kind in UNNAMED_KINDS or draw(st.booleans()) else None
    name = "" if kind is SourceKind.UNSPECIFIED else draw(names)
    return Source(name, kind, scope)


@st.composite
def readings(draw):
    """A document and its statements: one description for each source, via only to statements of the document."""
    document = draw(documents())
    known = {}
    if document.outlet:
        outlet = Source(document.outlet, SourceKind.OUTLET)
        known[outlet.id] = outlet

    def pick():
        source = draw(sources(document))
        return known.setdefault(source.id, source)

    statements = []
    for _ in range(draw(st.integers(0, 3))):
        said_on = draw(st.none() | periods)
        targets = (
            draw(st.lists(st.sampled_from(statements), max_size=2, unique_by=lambda s: s.id)) if statements else []
        )
        hops = [Via(target.id, draw(st.sampled_from(ViaBasis))) for target in targets]
        via = tuple(sorted(hops, key=lambda via: via.order))
        statements.append(
            Statement(
                document=document.id,
                source=pick(),
                spokesperson=pick() if draw(st.booleans()) else None,
                affiliation=pick() if draw(st.booleans()) else None,
                addressee=pick() if draw(st.booleans()) else None,
                addressee_spans=draw(fragments(document.text)),
                claim=Claim(draw(names), draw(st.sampled_from([None, document.id]))),
                speech_act=draw(st.sampled_from(SpeechAct)),
                stance=draw(st.sampled_from(Stance)),
                modality=draw(st.sampled_from(Modality)),
                quotation=draw(st.sampled_from(QuotationType)),
                source_spans=draw(fragments(document.text)),
                cue_spans=draw(fragments(document.text)),
                content_spans=draw(fragments(document.text, min_size=1)),
                said_on=said_on,
                said_on_basis=draw(st.sampled_from(DateBasis)) if said_on else None,
                via=via,
                confidence=draw(st.integers(0, 10_000)) / 10_000,
                extractor=draw(st.sampled_from(["rules/1", "reader/2"])),
            )
        )
    return document, list({statement.id: statement for statement in statements}.values())
