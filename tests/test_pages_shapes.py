"""The shapes of answers that the pages read are those that the service describes."""

import re
from typing import Any

import pytest
from quality import ROOT
from serving import ask, serving

from graph.library import Library

SHARED = ROOT / "api" / "web" / "src" / "shared"
TEXT = "".join(
    (SHARED / name).read_text(encoding="utf-8")
    for name in ("answers.ts", "analyses.ts", "source_answers.ts", "article_answers.ts")
)
SHAPES = dict(re.findall(r"^export interface (\w+) \{\n(.*?)^\}", TEXT, re.MULTILINE | re.DOTALL))
# FastAPI puts the module before a name that two shapes have; the pages call a span of time a stand.
NAMES = {
    "Standing": "graph__analysis__answers__Standing",
    "SpeakerStanding": "graph__analysis__positions__Standing",
    "Stand": "Span",
}
FIELD = re.compile(r"^  (\w+): (.+);$", re.MULTILINE)


@pytest.fixture(scope="module")
def schemas() -> dict[str, Any]:
    with Library.in_memory() as library, serving(library) as address, ask(address) as client:
        found: dict[str, Any] = client.get("/openapi.json").json()["components"]["schemas"]
    return found


def is_nullable(schema: dict[str, Any]) -> bool:
    return any(option.get("type") == "null" for option in schema.get("anyOf", ()))


def is_list(schema: dict[str, Any]) -> bool:
    return "array" in {schema.get("type"), *(option.get("type") for option in schema.get("anyOf", ()))}


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_has_the_fields_that_the_service_describes(name: str, schemas: dict[str, Any]) -> None:
    described = schemas[NAMES.get(name, name)]["properties"]
    fields = dict(FIELD.findall(SHAPES[name]))
    assert fields.keys() == described.keys()
    assert {field for field, type_ in fields.items() if type_.endswith("| null")} == {
        field for field, schema in described.items() if is_nullable(schema)
    }
    assert {field for field, type_ in fields.items() if re.search(r"\[\]|Span", type_)} == {
        field for field, schema in described.items() if is_list(schema)
    }
