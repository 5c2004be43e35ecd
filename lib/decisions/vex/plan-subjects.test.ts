import { expect, it } from "vitest";
import { planSubjects, type Resolved } from "./plan-subjects";
import { readVex } from "./read/read-vex";

const documentOf = (products: unknown[], more: object = {}) =>
  readVex(
    Buffer.from(
      JSON.stringify({
        "@context": "https://openvex.dev/ns/v0.2.0",
        statements: [{ vulnerability: { name: "CVE-2026-1" }, status: "fixed", products, ...more }],
      }),
    ),
  );
const resolved = (packages: number, artifacts: Resolved["artifacts"] = [], within: Resolved["within"] = { scope: "everywhere", scopeId: null }): Resolved => ({
  within,
  packageIds: Array.from({ length: packages }, (_, i) => i + 1),
  artifacts,
  groups: new Map([["CVE-2026-1", ["CVE-2026-1", "GHSA-AAAA-BBBB-CCCC"]]]),
});

it("the same said by two documents has one key, and another scope, version or word another", () => {
  const keyOf = (...given: Parameters<typeof planSubjects>) => planSubjects(...given).statements[0]?.subjects[0]?.key;
  const plain = keyOf(documentOf(["pkg:npm/left@1.0.0"]), resolved(1));
  expect(keyOf(documentOf([{ "@id": "pkg:npm/left@1.0.0" }]), resolved(1))).toBe(plain);
  const others = [
    keyOf(documentOf(["pkg:npm/left@1.0.1"]), resolved(1)),
    keyOf(documentOf(["pkg:npm/left"]), resolved(1)),
    keyOf(documentOf(["pkg:npm/left@1.0.0"], { status_notes: "So it is." }), resolved(1)),
    keyOf(documentOf(["pkg:npm/left@1.0.0"]), resolved(1, [], { scope: "team", scopeId: 1 })),
    keyOf(documentOf(["pkg:npm/left@1.0.0"]), resolved(1, [], { scope: "team", scopeId: 2 })),
  ];
  expect(new Set([plain, ...others]).size).toBe(6);
});

it("a subject has the names of the statement and all of the group of the first that is known", () => {
  const document = documentOf(["pkg:npm/left"], { vulnerability: { name: "x-1", aliases: ["cve-2026-1"] } });
  expect(planSubjects(document, resolved(1)).statements[0]?.subjects[0]?.names).toEqual(["X-1", "CVE-2026-1", "GHSA-AAAA-BBBB-CCCC"]);
});

it("a range that the ecosystem cannot read is left out with its place, and not widened to all versions", () => {
  const document = readVex(
    Buffer.from(
      JSON.stringify({
        bomFormat: "CycloneDX",
        specVersion: "1.6",
        vulnerabilities: [{ id: "CVE-2026-1", analysis: { state: "resolved" }, affects: [{ ref: "pkg:generic/a", versions: [{ range: "vers:generic/<2" }] }] }],
      }),
    ),
  );
  const plan = planSubjects(document, resolved(1));
  expect(plan.statements[0]?.subjects).toEqual([]);
  expect(plan.faults).toMatchObject([{ code: "range_unreadable", pointer: "/vulnerabilities/0/affects/0/versions/0" }]);
});

it("products that are very many artifacts are too much", () => {
  const packages = Array.from({ length: 501 }, (_, i) => ({ "@id": `pkg:npm/p${i}` }));
  const document = documentOf([{ "@id": "pkg:docker/acme/api", subcomponents: packages }]);
  const artifacts = Array.from({ length: 1_000 }, (_, i) => ({ n: 0, artifactId: i + 1, kind: "image" }));
  expect(() => planSubjects(document, resolved(501, artifacts))).toThrow(expect.objectContaining({ code: "too_large", reason: "vex_too_many" }));
});
