"""What all requests share: the library, the pipeline, the settings."""

from dataclasses import dataclass, field
from threading import Lock
from typing import Annotated

from fastapi import Depends, Request

from graph.extraction.pipeline import Pipeline
from graph.library import Library
from graph.settings import Settings
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Service:
    """One library open for writing, and the lock that lets one request at a time change it."""

    library: Library
    pipeline: Pipeline
    settings: Settings
    writing: Lock = field(default_factory=Lock)


def current(request: Request) -> Service:
    """The service that this request runs in."""
    service = request.app.state.service
    assert isinstance(service, Service)  # noqa: S101 - put there by create_app
    return service


def _store(request: Request) -> Store:
    return current(request).library.store


CurrentService = Annotated[Service, Depends(current)]
CurrentStore = Annotated[Store, Depends(_store)]
