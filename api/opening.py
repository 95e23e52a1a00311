"""The settings and the library that a command works with."""

from pathlib import Path

from pydantic import ValidationError

from graph.errors import ConfigError
from graph.library import Library
from graph.settings import Settings


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
