"""The mentions of a document, taken apart, and in one order with all else that its text brings in."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from graph.identity.cast.appearances import Appearance
from graph.identity.cast.designations import Designation
from graph.identity.cast.phrases import split_mention
from graph.identity.cast.tokens import Tokens
from graph.identity.cast.words import load as load_cast
from graph.identity.cast.words import looks_plural
from graph.identity.layout import Layout, hosts
from graph.identity.names import clean
from graph.identity.words import load
from graph.model import Document, Span, Spans

WRITERS = frozenset({"writer", "editors"})
"""The groups of pronouns in the first person."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that mean a source; no spans where the text gives none.

    ``content`` is what it says there; ``teller`` the index of the mention that speaks to it, where it is told.
    """

    spans: Spans
    content: Spans = ()
    teller: int | None = None


class Mentions:
    """Mentions by their indices.

    ``texts`` are their words, ``groups`` those of the pronouns among them, ``designations`` what the others say, and
    ``hosts`` the innermost statement in whose content each stands.
    """

    def __init__(self, document: Document, mentions: Sequence[Mention], *, layout: Layout, tokens: Tokens) -> None:
        self.all = mentions
        self.texts = [clean(document.quote(mention.spans)) for mention in mentions]
        self.groups = [load().pronouns.get(text.casefold()) for text in self.texts]
        self.hosts = hosts([mention.spans for mention in mentions], [mention.content for mention in mentions])
        self._layout = layout
        self._tokens = tokens
        self.designations = {
            index: self._designation(index) for index, text in enumerate(self.texts) if text and not self.groups[index]
        }

    def in_order(self, appearances: Iterable[Appearance]) -> list[int | Appearance]:
        """The mentions that are not in the first person, and the appearances, in the order of the text.

        Of what a mention covers only names are left that are not its own: the bank in "analysts at Kestrel Bank".
        """
        mentions = ((mention.spans[0].start, 0, index) for index, mention in enumerate(self.all) if mention.spans)
        speaking = (entry for entry in mentions if self.groups[entry[2]] not in WRITERS)
        events: list[tuple[int, int, int | Appearance]] = [*speaking, *self._beside(appearances)]
        return [event for _, _, event in sorted(events, key=lambda entry: entry[:2])]

    def _beside(self, appearances: Iterable[Appearance]) -> Iterator[tuple[int, int, Appearance]]:
        spoken = sorted((span, index) for index, mention in enumerate(self.all) for span in mention.spans)
        for appearance in appearances:
            start, end = appearance.span
            before = bisect_right(spoken, end, key=lambda entry: entry[0].start) - 1
            span, index = spoken[before] if before >= 0 else (Span(0, 0), -1)
            if span.end <= start or span.start >= end:
                yield start, 1, appearance
            elif start > span.start and index in self.designations:
                around = (f"{one.owner} {one.complement}" for one in self.designations[index].phrases)
                name = " ".join(appearance.phrase.name)
                if name and any(name in words for words in around):
                    yield start, 1, replace(appearance, is_subject=False)

    def _designation(self, index: int) -> Designation:
        """Take a mention apart; a word that only begins a sentence is no name."""
        text, start = self.texts[index], self.all[index].spans[0].start
        first, *rest = text.split()
        if not first.isupper() and self._layout.opens_sentence(start) and self._is_common(first, rest):
            head, *others = split_mention(first.casefold() + text[len(first) :])
            return Designation.of([replace(head, text=first + head.text[len(first) :]), *others])
        return Designation.of(split_mention(text))

    def _is_common(self, first: str, rest: Sequence[str]) -> bool:
        """Whether the first word of a sentence would have no capital elsewhere."""
        folded = first.casefold()
        if folded in self._tokens.common:
            return folded not in load().determiners
        if not rest or first in self._tokens.certain:
            return False
        is_plural = looks_plural(folded) and rest[0].islower()  # "Shares in the company"
        return is_plural or folded in load_cast().adjectives or folded.endswith("ing")
