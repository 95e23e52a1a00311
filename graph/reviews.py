"""The reviews in a store."""

from dataclasses import dataclass

from graph.errors import NotFoundError
from graph.identity.reviews import Review
from graph.iris import Layer
from graph.rdf.judgements import JudgementReader, JudgementWriter
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Reviews:
    """What persons said of which things are one; ``graph.judgements`` adds and withdraws it."""

    store: Store

    def all(self) -> list[Review]:
        """All reviews, the earliest first."""
        layer = JudgementWriter(self.store.iris).layer(Layer.REVIEWS)
        return JudgementReader(self.store.quads(layer.value), iris=self.store.iris).reviews()

    def find(self, review_id: str) -> Review:
        """A review by its id.

        Raises NotFoundError if there is none.
        """
        found = next((review for review in self.all() if review.id == review_id), None)
        if found is None:
            raise NotFoundError(f"There is no review {review_id}: 'allegedly reviews' lists them.")
        return found
