"""The whole OpenAPI schema of a real service, with everything that Schemathesis checks.

``ALLEGEDLY_FUZZED`` says how many requests are made up for each operation.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import sample_store, serving

from graph.iris import Thing, local_name
from graph.library import Library
from graph.roles import Anyone, Role, hashed

_FUZZED = int(os.environ.get("ALLEGEDLY_FUZZED", "5"))
_IS_LONG = "ALLEGEDLY_FUZZED" in os.environ
_PHASES = ("examples", "coverage", "fuzzing", "stateful")
_SHORT = ("fuzzing", "stateful")  # for all roles but one, where nobody asked for a long search
_SCHEMATHESIS = (sys.executable, "-m", "schemathesis.cli", "--config-file")
_CONFIG = Path(__file__).with_name("schemathesis.toml")
_KNOWN = {
    Thing.CLAIM: "al:Claim",
    Thing.SOURCE: "al:Source",
    Thing.STATEMENT: "al:Statement",
    Thing.DOCUMENT: "al:Document",
}
_SHARE = 0.5  # of the ids in requests are those of something


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    shutil.copytree(sample_store(), tmp_path / "store")
    with Library.for_writing(tmp_path / "store") as library:
        yield library


def config_of(library: Library, path: Path) -> Path:
    """The settings, with ids of things that are there."""
    lines = [_CONFIG.read_text(encoding="utf-8")]
    for thing, kind in _KNOWN.items():
        rows = library.store.select(f"SELECT DISTINCT ?thing {{ ?thing a {kind} }} ORDER BY ?thing LIMIT 50")
        ids = [local_name(row["thing"] or "") for row in rows]
        lines += [f"[dictionaries.{thing}]", f"values = {ids}"]
        binding = f'{{ dictionary = "{thing}", probability = {_SHARE} }}'
        lines += ["[[operations]]", f'include-path-regex = "^/{thing}s/"', f'parameters = {{ "path.id" = {binding} }}']
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("role", [None, *Role])
def test_the_service_keeps_to_its_schema(library: Library, tmp_path: Path, role: Role | None) -> None:
    config = config_of(library, tmp_path / "schemathesis.toml")
    keys = [f"{known}:{hashed(f'key to {known}')}" for known in Role]
    asked = [
        "--max-examples",
        str(_FUZZED),
        "--phases",
        ",".join(_PHASES if role is Role.ADMIN or _IS_LONG else _SHORT),
    ]
    if role:
        asked += ["--header", f"Authorization: Bearer key to {role}"]
    with serving(library, anyone=Anyone.NONE, keys=keys) as address:
        ran = subprocess.run(
            [*_SCHEMATHESIS, config, "run", f"{address}/openapi.json", *asked],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
    assert ran.returncode == 0, ran.stdout + ran.stderr
