import assert from "node:assert/strict";
import { test } from "node:test";

import { dataOf } from "./events.ts";

Object.assign(globalThis, { window: globalThis });

async function read(...pieces: string[]): Promise<string[]> {
  const body = new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  });
  const found = [];
  for await (const data of dataOf(new Response(body), 1_000)) found.push(data);
  return found;
}

test("events are put together from the pieces in which they come", async () => {
  assert.deepEqual(await read('id: 1.0\ndata: {"a"', ":1}\n", "\ndata: 2\n\n"), ['{"a":1}', "2"]);
});

test("comments tell nothing, and an event that broke off is none", async () => {
  assert.deepEqual(await read(": still there\n\n", "data: 1\ndata: 2\n\n", "data: 3\n"), ["1\n2"]);
});

test("a response that falls silent is over", async () => {
  const endless = new Response(new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode("data: 1\n\n")) }));
  const found = [];
  for await (const data of dataOf(endless, 1)) found.push(data);
  assert.deepEqual(found, ["1"]);
});
