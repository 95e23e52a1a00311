// The wordings of a claim: which words, in which articles, and how they came to count as one claim.

import type { ClaimAnswer, Wording } from "../../shared/answers.ts";
import type { Positions } from "../../shared/analyses.ts";
import { element, type Children } from "../../shared/dom.ts";
import { clip, foreign } from "../../shared/foreign.ts";
import { tableOf } from "../../shared/table.ts";
import { articles } from "./articles.ts";
import { toldBy } from "./positions.ts";

/** The table of wordings; ``split`` gives what lets one be split off. */
export function wordings(claim: ClaimAnswer, told: Positions, split: (wording: Wording) => Children): HTMLElement {
  const sayings = Map.groupBy(told.speakers.flatMap((one) => toldBy(one).map(({ saying }) => saying)), (saying) => saying.claim);
  const texts = new Map(claim.wordings.map((one) => [one.id, one.text]));
  if (claim.wordings.length < 2) return element("div", {}, element("p", {}, "All articles have it in one wording:"), articles(sayings.get(claim.id) ?? []));
  return tableOf("Each wording, its articles, and why it counts as the same claim", [
    { title: "Wording", kind: "heads", cell: ({ text }) => foreign(clip(text)) },
    { title: "Articles", cell: ({ id }) => articles(sayings.get(id) ?? []) },
    { title: "Counts as the same", cell: (one) => matched(one, texts) },
    { title: "Split", cell: (one) => (one.id === claim.id ? element("span", { className: "soft" }, "this page") : split(one)) },
  ], claim.wordings, 20);
}

function matched({ method, score, explanation, compared_with }: Wording, texts: ReadonlyMap<string, string>): Children {
  const other = compared_with && texts.get(compared_with);
  return [
    explanation ? foreign(explanation) : method.replaceAll("_", " "),
    element("div", { className: "small soft" }, `${method.replaceAll("_", " ")}, score ${score.toFixed(2)}`,
      other && [", compared with “", foreign(clip(other, 120)), "”"]),
  ];
}
