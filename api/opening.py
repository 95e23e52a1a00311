"""The settings, and what a command works with: the library in a folder, or the service that keeps it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from api import console
from graph.errors import ConfigError, InputError
from graph.iris import Thing
from graph.library import Library
from graph.settings import Settings

if TYPE_CHECKING:
    from api.client.connection import Connection

Found = TypeVar("Found")


def settings_with(**options: object) -> Settings:
    """The settings, with options of the command line, where they are given, in their place.

    Raises ConfigError where one cannot be used.
    """
    given = {name: value for name, value in options.items() if value is not None}
    try:
        return Settings().model_copy(update=given)
    except ValidationError as error:
        first = error.errors()[0]
        name = f"ALLEGEDLY_{'_'.join(str(part) for part in first['loc'])}".upper()
        raise ConfigError(f"The setting {name} cannot be used: {first['msg']}.") from error


def asked(
    store: Path | None,
    server: str | None,
    *,
    here: Callable[[Library], Found],
    there: Callable[["Connection"], Found],
) -> Found:
    """What the library in a folder answers, or the service that keeps it, where an option or a setting names one.

    Raises what either function raises, InputError where both are named, ConfigError and ServiceError where the service
    cannot be asked.
    """
    if (address := served_at(server, store=store)) is not None:
        with connection(address) as service:
            return there(service)
    with reading(store) as library:
        return here(library)


def asked_of(
    thing: Thing,
    name: str,
    *,
    store: Path | None,
    server: str | None,
    here: Callable[[Library, str], Found],
    there: Callable[["Connection", str], Found],
) -> Found:
    """What is answered about a claim or a source, whose id the functions get: as ``asked`` does otherwise.

    It is given by its id or IRI, a source also by its name. Raises NotFoundError where there is none.
    """
    from graph import asking

    def of_library(library: Library) -> Found:
        find_source = asking.find_source if thing is Thing.SOURCE else partial(asking.find, thing=thing)
        return here(library, find_source(library.store, name))

    def of_service(service: "Connection") -> Found:
        from api.client.names import id_of

        return there(service, id_of(name, thing=thing))

    return asked(store, server, here=of_library, there=of_service)


def changed(
    store: Path | None,
    server: str | None,
    *,
    here: Callable[[Library], Found],
    there: Callable[["Connection"], Found],
) -> Found:
    """What a change gives of the library in a folder, or of the service that keeps it; it is lasting.

    Raises as ``asked`` does.
    """
    if (address := served_at(server, store=store)) is not None:
        with connection(address) as service:
            return there(service)
    with changing(store) as library:
        found = here(library)
        library.commit()
    return found


def served_at(server: str | None, *, store: Path | None) -> str | None:
    """The address of the service to work with; None where it is a folder. An option counts more than a setting.

    Raises InputError where options name both.
    """
    if server is not None and store is not None:
        raise InputError("Give --server or --store, not both: a service knows where its store is.")
    return server if server is not None or store is not None else settings_with().server


def folder_only(command: str, store: Path | None, server: str | None) -> None:
    """Raise InputError where a command that works on a store's folder is to work with a service."""
    if served_at(server, store=store) is not None:
        raise InputError(
            f"'allegedly {command}' works on a store's folder and not through a service: stop the service and leave "
            "out --server, or say with --store where another store is."
        )


def connection(address: str) -> "Connection":
    """A connection to a service, with the key of the settings.

    Raises InputError for what is no address, ConfigError where there is no telling it the key.
    """
    from api.client.address import key_of, service_address
    from api.client.connection import Connection

    key = key_of(settings_with())
    return Connection(service_address(address, key=key), key=key, tell=console.error_line)


def reading(store: Path | None) -> Library:
    """The library in a folder, or in that of the settings, to be read."""
    settings = settings_with(store=store)
    return Library.for_reading(settings.store, iris=settings.iris, sources_file=settings.sources_file)


def changing(store: Path | None) -> Library:
    """The library in a folder, or in that of the settings, to be changed."""
    settings = settings_with(store=store)
    # Opened for reading first: never make a store only to change something in it.
    Library.for_reading(settings.store, iris=settings.iris).close()
    return Library.for_writing(settings.store, iris=settings.iris, sources_file=settings.sources_file)
