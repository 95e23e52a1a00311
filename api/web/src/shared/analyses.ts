// The shapes of what the service makes out of statements: what stands behind a claim, where speakers stand, times,
// disagreement. As in answers.ts, a test holds them to /openapi.json.

import type { DocumentRef, SourceRef, Span, Stance } from "./answers.ts";

export interface Saying {
  statement: string;
  claim: string;
  claim_text: string;
  source: SourceRef | null;
  stance: Stance;
  speech_act: string;
  said_on: string | null;
  said_on_basis: string | null;
  document: DocumentRef;
  quote: string;
  span: Span;
}

export interface Query {
  tells: string;
  sparql: string;
}

export interface Passage {
  statement: string;
  claim: string;
  source: SourceRef | null;
  stance: Stance;
  speech_act: string;
  quote: string;
  span: Span;
  document: DocumentRef;
}

export interface Hop {
  document: DocumentRef;
  passage: Passage | null;
  rests_on: Passage;
  basis: string;
  inferred: boolean;
  score: number;
  reason: string | null;
}

export interface Edge {
  source: SourceRef;
  rests_on: SourceRef;
  inferred: boolean;
  score: number;
  hops: Hop[];
}

export interface OriginDetail {
  source: SourceRef;
  names: SourceRef[];
  passages: Passage[];
}

export interface Independence {
  at_least: number;
  at_most: number;
  cut: SourceRef[];
  paths: SourceRef[][];
  through: SourceRef[];
  of_one_state: SourceRef[][];
}

export interface CircularHop {
  source: SourceRef;
  rests_on: SourceRef;
  document: DocumentRef;
  hop: Hop;
}

export interface Remainder {
  named: SourceRef[];
  unnamed: SourceRef[];
  at_least: number;
  at_most: number;
  beyond: boolean;
}

export interface CircularReport {
  stance: Stance;
  speakers: SourceRef[];
  hops: CircularHop[];
  documents: DocumentRef[];
  without: Remainder;
}

export interface Side {
  stance: Stance;
  outlets: SourceRef[];
  statements: number;
  documents: number;
  origins: OriginDetail[];
  origins_unnamed: OriginDetail[];
  independence: Independence;
  earliest: DocumentRef[];
  undated: number;
  edges: Edge[];
  inferred: number;
  unnamed_between: number;
  circular: CircularReport[];
  circular_truncated: boolean;
  verdict: string[];
}

/** What stands behind a claim (`/claims/{id}/origins`). */
export interface Standing {
  claim: string;
  text: string;
  wordings: number;
  inference: "with" | "without";
  sides: Side[];
  truncated: boolean;
  queries: Query[];
}

/** The time in which a speaker is known with one stance. */
export interface Stand {
  stance: Stance;
  since: string;
  until: string;
  follows: boolean;
  sayings: Saying[];
}

export interface Turn {
  kind: "walk_back" | "reversal";
  continuity: "same_source" | "same_body" | "successor";
  before: Saying;
  after: Saying;
}

/** Where one speaker stands over time. */
export interface SpeakerStanding {
  speaker: SourceRef | null;
  sources: SourceRef[];
  spans: Stand[];
  turns: Turn[];
  retold: Saying[];
  undated: Saying[];
  relayed: Saying[];
  disowned: Saying[];
}

export interface Positions {
  claim: string;
  text: string;
  speakers: SpeakerStanding[];
  first: Saying[];
  truncated: boolean;
  sparql: string;
}

export interface Event {
  clock: "said" | "published";
  when: string;
  basis: "text" | "document";
  document: DocumentRef;
  sayings: Saying[];
}

export interface Timeline {
  claim: string | null;
  text: string | null;
  source: SourceRef | null;
  events: Event[];
  undated: Saying[];
  total: number;
  offset: number;
  more: boolean;
  truncated: boolean;
  sparql: string;
}

export interface Amount {
  low: number;
  high: number;
  bound: string;
  unit: string;
  things: string;
  words: string;
}

export interface Figure {
  amount: Amount;
  saying: Saying;
}

export interface Drift {
  difference: "bound_lost" | "bound_added" | "bound_changed" | "range_lost" | "range_added" | "rounded" | "other_number";
  before: Figure;
  after: Figure;
  basis: string | null;
  score: number | null;
}

export interface Given {
  amount: Amount;
  sayings: Saying[];
}

export interface Numbers {
  claim: string;
  text: string;
  along_chains: Drift[];
  over_time: Drift[];
  side_by_side: Given[][];
  truncated: boolean;
  sparql: string;
}

export interface Objection {
  saying: Saying;
  target: "claim" | "origin" | "relay" | "saying";
  against: Saying[];
  passed_on: Saying[];
}

export interface Contrary {
  claim: string;
  text: string;
  score: number;
  sayings: Saying[];
}

export interface Disagreement {
  claim: string;
  text: string;
  origins: Saying[];
  objections: Objection[];
  contrary: Contrary[];
  numbers: Numbers;
  truncated: boolean;
  sparql: string;
}

/** One of the two things of a review; the name is null where it is in the store no more. */
export interface Reviewed {
  id: string;
  name: string | null;
}

export interface ReviewDetail {
  id: string;
  kind: "source" | "claim";
  verdict: "same" | "different";
  one: Reviewed;
  other: Reviewed;
  at: string;
  reviewer: string | null;
  comment: string | null;
  standing: "holds" | "replaced" | "without_effect";
}
