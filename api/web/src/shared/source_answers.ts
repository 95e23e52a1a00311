// The shapes of what the service tells of sources: what they say, under which names, and who passes on whom.

import type { Turn } from "./analyses.ts";
import type { DocumentRef, Position, SourceKind, SourceRef, Stance } from "./answers.ts";

export interface KnownRef {
  id: string;
  name: string;
  kind: SourceKind;
}

export interface KnownSource {
  id: string;
  name: string;
  kind: SourceKind;
  country: string | null;
  wikidata: string | null;
  parent: KnownRef | null;
  predecessors: KnownRef[];
  successor: KnownRef | null;
}

export interface IdentifiedAs {
  id: string;
  entity: string;
  label: string;
  score: number;
  method: string;
}

export interface SourceName {
  source: SourceRef;
  method: string;
  score: number;
  compared_with: string | null;
  explanation: string;
}

export interface Said {
  claim: string;
  claim_text: string;
  position: Position;
}

export interface SourceDetail {
  source: SourceRef;
  names: SourceName[];
  known: KnownSource[];
  identified: IdentifiedAs[];
  total: number;
  offset: number;
  statements: Said[];
  facets: Record<string, Record<string, number>>;
}

export interface SourceClaim {
  id: string;
  text: string;
  statements: number;
  stances: Partial<Record<Stance, number>>;
  first: string | null;
  last: string | null;
}

export interface SourceClaims {
  claims: SourceClaim[];
  total: number;
  offset: number;
  truncated: boolean;
}

export interface SourceTurns {
  source: string;
  turns: Turn[];
  truncated: boolean;
}

export interface Outlet {
  id: string;
  group: string | null;
  name: string;
  kind: SourceKind;
  named: boolean;
  names: number;
  statements: number;
  documents: number;
}

export interface OutletEdge {
  citing: string;
  cited: string;
  statements: number;
  documents: number;
  first: string | null;
  last: string | null;
  stances: Partial<Record<Stance, number>>;
  inferred: number;
}

export interface Occasion {
  citing: string;
  cited: string;
  day: string;
  document: DocumentRef;
}

export interface OutletLoop {
  sources: string[];
  edges: OutletEdge[];
  occasions: Occasion[];
}

export interface Component {
  size: number;
  sources: string[];
  loops: OutletLoop[];
  truncated: boolean;
}

export interface OutletGraph {
  among: string;
  sources_total: number;
  edges_total: number;
  sources: Outlet[];
  edges: OutletEdge[];
  components: Component[];
  truncated: boolean;
  sparql: string;
}

export interface Reached {
  source: string;
  hops: number;
  through: string;
  statements: number;
}

export interface Reach {
  sources: Reached[];
  complete_to: number;
  truncated: boolean;
}

export interface SourceStream {
  source: Outlet;
  among: string;
  rests_on: OutletEdge[];
  passed_on_by: OutletEdge[];
  edges_truncated: boolean;
  upstream: Reach;
  downstream: Reach;
  sources: Outlet[];
}
