"""Documents as a request brings them: one to be read at once, or the files of a job."""

from codecs import BOM_UTF8
from collections.abc import Mapping
from pathlib import PurePosixPath

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from graph.errors import InputError
from graph.jobs.job import Form, Input
from graph.jobs.spool import Incoming
from graph.reading import Format, Metadata
from graph.reading.dates import parse_published

FIELDS = ("url", "title", "outlet", "published", "language")
"""What can be said of a document beside it, in an address or a form."""

_FILE = "file"
_PIECE = 1 << 18
_LONGEST_NAME = 200
_NO_FORM = "The form cannot be read: send it as multipart/form-data with its boundary."


def metadata(fields: Mapping[str, str | None]) -> Metadata:
    """What is said of a document in some of FIELDS. Raises InputError where the date is none."""
    said = {name: value.strip() for name, value in fields.items() if value and value.strip()}
    written = said.get("published")
    published = parse_published(written) if written else None
    if written and published is None:
        raise InputError(f"published is no date: {written[:40]!r}; write 2031-03-04T10:20:00Z or 2031-03-04")
    return Metadata(
        url=said.get("url"),
        title=said.get("title"),
        outlet=said.get("outlet"),
        published=published,
        language=said.get("language"),
    )


async def spool_whole(incoming: Incoming, raw: bytes) -> str:
    """The name of a file with these bytes."""
    name = await run_in_threadpool(incoming.open)
    await run_in_threadpool(incoming.write, raw)
    return name


async def spool_stream(incoming: Incoming, *, request: Request) -> list[Input]:
    """The input of the body of a request, which goes to the disk as it comes.

    Raises InputError where there is none.
    """
    name, size = await run_in_threadpool(incoming.open), 0
    async for piece in request.stream():
        size += len(piece)
        await run_in_threadpool(incoming.write, piece)
    if not size:
        raise InputError("there is no line in the body; send one article a line, as a JSON object")
    return [Input(Form.STREAM, "", name, Format.JSONL)]


async def spool_files(incoming: Incoming, *, request: Request) -> list[Input]:
    """The inputs of the files of a form.

    Raises InputError for a form that has none, or anything that is not known.
    """
    try:
        form = await request.form(max_files=1000, max_fields=len(FIELDS))
    except HTTPException as error:
        if error.status_code == 400:  # of the framework, which tells what its parser says
            raise InputError(_NO_FORM) from error
        raise
    try:
        given, files = _fields(form), form.getlist(_FILE)
        if not files or not all(isinstance(file, UploadFile) for file in files):
            raise InputError(f"The form has no files: send each as a part with the name '{_FILE}' and a file name.")
        if len(files) > 1 and (given.url or given.title):
            raise InputError("A URL or title was given, but only one document can have it: send one file, or neither.")
        return [await _spool_file(incoming, file, given) for file in files if isinstance(file, UploadFile)]
    finally:
        await form.close()


def marked(markup: str) -> bytes:
    """A page that is known to be in UTF-8, whatever it says itself."""
    return BOM_UTF8 + markup.encode()


def _fields(form: FormData) -> Metadata:
    said: dict[str, str | None] = {}
    for name, value in form.multi_items():
        if name == _FILE:
            continue
        if name not in FIELDS or name in said or not isinstance(value, str):
            known = ", ".join(f"'{field}'" for field in FIELDS)
            raise InputError(f"The form has a part that is not known, or known twice: send '{_FILE}' and {known}.")
        said[name] = value
    return metadata(said)


async def _spool_file(incoming: Incoming, file: UploadFile, given: Metadata) -> Input:
    name = await run_in_threadpool(incoming.open)
    while piece := await file.read(_PIECE):
        await run_in_threadpool(incoming.write, piece)
    return Input(Form.FILE, _plain(file.filename or ""), name, Format.AUTO, given)


def _plain(name: str) -> str:
    """The last part of a file's name, with nothing in it that is not printed."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(c for c in last if c.isprintable())[-_LONGEST_NAME:].strip() or "the file"
