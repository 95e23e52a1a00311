"""SPARQL for who passes on whom."""

from datetime import date

from graph.citations.groups import Among
from graph.model import MEDIA_KINDS
from ontology import terms


def edges_query(among: Among, *, since: date | None, until: date | None, least: int) -> str:
    """The query that counts, over the whole store, who passes on whom, all names of one source as one.

    Where only media count, it takes all that some document calls a medium under any of its names.
    """
    parts = [_TIES, *(_ENDS[among].format(end=end) for end in ("citing", "cited")), _time(since, until)]
    return _QUERY.format(patterns="".join(parts), least=least)


_QUERY = """\
SELECT ?citing ?cited (COUNT(*) AS ?statements) (COUNT(DISTINCT ?document) AS ?documents)
WHERE {{
{patterns}}}
GROUP BY ?citing ?cited
HAVING (COUNT(*) >= {least})
ORDER BY DESC(?statements) ?citing ?cited
"""
_TIES = """\
  VALUES ?basis { al:viaWithinSentence al:viaWithinDocument al:viaInferred }
  ?outer ?basis ?inner ; al:source ?citingName ; al:inDocument ?document .
  ?inner al:source ?citedName .
  OPTIONAL { ?document al:published ?published BIND(SUBSTR(STR(?published), 1, 10) AS ?day) }
  OPTIONAL { ?citingName al:memberOf ?citingGroup }
  OPTIONAL { ?citedName al:memberOf ?citedGroup }
  BIND(COALESCE(?citingGroup, ?citingName) AS ?citing)
  BIND(COALESCE(?citedGroup, ?citedName) AS ?cited)
  FILTER(?citing != ?cited)
"""
_NAMED = "  FILTER NOT EXISTS {{ ?{end}Name a al:UnnamedSource }}\n"
_MEDIA = ", ".join(f"<{terms.SOURCE_CLASSES[kind]}>" for kind in sorted(MEDIA_KINDS))
_ENDS = {
    Among.EVERYONE: "",
    Among.NAMED: _NAMED,
    Among.MEDIA: f"{_NAMED}"
    f"  FILTER EXISTS {{{{ ?{{end}}Name al:memberOf?/^al:memberOf? ?{{end}}Other . ?{{end}}Other a ?{{end}}Class "
    f"FILTER(?{{end}}Class IN ({_MEDIA})) }}}}\n",
}


def _time(since: date | None, until: date | None) -> str:
    bounds = [f'?day >= "{since}"'] if since else []
    bounds += [f'?day <= "{until}"'] if until else []
    return f"  FILTER({' && '.join(bounds)})\n" if bounds else ""
