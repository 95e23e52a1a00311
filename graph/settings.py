"""All settings, read once at an entry point and passed in."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.extraction.reader.variants import Device, Model
from graph.iris import DEFAULT_BASE, Iris


class Settings(BaseSettings):
    """Settings from the environment, with the prefix ``ALLEGEDLY_`` (``ALLEGEDLY_STORE=/srv/news``)."""

    model_config = SettingsConfigDict(env_prefix="ALLEGEDLY_", frozen=True, extra="ignore")

    store: Path = Field(default=Path("allegedly-store"), description="Folder of the store.")
    base: str = Field(default=DEFAULT_BASE, description="What all IRIs of data begin with; fixed when a store is made.")
    allow_private_addresses: bool = Field(
        default=False, description="Whether URLs may lead to private, loopback and link-local addresses."
    )
    fetch_timeout: float = Field(default=30.0, gt=0, description="Seconds that fetching one URL may take in all.")
    fetch_max_bytes: int = Field(
        default=20_000_000, gt=0, description="Size of a fetched page, in bytes after decompression."
    )
    model: Model = Field(default=Model.DEFAULT, description="Which of the trained models reads.")
    device: Device = Field(default=Device.CPU, description="What the model runs on.")
    processes: int | None = Field(
        default=None,
        gt=0,
        description="How many processes read documents; where none is given, one until there are many to read.",
    )
    max_document_bytes: int = Field(
        default=20_000_000, gt=0, description="Size of a document that is posted, in bytes."
    )

    sources_file: Path | None = Field(
        default=None, description="Turtle file with sources that are known besides the well-known ones."
    )

    @property
    def iris(self) -> Iris:
        """The IRIs under the base."""
        return Iris(self.base)
