// What stands against a claim: who objects to what of it, what contradicts it, and numbers that drift.

import type { Contrary, Disagreement, Drift, Given, Objection, Saying } from "../../shared/analyses.ts";
import type { Related } from "../../shared/answers.ts";
import { saidOn } from "../../shared/dates.ts";
import { articleLink, publication } from "../../shared/document.ts";
import { element, joined, type Children } from "../../shared/dom.ts";
import { clip, foreign } from "../../shared/foreign.ts";
import { claimPage } from "../../shared/links.ts";
import { plural } from "../../shared/numbers.ts";
import { sourceChip, sourceName } from "../../shared/source.ts";
import { stanceWord } from "../../shared/stance.ts";
import { tableOf } from "../../shared/table.ts";

const SHOWN = 4; // of those who say a thing
const TARGETS = {
  claim: "the claim, whoever makes it", origin: "those with whom it begins: ",
  relay: "only those who pass it on: ", saying: "only having said it",
};
const DIFFERENCES = {
  bound_lost: "what bounds it was lost", bound_added: "it was given a bound", bound_changed: "its bound is another one",
  range_lost: "a range became one number", range_added: "one number became a range", rounded: "it was rounded", other_number: "it is another number",
};
const RELATIONS: Record<Related["relation"], string> = {
  contradicts: "contradicts it", narrower: "says more than it", broader: "says less than it",
  supports: "is supported by it", supported_by: "supports it",
};

/** Everything that is told against a claim, and what else bears on it. */
export function disagreement(found: Disagreement, related: readonly Related[]): Children {
  const { objections, contrary, numbers } = found;
  const others = related.filter((one) => one.relation !== "contradicts");
  return [
    objections.length ? objectionTable(objections) : element("p", {}, "Nobody in these articles denies or doubts it."),
    contrary.length ? contraryTable(contrary) : element("p", {}, "No other claim in the store was found to contradict it."),
    driftTable([...numbers.along_chains, ...numbers.over_time]),
    ...numbers.side_by_side.map(givenTable),
    others.length > 0 && relatedList(others),
    found.truncated && element("p", { className: "note" }, "There are more statements than were looked at: these are the earliest."),
  ];
}

function objectionTable(objections: readonly Objection[]): HTMLElement {
  return tableOf("Who objects to it", [
    { title: "Who", kind: "heads", cell: ({ saying }) => sourceChip(saying.source) },
    { title: "How", cell: ({ saying }) => [stanceWord(saying.stance), " ", element("span", { className: "small" }, where(saying))] },
    { title: "Against", cell: ({ target, against }) => [TARGETS[target], ...sources(target === "origin" || target === "relay" ? against : [])] },
    { title: "Passed on by", cell: ({ passed_on }) => (passed_on.length ? sources(passed_on) : "nobody") },
  ], objections, 20);
}

function contraryTable(contrary: readonly Contrary[]): HTMLElement {
  return tableOf("Claims that contradict it, the surest first", [
    { title: "Claim", kind: "heads", cell: ({ claim, text }) => element("a", { href: claimPage(claim) }, foreign(clip(text))) },
    { title: "Asserted by", cell: ({ sayings }) => (sayings.length ? sources(sayings) : "nobody") },
    { title: "Score", kind: "number", cell: ({ score }) => score.toFixed(2) },
  ], contrary, 20);
}

function driftTable(drifts: readonly Drift[]): HTMLElement | null {
  if (!drifts.length) return null;
  return tableOf("Numbers that drift", [
    { title: "Was", kind: "heads", cell: ({ before }) => foreign(before.amount.words) },
    { title: "Said by", cell: ({ before }) => [sourceChip(before.saying.source), element("div", { className: "small" }, where(before.saying))] },
    { title: "Became", cell: ({ after }) => foreign(after.amount.words) },
    { title: "Said by", cell: ({ after }) => [sourceChip(after.saying.source), element("div", { className: "small" }, where(after.saying))] },
    { title: "What became of it", cell: ({ difference, basis, score }) => [DIFFERENCES[difference], element("div", { className: "small soft" },
      basis ? `along a chain, ${basis.replaceAll("_", " ")}${score !== null && score < 1 ? ` (${score.toFixed(2)})` : ""}` : "said by one speaker over time")] },
  ], drifts, 20);
}

function givenTable(given: readonly Given[]): HTMLElement {
  return tableOf("Different numbers that are given for one thing", [
    { title: "Number", kind: "heads", cell: ({ amount }) => foreign(amount.words) },
    { title: "Given by", cell: ({ sayings }) => sources(sayings) },
  ], given, 20);
}

function relatedList(related: readonly Related[]): HTMLElement {
  return element("div", {}, element("h3", {}, "Other claims that bear on it"),
    element("ul", {}, ...related.map((one) => element("li", {},
      element("a", { href: claimPage(one.id) }, foreign(clip(one.text))), " ",
      element("span", { className: "soft small" }, `${RELATIONS[one.relation]} (${one.score.toFixed(2)})`)))));
}

/** Who says it, each once. */
function sources(sayings: readonly Saying[]): (Node | string)[] {
  const each = [...new Map(sayings.map((one) => [one.source?.id ?? one.statement, one.source])).values()];
  const shown = each.slice(0, SHOWN).map((source) => sourceName(source));
  const rest = each.length - shown.length;
  return joined([...shown, rest > 0 && plural(rest, "other")], ", ");
}

function where(saying: Saying): HTMLElement {
  return element("span", {}, joined([saying.said_on && element("span", {}, "said ", saidOn(saying.said_on, saying.said_on_basis)),
    element("span", {}, articleLink(saying.document, { statement: saying.statement }), ", ", publication(saying.document))], ", "));
}
