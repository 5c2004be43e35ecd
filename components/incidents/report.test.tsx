import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { Incident, IncidentService } from "@/lib/incidents/schemas";
import { IncidentReport } from "./report";

const at = "2026-11-30T10:00:00.000Z";
const line = (slug: string, more: Partial<IncidentService> = {}): IncidentService => ({
  service: { slug, name: slug },
  team: null,
  now: true,
  during: false,
  built: false,
  production: false,
  running: false,
  unknown: null,
  since: at,
  holds: [],
  holdsCount: 0,
  status: "to_do",
  reason: null,
  assignee: null,
  note: null,
  version: 1,
  changed: null,
  ...more,
});
const page = (data: IncidentService[], rows: number): Incident["services"] => ({ data, meta: { limit: data.length, nextCursor: null, rows } });
const byReason = {
  inspector_reports: 0,
  inspector_unverified: 0,
  no_sbom: 4,
  built_later: 0,
  incomplete_sbom: 0,
  stale: 1,
  unorderable_version: 0,
  no_version: 0,
  no_release: 0,
  no_hash: 0,
  advisory_unknown: 0,
  no_deployment: 0,
};
const affected = page([line("shop")], 5_001);
const incident: Incident = {
  id: 1,
  title: "evil",
  severity: null,
  status: "open",
  window: null,
  opened: { at, by: "Mira" },
  closed: null,
  revision: 1,
  indicators: 1,
  numbers: { now: { affected: 5_001, unknown: 5, clean: 14 }, during: null, built: null, running: null },
  progress: { to_do: 5_001, in_progress: 0, contained: 0, clear: 0, not_affected: 0 },
  lastRunAt: at,
  lastCheckedAt: at,
  notes: "",
  version: 1,
  asOf: null,
  moment: at,
  permalink: "/incidents/1",
  list: { revision: 1, at, by: "Mira", note: null, indicators: 1, added: 1, removed: 0, lists: [] },
  evidence: null,
  services: affected,
  unknown: { services: 5, byReason },
  found: [],
  builds: { total: 0, data: [] },
  activity: [],
};

test("a report that has not room for all services says how many there are, and how many are left out", () => {
  const unknown = page([line("silent", { now: false, unknown: "no_sbom", status: null })], 5);
  const text = renderToStaticMarkup(
    <IncidentReport incident={incident} affected={affected} unknown={unknown} rejected={[]} madeAt={at} address="https://x/incidents/1/report" />,
  ).replace(/<[^>]*>/g, "|");
  expect(text).toContain("5,001 services|");
  expect(text).toContain("And 5,000 more services: the CSV export has all of them.");
  expect(text).toContain("5 unknown services|");
  expect(text).toContain("And 4 more services: the CSV export has all of them.");
  expect(text).toMatch(/4: no SBOM\..*silent.* and 3 more/);
  expect(text).toMatch(/1: SBOM stale\./);
  expect(text).toContain("coverage: 5,015 of 5,020 services judged (99.9 %)");
});
