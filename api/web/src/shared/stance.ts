// The stances, each by a word, a colour and a shape, so that nothing is told by colour alone.

import { drawing, element } from "./dom.ts";
import type { Stance } from "./answers.ts";

interface Words {
  /** "The ministry denies it." */
  verb: string;
  /** The verb of several. */
  verbs: string;
  /** "Asserted by …" */
  heading: string;
}

export const STANCES: Record<Stance, Words> = {
  affirm: { verb: "affirms", verbs: "affirm", heading: "Asserted by" },
  reject: { verb: "rejects", verbs: "reject", heading: "Denied by" },
  doubt: { verb: "doubts", verbs: "doubt", heading: "Doubted by" },
  neutral: { verb: "takes no side", verbs: "take no side", heading: "Passed on, without a side, by" },
};

// A filled disc with a tick, a filled square with a cross, a ring with a question mark, an arrow.
const SHAPES: Record<Stance, [string, Record<string, string>][]> = {
  affirm: [["circle", { cx: "8", cy: "8", r: "7.5", class: "ground" }], ["path", { d: "M4.5 8.2 7 10.7l4.6-5.2", class: "sign" }]],
  reject: [["rect", { x: "1", y: "1", width: "14", height: "14", class: "ground" }], ["path", { d: "m5 5 6 6m0-6-6 6", class: "sign" }]],
  doubt: [
    ["circle", { cx: "8", cy: "8", r: "7", class: "line" }],
    ["path", { d: "M5.9 6.3c.1-1.3 1-2.1 2.1-2.1s2.1.8 2.1 1.9c0 1.7-2.1 1.6-2.1 3.2m0 2.2v.3", class: "line" }],
  ],
  neutral: [["path", { d: "M1 8h12M8.5 3.5 13 8l-4.5 4.5", class: "line" }]],
};

/** The mark of a stance, without words. */
export function stanceMark(stance: Stance): HTMLElement {
  return element("span", { className: `mark ${stance}` }, drawing("0 0 16 16", SHAPES[stance]));
}

/** The mark and the verb: "✓ affirms". */
export function stanceWord(stance: Stance, words: string = STANCES[stance].verb): HTMLElement {
  return element("span", { className: `stance ${stance}` }, stanceMark(stance), " ", words);
}
