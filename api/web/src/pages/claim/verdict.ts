// The verdict on independence, for each side that somebody takes: in sentences, in figures, and with its circles.

import type { CircularReport, Side, Standing } from "../../shared/analyses.ts";
import type { SourceRef } from "../../shared/answers.ts";
import { dateOf } from "../../shared/dates.ts";
import { articleLink } from "../../shared/document.ts";
import { element, joined, type Children } from "../../shared/dom.ts";
import { foreign } from "../../shared/foreign.ts";
import { count, plural } from "../../shared/numbers.ts";
import { sourceChip, sourceName } from "../../shared/source.ts";
import { stanceMark } from "../../shared/stance.ts";
import { SIDES } from "./words.ts";

const NAMES = 8; // of a list, before the others are folded away

/** What stands behind each side of a claim. */
export function verdicts({ sides, truncated, inference }: Standing): Children {
  if (!sides.length) return element("p", {}, "Nobody takes a side in these articles: it is only passed on, or left open.");
  return [
    inference === "without" && element("p", { className: "note" }, "Inferred links are left out: what looks independent may not be."),
    truncated && element("p", { className: "note" }, "There are more statements than were looked at: these are the earliest."),
    element("div", { className: "verdicts" }, ...sides.map(verdict)),
  ];
}

function verdict(side: Side): HTMLElement {
  const { independence, circular } = side;
  return element("article", { className: "card verdict" },
    element("h3", { className: side.stance }, stanceMark(side.stance), ` ${SIDES[side.stance]}`),
    figures(side),
    element("ul", { className: "sentences" }, ...side.verdict.map((told) => element("li", {}, foreign(told)))),
    element("dl", { className: "terms" },
      ...term("All of it passes through", independence.through),
      ...term("Cut: every way to an origin passes one of", independence.cut),
      ...term("Origins with a name", side.origins.map((one) => one.source)),
      ...term("Origins without a name", side.origins_unnamed.map((one) => one.source))),
    ...circular.map(circle),
    side.circular_truncated && element("p", { className: "soft" }, "There may be more circles than were looked at."));
}

function figures({ outlets, documents, statements, origins, origins_unnamed, independence, circular }: Side): HTMLElement {
  const { at_least, at_most } = independence;
  const lines = at_least === at_most ? count(at_most) : `${count(at_least)} to ${count(at_most)}`;
  const told: [string, string, string][] = [
    ["outlets", count(outlets.length), `${plural(documents, "article")}, ${plural(statements, "statement")}`],
    ["origins", count(origins.length + origins_unnamed.length), `${count(origins.length)} named, ${count(origins_unnamed.length)} unnamed`],
    ["independent lines", lines, at_least === at_most ? "that share nobody" : "whether some of them are one nobody knows"],
  ];
  if (circular.length) told.push(["circles", count(circular.length), "↻ confirmed by oneself"]);
  return element("dl", { className: "figures" }, ...told.map(([noun, figure, note]) => element("div", {},
    element("dt", {}, noun), element("dd", {}, element("strong", {}, figure), element("span", { className: "soft small" }, note)))));
}

function term(title: string, sources: readonly SourceRef[]): HTMLElement[] {
  if (!sources.length) return [];
  const names = sources.map(sourceChip);
  const folded = names.slice(NAMES);
  return [element("dt", {}, title), element("dd", {}, joined(names.slice(0, NAMES), ", "),
    folded.length > 0 && element("details", {}, element("summary", {}, `${count(folded.length)} more`), joined(folded, ", ")))];
}

/** A circle with what happened in it, in order of time. */
function circle(loop: CircularReport): HTMLElement {
  const around = [...loop.speakers, ...loop.speakers.slice(0, 1)].map(sourceName);
  return element("details", { open: true, className: "circle" },
    element("summary", {}, "↻ Confirmed in a circle"),
    element("p", {}, joined(around, " has it from "), "."),
    element("p", { className: "small" }, "Its articles in order of time:"),
    element("ol", {}, ...loop.documents.map((doc) => element("li", {},
      doc.outlet && [foreign(doc.outlet), ", "], doc.published ? dateOf(doc.published) : "no date", ": ",
      articleLink(doc)))),
    element("ol", { className: "hops" }, ...loop.hops.map(({ source, rests_on, document, hop }) => element("li", {},
      sourceName(source), " has it from ", sourceName(rests_on), hop.inferred ? " (inferred)" : "", ", in ",
      articleLink(document, { statement: hop.passage?.statement ?? hop.rests_on.statement })))),
    element("p", {}, remainder(loop)));
}

function remainder({ without }: CircularReport): Children {
  const left = [...without.named, ...without.unnamed];
  if (!left.length) return "Without it, nobody is left with whom the claim begins.";
  return ["Without it, the claim still begins with ", ...joined(left.map(sourceName), ", "), without.beyond ? "." : ", all of whom are part of the circle."];
}
