// On whom a source relies, and who relies on it: directly with counts, and in the end over others.

import { dateOf, dateWords } from "../../shared/dates.ts";
import { element, type Children } from "../../shared/dom.ts";
import { count, plural } from "../../shared/numbers.ts";
import { sourceChip, sourceName } from "../../shared/source.ts";
import type { Outlet, OutletEdge, Reach, SourceStream } from "../../shared/source_answers.ts";
import { tableOf } from "../../shared/table.ts";

/** Both directions, each as a table and with those beyond it. */
export function reliance(stream: SourceStream): Children {
  const known = new Map(stream.sources.map((one) => [one.id, one]));
  return [
    stream.edges_truncated && element("p", { className: "note" }, "There are more than are told here: these are those with most statements."),
    element("div", { className: "streams" },
      direction("Whom it relies on", "It passes on nobody.", stream.rests_on, (edge) => known.get(edge.cited), stream.upstream, known),
      direction("Who relies on it", "Nobody passes it on.", stream.passed_on_by, (edge) => known.get(edge.citing), stream.downstream, known)),
  ];
}

function direction(
  title: string, nothing: string, edges: readonly OutletEdge[], far: (edge: OutletEdge) => Outlet | undefined,
  reach: Reach, known: ReadonlyMap<string, Outlet>,
): HTMLElement {
  if (!edges.length) return element("section", {}, element("h3", {}, title), element("p", { className: "soft" }, nothing));
  return element("section", {},
    element("h3", {}, `${title}: ${plural(edges.length, "source")}`),
    tableOf("Those with most statements first", [
      { title: "Source", kind: "heads", cell: (edge) => sourceChip(far(edge) ?? null) },
      { title: "Statements", kind: "number", cell: (edge) => [count(edge.statements),
        edge.inferred > 0 && element("div", { className: "small soft" }, `${count(edge.inferred)} inferred`)] },
      { title: "Articles", kind: "number", cell: (edge) => count(edge.documents) },
      { title: "Published", cell: period },
    ], edges, 10),
    beyond(reach, known));
}

function beyond({ sources, truncated, complete_to }: Reach, known: ReadonlyMap<string, Outlet>): HTMLElement | null {
  const far = sources.filter(({ hops }) => hops > 1);
  if (!far.length) return null;
  return element("details", {},
    element("summary", {}, `and ${truncated ? "at least " : ""}${plural(far.length, "more source")} through others`),
    truncated && element("p", { className: "small soft" }, `All of those ${plural(complete_to, "step")} away are here, and some of the next.`),
    tableOf("Through others, the nearest first", [
      { title: "Source", kind: "heads", cell: ({ source }) => sourceChip(known.get(source) ?? null) },
      { title: "Steps", kind: "number", cell: ({ hops }) => count(hops) },
      { title: "Through", cell: ({ through }) => sourceName(known.get(through) ?? null) },
    ], far, 10));
}

function period({ first, last }: OutletEdge): Children {
  if (!first || !last) return element("span", { className: "soft" }, "no date");
  return dateWords(first) === dateWords(last) ? dateOf(first) : [dateOf(first), " to ", dateOf(last)];
}
