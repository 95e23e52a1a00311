// What of a source is shown, as it stands in the address: parameters of /sources/{id} by their names, and the view.

export const PAGE = 50; // statements, or claims

export type View = "time" | "claims";

export interface State {
  view: View;
  stances: readonly string[];
  outlets: readonly string[];
  since: string;
  until: string;
  /** The claim (id) that the statements are about; empty for any. */
  claim: string;
  offset: number;
}

/** The state that an address holds. */
export function stateOf(parameters: URLSearchParams): State {
  const offset = Number.parseInt(parameters.get("offset") ?? "", 10);
  return {
    view: parameters.get("view") === "claims" ? "claims" : "time",
    stances: parameters.getAll("stance"), outlets: parameters.getAll("outlet"),
    since: parameters.get("since") ?? "", until: parameters.get("until") ?? "",
    claim: parameters.get("claim") ?? "", offset: offset > 0 ? offset : 0,
  };
}

/** The parameters by which the service narrows down what a source says. */
export function narrowingOf({ stances, outlets, since, until, claim }: State): URLSearchParams {
  const parameters = new URLSearchParams();
  if (claim) parameters.set("claim", claim);
  for (const stance of [...stances].sort()) parameters.append("stance", stance);
  for (const outlet of [...outlets].sort()) parameters.append("outlet", outlet);
  if (since) parameters.set("since", since);
  if (until) parameters.set("until", until);
  return parameters;
}

/** The parameters of a state in the address of the page, always in one order. */
export function parametersOf(state: State): URLSearchParams {
  const parameters = narrowingOf(state);
  if (state.view === "claims") parameters.set("view", "claims");
  if (state.offset) parameters.set("offset", String(state.offset));
  return parameters;
}

/** Whether it is narrowed down. */
export function isNarrowed(state: State): boolean {
  return narrowingOf(state).size > 0;
}

/** The same narrowed down in another way; back on the first page. */
export function changed(state: State, change: Partial<State>): State {
  return { ...state, offset: 0, ...change };
}
