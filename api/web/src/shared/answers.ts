// The shapes of the service's answers, as /openapi.json describes them; a test holds the two together.

export type Stance = "affirm" | "reject" | "doubt" | "neutral";
export type SourceKind =
  | "person" | "organisation" | "outlet" | "news_agency" | "government_body" | "military_body"
  | "intelligence_service" | "armed_group" | "company" | "document" | "anonymous" | "collective" | "unspecified";
export type Change = "added" | "updated" | "unchanged";
export type JobStatus = "waiting" | "running" | "done" | "failed" | "cancelled";
export type Span = readonly [number, number];

export interface SourceRef {
  id: string;
  name: string;
  kind: SourceKind;
  named: boolean;
}

export interface DocumentRef {
  id: string;
  url: string | null;
  title: string | null;
  outlet: string | null;
  published: string | null;
}

export interface Link {
  statement: string;
  source: SourceRef | null;
}

export interface Position {
  statement: string;
  claim: string;
  source: SourceRef | null;
  stance: Stance;
  speech_act: string;
  quotation: "direct" | "indirect" | "mixed" | "own_voice";
  said_on: string | null;
  said_on_basis: "text" | "publication" | null;
  document: DocumentRef;
  quote: string;
  span: Span;
  chain: Link[];
  origin: SourceRef | null;
}

export interface Tally {
  asserters: number;
  deniers: number;
  doubters: number;
  outlets: number;
  documents: number;
  statements: number;
  origins_named: number;
  origins_unnamed: number;
}

export interface Wording {
  id: string;
  text: string;
  method: string;
  score: number;
  compared_with: string | null;
  explanation: string;
}

export interface Related {
  id: string;
  text: string;
  relation: "contradicts" | "narrower" | "broader" | "supports" | "supported_by";
  score: number;
}

export interface ClaimAnswer {
  id: string;
  text: string;
  score: number | null;
  cluster: string | null;
  wordings: Wording[];
  related: Related[];
  first_seen: string | null;
  tally: Tally;
  positions: Position[];
}

export interface Nearest {
  id: string;
  text: string;
}

export interface Answer {
  question: string;
  about: string;
  source: string | null;
  stances: Stance[];
  claims: ClaimAnswer[];
  offset: number;
  more: boolean;
  facets: Record<string, Record<string, number>>;
  nearest: Nearest[];
}

export interface Stats {
  documents: number;
  statements: number;
  claims: number;
  sources_named: number;
  sources_unnamed: number;
  triples: number;
}

export interface SuggestedSource {
  source: SourceRef;
  statements: number;
}

export interface SuggestedClaim {
  id: string;
  text: string;
  statements: number;
}

export interface Suggestions {
  sources: SuggestedSource[];
  claims: SuggestedClaim[];
}

export interface Result {
  origin: string;
  id: string;
  iri: string;
  change: Change;
  statements: number;
}

export interface Refusal {
  origin: string;
  reason: string;
}

export interface JobDetail {
  id: string;
  status: JobStatus;
  created: string;
  started: string | null;
  finished: string | null;
  reason: string | null;
  documents: Record<Change | "rejected", number>;
  results: Result[];
  rejected: Refusal[];
}
