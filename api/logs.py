"""The log of the service: lines for people, or one JSON object a line for machines."""

import logging
import sys

from pythonjsonlogger.json import JsonFormatter

from api import request_ids
from graph.settings import LogFormat, Settings

_OURS = ("api", "graph", "uvicorn")
_TEXT = "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"
_NAMES = {"levelname": "level", "name": "logger", "exc_info": "exception", "stack_info": "stack"}


def set_up(settings: Settings) -> None:
    """Write to standard error what this program and its server have to say, and what libraries warn of."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(settings.log_format))
    handler.addFilter(_identified)
    # The layout engine of the drawings tells its every step at INFO.
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(settings.log_level.upper())


def _formatter(format_: LogFormat) -> logging.Formatter:
    if format_ is LogFormat.TEXT:
        return logging.Formatter(_TEXT)
    return JsonFormatter("{levelname}{name}{request_id}{message}", style="{", rename_fields=_NAMES, timestamp=True)


def _identified(record: logging.LogRecord) -> bool:
    """Put the id of the request on a record; it is written in the thread or task that speaks."""
    if not hasattr(record, "request_id"):
        record.request_id = request_ids.current() or "-"
    return True
