// A claim as a card: who takes which side, when it was first said, each passage once with all who stand behind it.

import type { ClaimAnswer, Position, Related, Stance } from "../../shared/answers.ts";
import { dateOf, saidOn } from "../../shared/dates.ts";
import { element, joined } from "../../shared/dom.ts";
import { clip, foreign } from "../../shared/foreign.ts";
import { askPage, claimPage, turtleOf } from "../../shared/links.ts";
import { count, plural } from "../../shared/numbers.ts";
import { sourceChip } from "../../shared/source.ts";
import { STANCES, stanceMark } from "../../shared/stance.ts";
import { shareButton, takeAway } from "../../shared/take_away.ts";
import { passages } from "./passages.ts";

const NAMES = 6; // sources of a side that are named on the card
const RELATIONS: Record<Related["relation"], string> = {
  contradicts: "contradicts", narrower: "says more exactly", broader: "says less exactly",
  supports: "supports it", supported_by: "is supported by it",
};

/** The card of one claim of an answer. */
export function claimCard(claim: ClaimAnswer): HTMLElement {
  const title = element("h2", {}, element("a", { href: claimPage(claim.id) }, foreign(clip(claim.text))));
  return element("article", { className: "card claim" },
    title, sides(claim), summary(claim), passages(claim.positions), rest(claim), wordings(claim), related(claim), drawing(claim), links(claim));
}

/** Whose position it is; statements of nobody in particular are each of somebody else. */
function speakerKey({ source, statement }: Position): string {
  return source && source.kind !== "unspecified" ? source.id : statement;
}

function sides(claim: ClaimAnswer): HTMLElement {
  const { tally } = claim;
  const counted: [Stance, number][] = [["affirm", tally.asserters], ["reject", tally.deniers], ["doubt", tally.doubters]];
  const lines = counted.filter(([, number]) => number > 0).map(([stance, number]) => side(claim, stance, number));
  if (!lines.length) return element("p", { className: "soft" }, "Nobody takes a side; it is only passed on.");
  return element("dl", { className: "sides" }, lines.flat());
}

function side(claim: ClaimAnswer, stance: Stance, number: number): HTMLElement[] {
  const speakers = new Map(claim.positions.filter((one) => one.stance === stance).map((one) => [speakerKey(one), one.source]));
  const named = [...speakers.values()].slice(0, NAMES).map(sourceChip);
  const others = number - named.length;
  const more = others > 0 && element("a", { href: claimPage(claim.id) }, `${count(others)} more`);
  return [
    element("dt", { className: stance }, stanceMark(stance), ` ${STANCES[stance].heading} ${count(number)}`),
    element("dd", {}, joined([...named, more], ", ")),
  ];
}

function summary(claim: ClaimAnswer): HTMLElement {
  const { tally } = claim;
  const origins = [
    tally.origins_named > 0 && `${count(tally.origins_named)} named`,
    tally.origins_unnamed > 0 && `${count(tally.origins_unnamed)} unnamed`,
  ].filter(Boolean).join(", ");
  return element("p", { className: "summary" }, joined([
    plural(tally.outlets, "outlet"), plural(tally.documents, "article"), origins && `origins: ${origins}`,
    firstSaid(claim), claim.first_seen && element("span", {}, "first published ", dateOf(claim.first_seen)),
  ], " · "));
}

/** When it was first said, where a text tells a day that is not only that of its publication. */
function firstSaid({ positions }: ClaimAnswer): HTMLElement | null {
  const days = positions.flatMap((one) => (one.said_on && one.said_on_basis === "text" ? [one.said_on] : []));
  const [first] = days.sort();
  return first ? element("span", {}, "first said ", saidOn(first, "text")) : null;
}

function rest(claim: ClaimAnswer): HTMLElement | null {
  const others = claim.tally.statements - claim.positions.length;
  return others > 0 ? element("p", {}, element("a", { href: claimPage(claim.id) }, `${plural(others, "later statement")} on the claim's page`)) : null;
}

function wordings({ wordings: all, id }: ClaimAnswer): HTMLElement | null {
  const others = all.filter((one) => one.id !== id);
  if (!others.length) return null;
  return element("details", {}, element("summary", {}, `${plural(others.length, "other wording")}`),
    element("ul", {}, ...others.map((one) => element("li", {}, foreign(clip(one.text)), one.explanation && element("span", { className: "soft small" }, ` ${one.explanation}`)))));
}

function related({ related: all }: ClaimAnswer): HTMLElement | null {
  if (!all.length) return null;
  return element("details", { open: all.some((one) => one.relation === "contradicts") },
    element("summary", {}, plural(all.length, "claim that bears on it", "claims that bear on it")),
    element("ul", {}, ...all.map((one) => element("li", {},
      element("span", { className: one.relation === "contradicts" ? "reject" : "soft" }, RELATIONS[one.relation] ?? one.relation), ": ",
      element("a", { href: askPage(one.text.slice(0, 1000)) }, foreign(clip(one.text)))))));
}

/** The drawing, which is asked for only when it is opened; one source that rests on nobody is none worth looking at. */
function drawing(claim: ClaimAnswer): HTMLElement | null {
  if (new Set(claim.positions.flatMap((one) => one.chain.map((link) => link.source?.id ?? link.statement))).size < 2) return null;
  const address = (format: string) => `/citation-graph?${new URLSearchParams({ format, claim: claim.id })}`;
  const image = element("img", { alt: `Drawing: who says so, and through whom. ${clip(claim.text)}` });
  const figure = element("figure", { className: "drawing" }, element("a", { href: address("html") }, image));
  image.addEventListener("error", () => figure.replaceWith(element("p", { className: "soft" }, "It cannot be drawn now.")));
  const details = element("details", {}, element("summary", {}, "Drawing: who says so, and through whom"), figure);
  details.addEventListener("toggle", () => (image.src = address("svg")), { once: true });
  return details;
}

function links(claim: ClaimAnswer): HTMLElement {
  return takeAway({
    "Drawing with tables": `/citation-graph?${new URLSearchParams({ format: "html", claim: claim.id })}`,
    Report: `/claims/${claim.id}/report.html`,
    "What stands behind it (JSON)": `/claims/${claim.id}/origins`,
    "Every path (JSON)": `/claims/${claim.id}/paths`,
    JSON: `/claims/${claim.id}`,
    Turtle: turtleOf("claim", claim.id),
  }, shareButton(() => claimPage(claim.id)));
}
