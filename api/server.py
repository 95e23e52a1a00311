"""The service as a process: one library, one uvicorn."""

import logging

import uvicorn

from api.app import create_app
from api.service import Service
from graph.extractor import default_pipeline
from graph.library import Library
from graph.settings import Settings


def serve(settings: Settings, *, host: str, port: int) -> None:
    """Serve until interrupted.

    Raises StoreError if the store cannot be opened for writing.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    with Library.for_writing(settings.store, iris=settings.iris) as library:
        app = create_app(Service(library, default_pipeline(), settings))
        uvicorn.run(app, host=host, port=port, log_level="info")
