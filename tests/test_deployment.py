"""The files to run the service with: the image, the composition, the unit. Nothing here starts a container."""

import configparser
import fnmatch
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT
from serving import serving

from graph.library import Library
from graph.settings import Settings

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
UNIT = ROOT / "deploy" / "allegedly.service"
MODELS = "graph/extraction/reader/models"


def tool(name: str) -> str:
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    return found or pytest.skip(f"no {name} on this machine")


def copied() -> list[str]:
    """What the image's first stage takes from this folder."""
    lines = re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
    return [name for line in lines for name in line.split()[:-1]]


def composed() -> dict[str, Any]:
    return yaml.safe_load(COMPOSE)["services"]["allegedly"]


def unit() -> dict[str, list[str]]:
    """The options of the unit's service, each with all of its values."""
    section = UNIT.read_text(encoding="utf-8").split("[Service]\n")[1].split("\n[")[0]
    options: dict[str, list[str]] = {}
    for line in section.splitlines():
        if line and not line.startswith("#"):
            name, _, value = line.partition("=")
            options.setdefault(name, []).append(value)
    return options


STAMP = """
import hatch_build as build
build.DIST.mkdir()
(build.DIST / build._STAMP).write_text(build._digest(build._sources()))
"""
"""Makes it look as if the pages were built of these sources, for which npm would have to reach a registry."""


def seconds(text: str) -> float:
    return float(text.removesuffix("s"))


def test_the_image_passes_the_linter() -> None:
    done = subprocess.run([tool("hadolint"), ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_what_the_image_is_made_of_is_there_and_let_in() -> None:
    let_in = re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(copied()) == sorted(let_in)
    assert all((ROOT / name).exists() for name in copied())


def test_a_wheel_can_be_built_from_that_and_holds_all_that_is_needed(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for name in copied():
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name,
                source / name,
                ignore=shutil.ignore_patterns("__pycache__", "node_modules", "dist", ".lock"),
            )
        else:
            source.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, source / name)
    subprocess.run([sys.executable, "-c", STAMP], cwd=source, check=True)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "--wheel-dir", tmp_path, source], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        held = set(opened.namelist())
    needed = {
        path.relative_to(source).as_posix()
        for folder in ("api", "graph", "ontology")
        for path in (source / folder).rglob("*")
        if path.is_file() and (source / "api" / "web" not in path.parents or path.parent.name in ("dist", "docs"))
    }
    assert needed <= held
    assert fnmatch.filter(held, f"{MODELS}/*/words.onnx")


def test_every_setting_that_is_named_exists() -> None:
    named = set(re.findall(r"ALLEGEDLY_([A-Z_]+)", DOCKERFILE + COMPOSE + UNIT.read_text(encoding="utf-8")))
    assert {"STORE", "LOG_FORMAT"} <= named
    assert {name.lower() for name in named} <= set(Settings.model_fields)


def test_the_command_of_the_health_checks_tells_the_living_from_the_dead(tmp_path: Path) -> None:
    (live,) = re.findall(r"HEALTHCHECK .*\\\n +CMD (\[.+\])$", DOCKERFILE, re.MULTILINE)
    ready = composed()["healthcheck"]["test"]
    assert ready[0] == "CMD"
    with Library.for_writing(tmp_path / "store") as library, serving(library) as address:
        port = address.rpartition(":")[2]
        commands = [
            [sys.executable, *(part.replace(":8000", f":{port}") for part in command[1:])]
            for command in (json.loads(live), ready[1:])
        ]
        assert [subprocess.run(command, check=False).returncode for command in commands] == [0, 0]
    for command in commands:
        assert subprocess.run(command, capture_output=True, check=False).returncode != 0


def test_the_container_may_do_little() -> None:
    service = composed()
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert {"tmpfs", "mem_limit", "pids_limit", "healthcheck", "env_file"} <= set(service)
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert re.search(r"^USER 10001:10001$", DOCKERFILE, re.MULTILINE)
    assert not re.search("^FROM [^:]+(:latest)?( AS .+)?$", DOCKERFILE, re.MULTILINE)


def test_nobody_kills_the_service_while_it_stops() -> None:
    service, options = composed(), unit()
    drain, stop = (float(service["environment"][f"ALLEGEDLY_{name}_SECONDS"]) for name in ("DRAIN", "STOP"))
    assert seconds(service["stop_grace_period"]) > drain + stop + 10
    told = dict(value.split("=", 1) for value in options["Environment"])
    assert seconds(options["TimeoutStopSec"][0]) > float(told["ALLEGEDLY_STOP_SECONDS"]) + 10


def test_systemd_knows_all_that_the_unit_says() -> None:
    done = subprocess.run([tool("systemd-analyze"), "verify", UNIT], capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if "is not executable" not in line]
    assert said == []


def test_the_unit_is_hardened() -> None:
    options = unit()
    for name in ("NoNewPrivileges", "PrivateDevices", "PrivateTmp", "ProtectHome", "MemoryDenyWriteExecute"):
        assert options[name] == ["yes"]
    assert options["ProtectSystem"] == ["strict"]
    assert options["CapabilityBoundingSet"] == [""]
    parsed = configparser.ConfigParser(strict=False, interpolation=None)
    parsed.read(UNIT)
    assert set(parsed) == {"DEFAULT", "Unit", "Service", "Install"}
