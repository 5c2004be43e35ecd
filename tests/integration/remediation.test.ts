import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import { endDecision, madeSchema, makeDecision } from "@/lib/decisions";
import { WhereinError } from "@/lib/errors";
import { listFindings, listFindingsSchema } from "@/lib/findings";
import { refreshOpenFindings } from "@/lib/findings/queue";
import { parseQuery } from "@/lib/http";
import { listServices, listServicesSchema } from "@/lib/inventory/read";
import { retireArtifact } from "@/lib/inventory/retire";
import { exportRemediation, showRemediation, summariseWeek } from "@/lib/remediation";
import { forgetHistories, repackHistories } from "@/lib/remediation/history";
import { storeHistories } from "@/lib/remediation/history/queries/stored";
import { documentOf, npm, reader, stranger, withInventory } from "./inventory-fixture";
import { type GivenFinding, hoursAgo, now, tellWorld, type Vulnerability, type World } from "./remediation-fixture";
import { givenVulnerability } from "./setup/given-vulnerability";

const inventory = withInventory();
const system: Context = { actor: { kind: "system", name: "test" }, requestId: "test" };

beforeAll(() => {
  vi.useFakeTimers({ toFake: ["Date"], now });
});
afterAll(() => {
  vi.useRealTimers();
});

const critical: Vulnerability = { kind: "vulnerability", severity: "critical", kev: true };
const high: Vulnerability = { kind: "vulnerability", severity: "high", kev: false };
const malware: Vulnerability = { kind: "malware", severity: "high", kev: false };
const vulnerabilities = [critical, high, malware, high, high, high];

const day = 24;
const given = (artifact: number, vulnerability: number, opened: number, closed: number | null = null, reason = "upgraded"): GivenFinding => ({
  artifact,
  version: 1,
  vulnerability,
  openedAt: hoursAgo(opened),
  closedAt: closed === null ? null : hoursAgo(closed),
  reason: closed === null ? null : reason,
});

/** Artifacts 1 to 4 are of the team red, 5 and 6 of blue, 7 and 8 of nobody. Now is a Thursday. */
const findings = [
  given(1, 1, 40 * day),
  given(1, 2, 20 * day, 10 * day),
  given(2, 3, 5 * day, 4 * day),
  given(3, 2, 60 * day, 2 * day, "removed"),
  given(3, 3, 1.5 * day),
  given(5, 1, 30 * day, 8 * day, "retired"),
  given(5, 2, 3 * day),
  given(7, 4, 9 * day, 1 * day, "corrected"),
  given(8, 5, 50 * day),
];

const told: World = { vulnerabilities, findings, decisions: [], environments: {}, builds: [] };

beforeEach(async () => {
  forgetHistories();
  const { pool } = inventory.database;
  await pool.query("select testing.emptied('open_finding, open_tally, open_total, open_total_change')");
  await tellWorld(pool, told);
  await inTransaction((client) => refreshOpenFindings(client, { artifactIds: [1, 2, 3, 5, 7, 8] }, now), pool);
});

const dateAgo = (days: number) => new Date(now.getTime() - days * day * 3_600_000).toISOString().slice(0, 10);

/** How many findings the list at an address has. */
async function listedAt(address: string | null): Promise<number> {
  const { searchParams } = new URL(address ?? "", "http://localhost");
  const { meta } = await listFindings({ ctx: reader, input: parseQuery(listFindingsSchema, searchParams) });
  return meta.rows;
}

describe("figures", () => {
  it("have the address of the list of exactly what they count", async () => {
    for (const input of [{}, { team: "red" }, { severity: "high" as const }, { team: "none", asOf: dateAgo(3) }, { asOf: dateAgo(9), step: "day" as const }]) {
      const { open, flow, timeToFix, teams } = await showRemediation({ ctx: reader, input });
      expect(await listedAt(open.href)).toBe(open.total);
      expect(await listedAt(open.kevHref)).toBe(open.kev);
      for (const point of open.series.slice(-8)) expect(await listedAt(point.href)).toBe(point.total);
      expect(await listedAt(flow.openedHref)).toBe(flow.opened);
      expect(await listedAt(flow.fixedHref)).toBe(flow.fixed);
      expect(await listedAt(timeToFix.href)).toBe(timeToFix.fixes);
      for (const week of flow.weeks.slice(-3)) expect([await listedAt(week.openedHref), await listedAt(week.fixedHref)]).toEqual([week.opened, week.fixed]);
      for (const team of teams) expect(await listedAt(team.open.href)).toBe(team.open.total);
    }
    const { open, sla } = await showRemediation({ ctx: reader, input: {} });
    expect([sla.overdue, sla.dueSoon]).toEqual([3, 0]);
    expect([await listedAt(sla.overdueHref), await listedAt(sla.dueSoonHref)]).toEqual([sla.overdue, sla.dueSoon]);
    expect(open.bySeverity).toMatchObject({ malware: 1, critical: 1, high: 2 });
    for (const word of ["malware", "critical", "high"] as const) expect(await listedAt(open.bySeverityHref[word])).toBe(open.bySeverity[word]);
  });

  it("lead to the services that coverage counts today, and nowhere on a past day, as lists are of now", async () => {
    const servicesAt = async (address: string | null) => {
      const { searchParams } = new URL(address ?? "", "http://localhost");
      return (await listServices({ ctx: reader, input: parseQuery(listServicesSchema, searchParams) })).meta.rows;
    };
    await inventory.ship({ service: "fresh-one" }, documentOf([npm("kept-in-no-cache", "1.0.0")]));
    const gone = await inventory.ship({ service: "gone-one" }, documentOf([npm("kept-in-no-cache", "1.0.0")]));
    await retireArtifact({ ctx: system, input: { id: gone.artifactId } });
    for (const input of [{}, { team: "red" }]) {
      const { coverage, teams } = await showRemediation({ ctx: reader, input });
      expect(await servicesAt(coverage.href)).toBe(coverage.services);
      for (const word of ["fresh", "stale", "incomplete", "noSbom"] as const)
        expect([word, await servicesAt(coverage[`${word}Href`])]).toEqual([word, coverage[word]]);
      for (const team of teams) expect(await servicesAt(team.coverage.href)).toBe(team.coverage.services);
    }
    expect((await showRemediation({ ctx: reader, input: {} })).coverage.fresh).toBe(1);
    expect((await showRemediation({ ctx: reader, input: { service: "s1" } })).coverage.href).toBe("/services/s1");
    expect((await showRemediation({ ctx: reader, input: { service: ["s1", "s2"] } })).coverage.href).toBeNull();
    const { coverage, sla, teams } = await showRemediation({ ctx: reader, input: { asOf: dateAgo(3) } });
    expect([coverage.href, coverage.freshHref, coverage.staleHref, coverage.incompleteHref, coverage.noSbomHref]).toEqual([null, null, null, null, null]);
    expect([sla.overdueHref, sla.dueSoonHref, ...teams.map((team) => team.coverage.href)].every((href) => href === null)).toBe(true);
    expect((await summariseWeek({ ctx: reader, input: { slug: "red", week: "2026-W47" } })).coverage.href).toBeNull();
    expect((await summariseWeek({ ctx: reader, input: { slug: "red", week: "2026-W48" } })).coverage.href).not.toBeNull();
  });

  it("have the riskiest in the order of the queue today, EPSS included, and by severity on a past day, and say which", async () => {
    const { pool } = inventory.database;
    const idsOf = (list: readonly { vulnerability: { id: string } }[]) => list.map(({ vulnerability }) => vulnerability.id);
    // Of two that are high, the one that opened later is likelier to be exploited.
    await pool.query("update vulnerability set epss = case when display_id = 'CVE-2026-9001' then 0.9 else 0.0001 end");
    await inTransaction((client) => refreshOpenFindings(client, { artifactIds: [1, 2, 3, 5, 7, 8] }, now), pool);
    const today = await showRemediation({ ctx: reader, input: {} });
    const { data } = await listFindings({ ctx: reader, input: {} });
    expect(idsOf(today.riskiest)).toEqual(idsOf(data));
    expect(idsOf(today.riskiest)).toEqual(["CVE-2026-9002", "CVE-2026-9000", "CVE-2026-9001", "CVE-2026-9004"]);
    expect(today.riskiest.map(({ dueAt }) => dueAt)).toEqual(data.map(({ dueAt }) => dueAt));
    expect(today.riskiestBy).toBe("rank");
    const past = await showRemediation({ ctx: reader, input: { asOf: dateAgo(1) } });
    expect(idsOf(past.riskiest)).toEqual(["CVE-2026-9002", "CVE-2026-9000", "CVE-2026-9004", "CVE-2026-9001"]);
    expect(past.riskiestBy).toBe("severity");
    const [running, over] = await Promise.all(["2026-W48", "2026-W47"].map((week) => summariseWeek({ ctx: reader, input: { slug: "blue", week } })));
    expect([running?.riskiestBy, idsOf(running?.riskiest ?? []), over?.riskiestBy]).toEqual(["rank", ["CVE-2026-9001"], "severity"]);
    expect(idsOf((await showRemediation({ ctx: reader, input: { severity: "high", team: "none" } })).riskiest)).toEqual(["CVE-2026-9004"]);
  });

  it("are of the newest revision where few artifacts changed, and say of how many they are of before where many did", async () => {
    const { pool } = inventory.database;
    await pool.query("insert into artifact (id, service_id, kind, name, ref) select n, 1, 'image', 'more-' || n, 'main' from generate_series(101, 410) n");
    await pool.query("insert into finding select n, 1, 1, $1, null, 'build', null, '{1}' from generate_series(101, 410) n", [hoursAgo(1)]);
    await pool.query("insert into artifact_findings (artifact_id) select generate_series(101, 410)");
    await repackHistories(pool, { budgetMs: 60_000 });
    expect((await showRemediation({ ctx: reader, input: {} })).open.total).toBe(4 + 310);
    await pool.query("update finding set closed_at = $1, close_reason = 'removed' where artifact_id > 100", [now]);
    await pool.query("update artifact_findings set rev = rev + 1 where artifact_id > 100");
    const before = await showRemediation({ ctx: reader, input: {} });
    expect([before.meta.pending, before.open.total]).toEqual([10, 4 + 10]);
    // What it counted for itself it keeps, so that the next answer has the rest.
    const after = await showRemediation({ ctx: reader, input: {} });
    expect([after.meta.pending, after.open.total]).toEqual([0, 4]);
  });

  it("are not of an older revision because somebody packed that one more slowly", async () => {
    const { pool } = inventory.database;
    await repackHistories(pool, { budgetMs: 60_000 });
    const { rows } = await pool.query<{ history: Buffer }>("select history from artifact_findings where artifact_id = 1");
    await pool.query("update finding set closed_at = $1, close_reason = 'upgraded' where artifact_id = 1 and closed_at is null", [now]);
    await pool.query("update artifact_findings set rev = rev + 1 where artifact_id = 1");
    await repackHistories(pool, { budgetMs: 60_000 });
    await storeHistories(pool, [{ artifactId: 1, rev: 1, history: rows[0]?.history ?? Buffer.alloc(0) }]);
    forgetHistories();
    expect((await showRemediation({ ctx: reader, input: {} })).open.total).toBe(3);
  });

  it("are left to the next sweep where somebody changes their findings, who is not waited for and so never meets a deadlock", async () => {
    const { pool } = inventory.database;
    const owed = async () =>
      (await pool.query("select artifact_id from artifact_findings where history_rev <> rev order by 1")).rows.map((row) => row.artifact_id);
    await repackHistories(pool, { budgetMs: 60_000 });
    await pool.query("update artifact_findings set rev = rev + 1 where artifact_id <= 2");
    await inTransaction(async (client) => {
      await client.query("update artifact_findings set rev = rev + 1 where artifact_id = 1");
      expect(await repackHistories(pool, { budgetMs: 60_000 })).toEqual({ repacked: 1 });
      expect(await owed()).toEqual([1]);
    }, pool);
    expect(await repackHistories(pool, { budgetMs: 60_000 })).toEqual({ repacked: 1 });
    expect(await owed()).toEqual([]);
  });

  it.each([
    [{ from: "2026-11-20", to: "2026-11-19" }, "?from"],
    [{ to: "2026-11-27" }, "?asOf"],
    [{ asOf: "2026-11-27" }, "?asOf"],
    [{ asOf: "2026-11-20", to: "2026-11-27" }, "?to"],
    [{ from: "2020-01-01" }, "?from"],
  ])("a period such as %j is refused", async (input, pointer) => {
    const refused = await showRemediation({ ctx: reader, input }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(WhereinError);
    expect((refused as WhereinError).errors).toMatchObject([{ pointer, code: "period_unusable" }]);
  });

  it("say how new the mirror is, as lists of findings do: no open finding is an answer of what is mirrored", async () => {
    const { pool } = inventory.database;
    const mirrors = async () => {
      const { meta } = await listFindings({ ctx: reader, input: {} });
      const figures = await showRemediation({ ctx: reader, input: {} });
      const week = await summariseWeek({ ctx: reader, input: { slug: "red", week: "2026-W48" } });
      expect([figures.meta.mirror, week.meta.mirror]).toEqual([meta.mirror, meta.mirror]);
      return meta.mirror;
    };
    expect(await mirrors()).toMatchObject({ state: "off", stale: 0 });
    await pool.query("insert into advisory_feed (kind, name, enabled, succeeded_at) values ('osv', 'npm', true, $1)", [hoursAgo(200)]);
    expect(await mirrors()).toMatchObject({ stale: 1, lastSyncAt: hoursAgo(200).toISOString() });
    await pool.query("delete from advisory_feed");
  });

  it("need the scope to read", async () => {
    await expect(showRemediation({ ctx: stranger, input: {} })).rejects.toMatchObject({ code: "forbidden" });
    await expect(summariseWeek({ ctx: stranger, input: { slug: "red", week: "2026-W48" } })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("figures of what builds and people do", () => {
  const open = async () => (await showRemediation({ ctx: reader, input: { from: dateAgo(0) } })).open;

  it("follow each build, and each decision that takes findings out of the queue or ends", async () => {
    const { pool } = inventory.database;
    await inventory.ship({ service: "first" }, documentOf([npm("left-pad", "1.0.0")]));
    await givenVulnerability(pool, { ids: ["CVE-2026-7000"], severity: "medium" }, [{ name: "left-pad", version: "1.0.0" }]);
    const before = await open();
    await inventory.ship({ service: "second" }, documentOf([npm("left-pad", "1.0.0")]));
    expect((await open()).total).toBe(before.total + 1);
    await repackHistories(pool, { budgetMs: 60_000 });
    const subjects = [{ vulnerability: "CVE-2026-7000", scope: "everywhere" as const }];
    const { decisions } = madeSchema.parse(await makeDecision({ ctx: system, input: { status: "not_affected", justification: "code_not_present", subjects } }));
    vi.setSystemTime(now.getTime() + 60_000);
    expect(await open()).toMatchObject({ total: before.total + 1, decided: before.decided + 1 });
    vi.setSystemTime(now.getTime() + 120_000);
    await endDecision({ ctx: system, input: { id: decisions[0]?.id ?? "", reason: "It was wrong." } });
    vi.setSystemTime(now.getTime() + 180_000);
    expect((await open()).decided).toBe(before.decided);
    await inventory.ship({ service: "second" }, documentOf([npm("left-pad", "1.0.1")]));
    const { flow } = await showRemediation({ ctx: reader, input: { service: "second" } });
    expect([flow.opened, flow.fixed]).toEqual([1, 1]);
    vi.setSystemTime(now);
  });
});

describe("a team's week", () => {
  it("says what opened and was fixed in it, what was open before and after it, and what stands out", async () => {
    const week = await summariseWeek({ ctx: reader, input: { slug: "red", week: "2026-W47" } });
    expect(week).toMatchObject({
      team: { slug: "red", name: "Red" },
      week: { id: "2026-W47", from: "2026-11-16", to: "2026-11-22", running: false, previous: "2026-W46", next: "2026-W48" },
      open: { total: 2, before: { total: 3 } },
      flow: { opened: 1, fixed: 2, dismissed: 0, retired: 0 },
      timeToFix: { fixes: 2, medianMinutes: day * 60, p90Minutes: 10 * day * 60 },
    });
    expect(week.opened.map(({ artifact, vulnerability }) => [artifact.id, vulnerability.id])).toEqual([[2, "CVE-2026-9002"]]);
    expect(week.fixed.map(({ vulnerability, closedAt }) => [vulnerability.id, closedAt])).toEqual([
      ["CVE-2026-9002", hoursAgo(4 * day).toISOString()],
      ["CVE-2026-9001", hoursAgo(10 * day).toISOString()],
    ]);
    expect(week.riskiest.map(({ vulnerability }) => vulnerability.id)).toEqual(["CVE-2026-9000", "CVE-2026-9001"]);
    expect(week.oldest.map(({ vulnerability }) => vulnerability.id)).toEqual(["CVE-2026-9001", "CVE-2026-9000"]);
    expect(await listedAt(week.open.href)).toBe(2);
  });

  it("that runs is counted as of now and has no next one", async () => {
    const { week, open, flow } = await summariseWeek({ ctx: reader, input: { slug: "none", week: "2026-W48" } });
    expect(week).toMatchObject({ running: true, next: null });
    expect([open.total, flow.dismissed]).toEqual([1, 1]);
  });

  it.each([
    ["nobody", "2026-W47", "not_found"],
    ["red", "2025-W53", "not_found"],
    ["red", "2026-W49", "invalid"],
  ])("of %s, %s is %s", async (slug, week, code) => {
    await expect(summariseWeek({ ctx: reader, input: { slug, week } })).rejects.toMatchObject({ code });
  });
});

describe("the CSV", () => {
  const linesOf = async (part: "series" | "weeks" | "teams") => {
    const { body, filename } = await exportRemediation({ ctx: reader, input: { part, from: "2026-11-16", to: "2026-11-22" } });
    return { filename, lines: body.trim().split("\r\n") };
  };

  it("of what was open has a line for each point", async () => {
    const { filename, lines } = await linesOf("series");
    expect(filename).toBe("remediation-series-2026-11-16-2026-11-22.csv");
    expect(lines).toEqual([
      "day,open,malware,critical,high,medium,low,none,unscored,kind_malware,kind_vulnerability,kind_unmaintained,kind_unsound,kind_notice",
      "2026-11-22,4,0,1,3,0,0,0,0,0,4,0,0,0",
    ]);
  });

  it("of weeks has what opened, was closed and was in time", async () => {
    expect((await linesOf("weeks")).lines[1]).toBe("2026-W47,2026-11-16,2026-11-22,false,2,2,0,1,2,0,1");
  });

  it("of teams has a line for each, and one for services without a team", async () => {
    const { lines } = await linesOf("teams");
    expect(lines.slice(1).map((line) => line.split(",").slice(0, 3))).toEqual([
      ["red", "Red", "2"],
      ["", "", "2"],
      ["blue", "Blue", "0"],
    ]);
  });
});
