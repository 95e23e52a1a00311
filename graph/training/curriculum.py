"""What an epoch is made of: the articles of the corpus, and passages of nested attribution."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.extraction.reader.encoding import Encoder
from graph.extraction.segmentation import find_paragraphs, find_sentences
from graph.model import Span, Spans
from graph.training.batches import EncodedPassage, encode_passage
from graph.training.marked import MarkedAttribution, MarkedPassage
from graph.training.nesting import embed, generate

_SHORTEST, _LONGEST = 30, 300  # code points of a sentence that is put into a frame


class Curriculum:
    """The passages to learn from: ``articles``, the same in each epoch, and others made anew for each.

    The corpus marks no attribution inside another. So each epoch adds ``generated`` passages that do, and
    ``embedded`` sentences of the corpus that are put into a frame of ours ("X said that ...").
    """

    def __init__(self, articles: Sequence[MarkedPassage], *, encoder: Encoder, generated: int, embedded: int) -> None:
        self.articles = [encode_passage(article, encoder=encoder) for article in articles]
        self._encoder = encoder
        self._sentences = [sentence for article in articles for sentence in find_attributed_sentences(article)]
        self._generated = generated
        self._embedded = embedded

    def nested(self, rng: random.Random) -> Iterator[EncodedPassage]:
        """Yield the passages of nested attribution for one epoch."""
        for passage in generate(rng, count=self._generated):
            yield encode_passage(passage, encoder=self._encoder)
        for sentence in rng.sample(self._sentences, min(self._embedded, len(self._sentences))):
            yield encode_passage(_keep_flat(embed(rng, sentence)), encoder=self._encoder)


def find_attributed_sentences(article: MarkedPassage) -> Iterator[MarkedPassage]:
    """Yield the sentences that hold at least one whole attribution, and no part of one."""
    for paragraph in find_paragraphs(article.text):
        for sentence in find_sentences(article.text, within=paragraph):
            if _SHORTEST <= sentence.end - sentence.start <= _LONGEST:
                touching = [a for a in article.attributions if any(_meet(span, sentence) for span in _spans(a))]
                if touching and all(_lies(span, sentence) for a in touching for span in _spans(a)):
                    moved = tuple(_move(attribution, -sentence.start) for attribution in touching)
                    yield MarkedPassage(article.text[sentence.start : sentence.end], moved)


def _keep_flat(passage: MarkedPassage) -> MarkedPassage:
    """Say that nothing is marked inside the attributions of the sentence in the frame."""
    attributions = (replace(attribution, is_flat=attribution.host is not None) for attribution in passage.attributions)
    return MarkedPassage(passage.text, tuple(attributions))


def _spans(attribution: MarkedAttribution) -> Spans:
    return (*attribution.source, *attribution.cue, *attribution.content)


def _meet(span: Span, sentence: Span) -> bool:
    return span.start < sentence.end and sentence.start < span.end


def _lies(span: Span, sentence: Span) -> bool:
    return sentence.start <= span.start and span.end <= sentence.end


def _move(attribution: MarkedAttribution, by: int) -> MarkedAttribution:
    def moved(spans: Spans) -> Spans:
        return tuple(Span(start + by, end + by) for start, end in spans)

    return replace(
        attribution,
        source=moved(attribution.source),
        cue=moved(attribution.cue),
        content=moved(attribution.content),
    )
