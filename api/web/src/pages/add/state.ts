// What the page is asked to show, as its address says it: a way to add something, or a job.

export type Way = "text" | "address" | "files";

export interface State {
  way: Way;
  /** An address that stands in its field already. */
  url: string;
  job: string;
}

const WAYS: readonly Way[] = ["text", "address", "files"];

export function stateOf(parameters: URLSearchParams): State {
  const url = parameters.get("url") ?? "";
  const way = WAYS.find((one) => one === parameters.get("from")) ?? (url ? "address" : "text");
  return { way, url, job: parameters.get("job") ?? "" };
}

export function addressOf(state: { way: Way } | { job: string }): string {
  return `/add?${new URLSearchParams("job" in state ? { job: state.job } : { from: state.way })}`;
}
