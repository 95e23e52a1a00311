import assert from "node:assert/strict";
import { test } from "node:test";

import { addressOf, asking, changed, isNarrowed, stateOf, toggled } from "./state.ts";

const of = (text: string) => stateOf(new URLSearchParams(text));

test("an address gives its state, and the state its address", () => {
  const address = "/?q=who+denies+it%3F&source=Valk&since=2032-01-01&named=true&outlet=A&outlet=B&stance=reject&offset=20";
  assert.equal(addressOf(of(address.slice(2))), address);
  assert.equal(addressOf(of("")), "/");
});

test("what is no offset is none", () => {
  for (const offset of ["-1", "x", "", "0"]) assert.equal(of(`q=a&offset=${offset}`).offset, 0);
});

test("a value is put in and taken out again, from the first page on", () => {
  const one = of("q=a&kind=person&offset=10");
  const two = toggled(one, "kind", "outlet");
  assert.equal(addressOf(two), "/?q=a&kind=outlet&kind=person");
  assert.equal(addressOf(toggled(two, "kind", "outlet")), "/?q=a&kind=person");
  assert.equal(addressOf(changed(two, "source", " Valk ")), "/?q=a&source=Valk&kind=outlet&kind=person");
});

test("another question is not narrowed down", () => {
  assert.equal(isNarrowed(of("q=a&named=false")), true);
  assert.equal(isNarrowed(asking("a")), false);
});
