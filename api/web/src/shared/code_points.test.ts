import assert from "node:assert/strict";
import { test } from "node:test";

import { CodePoints } from "./code_points.ts";

for (const text of ["", "plain", "🙂", "a🙂b🙂🙂c", "é\u202e𝒜 ü"]) {
  test(`places of ${JSON.stringify(text)} are the same in both counts`, () => {
    const points = new CodePoints(text);
    const letters = [...text];
    assert.equal(points.length, letters.length);
    for (let place = 0; place <= letters.length; place++) {
      const units = letters.slice(0, place).join("").length;
      assert.equal(points.toUnits(place), units);
      assert.equal(points.toPoints(units), place);
    }
  });
}

test("a place inside of a character is that of the character", () => {
  assert.equal(new CodePoints("a🙂b").toPoints(2), 1);
});
