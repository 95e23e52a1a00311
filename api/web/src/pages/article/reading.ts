// What is shown of an article: each statement with who passes it on and what a person said of it.

import type { AssessmentDetail, DocumentDetail, StatementDetail } from "../../shared/article_answers.ts";
import type { Link, SourceRef } from "../../shared/answers.ts";
import { CodePoints } from "../../shared/code_points.ts";
import { getJson } from "../../shared/service.ts";
import type { Marked, Role } from "./segments.ts";

/** A statement that has words of its own in the text. */
export interface Said {
  id: string;
  detail: StatementDetail;
  /** The statement by which the outlet passes it on, where it does. */
  relay: StatementDetail | null;
  /** The longest chain of this article that it is a part of, from who reports to the origin. */
  chain: readonly Link[];
  assessment: AssessmentDetail | null;
}

export interface Reading {
  article: DocumentDetail;
  points: CodePoints;
  said: readonly Said[];
  /** What was rejected, so that it is no statement any more. */
  rejected: readonly AssessmentDetail[];
  /** By the ids of all statements, as they were read and as they stand, relays too: the statement that is shown. */
  shown: ReadonlyMap<string, Said>;
}

/** Asks the service for all that the page shows. */
export async function readingOf(id: string): Promise<Reading> {
  const resource = `/documents/${encodeURIComponent(id)}`;
  const [article, details, assessments] = await Promise.all([
    // The list of statements has all that this would tell of them.
    getJson<DocumentDetail>(resource, { statements: false }),
    getJson<StatementDetail[]>(`${resource}/statements`),
    getJson<AssessmentDetail[]>(`${resource}/assessments`),
  ]);
  return arranged(article, details, assessments);
}

/** Puts the answers together. */
export function arranged(article: DocumentDetail, details: readonly StatementDetail[], assessments: readonly AssessmentDetail[]): Reading {
  const counting = assessments.filter(({ standing }) => standing === "holds");
  const byNow = new Map(counting.flatMap((one) => (one.now ? [[one.now, one] as const] : [])));
  const relays = new Map(details.filter(isRelay).map((one) => [one.position.chain[1]!.statement, one]));
  const chains = new Map<string, readonly Link[]>();
  for (const { position: { chain } } of details) {
    for (const { statement } of chain) if (chain.length > (chains.get(statement)?.length ?? 0)) chains.set(statement, chain);
  }
  const said = details.filter((one) => !isRelay(one)).toSorted((a, b) => beginning(a) - beginning(b)).map((detail): Said => {
    const id = detail.position.statement;
    return { id, detail, relay: relays.get(id) ?? null, chain: chains.get(id) ?? detail.position.chain, assessment: byNow.get(id) ?? null };
  });
  const shown = new Map(said.flatMap((one) => [one.id, one.relay?.position.statement, one.assessment?.statement].flatMap((id) => (id ? [[id, one] as const] : []))));
  return { article, points: new CodePoints(article.text), said, rejected: counting.filter(({ finding }) => finding === "rejected"), shown };
}

/** Whether the outlet only passes on another statement of its article by it: it has no words of its own. */
function isRelay({ position, source_spans, cue_spans }: StatementDetail): boolean {
  return position.chain.length > 1 && !source_spans.length && !cue_spans.length;
}

/** Where its first words stand, be they of its source, cue or content: who passes on comes before whom they pass on. */
function beginning({ source_spans, cue_spans, content_spans }: StatementDetail): number {
  return Math.min(...[...source_spans, ...cue_spans, ...content_spans].map(([start]) => start));
}

/** Whether the outlet itself says it. */
export function isOwnVoice({ detail }: Said): boolean {
  return detail.position.quotation === "own_voice";
}

/** Whether nobody is named: nobody at all, or somebody without a name. */
export function isUnnamed(source: SourceRef | null): boolean {
  return !source || !source.named;
}

/** All spans of the statements, in code units. */
export function marksOf({ said, points }: Reading): Marked[] {
  return said.flatMap(({ id, detail }) => (["source", "cue", "content"] as Role[]).flatMap((role) =>
    detail[`${role}_spans`].map(([start, end]) => ({ start: points.toUnits(start), end: points.toUnits(end), statement: id, role }))));
}
