"""The identifications in a store; ``graph.library`` adds and withdraws them."""

from dataclasses import dataclass

from graph.errors import NotFoundError
from graph.identity.identifications import Identification
from graph.iris import Thing
from graph.rdf.identifications import IdentificationWriter, read_identifications
from graph.store import Store
from ontology import terms


@dataclass(frozen=True, slots=True)
class Identifications:
    """Which entities of an authority sources were identified as."""

    store: Store

    def all(self) -> list[Identification]:
        """All identifications, the earliest first."""
        return read_identifications(self.store.quads(self._layer))

    def of_source(self, source: str) -> list[Identification]:
        """Those of one source (id), the earliest first."""
        node = self.store.iris.of(Thing.SOURCE, source)
        found = self.store.subjects(self._layer, predicate=terms.IDENTIFIED_SOURCE, object=node)
        return read_identifications(quad for name in found for quad in self.store.quads(self._layer, subject=name))

    def find(self, id: str) -> Identification:
        """An identification by its id.

        Raises NotFoundError if there is none.
        """
        node = self.store.iris.of(Thing.REVIEW, id)
        found = read_identifications(self.store.quads(self._layer, subject=node))
        if not found:
            raise NotFoundError(f"There is no review {id}: 'allegedly reviews' lists them.")
        return found[0]

    @property
    def _layer(self) -> str:
        return IdentificationWriter(self.store.iris).layer
