import { expect, test } from "vitest";
import { treeWithRoot } from "./tree-with-root";

const service = { slug: "checkout-api", name: "checkout-api" };
const build = { seq: 1, version: "2.31.0", builtAt: "2026-03-31T00:00:00.000Z" };

test("every path hangs under the service, the last one with the closing branch", () => {
  const text = ["@acme/http 4.2.0", "└─ axios 1.14.1", "report-kit 2.9.1", "└─ axios 1.14.1"].join("\n");
  expect(treeWithRoot({ service, build, text }).split("\n")).toEqual([
    "checkout-api 2.31.0",
    "├─ @acme/http 4.2.0",
    "│  └─ axios 1.14.1",
    "└─ report-kit 2.9.1",
    "   └─ axios 1.14.1",
  ]);
});

test("a build without a version leaves no blank after the name", () => {
  expect(treeWithRoot({ service, build: { ...build, version: null }, text: "axios 1.14.1" })).toBe("checkout-api\n└─ axios 1.14.1");
});
