"""A report as data."""

import json
from dataclasses import asdict

from graph.reporting.answers import Report


def as_json(report: Report) -> str:
    """A report as one JSON object, indented."""
    return json.dumps(asdict(report), ensure_ascii=False, indent=2) + "\n"
