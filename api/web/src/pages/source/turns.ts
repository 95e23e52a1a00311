// Where a source changed sides: what it said before and after, side by side.

import type { Saying, Turn } from "../../shared/analyses.ts";
import { saidOn } from "../../shared/dates.ts";
import { articleLink, publication } from "../../shared/document.ts";
import { element, type Children } from "../../shared/dom.ts";
import { clip, foreign } from "../../shared/foreign.ts";
import { articleAt, claimPage } from "../../shared/links.ts";
import { sourceName } from "../../shared/source.ts";
import type { SourceTurns } from "../../shared/source_answers.ts";
import { stanceWord } from "../../shared/stance.ts";

const LETTERS = 400; // of a quote that are shown; the article has all of them

/** Each change of side with its two statements. */
export function turns({ turns: all, truncated }: SourceTurns): Children {
  return [
    truncated && element("p", { className: "note" }, "The source says more than was looked at: there may be more changes."),
    ...all.map(turn),
    !all.length && element("p", { className: "soft" }, "No change of side is known. Only statements whose days are known and do not overlap show one."),
  ];
}

function turn({ kind, before, after }: Turn): HTMLElement {
  return element("article", { className: "turn" },
    element("h3", {}, kind === "reversal" ? "↩ Reversal on " : "↩ Walk-back on ",
      element("a", { href: claimPage(after.claim) }, foreign(clip(after.claim_text, 200)))),
    element("div", { className: "sides" }, saying("Before", before), saying("After", after)));
}

function saying(title: string, { document: doc, statement, stance, speech_act, said_on, said_on_basis, quote, claim_text, source }: Saying): HTMLElement {
  return element("section", {},
    element("h4", {}, `${title}: `, stanceWord(stance), `, ${speech_act.replaceAll("_", " ")}`),
    element("p", { className: "small" }, said_on ? saidOn(said_on, said_on_basis) : "day not known", " as ", sourceName(source)),
    element("blockquote", {}, element("a", { href: articleAt(doc.id, { statement }), title: "Read it in the article" },
      foreign(clip(quote || claim_text, LETTERS)))),
    element("p", { className: "small soft" }, articleLink(doc, { statement }), ", ", publication(doc)));
}
