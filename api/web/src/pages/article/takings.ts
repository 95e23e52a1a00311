// What the page lets its reader take along.

import type { Children } from "../../shared/dom.ts";
import { iriOf, turtleOf } from "../../shared/links.ts";
import { shareButton, showSparql, takeAway } from "../../shared/take_away.ts";

export function takings(id: string): Children {
  const query = `SELECT ?statement ?who ?stance ?text ?part ?start ?end WHERE {
  ?statement al:inDocument <${iriOf("document", id)}> ; al:source ?source ; al:stance ?stance ; al:claim ?claim .
  ?source al:name ?who .
  ?claim al:claimText ?text .
  OPTIONAL {
    VALUES ?part { al:sourceAnchor al:cueAnchor al:contentAnchor }
    ?statement ?part ?anchor .
    ?anchor oa:hasSelector ?selector .
    ?selector oa:start ?start ; oa:end ?end .
  }
} ORDER BY ?statement ?part ?start`;
  const resource = `/documents/${encodeURIComponent(id)}`;
  return [
    takeAway({
      JSON: resource, Turtle: turtleOf("document", id), "Statements with their places (JSON)": `${resource}/statements`,
      "Reviews (JSON)": `${resource}/assessments`,
    }, shareButton()),
    showSparql(query, "All statements of the article, and where their sources, cues and contents stand in its text (in code points)."),
  ];
}
