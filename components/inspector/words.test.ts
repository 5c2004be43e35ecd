import { expect, it } from "vitest";
import { saysWords, silenceOf } from "./words";

const side = { severity: "high" as const, fixed: [], openedAt: "2026-01-01T00:00:00.000Z", closedAt: null, findings: 1, open: 1 };
const says = { status: "osv", coverage: "scanned", sbomGap: false, inspector: null } as const;

it("calls silence a disagreement only where Inspector scans", () => {
  expect(saysWords(says)).toMatchObject({ tone: "osv", short: "only OSV", means: "Amazon Inspector scans the artifact and does not report it" });
  expect(silenceOf(says)).toBeNull();
  for (const coverage of ["none", "unverified"] as const) {
    expect(saysWords({ ...says, coverage }).tone).toBe("silent");
    expect(silenceOf({ ...says, coverage })).not.toBeNull();
  }
});

it("says of what was reported that it is not any more, and why", () => {
  expect(saysWords({ ...says, inspector: { ...side, state: "closed" } }).means).toMatch(/does not report it any more/);
});

it("calls only Inspector a gap where no SBOM lists the package", () => {
  const reported = { ...says, status: "inspector" as const, inspector: { ...side, state: "open" as const } };
  expect(saysWords(reported)).toMatchObject({ tone: "inspector", short: "only Inspector" });
  expect(saysWords({ ...reported, sbomGap: true })).toMatchObject({ tone: "gap", short: "SBOM gap" });
  expect(saysWords({ ...reported, status: "both" })).toMatchObject({ tone: "agree", short: "both" });
});
