"""Attributions in one sentence, by the syntax of their cues.

Reads what the lexicon's frames allow around each cue. Part of the first, simple finder.
"""

from bisect import bisect_left

from graph.extraction.annotations import Attribution
from graph.extraction.function_words import ADVERBIALS, DETERMINERS, SUBORDINATORS, TIMES
from graph.extraction.inflection import FINITE
from graph.extraction.lexicon import CueKind, Frame, load_lexicon
from graph.extraction.noun_phrases import (
    find_object,
    find_subject,
    first_noun_phrase,
    skip_addressee,
)
from graph.extraction.tokens import CLOSING, OPENING, PUNCTUATION, Tokens
from graph.extraction.verb_groups import Group, Voice, find_groups, is_clause_end
from graph.model import Span, Spans

_CONFIDENCE = {Voice.FINITE: 0.7, Voice.PASSIVE: 0.6, Voice.PARTICIPIAL: 0.6, Voice.RELAY: 0.8}
_MAX_DETOUR = 14  # tokens between a cue and its "that" or its quotation
_MAX_INSERTION = 40  # tokens between a cue and its "that" where sources are named in between
_MAX_MANNER = 20  # tokens between a verb and its "by saying"
_HYPOTHETICAL = frozenset({"if", "unless", "lest"})
_CLAUSE = (Frame.THAT, Frame.ZERO)
_PHRASE = (Frame.OBJECT, Frame.OF, Frame.AS, Frame.TO, Frame.GERUND, Frame.WHETHER)

Tokenspan = tuple[int, int]


class SentenceReader:
    """Reads the attributions of one sentence."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.groups = list(find_groups(tokens))
        self.found: list[Attribution] = []
        self.speaker: Tokenspan | None = None
        self.insertion: tuple[int, list[Span]] | None = None
        words = tokens.words
        self.commas = [at for at, word in enumerate(words) if word == ","]
        self.relatives = [at for at in self.commas if words[at + 1 : at + 2] in (["which"], ["whose"])]

    def read(self) -> list[Attribution]:
        """Return what the sentence attributes, cue by cue."""
        for number, group in enumerate(self.groups):
            limit = self._limit(number)
            if group.voice is Voice.PARTICIPIAL and self.tokens.words[group.start - 1 : group.start] == ["by"]:
                group = self._join_manner(group)
            if group.voice is Voice.RELAY:
                self._read_relay(group)
            elif group.voice is Voice.PASSIVE:
                self._read_passive(group, limit=limit)
            else:
                self._read_verb(group, limit=limit)
        self._complete_preposed_citation()
        return self.found

    def _complete_preposed_citation(self) -> None:
        """Let T say what S says in "Citing T, S said that C"."""
        if len(self.found) < 2 or not self.groups[0].takes(Frame.CITE):
            return
        cited, host = self.found[:2]
        opens = cited.cue[0].start == self.tokens.spans[self.groups[0].start].start
        if opens and host.source and cited.content[0].start <= host.source[0].start < cited.content[-1].end:
            cited.content = host.content

    def _join_manner(self, group: Group) -> Group:
        """Return one cue for "justifies the raid by saying", and drop what its first verb had brought."""
        words = self.tokens.words
        for at in range(group.start - 2, max(-1, group.start - _MAX_MANNER), -1):
            match = load_lexicon().match(words, start=at, kind=CueKind.VERB)
            if match and match.form & FINITE and find_subject(self.tokens, before=at):
                at_start = self.tokens.spans[at].start
                self.found = [found for found in self.found if at_start not in range(*found.cue[0])]
                return Group(group.cue, Voice.FINITE, at, group.verb, group.end)
        return group

    def _limit(self, number: int) -> int:
        """Return where the content of a cue must end: at the next cue of the same speaker or level."""
        words = self.tokens.words
        own_quote = self.tokens.quotes[self.groups[number].verb]
        # A relative clause behind a comma, and what a subordinate clause leads up to, are not the source's.
        ends = self.commas if self._is_subordinate(self.groups[number]) else self.relatives
        for at in ends[bisect_left(ends, self.groups[number].end) :]:
            if self.tokens.quotes[at] == own_quote:
                return at
        for group in self.groups[number + 1 :]:
            before = words[group.start - 1] if group.start else ""
            is_level = before in {",", "and", "but"} and group.start - 1 > self.groups[number].end
            coordinates = before in {"and", "but"} and group.voice is Voice.FINITE
            trails = before == "," and group.voice in {Voice.PARTICIPIAL, Voice.RELAY}
            if is_level and (coordinates or trails) and self.tokens.quotes[group.verb] == own_quote:
                return group.start - 1
        return len(self.tokens)

    def _is_subordinate(self, group: Group) -> bool:
        """Whether the clause of a cue leads up to another one: "When X said so, Y left"."""
        words = self.tokens.words
        subject = find_subject(self.tokens, before=group.start) or (group.start, group.start)
        opens = subject[0] < 2 or words[subject[0] - 2] == ","
        return opens and subject[0] > 0 and words[subject[0] - 1] in SUBORDINATORS

    def _read_verb(self, group: Group, *, limit: int) -> None:
        tokens = self.tokens
        if tokens.words[max(0, group.start - 1)] in _HYPOTHETICAL:
            return
        if tokens.quotes[group.verb] is not None:
            return  # what a quoted speaker says of others is his own, and rarely a report of their words
        if group.takes(Frame.RELAY) and tokens.words[group.start - 1 : group.start] in (["which"], ["who"]):
            self._read_relay(group)
            return
        subject = self._subject(group)
        if subject is None:
            self._read_inverted(group)
            return
        if group.takes(Frame.RELAY) and self._read_quoted(subject, group, limit=limit):
            return
        if any(word in _HYPOTHETICAL for word in tokens.words[max(0, subject[0] - 1) : subject[0]]):
            return
        content = self._content_after(group, limit=limit)
        if content is None and group.takes(Frame.QUOTE, *_CLAUSE) and self._is_postposed(group):
            content = self._content_before(subject[0])
            if content and not group.takes(*_CLAUSE) and content[0] not in tokens.quotes:
                return
            if content and group.end < len(tokens):
                content += self._continued(group.end)
        if content:
            self._add(subject, group, content)
            self.speaker = subject

    def _subject(self, group: Group) -> Tokenspan | None:
        if group.voice is Voice.FINITE:
            subject = find_subject(self.tokens, before=group.start)
            before = self.tokens.words[group.start - 1] if group.start else ""
            if subject or before not in {"and", "but", "or", "then", ","}:
                return subject
        if self.speaker:
            return self.speaker
        if self.tokens.quotes[group.verb] is None and group.start:
            return first_noun_phrase(self.tokens, start=0, before=group.start)
        return None

    def _read_quoted(self, subject: Tokenspan, group: Group, *, limit: int) -> bool:
        """Read "S quoted T as saying that C": both say C."""
        words = self.tokens.words
        for at in range(group.end + 1, min(limit, group.end + _MAX_DETOUR)):
            if words[at] == "as" and words[at + 1 : at + 2] in (["saying"], ["telling"], ["stating"]):
                start = at + 2 + (words[at + 2 : at + 3] == ["that"])
                content = self.tokens.content(start, len(words))
                self._add(subject, group, content)
                self._add((group.end, at), Group(group.cue, group.voice, at, at + 1, at + 2), content)
                return True
        return False

    def _is_postposed(self, group: Group) -> bool:
        """Whether a cue closes its clause but for adverbials: "C, he said on Monday"."""
        at = group.end
        if group.takes(Frame.ADDRESSEE):
            at = skip_addressee(self.tokens, after=at)
        at = self._skip_times(at)
        return (
            is_clause_end(self.tokens, at)
            or self.tokens.words[at] in ADVERBIALS
            or self.tokens.words[at].endswith("ly")
        )

    def _content_after(self, group: Group, *, limit: int) -> list[Span] | None:
        """Return what follows a cue as its content, or None where nothing there can be it."""
        tokens = self.tokens
        at = group.end
        if group.takes(Frame.ADDRESSEE):
            that = self._find_that(at, limit=limit)
            at = that or skip_addressee(tokens, after=at)
        that = self._find_that(at, limit=limit) if group.takes(*_CLAUSE, Frame.ADDRESSEE) else None
        if that is None and group.takes(Frame.THAT):
            inserted = self._content_after_insertion(at)
            if inserted:
                return inserted
        if that is not None:
            return self.tokens.content(that, limit)
        opening = self._find_quote(at, limit=limit) if group.takes(Frame.QUOTE, *_CLAUSE, Frame.ADDRESSEE) else None
        if opening is not None:
            return self._quoted(opening, limit=limit)
        at = self._skip_times(at)
        if is_clause_end(tokens, at) or at >= limit:
            return None
        if group.takes(Frame.ZERO) or (group.takes(Frame.ADDRESSEE) and at > group.end):
            if tokens.words[at] in ADVERBIALS:
                return self._after_adverbial(at, limit=limit)
            return self.tokens.content(at + (tokens.words[at] == ":"), limit)
        if group.takes(*_PHRASE):
            return self.tokens.content(at, self._phrase_end(at, limit=limit))
        return None

    def _find_that(self, at: int, *, limit: int) -> int | None:
        """Return the token after a "that" which belongs to the cue, if one comes before any other clause."""
        tokens = self.tokens
        for i in range(at, min(limit, at + _MAX_DETOUR)):
            word = tokens.words[i]
            if word == "that":
                return i + 1
            if word in PUNCTUATION - {"(", ")"} or word in {"who", "which", "he", "she", "they", "it"}:
                return None
            if any(group.verb == i for group in self.groups):
                return None
        return None

    def _content_after_insertion(self, at: int) -> list[Span] | None:
        """Return P in "S reported, citing T, who had it from U, that P"; those named in between say P too."""
        words = self.tokens.words
        if self.insertion is not None and at <= self.insertion[0]:
            return self.insertion[1]
        following = next((group for group in self.groups if group.start > at), None)
        if words[at : at + 1] != [","] or following is None or not following.takes(Frame.CITE):
            return None
        for i in range(at + 1, min(len(words) - 1, at + _MAX_INSERTION)):
            if words[i] == "," and words[i + 1] == "that":
                self.insertion = (i, self.tokens.content(i + 2, len(words)))
                return self.insertion[1]
        return None

    def _find_quote(self, at: int, *, limit: int) -> int | None:
        """Return the first token of direct speech after a cue: said: “…”, said on Monday, “…”."""
        tokens = self.tokens
        for i in range(at, min(limit, at + _MAX_DETOUR)):
            if tokens.words[i] in OPENING and i + 1 < len(tokens) and tokens.quotes[i + 1]:
                is_speech = i == at or tokens.words[i - 1] in {",", ":"}
                return i + 1 if is_speech else None
            if tokens.words[i] in {".", ";"}:
                return None
        return None

    def _quoted(self, at: int, *, limit: int) -> list[Span]:
        """Return direct speech, with what follows it in the same breath."""
        tokens = self.tokens
        quote = tokens.quotes[at]
        end = at
        while end < limit and tokens.quotes[end] == quote:
            end += 1
        tail = end + 1
        is_whole = tail >= limit or tokens.words[tail] in PUNCTUATION
        return self.tokens.content(at, end if is_whole else limit)

    def _after_adverbial(self, at: int, *, limit: int) -> list[Span] | None:
        """Return the clause after "in an interview with X [the plan was dead]" where one is recognised."""
        tokens = self.tokens
        for i in range(at + 1, min(limit, at + _MAX_DETOUR)):
            if tokens.words[i] in {"he", "she", "it", "they", "we", "i", "there"}:
                return self.tokens.content(i, limit)
            if tokens.words[i] in PUNCTUATION:
                return None
            if tokens.words[i] in TIMES and i + 1 < limit and tokens.words[i + 1] in DETERMINERS:
                return self.tokens.content(i + 1, limit)
        return None

    def _skip_times(self, at: int) -> int:
        """Return where "on Tuesday", "last month" behind a cue end."""
        words = self.tokens.words
        end = at
        while end < len(words) and (words[end] in TIMES or words[end] in {"on", "in", "the"}):
            end += 1
        return end if end > at and words[end - 1] in TIMES else at

    def _phrase_end(self, at: int, *, limit: int) -> int:
        words = self.tokens.words
        for i in range(at + 1, limit):
            is_list = words[i + 1 : i + 2] in (["and"], ["or"]) and not any(group.start > i for group in self.groups)
            if words[i] in {",", ";", "—", "–"} and not is_list:
                return i
        return limit

    def _content_before(self, end: int, *, marked: bool = True) -> list[Span] | None:
        """Return the clause or quotation that ends right in front of a subject: "C," he said.

        ``marked`` asks for a comma or a quotation mark between the two.
        """
        tokens = self.tokens
        at = end
        if not at or (marked and tokens.words[at - 1] not in PUNCTUATION - {"(", "-"}):
            return None
        while at and tokens.words[at - 1] in PUNCTUATION and tokens.quotes[at - 1] is None:
            at -= 1
        if not at:
            return None
        start = self._clause_start(at)
        quote = tokens.quotes[at - 1]
        if quote is not None and (tokens.quotes[start] == quote or (start and tokens.words[start] in OPENING)):
            return [quote]
        return self.tokens.content(start, at) if start < at else None

    def _clause_start(self, end: int) -> int:
        """Return where the clause begins that ends at ``end``: after the last one that is attributed."""
        done = [
            span.end
            for found in self.found
            if found.source and found.content[0].start < found.source[0].start
            for spans in (found.source, found.cue)
            for span in spans
        ]
        floor = max((stop for stop in done if stop <= self.tokens.spans[end - 1].start), default=-1)
        start = 0
        while start < end and self.tokens.spans[start].start < floor:
            start += 1
        while start < end and self.tokens.words[start] in PUNCTUATION and self.tokens.quotes[start] is None:
            start += 1
        if start < end and self.tokens.words[start] in {"but", "and", "however", "yet"}:
            start += 1 + (start + 1 < end and self.tokens.words[start + 1] == ",")
        return start

    def _continued(self, at: int) -> list[Span]:
        """Return what goes on behind "he said,": the rest of the quotation or clause."""
        tokens = self.tokens
        if tokens.words[at] != "," or at + 1 >= len(tokens):
            return []
        following = at + 1
        if any(group.start == following for group in self.groups) or tokens.words[following].endswith("ing"):
            return []
        if tokens.words[following] in OPENING and following + 1 < len(tokens):
            quote = tokens.quotes[following + 1]
            return [quote] if quote else []
        if tokens.words[following] in {"who", "as", "but", "and", "while", "after", "which"}:
            return []
        return self.tokens.content(following, len(tokens))

    def _read_inverted(self, group: Group) -> None:
        """Read “C,” said S."""
        tokens = self.tokens
        before = tokens.words[group.start - 1] if group.start else ""
        if before not in CLOSING | {","} or not group.takes(Frame.QUOTE) or group.voice is not Voice.FINITE:
            return
        subject = find_object(tokens, after=group.end)
        content = self._content_before(group.start)
        if subject and content:
            if subject[1] < len(tokens):
                content += self._continued(subject[1])
            self._add(subject, group, content)
            self.speaker = subject

    def _read_passive(self, group: Group, *, limit: int) -> None:
        """Read "S is said to C" and "it was reported that C", which name no source."""
        tokens = self.tokens
        if not group.takes(Frame.PASSIVE, *_CLAUSE):
            return
        subject = find_subject(tokens, before=group.start)
        that = self._find_that(group.end, limit=limit)
        if subject is None:
            return
        if tokens.words[subject[1] - 1] == "it" and that is not None:
            whole = Group(group.cue, group.voice, subject[1] - 1, group.verb, group.end)
            self._add(None, whole, self.tokens.content(that, limit))
        elif group.takes(Frame.PASSIVE) and tokens.words[group.end : group.end + 1] == ["to"]:
            content = self.tokens.content(*subject) + self.tokens.content(group.end, limit)
            self._add(None, group, content)

    def _read_relay(self, group: Group) -> None:
        """Read "according to S" and "citing S", in front of the content or behind it."""
        tokens = self.tokens
        source = find_object(tokens, after=group.end)
        if source is None:
            return
        if group.takes(Frame.CITE) and tokens.words[source[1] : source[1] + 1] in (["who"], ["which"]) and self.found:
            return  # "citing two drivers who said": they are the source of "said"
        before = [word for word in tokens.words[: group.start] if word not in PUNCTUATION]
        if group.takes(Frame.CITE) and self.found:
            content: list[Span] | None = list(self.found[-1].content)
        elif not before or tokens.words[group.start - 1] in {"and", "but"}:
            content = self.tokens.content(source[1], len(tokens)) if source[1] < len(tokens) else None
        else:
            content = self._content_before(group.start, marked=False)
        if content:
            self._add(source, group, content)

    def _add(self, source: Tokenspan | None, group: Group, content: list[Span]) -> None:
        if not content:
            return
        tokens = self.tokens
        cue: Spans = (tokens.span(group.start, group.end),)
        spans = tuple(sorted(set(content)))
        holder: Spans = (tokens.span(*source),) if source else ()
        self.found.append(Attribution(holder, cue, spans, confidence=_CONFIDENCE[group.voice]))
