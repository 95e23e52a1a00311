// The text of the article with its marks. A mark leads to the card of its statement, and a card back to its marks.

import { element, fill } from "../../shared/dom.ts";
import { foreignParts } from "../../shared/foreign.ts";
import { marksOf, isOwnVoice, type Reading } from "./reading.ts";
import { segments, type Marked, type Role, type Segment } from "./segments.ts";

const KEYS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export class Text {
  readonly node = element("div", { id: "text", className: "text", dir: "auto", role: "group", ariaLabel: "Text of the article" });
  readonly #choose: (statement: string) => void;
  /** The pieces of each statement, in order. */
  #pieces = new Map<string, HTMLElement[]>();
  /** Of each piece the statements that it belongs to and what it is of them, the innermost first. */
  #roles = new Map<HTMLElement, Map<string, Role>>();
  /** The pieces that the keyboard stops at: the first of each statement. */
  #stops: HTMLElement[] = [];
  #chosen = "";

  /** ``choose`` is told the statement that somebody chose in the text. */
  constructor(choose: (statement: string) => void) {
    this.#choose = choose;
    this.node.addEventListener("click", (event) => {
      const piece = (event.target as Element).closest<HTMLElement>(".piece");
      if (piece && getSelection()?.isCollapsed !== false) this.#pick(piece);
    });
    this.node.addEventListener("keydown", (event) => this.#key(event));
  }

  show(reading: Reading): void {
    const own = new Set(reading.said.filter(isOwnVoice).map(({ id }) => id));
    const { text } = reading.article;
    this.#pieces = new Map();
    this.#roles = new Map();
    this.#stops = [];
    fill(this.node, ...segments(text.length, marksOf(reading)).flatMap((segment) => {
      const words = foreignParts(text.slice(segment.start, segment.end));
      return segment.spans.length ? [this.#piece(segment, words, own)] : words;
    }));
    const [first] = this.#stops;
    if (first) first.tabIndex = 0;
  }

  /** Shows which statement is chosen; an unknown one takes the choice away. */
  mark(statement: string): void {
    for (const piece of this.#pieces.get(this.#chosen) ?? []) {
      piece.classList.remove("chosen");
      delete piece.dataset["part"];
      piece.ariaPressed = piece.ariaPressed && "false";
    }
    this.#chosen = statement;
    const pieces = this.#pieces.get(statement) ?? [];
    let last: string | undefined;
    for (const piece of pieces) {
      const role = this.#roles.get(piece)?.get(statement) ?? "";
      piece.classList.add("chosen");
      if (role !== last) piece.dataset["part"] = role; // the name of a part stands over its first piece
      last = role;
      piece.ariaPressed = piece.ariaPressed && "true";
    }
    const stop = pieces.find((piece) => this.#stops.includes(piece));
    if (stop) this.#stopAt(stop);
  }

  /** Brings the words of a statement into view, with the focus on them. */
  lead(statement: string): void {
    const stop = this.#pieces.get(statement)?.find((piece) => this.#stops.includes(piece));
    stop?.scrollIntoView({ block: "center" });
    stop?.focus({ preventScroll: true });
  }

  /** Brings the words of a statement into view. */
  reveal(statement: string): void {
    this.#pieces.get(statement)?.[0]?.scrollIntoView({ block: "center" });
  }

  #piece(segment: Segment, words: (Node | string)[], own: ReadonlySet<string>): HTMLElement {
    const piece = element("span", { className: "piece" }, ...words);
    const { spans } = segment;
    const roles = new Set(spans.map(({ statement, role }) => (own.has(statement) ? "own" : role)));
    piece.classList.add(...roles);
    const depth = spans.filter(({ role }) => role === "content").length;
    if (depth > 1) piece.classList.add("deep");
    // A source or a cue is of the statement that it introduces before it is of one around it; one that is in a content
    // of its own statement too, as in a quotation that is broken off, counts as source or cue.
    const inner = spans.toSorted((a, b) => Number(a.role === "content") - Number(b.role === "content"));
    this.#roles.set(piece, rolesOf(inner));
    for (const { statement } of inner) {
      const known = this.#pieces.get(statement);
      if (known) {
        if (known.at(-1) !== piece) known.push(piece);
        continue;
      }
      this.#pieces.set(statement, [piece]);
      if (this.#stops.at(-1) === piece) continue;
      this.#stops.push(piece);
      Object.assign(piece, { role: "button", tabIndex: -1, ariaPressed: "false" });
    }
    return piece;
  }

  /** Chooses the innermost statement of a piece, or the next one around it where that is chosen already. */
  #pick(piece: HTMLElement): void {
    const statements = [...(this.#roles.get(piece)?.keys() ?? [])];
    const next = statements[(statements.indexOf(this.#chosen) + 1) % statements.length];
    if (next) this.#choose(next);
  }

  #key(event: KeyboardEvent): void {
    const piece = event.target as HTMLElement;
    if (!this.#stops.includes(piece) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const step = KEYS[event.key];
    const isEdge = event.key === "Home" || event.key === "End";
    if (!step && !isEdge && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    if (step) this.#focus(this.#stops[this.#stops.indexOf(piece) + step]);
    else if (isEdge) this.#focus(this.#stops.at(event.key === "Home" ? 0 : -1));
    else this.#pick(piece);
  }

  #focus(stop: HTMLElement | undefined): void {
    if (!stop) return;
    this.#stopAt(stop);
    stop.focus();
  }

  /** One stop alone is reached by Tab; from it the arrows lead on. */
  #stopAt(stop: HTMLElement): void {
    for (const one of this.node.querySelectorAll<HTMLElement>('.piece[tabindex="0"]')) one.tabIndex = -1;
    stop.tabIndex = 0;
  }
}

/** What a piece is of each statement: of several things the first. */
function rolesOf(spans: readonly Marked[]): Map<string, Role> {
  const found = new Map<string, Role>();
  for (const { statement, role } of spans) if (!found.has(statement)) found.set(statement, role);
  return found;
}
