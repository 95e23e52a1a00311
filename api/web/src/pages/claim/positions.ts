// Who stands where: a row for each speaker, with what they said, when, and where it stands.

import type { Positions, Saying, SpeakerStanding, Stand } from "../../shared/analyses.ts";
import { dateWords, saidOn } from "../../shared/dates.ts";
import { articleLink, publication } from "../../shared/document.ts";
import { element, joined, type Children } from "../../shared/dom.ts";
import { clip, foreign } from "../../shared/foreign.ts";
import { articleAt } from "../../shared/links.ts";
import { count } from "../../shared/numbers.ts";
import { sourceChip } from "../../shared/source.ts";
import { stanceMark, stanceWord, STANCES } from "../../shared/stance.ts";
import { inParts, tableOf } from "../../shared/table.ts";

const QUOTES = 2; // of a speaker, before the others are folded away
const LETTERS = 300; // of a quote that are shown; the article has all of them
const CONTINUITIES = { same_source: "", same_body: "; both speak for it", successor: "; one took the place of the other" };

interface Told {
  saying: Saying;
  note: string;
}

/** Everybody's position on a claim. */
export function positions({ speakers, first, truncated }: Positions): Children {
  const firsts = new Set(first.map((one) => one.statement));
  return [
    first.length > 0 && element("p", {}, "First to assert it, as far as days are known: ", joined(first.map(beginning), ", "), "."),
    truncated && element("p", { className: "note" }, "There are more statements than were looked at: these are the earliest."),
    tableOf("Everybody who says something of the claim; whoever changed sides comes first, then by the first day", [
      { title: "Who", kind: "heads", cell: ({ speaker }) => sourceChip(speaker) },
      { title: "Stands where, since when", cell: (one) => stands(one, firsts) },
      { title: "Says", cell: (one) => quotes(one, firsts) },
    ], speakers),
  ];
}

function beginning({ source, said_on, said_on_basis }: Saying): HTMLElement {
  return element("span", {}, sourceChip(source), " (", said_on ? saidOn(said_on, said_on_basis) : "no date", ")");
}

function stands({ spans, turns, relayed, undated, disowned }: SpeakerStanding, firsts: ReadonlySet<string>): Children {
  return [
    ...spans.map((span) => element("div", { className: "stand" }, stanceWord(span.stance), " ",
      element("span", { className: "small" }, span.follows ? "then, " : "", period(span)),
      span.sayings.some((one) => firsts.has(one.statement)) && [" ", element("span", { className: "badge" }, "first to say it")])),
    ...undated.slice(0, 1).map((one) => element("div", { className: "stand" }, stanceWord(one.stance), element("span", { className: "small" }, " day not known"))),
    disowned.length > 0 && element("div", { className: "stand" }, "denies having said it"),
    !spans.length && !undated.length && !disowned.length && relayed.length > 0
      && element("div", { className: "stand soft" }, stanceMark("neutral"), " only passes it on"),
    ...turns.map(({ kind, continuity, before, after }) => element("p", { className: "turn small" },
      element("strong", {}, kind === "reversal" ? "↩ Changed sides: " : "↩ Gave up its side: "),
      taken(before), ", then ", taken(after),
      CONTINUITIES[continuity], ".")),
  ];
}

function taken({ stance, said_on }: Saying): string {
  const verb = stance === "neutral" ? STANCES.neutral.verb : `${STANCES[stance].verb} it`;
  return said_on ? `${verb} (${dateWords(said_on)})` : verb;
}

function period({ since, until }: Stand): string {
  return since === until ? dateWords(since) : `${dateWords(since)} to ${dateWords(until)}`;
}

/** All that a speaker says, the own words first; many are made only when they are asked for. */
function quotes(standing: SpeakerStanding, firsts: ReadonlySet<string>): Children {
  const told = toldBy(standing);
  const item = (one: Told): HTMLElement => quote(one, firsts.has(one.saying.statement));
  const list = element("ul", { className: "quotes" }, ...told.slice(0, QUOTES).map(item));
  const rest = told.slice(QUOTES);
  if (!rest.length) return list;
  const others = element("ul", { className: "quotes" });
  const folded = element("details", {}, element("summary", {}, `${count(rest.length)} more`), others);
  folded.addEventListener("toggle", () => {
    const more = inParts(others, rest, item);
    if (more) folded.append(more);
  }, { once: true });
  return [list, folded];
}

/** What a speaker says, each statement once, with what kind of saying it is. */
export function toldBy({ spans, undated, disowned, retold, relayed }: SpeakerStanding): Told[] {
  const kinds: [readonly Saying[], string][] = [
    [spans.flatMap((span) => span.sayings), ""], [undated, ""], [disowned, "denies having said it"], [retold, "told again"], [relayed, "passed on"],
  ];
  return kinds.flatMap(([sayings, note]) => sayings.map((saying) => ({ saying, note })));
}

function quote({ saying, note }: Told, isFirst: boolean): HTMLElement {
  const { document: doc, statement, stance, speech_act, span, quote: words, said_on, said_on_basis } = saying;
  return element("li", {},
    element("blockquote", {}, element("a", { href: articleAt(doc.id, { span }), title: "Read it in the article" }, foreign(clip(words, LETTERS)))),
    element("div", { className: "small" }, joined([
      stanceWord(stance), [speech_act.replaceAll("_", " "), note].filter(Boolean).join(", "),
      said_on ? element("span", {}, "said ", saidOn(said_on, said_on_basis)) : "day not known",
      isFirst && element("span", { className: "badge" }, "first to say it"),
    ], " · ")),
    element("div", { className: "small soft" }, articleLink(doc, { statement }), ", ", publication(doc)));
}
