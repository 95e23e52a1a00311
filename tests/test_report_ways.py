"""Reports from the command line and over HTTP are the same bytes."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from command import allegedly, check_refused
from pieces import CLAIM, Piece
from serving import ask, serving

from graph.library import Library
from graph.model import SourceKind

DAY = "2031-05-01"
LINK = "https://beacon.example/1"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports") / "store"
    with Library.for_writing(path) as library:
        library.put(*Piece("The Beacon", "2031-03-01", LINK).says("an insider", kind=SourceKind.ANONYMOUS).build())
        library.put(*Piece("Shaft", "2031-03-02").says("Bo Lund", kind=SourceKind.PERSON, link=LINK).asserts().build())
        library.commit()
    return path


@pytest.fixture(scope="module")
def made(store: Path) -> dict[str, bytes]:
    """What the command line writes, by suffix."""
    files = {suffix: store.parent / f"report.{suffix}" for suffix in ("html", "md", "json", "zip")}
    for suffix, file in files.items():
        option = "--bundle" if suffix == "zip" else "-o"
        ran = allegedly("report", CLAIM.id, option, file, "--date", DAY, "--store", store)
        assert (ran.code, ran.out, ran.err) == (0, "", "")
    return {suffix: file.read_bytes() for suffix, file in files.items()}


@pytest.fixture(scope="module")
def client(store: Path, made: dict[str, bytes]) -> Iterator[httpx.Client]:
    with Library.for_writing(store) as library, serving(library) as address, ask(address) as client:
        yield client


def test_page_and_bundle_can_be_written_at_once(store: Path, made: dict[str, bytes], tmp_path: Path) -> None:
    page, bundle = tmp_path / "a.HTML", tmp_path / "a.zip"
    allegedly("report", CLAIM.id, "-o", page, "--bundle", bundle, "--date", DAY, "--store", store)
    assert page.read_bytes() == made["html"]
    assert bundle.read_bytes() == made["zip"]


def test_inferred_links_can_be_left_out_and_no_day_need_be_given(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    assert allegedly("report", CLAIM.id, "-o", file, "--no-inferred", "--store", store).code == 0
    making = json.loads(file.read_bytes())["making"]
    assert (making["inference"], making["made_on"]) == ("without", None)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), ("-o", "--bundle")),
        (("-o", "a.pdf"), ("a.pdf", ".html")),
        (("-o", "a.zip"), ("--bundle",)),
        (("--bundle", "a.html"), (".zip",)),
        (("-o", "a.html", "--date", "yesterday"), ("yesterday",)),
    ],
)
def test_what_cannot_be_written_is_refused(store: Path, options: tuple[str, ...], words: tuple[str, ...]) -> None:
    check_refused(allegedly("report", CLAIM.id, *options, "--store", store), *words)


def test_an_unknown_claim_is_refused_and_nothing_is_written(store: Path, tmp_path: Path) -> None:
    check_refused(allegedly("report", "a" * 26, "-o", tmp_path / "a.html", "--store", store), "There is no claim")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", ["html", "md", "json", "zip"])
def test_the_service_gives_the_same_bytes_by_suffix(client: httpx.Client, made: dict[str, bytes], suffix: str) -> None:
    response = client.get(f"/claims/{CLAIM.id}/report.{suffix}", params={"date": DAY})
    assert response.status_code == 200
    assert response.content == made[suffix]


@pytest.mark.parametrize(
    ("accept", "suffix", "media"),
    [
        ("*/*", "json", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "html", "text/html; charset=utf-8"),
        ("text/markdown;q=0.4, application/zip", "zip", "application/zip"),
        ("text/markdown", "md", "text/markdown; charset=utf-8"),
    ],
)
def test_the_service_gives_what_the_client_asks_for(
    client: httpx.Client, made: dict[str, bytes], accept: str, suffix: str, media: str
) -> None:
    response = client.get(f"/claims/{CLAIM.id}/report", params={"date": DAY}, headers={"Accept": accept})
    assert response.content == made[suffix]
    assert response.headers["content-type"] == media
    assert response.headers["vary"].split(", ")[0] == "Accept"


def test_the_page_of_the_service_may_use_its_own_style_and_nothing_else(client: httpx.Client) -> None:
    policy = client.get(f"/claims/{CLAIM.id}/report.html").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_the_service_leaves_out_what_was_inferred(client: httpx.Client) -> None:
    with_, without = (
        client.get(f"/claims/{CLAIM.id}/report", params={"inferred": inferred}).json() for inferred in ("true", "false")
    )
    assert any(side["inferred"] for side in with_["standing"]["sides"])
    assert not any(side["inferred"] for side in without["standing"]["sides"])


def test_a_bundle_is_a_file_to_keep(client: httpx.Client) -> None:
    response = client.get(f"/claims/{CLAIM.id}/report.zip")
    assert response.headers["content-disposition"] == 'attachment; filename="evidence.zip"'
    assert zipfile.ZipFile(io.BytesIO(response.content)).testzip() is None


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        (f"/claims/{'a' * 26}/report", {}, 404),
        (f"/claims/{CLAIM.id}/report.pdf", {}, 422),
        (f"/claims/{CLAIM.id}/report?date=yesterday", {}, 422),
        (f"/claims/{CLAIM.id}/report", {"Accept": "image/png"}, 406),
    ],
)
def test_what_cannot_be_told_is_a_problem(
    client: httpx.Client, path: str, headers: dict[str, str], status: int
) -> None:
    response = client.get(path, headers=headers)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
