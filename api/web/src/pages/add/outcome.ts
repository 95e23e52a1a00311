// What a job does and did, in words: what came in, what was there before, what could not be read and why.

import type { Change, JobDetail, Refusal, Result } from "../../shared/answers.ts";
import { momentWords } from "../../shared/dates.ts";
import { element, joined, type Children } from "../../shared/dom.ts";
import { clip, foreign } from "../../shared/foreign.ts";
import { articleAt, iriOf, queryAnswer, turtleOf } from "../../shared/links.ts";
import { count, plural } from "../../shared/numbers.ts";
import { shareButton, showSparql, takeAway } from "../../shared/take_away.ts";
import { type Progress } from "./following.ts";

const CHANGES: Record<Change, string> = {
  added: "new",
  updated: "was there already; what is known of it has changed",
  unchanged: "was there already, just as it is",
};
const MOST_SHOWN = 500; // lines of a list; the JSON has all
const MOST_IRIS = 80; // in a query, which /sparql takes up to 10,000 characters of

/** "3 articles are in: 2 new, 1 was there already. 1 could not be read." */
export function statusWords({ status, documents }: JobDetail): string {
  const { added, updated, unchanged, rejected } = documents;
  const kept = added + updated + unchanged;
  if (status === "waiting") return "Waiting for its turn";
  if (status === "running") return `Reading: ${plural(kept, "article")} in so far${rejected ? `, ${count(rejected)} could not be read` : ""}`;
  if (status === "cancelled") return `Cancelled: ${plural(kept, "article")} ${kept === 1 ? "is" : "are"} in and ${kept === 1 ? "stays" : "stay"}`;
  if (status === "failed") return "That did not work";
  if (!kept) return rejected ? "Nothing could be read" : "There was no article in it";
  const old = unchanged + updated;
  if (kept === old && !rejected) return kept === 1 ? "The article was there already" : `All ${count(kept)} articles were there already`;
  const there = old ? `, ${count(old)} ${old === 1 ? "was" : "were"} there already` : "";
  return `${plural(added, "new article")}${there}${rejected ? `, ${count(rejected)} could not be read` : ""}`;
}

/** A job that has not ended; ``cancel`` is called with the button that was pressed. */
export function running(progress: Progress, cancel: (button: HTMLButtonElement) => void): HTMLElement {
  const job = progress.job!;
  const button = element("button", { className: "quiet", type: "button" }, "Cancel");
  button.addEventListener("click", () => cancel(button));
  return element("div", { className: "job" },
    element("p", {}, element("progress", { ariaLabel: "Reading" })), element("p", { className: "now" }, statusWords(job)),
    element("p", { className: "soft small" }, "You may leave this page: the service goes on, and this address tells how far it is."),
    element("p", { className: "buttons" }, button, shareButton()),
    ...lists(progress));
}

/** What became of a job that has ended. */
export function outcome(progress: Progress): HTMLElement {
  const job = progress.job!;
  return element("div", { className: "job" },
    job.reason && element("p", { className: "note", role: "alert" }, job.reason),
    job.finished && element("p", { className: "soft small" }, `Ended ${momentWords(job.finished)}`),
    ...lists(progress),
    element("p", {}, element("a", { className: "button", href: "/add" }, "Add more")),
    ...takings(progress));
}

function lists({ results, rejected }: Progress): Children[] {
  return [
    rejected.length > 0 && element("section", { className: "rejected" }, element("h2", {}, "Could not be read"),
      element("ul", {}, ...rejected.slice(0, MOST_SHOWN).map(refusal)), rest(rejected.length)),
    results.length > 0 && element("section", {}, element("h2", {}, "In the store"),
      element("ul", {}, ...results.slice(0, MOST_SHOWN).map(result)), rest(results.length)),
  ];
}

function rest(length: number): HTMLElement | false {
  return length > MOST_SHOWN && element("p", { className: "soft" }, `And ${count(length - MOST_SHOWN)} more, which the JSON names.`);
}

function result({ id, origin, change, statements }: Result): HTMLElement {
  return element("li", {},
    element("a", { href: articleAt(id) }, foreign(clip(origin, 160))), " ",
    element("span", { className: "soft small" }, joined([CHANGES[change], plural(statements, "statement")], " · ")));
}

function refusal({ origin, reason }: Refusal): HTMLElement {
  return element("li", {}, element("strong", {}, foreign(clip(origin, 160))), ": ", foreign(clip(reason, 500)));
}

function takings({ job, results }: Progress): Children[] {
  const json = { JSON: `/jobs/${encodeURIComponent(job!.id)}?limit=1000` };
  if (!results.length) return [takeAway(json, shareButton())];
  const values = `VALUES ?document {\n    ${results.slice(0, MOST_IRIS).map(({ id }) => `<${iriOf("document", id)}>`).join("\n    ")}\n  }`;
  const select = `SELECT ?document ?title ?claim ?who ?stance WHERE {
  ${values}
  ?statement al:inDocument ?document ; al:claim/al:claimText ?claim ; al:stance ?stance ; al:source ?source .
  OPTIONAL { ?document al:title ?title }
  OPTIONAL { ?source al:name ?who }
} ORDER BY ?document ?claim`;
  const construct = `CONSTRUCT { ?thing ?property ?value } WHERE {
  ${values}
  { BIND(?document AS ?thing) ?thing ?property ?value } UNION { ?thing al:inDocument ?document ; ?property ?value }
}`;
  const [only, another] = results;
  const turtle = only && !another ? turtleOf("document", only.id) : queryAnswer(construct, "turtle");
  return [takeAway({ ...json, Turtle: turtle }, shareButton()), showSparql(select, "What is said in the articles above.")];
}
