import { parentPort } from "node:worker_threads";
import { WhereinError } from "@/lib/errors";
import { serveTasks } from "./serve-tasks";

// A document thread whose tasks misbehave, for thread-queue.test.ts.

if (!parentPort) throw new Error("test-thread runs as a worker thread");
serveTasks(parentPort, {
  text: ({ documents, options }: { documents: Buffer[]; options: string }) => `${options}${documents.map((document) => document.toString()).join("+")}`,
  spin: () => {
    for (;;);
  },
  fill: () => {
    const held: unknown[] = [];
    for (;;) held.push(new Array(1_000).fill(held.length));
  },
  exit: () => process.exit(3),
  refuse: () => {
    throw new WhereinError("invalid", "No.", { reason: "for_a_reason", errors: [{ pointer: "/a", detail: "b" }] });
  },
  fail: () => {
    throw new TypeError("a bug");
  },
});
