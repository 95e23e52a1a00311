// The question box, with suggestions: a combobox with a list (WAI-ARIA Authoring Practices).

import { element } from "../../shared/dom.ts";
import { clip, foreign } from "../../shared/foreign.ts";
import { kindWords } from "../../shared/source.ts";
import { getJson } from "../../shared/service.ts";
import type { Suggestions } from "../../shared/answers.ts";

const PAUSE = 120; // milliseconds without a key before suggestions are asked for

export interface Box {
  form: HTMLFormElement;
  field: HTMLInputElement;
}

interface Option {
  question: string;
  node: HTMLElement;
}

/** The box; ``ask`` is called with a question. */
export function questionBox(ask: (question: string) => void): Box {
  const list = element("div", { id: "suggestions", role: "listbox", className: "suggestions", ariaLabel: "Suggestions", hidden: true });
  const field = element("input", {
    id: "question", name: "q", type: "search", autocomplete: "off", required: true, maxLength: 1000,
    placeholder: "a question, or words of the claim", role: "combobox", ariaExpanded: "false", ariaAutoComplete: "list",
    attributes: { "aria-controls": "suggestions", enterkeyhint: "search" },
  });
  const form = element("form", { id: "ask", role: "search", action: "/" },
    element("label", { attributes: { for: "question" } }, "Who asserted …"),
    element("div", { className: "row" },
      element("div", { className: "field" }, field, list),
      element("button", {}, "Ask")));
  const suggesting = new Suggesting(field, list, (question) => {
    field.value = question;
    ask(question);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    suggesting.close();
    ask(field.value.trim());
  });
  addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof HTMLElement && event.target.closest("input, textarea, select, dialog");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.select();
    }
  });
  return { form, field };
}

class Suggesting {
  readonly #field: HTMLInputElement;
  readonly #list: HTMLElement;
  readonly #pick: (question: string) => void;
  #options: Option[] = [];
  #chosen = -1;
  #timer = 0;
  #running = new AbortController();

  constructor(field: HTMLInputElement, list: HTMLElement, pick: (question: string) => void) {
    this.#field = field;
    this.#list = list;
    this.#pick = pick;
    field.addEventListener("input", () => this.#later());
    field.addEventListener("keydown", (event) => this.#key(event));
    field.addEventListener("blur", () => this.close());
    // The field keeps the focus while the mouse picks.
    list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#running.abort();
    this.#options = [];
    this.#list.hidden = true;
    this.#list.replaceChildren();
    this.#field.ariaExpanded = "false";
    this.#choose(-1);
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#suggest(), PAUSE);
  }

  async #suggest(): Promise<void> {
    this.#running.abort();
    this.#running = new AbortController();
    const { signal } = this.#running;
    const typed = this.#field.value;
    if (!typed.trim()) return this.close();
    // Suggestions are a help: where there are none, for whatever reason, the box works without.
    const found = await getJson<Suggestions>("/suggestions", { q: typed }, signal).catch(() => null);
    if (found && !signal.aborted && document.activeElement === this.#field) this.#show(found);
  }

  #show(found: Suggestions): void {
    this.close();
    const sources = found.sources.map(({ source }) =>
      this.#option(`What did ${source.name} say?`, foreign(clip(source.name, 120)), ` ${kindWords(source.kind)}`));
    const claims = found.claims.map(({ text }) => this.#option(text, foreign(clip(text, 160)), ""));
    this.#options = [...sources, ...claims];
    this.#list.append(...group("What did they say?", sources), ...group("Claims", claims));
    this.#options.forEach(({ node }, place) => (node.id = `suggestion-${place}`));
    this.#list.hidden = this.#options.length === 0;
    this.#field.ariaExpanded = String(this.#options.length > 0);
  }

  #option(question: string, words: HTMLElement, kind: string): Option {
    const node = element("div", { role: "option", className: "option", ariaSelected: "false" },
      words, kind && element("span", { className: "soft small" }, kind));
    node.addEventListener("click", () => this.#take(question));
    return { question, node };
  }

  #take(question: string): void {
    this.close();
    this.#pick(question);
  }

  #choose(place: number): void {
    this.#chosen = place;
    this.#options.forEach(({ node }, other) => (node.ariaSelected = String(other === place)));
    const node = this.#options[place]?.node;
    if (node) this.#field.setAttribute("aria-activedescendant", node.id);
    else this.#field.removeAttribute("aria-activedescendant");
    node?.scrollIntoView({ block: "nearest" });
  }

  #key(event: KeyboardEvent): void {
    const count = this.#options.length;
    if (event.isComposing) return;
    if (event.key === "Escape" && count) this.close();
    else if (event.key === "Enter" && this.#chosen >= 0) this.#take(this.#options[this.#chosen]!.question);
    // One place beyond the options is the field itself.
    else if (event.key === "ArrowDown" && count) this.#choose(this.#chosen + 1 < count ? this.#chosen + 1 : -1);
    else if (event.key === "ArrowUp" && count) this.#choose(this.#chosen >= 0 ? this.#chosen - 1 : count - 1);
    else return;
    event.preventDefault();
  }
}

function group(title: string, options: readonly Option[]): HTMLElement[] {
  if (!options.length) return [];
  return [element("div", { role: "group", ariaLabel: title },
    element("div", { className: "group", role: "presentation", ariaHidden: "true" }, title), ...options.map(({ node }) => node))];
}
