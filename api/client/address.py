"""Where a service is, and the key that it is told."""

import re
from ipaddress import ip_address
from pathlib import Path

import httpx

from graph.errors import ConfigError, InputError
from graph.settings import Settings

# A token as RFC 6750 (section 2.1) has it: what may stand behind "Bearer" in a header.
_KEY = re.compile(r"[A-Za-z0-9._~+/-]+=*")
_MAX_KEY_FILE = 10_000  # bytes


def service_address(text: str, *, key: str | None) -> httpx.URL:
    """The address of a service.

    Raises InputError for what is none, and ConfigError where a key would be sent so that others could read it.
    """
    try:
        address = httpx.URL(text.strip())
    except (httpx.InvalidURL, ValueError):
        address = httpx.URL("")
    if address.scheme not in {"http", "https"} or not address.host:
        raise InputError(f"{text[:200]!r} is no address of a service: write it like http://127.0.0.1:8000.")
    if address.userinfo or address.query or address.fragment:
        raise InputError(
            f"The address of the service at {address.host} holds more than a host, a port and a path: leave out the "
            "rest. A key goes into ALLEGEDLY_KEY."
        )
    if key is not None and address.scheme == "http" and not _is_this_machine(address.host):
        raise ConfigError(
            f"The key is not sent to {address.host} over http, where others could read it: write https://, or unset "
            "ALLEGEDLY_KEY."
        )
    return address


def key_of(settings: Settings) -> str | None:
    """The key for the service, from the environment or from the file that it names; None where there is none.

    Raises ConfigError for what is no key, and for a file that cannot be read.
    """
    if settings.key is not None:
        return _checked(settings.key.get_secret_value(), "ALLEGEDLY_KEY")
    if settings.key_file is not None:
        return _checked(_read(settings.key_file), str(settings.key_file))
    return None


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_MAX_KEY_FILE).decode("ascii")
    except OSError as error:
        raise ConfigError(f"The key file {path} cannot be read: {error.strerror}; check the path.") from error
    except UnicodeDecodeError:
        return ""


def _checked(text: str, where: str) -> str:
    key = text.strip()
    if not _KEY.fullmatch(key):
        raise ConfigError(f"{where} holds no key: put there what 'allegedly key' printed, and nothing else.")
    return key


def _is_this_machine(host: str) -> bool:
    """Whether a host is loopback, by its address or by the names reserved for it (RFC 6761, section 6.3)."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
