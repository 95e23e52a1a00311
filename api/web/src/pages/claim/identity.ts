// Whether it is one claim: its wordings, what persons decided, splitting one off, merging with another; each with undo.

import type { Positions, ReviewDetail } from "../../shared/analyses.ts";
import type { ClaimAnswer, Wording } from "../../shared/answers.ts";
import { momentWords } from "../../shared/dates.ts";
import { element, fill, joined, type Children } from "../../shared/dom.ts";
import { clip, foreign } from "../../shared/foreign.ts";
import { claimPage } from "../../shared/links.ts";
import { getJson, send } from "../../shared/service.ts";
import { announce, failure } from "../../shared/states.ts";
import { mergeForm } from "./merging.ts";
import { part } from "../../shared/section.ts";
import { wordings } from "./wordings.ts";

const STANDINGS = {
  holds: "", replaced: "a later decision counts instead", without_effect: "without effect: other decisions say the contrary, or a claim is gone",
};

export interface Identity {
  node: HTMLElement;
  show: (claim: ClaimAnswer, told: Promise<Positions>) => Promise<void>;
}

/** The part with the wordings; ``renew`` shows the page anew when a change is done. */
export function identity(renew: (change: Promise<unknown>) => Promise<void>): Identity {
  const made = part("wordings", "Wordings");
  const note = element("div", { className: "outcome", tabIndex: -1 });
  made.node.append(note);

  /** Writes something, shows the page anew and says what was done, or why it could not be. */
  async function change(button: HTMLButtonElement, done: string, what: () => Promise<unknown>): Promise<void> {
    button.disabled = true;
    try {
      await renew(what());
      fill(note, element("p", { className: "note" }, done));
      announce(done);
    } catch (error) {
      fill(note, failure(error));
    } finally {
      button.disabled = false;
    }
    note.focus();
  }

  function action(words: string, done: string, what: () => Promise<unknown>, about: string): HTMLElement {
    const button = element("button", { type: "button", className: "quiet", ariaLabel: `${words}: ${clip(about, 100)}` }, words);
    button.addEventListener("click", () => void change(button, done, what));
    return button;
  }

  const review = (verdict: "same" | "different", one: string, other: string) => () => send("POST", "/reviews", { verdict, one, other });
  const undo = ({ id }: ReviewDetail) => () => send("DELETE", `/reviews/${id}`);

  return {
    node: made.node,
    show: (claim, told) => {
      const decided = getJson<ReviewDetail[]>("/reviews", { of: [claim.id, ...claim.wordings.map((one) => one.id)] });
      const split = (wording: Wording): Children => action("Split off", "It is a claim of its own now.", review("different", claim.id, wording.id), wording.text);
      const merge = (id: string, text: string): HTMLElement => action("Merge", "The two count as one claim now.", review("same", claim.id, id), text);
      const line = (one: ReviewDetail): HTMLElement => decision(one, claim.id, action("Undo", "The decision is taken back.", undo(one), other(one, claim.id).name ?? "a claim that is gone"));
      return made.show(Promise.all([told, decided]), ([found, reviews]) => [
        wordings(claim, found, split),
        reviews.length > 0 && element("div", { className: "decisions" }, element("h3", {}, "What persons decided"), element("ul", {}, ...reviews.map(line))),
        mergeForm(claim, merge),
      ]);
    },
  };
}

function other({ one, other: second }: ReviewDetail, id: string): ReviewDetail["one"] {
  return one.id === id ? second : one;
}

function decision(review: ReviewDetail, id: string, undo: HTMLElement): HTMLElement {
  const { verdict, at, reviewer, comment, standing } = review;
  const named = ({ id: thing, name }: ReviewDetail["one"]): HTMLElement =>
    thing === id ? element("span", {}, "this claim") : element("a", { href: claimPage(thing) }, foreign(clip(name ?? "a claim that is gone")));
  return element("li", {}, named(review.one), verdict === "same" ? " says the same as " : " does not say the same as ", named(review.other), " ",
    element("span", { className: "small soft" }, joined([momentWords(at), reviewer && foreign(reviewer), comment && foreign(clip(comment)), STANDINGS[standing]], ", ")), " ", undo);
}
