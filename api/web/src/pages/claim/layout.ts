// Where nodes and lines are drawn: in layers, from the reports on the left to the origins on the right (dagre).

import { Graph, layout } from "@dagrejs/dagre";
import type { Line } from "./picture.ts";

export interface Size {
  id: string;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface Layout {
  nodes: ReadonlyMap<string, Point>;
  /** The bends of each line, between its ends, in its own direction. */
  bends: ReadonlyMap<string, readonly Point[]>;
  height: number;
}

export function layoutOf(sizes: readonly Size[], lines: readonly Line[]): Layout {
  const graph = new Graph({ multigraph: true });
  // With the longest path, every origin is in the last layer.
  graph.setGraph({ rankdir: "LR", ranker: "longest-path", nodesep: 18, edgesep: 12, ranksep: 90 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of sizes) graph.setNode(id, { width, height });
  for (const { id, from, to } of lines) graph.setEdge(from, to, {}, id);
  layout(graph);
  const point = ({ x, y }: Point): Point => ({ x, y });
  return {
    nodes: new Map(sizes.map(({ id }) => [id, point(graph.node(id) as Point)])),
    bends: new Map(lines.map(({ id, from, to }) => [id, (graph.edge(from, to, id) as { points: Point[] }).points.slice(1, -1).map(point)])),
    height: (graph.graph() as { height?: number }).height ?? 0,
  };
}

/** Bends as cytoscape takes them: how far along the straight line between two ends, and how far beside it. */
export function beside(from: Point, to: Point, bends: readonly Point[]): { weights: number[]; distances: number[] } {
  const along = { x: to.x - from.x, y: to.y - from.y };
  const length = Math.hypot(along.x, along.y) || 1;
  return {
    weights: bends.map(({ x, y }) => ((x - from.x) * along.x + (y - from.y) * along.y) / length ** 2),
    distances: bends.map(({ x, y }) => ((y - from.y) * along.x - (x - from.x) * along.y) / length),
  };
}
