"""All settings, read once at an entry point and passed in."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, IPvAnyNetwork, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from graph.endpoint.dataset import DefaultGraph
from graph.extraction.reader.variants import Device, Model
from graph.iris import DEFAULT_BASE, Iris
from graph.isolation.limits import Crowd, Limits
from graph.jobs.limits import Queueing
from graph.reading_limits import ReadingLimits
from graph.roles import Anyone, KnownKey, Role


def _listed(value: object) -> object:
    """A list as the environment gives it, between commas."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


_Key = Annotated[KnownKey, BeforeValidator(lambda value: KnownKey.parse(value) if isinstance(value, str) else value)]


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


class LogFormat(StrEnum):
    """How the log of the service is written."""

    TEXT = "text"
    """Lines for people."""
    JSON = "json"
    """One object a line."""


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
        default=20_000_000, gt=0, description="Size of a document that is posted, or of a line of many, in bytes."
    )
    max_upload_bytes: int = Field(
        default=1_000_000_000, gt=0, description="Size of a stream of documents, or of files, in one request, in bytes."
    )
    reading_seconds: float = Field(
        default=120.0, gt=0, description="Seconds that the service may take to read one document."
    )
    reading_memory: int = Field(
        default=2_000_000_000, ge=100_000_000, description="Bytes of memory that reading it may take."
    )
    jobs_waiting: int = Field(default=100, gt=0, description="How many jobs may be unfinished at a time.")
    jobs_at_once: int = Field(default=2, gt=0, description="How many jobs are done side by side.")
    jobs_days: float = Field(
        default=7.0, gt=0, description="Days for which jobs that ended, and their results, are kept."
    )
    idempotency_hours: float = Field(
        default=24.0, gt=0, description="Hours for which an Idempotency-Key stands for the request that it came with."
    )
    query_seconds: float = Field(
        default=30.0, gt=0, description="Seconds that a SPARQL query to the service may take, with waiting."
    )
    query_rows: int = Field(default=1_000_000, gt=0, description="Rows or triples that its answer may have.")
    query_bytes: int = Field(default=100_000_000, gt=0, description="Bytes that its answer may have.")
    query_memory: int = Field(
        default=500_000_000, ge=100_000_000, description="Bytes of memory that answering it may take."
    )
    queries_at_once: int = Field(
        default=6, gt=0, description="How many SPARQL queries are answered at once, each in a process of its own."
    )
    queries_waiting: int = Field(default=32, gt=0, description="How many more SPARQL queries may wait.")
    query_patience: float = Field(default=5.0, gt=0, description="Seconds that one of them waits at most.")
    large_answers: int = Field(
        default=16,
        gt=0,
        description="How many answers to SPARQL queries, too large for memory, may be on their way to clients at once.",
    )
    keep_alive_seconds: int = Field(
        default=5, gt=0, description="Seconds that a connection to the service is kept without a request."
    )

    log_format: LogFormat = Field(
        default=LogFormat.TEXT, description="Form of the service's log: text, or json for one object a line."
    )
    log_level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)] = Field(
        default="info", description="What its log tells: error, warning, info, debug."
    )
    drain_seconds: float = Field(
        default=0.0,
        ge=0,
        description="Seconds that the service goes on answering when it is told to stop, while /health/ready says 503, "
        "so that what stands before it sends nothing more.",
    )
    stop_seconds: float = Field(
        default=10.0, gt=0, description="Seconds that requests and jobs under way then get to end."
    )
    disk_reserve: int = Field(
        default=200_000_000, ge=0, description="Bytes free on the store's disk below which the service is not ready."
    )

    backups: Path | None = Field(
        default=None,
        description="Folder in which backups are kept; the service makes none where there is no such folder.",
    )
    backups_kept: int = Field(default=7, gt=0, description="How many backups are kept in it, the newest ones.")

    sources_file: Path | None = Field(
        default=None, description="Turtle file with sources that are known besides the well-known ones."
    )

    keys: Annotated[tuple[_Key, ...], NoDecode, BeforeValidator(_listed)] = Field(
        default=(),
        description="Keys that the service knows, between commas: of each its role (read, write, admin), a colon "
        "and its SHA-256 hash in hexadecimal, as 'allegedly key' prints them.",
    )
    anyone: Anyone = Field(
        default=Anyone.READ,
        description="What those may do who bring no key: none, read, or, where the service listens on loopback, write.",
    )
    reads_per_minute: int = Field(
        default=1200, gt=0, description="Requests that read, of one key or else one network address, in a minute."
    )
    writes_per_minute: int = Field(default=120, gt=0, description="The same of requests that write.")
    queries_per_minute: int = Field(default=300, gt=0, description="The same of requests to the SPARQL endpoint.")
    proxies: Annotated[tuple[IPvAnyNetwork, ...], NoDecode, BeforeValidator(_listed)] = Field(
        default=(),
        description="Addresses or networks, between commas, of proxies whose X-Forwarded-For and X-Forwarded-Proto are "
        "believed.",
    )
    metrics_role: Role = Field(
        default=Role.ADMIN,
        description="Who may read /metrics: those with this role, read, write or admin, or a larger one.",
    )
    default_graph: DefaultGraph = Field(
        default=DefaultGraph.UNION, description="What the default graph is of a query over HTTP that names none."
    )
    public_url: str | None = Field(
        default=None,
        pattern=r"^https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~/-]*)?$",
        description="Where the service is reached from outside, if a proxy stands before it.",
    )
    cors_origins: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)] = Field(
        default=(),
        description='Origins, between commas, whose pages may read answers, graphs and descriptions; "*" for all.',
    )

    server: str | None = Field(
        default=None, description="Address of the service that the command line works with instead of with a folder."
    )
    key: SecretStr | None = Field(default=None, description="The key that the command line tells that service.")
    key_file: Path | None = Field(default=None, description="File that holds this key, where the key is not set.")

    @property
    def limits(self) -> Limits:
        """What one query may have."""
        return Limits(self.query_seconds, self.query_rows, self.query_bytes, self.query_memory)

    @property
    def reading_limits(self) -> ReadingLimits:
        """What reading one document may take in the service."""
        return ReadingLimits(self.reading_seconds, self.reading_memory)

    @property
    def queueing(self) -> Queueing:
        """How many jobs there may be, and for how long."""
        return Queueing(self.jobs_waiting, self.jobs_at_once, self.jobs_days, self.idempotency_hours)

    @property
    def crowd(self) -> Crowd:
        """How many queries are answered at once, and how many may wait."""
        return Crowd(self.queries_at_once, self.queries_waiting, self.query_patience, large=self.large_answers)

    @property
    def iris(self) -> Iris:
        """The IRIs under the base."""
        return Iris(self.base)
