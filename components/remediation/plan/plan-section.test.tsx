import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { PlanSection } from "@/components/remediation/plan/plan-section";
import type { Brought, PlanUpgrade, RemediationPlan } from "@/lib/remediation/plan/schemas";

const target = (version: string, more: Partial<NonNullable<PlanUpgrade["any"]>> = {}) => ({
  version,
  from: "advisory" as const,
  closes: 3,
  leaves: 0,
  introduces: 0,
  ...more,
});
const npm = (name: string) => ({ ecosystem: "npm", name, purl: `pkg:npm/${name}` });
const noSeverities = { malware: 0, critical: 0, high: 0, medium: 0, low: 0, none: 0, unscored: 0 };

const brought: Brought = {
  ...{ package: npm("qs"), line: "6", versions: [{ version: "6.5.2", artifacts: 2 }], findings: 2, disagreements: [], href: "/findings?q=qs" },
  ...{ sameLine: target("6.5.3"), any: target("6.5.3"), broughtFixedBy: null },
};
const upgrade: PlanUpgrade = {
  ...{ package: npm("express"), sourcePackage: null, release: null, line: "4", versions: [{ version: "4.16.0", artifacts: 2 }], artifacts: 2, how: "direct" },
  ...{ sameLine: target("4.17.3"), any: target("5.0.0", { leaves: 1, from: "fleet" }), own: 3, brings: [brought], bringsMore: 2, disagreements: [] },
  concerns: { findings: 5, services: 2, teams: 1 },
  closes: { findings: 5, services: 2, teams: 1, bySeverity: { ...noSeverities, critical: 1, high: 4 }, kev: 1 },
  ...{ closedSoFar: 5, href: "/findings?q=express" },
};
const meta = {
  reach: "any" as const,
  findings: 9,
  services: 3,
  teams: 2,
  closable: 8,
  upgrades: 4,
  unfixed: 1,
  unexplained: 0,
  pendingArtifacts: 0,
  asOf: "2026-12-01T00:00:00.000Z",
};

const textOf = (plan: Partial<RemediationPlan["meta"]> & { data?: PlanUpgrade[] } = {}) => {
  const { data = [upgrade], ...more } = plan;
  const section = (
    <PlanSection plan={{ data, meta: { ...meta, ...more } }} hrefOf={(reach) => `?reach=${reach}`} exports={{ csv: "/csv", markdown: "/md" }} all="/all" />
  );
  return renderToStaticMarkup(section)
    .replace(/<title>.*?<\/title>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .replaceAll("&#x27;", "'");
};

it("says what the upgrades close of all, and what nothing fixes", () => {
  const text = textOf();
  expect(text).toContain("One upgrade closes 5 of 9 open findings that nobody decided to leave.");
  expect(text).toContain("No known version fixes 1 of them.");
  expect(text).toContain("All 4 upgrades");
  expect(textOf({ reach: "line" })).toContain("No known version on the same major fixes 1 of them.");
});

it("says how to get rid of what a direct dependency brings", () => {
  expect(textOf()).toContain("2 by qs 6.5.2: override with 6.5.3 not known which express brings a fixed one: override by hand and 2 more packages");
  const shown = (broughtFixedBy: Brought["broughtFixedBy"]) => textOf({ data: [{ ...upgrade, brings: [{ ...brought, broughtFixedBy }] }] });
  expect(shown({ version: "4.18.0", brings: "6.11.0", isInUse: false })).toContain("express 4.18.0 brings 6.11.0 , as builds of the fleet show");
  expect(shown({ version: "4.16.0", brings: "6.5.3", isInUse: true })).toContain(
    "express 4.16.0 is in use and elsewhere brings 6.5.3 : resolve dependencies again",
  );
});

it("says of a version what it leaves and where it is from, and who disagrees", () => {
  expect(textOf()).toContain("5.0.0 in the fleet, leaves 1");
  const fixes = [
    { source: "osv", id: "GHSA-1", fixed: "4.17.3" },
    { source: "osv", id: "PYSEC-1", fixed: null },
  ];
  expect(textOf({ data: [{ ...upgrade, disagreements: [{ vulnerability: "CVE-1", fixes }] }] })).toContain(
    "Sources disagree: CVE-1: GHSA-1 says 4.17.3, PYSEC-1 says that nothing fixes it",
  );
});

it("says why there is nothing to upgrade", () => {
  expect(textOf({ data: [], findings: 0, unfixed: 0 })).toContain("No finding is open that somebody has to work on.");
  expect(textOf({ data: [], findings: 2, unfixed: 2 })).toContain("No advisory names a version that fixes any of these findings");
});

it("says of each step what it closes by itself and what with the steps above, never 0 beside a sum that grows", () => {
  const step = (name: string, alone: number, closedSoFar: number): PlanUpgrade => ({
    ...{ ...upgrade, package: npm(name), own: 0, brings: [], closedSoFar, concerns: { findings: 4, services: 7, teams: 6 } },
    closes: { findings: alone, services: alone === 0 ? 0 : 2, teams: alone === 0 ? 0 : 1, bySeverity: noSeverities, kev: 0 },
  });
  const text = textOf({ data: [step("alone", 3, 3), step("part", 0, 3), step("last", 0, 5), step("both", 2, 8)] });
  expect(text).toMatch(/alone .*? 3 2 1 3 of 9/);
  expect(text).toMatch(/part .*? none yet with later steps 7 6 3 of 9/);
  expect(text).toMatch(/last .*? 2 with the steps above 7 6 5 of 9/);
  expect(text).toMatch(/both .*? 2 and 1 with the steps above 2 1 8 of 9/);
});
