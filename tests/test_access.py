"""Who may do what: keys and their roles, what those may who bring none, and how web pages try to come in."""

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest
from command import allegedly
from fastapi.routing import iter_route_contexts
from hypothesis import given
from hypothesis import strategies as st
from serving import ask, idle_service, serving

from api.app import create_app
from api.keys import role_of
from api.routes import pages
from api.server import serve
from api.service import Service
from graph.errors import ConfigError
from graph.isolation.limits import Crowd, Limits
from graph.isolation.opening import InProcess
from graph.library import Library
from graph.roles import Anyone, KnownKey, Role, hashed
from graph.settings import Settings

KEYS = {role: f"the key of these tests to {role}" for role in Role}
KNOWN = tuple(KnownKey(role, hashed(key)) for role, key in KEYS.items())
CLOSED, READABLE, WRITABLE = "none", "read", "write"
FOR_ALL = {
    "/openapi.json",
    "/health/live",
    "/health/ready",
    "/static",
    "/swagger",
    *(str(route.path) for route in pages.router.routes),
}
"""Pages without anything of the store, and the description of the API."""
ARTICLE = {"text": "The port will reopen in May, harbour master Ada Wick said on Monday."}
UPDATE = {"update": "CLEAR DEFAULT"}


def application(**settings: object) -> Service:
    library = Library.in_memory()
    answering = InProcess(library.store, limits=Limits(), crowd=Crowd())
    return idle_service(library, Settings.model_validate(settings), answering)


def operations() -> list[tuple[str, str]]:
    """Method and path of all that the service answers, the path with something for each of its parameters."""
    app = create_app(application())
    found = [
        (method, re.sub(r"\{.*?\}", "x", context.path))
        for context in iter_route_contexts(app.routes)
        for method in sorted(context.methods or {"GET"})
        if context.path and context.path not in FOR_ALL
    ]
    assert len(found) > 30
    return found


OPERATIONS = operations()
WRITES = [(method, path) for method, path in OPERATIONS if method not in {"GET", "HEAD", "OPTIONS"}]


@pytest.fixture(scope="module")
def clients() -> Iterator[dict[str, httpx.Client]]:
    """A client, without a key, of a service for each thing that anyone may do."""
    with ExitStack() as stack:
        yield {
            anyone: stack.enter_context(
                ask(stack.enter_context(serving(Library.in_memory(), anyone=anyone, keys=KNOWN)))
            )
            for anyone in Anyone
        }


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def refused(response: httpx.Response, status: int, *words: str) -> None:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert all(word in response.json()["detail"] for word in words), response.text


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_route_needs_a_role(clients: dict[str, httpx.Client], method: str, path: str) -> None:
    response = clients[CLOSED].request(method, path)
    assert response.status_code == 401, response.text
    assert response.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize(("method", "path"), [found for found in WRITES if found != ("POST", "/sparql")])
def test_every_change_needs_the_role_to_write(clients: dict[str, httpx.Client], method: str, path: str) -> None:
    assert clients[READABLE].request(method, path).status_code == 401
    refused(clients[READABLE].request(method, path, headers=bearer(KEYS[Role.READ])), 403, "may read")
    assert clients[CLOSED].request(method, path, headers=bearer(KEYS[Role.READ])).status_code == 403


def test_pages_hold_nothing_of_the_store_and_are_for_all(clients: dict[str, httpx.Client]) -> None:
    for path in ("/docs", "/docs/docs.js", "/openapi.json", "/swagger/swagger-ui.css"):
        assert clients[CLOSED].get(path).status_code == 200


def test_each_role_may_do_what_those_before_it_may(clients: dict[str, httpx.Client]) -> None:
    for role, key in KEYS.items():
        client, headers = clients[CLOSED], bearer(key)
        assert client.get("/stats", headers=headers).status_code == 200
        written = client.post("/documents", json=ARTICLE, headers=headers)
        updated = client.post("/sparql", data=UPDATE, headers=headers)
        asked = client.post("/sparql", data={"query": "ASK {}"}, headers=headers)
        expected = (403, 403) if role is Role.READ else (written.status_code, 204)
        assert (written.status_code, updated.status_code) == expected
        assert asked.json()["boolean"] is True
    assert client.get("/stats", headers=bearer(KEYS[Role.READ])).json()["documents"] == 1


@pytest.mark.parametrize("anyone", list(Anyone))
@pytest.mark.parametrize("key", ["wrong", KEYS[Role.READ][:-1], hashed(KEYS[Role.READ]), "é"])
def test_a_key_that_is_not_known_is_refused_where_none_is_needed_too(
    clients: dict[str, httpx.Client], anyone: Anyone, key: str
) -> None:
    response = clients[anyone].get("/stats", headers={"Authorization": f"Bearer {key}".encode("latin-1")})
    refused(response, 401, "not known")
    assert 'error="invalid_token"' in response.headers["www-authenticate"]


@pytest.mark.parametrize("header", ["Basic Zm9vOmJhcg==", "Bearer", "", "nonsense"])
def test_what_is_no_key_counts_as_none(clients: dict[str, httpx.Client], header: str) -> None:
    headers = {"Authorization": header}
    assert clients[READABLE].get("/stats", headers=headers).status_code == 200
    assert clients[CLOSED].get("/stats", headers=headers).status_code == 401
    assert clients[READABLE].post("/documents", json=ARTICLE, headers=headers).status_code == 401


@pytest.mark.parametrize("name", ["key", "access_token", "api_key", "token"])
def test_a_key_in_an_address_or_a_cookie_is_none(clients: dict[str, httpx.Client], name: str) -> None:
    key = KEYS[Role.ADMIN]
    refused(clients[CLOSED].get("/stats", params={name: key}), 401)
    refused(clients[CLOSED].get("/stats", headers={"Cookie": f"{name}={key}"}), 401)
    refused(clients[CLOSED].post("/sparql", data={**UPDATE, name: key}), 401)


def test_without_keys_and_without_leave_nobody_may() -> None:
    with serving(Library.in_memory(), anyone="none") as address, ask(address) as client:
        refused(client.get("/stats"), 403, "ALLEGEDLY_ANYONE")
        refused(client.post("/documents", json=ARTICLE), 403, "ALLEGEDLY_KEYS")


# pages in the browser of whoever runs the service


@pytest.mark.parametrize(
    "host", ["rebound.example", "rebound.example:80", "localhost.rebound.example", "10.0.0.1", "[", ""]
)
def test_a_name_that_was_resolved_to_this_machine_is_refused(clients: dict[str, httpx.Client], host: str) -> None:
    for anyone in (READABLE, WRITABLE):
        assert clients[anyone].get("/stats", headers={"Host": host}).status_code in {400, 421}
    refused(clients[WRITABLE].post("/documents", json=ARTICLE, headers={"Host": host or "x"}), 421, "PUBLIC_URL")
    assert clients[CLOSED].get("/stats", headers={"Host": host or "x", **bearer(KEYS[Role.READ])}).status_code == 200


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:9", "127.1.2.3", "[::1]:8000"])
def test_names_of_this_machine_are_answered(clients: dict[str, httpx.Client], host: str) -> None:
    assert clients[WRITABLE].get("/stats", headers={"Host": host}).status_code == 200
    assert clients[WRITABLE].post("/sparql", data=UPDATE, headers={"Host": host}).status_code == 204


def test_the_public_name_may_be_asked_for() -> None:
    given = {"anyone": "read", "public_url": "https://graph.example/of/news"}
    with serving(Library.in_memory(), **given) as address, ask(address) as client:
        assert client.get("/stats", headers={"Host": "graph.example"}).status_code == 200
        assert client.get("/stats", headers={"Host": "other.example"}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "nonsense"},
        {"X-Forwarded-For": "192.0.2.1"},
        {"Forwarded": "for=192.0.2.1"},
        {"Via": "1.1 proxy"},
    ],
)
@pytest.mark.parametrize(
    "form", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data", "application/json"]
)
def test_pages_of_other_sites_and_proxies_write_nothing(
    clients: dict[str, httpx.Client], headers: dict[str, str], form: str
) -> None:
    client, given = clients[WRITABLE], {**headers, "Content-Type": form}
    body = "update=CLEAR+DEFAULT" if form.endswith("urlencoded") else "{}"
    path = "/sparql" if form.endswith("urlencoded") else "/documents"
    refused(client.post(path, content=body, headers=given), 403, "key")
    assert client.get("/stats", headers=headers).status_code == 200, "it may read"
    with_key = {**headers, **bearer(KEYS[Role.WRITE])}
    assert client.post("/sparql", data=UPDATE, headers=with_key).status_code == 204


def test_pages_of_the_service_itself_may_write(clients: dict[str, httpx.Client]) -> None:
    client = clients[WRITABLE]
    own = str(client.base_url).rstrip("/")
    headers = {"Origin": own, "Sec-Fetch-Site": "same-origin"}
    assert client.post("/sparql", data=UPDATE, headers=headers).status_code == 204
    assert client.post("/sparql", data=UPDATE, headers={"Sec-Fetch-Site": "none"}).status_code == 204


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_the_network_is_never_let_write_without_a_key(host: str, tmp_path) -> None:
    if host == "::" and not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    settings = Settings(store=tmp_path / "store", anyone=Anyone.WRITE)
    with pytest.raises(ConfigError, match="ALLEGEDLY_ANYONE"):
        serve(settings, host=host, port=0)
    proxied = settings.model_copy(update={"public_url": "https://graph.example"})
    with pytest.raises(ConfigError, match="ALLEGEDLY_PUBLIC_URL"):
        serve(proxied, host="127.0.0.1", port=0)
    assert not (tmp_path / "store").exists()


# keys and their hashes


@given(st.text(), st.text())
def test_only_the_key_itself_has_the_role(key: str, other: str) -> None:
    known = (KnownKey(Role.READ, hashed("x" + other)), KnownKey(Role.WRITE, hashed(key)))
    assert role_of(key, known) is (Role.READ if key == "x" + other else Role.WRITE)
    assert role_of(hashed(key), known) is None


@given(st.text())
def test_a_known_key_is_what_it_is_written_as_and_no_text_is_told_again(text: str) -> None:
    try:
        found = KnownKey.parse(text)
    except ValueError as error:
        assert len(text) < 4 or text not in str(error)
    else:
        assert KnownKey.parse(str(found)) == found


def test_the_command_makes_a_key_that_the_service_then_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    for role in Role:
        key, setting = allegedly("key", role).out.splitlines()
        name, _, value = setting.partition("=")
        monkeypatch.setenv(name, value)
        assert key not in setting
        assert role_of(key, Settings().keys) is role
    assert len(Settings().keys) == len(Role), "keys that were known stay so"
    assert allegedly("key", "owner").code == 2


def test_the_description_tells_which_role_each_operation_needs() -> None:
    def needed(anyone: str) -> dict[str, object]:
        paths = create_app(application(anyone=anyone)).openapi()["paths"]
        return {
            f"{method} {path}": found.get("security") for path, ways in paths.items() for method, found in ways.items()
        }

    closed, readable, writable = (needed(anyone) for anyone in (CLOSED, READABLE, WRITABLE))
    assert closed["get /stats"] == [{"key": ["read"]}]
    assert readable["get /stats"] == [{}, {"key": ["read"]}]
    assert readable["post /documents"] == [{"key": ["write"]}]
    assert writable["post /documents"] == [{}, {"key": ["write"]}]
