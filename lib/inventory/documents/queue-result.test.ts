import { expect, test } from "vitest";
import { type Refusals, resultOf } from "./queue-result";

const refusals: Refusals = {
  full: { reason: "busy", detail: "Later." },
  timedOut: { reason: "slow", detail: "Too long." },
  outOfMemory: { reason: "heavy", detail: "Too much." },
};

test("an answer is what the task returned, or what it refused", () => {
  expect(resultOf({ kind: "done", result: 7 }, refusals)).toBe(7);
  const failure = { code: "invalid" as const, reason: "empty_document", detail: "Nothing.", errors: [{ pointer: "/a", detail: "b" }] };
  expect(() => resultOf({ kind: "refused", failure }, refusals)).toThrow(
    expect.objectContaining({ code: "invalid", reason: "empty_document", errors: failure.errors }),
  );
});

test.each([
  [{ kind: "full" }, { code: "unavailable", reason: "busy", message: "Later." }],
  [{ kind: "timedOut" }, { code: "too_large", reason: "slow", message: "Too long." }],
  [{ kind: "outOfMemory" }, { code: "too_large", reason: "heavy", message: "Too much." }],
  [{ kind: "crashed", message: "gone" }, { message: "document task failed: gone" }],
] as const)("%j is told in the caller's words", (answer, told) => {
  expect(() => resultOf(answer, refusals)).toThrow(expect.objectContaining(told));
});
