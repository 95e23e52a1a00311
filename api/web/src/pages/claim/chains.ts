// Who has it from whom: as a drawing, and the same as a table.

import type { Standing } from "../../shared/analyses.ts";
import { element } from "../../shared/dom.ts";
import { part } from "../../shared/section.ts";
import { edgesOf, linkTable } from "./links.ts";

export interface Chains {
  node: HTMLElement;
  isHidden: (hidden: boolean) => void;
  show: (standing: Promise<Standing>) => Promise<void>;
}

/** The part with the chains; ``toggle`` is called when somebody hides or shows what was inferred. */
export function chains(toggle: () => void): Chains {
  const box = element("input", { type: "checkbox", on: { change: toggle } });
  const tools = element("div", { className: "tools" }, element("label", {}, box, " Inferred links"));
  const made = part("chains", "Who has it from whom", tools);
  return {
    node: made.node,
    isHidden: (hidden) => (box.checked = !hidden),
    show: (standing) => made.show(standing, (found) => {
      const edges = edgesOf(found);
      if (!edges.length) return element("p", {}, "Nobody in these articles has it from anybody: whoever says it says it in their own name.");
      return linkTable(edges);
    }),
  };
}
