// A list of the articles in which something stands, each once, and each leading to the statement.

import type { DocumentRef } from "../../shared/answers.ts";
import { articleLink, publication } from "../../shared/document.ts";
import { element, type Children } from "../../shared/dom.ts";
import { plural } from "../../shared/numbers.ts";

const SHOWN = 3; // before the others are folded away

export interface Place {
  document: DocumentRef;
  statement: string;
}

export function articles(places: readonly Place[]): Children {
  const each = [...new Map(places.toReversed().map((one) => [one.document.id, one])).values()].reverse();
  const rest = each.slice(SHOWN);
  const others = element("ul", { className: "plain" });
  const folded = element("details", {}, element("summary", {}, plural(rest.length, "more article")), others);
  folded.addEventListener("toggle", () => others.append(...rest.map(line)), { once: true });
  return [element("ul", { className: "plain" }, ...each.slice(0, SHOWN).map(line)), rest.length > 0 && folded];
}

function line({ document: doc, statement }: Place): HTMLElement {
  return element("li", {}, articleLink(doc, { statement }), " ", element("span", { className: "small soft" }, publication(doc)));
}
