"""The ids by which a service knows things, from what users call them."""

from api.opening import settings_with
from graph.asking import no_such
from graph.iris import Thing
from graph.model import Source, SourceKind


def id_of(text: str, *, thing: Thing) -> str:
    """The id of a thing that is given by its id or IRI, a source also by its name; it is plain enough for a path.

    Raises NotFoundError for what can be neither.
    """
    name = settings_with().iris.id_of(text, thing=thing)
    if name is not None:
        return name
    if thing is Thing.SOURCE:
        return Source(text, SourceKind.ORGANISATION).id  # as of all sources with a name, whatever their kind
    raise no_such(text, thing=thing)
