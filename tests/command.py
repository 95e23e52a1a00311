"""The command line for tests: in this process, which is quick, or as the real command."""

import io
import json
import os
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.cli import run

COMMAND = [sys.executable, "-c", "from api.cli import main; main()"]
PATIENCE = 120  # seconds; only a hang takes so long


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The one line on standard error."""
        assert self.err.endswith("\n"), self
        assert self.err.count("\n") == 1, self
        return self.err.rstrip("\n")


def allegedly(*arguments: object) -> Ran:
    """Run a command in this process."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with redirect_stdout(out), redirect_stderr(err):
        code = run([str(argument) for argument in arguments])
    return Ran(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))  # type: ignore[attr-defined]


def start(*arguments: object, **options: Any) -> "subprocess.Popen[bytes]":
    """Start the real command; options are those of Popen, ``env`` is added to this environment.

    Its pipes have no buffer on this side, so that reading a line takes nothing away from ``finish``.
    """
    environment = {**os.environ, **options.pop("env", {})}
    # Started in the background of a script, the tests would hand on that an interrupt is ignored.
    options.setdefault("preexec_fn", lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([*COMMAND, *map(str, arguments)], env=environment, bufsize=0, **{**pipes, **options})


def finish(process: "subprocess.Popen[bytes]") -> Ran:
    """Wait for the real command; what it printed must be UTF-8."""
    out, err = process.communicate(timeout=PATIENCE)
    return Ran(process.returncode, (out or b"").decode(), (err or b"").decode())


def real_allegedly(*arguments: object, **options: Any) -> Ran:
    """Run the real command."""
    return finish(start(*arguments, **options))


def lines_of(path: Path, *records: dict[str, Any]) -> Path:
    """Write JSON Lines."""
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def check_refused(ran: Ran, *words: str) -> None:
    """Nothing was done, and one line says why and what to do."""
    assert ran.code == 2
    for word in words:
        assert word in ran.error
    assert "Traceback" not in ran.err
