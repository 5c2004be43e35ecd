import { expect, test } from "vitest";
import { isUuid } from "@/lib/db/uuid";
import { requestIdOf } from "./request-id";

test("a plain id of the caller is kept", () => {
  expect(requestIdOf("run-4711.2_a")).toBe("run-4711.2_a");
});

test.each([null, undefined, "", "short", "x".repeat(65), "has space", "line\nbreak-injected", "<script>alert</script>", "ünïcödé-id"])(
  "%j is replaced by a UUID",
  (header) => {
    expect(isUuid(requestIdOf(header))).toBe(true);
  },
);
