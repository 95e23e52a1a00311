// Looking for a claim that says the same, to merge it with the one of the page.

import type { Answer, ClaimAnswer } from "../../shared/answers.ts";
import { element, fill } from "../../shared/dom.ts";
import { clip, foreign } from "../../shared/foreign.ts";
import { claimPage } from "../../shared/links.ts";
import { plural } from "../../shared/numbers.ts";
import { getJson } from "../../shared/service.ts";
import { announce, failure, loading } from "../../shared/states.ts";

const FOUND = 8; // claims

/** A search for other claims; ``merge`` gives what merges one (id, text) with this claim. */
export function mergeForm(claim: ClaimAnswer, merge: (id: string, text: string) => HTMLElement): HTMLElement {
  const field = element("input", { type: "search", id: "merge-words", required: true, maxLength: 1000, autocomplete: "off", value: [...claim.text].slice(0, 200).join("") });
  const results = element("div", {});
  const own = new Set([claim.id, ...claim.wordings.map(({ id }) => id)]);
  const form = element("form", { role: "search", ariaLabel: "Claims that say the same" },
    element("label", { attributes: { for: "merge-words" } }, "Claims that may say the same, by their words"),
    element("div", { className: "row" }, field, element("button", {}, "Search")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void look();
  });

  async function look(): Promise<void> {
    fill(results, loading("Looking …"));
    try {
      const { claims } = await getJson<Answer>("/who-asserted", { q: field.value, limit: FOUND });
      const others = claims.filter(({ id }) => !own.has(id));
      announce(others.length ? `${plural(others.length, "claim")} found` : "No other claim found");
      fill(results, others.length
        ? element("ul", { className: "plain" }, ...others.map(({ id, text, tally }) => element("li", {},
          merge(id, text), " ", element("a", { href: claimPage(id) }, foreign(clip(text))), " ",
          element("span", { className: "small soft" }, plural(tally.statements, "statement")))))
        : element("p", {}, "No other claim fits these words. Try fewer, or those of the other claim."));
    } catch (error) {
      fill(results, failure(error));
    }
  }

  return element("details", { className: "merging" },
    element("summary", {}, "Merge with another claim"),
    element("p", { className: "soft small" }, "What persons decide counts over what was computed, and can be taken back. Nothing is written over."),
    form, results);
}
