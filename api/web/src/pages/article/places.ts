// Places in a shown text: from code units to nodes and back, what somebody selected, and what is pointed out.

/** Start and end in code units. */
export type Units = readonly [number, number];

/**
 * What somebody selected last in a text, null where nothing was: it is asked for by a button, and by the time that the
 * button is pressed the selection may be gone.
 */
export function lastSelectedIn(holder: Node): () => Units | null {
  let last: Units | null = null;
  document.addEventListener("selectionchange", () => { last = selectedIn(holder) ?? last; });
  return () => last;
}

function selectedIn(holder: Node): Units | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!holder.contains(range.startContainer) || !holder.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.setStart(holder, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return [start, start + range.toString().length];
}

/** The range of a part of a text. */
export function rangeOf(holder: Node, [start, end]: Units): Range {
  const range = document.createRange();
  range.selectNodeContents(holder);
  const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
  let passed = 0;
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    if (passed <= start && start < passed + node.length) range.setStart(node, start - passed);
    if (passed < end && end <= passed + node.length) {
      range.setEnd(node, end - passed);
      break;
    }
    passed += node.length;
  }
  return range;
}

/** Points out parts of a text, without a change of it; ``name`` is that of a style in article.css. */
export function pointOut(name: "passage" | "picked", ranges: readonly Range[]): void {
  if (typeof Highlight === "undefined") return; // an older browser only scrolls there
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}

/** Where words stand in a text; of several places the one nearest to a place in it. */
export function nearest(text: string, words: string, place: number): Units | null {
  if (!words) return null;
  const after = text.indexOf(words, place);
  const before = text.lastIndexOf(words, place);
  if (after < 0 && before < 0) return null;
  const start = after < 0 || (before >= 0 && place - before < after - place) ? before : after;
  return [start, start + words.length];
}
