// The queries that give what the page shows.

import { iriOf } from "../../shared/links.ts";
import type { State } from "./state.ts";

const UNDER_ALL_NAMES = "(al:memberOf/^al:memberOf)? ?name";

/** Asks for what a source says under all its names, narrowed down as the page is, the newest first. */
export function statementsQuery(id: string, state: State): string {
  const { stances, outlets, since, until, claim } = state;
  const day = "SUBSTR(STR(?published), 1, 10)";
  return [
    "SELECT DISTINCT ?statement ?text ?stance ?document ?published WHERE {",
    `  <${iriOf("source", id)}> ${UNDER_ALL_NAMES} .`,
    "  ?statement al:source ?name ; al:claim ?claim ; al:stance ?stance ; al:inDocument ?document .",
    "  ?claim al:claimText ?text .",
    "  OPTIONAL { ?document al:published ?published }",
    claim && `  <${iriOf("claim", claim)}> (al:memberOf/^al:memberOf)? ?claim .`,
    stances.length > 0 && `  VALUES ?stance { ${stances.map((one) => `al:${one.charAt(0).toUpperCase()}${one.slice(1)}`).join(" ")} }`,
    outlets.length > 0 && `  ?document al:publisher/al:name ?outlet . VALUES ?outlet { ${outlets.map(quoted).join(" ")} }`,
    since && `  FILTER(${day} >= ${quoted(since)})`,
    until && `  FILTER(${day} <= ${quoted(until)})`,
    "} ORDER BY DESC(?published) ?statement",
  ].filter(Boolean).join("\n");
}

/** Asks whom a source passes on and who passes it on, with the numbers of statements and documents. */
export function relianceQuery(id: string): string {
  const hop = "?outer al:viaWithinSentence|al:viaWithinDocument|al:viaInferred ?inner ; al:source ?citing ; al:inDocument ?document . ?inner al:source ?cited .";
  const side = (end: string) => `{ <${iriOf("source", id)}> (al:memberOf/^al:memberOf)? ?${end} . ${hop} BIND("${end}" AS ?this) }`;
  return [
    "SELECT ?this ?other (COUNT(DISTINCT ?outer) AS ?statements) (COUNT(DISTINCT ?document) AS ?documents) WHERE {",
    `  ${side("citing")}`, "  UNION", `  ${side("cited")}`,
    '  BIND(IF(?this = "citing", ?cited, ?citing) AS ?far)',
    "  ?far al:name ?other",
    "} GROUP BY ?this ?other ORDER BY ?this DESC(?statements)",
  ].join("\n");
}

/** Asks under which names a source is held to be one, and why. */
export function namesQuery(id: string): string {
  return [
    "SELECT DISTINCT ?name ?method ?score ?explanation WHERE {",
    `  <${iriOf("source", id)}> al:memberOf ?identity .`,
    "  ?membership al:group ?identity ; al:member ?source ; al:method ?method ; al:score ?score .",
    "  ?source al:name ?name .",
    "  OPTIONAL { ?membership al:explanation ?explanation }",
    "} ORDER BY ?name",
  ].join("\n");
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
