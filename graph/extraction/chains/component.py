"""Who rests on whom inside a document: hops between attributions, from their spans, cues and what introduces them.

Three figures are known: a relay inside a sentence (``relays``), an attribution that is the core of another one's
content (``nesting``), and a later sentence that tells what the report in an earlier one rests on (``anaphora``).

What stands inside a content is the outer source's account. Of the attributions that a finder sees there those are
kept that lead on to who said it; that somebody is said to believe something, or to have ordered it, is a claim like
any other.
"""

from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter

from graph.extraction.annotations import Annotations, Attribution, Layer
from graph.extraction.chains.anaphora import Anaphora
from graph.extraction.chains.discourse import Discourse, entity, length, overlap
from graph.extraction.chains.nesting import find_nestings
from graph.extraction.chains.references import find_reference, may_mean
from graph.extraction.chains.relays import Relays
from graph.extraction.chains.shared_contents import cites
from graph.extraction.lexicon import load_lexicon, split_words
from graph.identity.words import load as load_words
from graph.model import SpeechAct, ViaBasis

MAX_LEVELS = 64
"""The most hops in a row; a longer chain is no prose, and is cut so that time and depth stay bounded."""

_MAX_MEMBERS = 20  # attributions that are looked at; keeps the time linear


class Chains:
    """Assigns hops to every attribution that rests on another one of the document; they form no circle.

    Those without content get that of the report that rests on them, or of the one whom they cite; where a text only
    names an origin and goes on with a citation by it, the hop goes there. Drops what has no content still, and what
    stands inside a content and on which none rests.
    """

    name = "chains"
    requires = frozenset(
        {Layer.SENTENCES, Layer.QUOTES, Layer.ATTRIBUTIONS, Layer.SPEECH_ACTS, Layer.ADDRESSEES, Layer.SOURCES}
    )
    assigns = frozenset({Layer.CHAINS, Layer.ATTRIBUTIONS})

    def __call__(self, annotations: Annotations) -> None:
        """Set the hops; those of an earlier run are dropped."""
        discourse = Discourse(annotations)
        relays = Relays(discourse)
        pairs = list(relays.find())
        pairs += find_nestings(discourse, {inner: outer for outer, inner in pairs})
        pairs += list(relays.spread(pairs))
        pairs += list(Anaphora(discourse, relays.introductions, pairs).find())
        targets = _without_circles(_to_statements(discourse, pairs), count=len(annotations.attributions))
        _pass_through(discourse, targets)
        _complete(discourse, targets)
        _see_through(discourse, targets)
        kept = _without_asides(discourse, targets)
        places = {index: place for place, index in enumerate(kept)}
        for index in kept:
            annotations.attributions[index].hops = [
                (places[inner], _basis(discourse.sentence_of[index] == discourse.sentence_of[inner]))
                for inner in targets[index]
                if inner in places
            ]
        annotations.attributions = [annotations.attributions[index] for index in kept]


def _to_statements(discourse: Discourse, pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the hops; those to an origin that is only named go to the citation that the text goes on with, if any.

    "They said it was in [the papers]. [The papers] were quoting A, and the agency was quoting B".
    """
    for outer, inner in pairs:
        yield outer, _citation_of(discourse, inner, outer) if not discourse.attributions[inner].content else inner


def _citation_of(discourse: Discourse, origin: int, report: int) -> int:
    """Return the first citation behind an origin, in its sentence or the next one, whose source means it.

    It has to be about what the report says, as far as both tell.
    """
    number = discourse.sentence_of[origin]
    source, mention = entity(discourse.attributions[origin]), discourse.mention(origin)
    for index in [*discourse.members[number], *discourse.members.get(number + 1, [])][:_MAX_MEMBERS]:
        told = discourse.attributions[report].content and discourse.attributions[index].content
        is_other = told and not discourse.shares(report, index)
        is_behind = index != report and discourse.start(index) > discourse.start(origin)
        if is_behind and cites(discourse, index) and not is_other:
            reference = find_reference(discourse.mention(index).split())
            if reference and may_mean(reference, source, mention=mention):
                return index
    return origin


def _pass_through(discourse: Discourse, targets: list[list[int]]) -> None:
    """Let no named source rest on itself, which would read as circular reporting, but on what its other words rest on.

    Whom a pronoun means is a guess, and an origin that is one is not passed through.
    """
    for report in TopologicalSorter(dict(enumerate(targets))).static_order():
        hops: dict[int, None] = {}
        for index in targets[report]:
            is_pronoun = discourse.mention(index).casefold() in load_words().pronouns
            is_named = entity(discourse.attributions[index]).is_named and not is_pronoun
            is_self = is_named and discourse.is_same_source(report, index)
            hops.update(dict.fromkeys(targets[index] if is_self else [index]))
        targets[report] = list(hops)


def _basis(is_one_sentence: bool) -> ViaBasis:
    return ViaBasis.WITHIN_SENTENCE if is_one_sentence else ViaBasis.WITHIN_DOCUMENT


def _complete(discourse: Discourse, targets: list[list[int]]) -> None:
    """Give those that came without content that of the report that rests on them; who cites somebody, his."""
    attributions = discourse.attributions
    for report in TopologicalSorter(dict(enumerate(targets))).static_order():
        told = [attributions[index] for index in targets[report] if attributions[index].content]
        if told and not attributions[report].content and cites(discourse, report):
            _take_content(attributions[report], told[0])
    waiting = [index for index, attribution in enumerate(attributions) if attribution.content]
    while waiting:
        report = waiting.pop()
        for index in targets[report]:
            if not attributions[index].content:
                _take_content(attributions[index], attributions[report])
                waiting.append(index)


def _take_content(attribution: Attribution, told: Attribution) -> None:
    attribution.content, attribution.quotation = told.content, told.quotation
    attribution.confidence = told.confidence


def _see_through(discourse: Discourse, targets: list[list[int]]) -> None:
    """Give who cites somebody the content of the one who is cited: "A was quoting [B, who had told it that C]"."""
    for report, origins in sorted(enumerate(targets), key=lambda hops: -discourse.start(hops[0])):
        citing = discourse.attributions[report]
        for origin in (discourse.attributions[index] for index in origins):
            is_named = citing.content and overlap(citing.content, origin.source) == length(origin.source) > 0
            if is_named and origin.content and cites(discourse, report) and not _is_framed(discourse, origin):
                citing.content = origin.content


def _is_framed(discourse: Discourse, origin: Attribution) -> bool:
    """Whether what somebody said is part of the clause about who cites it: "quoted B as saying that C"."""
    return split_words(discourse.gap(origin.source[-1].end, origin.source[-1].end + 4)) == ["as"]


def _without_asides(discourse: Discourse, targets: list[list[int]]) -> list[int]:
    """Return the attributions that tell who said something."""
    relayed = {inner for hops in targets for inner in hops}
    return [
        index
        for index, attribution in enumerate(discourse.attributions)
        if attribution.content and (not attribution.is_embedded or (index in relayed and _is_saying(discourse, index)))
    ]


def _is_saying(discourse: Discourse, index: int) -> bool:
    """Whether a source has put something into words: not who believed it, or ordered a crossing."""
    attribution = discourse.attributions[index]
    reading = load_lexicon().read(discourse.cue(index))
    opening = split_words(discourse.gap(attribution.content[0].start, attribution.content[0].start + 5))
    is_clear = (reading is not None and bool(reading.cue.frames)) or opening == ["that"]
    return is_clear and attribution.speech_act is not SpeechAct.BELIEVE


def _without_circles(pairs: Iterable[tuple[int, int]], *, count: int) -> list[list[int]]:
    """Return what each one rests on, less the hops that would close a circle or make a row too long."""
    given: list[dict[int, None]] = [{} for _ in range(count)]
    for outer, inner in pairs:
        given[outer][inner] = None
    targets: list[list[int]] = [[] for _ in range(count)]
    depths: dict[int, int] = {}
    for root in range(count):
        path = [(root, iter(given[root]))] if root not in depths else []
        entered = {root}
        while path:
            index, waiting = path[-1]
            inner = next(waiting, -1)
            if inner < 0:
                depths[index] = max((depths[target] + 1 for target in targets[index]), default=0)
                entered.discard(index)
                path.pop()
                if path and depths[index] < MAX_LEVELS:
                    targets[path[-1][0]].append(index)
            elif inner in depths:
                if depths[inner] < MAX_LEVELS:
                    targets[index].append(inner)
            elif inner not in entered:
                entered.add(inner)
                path.append((inner, iter(given[inner])))
    return targets
