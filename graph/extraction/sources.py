"""The component that gives each attribution the source that its mention means, and the one that was told."""

from graph.extraction.annotations import Annotations, Layer
from graph.identity.mentions import Mention
from graph.identity.registry import Registry
from graph.identity.sources import resolve


class Sources:
    """Resolves the source mentions of a document; sources ``known`` beforehand tell the kinds of their names."""

    name = "sources"
    requires = frozenset({Layer.SENTENCES, Layer.QUOTES, Layer.ATTRIBUTIONS, Layer.ADDRESSEES})
    assigns = frozenset({Layer.SOURCES})

    def __init__(self, known: Registry | None = None) -> None:
        self._known = known or Registry()

    def __call__(self, annotations: Annotations) -> None:
        """Set who speaks, for whom and of which body on each attribution, who is told where somebody is, and who is
        described in passing.
        """
        attributions = annotations.attributions
        told = [index for index, attribution in enumerate(attributions) if attribution.addressee]
        mentions = [
            *(Mention(one.source, content=one.content) for one in attributions),
            *(Mention(attributions[index].addressee, teller=index) for index in told),
        ]
        resolution = resolve(
            annotations.document,
            mentions,
            sentences=annotations.sentences,
            quotes=annotations.quotes,
            known=self._known,
        )
        meant = resolution.meant
        annotations.described = resolution.described
        for attribution, found in zip(attributions, meant, strict=False):
            attribution.entity, attribution.spokesperson = found.source, found.spokesperson
            attribution.affiliation = found.affiliation
        for index, found in zip(told, meant[len(attributions) :], strict=True):
            attributions[index].addressee_entity = found.source
