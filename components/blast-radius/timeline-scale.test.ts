import { expect, test } from "vitest";
import type { Timeline } from "@/lib/blast-radius/pictures/timeline";
import { domainOf, isInside, percentAt, ticksOf } from "./timeline-scale";

const timeline: Timeline = {
  data: [
    {
      ecosystem: "npm",
      name: "axios",
      version: "1.14.1",
      firstSeenAt: "2026-03-31T00:47:00.000Z",
      lastSeenAt: "2026-03-31T05:00:00.000Z",
      artifacts: 9,
      artifactsNow: 0,
      advisories: [{ id: "MAL-1", kind: "malware", publishedAt: "2026-03-20T00:00:00.000Z", withdrawnAt: null }],
    },
  ],
  meta: { versions: 1, asOf: "2026-04-10T00:00:00.000Z" },
};
const window = { from: "2026-03-31T00:21:00.000Z", to: "2026-03-31T03:15:00.000Z" };

test("all of it is from what came first, be it seen or published, until now", () => {
  const domain = domainOf(timeline, null, false);
  expect(isInside(domain, "2026-03-20T00:00:00.000Z")).toBe(true);
  expect(isInside(domain, "2026-04-10T00:00:00.000Z")).toBe(true);
  expect(isInside(domain, "2026-03-01T00:00:00.000Z")).toBe(false);
});

test("around a window its middle third is the window", () => {
  const domain = domainOf(timeline, window, true);
  expect(percentAt(domain, window.from)).toBeCloseTo(33.33, 1);
  expect(percentAt(domain, window.to)).toBeCloseTo(66.67, 1);
});

test("what lies outside is drawn at the edge", () => {
  const domain = domainOf(timeline, window, true);
  expect(percentAt(domain, "2020-01-01T00:00:00.000Z")).toBe(0);
  expect(percentAt(domain, "2030-01-01T00:00:00.000Z")).toBe(100);
});

test.each([
  ["2026-03-31T00:00:00Z", "2026-03-31T01:00:00Z"],
  ["2026-03-30T21:00:00Z", "2026-03-31T06:00:00Z"],
  ["2026-03-20T00:00:00Z", "2026-04-10T00:00:00Z"],
  ["2025-01-01T00:00:00Z", "2026-04-10T00:00:00Z"],
  ["2009-01-01T00:00:00Z", "2026-04-10T00:00:00Z"],
])("from %s to %s there are two to seven ticks, each inside", (from, to) => {
  const domain = { from: Date.parse(from), to: Date.parse(to) };
  const ticks = ticksOf(domain);
  expect(ticks.length).toBeGreaterThanOrEqual(2);
  expect(ticks.length).toBeLessThanOrEqual(7);
  for (const { at } of ticks) expect(isInside(domain, new Date(at).toISOString())).toBe(true);
});

test("midnight is named by its day", () => {
  const labels = ticksOf({ from: Date.parse("2026-03-30T21:00:00Z"), to: Date.parse("2026-03-31T06:00:00Z") }).map(({ label }) => label);
  expect(labels).toContain("31 Mar");
  expect(labels).toContain("03:00");
});
