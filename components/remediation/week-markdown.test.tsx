import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { MirrorNote } from "@/components/ask/mirror-note";
import type { WeeklyFigures } from "@/lib/remediation/schemas";
import { weekMarkdown } from "./week-markdown";

const none = { malware: 0, critical: 0, high: 0, medium: 0, low: 0, none: 0, unscored: 0 };
const finding = (n: number) => ({
  vulnerability: { id: `CVE-2026-${n}`, kind: n === 1 ? "malware" : "vulnerability", severity: "high" },
  package: { name: "a|b" },
  version: "1.0.0",
  service: { name: "shop" },
});

const figures = {
  team: { slug: "red", name: "Red *team*" },
  week: { id: "2026-W48", from: "2026-11-23", to: "2026-11-29", running: false },
  open: { total: 3, bySeverity: { ...none, critical: 1, high: 2 }, before: { total: 4, bySeverity: { ...none, high: 4 } } },
  flow: { opened: 7, fixed: 8 },
  timeToFix: { fixes: 8, medianMinutes: 2_880, p90Minutes: 14_400 },
  sla: { share: 0.5, overdue: 0 },
  opened: [1, 2, 3, 4, 5, 6].map(finding),
  fixed: [],
  meta: { pending: 0, mirror: { state: "current", sources: 3, waiting: 0, stale: 0, lastSyncAt: "2026-11-29T23:10:00.000Z", staleAfterHours: 26 } },
} as unknown as WeeklyFigures;

test("a week in Markdown says what the page says, names five of each and leads back to it", () => {
  const lines = weekMarkdown(figures, "http://localhost/teams/red/weeks/2026-W48").split("\n");
  expect(lines[0]).toBe("**Red \\*team\\*, Week 48, 23 to 29 Nov 2026**");
  expect(lines[2]).toBe("7 opened, 8 fixed. 3 findings were open at its end, 1 fewer than before it.");
  expect(lines).toContain("| critical | 0 | 1 | +1 |");
  expect(lines).toContain("Time to fix: median 2 d, 90 % within 10 d. SLA kept: 50 %.");
  expect(lines.filter((line) => line.startsWith("- "))).toHaveLength(5);
  expect(lines).toContain("- CVE-2026-1, malware, a\\|b 1.0.0, shop");
  expect(lines).not.toContain("Fixed, worst first:");
  expect(lines.at(-1)).toBe("http://localhost/teams/red/weeks/2026-W48");
});

test("it says that the mirror of advisories is not up to date, in the words of the page and with the time", () => {
  const mirror = { ...figures.meta.mirror, state: "stale" as const, stale: 1 };
  const lines = weekMarkdown({ ...figures, meta: { pending: 0, mirror } }, "http://localhost/").split("\n");
  expect(lines[4]).toBe("Advisories synced 2026-11-29 23:10:00 UTC, 1 of 3 stale, so something may be missing here.");
  expect(renderToStaticMarkup(<MirrorNote mirror={mirror} />).replace(/<[^>]*>/g, "")).toMatch(
    /^Advisories synced .+ ago, 1 of 3 stale, so something may be missing here\.$/,
  );
  expect(weekMarkdown(figures, "http://localhost/")).not.toContain("Advisories");
  expect(renderToStaticMarkup(<MirrorNote mirror={figures.meta.mirror} />)).toBe("");
});
