import assert from "node:assert/strict";
import { test } from "node:test";

import { plural } from "./numbers.ts";

test("numbers have separators and nouns their form", () => {
  assert.equal(plural(1, "claim"), "1 claim");
  assert.equal(plural(2000, "claim"), "2,000 claims");
  assert.equal(plural(0, "body", "bodies"), "0 bodies");
});
