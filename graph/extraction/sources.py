"""The component that gives each attribution the source that its mention means, and the one that was told."""

from graph.extraction.annotations import Annotations, Layer
from graph.identity.sources import resolve


class Sources:
    """Resolves the source mentions of a document."""

    name = "sources"
    requires = frozenset({Layer.SENTENCES, Layer.ATTRIBUTIONS, Layer.ADDRESSEES})
    assigns = frozenset({Layer.SOURCES})

    def __call__(self, annotations: Annotations) -> None:
        """Set ``entity`` on each attribution, and ``addressee_entity`` where it has an addressee."""
        attributions = annotations.attributions
        told = [attribution for attribution in attributions if attribution.addressee]
        mentions = [*(one.source for one in attributions), *(one.addressee for one in told)]
        addressees = range(len(attributions), len(mentions))
        sources = resolve(annotations.document, mentions, addressees=addressees, sentences=annotations.sentences)
        for attribution, source in zip(attributions, sources, strict=False):
            attribution.entity = source
        for attribution, source in zip(told, sources[len(attributions) :], strict=True):
            attribution.addressee_entity = source
