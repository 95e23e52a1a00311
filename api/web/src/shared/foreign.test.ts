import assert from "node:assert/strict";
import { test } from "node:test";

import { clip, plain } from "./foreign.ts";

test("a text is cut between code points, never inside of one", () => {
  assert.equal(clip("abc", 3), "abc");
  assert.equal(clip("🙂🙂🙂🙂", 3), "🙂🙂🙂 …");
  assert.equal(clip("abc def", 4), "abc …");
});

test("what turns text round is left out where no element can hold it", () => {
  assert.equal(plain("a\u202eb\u2066c"), "abc");
});
