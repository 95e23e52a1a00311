// What a page shows where there is nothing yet, nothing at all, or something went wrong; and what is read out.

import { element, type Children } from "./dom.ts";
import { Problem } from "./service.ts";

/** Something is on its way. */
export function loading(words = "Loading …"): HTMLElement {
  return element("p", { className: "loading" }, words);
}

/** There is nothing, and what to do about it. */
export function empty(title: string, ...advice: Children[]): HTMLElement {
  return element("section", { className: "state" }, element("h2", {}, title), element("div", {}, ...advice));
}

/** What went wrong, in the service's own words, and a way on. */
export function failure(error: unknown): HTMLElement {
  if (!(error instanceof Problem)) console.error(error);
  const words = error instanceof Error ? error.message : "Something went wrong in this page.";
  const title = error instanceof Problem && error.status === 404 ? "There is no such thing" : "That did not work";
  const again = element("button", { className: "quiet", on: { click: () => location.reload() } }, "Try again");
  const wait = error instanceof Problem && error.retryAfter ? ` Try again in ${error.retryAfter} seconds.` : "";
  return element("section", { className: "state failure", role: "alert" },
    element("h2", {}, title), element("p", {}, words + wait), element("p", {}, again, " ", element("a", { href: "/" }, "Ask something else")));
}

/** Lets a screen reader tell what changed on the page. */
export function announce(words: string): void {
  const live = document.querySelector("#live");
  if (live) live.textContent = words;
}

/** The title of the window, before the name of the project. */
export function titled(words: string): void {
  document.title = words ? `${words} – Allegedly` : "Allegedly: who said what, and where did they get it?";
}
