"""Backups: have one made while the service runs, see which there are."""

from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from fastapi import APIRouter, status

from api.errors import problems
from api.keys import MayAdminister
from api.service import CurrentService, Service
from graph.backups import making
from graph.backups.making import Backup
from graph.backups.staging import staged
from graph.errors import BusyError, ForbiddenError

router = APIRouter(prefix="/backups", tags=["backups"], dependencies=[MayAdminister])

_SOON = 10  # seconds


@router.post("", status_code=status.HTTP_201_CREATED, summary="Make a backup", responses=problems())
def make(service: CurrentService) -> Backup:
    """Copy all that was acknowledged into the service's folder of backups; others write and read meanwhile."""
    folder = _folder(service)
    if not service.backing_up.acquire(blocking=False):
        raise BusyError("A backup is being made: ask again when it is done.", retry_after=_SOON)
    with ExitStack() as stack:
        stack.callback(service.backing_up.release)
        with service.writing:
            files = stack.enter_context(staged(service.library))
            at = datetime.now(UTC)
        return making.keep_copy(files, folder, at=at, keep=service.settings.backups_kept)


@router.get("", summary="List the backups", responses=problems())
def listing(service: CurrentService) -> list[Backup]:
    """The backups that there are, the newest first."""
    return making.backups(_folder(service))


def _folder(service: Service) -> Path:
    if service.settings.backups is None:
        raise ForbiddenError("No backups are made here: whoever runs the service can set ALLEGEDLY_BACKUPS.")
    return service.settings.backups
