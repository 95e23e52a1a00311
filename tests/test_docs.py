"""The README's console session, its Python and its claims about commands, run as they stand."""

import fnmatch
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from command import allegedly
from conftest import ROOT

from graph.settings import Settings

README = (ROOT / "README.md").read_text(encoding="utf-8")
OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
ALLEGEDLY = Path(sys.executable).with_name("allegedly")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def session() -> list[tuple[str, str]]:
    """(command, expected output) of the console blocks."""
    parts = re.split(r"^\$ ", "".join(blocks("console")), flags=re.MULTILINE)[1:]
    return [tuple(part.split("\n", 1)) for part in parts]


def matches(expected: str, printed: str) -> bool:
    """Whether the output is as the README shows it, where an ellipsis stands for anything."""
    escaped = re.sub(r"([\[\]*?])", r"[\1]", expected.strip())
    return fnmatch.fnmatchcase(printed.strip(), escaped.replace("…", "*"))


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("readme") / "store"


def run(command: list[str], store: Path, cwd: Path = ROOT) -> str:
    environment = {"ALLEGEDLY_STORE": str(store), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_console_session_goes_as_the_readme_shows_it(store):
    steps = session()
    assert len(steps) > 5
    for command, expected in steps:
        name, *arguments = shlex.split(command)
        assert name == "allegedly"
        printed = run([str(ALLEGEDLY), *arguments], store)
        assert matches(expected, printed), f"$ {command}\nexpected:\n{expected}\nprinted:\n{printed}"


def test_the_python_example_runs(store, tmp_path):
    run([str(ALLEGEDLY), "ingest", "scripts/sample_articles"], store)
    (tmp_path / "allegedly-store").symlink_to(store)
    (example,) = blocks("python")
    printed = run([sys.executable, "-c", example], store, cwd=tmp_path)
    assert "reject" in printed
    assert "affirm ['The Ostrel Courier', 'Tidewater Wire', 'an unnamed port official']" in printed


def test_every_command_is_in_the_readme_and_the_reverse():
    listed = set(re.findall(r"^\| `([a-z]+)", README, re.MULTILINE)) | {"serve"}
    help_text = subprocess.run([ALLEGEDLY, "--help"], capture_output=True, text=True, check=True).stdout
    commands = set(re.findall(r"^  ([a-z]+) {2,}\S", help_text.split("Commands:")[1], re.MULTILINE))
    assert commands == listed
    for command in commands:
        ran = allegedly(command, "--help")
        assert ran.code == 0
        assert "Usage:" in ran.out


def test_no_download_address_is_locked():
    locks = list(ROOT.glob("requirements*.lock"))
    assert len(locks) == 3
    for lock in locks:
        assert "://" not in lock.read_text()


def test_every_setting_is_told_once_with_its_default():
    rows = re.findall(r"^\| `ALLEGEDLY_([A-Z_]+)` \| ([^|]+) \|", README + OPERATING, re.MULTILINE)
    told = {name.lower(): default.strip("`") for name, default in rows}
    assert len(told) == len(rows)
    assert set(told) == set(Settings.model_fields)
    for name, default in told.items():
        expected = Settings.model_fields[name].default
        if isinstance(expected, int | float) and not isinstance(expected, bool):
            assert float(default.replace(",", "")) == expected, name
        else:
            assert default == ("none" if expected in (None, ()) else str(expected).lower()), name
