import assert from "node:assert/strict";
import { test } from "node:test";

import { CodePoints } from "../../shared/code_points.ts";
import { segments, type Marked, type Role } from "./segments.ts";

const span = (start: number, end: number, statement = "s", role: Role = "content"): Marked => ({ start, end, statement, role });
const shown = (length: number, spans: Marked[]): [number, number, string][] =>
  segments(length, spans).map(({ start, end, spans: inside }) => [start, end, inside.map((one) => one.statement).join(" ")]);

test("a text without spans is one piece, an empty text none", () => {
  assert.deepEqual(shown(5, []), [[0, 5, ""]]);
  assert.deepEqual(shown(0, []), []);
  assert.deepEqual(shown(0, [span(0, 3)]), []);
});

test("spans side by side are pieces of their own", () => {
  assert.deepEqual(shown(10, [span(2, 4, "a"), span(4, 6, "b")]), [[0, 2, ""], [2, 4, "a"], [4, 6, "b"], [6, 10, ""]]);
});

test("nested spans keep both, the inner one first", () => {
  assert.deepEqual(shown(10, [span(0, 10, "outer"), span(3, 5, "inner")]),
    [[0, 3, "outer"], [3, 5, "inner outer"], [5, 10, "outer"]]);
});

test("overlapping spans share the piece between", () => {
  assert.deepEqual(shown(8, [span(4, 8, "b"), span(0, 5, "a")]), [[0, 4, "a"], [4, 5, "b a"], [5, 8, "b"]]);
});

test("spans that are the same keep their order", () => {
  assert.deepEqual(shown(4, [span(1, 2, "a"), span(1, 2, "b")]), [[0, 1, ""], [1, 2, "a b"], [2, 4, ""]]);
});

test("empty spans are left out, spans beyond the text are cut off", () => {
  assert.deepEqual(shown(4, [span(2, 2, "none"), span(3, 9, "far"), span(8, 9, "beyond")]), [[0, 3, ""], [3, 4, "far"]]);
});

test("pieces of a text with astral characters hold whole characters", () => {
  const text = "🙂 says 🙂🙂 now";
  const points = new CodePoints(text);
  const at = (start: number, end: number): Marked => span(points.toUnits(start), points.toUnits(end));
  const pieces = segments(text.length, [at(0, 1), at(7, 9)]).map(({ start, end }) => text.slice(start, end));
  assert.deepEqual(pieces, ["🙂", " says ", "🙂🙂", " now"]);
});
