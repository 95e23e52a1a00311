// Article: the text as it was, with every statement marked in place and its card beside it.

import "./article.css";
import type { Place } from "../../routes.ts";
import { element, fill } from "../../shared/dom.ts";
import { clip, plain } from "../../shared/foreign.ts";
import { articleAt } from "../../shared/links.ts";
import { Problem } from "../../shared/service.ts";
import { empty, titled } from "../../shared/states.ts";
import { Cards } from "./cards.ts";
import { heading, legend } from "./head.ts";
import { pointOut, rangeOf, type Units } from "./places.ts";
import { readingOf, type Reading } from "./reading.ts";
import { Reviewing } from "./reviewing.ts";
import { takings } from "./takings.ts";
import { Text } from "./text.ts";

export async function show(main: HTMLElement, { id, parameters, fragment }: Place): Promise<void> {
  let reading: Reading;
  try {
    reading = await readingOf(id);
  } catch (error) {
    if (!(error instanceof Problem && error.status === 404)) throw error;
    titled("No such article");
    main.append(missing(error.message));
    return;
  }
  new ArticlePage(main, reading).begin(parameters.get("statement") ?? "", fragment);
}

class ArticlePage {
  readonly #head = element("header", { className: "head" });
  readonly #told = element("div", {});
  readonly #legend = legend();
  readonly #nothing = element("div", {});
  readonly #text = new Text((statement) => this.#choose(statement, { focus: true }));
  readonly #reviewing = new Reviewing(this.#text.node, (statement) => this.#renew(statement));
  readonly #cards = new Cards({
    // Where cards stand under the text, to choose one must not take its reader away from it.
    choose: (statement) => this.#choose(statement, { focus: true, reveal: matchMedia("(min-width: 60rem)").matches }),
    lead: (statement) => this.#text.lead(statement),
    reviewing: this.#reviewing,
  });
  #reading: Reading;

  constructor(main: HTMLElement, reading: Reading) {
    this.#reading = reading;
    const side = element("section", { id: "statements", className: "side", attributes: { "aria-labelledby": "statements-title" } },
      element("h2", { id: "statements-title" }, "Statements"), this.#reviewing.outcome, this.#nothing, this.#cards.node);
    main.append(element("div", { className: "article-page" }, this.#head, this.#told,
      element("div", { className: "columns" }, element("div", { className: "reading" }, this.#legend, this.#text.node), side),
      element("section", { id: "take-away", ariaLabel: "Take it along" }, takings(reading.article.document.id))));
    this.#fill();
    addEventListener("hashchange", () => this.#passage(location.hash.slice(1)));
  }

  /** Goes where the address leads to. */
  begin(statement: string, fragment: string): void {
    if (statement) {
      const said = this.#reading.shown.get(statement);
      if (said) this.#choose(said.id, { reveal: true });
      else if (this.#reading.rejected.some((one) => one.statement === statement)) this.#tell("The statement that the address names was rejected. It stands below the others, with a way back.");
      else this.#tell("The statement that the address names is not in this article, or not any more.");
    }
    if (fragment) this.#passage(fragment);
  }

  #fill(): void {
    const { article: { document: doc }, said } = this.#reading;
    titled(plain(clip(doc.title || "Article", 100)));
    fill(this.#head, ...heading(this.#reading));
    this.#text.show(this.#reading);
    this.#cards.show(this.#reading);
    this.#legend.hidden = !said.length;
    fill(this.#nothing, !said.length && element("p", { className: "soft" }, "Nothing was found in this text that anybody says. It may be too short, or in a language that is not read."));
  }

  #choose(statement: string, { focus = false, reveal = false }: { focus?: boolean; reveal?: boolean }): void {
    this.#reviewing.clear();
    this.#text.mark(statement);
    this.#cards.mark(statement, { focus });
    if (reveal) this.#text.reveal(statement);
    history.replaceState(history.state, "", articleAt(this.#reading.article.document.id, { statement }));
  }

  /** Points out a passage, as RFC 5147 names it: code points between "char=" and a comma. */
  #passage(fragment: string): void {
    const [, start, end] = /^char=(\d+),(\d+)$/.exec(fragment) ?? [];
    if (!start || !end) return;
    const { points, said } = this.#reading;
    const [from, to] = [Number(start), Math.min(Number(end), points.length)];
    if (from >= to) {
      this.#tell("The passage that the address names is not in this article: its text is shorter.");
      return;
    }
    const units: Units = [points.toUnits(from), points.toUnits(to)];
    const range = rangeOf(this.#text.node, units);
    pointOut("passage", [range]);
    const meant = said.find(({ detail: { position: { span } } }) => span[0] === from && span[1] === to);
    if (meant) {
      this.#text.mark(meant.id);
      this.#cards.mark(meant.id, { focus: false });
    }
    range.startContainer.parentElement?.scrollIntoView({ block: "center" });
  }

  /** Everything anew after a review, which leaves the reader where they are. */
  async #renew(statement: string | null): Promise<void> {
    this.#reading = await readingOf(this.#reading.article.document.id);
    this.#fill();
    const said = this.#reading.shown.get(statement ?? "");
    if (said) this.#choose(said.id, {});
    else history.replaceState(history.state, "", articleAt(this.#reading.article.document.id));
  }

  #tell(words: string): void {
    fill(this.#told, element("p", { className: "note", role: "status" }, words));
  }
}

function missing(reason: string): HTMLElement {
  return empty("There is no such article", element("p", {}, reason),
    element("p", {}, "It may have been removed, or the address is incomplete. ",
      element("a", { href: "/" }, "Ask in words"), ", or ", element("a", { href: "/add" }, "add the article"), "."));
}
