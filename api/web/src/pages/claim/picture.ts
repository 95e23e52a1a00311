// What is drawn of the links of a claim: nodes and lines. Where there are many, reports that have it from the same are
// one node, and beyond a limit the rest is left to the table.

import type { Standing } from "../../shared/analyses.ts";
import type { SourceRef, Stance } from "../../shared/answers.ts";
import { edgesOf, type SidedEdge } from "./edges.ts";

const MOST_APART = 40; // links that are drawn one by one, before reports that are alike become one node
const ALIKE = 4; // reports that become one node
const MOST_LINES = 120;
const MOST_ALONE = 12; // speakers that are drawn without a link

export interface Node {
  id: string;
  /** Several are reports that have it from the same. */
  sources: readonly SourceRef[];
  isReport: boolean;
  isOrigin: boolean;
  /** The sides that it takes itself, as an origin. */
  stances: readonly Stance[];
}

export interface Line {
  id: string;
  from: string;
  to: string;
  stance: Stance;
  inferred: boolean;
  isCircular: boolean;
  /** The links that it stands for. */
  edges: readonly SidedEdge[];
}

export interface Picture {
  nodes: readonly Node[];
  lines: readonly Line[];
  /** How many links are in the table and not in the drawing. */
  left: number;
}

/** What is drawn of what stands behind a claim. */
export function pictureOf(standing: Pick<Standing, "sides">): Picture {
  const edges = edgesOf(standing);
  const all = nodesOf(standing, edges);
  const places = edges.length > MOST_APART ? placesOf(all, edges) : new Map(all.map((one) => [one.id, one.id]));
  const every = linesOf(edges, places);
  const lines = every.toSorted((a, b) => weight(b) - weight(a)).slice(0, MOST_LINES);
  const joined = nodesAt(all, places);
  const linked = new Set(lines.flatMap(({ from, to }) => [from, to]));
  const alone = joined.filter(({ id }) => !linked.has(id)).slice(0, lines.length < every.length ? 0 : MOST_ALONE);
  const drawn = lines.reduce((sum, line) => sum + line.edges.length, 0);
  return { nodes: [...joined.filter(({ id }) => linked.has(id)), ...alone], lines, left: edges.length - drawn };
}

function nodesOf({ sides }: Pick<Standing, "sides">, edges: readonly SidedEdge[]): Node[] {
  const reports = new Set(sides.flatMap((side) => side.outlets.map(({ id }) => id)));
  const taken = new Map<string, Stance[]>();
  const sources = new Map<string, SourceRef>();
  for (const { stance, origins, origins_unnamed } of sides) {
    for (const { source } of [...origins, ...origins_unnamed]) {
      sources.set(source.id, source);
      taken.set(source.id, [...(taken.get(source.id) ?? []), stance]);
    }
  }
  for (const { source, rests_on } of edges) for (const one of [source, rests_on]) sources.set(one.id, one);
  return [...sources.values()].map((source) => ({
    id: source.id, sources: [source], isReport: reports.has(source.id), isOrigin: taken.has(source.id), stances: taken.get(source.id) ?? [],
  }));
}

/** Where each node is drawn: reports on which nobody rests and that have it from the same, at one place. */
function placesOf(nodes: readonly Node[], edges: readonly SidedEdge[]): Map<string, string> {
  const restedOn = new Set(edges.map(({ rests_on }) => rests_on.id));
  const outward = Map.groupBy(edges, ({ source }) => source.id);
  const groups = Map.groupBy(nodes, ({ id, isReport, isOrigin, sources, stances }) => {
    if (restedOn.has(id) || !isReport || !sources[0]?.named) return id;
    const from = (outward.get(id) ?? []).map((edge) => `${edge.rests_on.id} ${edge.stance} ${edge.inferred}`).sort();
    return JSON.stringify([from, isOrigin, stances]);
  });
  const places = new Map<string, string>();
  for (const group of groups.values()) for (const { id } of group) places.set(id, group.length < ALIKE ? id : group[0]!.id);
  return places;
}

function nodesAt(nodes: readonly Node[], places: ReadonlyMap<string, string>): Node[] {
  return [...Map.groupBy(nodes, ({ id }) => places.get(id) ?? id).values()].map((group) =>
    ({ ...group[0]!, sources: group.flatMap(({ sources }) => sources) }));
}

function linesOf(edges: readonly SidedEdge[], places: ReadonlyMap<string, string>): Line[] {
  const at = (source: SourceRef): string => places.get(source.id) ?? source.id;
  const groups = Map.groupBy(edges, ({ source, rests_on, stance, inferred }) => `${at(source)} ${at(rests_on)} ${stance} ${inferred}`);
  return [...groups].map(([id, group]) => {
    const { source, rests_on, stance, inferred } = group[0]!;
    return { id, from: at(source), to: at(rests_on), stance, inferred, isCircular: group.some((edge) => edge.isCircular), edges: group };
  });
}

/** Circles first, then what stands for most. */
function weight({ isCircular, edges }: Line): number {
  return (isCircular ? 1e6 : 0) + edges.length;
}
