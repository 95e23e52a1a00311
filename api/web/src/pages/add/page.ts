// Add: a text, an address or files, and what became of them. A job has an address of its own: /add?job=…

import "./add.css";
import type { Place } from "../../routes.ts";
import type { JobDetail } from "../../shared/answers.ts";
import { element, fill } from "../../shared/dom.ts";
import { articleAt } from "../../shared/links.ts";
import { json, send } from "../../shared/service.ts";
import { announce, failure, loading, titled } from "../../shared/states.ts";
import { addressOf, type State, stateOf } from "./state.ts";
import { EMPTY, following, hasEnded, type Progress, withPiece } from "./following.ts";
import { addForm, type Sending } from "./form.ts";
import { outcome, running, statusWords } from "./outcome.ts";

export function show(main: HTMLElement, { parameters }: Place): Promise<void> {
  return new Add(main).render(stateOf(parameters));
}

class Add {
  readonly #form = addForm({ send: (what) => this.#send(what), chosen: (way) => history.replaceState({}, "", addressOf({ way })) });
  readonly #title = element("h1", {});
  readonly #body = element("div", {});
  #following = new AbortController();

  constructor(main: HTMLElement) {
    main.append(element("div", { className: "add" }, this.#title, this.#body));
    addEventListener("popstate", () => void this.render(stateOf(new URLSearchParams(location.search))));
  }

  async render(state: State): Promise<void> {
    this.#following.abort();
    this.#head("Add articles");
    if (state.job) return this.#follow(state.job, EMPTY);
    this.#form.choose(state);
    fill(this.#body, this.#form.node);
  }

  /** Makes a job of what is sent, and follows it under its own address. Throws Problem. */
  async #send({ path, body, signal }: Sending): Promise<void> {
    const headers = { Prefer: "respond-async" };
    const job = (await json(await send("POST", path, body, { headers, signal }))) as JobDetail;
    history.pushState({}, "", addressOf({ job: job.id }));
    void this.#follow(job.id, withPiece(EMPTY, job));
  }

  /** Shows a job until it has ended. One article that is new is opened then, if the job was still running here. */
  async #follow(id: string, progress: Progress): Promise<void> {
    this.#following.abort();
    this.#following = new AbortController();
    const { signal } = this.#following;
    fill(this.#body, progress.job ? this.#running(progress) : loading());
    let sawItRun = progress.job !== null && !hasEnded(progress.job);
    try {
      for await (const now of following(id, progress, signal)) {
        announce(statusWords(now.job));
        if (hasEnded(now.job)) this.#end(now, sawItRun);
        else fill(this.#body, this.#running(now));
        sawItRun ||= !hasEnded(now.job);
      }
    } catch (error) {
      if (!signal.aborted) fill(this.#body, failure(error));
    }
  }

  #running(progress: Progress): HTMLElement {
    return running(progress, async (button) => {
      button.disabled = true;
      await send("POST", `/jobs/${encodeURIComponent(progress.job!.id)}/cancel`).catch((error: unknown) => {
        button.after(failure(error));
      });
    });
  }

  #end(progress: Progress, sawItRun: boolean): void {
    this.#head(statusWords(progress.job!));
    fill(this.#body, outcome(progress));
    const [only, another] = progress.results;
    const isAlone = only && !another && !progress.rejected.length && only.change === "added";
    if (isAlone && sawItRun && progress.job!.status === "done") location.assign(articleAt(only.id));
  }

  #head(words: string): void {
    this.#title.textContent = words;
    titled(words);
  }
}
