"""Queries that would take for ever, all memory, or the whole stack; and those that would ask another server."""

_PRODUCT = " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(6))
_DEEP = 95  # levels, within what may be nested


def _chain(joint: str, *, length: int) -> str:
    return joint.join(f"?o0 = {n}" for n in range(length))


ENDLESS = {
    "product": f"SELECT * {{ {_PRODUCT} }}",
    "counted product": f"SELECT (COUNT(*) AS ?n) {{ {_PRODUCT} }}",
    "sorted product": f"SELECT * {{ {_PRODUCT} }} ORDER BY ?o5 DESC(?o0)",
    "distinct product": f"SELECT DISTINCT * {{ {_PRODUCT} }}",
    "grouped product": f"SELECT ?s0 ?s1 ?s2 (MIN(?o3) AS ?n) {{ {_PRODUCT} }} GROUP BY ?s0 ?s1 ?s2",
    "product without a result": f"ASK {{ {_PRODUCT} FILTER(CONCAT(STR(?o0), STR(?s5)) = 'no such thing') }}",
    "product of graphs": "SELECT (COUNT(*) AS ?n) { GRAPH ?a { ?b ?c ?d } GRAPH ?e { ?f ?g ?h } GRAPH ?i { ?j ?k ?l } "
    "GRAPH ?m { ?n ?o ?p } }",
    "negated product": f"SELECT * {{ ?x ?y ?z FILTER NOT EXISTS {{ {_PRODUCT} FILTER(?x = ?o5 && ?s0 = ?o3) }} }}",
    "product in minus": f"SELECT * {{ ?s0 ?p0 ?o0 MINUS {{ {_PRODUCT} }} }}",
    "optional product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f OPTIONAL { ?g ?h ?i OPTIONAL { ?j ?k ?l } } } }",
    "constructed product": f"CONSTRUCT {{ ?s0 ?p1 ?o2 . ?s1 ?p2 ?o3 . ?s2 ?p3 ?o4 }} {{ {_PRODUCT} }}",
    "constructed blank nodes": f"CONSTRUCT {{ [] ?p0 [ ?p1 [ ?p2 ?o3 ] ] }} {{ {_PRODUCT} }}",
    "all ways": "SELECT (COUNT(*) AS ?n) { ?a (<x:next>|^<x:next>)* ?b . ?b (<x:next>|^<x:next>)* ?c . "
    "?c (<x:next>|^<x:next>)* ?d . ?d !<x:none>* ?e }",
    "ways of ways": "SELECT (COUNT(*) AS ?n) { ?a ((<x:next>+)+/(^<x:next>)*)* ?b . ?b (!(<x:a>|^<x:b>))+ ?c . ?c <x:next>+ ?d }",
    "ways of any kind": "SELECT (COUNT(*) AS ?n) { ?a (!<x:none>|^!<x:none>)* ?b . ?c (!<x:none>|^!<x:none>)* ?d . "
    "?e (!<x:none>|^!<x:none>)+ ?f }",
    "regular expression": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i "
    "FILTER(REGEX(CONCAT(STR(?c), STR(?f), STR(?i)), '(a+)+(b|a?){200}(.*a){12}$', 'i')) }",
    "replaced over and over": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i "
    "BIND(REPLACE(REPLACE(CONCAT(STR(?a), STR(?d), STR(?g)), '.', '$0$0$0$0$0$0'), '.', '$0$0$0$0$0$0$0$0') AS ?x) }",
    "joined strings": f"SELECT (GROUP_CONCAT(?t) AS ?x) {{ {_PRODUCT} BIND(CONCAT(STR(?s0), STR(?o5)) AS ?t) }}",
    "hashes": f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {_PRODUCT} BIND(SHA512(CONCAT(STR(?s0), STR(?o1), STR(?o2))) AS ?x) }}",
    "random order": f"SELECT * {{ {_PRODUCT} }} ORDER BY RAND()",
    "many values": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(100)))} }}" for n in range(12))
    + " }",
    "nested selects": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o "
    + "{ SELECT * { ?a ?b ?c . ?d ?e ?f " * 20
    + "} }" * 20
    + " }",
    "unions": "SELECT (COUNT(*) AS ?n) { " + " ".join("{ ?a ?b ?c } UNION { ?d ?e ?f }" for _ in range(60)) + " }",
}
"""Each of these has more to do than anybody can wait for."""

DEEP = {
    "groups": "SELECT * " + "{" * _DEEP + "?s ?p ?o" + "}" * _DEEP,
    "parentheses": "SELECT * { ?s ?p ?o FILTER(" + "(" * _DEEP + "1" + ")" * _DEEP + ") }",
    "paths": "SELECT * { ?s " + "(" * _DEEP + "<x:next>" + ")*" * _DEEP + " ?o }",
    "lists": "SELECT * { ?s ?p " + "(" * _DEEP + ")" * _DEEP + " }",
    "nodes": "SELECT * { ?s ?p " + "[ ?p " * _DEEP + "?o" + "]" * _DEEP + " }",
    "optionals": "SELECT * { " + "OPTIONAL { ?s ?p ?o " * _DEEP + "}" * _DEEP + " }",
    "negations": "SELECT * { ?s ?p ?o FILTER(" + "!" * _DEEP + "?o) }",
    "minus signs": "SELECT * { ?s ?p ?o FILTER(" + "- " * 4_000 + "1) }",
    "alternatives": "SELECT * { ?s ?p ?o0 FILTER(" + _chain(" || ", length=800) + ") }",
    "conjunctions": "SELECT * { ?s ?p ?o0 FILTER(" + _chain(" && ", length=800) + ") }",
    "sums": "SELECT (" + "+".join("1" * 4_000) + " AS ?x) {}",
    "sequences": "SELECT * { ?s " + "/".join(["<x:n>"] * 1_500) + " ?o }",
    "inversions": "SELECT * { ?s " + "^" * 9_000 + "<x:next> ?o }",
    "unions in a row": "SELECT * { {}" + " UNION {}" * 1_000 + " }",
    "triples": "SELECT * { " + "?s ?p ?o ." * 900 + " }",
    "filters": "SELECT * { " + "FILTER(1)" * 1_000 + " }",
    "triple terms": "SELECT * { ?s ?p " + "<<( ?s ?p " * 45 + "?o" + " )>>" * 45 + " }",
    "ifs": "SELECT (" + "IF(1,1," * _DEEP + "1" + ")" * _DEEP + " AS ?x) {}",
}
"""Each of these makes the engine call itself for every part; they are not longer than a query may be."""

FEDERATED = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service silent <URL> { ?s ?p ?o } }",
    "SELECT * {\n#\nSERVICE<URL>{ ?s ?p ?o } }",
    "PREFIX x: <URL> SELECT * { SERVICE x:y { ?s ?p ?o } }",
    "SELECT * { S\\u0045RVICE <URL> { ?s ?p ?o } }",
    "SELECT * { { SELECT * { SERVICE ?s { ?s ?p ?o } } } }",
    "SELECT * { SERVICESILENT<URL>{ ?s ?p ?o } }",
    "PREFIX ex: <URL> SELECT * { SERVICEex:x { ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "PREFIX ex: <urn:> SELECT * { ?s ex:a\\#b ?o } SERVICE <URL> { ?s ?p ?o } }",
    "PREFIX ex: <urn:> SELECT * { ?s ex:a\\#b ?o . SERVICE <URL> { ?s ?p ?o } }",
    "PREFIX ex: <urn:> SELECT * { ?s ex:a\\'b ?o . SERVICE <URL> { ?s ?p 'x' } }",
    "SELECT * { FILTER(1<2 && SERVICE <URL> {} || 3>2) }",
    "SELECT * { FILTER(?a<?b) SERVICE <URL> { ?s ?p ?o FILTER(?a>?b) } }",
    "SELECT ('a\\' SERVICE <URL> {} #' AS ?x) { SERVICE <URL> {} }",
    "SELECT ('''a''''SERVICE''' AS ?x) { SERVICE <URL> {} }",
    # in the places of other clauses
    "SELECT * { ?s ?p ?o OPTIONAL { SERVICE <URL> { ?a ?b ?c } } }",
    "SELECT * { GRAPH <x:g> { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { GRAPH ?g { } MINUS { SERVICE <URL> { ?s ?p ?o } } }",
    "ASK { FILTER NOT EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "ASK { BIND(EXISTS { SERVICE <URL> {} } AS ?x) }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { VALUES ?u { <URL> } SERVICE ?u { ?s ?p ?o } }",
    "BASE <URL> SELECT * { SERVICE <> { ?s ?p ?o } }",
    "BASE <URL> SELECT * { SERVICE <sparql?query=x> { ?s ?p ?o } }",
    "SELECT * { { SELECT (1 AS ?x) {} } UNION { SERVICE SILENT <URL> {} } }",
    # in other letters
    "SELECT * { sErViCe <URL> { ?s ?p ?o } }",
    "SELECT * { \\u0053\\u0045\\u0052\\u0056\\u0049\\u0043\\u0045 <URL> {} }",
    "SELECT * { SERV\\U00000049CE <URL> { ?s ?p ?o } }",
    "SELECT * { s\\u0065rvice\\u0020<URL>\\u007b} }",
    "SELECT * { \\u0022\\u0022 . SERVICE <URL> {} }",
    "SELECT * { SERV\\u0130CE <URL> { ?s ?p ?o } SERVICE <URL> {} }",
    # behind what looks like the beginning of something harmless
    "SELECT * { ?s ?p '#' . SERVICE <URL> { ?s ?p ?o } }",
    'SELECT * { ?s ?p "\'" . SERVICE <URL> { ?s ?p "\'" } }',
    "SELECT * { ?s ?p '\\\\' . SERVICE <URL> { ?s ?p '\\\\' } }",
    "SELECT * { ?s ?p '''it's''' . SERVICE <URL> { ?s ?p ''''''  } }",
    'SELECT * { ?s ?p """a"b""" . SERVICE <URL> { ?s ?p \'\' } }',
    "SELECT * { ?s <x:a#b> ?o . SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s <x:a'b> ?o . SERVICE <URL> { ?s <x:c'd> ?o } }",
    "SELECT * { ?s ?p ?o # comment\r SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'a'@en-SERVICE . SERVICE <URL> { ?s ?p ?o } }",
    "PREFIX service: <URL> SELECT * { SERVICE service:x { ?s ?p ?o } }",
    "PREFIX a: <x:> SELECT * { ?s a:b%27 ?o . SERVICE <URL> { ?s a:b%27 ?o } }",
    "PREFIX a: <x:> SELECT * { ?s a:\\_\\~\\' ?o . SERVICE <URL> { ?s a:\\' ?o } }",
    "SELECT ?\u00e4SERVICE { SERVICE <URL> {} }",
    "SELECT * { <<( ?s ?p ?o )>> ?q ?r . SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * {} VALUES ?x { '''SERVICE''' } SERVICE <URL> {}",
    # as what is no query
    "INSERT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "INSERT { GRAPH <x:g> { ?s ?p ?o } } WHERE { GRAPH <x:g> { SERVICE <URL> { ?s ?p ?o } } }",
    "WITH <x:g> DELETE { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "LOAD <URL>",
    "LOAD SILENT <URL> INTO GRAPH <x:g>",
    "SELECT * {} ; LOAD <URL>",
    "# SELECT * {}\nLOAD <URL>",
    "\\u004COAD <URL>",
]
"""Queries and updates, each of which would have URL asked if it came to run."""
