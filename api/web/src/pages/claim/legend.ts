// What the shapes and lines of the drawing mean.

import { drawing, element } from "../../shared/dom.ts";

type Shape = [string, Record<string, string>];
const box = (more: Record<string, string> = {}): Shape => ["rect", { x: "2", y: "3", width: "32", height: "14", rx: "4", class: "shape", ...more }];
const oval = (more: Record<string, string> = {}): Shape => ["ellipse", { cx: "18", cy: "10", rx: "16", ry: "7", class: "shape", ...more }];
const line = (stance: string, more: Record<string, string> = {}): Shape => ["path", { d: "M1 10h28", class: `stroke ${stance}`, ...more }];

const MEANINGS: [string, Shape[]][] = [
  ["publishes a report", [box()]],
  ["speaks in reports", [oval()]],
  ["origin: here a chain ends", [oval({ class: "shape thick" })]],
  ["without a name", [oval({ "stroke-dasharray": "4 3" })]],
  ["asserted; the arrow leads to the source", [line("affirm"), ["path", { d: "m28 5 8 5-8 5z", class: "tip affirm" }]]],
  ["denied", [line("reject"), ["path", { d: "M31 3v14", class: "stroke reject" }]]],
  ["doubted", [line("doubt"), ["circle", { cx: "32", cy: "10", r: "3", class: "stroke doubt" }]]],
  ["inferred, no text states it", [line("affirm", { "stroke-dasharray": "5 3" }), ["path", { d: "m28 5 8 5-8 5z", class: "tip affirm" }]]],
  ["↻ part of a circle", [["path", { d: "M1 10h34", class: "halo" }], line("affirm"), ["path", { d: "m28 5 8 5-8 5z", class: "tip affirm" }]]],
];

/** The legend of the drawing, which is told to those who see it only. */
export function legend(): HTMLElement {
  return element("ul", { className: "legend small", ariaHidden: "true" }, ...MEANINGS.map(([words, shapes]) =>
    element("li", {}, drawing("0 0 38 20", shapes), words)));
}
