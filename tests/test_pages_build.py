"""The build of the pages: what it makes, what it is made with, and the checks that it brings along."""

import json
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from quality import ROOT
from serving import serving

from api.routes import pages
from graph.library import Library

WEB = ROOT / "api" / "web"


def run(*arguments: str) -> str:
    command = [sys.executable, "hatch_build.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_types_fit_and_unit_tests_pass() -> None:
    assert re.search(r"^ℹ pass [1-9]", run("--check"), re.MULTILINE)


def test_nothing_is_built_again_of_the_same_sources(built_pages: Path) -> None:
    before = built_pages.stat().st_ino
    run()
    assert built_pages.stat().st_ino == before


def test_the_lock_names_no_registry_and_holds_hashes() -> None:
    lock = json.loads((WEB / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert not any("resolved" in package for package in packages.values())


def test_no_page_asks_another_host(built_pages: Path) -> None:
    shell = (built_pages / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'(?:src|href)="(?:[a-z]+:)?//', shell) == []
    assert "<script>" not in shell and "<style>" not in shell and " style=" not in shell


def test_pages_that_are_not_built_say_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pages, "_DIST", tmp_path / "dist")
    with Library.in_memory() as library, serving(library) as address:
        answer = httpx.get(address, trust_env=False)
        assert (answer.status_code, answer.headers["content-type"]) == (503, "text/plain; charset=utf-8")
        assert "scripts/build_pages" in answer.text
        assert httpx.get(f"{address}/docs", trust_env=False).status_code == 200


def test_built_files_need_not_be_asked_for_again(built_pages: Path) -> None:
    with Library.in_memory() as library, serving(library) as address:
        (script,) = re.findall(r'src="(/static/assets/[^"]+\.js)"', httpx.get(address, trust_env=False).text)
        assert "immutable" in httpx.get(address + script, trust_env=False).headers["cache-control"]
        assert httpx.get(f"{address}/static/colours.js", trust_env=False).headers["cache-control"] == "no-cache"
