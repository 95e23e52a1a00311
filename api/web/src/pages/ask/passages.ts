// The passages in which a claim is made, each once, with all who stand behind it.

import type { Position } from "../../shared/answers.ts";
import { dateOf, saidOn } from "../../shared/dates.ts";
import { articleLink, original } from "../../shared/document.ts";
import { element, joined } from "../../shared/dom.ts";
import { clip, foreign } from "../../shared/foreign.ts";
import { plural } from "../../shared/numbers.ts";
import { chain, sourceChip } from "../../shared/source.ts";
import { stanceWord } from "../../shared/stance.ts";

const SHOWN = 3; // passages before the others are folded away
const QUOTE = 600; // code points of a passage that are shown; the article has all of them

/** The passages of positions, in their order. */
export function passages(positions: readonly Position[]): HTMLElement {
  const all = grouped(positions).map(passage);
  const folded = all.slice(SHOWN);
  return element("div", {},
    element("ol", { className: "passages" }, ...all.slice(0, SHOWN)),
    folded.length > 0 && element("details", {}, element("summary", {}, plural(folded.length, "more passage")),
      element("ol", { className: "passages" }, ...folded)));
}

/** The positions by passage; in each the longest chain first, which names all the others. */
export function grouped(positions: readonly Position[]): Position[][] {
  const found = Map.groupBy(positions, (one) => `${one.document.id} ${one.span.join("-")}`);
  return [...found.values()].map((group) => group.toSorted((a, b) => b.chain.length - a.chain.length));
}

function passage(group: Position[]): HTMLElement {
  const [{ document: doc, quote, span }] = group as [Position];
  const heading = element("p", { className: "where" },
    joined([doc.outlet && foreign(clip(doc.outlet, 80)), doc.published && dateOf(doc.published), articleLink(doc, { span }), original(doc)], " · "));
  return element("li", {}, heading, element("blockquote", {}, foreign(clip(quote, QUOTE))),
    element("ul", {}, ...group.map(position)));
}

function position(one: Position): HTMLElement {
  const words = [one.speech_act, one.quotation.replace("_", " ")].join(", ");
  // The date of publication stands with the article already.
  const day = one.said_on && one.said_on_basis === "text" ? saidOn(one.said_on, one.said_on_basis) : null;
  return element("li", {}, sourceChip(one.source), " ", stanceWord(one.stance), " ",
    element("span", { className: "soft small" }, joined([words, day], ", said ")),
    one.chain.length > 1 && element("div", { className: "soft small" }, "chain: ", chain(one.chain)));
}
