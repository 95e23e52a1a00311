"""Health: for those who start, stop and send requests to the service. No key is needed, and nothing else is told."""

from http import HTTPStatus
from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from api.errors import SCHEMA, problem
from api.health import Health

router = APIRouter(prefix="/health", tags=["operating"])


class Live(BaseModel):
    """The process answers."""

    status: Literal["live"] = "live"


class Ready(BaseModel):
    """All that the service needs to do its work is there; ``checks`` has the parts, each of them true."""

    status: Literal["ready"] = "ready"
    checks: dict[str, bool]


_NOT_READY: dict[int | str, dict[str, Any]] = {
    503: {
        "description": "Some part does not work; ``checks`` says which.",
        "content": {"application/problem+json": {"schema": SCHEMA}},
    }
}


@router.get("/live", summary="Does the process answer?")
@router.head("/live", include_in_schema=False)
async def live() -> Live:
    """Whether the process answers. Start it anew where it does not."""
    return Live()


@router.get("/ready", summary="Can the service do its work?", response_model=Ready, responses=_NOT_READY)
@router.head("/ready", include_in_schema=False, response_model=None)
def ready(request: Request) -> Ready | Response:
    """Whether the store can be read and written, queries and documents be processed, and the disk has room."""
    health: Health = request.app.state.health
    checks = dict(health.checks())
    if all(checks.values()):
        return Ready(checks=checks)
    failing = ", ".join(name for name, works in checks.items() if not works)
    detail = f"Not ready: {failing}. The service's log says why."
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, detail, headers={"Retry-After": "1"}, checks=checks)
