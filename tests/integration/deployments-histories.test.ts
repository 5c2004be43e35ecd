import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { type DeployedBuild, recordDeployment, selectDeployedBuilds } from "@/lib/inventory/deployments";
import { daysAgo, documentOf, npm, withInventory } from "./inventory-fixture";

const inventory = withInventory();
const pool = () => inventory.database.pool;
const ctx: Context = { actor: { kind: "token", id: "d", name: "deployer", scopes: ["deployment:write"] }, requestId: "r1" };
const base = Date.UTC(2026, 0, 1);
const minute = (at: number) => new Date(base + at * 60_000);
const artifacts: number[] = [];

beforeAll(async () => {
  for (const service of ["one", "two"]) {
    for (let version = 1; version <= 3; version++) {
      const { artifactId } = await inventory.ship({ service, version: String(version), builtAt: daysAgo(400) }, documentOf([npm("lodash", "4.17.20")]));
      if (version === 1) artifacts.push(artifactId);
    }
  }
});
beforeEach(() => pool().query("select testing.emptied('deployment')"));

type Report = { place: number; environment: string; build: number; from: number; lasts: number | null; replaces: boolean; order: number };

const reports = fc
  .uniqueArray(
    fc.record({
      place: fc.nat({ max: 1 }),
      environment: fc.constantFrom("production", "staging"),
      build: fc.integer({ min: 1, max: 3 }),
      from: fc.nat({ max: 30 }),
      lasts: fc.option(fc.integer({ min: 1, max: 12 })),
      replaces: fc.boolean(),
      order: fc.nat(),
    }),
    { maxLength: 10, selector: ({ place, environment, from }) => `${place} ${environment} ${from}` },
  )
  .map((list) => [...list].sort((a, b) => a.order - b.order));

/** What follows from all reports together, whatever their order. */
function naive(all: readonly Report[]): DeployedBuild[] {
  return all.map((report) => {
    const next = all.filter((other) => other.place === report.place && other.environment === report.environment && other.replaces && other.from > report.from);
    const ends = [...next.map(({ from }) => from), ...(report.lasts === null ? [] : [report.from + report.lasts])];
    const to = ends.length === 0 ? null : minute(Math.min(...ends));
    return { artifactId: artifacts[report.place] ?? 0, buildSeq: report.build, environment: report.environment, from: minute(report.from), to };
  });
}

const inOrder = (builds: readonly DeployedBuild[]) =>
  builds.map(({ artifactId, buildSeq, environment, from, to }) => `${artifactId} ${environment} ${from.toISOString()} ${to?.toISOString()} ${buildSeq}`).sort();
const ran = ({ from, to }: DeployedBuild, since: Date, until: Date) => from < until && (to === null || to > since);

async function tell(report: Report): Promise<boolean> {
  const { place, environment, build, from, lasts, replaces } = report;
  const to = lasts === null ? {} : { to: minute(from + lasts).toISOString() };
  return (await recordDeployment({ ctx, input: { artifactId: artifacts[place], environment, build, from: minute(from).toISOString(), replaces, ...to } }))
    .changed;
}

describe("deployments in any order", () => {
  it("come to the same history, again they change nothing, and every moment and window tells what ran", async () => {
    await fc.assert(
      fc.asyncProperty(reports, fc.nat({ max: 40 }), fc.integer({ min: 1, max: 10 }), async (list, since, extent) => {
        await pool().query("select testing.emptied('deployment')");
        for (const report of list) expect(await tell(report)).toBe(true);
        const all = naive(list);
        expect(inOrder(await selectDeployedBuilds(pool(), artifacts, { since: new Date(0), until: new Date() }))).toEqual(inOrder(all));
        for (const report of list) expect(await tell(report)).toBe(false);
        const window = { since: minute(since), until: minute(since + extent) };
        expect(inOrder(await selectDeployedBuilds(pool(), artifacts, window))).toEqual(inOrder(all.filter((each) => ran(each, window.since, window.until))));
        const at = all.filter(({ from, to }) => from <= window.since && (to === null || to > window.since));
        expect(inOrder(await selectDeployedBuilds(pool(), artifacts, { at: window.since }))).toEqual(inOrder(at));
        expect(inOrder(await selectDeployedBuilds(pool(), artifacts, "now"))).toEqual(inOrder(all.filter(({ to }) => to === null)));
        expect(inOrder(await selectDeployedBuilds(pool(), artifacts.slice(0, 1), "now"))).toEqual(
          inOrder(all.filter(({ artifactId, to }) => to === null && artifactId === artifacts[0])),
        );
      }),
      { numRuns: 40 },
    );
  });

  it("are read from an index for ten thousand artifacts", async () => {
    await pool().query(
      `insert into deployment (artifact_id, id, build_seq, environment, from_at, to_at, replaces, source, recorded_at)
       select a, gen_random_uuid(), n, 'production', $1::timestamptz + n * interval '1 day', case when n < 20 then $1::timestamptz + (n + 1) * interval '1 day' end, true, 'api', $1
       from generate_series(1, 10000) a, generate_series(1, 20) n`,
      [minute(0)],
    );
    await pool().query("vacuum analyze deployment");
    const ids = Array.from({ length: 10_000 }, (_, index) => index + 1);
    expect(await selectDeployedBuilds(pool(), ids, "now")).toHaveLength(10_000);
    expect(await selectDeployedBuilds(pool(), ids, { at: minute(10 * 1_440) })).toHaveLength(10_000);
    const plan = await pool().query(
      "explain select artifact_id, build_seq, environment, from_at, to_at from deployment where artifact_id = any($1::int[]) and to_at is null",
      [ids.slice(0, 500)],
    );
    expect(JSON.stringify(plan.rows)).toContain("deployment_running");
    expect(await selectDeployedBuilds(pool(), [], "now")).toEqual([]);
  });
});
