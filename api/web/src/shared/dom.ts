// Making elements. Words from articles are hostile: they only ever become text nodes, and nothing here takes HTML.

type Child = Node | string | number | null | undefined | false;

/** Children of an element; what is null, undefined, false or an empty text is left out. */
export type Children = Child | readonly Child[];

/** Properties of an element (className, href, …), its data-* attributes and what listens to it. */
export type Properties<E> = Partial<Omit<E, "style" | "dataset" | "children" | "attributes">> & {
  dataset?: Record<string, string>;
  on?: { [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void };
  /** Attributes that have no property of the same kind: "for", "aria-controls". */
  attributes?: Record<string, string>;
};

/** An element with properties and children; strings become text nodes. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties<HTMLElementTagNameMap[Tag]> = {},
  ...children: Children[]
): HTMLElementTagNameMap[Tag] {
  const { dataset, on, attributes, ...plain } = properties;
  const made = Object.assign(document.createElement(tag), plain);
  Object.assign(made.dataset, dataset);
  for (const [name, value] of Object.entries(attributes ?? {})) made.setAttribute(name, value);
  for (const [name, listener] of Object.entries(on ?? {})) made.addEventListener(name, listener as EventListener);
  made.append(...kept(children));
  return made;
}

/** Replaces what an element holds. */
export function fill(holder: Element, ...children: Children[]): void {
  holder.replaceChildren(...kept(children));
}

/** Children with something between each two of them that are there. */
export function joined(parts: Children, between: string): (Node | string)[] {
  return kept([parts]).flatMap((part, place) => (place ? [between, part] : [part]));
}

/** A drawing of shapes: [["path", {d: "…"}], …]. */
export function drawing(viewBox: string, shapes: readonly [string, Record<string, string>][]): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const made = document.createElementNS(space, "svg");
  made.setAttribute("viewBox", viewBox);
  made.setAttribute("aria-hidden", "true");
  for (const [tag, attributes] of shapes) {
    const shape = document.createElementNS(space, tag);
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    made.append(shape);
  }
  return made;
}

function kept(children: readonly Children[]): (Node | string)[] {
  return (children as readonly (Child | readonly Child[])[])
    .flat()
    .filter((child): child is Node | string | number => child !== null && child !== undefined && child !== false && child !== "")
    .map((child) => (typeof child === "number" ? String(child) : child));
}
