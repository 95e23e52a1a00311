// Under which names a source is known and how each was decided; splitting one off, merging with another; with undo.

import type { ReviewDetail } from "../../shared/analyses.ts";
import { momentWords } from "../../shared/dates.ts";
import { element, fill, joined, type Children } from "../../shared/dom.ts";
import { clip, foreign } from "../../shared/foreign.ts";
import { sourcePage } from "../../shared/links.ts";
import { getJson, send } from "../../shared/service.ts";
import { kindWords, sourceChip } from "../../shared/source.ts";
import type { IdentifiedAs, KnownRef, KnownSource, SourceDetail, SourceName } from "../../shared/source_answers.ts";
import { part, type Part } from "../../shared/section.ts";
import { announce, failure } from "../../shared/states.ts";
import { tableOf } from "../../shared/table.ts";
import { mergeForm } from "./merging.ts";

const STANDINGS: Record<ReviewDetail["standing"], string> = {
  holds: "", replaced: "a later decision counts instead", without_effect: "without effect: other decisions say the contrary, or a source is gone",
};

/** The part of the page; ``renew`` shows the page anew once something was written. */
export class Names {
  readonly #part: Part = part("names", "Names, and how each was decided");
  readonly #outcome = element("div", { className: "outcome", tabIndex: -1 });
  readonly #renew: () => Promise<void>;

  constructor(renew: () => Promise<void>) {
    this.#renew = renew;
    this.#part.node.append(this.#outcome);
  }

  get node(): HTMLElement {
    return this.#part.node;
  }

  show(detail: SourceDetail): Promise<void> {
    const of = [...new Set([detail.source.id, ...detail.names.map(({ source }) => source.id)])];
    return this.#part.show(getJson<ReviewDetail[]>("/reviews", { of }), (reviews) => [
      ...detail.known.map(known),
      this.#names(detail),
      this.#identified(detail.identified),
      reviews.length > 0 && element("div", { className: "decisions" }, element("h3", {}, "What persons decided"),
        element("ul", {}, ...reviews.map((review) => this.#decision(review)))),
      mergeForm(detail, (id, name) => this.#reviewing("Merge", "same", detail.source.id, id, name, "The two count as one source now.")),
    ]);
  }

  #names({ source, names }: SourceDetail): HTMLElement {
    if (names.length < 2) return element("p", {}, "It is known under this name alone; no other source is held to be the same.");
    const called = new Map(names.map((one) => [one.source.id, one.source.name]));
    return tableOf("All names that count as this source, and why", [
      { title: "Name", kind: "heads", cell: ({ source: one }) => (one.id === source.id ? element("strong", {}, foreign(clip(one.name, 160))) : sourceChip(one)) },
      { title: "Counts as this source because", cell: (one) => reason(one, called) },
      { title: "Split", cell: ({ source: one }) => (one.id === source.id ? element("span", { className: "soft" }, "this page")
        : this.#reviewing("Split off", "different", source.id, one.id, one.name, "It is a source of its own now.")) },
    ], names, 20);
  }

  #identified(all: readonly IdentifiedAs[]): HTMLElement | null {
    if (!all.length) return null;
    return element("div", {}, element("h3", {}, "Identified as"), element("ul", {}, ...all.map(({ id, entity, label, score, method }) =>
      element("li", {}, foreign(clip(label, 160)), " ", element("span", { className: "small soft" }, foreign(clip(entity, 160)), `, ${method}, score ${score.toFixed(2)}`), " ",
        this.#undo(id, label)))));
  }

  #decision({ id, one, other, verdict, at, reviewer, comment, standing }: ReviewDetail): HTMLElement {
    const named = ({ id: thing, name }: ReviewDetail["one"]): HTMLElement =>
      name === null ? element("span", { className: "soft" }, "a source that is gone") : element("a", { href: sourcePage(thing) }, foreign(clip(name, 160)));
    return element("li", {}, named(one), verdict === "same" ? " is the same source as " : " is not the same source as ", named(other), " ",
      element("span", { className: "small soft" },
        joined([momentWords(at), reviewer && foreign(clip(reviewer, 80)), comment && foreign(clip(comment)), STANDINGS[standing]], ", ")), " ",
      this.#undo(id, `${one.name ?? ""} and ${other.name ?? ""}`));
  }

  #reviewing(words: string, verdict: ReviewDetail["verdict"], one: string, other: string, about: string, done: string): HTMLElement {
    return this.#action(words, about, done, () => send("POST", "/reviews", { verdict, one, other }));
  }

  #undo(id: string, about: string): HTMLElement {
    return this.#action("Undo", about, "The decision is taken back.", () => send("DELETE", `/reviews/${encodeURIComponent(id)}`));
  }

  /** A button that writes something, shows the page anew, and says what was done or why it could not be. */
  #action(words: string, about: string, done: string, write: () => Promise<unknown>): HTMLElement {
    const button = element("button", { type: "button", className: "quiet", ariaLabel: `${words}: ${clip(about, 100)}` }, words);
    button.addEventListener("click", () => void this.#change(button, done, write));
    return button;
  }

  async #change(button: HTMLButtonElement, done: string, write: () => Promise<unknown>): Promise<void> {
    button.disabled = true;
    try {
      await write();
      await this.#renew();
      fill(this.#outcome, element("p", { className: "note" }, done));
      announce(done);
    } catch (error) {
      fill(this.#outcome, failure(error));
    } finally {
      button.disabled = false;
    }
    this.#outcome.focus();
  }
}

function reason({ method, score, explanation, compared_with }: SourceName, called: ReadonlyMap<string, string>): Children {
  if (!compared_with) return element("span", { className: "soft" }, "the others were compared with it, directly or through each other");
  return [
    explanation ? foreign(explanation) : method === "review" ? "a person decided so" : method.replaceAll("_", " "),
    element("div", { className: "small soft" }, `${method.replaceAll("_", " ")}, score ${score.toFixed(2)}, compared with “`,
      foreign(clip(called.get(compared_with) ?? compared_with, 120)), "”"),
  ];
}

/** What is known of it beforehand, in the file of known sources. */
function known({ name, kind, country, wikidata, parent, predecessors, successor }: KnownSource): HTMLElement {
  const ref = (words: string, one: KnownRef | null): HTMLElement | null => one && element("span", {}, `${words} `, foreign(one.name));
  return element("p", { className: "note" }, "Known beforehand (file of known sources) as ", element("strong", {}, foreign(name)), ": ", joined([
    kindWords(kind), country && `country ${country}`, ref("part of", parent),
    ...predecessors.map((one) => element("span", {}, "before it ", foreign(one.name))), ref("after it", successor),
    wikidata && element("a", { href: `https://www.wikidata.org/wiki/${encodeURIComponent(wikidata)}`, rel: "noreferrer noopener" }, `Wikidata ${wikidata}`),
  ], ", "), ".");
}
