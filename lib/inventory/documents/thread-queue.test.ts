import { brotliCompressSync } from "node:zlib";
import { afterEach, beforeAll, expect, test } from "vitest";
import { bundleThread } from "@/tests/integration/setup/bundle-thread";
import type { StoredParts } from "./messages";
import { type QueueLimits, ThreadQueue } from "./thread-queue";

const parts: StoredParts = { head: Buffer.from("head "), encoding: "br", bytes: brotliCompressSync("body") };
let threadFile: string;
let queue: ThreadQueue;

beforeAll(async () => {
  threadFile = await bundleThread("lib/inventory/documents/test-thread.ts");
});
afterEach(() => queue.close());

function open(limits: Partial<QueueLimits> = {}) {
  queue = new ThreadQueue(threadFile, limits);
  return (task: string, timeoutMs = 20_000) => queue.run({ task, documents: [parts, parts], options: "> ", timeoutMs });
}

test("a task gets its documents byte for byte and its options", async () => {
  const run = open();
  expect(await run("text")).toEqual({ kind: "done", result: "> head body+head body" });
});

test("the caller's bytes stay the caller's", async () => {
  await open()("text");
  expect(Buffer.from(parts.head).toString()).toBe("head ");
});

test("a task that is over its time loses its thread, and the next one gets another", async () => {
  const run = open();
  const [spun, next] = await Promise.all([run("spin", 200), run("text")]);
  expect(spun).toEqual({ kind: "timedOut" });
  expect(next.kind).toBe("done");
});

test("a task that fills its heap ends, not the process", async () => {
  const run = open({ heapMegabytesMax: 32 });
  expect(await run("fill")).toEqual({ kind: "outOfMemory" });
  expect((await run("text")).kind).toBe("done");
});

test("a thread that ends is an answer, and the next task gets another", async () => {
  const run = open();
  expect(await run("exit")).toMatchObject({ kind: "crashed" });
  expect((await run("text")).kind).toBe("done");
});

test("refusals travel whole; bugs are told with their place", async () => {
  const run = open();
  expect(await run("refuse")).toEqual({
    kind: "refused",
    failure: { code: "invalid", reason: "for_a_reason", detail: "No.", errors: [{ pointer: "/a", detail: "b" }] },
  });
  expect(await run("fail")).toMatchObject({ kind: "broken", message: expect.stringContaining("TypeError: a bug") });
  expect(await run("__proto__")).toMatchObject({ kind: "broken" });
});

test("what does not find a place in the queue is told so at once", async () => {
  const run = open({ waitingMax: 1 });
  const answers = await Promise.all([run("text"), run("text"), run("text")]);
  expect(answers.map(({ kind }) => kind)).toEqual(["done", "done", "full"]);
});

test("an idle thread is ended and started again when it is needed", async () => {
  const run = open({ idleMs: 1 });
  await run("text");
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await run("text")).kind).toBe("done");
});

test("closing answers what waits", async () => {
  const run = open();
  const answers = [run("spin"), run("text")];
  await queue.close();
  expect((await Promise.all(answers)).map(({ kind }) => kind)).toEqual(["crashed", "crashed"]);
});
