// What of the page stands in its address: ?inferred=false hides the links that no text states.

const NAME = "inferred";

export function hidesInferred(): boolean {
  return new URLSearchParams(location.search).get(NAME) === "false";
}

export function setHidesInferred(hides: boolean): void {
  const address = new URL(location.href);
  if (hides) address.searchParams.set(NAME, "false");
  else address.searchParams.delete(NAME);
  history.pushState({}, "", address);
}
