// What a source says: statement by statement, the newest first, or claim by claim.

import type { Stance } from "../../shared/answers.ts";
import { dateOf, dateWords, saidOn } from "../../shared/dates.ts";
import { articleLink } from "../../shared/document.ts";
import { element, joined, type Children } from "../../shared/dom.ts";
import { clip, foreign } from "../../shared/foreign.ts";
import { articleAt, claimPage } from "../../shared/links.ts";
import { count, plural } from "../../shared/numbers.ts";
import { chain, sourceName } from "../../shared/source.ts";
import type { Said, SourceClaim, SourceClaims, SourceDetail } from "../../shared/source_answers.ts";
import { stanceMark, stanceWord, STANCES } from "../../shared/stance.ts";
import { tableOf } from "../../shared/table.ts";

const QUOTE = 600; // code points of a passage that are shown; the article has all of them

/** Statements under the days on which their articles were published; a name that is not the usual one is told. */
export function byTime({ statements }: SourceDetail): Children {
  const names = Map.groupBy(statements, ({ position }) => position.source?.name ?? "");
  const [usual = ""] = [...names].toSorted(([, one], [, other]) => other.length - one.length)[0] ?? [];
  const days = Map.groupBy(statements, ({ position }) => position.document.published?.slice(0, 10) ?? "");
  return [...days].map(([day, said]) => element("section", { className: "day" },
    element("h3", {}, day ? ["Published ", dateOf(day)] : "Without a date"),
    element("ol", { className: "statements" }, ...said.map((one) => statement(one, usual)))));
}

function statement({ claim, claim_text, position: one }: Said, usual: string): HTMLElement {
  const { document: doc, statement: name } = one;
  const words = [one.speech_act, one.quotation].map((word) => word.replaceAll("_", " ")).join(", ");
  return element("li", {},
    element("blockquote", {}, element("a", { href: articleAt(doc.id, { statement: name }), title: "Read it in the article" },
      foreign(clip(one.quote || claim_text, QUOTE)))),
    element("p", { className: "small" }, joined([
      stanceWord(one.stance), words,
      one.source && one.source.name !== usual && element("span", {}, "as ", sourceName(one.source)),
      one.said_on && one.said_on_basis === "text" && element("span", {}, "said ", saidOn(one.said_on, "text")),
      element("span", {}, doc.outlet ? foreign(clip(doc.outlet, 80)) : "unknown outlet", ": ", articleLink(doc, { statement: name })),
    ], " · ")),
    element("p", { className: "small soft" }, "claim: ", element("a", { href: claimPage(claim) }, foreign(clip(claim_text, 200)))),
    one.chain.length > 1 && element("p", { className: "small soft" }, "has it from: ", chain(one.chain.slice(1))));
}

/** The claims of a source in a table; ``narrowed`` gives what shows the statements on one of them. */
export function byClaim({ claims, truncated }: SourceClaims, narrowed: (claim: SourceClaim) => HTMLElement): Children {
  return [
    truncated && element("p", { className: "note" }, "The source says more than was looked at: these are its newest statements."),
    tableOf("Claims on which it says something, those on which it says most first", [
      { title: "Claim", kind: "heads", cell: ({ id, text }) => element("a", { href: claimPage(id) }, foreign(clip(text))) },
      { title: "Stands", cell: ({ stances }) => element("ul", { className: "tallies" },
        ...(Object.entries(stances) as [Stance, number][]).map(([stance, number]) =>
          element("li", {}, stanceMark(stance), ` ${STANCES[stance].verb}`, number > 1 && ` ${count(number)} ×`))) },
      { title: "Published", cell: period },
      { title: "Statements", kind: "number", cell: narrowed },
    ], claims),
  ];
}

function period({ first, last }: SourceClaim): Children {
  if (!first || !last) return element("span", { className: "soft" }, "no date");
  return dateWords(first) === dateWords(last) ? dateOf(first) : [dateOf(first), " to ", dateOf(last)];
}

/** "Statements 51 to 100 of 2,000", for eyes and ears. */
export function statusWords(noun: string, { offset, total }: { offset: number; total: number }, shown: number, isNarrowed: boolean): string {
  const narrowed = isNarrowed ? ", narrowed down" : "";
  if (shown === total) return `${plural(total, noun)}${narrowed}`;
  return `${noun.charAt(0).toUpperCase()}${noun.slice(1)}s ${count(offset + 1)} to ${count(offset + shown)} of ${count(total)}${narrowed}`;
}
