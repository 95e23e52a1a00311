// What the service's terms are called on this page.

import type { Hop } from "../../shared/analyses.ts";
import type { Stance } from "../../shared/answers.ts";

/** What those do who take a side. */
export const SIDES: Record<Stance, string> = {
  affirm: "Asserted", reject: "Denied", doubt: "Doubted", neutral: "Passed on without a side",
};

const STATED: Record<string, string> = {
  within_sentence: "stated in a sentence", within_document: "stated in the article", printed: "printed in the article",
};
const INFERRED: Record<string, string> = {
  named_outlet: "the article names the outlet", hyperlink: "the article links to the other one",
  verbatim_quotation: "the same words are quoted", same_unnamed_source: "the same unnamed source is told of",
  own_earlier_report: "the outlet reported it before", media_in_general: "the article speaks of media in general",
};

/** How a hop is known: "stated in a sentence", "inferred (0.85): the article names the outlet". */
export function knownFrom({ basis, inferred, score, reason }: Hop): string {
  if (!inferred) return STATED[basis] ?? basis.replaceAll("_", " ");
  return `inferred (${score.toFixed(2)}): ${reason ?? INFERRED[basis] ?? basis.replaceAll("_", " ")}`;
}
