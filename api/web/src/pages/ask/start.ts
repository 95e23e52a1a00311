// What stands below the box before anything is asked: what there is to ask about.

import type { DocumentRef, Stats } from "../../shared/answers.ts";
import { dateOf } from "../../shared/dates.ts";
import { element, joined, type Children } from "../../shared/dom.ts";
import { clip, foreign } from "../../shared/foreign.ts";
import { articleAt } from "../../shared/links.ts";
import { plural } from "../../shared/numbers.ts";
import { getJson } from "../../shared/service.ts";
import { empty } from "../../shared/states.ts";
import { takeAway } from "../../shared/take_away.ts";

const NEWEST = 6;

/** What the store holds. Throws Problem. */
export async function start(signal: AbortSignal): Promise<Children> {
  const [stats, newest] = await Promise.all([
    getJson<Stats>("/stats", {}, signal), getJson<DocumentRef[]>("/documents", { limit: NEWEST }, signal),
  ]);
  if (!stats.documents) {
    return empty("The store is empty",
      element("p", {}, element("a", { href: "/add" }, "Add an article"), ", or read some in from the command line:"),
      element("pre", { tabIndex: 0 }, "allegedly ingest ARTICLE.html"));
  }
  return [
    element("section", { className: "hints" },
      element("p", {}, "Ask in your own words: “who denies that the port was closed?”, “what did the ministry say about the fire?”, “how many were hurt?”"),
      element("p", { className: "soft small" }, "Press / to come back to the box; arrow keys choose among suggestions.")),
    element("section", { className: "newest" },
      element("h2", {}, "Newest articles"),
      element("ul", {}, ...newest.map(article)),
      element("p", { className: "counts" }, joined([plural(stats.documents, "article"), plural(stats.statements, "statement"),
        plural(stats.claims, "claim"), plural(stats.sources_named, "named source")], " · "))),
    whole(),
    takeAway({ Turtle: "/export?format=turtle", "JSON-LD": "/export?format=jsonld", "Citation graph (JSON)": "/citation-graph",
      GraphML: "/citation-graph?format=graphml", GEXF: "/citation-graph?format=gexf" }),
  ];
}

function article(doc: DocumentRef): HTMLElement {
  const title = element("a", { href: articleAt(doc.id) }, foreign(clip(doc.title || doc.url || "Article without a title", 160)));
  return element("li", {}, title, " ",
    element("span", { className: "soft small" }, joined([doc.outlet && foreign(clip(doc.outlet, 80)), doc.published && dateOf(doc.published)], " · ")));
}

/** The drawing of everything, asked for only when it is opened. */
function whole(): HTMLElement {
  const image = element("img", { id: "graph", alt: "Drawing of the citation graph of the whole store" });
  const figure = element("figure", { className: "drawing whole" },
    element("a", { href: "/citation-graph?format=html", ariaLabel: "The citation graph in full size, with tables" }, image));
  const details = element("details", {}, element("summary", {}, "Drawing: who passes on what whom says, in the whole store"), figure);
  details.addEventListener("toggle", () => (image.src = "/citation-graph?format=svg"), { once: true });
  return details;
}
