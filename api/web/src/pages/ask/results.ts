// The answer to a question: how it was understood, its claims, what comes nearest, and the pages of it.

import type { Answer } from "../../shared/answers.ts";
import { element, joined, type Children } from "../../shared/dom.ts";
import { clip, foreign } from "../../shared/foreign.ts";
import { askPage, claimPage, iriOf, queryAnswer } from "../../shared/links.ts";
import { count, plural } from "../../shared/numbers.ts";
import { empty } from "../../shared/states.ts";
import { STANCES } from "../../shared/stance.ts";
import { shareButton, showSparql, takeAway } from "../../shared/take_away.ts";
import { claimCard } from "./card.ts";
import { addressOf, asking, isNarrowed, PAGE, parametersOf, type State } from "./state.ts";

const MOST_IRIS = 80; // in a query, which /sparql takes up to 10,000 characters of

/** What is shown of an answer. */
export function results(state: State, answer: Answer): Children {
  if (!answer.claims.length) return nothing(state, answer);
  return [understood(answer), ...answer.claims.map(claimCard), paging(state, answer), takings(state, answer)];
}

/** "10 claims, best first", for eyes and ears. */
export function statusWords(state: State, answer: Answer): string {
  const { claims, more, offset } = answer;
  if (!claims.length) return "Nothing in the store fits that question.";
  const narrowed = isNarrowed(state) ? ", narrowed down" : "";
  if (!more && !offset) return `${plural(claims.length, "claim")}, best first${narrowed}`;
  return `Claims ${count(offset + 1)} to ${count(offset + claims.length)}, best first${narrowed}${more ? "; more follow" : ""}`;
}

function understood({ about, source, stances, question }: Answer): HTMLElement | null {
  const sides = stances.map((stance) => STANCES[stance].verbs);
  const parts = joined([
    about && about !== question && element("span", {}, "about “", foreign(clip(about)), "”"),
    source && element("span", {}, "of ", foreign(clip(source, 120))),
    sides.length > 0 && `from those who ${sides.join(" or ")}`,
  ], ", ");
  return parts.length ? element("p", { className: "soft small" }, "Understood as a question ", ...parts, ".") : null;
}

function nothing(state: State, { nearest }: Answer): HTMLElement {
  return empty("Nothing in the store fits that question",
    element("p", {}, "Try fewer words, or the words of the claim itself. What nobody said in the articles that were read is not here."),
    isNarrowed(state) && element("p", {}, element("a", { href: addressOf(asking(state.question)) }, "Ask without narrowing down")),
    nearest.length > 0 && element("div", {},
      element("h3", {}, "What comes nearest"),
      element("ul", {}, ...nearest.map((claim) => element("li", {},
        element("a", { href: askPage(claim.text.slice(0, 1000)) }, foreign(clip(claim.text))), " ",
        element("a", { className: "small", href: claimPage(claim.id) }, "claim"))))));
}

function paging(state: State, { more, offset }: Answer): HTMLElement | null {
  if (!more && !offset) return null;
  const to = (place: number, words: string, rel: string) => element("a", { href: addressOf({ ...state, offset: place }), rel }, words);
  return element("nav", { className: "paging", ariaLabel: "Pages of the answer" },
    offset > 0 && to(Math.max(0, offset - PAGE), "← Better claims", "prev"),
    more && to(offset + PAGE, "More claims →", "next"));
}

function takings(state: State, answer: Answer): HTMLElement {
  const claims = [...new Set(answer.claims.flatMap((one) => [one.id, ...one.wordings.map(({ id }) => id)]))].slice(0, MOST_IRIS);
  const values = `VALUES ?claim {\n    ${claims.map((id) => `<${iriOf("claim", id)}>`).join("\n    ")}\n  }`;
  const select = `SELECT DISTINCT ?text ?who ?stance ?document WHERE {
  ${values}
  ?claim al:claimText ?text .
  ?statement al:claim ?claim ; al:source ?source ; al:stance ?stance ; al:inDocument ?document .
  OPTIONAL { ?source al:name ?who }
} ORDER BY ?text ?stance`;
  const construct = `CONSTRUCT { ?thing ?property ?value } WHERE {
  ${values}
  { BIND(?claim AS ?thing) ?thing ?property ?value } UNION { ?thing al:claim ?claim ; ?property ?value }
}`;
  const parameters = parametersOf(state);
  parameters.set("limit", String(PAGE));
  return element("section", { className: "takings", ariaLabel: "Take it along" },
    takeAway({ JSON: `/who-asserted?${parameters}`, Turtle: queryAnswer(construct, "turtle") }, shareButton()),
    showSparql(select, "Which claims fit a question, an index of words and meanings tells. What the graph holds about those above, this query asks for."));
}
