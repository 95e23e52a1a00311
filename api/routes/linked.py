"""Things by their IRIs (Linked Data): 303 See Other to a description in the form that is wanted.

The path of a thing is its IRI without the base, after ``/id/``. So the IRIs answer by themselves where the base is
this service's own address with ``/id/``, and through one rule of redirection where it is another
(https://www.w3.org/TR/cooluris/, section 4.2).
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query, Request, Response

from api import endpoint
from api.contents import content_of
from api.described.forms import MEDIA, RDF, Alternate, Form, links, of_suffix, wanted
from api.described.frame import Links
from api.described.thing import thing_page
from api.errors import problems
from api.routes.descriptions import VOID
from api.security import policy_for
from api.service import CurrentService, Service
from graph.errors import NotFoundError
from graph.iris import Thing
from graph.linked.description import MAX_PAGE, describe, is_there
from graph.linked.telling import tell
from graph.linked.writing import Located, written

router = APIRouter(tags=["linked data"])

PATH = "/id/{kind}/{name}"
_DESCRIBED = tuple(form for form in Form if form is not Form.JSON)
_ANSWERS = {
    Thing.DOCUMENT: "/documents",
    Thing.SOURCE: "/sources",
    Thing.CLAIM: "/claims",
    Thing.STATEMENT: "/statements",
}
"""Where things have an answer in JSON of their own; others have JSON-LD."""
_READERS = {Thing.DOCUMENT: "article", Thing.CLAIM: "claim", Thing.SOURCE: "source"}
"""The pages for readers of some things (api/web/src/routes.ts)."""
_ABOVE = "../../"

_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The description, where the address ends in a suffix.",
        "content": content_of(MEDIA[form] for form in _DESCRIBED),
    },
    303: {"description": "Location is that of the description in the form that Accept prefers."},
    304: {"description": "The description is the one that the client has."},
}

Kind = Annotated[str, Path(description="The kind of thing, as in its IRI: claim, source, statement, document …")]
Name = Annotated[
    str, Path(description="The id, as in the IRI; with a suffix such as .ttl for a form of its description.")
]
PageNumber = Annotated[int, Query(ge=1, le=MAX_PAGE, description="Which page of a long description.")]


@dataclass(frozen=True, slots=True)
class _Asked:
    """The request for a thing, and the addresses at which it is described."""

    request: Request
    service: Service
    iri: str
    page: int

    def address(self, form: Form, *, page: int | None = None) -> str:
        """Where a page is in a form."""
        thing, name = self.service.library.store.iris.split(self.iri) or ("", "")
        if form is Form.JSON and thing in _ANSWERS:
            return self._of_service(f"{_ANSWERS[Thing(thing)]}/{name}")
        suffix = Form.JSON_LD if form is Form.JSON else form
        return self._of_service(f"/id/{thing}/{name}.{suffix}{_query(page or self.page)}")

    def alternates(self, form: Form | None = None) -> list[Alternate]:
        """The forms but for one."""
        return [Alternate(one, self.address(one)) for one in _DESCRIBED if one is not form]

    def located(self, form: Form, *, has_more: bool) -> Located:
        """Where a page is in a form, and what is around it."""
        return Located(
            itself=self.address(form),
            previous=self.address(form, page=self.page - 1) if self.page > 1 else None,
            following=self.address(form, page=self.page + 1) if has_more else None,
            data_set=self._of_service(f"{VOID}#data"),
            graph=self._of_service(f"/rdf-graphs?{_named(self.iri)}"),
        )

    def _of_service(self, path: str) -> str:
        return endpoint.address(self.request, self.service, path)


@router.get(
    PATH, summary="Look up an IRI", response_class=Response, responses={**_RESPONSES, **problems(404, 406, 422)}
)
@router.head(PATH, include_in_schema=False)
def look_up(request: Request, service: CurrentService, kind: Kind, name: Name, page: PageNumber = 1) -> Response:
    """Lead from a thing to its description, or give that: what the library says of it and of what leads to it."""
    bare, dot, suffix = name.partition(".")
    asked = _Asked(request, service, f"{service.library.store.iris.base}{kind}/{bare}", page)
    form = of_suffix(suffix, Form) if dot else None
    if dot and form is None:
        raise NotFoundError(f"There is no such form: end the address in one of {', '.join(f'.{one}' for one in Form)}.")
    if form and form is not Form.JSON:
        return _described(asked, form)
    if not service.revision.read(lambda: is_there(service.library.store, asked.iri)):
        raise NotFoundError("There is no such thing in the store.")
    headers = {"Vary": endpoint.VARY, "Link": ", ".join(links(asked.alternates(), relation="describedby"))}
    location = asked.address(form or wanted(request, Form))
    return Response(status_code=HTTPStatus.SEE_OTHER, headers={**headers, "Location": location})


@router.options(PATH, include_in_schema=False)
def options() -> Response:
    """Tell the methods."""
    return endpoint.allowed("GET", "HEAD")


def _described(asked: _Asked, form: Form) -> Response:
    etag = endpoint.tag(asked.request, asked.service.library.store.revision)
    if same := endpoint.unchanged(asked.request, etag):
        return same
    write = _html if form is Form.HTML else _rdf
    content, located = asked.service.revision.read(lambda: write(asked, form))
    related = [f'<{asked.iri}>; rel="describes"', *links(asked.alternates(form), relation="alternate")]
    for relation, address in (("prev", located.previous), ("next", located.following)):
        related += [f'<{address}>; rel="{relation}"'] if address else []
    headers = {**endpoint.headers(etag, size=len(content)), "Link": ", ".join(related)}
    if form is Form.HTML:
        headers["Content-Security-Policy"] = policy_for(content)
    body = None if asked.request.method == "HEAD" else content
    return Response(body, headers=headers, media_type=MEDIA[form])


def _rdf(asked: _Asked, form: Form) -> tuple[bytes, Located]:
    store = asked.service.library.store
    found = describe(store, asked.iri, page=asked.page)
    located = asked.located(form, has_more=found.has_more)
    return written(found, located, format=RDF[form], store=store), located


def _html(asked: _Asked, form: Form) -> tuple[bytes, Located]:
    store = asked.service.library.store
    found = describe(store, asked.iri, page=asked.page)
    located = asked.located(form, has_more=found.has_more)
    name = asked.iri.rpartition("/")[2]
    # Links of the page are relative ones, which hold under any name that the service has.
    alternates = [Alternate(one, f"{name}.{one}{_query(asked.page)}") for one in _DESCRIBED if one is not form]
    if found.thing in _ANSWERS:
        alternates.append(Alternate(Form.JSON, f"{name}.{Form.JSON}"))
    content = thing_page(
        tell(store, found),
        links=Links(store.iris, _ABOVE),
        alternates=alternates,
        reader=f"{_ABOVE}{_READERS[found.thing]}/{name}" if found.thing in _READERS else None,
        graph=f"{_ABOVE}rdf-graphs?{_named(asked.iri)}" if found.thing in (Thing.GRAPH, Thing.LAYER) else None,
        previous=f"{name}.{form}{_query(asked.page - 1)}" if located.previous else None,
        following=f"{name}.{form}{_query(asked.page + 1)}" if located.following else None,
    )
    return content, located


def _named(graph: str) -> str:
    return urlencode({"graph": graph})


def _query(page: int) -> str:
    return f"?page={page}" if page > 1 else ""
