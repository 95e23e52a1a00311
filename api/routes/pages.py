"""The pages for people, and the documentation of the API; nothing is loaded from another host."""

from importlib.resources import files
from pathlib import Path

import fastapi_offline
from fastapi import APIRouter
from fastapi.responses import FileResponse
from starlette.staticfiles import StaticFiles

router = APIRouter(include_in_schema=False)

_WEB = Path(str(files("api") / "web"))


@router.get("/")
def ask_page() -> FileResponse:
    """The question box."""
    return FileResponse(_WEB / "index.html")


@router.get("/docs")
def docs_page() -> FileResponse:
    """The documentation of the API."""
    return FileResponse(_WEB / "docs.html")


def static_files() -> StaticFiles:
    """The scripts and styles of the pages."""
    return StaticFiles(directory=_WEB)


def swagger_files() -> StaticFiles:
    """Swagger UI, as the package fastapi-offline carries it."""
    return StaticFiles(directory=Path(fastapi_offline.__file__).parent / "static")
