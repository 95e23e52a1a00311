// Words from an article or about it. They may be written from right to left, and they may try to look like others.

import { element } from "./dom.ts";

const NAMES: Record<string, string> = {
  "\u061c": "ALM", "\u200e": "LRM", "\u200f": "RLM", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF",
  "\u202d": "LRO", "\u202e": "RLO", "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI",
};
const CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const PARTS = new RegExp(`(${CONTROLS.source})`, "u");

/** Foreign words in an element that keeps their direction of writing to itself. */
export function foreign(text: string): HTMLElement {
  return element("bdi", {}, foreignParts(text));
}

/**
 * Foreign words as nodes. Each character that would turn the direction of what follows stands in an element that shows
 * its name and keeps its effect to itself, so that the text holds all its characters and reads in their order.
 */
export function foreignParts(text: string): (Node | string)[] {
  if (!CONTROLS.test(text)) return [text];
  return text.split(PARTS).filter(Boolean).map((part) => {
    const name = NAMES[part];
    return name ? element("span", { className: "control", title: `a character that turns text round (${name})`, dataset: { name } }, part) : part;
  });
}

/** The beginning of a text, in code points, with a mark where it was cut. */
export function clip(text: string, most = 300): string {
  // Twice as many code units hold at least as many code points: a long text is not taken apart as a whole.
  const letters = [...text.slice(0, 2 * most + 2)];
  return letters.length > most ? `${letters.slice(0, most).join("").trimEnd()} …` : text;
}

/** Words for where no element can stand, as a title of the window: without what turns text round. */
export function plain(text: string): string {
  return text.replace(new RegExp(CONTROLS.source, "gu"), "");
}
