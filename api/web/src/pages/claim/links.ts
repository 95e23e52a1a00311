// The table of who has it from whom: the same links as the drawing has.

import type { Edge } from "../../shared/analyses.ts";
import { element, type Children } from "../../shared/dom.ts";
import { foreign } from "../../shared/foreign.ts";
import { plural } from "../../shared/numbers.ts";
import { sourceChip } from "../../shared/source.ts";
import { stanceWord } from "../../shared/stance.ts";
import { tableOf } from "../../shared/table.ts";
import { articles } from "./articles.ts";
import type { SidedEdge } from "./edges.ts";
import { knownFrom, SIDES } from "./words.ts";

const PART = 25; // links before the others wait for a button

/** The links as a table. */
export function linkTable(edges: readonly SidedEdge[]): HTMLElement {
  return tableOf(`${plural(edges.length, "link")}, from who passes it on to who is passed on`, [
    { title: "Who", kind: "heads", cell: (edge) => sourceChip(edge.source) },
    { title: "Has it from", cell: (edge) => sourceChip(edge.rests_on) },
    { title: "Side", cell: (edge) => [stanceWord(edge.stance, SIDES[edge.stance].toLowerCase()),
      edge.isCircular && element("div", { className: "small" }, "↻ in a circle")] },
    { title: "Known", cell: (edge) => known(edge) },
    { title: "Articles", cell: (edge) => places(edge) },
  ], edges, PART);
}

/** How the hops of a link are known, each way once. */
function known({ hops }: Edge): Children {
  return [...new Set(hops.map(knownFrom))].map((way) => element("div", {}, foreign(way)));
}

function places({ hops }: Edge): Children {
  return articles(hops.map(({ document, passage, rests_on }) => ({ document, statement: passage?.statement ?? rests_on.statement })));
}
