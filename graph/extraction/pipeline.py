"""Components in a row, each with a declared contract, checked before the first document is read."""

from collections.abc import Sequence
from typing import Protocol

from graph.errors import AllegedlyError, ExtractionError
from graph.extraction.annotations import Annotations, Layer
from graph.model import Document


class Component(Protocol):
    """One step of the pipeline.

    It may read the layers in ``requires`` and must fill those in ``assigns``; it keeps no state between
    documents, so that one instance can serve a whole archive.
    """

    @property
    def name(self) -> str:
        """Short and stable: part of the extractor's name."""

    @property
    def requires(self) -> frozenset[Layer]:
        """The layers that must be there before this component runs."""

    @property
    def assigns(self) -> frozenset[Layer]:
        """The layers that are there afterwards."""

    def __call__(self, annotations: Annotations) -> None:
        """Read the document and add to its annotations."""


class Pipeline:
    """Runs components over a document in order.

    Raises ExtractionError when built from components whose requirements are not met by those before them.
    """

    def __init__(self, components: Sequence[Component], *, extractor: str) -> None:
        self.components = tuple(components)
        self.extractor = extractor
        present: set[Layer] = set()
        for component in self.components:
            missing = component.requires - present
            if missing:
                names = ", ".join(sorted(missing))
                raise ExtractionError(
                    f"Component {component.name!r} needs {names}: put a component that assigns it before."
                )
            present |= component.assigns

    def __call__(self, document: Document) -> Annotations:
        """Annotate one document.

        Raises ExtractionError that names the component and the document when a component fails on it.
        """
        annotations = Annotations(document, extractor=self.extractor)
        for component in self.components:
            try:
                component(annotations)
            except AllegedlyError:
                raise
            except Exception as error:
                raise ExtractionError(
                    f"{component.name} failed on document {document.id} ({error!r}); "
                    "please report it with the document."
                ) from error
        return annotations
