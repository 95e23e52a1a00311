// Ask: a question, and the claims that answer it.

import "./ask.css";
import type { Place } from "../../routes.ts";
import type { Answer } from "../../shared/answers.ts";
import { element, fill } from "../../shared/dom.ts";
import { plain } from "../../shared/foreign.ts";
import { getJson } from "../../shared/service.ts";
import { announce, failure, loading, titled } from "../../shared/states.ts";
import { questionBox, type Box } from "./box.ts";
import { narrowing } from "./narrowing.ts";
import { results, statusWords } from "./results.ts";
import { start } from "./start.ts";
import { addressOf, asking, PAGE, parametersOf, stateOf, type State } from "./state.ts";

export function show(main: HTMLElement, { parameters }: Place): Promise<void> {
  return new Ask(main).render(stateOf(parameters));
}

class Ask {
  readonly #box: Box;
  readonly #status = element("p", { className: "status" });
  readonly #side = element("aside", { ariaLabel: "Narrow down" });
  readonly #answers = element("section", { id: "answers", ariaLabel: "Answers" });
  readonly #holder = element("div", { className: "ask" });
  #state = asking("");
  #running = new AbortController();

  constructor(main: HTMLElement) {
    this.#box = questionBox((question) => this.#go(asking(question)));
    this.#holder.append(
      element("h1", {}, "Who said what, and where did they get it?"), this.#box.form, this.#status,
      element("div", { className: "columns" }, this.#side, this.#answers));
    main.append(this.#holder);
    addEventListener("popstate", () => void this.render(stateOf(new URLSearchParams(location.search))));
  }

  /** Shows what a state asks for. */
  async render(state: State): Promise<void> {
    this.#running.abort(); // an answer that comes late must not replace a newer one
    this.#running = new AbortController();
    const { signal } = this.#running;
    this.#state = state;
    this.#box.field.value = state.question;
    this.#holder.classList.toggle("asked", Boolean(state.question));
    this.#status.textContent = "";
    titled(plain(state.question));
    fill(this.#answers, loading(state.question ? "Looking …" : undefined));
    try {
      await (state.question ? this.#answer(state, signal) : this.#begin(signal));
    } catch (error) {
      if (signal.aborted) return;
      fill(this.#side);
      fill(this.#answers, failure(error));
    }
  }

  #go(state: State): void {
    const address = addressOf(state);
    if (address !== location.pathname + location.search) history.pushState({}, "", address);
    void this.render(state);
  }

  async #answer(state: State, signal: AbortSignal): Promise<void> {
    const asked = parametersOf(state);
    asked.set("limit", String(PAGE));
    const answer = await getJson<Answer>("/who-asserted", asked, signal);
    const words = statusWords(state, answer);
    announce(words);
    // Where there is nothing, the answer itself says so.
    this.#status.textContent = answer.claims.length ? words : "";
    fill(this.#answers, results(state, answer));
    this.#narrow(state, answer);
  }

  /** The narrowing anew, with the focus on the same choice and folded as it was. */
  #narrow(state: State, answer: Answer): void {
    const focused = document.activeElement;
    const at = focused instanceof HTMLInputElement && this.#side.contains(focused) ? focused : null;
    const old = this.#side.querySelector("details");
    const made = narrowing(state, answer.facets, (change) => this.#go(change(this.#state)));
    if (old) made.toggleAttribute("open", old.open);
    fill(this.#side, made);
    if (!at) return;
    for (const field of this.#side.querySelectorAll("input")) {
      if (field.name === at.name && (field.type !== "checkbox" || field.value === at.value)) field.focus();
    }
  }

  async #begin(signal: AbortSignal): Promise<void> {
    fill(this.#side);
    fill(this.#answers, await start(signal));
  }
}
