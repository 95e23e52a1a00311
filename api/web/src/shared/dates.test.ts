import assert from "node:assert/strict";
import { test } from "node:test";

import { dateWords, momentWords } from "./dates.ts";

test("days, months, years and intervals are told in words", () => {
  assert.equal(dateWords("2032-03-15"), "15 March 2032");
  assert.equal(dateWords("2032-03"), "March 2032");
  assert.equal(dateWords("2032"), "2032");
  assert.equal(dateWords("2032-03-01/2032-03-03"), "1 March 2032 to 3 March 2032");
  assert.equal(dateWords("2032-03-15T23:30:00Z"), "15 March 2032");
});

test("what is no date stays as it is", () => {
  assert.equal(dateWords("some day"), "some day");
  assert.equal(dateWords("2032-99-99"), "2032-99-99");
});

test("a moment is told in universal time", () => {
  assert.match(momentWords("2032-03-15T08:05:00+02:00"), /15 March 2032.*06:05.*UTC/);
});
