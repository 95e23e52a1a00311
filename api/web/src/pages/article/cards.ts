// The statements beside the text, each a card that unfolds when it is chosen.

import type { AssessmentDetail } from "../../shared/article_answers.ts";
import type { SourceRef } from "../../shared/answers.ts";
import { saidOn } from "../../shared/dates.ts";
import { element, fill, joined, type Children } from "../../shared/dom.ts";
import { clip, foreign } from "../../shared/foreign.ts";
import { articleAt, claimPage } from "../../shared/links.ts";
import { plural } from "../../shared/numbers.ts";
import { sourceChip, sourceName } from "../../shared/source.ts";
import { stanceWord } from "../../shared/stance.ts";
import { shareButton } from "../../shared/take_away.ts";
import { isOwnVoice, isUnnamed, type Reading, type Said } from "./reading.ts";
import type { Reviewing } from "./reviewing.ts";

const CLAIM = 240; // code points of a claim on a card that is folded
const FINDINGS = { accepted: "✓ accepted", corrected: "✎ corrected", rejected: "✗ rejected" };

/** What a card does to the rest of the page. */
export interface Around {
  choose: (statement: string) => void;
  lead: (statement: string) => void;
  reviewing: Reviewing;
}

export class Cards {
  readonly node = element("div", { id: "cards", className: "cards" });
  readonly #around: Around;
  #cards = new Map<string, Card>();
  #reading: Reading | null = null;
  #chosen = "";

  constructor(around: Around) {
    this.#around = around;
  }

  show(reading: Reading): void {
    this.#reading = reading;
    this.#chosen = "";
    this.#cards = new Map(reading.said.map((said) => [said.id, new Card(said, this.#around)]));
    fill(this.node, ...[...this.#cards.values()].map(({ node }) => node), reading.rejected.length > 0 && this.#rejected(reading.rejected));
  }

  /** Unfolds the card of a statement, folds the one before, and brings it into view; with the focus on it if wanted. */
  mark(statement: string, { focus }: { focus: boolean }): void {
    if (statement !== this.#chosen) this.#cards.get(this.#chosen)?.fold();
    this.#chosen = statement;
    const card = this.#cards.get(statement);
    if (!card || !this.#reading) return;
    card.unfold(this.#reading);
    if (focus) card.focus();
  }

  #rejected(rejected: readonly AssessmentDetail[]): HTMLElement {
    return element("section", { className: "rejected", attributes: { "aria-labelledby": "rejected-title" } },
      element("h3", { id: "rejected-title" }, plural(rejected.length, "rejected reading")),
      element("p", { className: "soft small" }, "Persons held that these are no statements. They count nowhere."),
      ...rejected.map((one) => element("div", { className: "card" },
        element("p", {}, one.read?.source ? foreign(clip(one.read.source, 160)) : "source not stated", one.read && [" ", stanceWord(one.read.stance)]),
        one.read && element("blockquote", {}, foreign(clip(one.read.quote, CLAIM))),
        reviewed(one), this.#around.reviewing.undo(one))));
  }
}

class Card {
  readonly node: HTMLElement;
  readonly #said: Said;
  readonly #around: Around;
  readonly #head: HTMLButtonElement;
  readonly #body = element("div", { className: "body", hidden: true });

  constructor(said: Said, around: Around) {
    this.#said = said;
    this.#around = around;
    const { detail: { position, claim_text }, assessment } = said;
    this.#body.id = `body-${said.id}`;
    // A button takes words alone: the links are in what unfolds.
    this.#head = element("button", { type: "button", className: "head", ariaExpanded: "false", attributes: { "aria-controls": this.#body.id },
      on: { click: () => around.choose(said.id) } },
    element("span", { className: "who" }, who(said), " ", stanceWord(position.stance)),
    element("span", { className: "what" }, foreign(clip(claim_text, CLAIM))),
    (assessment || said.chain.length > 1) && element("span", { className: "small soft" },
      assessment && element("span", { className: "finding" }, FINDINGS[assessment.finding], " "),
      said.chain.length > 1 && element("span", { className: "via" }, joined(said.chain.map(({ source }) => named(source, 60)), " → "))));
    this.node = element("article", { className: isOwnVoice(said) ? "card own" : "card", id: `card-${said.id}` }, this.#head, this.#body);
  }

  unfold(reading: Reading): void {
    if (this.#head.ariaExpanded !== "true") fill(this.#body, this.#unfolded(reading));
    this.#head.ariaExpanded = "true";
    this.#body.hidden = false;
    this.node.classList.add("chosen");
    this.node.scrollIntoView({ block: "nearest" });
  }

  fold(): void {
    this.#head.ariaExpanded = "false";
    this.#body.hidden = true;
    this.node.classList.remove("chosen");
  }

  focus(): void {
    this.#head.focus({ preventScroll: true });
  }

  #unfolded(reading: Reading): Children {
    const { id, detail, assessment } = this.#said;
    const { position } = detail;
    const speech = [position.speech_act, position.quotation.replace("_", " ")].join(", ");
    const day = position.said_on ? element("span", {}, "said ", saidOn(position.said_on, position.said_on_basis)) : null;
    const inText = element("button", { type: "button", className: "quiet", on: { click: () => this.#around.lead(id) } }, "Show in the text");
    return [
      element("p", {}, element("a", { href: claimPage(detail.claim) }, foreign(clip(detail.claim_text, 600)))),
      element("p", {}, sourceChip(position.source)),
      element("blockquote", {}, foreign(clip(position.quote, 600))),
      element("p", { className: "small soft" }, joined([
        speech, day, detail.spokesperson && element("span", {}, "spokesperson ", foreign(clip(detail.spokesperson, 120))),
        detail.affiliation && element("span", {}, "of ", foreign(clip(detail.affiliation, 120))),
        detail.addressee && element("span", {}, "to ", foreign(clip(detail.addressee, 120))),
        detail.modality !== "underspecified" && detail.modality.replaceAll("_", " "), `confidence ${detail.confidence.toFixed(2)}`,
      ], " · ")),
      this.#hops(reading),
      assessment && reviewed(assessment),
      this.#around.reviewing.of(this.#said),
      element("p", { className: "take-away small" }, inText, shareButton(() => articleAt(position.document.id, { statement: id })),
        element("a", { href: `/statements/${encodeURIComponent(id)}` }, "JSON")),
    ];
  }

  /** Who has it from whom, each with its stance where the article tells it. */
  #hops({ shown }: Reading): HTMLElement | null {
    const { id, chain: links, relay } = this.#said;
    if (links.length < 2) return null;
    return element("div", { className: "hops" }, 
      element("h3", {}, "Chain, from who reports it to its origin"),
      element("ol", { className: "small" }, ...links.map(({ statement, source }, place) => {
        const other = shown.get(statement);
        const detail = other?.relay?.position.statement === statement ? other.relay : other?.detail;
        const isHere = statement === id;
        return element("li", { ariaCurrent: isHere ? "true" : null },
          isHere ? element("strong", {}, sourceName(source)) : sourceName(source), " ",
          detail && stanceWord(detail.position.stance), " ",
          element("span", { className: "soft" }, joined([
            isUnnamed(source) ? "unnamed" : "named", detail === relay && relay && "the outlet passes it on",
            place === links.length - 1 && "origin", isHere && "this statement"], ", ")), " ",
          other && !isHere && other.id !== id && element("button", { type: "button", className: "quiet", on: { click: () => this.#around.choose(other.id) } }, "Its card"),
          detail === relay && relay && this.#around.reviewing.rejectRelay(relay.position.statement));
      })));
  }
}

function who(said: Said): Children {
  const { source } = said.detail.position;
  return [isOwnVoice(said) && element("span", { className: "voice" }, "own voice"), isOwnVoice(said) && " ", named(source)];
}

/** The name of a source in words alone, as a button takes it. */
function named(source: SourceRef | null, most = 120): HTMLElement {
  if (!source || source.kind === "unspecified") return element("span", { className: "unnamed" }, "source not stated");
  const words = foreign(clip(source.name, most));
  return source.named ? words : element("span", { className: "unnamed" }, words, " (unnamed)");
}

/** What a person said of a statement, and what it was before. */
function reviewed({ finding, at, reviewer, comment, read, correction }: AssessmentDetail): HTMLElement {
  const changed = Object.entries(correction).filter(([, value]) => value !== null).map(([field]) => field.replace("_spans", " words"));
  return element("p", { className: "note small" }, element("strong", {}, FINDINGS[finding]), " ", joined([
    element("time", { dateTime: at }, at.slice(0, 10)), reviewer && element("span", {}, "by ", foreign(clip(reviewer, 80))),
    changed.length > 0 && `changed: ${changed.join(", ")}`, comment && element("span", {}, "“", foreign(clip(comment)), "”"),
  ], " · "), finding === "corrected" && read && element("span", {}, ". It was read as: ", read.source ? foreign(clip(read.source, 120)) : "source not stated", " ",
    stanceWord(read.stance), " “", foreign(clip(read.quote, 200)), "”"));
}
