"""The vocabulary, and the files beside it: the context, the shapes, the well-known sources.

Their terms are fragments of one address, so there is nothing to be redirected to (https://www.w3.org/TR/cooluris/,
section 4.1): the address answers in the form that is wanted, and with a suffix in that one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response

from api import endpoint
from api.contents import content_of
from api.described.forms import MEDIA, NAMES, OF_TRIPLES, RDF, Alternate, Form, links, of_suffix, wanted
from api.described.frame import Links
from api.described.vocabulary import vocabulary_page
from api.errors import problems
from api.security import policy_for
from api.service import CurrentService, Service
from graph.errors import NotFoundError
from graph.linked.vocabulary import Vocabulary, content, known_sources, ontology
from ontology.files import CONTEXT, ONTOLOGY, SHAPES, SOURCES, read

router = APIRouter(tags=["linked data"])

NS = "/ns"
_NEVER = 0
"""The revision of what changes with the program only."""


@dataclass(frozen=True, slots=True)
class _Shelved:
    """A file of RDF, and what a page shows of it where there is one."""

    path: str
    file: str
    vocabulary: Callable[[], Vocabulary] | None

    @property
    def forms(self) -> tuple[Form, ...]:
        """In which forms it is there."""
        return (*OF_TRIPLES, Form.HTML) if self.vocabulary else OF_TRIPLES


_VOCABULARY = _Shelved(NS, ONTOLOGY, ontology)
_BESIDE = {
    "sources": _Shelved(f"{NS}/sources", SOURCES, known_sources),
    "shapes": _Shelved(f"{NS}/shapes", SHAPES, None),
}
_CONTEXT = "context.jsonld"
_DESCRIBED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "All terms.",
        "content": content_of(MEDIA[form] for form in _VOCABULARY.forms),
    },
    304: {"description": "The client has it."},
}

Suffix = Annotated[str, Path(description="The form: ttl, jsonld, rdf, nt or html.")]
Name = Annotated[
    str,
    Path(description="context.jsonld; sources or shapes, with the suffix of a form or without; or the version."),
]


@router.get(NS, summary="The vocabulary", response_class=Response, responses={**_DESCRIBED, **problems(406)})
@router.head(NS, include_in_schema=False)
def vocabulary(request: Request, service: CurrentService) -> Response:
    """The terms in which descriptions and queries are written."""
    return _answer(request, service, _VOCABULARY, wanted(request, _VOCABULARY.forms))


@router.get(
    NS + ".{suffix}",
    summary="The vocabulary in one form",
    response_class=Response,
    responses={**_DESCRIBED, **problems(404, 422)},
)
@router.head(NS + ".{suffix}", include_in_schema=False)
def vocabulary_in_form(request: Request, service: CurrentService, suffix: Suffix) -> Response:
    """The terms in the form that the suffix names."""
    return _answer(request, service, _VOCABULARY, _form(suffix, _VOCABULARY))


@router.get(
    NS + "/{name}",
    summary="What belongs to the vocabulary",
    response_class=Response,
    responses={**_DESCRIBED, 303: {"description": "The version is the one at /ns."}, **problems(404, 406, 422)},
)
@router.head(NS + "/{name}", include_in_schema=False)
def beside(request: Request, service: CurrentService, name: Name) -> Response:
    """The context for JSON-LD, the shapes of SHACL, or the sources that are known whatever documents say."""
    if name == _CONTEXT:
        return _sent(request, read(CONTEXT).encode(), form=Form.JSON_LD, headers={})
    if name == ontology().version:
        return Response(status_code=HTTPStatus.SEE_OTHER, headers={"Location": endpoint.address(request, service, NS)})
    bare, dot, suffix = name.partition(".")
    shelved = _BESIDE.get(bare)
    if shelved is None:
        raise NotFoundError(f"The vocabulary has no such file: there are {_CONTEXT}, {' and '.join(_BESIDE)}.")
    form = _form(suffix, shelved) if dot else wanted(request, shelved.forms)
    return _answer(request, service, shelved, form)


@router.options(NS, include_in_schema=False)
@router.options(NS + ".{suffix}", include_in_schema=False)
@router.options(NS + "/{name}", include_in_schema=False)
def options() -> Response:
    """Tell the methods."""
    return endpoint.allowed("GET", "HEAD")


def _form(suffix: str, shelved: _Shelved) -> Form:
    form = of_suffix(suffix, shelved.forms)
    if form is None:
        forms = ", ".join(f".{form}" for form in shelved.forms)
        raise NotFoundError(f"There is no such form: end the address in one of {forms}.")
    return form


def _answer(request: Request, service: Service, shelved: _Shelved, form: Form) -> Response:
    others = [
        Alternate(one, endpoint.address(request, service, f"{shelved.path}.{one}"))
        for one in shelved.forms
        if one is not form
    ]
    if form is Form.HTML and shelved.vocabulary:
        found = _page(service, shelved, shelved.vocabulary())
    else:
        found = content(shelved.file, format=RDF[form])
    return _sent(request, found, form=form, headers={"Link": ", ".join(links(others, relation="alternate"))})


def _page(service: Service, shelved: _Shelved, found: Vocabulary) -> bytes:
    # The page is at /ns or at /ns/sources, with a suffix or without: one level below the root, or two.
    root = "../" * (shelved.path.count("/") - 1)
    last = shelved.path.rpartition("/")[2]
    alternates = [Alternate(form, f"{last}.{form}") for form in OF_TRIPLES]
    others = [
        (f"{root}ns/{_CONTEXT}", "Context for JSON-LD"),
        (f"{root}ns/shapes.ttl", f"Shapes (SHACL, {NAMES[Form.TURTLE]})"),
        (f"{root}ns/sources", "Well-known sources") if shelved is _VOCABULARY else (f"{root}ns", "Vocabulary"),
    ]
    return vocabulary_page(found, links=Links(service.library.store.iris, root), alternates=alternates, others=others)


def _sent(request: Request, found: bytes, *, form: Form, headers: dict[str, str]) -> Response:
    etag = endpoint.tag(request, _NEVER)
    if same := endpoint.unchanged(request, etag):
        return same
    headers = {**endpoint.headers(etag, size=len(found)), **headers}
    if form is Form.HTML:
        headers["Content-Security-Policy"] = policy_for(found)
    return Response(None if request.method == "HEAD" else found, headers=headers, media_type=MEDIA[form])
