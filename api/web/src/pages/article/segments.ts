// A text cut into pieces at the borders of all spans, so that spans may nest and overlap though elements cannot.

export type Role = "source" | "cue" | "content";

/** A span of the text, start and end in code units, and what it is of which statement. */
export interface Marked {
  start: number;
  end: number;
  statement: string;
  role: Role;
}

/** A piece of the text, and all spans that it lies in, the shortest first. */
export interface Segment {
  start: number;
  end: number;
  spans: readonly Marked[];
}

/** The pieces of a text of so many code units, in order, without gaps; spans beyond it are cut off, empty ones left out. */
export function segments(length: number, spans: readonly Marked[]): Segment[] {
  const kept = spans
    .map((span) => ({ span, start: Math.max(0, span.start), end: Math.min(length, span.end) }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start);
  const borders = [...new Set([0, length, ...kept.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  const found: Segment[] = [];
  let open: typeof kept = [];
  let next = 0;
  for (const [place, start] of borders.slice(0, -1).entries()) {
    open = open.filter(({ end }) => end > start);
    for (; next < kept.length && kept[next]!.start === start; next++) open.push(kept[next]!);
    const inside = open.toSorted((a, b) => a.end - a.start - (b.end - b.start)).map(({ span }) => span);
    found.push({ start, end: borders[place + 1]!, spans: inside });
  }
  return found;
}
