// Looking for another source that is the same, to merge it with the one of the page.

import type { Suggestions } from "../../shared/answers.ts";
import { element, fill } from "../../shared/dom.ts";
import { plural } from "../../shared/numbers.ts";
import { getJson } from "../../shared/service.ts";
import { sourceChip } from "../../shared/source.ts";
import type { SourceDetail } from "../../shared/source_answers.ts";
import { announce, failure, loading } from "../../shared/states.ts";

const FOUND = 10; // sources

/** A search for other sources; ``merge`` gives what merges one (id, name) with this source. */
export function mergeForm({ source, names }: SourceDetail, merge: (id: string, name: string) => HTMLElement): HTMLElement {
  const own = new Set([source.id, ...names.map((one) => one.source.id)]);
  const results = element("div", {});
  const field = element("input", { type: "search", id: "merge-words", required: true, maxLength: 300, autocomplete: "off" });
  const form = element("form", { role: "search", ariaLabel: "Sources that are the same", on: { submit: (event) => {
    event.preventDefault();
    void look();
  } } },
  element("label", { attributes: { for: "merge-words" } }, "Named sources by words of their names"),
  element("div", { className: "row" }, field, element("button", {}, "Search")));

  async function look(): Promise<void> {
    fill(results, loading("Looking …"));
    try {
      const { sources } = await getJson<Suggestions>("/suggestions", { q: field.value, limit: FOUND });
      const others = sources.filter(({ source: one }) => !own.has(one.id));
      announce(others.length ? `${plural(others.length, "source")} found` : "No other source found");
      fill(results, others.length
        ? element("ul", { className: "found" }, ...others.map(({ source: one, statements }) => element("li", {},
          merge(one.id, one.name), " ", sourceChip(one), " ", element("span", { className: "small soft" }, plural(statements, "statement")))))
        : element("p", {}, "No other source has these words in its name. Try fewer, or the beginning of one."));
    } catch (error) {
      fill(results, failure(error));
    }
  }

  return element("details", { className: "merging" },
    element("summary", {}, "Merge with another source"),
    element("p", { className: "soft small" }, "What persons decide counts over what was computed, and can be taken back. Nothing is written over."),
    form, results);
}
