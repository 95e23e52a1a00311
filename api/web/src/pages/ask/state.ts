// What was asked, as it stands in the address: the parameters of /who-asserted by their names.

export const PAGE = 10; // claims

const LISTS = ["kind", "outlet", "stance", "act"] as const;
const SINGLES = ["source", "since", "until", "named"] as const;

export type ListName = (typeof LISTS)[number];
export type SingleName = (typeof SINGLES)[number];

export interface State {
  question: string;
  lists: Record<ListName, readonly string[]>;
  singles: Record<SingleName, string>;
  offset: number;
}

/** The state that an address holds; what it does not hold is empty. */
export function stateOf(parameters: URLSearchParams): State {
  const offset = Number.parseInt(parameters.get("offset") ?? "", 10);
  return {
    question: (parameters.get("q") ?? "").trim(),
    lists: {
      kind: parameters.getAll("kind"), outlet: parameters.getAll("outlet"),
      stance: parameters.getAll("stance"), act: parameters.getAll("act"),
    },
    singles: {
      source: (parameters.get("source") ?? "").trim(), since: parameters.get("since") ?? "",
      until: parameters.get("until") ?? "", named: parameters.get("named") ?? "",
    },
    offset: offset > 0 ? offset : 0,
  };
}

/** The parameters of a state, always in one order, so that one state has one address. */
export function parametersOf(state: State): URLSearchParams {
  const parameters = new URLSearchParams();
  if (state.question) parameters.set("q", state.question);
  for (const name of SINGLES) if (state.singles[name]) parameters.set(name, state.singles[name]);
  for (const name of LISTS) for (const value of [...state.lists[name]].sort()) parameters.append(name, value);
  if (state.offset) parameters.set("offset", String(state.offset));
  return parameters;
}

/** The address of a state. */
export function addressOf(state: State): string {
  const parameters = parametersOf(state);
  return parameters.size ? `/?${parameters}` : "/";
}

/** Another question, which is not narrowed down. */
export function asking(question: string): State {
  return stateOf(new URLSearchParams({ q: question }));
}

/** The same with a value of a list put in, or taken out where it was in; back on the first page. */
export function toggled(state: State, name: ListName, value: string): State {
  const held = state.lists[name];
  const values = held.includes(value) ? held.filter((one) => one !== value) : [...held, value];
  return { ...state, lists: { ...state.lists, [name]: values }, offset: 0 };
}

/** The same with another single value; back on the first page. */
export function changed(state: State, name: SingleName, value: string): State {
  return { ...state, singles: { ...state.singles, [name]: value.trim() }, offset: 0 };
}

/** Whether it is narrowed down. */
export function isNarrowed(state: State): boolean {
  return LISTS.some((name) => state.lists[name].length > 0) || SINGLES.some((name) => state.singles[name] !== "");
}
