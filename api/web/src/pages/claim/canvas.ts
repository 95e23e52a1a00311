// The drawing of the links on a canvas (cytoscape). Whoever does not see it has the table.

import cytoscape, { type Core, type ElementDefinition, type StylesheetJson } from "cytoscape";
import { plain } from "../../shared/foreign.ts";
import { articleAt, sourcePage } from "../../shared/links.ts";
import { plural } from "../../shared/numbers.ts";
import { beside, layoutOf, type Size } from "./layout.ts";
import type { Line, Node, Picture } from "./picture.ts";
import { SIDES } from "./words.ts";

const SIGNS = { affirm: "✓", reject: "✗", doubt: "?", neutral: "→" };
const ARROWS = { affirm: "triangle", reject: "tee", doubt: "circle", neutral: "vee" };
const FONT = 13; // pixels
const LETTERS = 24; // of a line of a name
const MOST = 3; // lines of a name
const READABLE = 0.62; // the smallest zoom at which a drawing begins
const TALLEST = 620; // pixels
const NAMES = ["card", "ink", "soft", "line", "edge", "mark", "affirm", "reject", "doubt", "neutral"] as const;
// Where there is an element of this id, cytoscape adds no style sheet of its own, which the Content-Security-Policy
// would refuse; all that it says stands in claim.css.
const SHEET = "__________cytoscape_stylesheet";

type Colours = Record<(typeof NAMES)[number], string>;

export type Move = "in" | "out" | "left" | "right" | "up" | "down" | "fit";

export interface Canvas {
  move: (move: Move) => void;
  end: () => void;
}

/** Draws a picture into a holder; ``table`` is shown to who clicks on what is several sources. */
export function draw(holder: HTMLElement, picture: Picture, table: () => void): Canvas {
  if (!document.getElementById(SHEET)) document.head.append(Object.assign(document.createElement("meta"), { id: SHEET }));
  const labels = new Map(picture.nodes.map((node) => [node.id, labelOf(node)]));
  const sizes = picture.nodes.map((node) => sizeOf(node, labels.get(node.id) ?? ""));
  const placed = layoutOf(sizes, picture.lines);
  holder.style.height = `${Math.round(Math.min(TALLEST, Math.max(180, placed.height + 60)))}px`;
  const cy = cytoscape({
    container: holder, elements: elements(picture, labels, sizes, placed), style: style(colours(holder)),
    layout: { name: "preset" }, minZoom: 0.08, maxZoom: 3, autoungrabify: true, boxSelectionEnabled: false, selectionType: "single",
  });
  begin(cy);
  follow(cy, holder, table);
  const ends = [onColours(() => cy.style(style(colours(holder)))), onSize(holder, () => { cy.resize(); })];
  return {
    move: (move) => moved(cy, move),
    end: () => {
      ends.forEach((end) => end());
      cy.destroy();
    },
  };
}

/** A name in lines, and behind it what side an origin takes. */
function labelOf({ sources, stances }: Node): string {
  const [first] = sources;
  const name = sources.length > 1 ? plural(sources.length, "outlet") : plain(first?.kind === "unspecified" ? "source not stated" : first?.name ?? "");
  const side = stances.map((stance) => `${SIGNS[stance]} ${SIDES[stance].toLowerCase()}`).join(", ");
  return [...wrapped(name), ...(side ? [side] : [])].join("\n");
}

function wrapped(name: string): string[] {
  const lines = [""];
  for (const word of name.replace(/\s+/g, " ").split(" ")) {
    for (let rest = word; rest; ) {
      const line = lines.at(-1)!;
      const piece = [...rest].slice(0, LETTERS).join("");
      if (line && line.length + 1 + piece.length > LETTERS) lines.push(piece);
      else lines[lines.length - 1] = line ? `${line} ${piece}` : piece;
      rest = rest.slice(piece.length);
      if (lines.length > MOST) return [...lines.slice(0, MOST - 1), `${lines[MOST - 1]!.slice(0, LETTERS - 2)} …`];
    }
  }
  return lines;
}

const pen = document.createElement("canvas").getContext("2d");

function sizeOf({ id, isReport }: Node, label: string): Size {
  if (pen) pen.font = `${FONT}px ${FAMILY}`;
  const lines = label.split("\n");
  const widest = Math.max(...lines.map((line) => pen?.measureText(line).width ?? 8 * line.length));
  // An oval leaves less room for words than a box around it.
  const [wider, higher] = isReport ? [22, 16] : [0.22 * widest + 30, 24];
  return { id, width: Math.ceil(widest + wider), height: Math.ceil(lines.length * FONT * 1.25 + higher) };
}

const FAMILY = "system-ui, Liberation Sans, DejaVu Sans, sans-serif";

function elements(
  { nodes, lines }: Picture, labels: ReadonlyMap<string, string>, sizes: readonly Size[], placed: ReturnType<typeof layoutOf>,
): ElementDefinition[] {
  const size = new Map(sizes.map((one) => [one.id, one]));
  return [
    ...nodes.map((node): ElementDefinition => {
      const { width, height } = size.get(node.id)!;
      return {
        data: { id: node.id, node, label: labels.get(node.id), width, height }, position: { ...placed.nodes.get(node.id)! },
        classes: [node.isReport && "report", node.isOrigin && "origin", !node.sources[0]?.named && "unnamed", node.sources.length > 1 && "several"].filter(Boolean).join(" "),
      };
    }),
    ...lines.map((line): ElementDefinition => {
      const bent = beside(placed.nodes.get(line.from)!, placed.nodes.get(line.to)!, placed.bends.get(line.id) ?? []);
      return {
        data: {
          id: `line ${line.id}`, source: line.from, target: line.to, line, ...bent,
          label: [line.isCircular && "↻", line.stance !== "affirm" && SIDES[line.stance].toLowerCase(), line.edges.length > 1 && `× ${line.edges.length}`].filter(Boolean).join(" "),
          width: Math.min(5, 1.5 + Math.log2(line.edges.length)), arrow: ARROWS[line.stance],
        },
        classes: [line.stance, line.inferred && "inferred", line.isCircular && "circular"].filter(Boolean).join(" "),
      };
    }),
  ];
}

function style(colour: Colours): StylesheetJson {
  const stances = (["affirm", "reject", "doubt", "neutral"] as const).map((stance) =>
    ({ selector: `edge.${stance}`, style: { "line-color": colour[stance], "target-arrow-color": colour[stance], color: colour[stance] } }));
  return [
    { selector: "node", style: {
      label: "data(label)", width: "data(width)", height: "data(height)", shape: "ellipse", "text-wrap": "wrap",
      "text-valign": "center", "font-size": FONT, "font-family": FAMILY, "line-height": 1.25, color: colour.ink,
      "background-color": colour.card, "border-width": 1.2, "border-color": colour.edge,
    } },
    { selector: "node.report", style: { shape: "round-rectangle" } },
    { selector: "node.origin", style: { "border-width": 2.6, "border-color": colour.ink } },
    { selector: "node.unnamed", style: { "border-style": "dashed" } },
    { selector: "node.several", style: { "border-style": "double", "border-width": 4 } },
    { selector: "node:active, edge:active", style: { "overlay-opacity": 0.08 } },
    { selector: "edge", style: {
      "curve-style": "round-segments", "edge-distances": "node-position", "segment-weights": "data(weights)", "segment-distances": "data(distances)",
      "segment-radii": 18, width: "data(width)", "target-arrow-shape": "data(arrow)", "arrow-scale": 1.1, label: "data(label)", "font-size": 12,
      "font-family": FAMILY, "text-background-color": colour.card, "text-background-opacity": 1, "text-background-padding": "2px",
    } },
    ...stances,
    { selector: "edge.doubt", style: { "target-arrow-fill": "hollow" } },
    { selector: "edge.inferred", style: { "line-style": "dashed", "line-dash-pattern": [6, 4] } },
    { selector: "edge.circular", style: { "underlay-color": colour.mark, "underlay-opacity": 1, "underlay-padding": 6 } },
  ] as unknown as StylesheetJson; // the types know no lists in data
}

/** The colours of the page as a canvas takes them. */
function colours(holder: HTMLElement): Colours {
  const probe = document.createElement("span");
  holder.append(probe);
  const found = Object.fromEntries(NAMES.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  }));
  probe.remove();
  return found as Colours;
}

function onColours(change: () => void): () => void {
  const media = matchMedia("(prefers-color-scheme: dark)");
  const chosen = new MutationObserver(change);
  media.addEventListener("change", change);
  chosen.observe(document.documentElement, { attributes: true, attributeFilter: ["data-colours"] });
  return () => {
    media.removeEventListener("change", change);
    chosen.disconnect();
  };
}

function onSize(holder: HTMLElement, change: () => void): () => void {
  const watch = new ResizeObserver(change);
  watch.observe(holder);
  return () => watch.disconnect();
}

/** All of it, as far as that can be read; else from the reports on. */
function begin(cy: Core): void {
  cy.fit(undefined, 18);
  if (cy.zoom() > 1) {
    cy.zoom(1);
    cy.center();
  } else if (cy.zoom() < READABLE) {
    const box = cy.elements().boundingBox();
    cy.zoom(READABLE);
    cy.pan({ x: 12 - box.x1 * READABLE, y: cy.height() / 2 - ((box.y1 + box.y2) / 2) * READABLE });
  }
}

function moved(cy: Core, move: Move): void {
  const step = Math.min(cy.width(), cy.height()) / 3;
  const middle = { x: cy.width() / 2, y: cy.height() / 2 };
  const shifts = { left: { x: step, y: 0 }, right: { x: -step, y: 0 }, up: { x: 0, y: step }, down: { x: 0, y: -step } };
  if (move === "fit") cy.fit(undefined, 18);
  else if (move === "in" || move === "out") cy.zoom({ level: cy.zoom() * (move === "in" ? 1.3 : 1 / 1.3), renderedPosition: middle });
  else cy.panBy(shifts[move]);
}

/** A node leads to its source, a line to the article; the wheel scrolls the page unless a key is held. */
function follow(cy: Core, holder: HTMLElement, table: () => void): void {
  holder.parentElement?.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
  }, { capture: true });
  const open = (href: string, event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey) window.open(href, "_blank", "noopener");
    else location.assign(href);
  };
  cy.on("tap", "node", ({ target, originalEvent }) => {
    const { sources } = target.data("node") as Node;
    if (sources.length > 1) table();
    else open(sourcePage(sources[0]!.id), originalEvent as MouseEvent);
  });
  cy.on("tap", "edge", ({ target, originalEvent }) => {
    const { edges: [edge] } = target.data("line") as Line;
    const [hop] = edge?.hops ?? [];
    if (hop) open(articleAt(hop.document.id, { statement: hop.passage?.statement ?? hop.rests_on.statement }), originalEvent as MouseEvent);
  });
  cy.on("mouseover", "node, edge", ({ target }) => {
    holder.style.cursor = "pointer";
    const { sources } = (target.data("node") ?? {}) as Partial<Node>;
    holder.title = sources ? sources.slice(0, 12).map(({ name }) => plain(name)).join(", ") : "Read it in the article";
  });
  cy.on("mouseout", "node, edge", () => {
    holder.style.cursor = "";
    holder.title = "";
  });
}
