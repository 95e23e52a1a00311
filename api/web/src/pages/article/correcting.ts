// The form by which a statement is corrected: source, kind, stance, and the words of the text that are its parts.

import type { Correction } from "../../shared/article_answers.ts";
import type { SourceKind, Span, Stance } from "../../shared/answers.ts";
import { CodePoints } from "../../shared/code_points.ts";
import { element, fill } from "../../shared/dom.ts";
import { kindWords, KINDS } from "../../shared/source.ts";
import { STANCES } from "../../shared/stance.ts";
import { nearest, pointOut, rangeOf, type Units } from "./places.ts";
import type { Said } from "./reading.ts";
import type { Role } from "./segments.ts";

const PARTS: Record<Role, string> = { source: "Words that name the source", cue: "Words that say that it is said", content: "Words that are said" };

/** The text as it is shown, and what somebody selected in it last. */
export interface Shown {
  node: HTMLElement;
  selected: () => Units | null;
}

type More = { reviewer?: string; comment?: string };

/** The form; ``correct`` gets what differs from what was read. */
export function correctionForm(said: Said, text: Shown, correct: (correction: Partial<Correction>, more: More) => Promise<void>): HTMLElement {
  const { position } = said.detail;
  const { source: known } = position;
  const id = (name: string): string => `${name}-${said.id}`;
  const source = element("input", { id: id("name"), value: known?.kind === "unspecified" ? "" : known?.name ?? "", maxLength: 500, autocomplete: "off" });
  const kind = choice(id("kind"), Object.keys(KINDS) as SourceKind[], known?.kind ?? "unspecified", kindWords);
  const stance = choice(id("stance"), Object.keys(STANCES) as Stance[], position.stance, (one) => STANCES[one].verb);
  const parts = (Object.keys(PARTS) as Role[]).map((role) => new PartField(said, role, text));
  const reviewer = element("input", { id: id("reviewer"), maxLength: 200, autocomplete: "name" });
  const comment = element("input", { id: id("comment"), maxLength: 1000, autocomplete: "off" });
  const told = element("p", { className: "reject", role: "alert" });
  const labelled = (field: HTMLElement, words: string): HTMLElement[] => [element("label", { attributes: { for: field.id } }, words), field];

  function corrected(): Partial<Correction> {
    const found: Partial<Correction> = {};
    if (source.value.trim() && source.value !== source.defaultValue) found.source = source.value;
    if (kind.value !== (known?.kind ?? "unspecified")) found.kind = kind.value as SourceKind;
    if (stance.value !== position.stance) found.stance = stance.value as Stance;
    for (const part of parts) if (part.isChanged) found[`${part.role}_spans`] = part.spans();
    if (found.source && kind.value === "unspecified") throw new Refused("Say what kind of source it is, too.");
    return found;
  }

  return element("form", { className: "correction", ariaLabel: "Correct this statement", noValidate: true, on: { submit: (event) => {
    event.preventDefault();
    try {
      const correction = corrected();
      if (!Object.keys(correction).length) throw new Refused("Nothing is changed yet.");
      fill(told);
      pointOut("picked", []);
      void correct(correction, { reviewer: reviewer.value, comment: comment.value });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      fill(told, error.message);
    }
  } } },
  ...labelled(source, "Source"), ...labelled(kind, "Kind of source"), ...labelled(stance, "Stance"),
  ...parts.map(({ node }) => node),
  ...labelled(reviewer, "Your name (may be empty)"), ...labelled(comment, "Why (may be empty)"),
  told,
  element("p", { className: "buttons" }, element("button", {}, "Save the correction")));
}

class Refused extends Error {}

/** A part of a statement: its words can be typed as they stand in the text, or selected there. */
class PartField {
  readonly role: Role;
  readonly node: HTMLElement;
  readonly #text: HTMLElement;
  readonly #field: HTMLTextAreaElement;
  readonly #place: number;
  #picked: Units | null = null;
  readonly #selected: () => Units | null;

  constructor(said: Said, role: Role, { node: text, selected }: Shown) {
    this.role = role;
    this.#text = text;
    this.#selected = selected;
    const whole = text.textContent;
    const points = new CodePoints(whole);
    const words = said.detail[`${role}_spans`].map(([start, end]) => whole.slice(points.toUnits(start), points.toUnits(end)));
    this.#place = points.toUnits(said.detail[`${role}_spans`][0]?.[0] ?? said.detail.position.span[0]);
    const id = `${role}-${said.id}`;
    this.#field = element("textarea", { id, defaultValue: words.join(" … "), rows: role === "content" ? 4 : 2, on: { input: () => {
      this.#picked = null;
      this.#pointOut();
    }, focus: () => this.#pointOut(), blur: () => pointOut("picked", []) } });
    const take = element("button", { type: "button", className: "quiet", on: { click: () => this.#take() } }, "Take what is selected in the text");
    this.node = element("div", { className: "part" }, element("label", { attributes: { for: id } }, PARTS[role]), this.#field, take);
  }

  get isChanged(): boolean {
    return this.#picked !== null || this.#field.value !== this.#field.defaultValue;
  }

  /** The spans of the words; those of a part in several places stand between " … ". */
  spans(): Span[] {
    const points = new CodePoints(this.#text.textContent);
    return this.#units().map(([start, end]) => [points.toPoints(start), points.toPoints(end)]);
  }

  #units(): Units[] {
    if (this.#picked) return [this.#picked];
    if (!this.#field.value.trim()) return [];
    const found: Units[] = [];
    for (const words of this.#field.value.split(" … ")) {
      const place = nearest(this.#text.textContent, words.trim(), found.at(-1)?.[1] ?? this.#place);
      if (!place) throw new Refused(`“${words.trim()}” does not stand in the article so.`);
      found.push(place);
    }
    return found;
  }

  #take(): void {
    const selected = this.#selected();
    if (!selected) {
      this.#field.placeholder = "Select words in the article first, or type them here.";
      return;
    }
    this.#picked = selected;
    this.#field.value = this.#text.textContent.slice(...selected);
    this.#pointOut();
  }

  #pointOut(): void {
    try {
      pointOut("picked", this.#units().map((units) => rangeOf(this.#text, units)));
      this.#field.ariaInvalid = "false";
    } catch {
      pointOut("picked", []);
      this.#field.ariaInvalid = "true";
    }
  }
}

function choice<Value extends string>(id: string, values: readonly Value[], value: Value, words: (value: Value) => string): HTMLSelectElement {
  return element("select", { id }, ...values.map((one) => element("option", { value: one, selected: one === value }, words(one))));
}
