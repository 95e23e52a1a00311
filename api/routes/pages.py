"""The pages for people, and the documentation of the API; nothing is loaded from another host.

The pages are built of the sources in ``api/web`` (``hatch_build.py``). One file is the shell of all of them; which page
it shows, its script reads from the address (``api/web/src/routes.ts``).
"""

from html import escape
from http import HTTPStatus
from importlib.metadata import version
from importlib.resources import files
from os import PathLike, stat_result
from pathlib import Path

import fastapi_offline
from fastapi import APIRouter, Response
from fastapi.responses import FileResponse, PlainTextResponse
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.security import PAGE_POLICY
from api.service import CurrentStore

router = APIRouter(include_in_schema=False)

_WEB = Path(str(files("api") / "web"))
_DIST = _WEB / "dist"
_NOT_BUILT = (
    "The pages are not built: run scripts/build_pages, or install the project again. The API answers: see /docs.\n"
)
_FOREVER = "public, max-age=31536000, immutable"


@router.get("/")
@router.get("/article/{id}")
@router.get("/claim/{id}")
@router.get("/source/{id}")
@router.get("/outlets/graph")
@router.get("/query")
@router.get("/add")
def page(store: CurrentStore) -> Response:
    """The shell of the pages, which finds out in the browser what it is asked to show."""
    try:
        shell = (_DIST / "index.html").read_text(encoding="utf-8")
    except FileNotFoundError:
        return PlainTextResponse(_NOT_BUILT, HTTPStatus.SERVICE_UNAVAILABLE)
    for name, value in {"version": version("allegedly"), "iris": store.iris.base}.items():
        shell = shell.replace("{{" + name + "}}", escape(value))
    return Response(shell, media_type="text/html", headers={"Content-Security-Policy": PAGE_POLICY})


@router.get("/docs")
def docs_page() -> FileResponse:
    """The documentation of the API."""
    return FileResponse(_WEB / "docs" / "docs.html")


@router.get("/docs/docs.js")
def docs_script() -> FileResponse:
    """What starts the documentation of the API."""
    return FileResponse(_WEB / "docs" / "docs.js")


class _BuiltFiles(StaticFiles):
    """What the build left, as far as it has run: that may also be after the service has started."""

    async def check_config(self) -> None:
        """Nothing: a file that is not there is told as such."""

    def file_response(
        self, full_path: str | PathLike[str], stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The file; one whose name holds a hash of its content, a browser need not ask for again."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        if Path(full_path).parent.name == "assets":
            response.headers["Cache-Control"] = _FOREVER
        return response


def static_files() -> StaticFiles:
    """The scripts and styles of the pages."""
    return _BuiltFiles(directory=_DIST, check_dir=False)


def swagger_files() -> StaticFiles:
    """Swagger UI, as the package fastapi-offline carries it."""
    return StaticFiles(directory=Path(fastapi_offline.__file__).parent / "static")
