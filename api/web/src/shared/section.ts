// A part of the page, with a heading that an address can lead to.

import { element, fill, type Children } from "./dom.ts";
import { failure, loading } from "./states.ts";

export interface Part {
  node: HTMLElement;
  /** Shows what is made of an answer, or what went wrong on the way to it. */
  show: <Answer>(answer: Promise<Answer>, made: (answer: Answer) => Children) => Promise<void>;
}

export function part(id: string, title: string, ...before: Children[]): Part {
  const body = element("div", { className: "body" }, loading());
  const node = element("section", { id, attributes: { "aria-labelledby": `${id}-title` } },
    element("h2", { id: `${id}-title` }, title), ...before, body);
  return {
    node,
    show: async (answer, made) => {
      try {
        fill(body, made(await answer));
      } catch (error) {
        fill(body, failure(error));
      }
    },
  };
}

/** Links to the parts of a page. */
export function contents(parts: readonly HTMLElement[]): HTMLElement {
  const links = parts.map((node) => element("a", { href: `#${node.id}` }, node.querySelector("h2")?.textContent ?? ""));
  return element("nav", { className: "contents small", ariaLabel: "On this page" }, ...links);
}
