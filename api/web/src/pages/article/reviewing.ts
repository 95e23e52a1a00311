// Accepting, rejecting and correcting a statement, and taking that back.

import type { AssessmentDetail, Correction } from "../../shared/article_answers.ts";
import { element, fill } from "../../shared/dom.ts";
import { json, send } from "../../shared/service.ts";
import { announce, failure } from "../../shared/states.ts";
import { correctionForm, type Shown } from "./correcting.ts";
import { lastSelectedIn, pointOut } from "./places.ts";
import type { Said } from "./reading.ts";

const DONE = { accepted: "Accepted.", rejected: "Rejected: it counts nowhere now. It stands below the statements, with a way back.", corrected: "Corrected." };

type Assessment = Pick<AssessmentDetail, "finding"> & { correction?: Partial<Correction>; reviewer?: string; comment?: string };

export class Reviewing {
  /** What came of the last thing done, above the cards. */
  readonly outcome = element("div", { className: "outcome", tabIndex: -1 });
  readonly #renew: (statement: string | null) => Promise<void>;
  readonly #text: Shown;

  /** ``text`` is where spans are selected; ``renew`` shows the page anew, with the statement that came of a review. */
  constructor(text: HTMLElement, renew: (statement: string | null) => Promise<void>) {
    this.#text = { node: text, selected: lastSelectedIn(text) };
    this.#renew = renew;
  }

  /** What can be done to a statement. */
  of(said: Said): HTMLElement {
    const { assessment } = said;
    const holder = element("div", {});
    const correct = element("button", { type: "button", className: "quiet", ariaExpanded: "false", on: { click: () => {
      const isOpen = holder.childNodes.length > 0;
      correct.ariaExpanded = String(!isOpen);
      pointOut("picked", []);
      fill(holder, !isOpen && correctionForm(said, this.#text, (correction, more) => this.#assess(said.id, { finding: "corrected", correction, ...more })));
      holder.querySelector<HTMLElement>("input, select, textarea")?.focus();
    } } }, "Correct …");
    return element("div", { className: "review" },
      element("p", { className: "buttons" },
        assessment?.finding !== "accepted" && this.#button("Accept", () => this.#assess(said.id, { finding: "accepted" })),
        this.#button("Reject", () => this.#assess(said.id, { finding: "rejected" })),
        correct, assessment && this.undo(assessment)),
      holder);
  }

  /** A button by which it is said that the outlet does not pass on a statement. */
  rejectRelay(statement: string): HTMLElement {
    return this.#button("Not passed on", () => this.#assess(statement, { finding: "rejected" }));
  }

  /** A button that takes an assessment back. */
  undo({ id, statement, finding }: AssessmentDetail): HTMLElement {
    return this.#button(`Undo “${finding}”`, () => this.#change(async () => {
      await send("DELETE", `/reviews/${encodeURIComponent(id)}`);
      await this.#renew(statement);
      return ["Taken back."];
    }));
  }

  /** Forgets what came of the last thing done. */
  clear(): void {
    fill(this.outcome);
  }

  #button(words: string, act: () => Promise<void>): HTMLElement {
    const button = element("button", { type: "button", className: "quiet" }, words);
    button.addEventListener("click", () => {
      button.disabled = true;
      void act().finally(() => (button.disabled = false));
    });
    return button;
  }

  #assess(statement: string, assessment: Assessment): Promise<void> {
    return this.#change(async () => {
      const made = (await json(await send("POST", `/statements/${encodeURIComponent(statement)}/assessments`, assessment))) as AssessmentDetail;
      await this.#renew(made.now);
      return [DONE[made.finding], " ", this.undo(made)];
    });
  }

  /** Writes something, and says what was done or why it could not be. */
  async #change(write: () => Promise<(Node | string)[]>): Promise<void> {
    this.clear();
    try {
      const done = await write();
      fill(this.outcome, element("p", { className: "note" }, ...done));
      announce(String(done[0]));
    } catch (error) {
      fill(this.outcome, failure(error));
    }
    this.outcome.focus({ preventScroll: true });
    this.outcome.scrollIntoView({ block: "nearest" });
  }
}
