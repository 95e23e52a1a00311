"""The component that gives each attribution the source that its mention means."""

from graph.extraction.annotations import Annotations, Layer
from graph.identity.sources import resolve


class Sources:
    """Resolves the source mentions of a document."""

    name = "sources"
    requires = frozenset({Layer.ATTRIBUTIONS})
    assigns = frozenset({Layer.SOURCES})

    def __call__(self, annotations: Annotations) -> None:
        """Set ``entity`` on each attribution."""
        attributions = annotations.attributions
        sources = resolve(annotations.document, [attribution.source for attribution in attributions])
        for attribution, source in zip(attributions, sources, strict=True):
            attribution.entity = source
