// The shapes of what the service tells of one article. As in answers.ts, a test holds them to /openapi.json.

import type { DocumentRef, Position, SourceKind, Span, Stance } from "./answers.ts";

export interface DocumentDetail {
  document: DocumentRef;
  authors: string[];
  language: string | null;
  text: string;
  sha256: string;
  statements: Position[];
}

export interface StatementDetail {
  position: Position;
  claim: string;
  claim_text: string;
  modality: string;
  confidence: number;
  extractor: string;
  spokesperson: string | null;
  affiliation: string | null;
  source_spans: Span[];
  cue_spans: Span[];
  content_spans: Span[];
  addressee: string | null;
  addressee_spans: Span[];
}

export interface Correction {
  source: string | null;
  kind: SourceKind | null;
  stance: Stance | null;
  claim: string | null;
  source_spans: Span[] | null;
  cue_spans: Span[] | null;
  content_spans: Span[] | null;
}

/** A statement as it was read, before anybody corrected it. */
export interface AsRead {
  source: string | null;
  kind: SourceKind;
  stance: Stance;
  speech_act: string;
  claim: string;
  quote: string;
  source_spans: Span[];
  cue_spans: Span[];
  content_spans: Span[];
}

export interface AssessmentDetail {
  id: string;
  kind: "assessment";
  document: string;
  statement: string;
  now: string | null;
  finding: "accepted" | "rejected" | "corrected";
  correction: Correction;
  read: AsRead | null;
  at: string;
  reviewer: string | null;
  comment: string | null;
  standing: "holds" | "replaced" | "without_effect";
}
