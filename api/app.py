"""The HTTP service, put together."""

from importlib.metadata import version

from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api import errors
from api.application import Application
from api.compression import Compression
from api.cross_origin import CrossOriginReads
from api.figures import ServiceFigures
from api.health import Health
from api.keys import MayRead, may
from api.observing import Observing, RouteNote
from api.rate_limits import RateLimits
from api.routes import (
    adding,
    asking,
    assessments,
    backups,
    claims,
    descriptions,
    documents,
    exports,
    graph_store,
    health,
    jobs,
    linked,
    metrics,
    outlets,
    pages,
    reports,
    reviews,
    sparql,
    things,
    time,
    vocabularies,
)
from api.security import BodyLimit, SecurityHeaders
from api.service import Service


def create_app(service: Service) -> Application:
    """The application over one library. The caller closes the library."""
    app = Application(
        title="Allegedly",
        summary="Who said what, and where did they get it?",
        description="Answers are JSON in the shapes that the command line prints; errors are RFC 9457 problems.",
        version=version("allegedly"),
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        docs_url=None,  # FastAPI's own pages load scripts from another host; routes.pages has one that does not
        redoc_url=None,
    )
    app.state.service = service
    app.state.health = Health(service)
    service.metrics.registry.register(ServiceFigures(service))
    errors.install(app)
    # The last one added is the outermost.
    app.add_middleware(RouteNote)
    app.add_middleware(
        BodyLimit, limit=service.settings.max_document_bytes, upload_limit=service.settings.max_upload_bytes
    )
    app.add_middleware(RateLimits, settings=service.settings)
    app.add_middleware(errors.Boundary)
    if service.settings.cors_origins:
        app.add_middleware(CrossOriginReads, origins=service.settings.cors_origins)
    app.add_middleware(Compression)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=[str(proxy) for proxy in service.settings.proxies])
    app.add_middleware(Observing, metrics=service.metrics)
    # Whoever adds a route gets a closed one.
    for routes in (
        asking,
        sparql,
        graph_store,
        descriptions,
        linked,
        vocabularies,
        adding,
        documents,
        jobs,
        things,
        claims,
        time,
        outlets,
        reports,
        reviews,
        assessments,
        exports,
        backups,
    ):
        app.include_router(routes.router, dependencies=[MayRead])
    app.include_router(metrics.router, dependencies=[may(service.settings.metrics_role)])
    app.include_router(health.router)
    app.include_router(pages.router)
    app.mount("/static", pages.static_files(), name="static")
    app.mount("/swagger", pages.swagger_files(), name="swagger")
    return app
