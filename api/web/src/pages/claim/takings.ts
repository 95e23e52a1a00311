// What the page lets its reader take along: data, report, evidence, and the queries behind it.

import type { Query } from "../../shared/analyses.ts";
import { element, type Children } from "../../shared/dom.ts";
import { turtleOf } from "../../shared/links.ts";
import { address } from "../../shared/service.ts";
import { shareButton, showSparql, takeAway } from "../../shared/take_away.ts";
import { hidesInferred } from "./state.ts";

const REPORTS = { html: "Web page", md: "Markdown", json: "JSON", zip: "Evidence bundle (ZIP)" };

/** The row of links; ``statements`` asks for all that is said of the claim, ``queries`` for what stands behind it. */
export function takings(id: string, queries: readonly Query[], statements: string): Children {
  const inferred = hidesInferred() ? { inferred: false } : {};
  const downloads = Object.entries(REPORTS).map(([suffix, name]) =>
    element("a", { href: address(`/claims/${id}/report.${suffix}`, inferred), download: suffix === "zip" ? "evidence.zip" : `report.${suffix}` }, name));
  return [
    element("p", { className: "take-away" }, element("strong", {}, "Report"), ...downloads,
      element("a", { href: address(`/claims/${id}/report.html`, inferred) }, "Read the report")),
    takeAway({
      JSON: `/claims/${id}`, Turtle: turtleOf("claim", id),
      "Origins (JSON)": address(`/claims/${id}/origins`, inferred), "Positions (JSON)": `/claims/${id}/positions`,
      "Timeline (JSON)": `/claims/${id}/timeline`, "Disagreement (JSON)": address(`/claims/${id}/disagreement`, inferred),
    }, shareButton()),
    showSparql(statements, "All statements about the claim, with who says it and when: what the table of positions shows."),
    element("details", { className: "sparql" }, element("summary", {}, "More queries: what stands behind it"),
      ...queries.map(({ tells, sparql }) => showSparql(sparql, `It asks for ${tells}.`))),
  ];
}
