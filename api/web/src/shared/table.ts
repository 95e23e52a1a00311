// Tables. On a narrow screen each row becomes a block with the titles before its cells; long ones are built in parts.

import { element, type Children } from "./dom.ts";
import { count } from "./numbers.ts";

const PART = 50; // rows before the others wait for a button

export interface Column<Row> {
  title: string;
  cell: (row: Row) => Children;
  /** "heads" is what a row is about, "number" stands to the right. */
  kind?: "heads" | "number";
}

/** A table of rows with a caption. Rows beyond the first part are made when somebody wants them, or prints the page. */
export function tableOf<Row>(caption: Children, columns: readonly Column<Row>[], rows: readonly Row[], part = PART): HTMLElement {
  // Roles are told, since a table that is laid out as blocks is none any more for some browsers.
  const heads = columns.map(({ title, kind }) =>
    element("th", { scope: "col", role: "columnheader", className: kind ?? "" }, title));
  const body = element("tbody", { role: "rowgroup" });
  const table = element("table", { role: "table", className: "stacked" },
    element("caption", {}, caption),
    element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...heads)), body);
  const line = (row: Row) => element("tr", { role: "row" }, ...columns.map((column) => cellOf(column, row)));
  return element("div", { className: "tabled" }, table, inParts(body, rows, line, part));
}

/** Puts the first items into a holder, and gives a button for the others where there are any. */
export function inParts<Item>(holder: Element, items: readonly Item[], made: (item: Item) => Node, part = PART): HTMLElement | null {
  let shown = 0;
  const more = element("button", { type: "button", className: "quiet" });
  const show = (number: number): void => {
    holder.append(...items.slice(shown, shown + number).map(made));
    shown = Math.min(items.length, shown + number);
    more.textContent = `Show ${count(Math.min(items.length - shown, 4 * part))} more of ${count(items.length)}`;
    if (shown === items.length) more.parentElement?.remove();
  };
  show(part);
  if (shown === items.length) return null;
  const focusOn = (place: number): void => holder.children[place]?.querySelector<HTMLElement>("a, button, summary")?.focus();
  more.addEventListener("click", () => {
    const first = shown;
    show(4 * part);
    focusOn(first);
  });
  addEventListener("beforeprint", () => show(items.length));
  return element("p", {}, more);
}

function cellOf<Row>({ title, cell, kind }: Column<Row>, row: Row): HTMLElement {
  const dataset = { title };
  if (kind === "heads") return element("th", { scope: "row", role: "rowheader", className: kind, dataset }, cell(row));
  return element("td", { role: "cell", className: kind ?? "", dataset }, cell(row));
}
