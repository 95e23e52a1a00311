"""The last component: statements out of attributions, and the outlet's own statements around them.

The outlet is the outermost statement: it relays what others say, without taking a side where they do not simply
affirm, and asserts in its own voice what nobody else is given for.
"""

from bisect import bisect_left
from collections.abc import Sequence

from graph.extraction.annotations import Annotations, Attribution, Layer
from graph.identity.claims import proposition_of
from graph.identity.sources import outlet_of
from graph.model import (
    Claim,
    DateBasis,
    Document,
    QuotationType,
    Source,
    Span,
    Spans,
    SpeechAct,
    Stance,
    Statement,
    Via,
    ViaBasis,
)
from graph.period import Period

_OWN_VOICE_CONFIDENCE = 0.5
_MIN_WORDS = 5  # shorter ones are headlines, bylines and captions more often than assertions


class Statements:
    """Turns attributions into statements and adds those of the outlet."""

    name = "statements"
    requires = frozenset(set(Layer) - {Layer.STATEMENTS})
    assigns = frozenset({Layer.STATEMENTS})

    def __call__(self, annotations: Annotations) -> None:
        """Fill ``statements``: one for each attribution in its order, then relays, then the outlet's own voice."""
        attributed = _attributed(annotations)
        outlet = outlet_of(annotations.document)
        relays = relays_of(attributed, annotations.document, outlet=outlet)
        found = [*attributed, *relays, *_own_voice(annotations, outlet=outlet)]
        annotations.statements = list({statement.id: statement for statement in found}.values())


def _attributed(annotations: Annotations) -> list[Statement]:
    """The statements of the attributions; each is built after those that it rests on, which chains keeps few."""
    document, attributions = annotations.document, annotations.attributions
    built: dict[int, Statement] = {}

    def build(index: int) -> Statement:
        if index not in built:
            attribution = attributions[index]
            targets = [(build(target), basis) for target, basis in attribution.hops]
            built[index] = _statement(attribution, targets, document=document, extractor=annotations.extractor)
        return built[index]

    return [build(index) for index in range(len(attributions))]


def _statement(
    attribution: Attribution,
    targets: list[tuple[Statement, ViaBasis]],
    *,
    document: Document,
    extractor: str,
) -> Statement:
    if attribution.entity is None or attribution.claim is None:
        raise ValueError("an attribution reached the last component without its source or its claim")
    claim, stance = _passed_on(attribution, attribution.claim, targets)
    return Statement(
        document=document.id,
        source=attribution.entity,
        spokesperson=attribution.spokesperson,
        affiliation=attribution.affiliation,
        claim=claim,
        speech_act=attribution.speech_act,
        stance=stance,
        modality=attribution.modality,
        quotation=attribution.quotation,
        source_spans=attribution.source,
        cue_spans=attribution.cue,
        content_spans=attribution.content,
        addressee=attribution.addressee_entity,
        addressee_spans=attribution.addressee,
        said_on=attribution.said_on,
        said_on_basis=attribution.said_on_basis,
        via=tuple(sorted((Via(target.id, basis) for target, basis in targets), key=lambda via: via.order)),
        confidence=round(attribution.confidence, 4),
        extractor=extractor,
    )


def _passed_on(
    attribution: Attribution, claim: Claim, targets: list[tuple[Statement, ViaBasis]]
) -> tuple[Claim, Stance]:
    """Who passes something on is about the same claim as the origin, and takes no side where that does not affirm."""
    if not targets:
        return claim, attribution.stance
    origin = targets[0][0]
    return origin.claim, relayed_stance(attribution.stance, origin.stance)


def relayed_stance(own: Stance, passed_on: Stance) -> Stance:
    """The stance of who passes something on: none where it would affirm what the other does not."""
    if own is Stance.AFFIRM and passed_on is not Stance.AFFIRM:
        return Stance.NEUTRAL
    return own


def relays_of(attributed: Sequence[Statement], document: Document, *, outlet: Source) -> list[Statement]:
    """The statements by which the outlet passes on those of its document on which none rests."""
    said_on = _published(document)
    rested_on = {via.statement for statement in attributed for via in statement.via}
    return [
        Statement(
            document=statement.document,
            source=outlet,
            claim=statement.claim,
            speech_act=SpeechAct.REPORT,
            stance=relayed_stance(Stance.AFFIRM, statement.stance),
            quotation=statement.quotation,
            content_spans=statement.content_spans,
            said_on=said_on,
            said_on_basis=DateBasis.PUBLICATION if said_on else None,
            via=(Via(statement.id, ViaBasis.WITHIN_SENTENCE),),
            confidence=statement.confidence,
            extractor=statement.extractor,
        )
        for statement in attributed
        if statement.id not in rested_on and statement.source.id != outlet.id
    ]


def _own_voice(annotations: Annotations, *, outlet: Source) -> list[Statement]:
    document = annotations.document
    said_on = _published(document)
    taken = _merge([span for a in annotations.attributions for role in (a.source, a.cue, a.content) for span in role])
    quotes = _merge(annotations.quotes)
    found = []
    for sentence in annotations.sentences:
        text = document.text[sentence.start : sentence.end]
        if len(text.split()) < _MIN_WORDS or text.rstrip('"”’» ').endswith(("?", ":")):
            continue
        # What stands between quotation marks is somebody's words even where nobody is given for it.
        if _overlaps(sentence, taken) or _covers(quotes, sentence):
            continue
        content: Spans = (sentence,)
        proposition = proposition_of(document, content)
        found.append(
            Statement(
                document=document.id,
                source=outlet,
                claim=proposition.claim,
                speech_act=SpeechAct.DENY if proposition.is_negated else SpeechAct.ASSERT,
                stance=Stance.REJECT if proposition.is_negated else Stance.AFFIRM,
                quotation=QuotationType.OWN_VOICE,
                content_spans=content,
                said_on=said_on,
                said_on_basis=DateBasis.PUBLICATION if said_on else None,
                confidence=_OWN_VOICE_CONFIDENCE,
                extractor=annotations.extractor,
            )
        )
    return found


def _published(document: Document) -> Period | None:
    """When the outlet says what it says: on the day of publication, whenever those that it relays said it."""
    return Period.of_day(document.published_on) if document.published_on else None


def _merge(spans: list[Span]) -> list[Span]:
    """Sorted and disjoint spans that cover the same characters."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _overlaps(span: Span, merged: list[Span]) -> bool:
    after = bisect_left(merged, (span.end,))
    return after > 0 and merged[after - 1].end > span.start


def _covers(merged: list[Span], span: Span) -> bool:
    """Whether most of the span lies inside the merged ones."""
    index = max(0, bisect_left(merged, (span.start,)) - 1)
    covered = 0
    while index < len(merged) and merged[index].start < span.end:
        covered += max(0, min(span.end, merged[index].end) - max(span.start, merged[index].start))
        index += 1
    return covered * 2 > span.end - span.start
