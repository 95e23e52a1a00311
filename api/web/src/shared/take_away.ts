// What a page lets its reader take along: the data behind it, its address, the query that asks for it.

import { element, type Children } from "./dom.ts";
import { queryAnswer, queryPage } from "./links.ts";
import { announce } from "./states.ts";

/** The row at the end of a page or a card: links to data by their names, and what else is given. */
export function takeAway(links: Record<string, string>, ...more: Children[]): HTMLElement {
  const made = Object.entries(links).map(([name, href]) => element("a", { href }, name));
  return element("div", { className: "take-away" }, ...made, ...more);
}

/** A button that copies the address of the page, with its state, or another one. */
export function shareButton(href: () => string = () => location.href): HTMLElement {
  return copyButton("Copy link", () => new URL(href(), location.href).href);
}

/** A button that copies a text and says so. */
export function copyButton(words: string, text: () => string): HTMLElement {
  const button = element("button", { className: "quiet", type: "button" }, words);
  button.addEventListener("click", () => {
    void copied(text()).then((done) => {
      button.textContent = done ? "Copied" : "Could not copy";
      announce(button.textContent);
    });
  });
  button.addEventListener("blur", () => (button.textContent = words));
  return button;
}

/** The query that asks the graph for what is shown, with ways to try it. */
export function showSparql(query: string, note: string): HTMLElement {
  return element("details", { className: "sparql" },
    element("summary", {}, "Show the SPARQL"),
    element("p", { className: "soft" }, note),
    element("pre", { tabIndex: 0 }, element("code", {}, query)),
    takeAway({ "Open in the SPARQL page": queryPage(query), "Answer as JSON": queryAnswer(query, "json") },
      copyButton("Copy query", () => query)));
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return byHand(text);
  }
}

/** Where a page that was not served over TLS may not use the clipboard, the old way still works. */
function byHand(text: string): boolean {
  const field = element("textarea", { value: text, className: "unseen", readOnly: true });
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}
