import { expect, it } from "vitest";
import { findingsOfScan } from "./findings-of-scan";
import { readScan } from "./read-scan";
import { answerOf } from "./test-scans";

it("more packages than are read of a finding are one row that says how many", () => {
  const refs = Array.from({ length: 1_003 }, (_, n) => `c${n}`);
  const components = refs.map((ref) => ({ "bom-ref": ref, type: "library", name: ref, version: "1", purl: `pkg:npm/${ref}@1` }));
  const scan = readScan(answerOf({ components, vulnerabilities: [{ id: "CVE-2026-1", affects: refs.map((ref) => ({ ref })) }] }));
  if (scan === null) throw new Error("a scan was made");
  const [finding] = findingsOfScan(scan, { artifactId: 1, seq: 1, name: "api", at: "2026-11-01T00:00:00.000Z" });
  expect(finding?.packages).toHaveLength(1_001);
  expect(finding?.packages.at(-1)).toMatchObject({ identity: null, name: "3 more" });
});

it("a vulnerability that the scan has twice is one of the packages of both, as the worse of them says", () => {
  const components = ["a", "b"].map((name) => ({ "bom-ref": name, type: "library", name, version: "1", purl: `pkg:npm/${name}@1` }));
  const said = (ref: string, severity: string) => ({
    id: "CVE-2026-1",
    ratings: [{ source: { name: "NVD" }, severity, score: severity === "high" ? 8 : 3, method: "CVSSv31" }],
    affects: [{ ref }],
  });
  const scan = readScan(answerOf({ components, vulnerabilities: [said("a", "low"), said("b", "high"), said("a", "low")] }));
  if (scan === null) throw new Error("a scan was made");
  const findings = findingsOfScan(scan, { artifactId: 1, seq: 1, name: "api", at: "2026-11-01T00:00:00.000Z" });
  expect(findings).toMatchObject([{ severity: "high", title: "CVE-2026-1 - a, b", packages: [{ name: "a" }, { name: "b" }] }]);
  expect(findings[0]?.raw).toHaveLength(3);
});
