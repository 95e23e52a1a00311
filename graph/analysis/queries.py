"""SPARQL that shows what the analysis of a claim says, as far as it is in the store.

The store has what texts state. What is inferred across documents is computed, and so is who speaks for whom: queries
tell sources as the documents name them. Two unnamed sources are never one, and two names of one source are two.
"""

from collections.abc import Collection

from graph.analysis.answers import Query
from graph.iris import Iris, Thing
from graph.model import Stance

_CONCEPTS = {Stance.AFFIRM: "al:Affirm", Stance.REJECT: "al:Reject", Stance.DOUBT: "al:Doubt"}

_REPORTS = """SELECT DISTINCT ?outlet WHERE {{
  VALUES ?claim {{ {claims} }}
  ?statement al:claim ?claim ; al:stance {stance} ; al:inDocument/al:publisher ?outlet
}} ORDER BY ?outlet"""

# As ``graph.analysis.claim_graph.origins``: who goes on about what somebody else told is no origin, but an outlet may
# add something of its own to what it passes on.
_ORIGINS = """SELECT DISTINCT ?origin ?statement WHERE {{
  VALUES ?claim {{ {claims} }}
  ?statement al:claim ?claim ; al:stance {stance} ; al:source ?origin ; al:inDocument ?document
  FILTER NOT EXISTS {{
    ?statement {via} ?base . ?base al:claim ?about
    FILTER(?about IN ({listed}))
  }}
  FILTER NOT EXISTS {{
    ?other al:inDocument ?document ; al:source ?origin ; al:stance {stance} ; al:claim ?same ; {via} ?told .
    ?told al:source ?teller ; al:claim ?about
    FILTER(?teller != ?origin && ?same IN ({listed}) && ?about IN ({listed}))
    FILTER NOT EXISTS {{ ?document al:publisher ?origin }}
  }}
}} ORDER BY ?statement"""

_HOPS = """SELECT DISTINCT ?statement ?source ?restsOn ?origin WHERE {{
  VALUES ?claim {{ {claims} }}
  ?statement al:claim ?claim ; al:source ?source ; {via} ?restsOn .
  ?restsOn al:source ?origin
}} ORDER BY ?statement ?restsOn"""

_CIRCULAR = """SELECT DISTINCT ?first ?earlier ?second ?later WHERE {{
  VALUES ?claim {{ {claims} }}
  VALUES ?again {{ {claims} }}
  ?citing al:claim ?claim ; al:inDocument ?earlier ; al:source ?first .
  ?earlier al:publisher ?second ; al:published ?before .
  ?confirming al:claim ?again ; al:inDocument ?later ; al:source ?second .
  ?later al:publisher ?first ; al:published ?after
  FILTER(?first != ?second && STR(?before) < STR(?after))
}} ORDER BY ?earlier ?later"""


def reports_query(iris: Iris, claims: Collection[str], *, stance: Stance) -> Query:
    """The outlets in whose documents somebody takes a side."""
    return _query(
        f"the outlets in whose documents somebody takes the side {stance}", _REPORTS, iris, claims, stance=stance
    )


def origins_query(iris: Iris, claims: Collection[str], *, stance: Stance) -> Query:
    """With whom chains end, without what was inferred, and without one source counted for another."""
    tells = f"with whom the chains of the side {stance} end as the texts say, by their names in the texts"
    return _query(tells, _ORIGINS, iris, claims, stance=stance)


def hops_query(iris: Iris, claims: Collection[str]) -> Query:
    """Which statements about the claim rest on which, without what was inferred."""
    return _query("which statement rests on which, as the texts say", _HOPS, iris, claims)


def circular_query(iris: Iris, claims: Collection[str]) -> Query:
    """Two outlets of which a document of one names the other, and a later one of the other names the first."""
    tells = "outlets that name each other for it: the second in the earlier document, the first in the later one"
    return _query(tells, _CIRCULAR, iris, claims)


def _query(tells: str, template: str, iris: Iris, claims: Collection[str], *, stance: Stance | None = None) -> Query:
    nodes = [f"<{iris.of(Thing.CLAIM, claim)}>" for claim in sorted(claims)]
    text = template.format(
        claims=" ".join(nodes),
        listed=", ".join(nodes),
        stance=_CONCEPTS[stance] if stance else "",
        via="al:viaWithinDocument|al:viaWithinSentence",
    )
    return Query(tells, text)
