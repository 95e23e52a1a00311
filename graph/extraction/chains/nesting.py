"""Hops from an attribution to the one that is the core of its content: "A said that B had told him that C"."""

from bisect import bisect_right
from collections.abc import Iterator

from graph.extraction.annotations import Attribution
from graph.extraction.chains.discourse import Discourse, entity, length, overlap
from graph.extraction.chains.references import Reference, ReferenceKind, load_anaphora, may_mean
from graph.extraction.cue_entries import Frame
from graph.extraction.function_words import OBJECT_PRONOUNS
from graph.extraction.lexicon import Reading, load_lexicon, split_words
from graph.identity.words import load as load_words
from graph.model import Span, Spans, SpeechAct

_CORE_SHARE = 0.4  # of the outer content, the inner source and cue left out
_OPENING_SHARE = 0.25  # likewise, where the inner one is the main clause of the content
_HELD_SHARE = 0.5  # of source and cue that stand in a content; their edges may be a word off
_MAX_LOOK_BACK = 50  # contents that begin nearest in front of a cue and may hold it; keeps the time linear
_MAX_READ = 200  # code points between a source and its cue
_OWNERS = frozenset({"my", "our", "your", "his", "her", "its", "their"})
_ARTICLES = (["a"], ["an"], ["the"])
_RELATING = frozenset(
    {
        SpeechAct.ASSERT, SpeechAct.REPORT, SpeechAct.CONFIRM, SpeechAct.ANNOUNCE, SpeechAct.ADMIT, SpeechAct.ESTIMATE,
        SpeechAct.BELIEVE, SpeechAct.PREDICT, SpeechAct.ACCUSE,
    }
)  # fmt: skip
"""Acts of telling what is; what somebody demands or promises that another one says has not been said."""


def find_nestings(discourse: Discourse, relayed: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Yield (outer, inner) where the inner one stands directly in the content of the outer and is its core.

    ``relayed`` gives who relays whom inside the sentences. Of several in a content that form a relay only the
    first one counts.
    """
    attributions = discourse.attributions
    contents = sorted(
        (span.start, place, index)
        for place, index in enumerate(index for members in discourse.members.values() for index in members)
        for span in attributions[index].content
    )
    outer_of: dict[int, int] = {}
    for inner, attribution in enumerate(attributions):
        if attribution.cue:
            last = bisect_right(contents, attribution.cue[0].start, key=lambda content: content[0])
            # The content that begins last is the innermost one; of equal ones the last in a row of relays.
            for _, _, outer in reversed(contents[max(0, last - _MAX_LOOK_BACK) : last]):
                if outer != inner and _holds(discourse, outer, inner):
                    outer_of[inner] = outer
                    break
    for inner, outer in outer_of.items():
        is_first = inner not in relayed or outer_of.get(relayed[inner]) != outer
        if is_first and _is_core(discourse, outer, inner) and relates(discourse, outer, inner):
            yield outer, inner


def relates(discourse: Discourse, outer: int, inner: int) -> bool:
    """Whether the outer one tells that the inner one, somebody else, has said something."""
    one, other = discourse.attributions[outer], discourse.attributions[inner]
    if not discourse.passes_on(outer) or one.speech_act not in _RELATING or other.speech_act is SpeechAct.DECLINE:
        return False
    reading = load_lexicon().read(discourse.cue(outer))
    if reading and Frame.OF in reading.cue.frames:  # who accuses another one of saying it does not say it too
        return False
    if _is_noun(discourse, inner) and not (reading and _is_passing_on(reading)):
        return False
    return not _is_unreal(discourse, other) and not _is_self(discourse, outer, inner)


def _is_noun(discourse: Discourse, inner: int) -> bool:
    """Whether a saying is a thing that others speak of: "B's claim that", "a report by B that"."""
    owner = discourse.mention(inner).replace("’", "'").casefold()
    if owner in _OWNERS or owner.endswith(("'s", "s'")):
        return True
    return split_words(discourse.words(discourse.attributions[inner].cue)[:_MAX_READ])[:1] in _ARTICLES


def _is_passing_on(reading: Reading) -> bool:
    """Whether who speaks of a report takes it over, and does not only confirm, welcome or discuss it."""
    is_citing = not reading.cue.frames.isdisjoint({Frame.CITE, Frame.ORIGIN, Frame.CARRY})
    return is_citing or reading.cue.phrase in load_anaphora().repeating or reading.position.act is SpeechAct.REPORT


def _holds(discourse: Discourse, outer: int, inner: int) -> bool:
    """Whether source and cue of the inner one stand in the content of the outer, and not the other way round."""
    attribution, content = discourse.attributions[inner], discourse.attributions[outer].content
    if overlap(discourse.attributions[outer].cue, attribution.content):
        return False
    if overlap(attribution.cue, content) < _HELD_SHARE * length(attribution.cue):
        return False
    own = length((*attribution.source, *attribution.cue))
    return overlap(attribution.source, content) + overlap(attribution.cue, content) >= _HELD_SHARE * own


def _is_core(discourse: Discourse, outer: int, inner: int) -> bool:
    """Whether what the inner one says is the core of what the outer one passes on, or that it says so is all."""
    attribution, content = discourse.attributions[inner], discourse.attributions[outer].content
    if _is_spoken_of(discourse, outer, inner):
        return False
    frame = _frame(attribution)
    rest = discourse.content_sizes[outer] - length(frame)
    shared = overlap(attribution.content, content)
    # As in: anglers who say the ranger told them, that C.
    is_bare = attribution.source != () and overlap(frame, content) >= _HELD_SHARE * discourse.content_sizes[outer]
    opening = split_words(discourse.gap(content[0].start, frame[0].start))
    share = _CORE_SHARE if len(opening) > 1 else _OPENING_SHARE
    return is_bare or (shared > 0 and shared >= share * rest)


def _is_spoken_of(discourse: Discourse, outer: int, inner: int) -> bool:
    """Whether the outer one says something of the saying: "reports suggesting that C were false"."""
    attribution, content = discourse.attributions[inner], discourse.attributions[outer].content
    is_participle = split_words(discourse.cue(inner))[:1] != [] and split_words(discourse.cue(inner))[0].endswith("ing")
    if not is_participle or not attribution.source or not attribution.content:
        return False
    is_attribute = not split_words(discourse.gap(attribution.source[-1].end, attribution.cue[0].start))
    behind = discourse.gap(attribution.content[-1].end, content[-1].end)
    return is_attribute and len(split_words(behind)) > 1


def _frame(inner: Attribution) -> Spans:
    """Return source and cue with what stands between them: "[officers in the capital] privately [admit]"."""
    if not inner.source or not 0 <= inner.cue[0].start - inner.source[-1].end <= _MAX_READ:
        return (*inner.source, *inner.cue)
    whole = Span(inner.source[0].start, inner.cue[-1].end)
    return (*inner.source, *inner.cue) if overlap((whole,), inner.content) else (whole,)


def _is_unreal(discourse: Discourse, inner: Attribution) -> bool:
    """Whether the inner one has not said it yet: "A said that B would announce it"."""
    if not inner.source or not inner.cue or inner.source[-1].end > inner.cue[0].start:
        return False
    start = inner.source[-1].end
    words = split_words(discourse.text[start : inner.cue[0].end][:_MAX_READ])
    leading = words[: len(words) - len(split_words(discourse.text[slice(*inner.cue[0])][:_MAX_READ])) + 1]
    return not load_anaphora().unreal.isdisjoint(leading) and "only" not in words


def _is_self(discourse: Discourse, outer: int, inner: int) -> bool:
    """Whether the inner source is the outer one: "she said she had told them", "I said so," she said."""
    mention = discourse.mention(inner).casefold()
    group = load_words().pronouns.get(mention)
    if group == "writer":
        return True
    if mention in OBJECT_PRONOUNS or discourse.is_quoted(discourse.start(inner)):
        return False  # "she remembered him saying"; whoever speaks of himself in his own words says "I"
    if group is None or group == "other":
        return discourse.is_same_source(outer, inner)
    pronoun = Reference(ReferenceKind.PRONOUN, (mention,))
    return may_mean(pronoun, entity(discourse.attributions[outer]), mention=discourse.mention(outer))
