// The links of a claim, each with the side to which it belongs and whether it is part of a circle.

import type { CircularReport, Edge, Standing } from "../../shared/analyses.ts";
import type { Stance } from "../../shared/answers.ts";

/** A link of one side. */
export interface SidedEdge extends Edge {
  stance: Stance;
  isCircular: boolean;
}

/** The links of all sides. */
export function edgesOf({ sides }: Pick<Standing, "sides">): SidedEdge[] {
  return sides.flatMap((side) => {
    const around = circular(side.circular);
    return side.edges.map((edge) => ({ ...edge, stance: side.stance, isCircular: around.has(pairOf(edge)) }));
  });
}

/** The pairs of speakers (ids) of whom one has it from the other as part of a circle. */
function circular(loops: readonly CircularReport[]): Set<string> {
  return new Set(loops.flatMap((loop) => loop.hops.map(pairOf)));
}

/** A key for who has it from whom. */
function pairOf({ source, rests_on }: Pick<Edge, "source" | "rests_on">): string {
  return `${source.id} ${rests_on.id}`;
}
