// Who has it from whom: as a drawing, and the same as a table.

import type { Standing } from "../../shared/analyses.ts";
import { element, fill } from "../../shared/dom.ts";
import { plural } from "../../shared/numbers.ts";
import { part } from "../../shared/section.ts";
import type { Canvas, Move } from "./canvas.ts";
import { edgesOf } from "./edges.ts";
import { legend } from "./legend.ts";
import { linkTable } from "./links.ts";
import { pictureOf, type Picture } from "./picture.ts";

const MOVES: [Move, string, string][] = [
  ["in", "+", "Zoom in"], ["out", "−", "Zoom out"], ["fit", "Fit", "Fit all of the drawing"], ["left", "←", "Move left"],
  ["right", "→", "Move right"], ["up", "↑", "Move up"], ["down", "↓", "Move down"],
];

export interface Chains {
  node: HTMLElement;
  isHidden: (hidden: boolean) => void;
  show: (standing: Promise<Standing>) => Promise<void>;
}

/** The part with the chains; ``toggle`` is called when somebody hides or shows what was inferred. */
export function chains(toggle: () => void): Chains {
  const box = element("input", { type: "checkbox", on: { change: toggle } });
  let canvas: Canvas | null = null;
  const moves = element("div", { className: "moves", role: "group", ariaLabel: "Move the drawing" }, ...MOVES.map(([move, sign, words]) =>
    element("button", { type: "button", className: "quiet", ariaLabel: words, title: words, on: { click: () => canvas?.move(move) } }, sign)));
  const tools = element("div", { className: "tools" }, element("label", {}, box, " Show inferred links"), moves);
  const made = part("chains", "Who has it from whom", tools);

  /** Draws when the page is there already: the code of the drawing is the largest of it. */
  async function drawInto(figure: HTMLElement, holder: HTMLElement, picture: Picture, table: HTMLElement): Promise<void> {
    try {
      const { draw } = await import("./canvas.ts");
      canvas?.end();
      canvas = holder.isConnected ? draw(holder, picture, () => table.scrollIntoView()) : null;
    } catch (error) {
      console.error(error);
      fill(figure, element("p", { className: "soft" }, "It cannot be drawn now; the table below says the same."));
    }
  }

  return {
    node: made.node,
    isHidden: (hidden) => (box.checked = !hidden),
    show: (standing) => made.show(standing, (found) => {
      const edges = edgesOf(found);
      moves.hidden = !edges.length;
      if (!edges.length) return element("p", {}, "Nobody in these articles has it from anybody: whoever says it says it in their own name.");
      const picture = pictureOf(found);
      const label = `Drawing of ${plural(edges.length - picture.left, "link")} between ${plural(picture.nodes.length, "source")}. The table below says the same.`;
      const holder = element("div", { className: "canvas", role: "img", ariaLabel: label });
      const figure = element("figure", { className: "chain-drawing" }, holder, caption(picture));
      const table = linkTable(edges);
      setTimeout(() => void drawInto(figure, holder, picture, table));
      return [figure, table];
    }),
  };
}

function caption({ left, nodes }: Picture): HTMLElement {
  return element("figcaption", {}, legend(),
    nodes.some(({ sources }) => sources.length > 1) && element("p", { className: "note small" }, "Outlets that have it from the same sources, on the same side, are drawn as one; the table names each."),
    left > 0 && element("p", { className: "note small" }, `${plural(left, "more link")} would make the drawing unreadable: circles and what most rely on are drawn, the table has all.`));
}
