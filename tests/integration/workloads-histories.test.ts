import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Workload } from "@/lib/aws/model";
import { applyWorkloads, pruneWorkloads, sweepWorkloads } from "@/lib/aws/workloads";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import { recordDeployment } from "@/lib/inventory/deployments";
import { documentOf, npm, withInventory } from "./inventory-fixture";
import { type Declared, type NaiveBuild, type NaiveSpan, naiveDeclared, naiveObserved, type Told } from "./naive-workloads";

const inventory = withInventory();
const pool = () => inventory.database.pool;
const ctx: Context = { actor: { kind: "token", id: "d", name: "deployer", scopes: ["deployment:write"] }, requestId: "r1" };
const base = Date.UTC(2026, 0, 1);
const minute = (at: number) => new Date(base + at * 60_000);
const long = -1_000_000;
const digestOf = (name: string) => `sha256:${Buffer.from(name).toString("hex").padEnd(64, "0")}`;

/** `index` lists the platforms `amd` and `arm`; `twice` is two builds of one artifact; `cart` has builds of both the index and a platform; `none` has no SBOM. */
const digests = ["one", "two", "amd", "index", "twice", "none"];
const builds: NaiveBuild[] = [
  { service: "shop", seq: 1, builtAt: long, digests: ["one"], throughIndex: [] },
  { service: "shop", seq: 2, builtAt: long + 1, digests: ["two"], throughIndex: [] },
  { service: "cart", seq: 1, builtAt: long, digests: ["index"], throughIndex: ["amd", "arm"] },
  { service: "cart", seq: 2, builtAt: 10, digests: ["twice"], throughIndex: [] },
  { service: "cart", seq: 3, builtAt: 20, digests: ["twice"], throughIndex: [] },
  { service: "cart", seq: 4, builtAt: long + 2, digests: ["amd"], throughIndex: ["index"] },
  { service: "edge", seq: 1, builtAt: long, digests: ["amd"], throughIndex: ["index"] },
  { service: "edge", seq: 2, builtAt: long + 1, digests: ["one"], throughIndex: [] },
];
const artifacts = new Map<string, number>();

beforeAll(async () => {
  for (const { service, builtAt, digests: own } of builds) {
    const shipped = { service, builtAt: minute(builtAt), digest: digestOf(own[0] ?? "") };
    const { artifactId } = await inventory.ship(shipped, documentOf([npm("lodash", "4.17.20")]));
    artifacts.set(service, artifactId);
  }
  await pool().query("insert into aws_image_index (digest, index_digest, seen_at) values ($1, $3, $4), ($2, $3, $4)", [
    digestOf("amd"),
    digestOf("arm"),
    digestOf("index"),
    minute(0),
  ]);
  await pool().query(
    `insert into aws_account (account_id, name, regions, environment, clusters, created_at)
     values ('111111111111', 'live', '{eu-west-1}', 'production', '[{"pattern": "stage-*", "environment": "staging"}, {"pattern": "*", "environment": "production"}]', $1)`,
    [minute(0)],
  );
});
beforeEach(() => pool().query("select testing.emptied('deployment, aws_workload')"));

const places = [
  { kind: "ecs", account: "111111111111", cluster: "prod-a", environment: "production" },
  { kind: "ecs", account: "111111111111", cluster: "prod-b", environment: "production" },
  { kind: "ecs", account: "111111111111", cluster: "stage-a", environment: "staging" },
  { kind: "eks", account: "111111111111", cluster: "prod-a", environment: "production" },
  { kind: "lambda", account: "111111111111", cluster: "", environment: "production" },
  { kind: "ecs", account: "222222222222", cluster: "prod-a", environment: null },
] as const;

type Step = { order: number } & ({ what: "task"; told: Told; account: string; cluster: string } | { what: "declared"; declared: Declared });

const task = fc
  .record({
    key: fc.nat({ max: 7 }),
    digest: fc.constantFrom(...digests),
    from: fc.nat({ max: 40 }),
    lasts: fc.option(fc.nat({ max: 20 }), { freq: 2 }),
    version: fc.integer({ min: 1, max: 4 }),
    order: fc.nat(),
  })
  .map(({ order, ...said }): Step & { what: "task" } => {
    const { account, cluster, kind, environment } = places[said.key % places.length] ?? places[0];
    return { what: "task", order, account, cluster, told: { ...said, kind, environment, seenIn: kind === "lambda" ? "work" : cluster } };
  });
const tasks = fc.uniqueArray(task, { maxLength: 14, selector: ({ told }) => `${told.key} ${told.version}` });
const declared = fc
  .record({
    service: fc.constantFrom("shop", "cart"),
    environment: fc.constantFrom("production", "staging"),
    build: fc.integer({ min: 1, max: 2 }),
    from: fc.nat({ max: 50 }),
    lasts: fc.option(fc.integer({ min: 1, max: 20 })),
    replaces: fc.boolean(),
    order: fc.nat(),
  })
  .map(({ order, ...said }): Step & { what: "declared" } => ({ what: "declared", order, declared: said }));
const reports = fc.uniqueArray(declared, {
  maxLength: 5,
  selector: ({ declared: { service, environment, from } }) => `${service} ${environment} ${from}`,
});
const histories = fc.tuple(tasks, reports).map(([some, others]): Step[] => [...some, ...others].sort((one, other) => one.order - other.order));

const workloadOf = ({ told, account, cluster }: Step & { what: "task" }): Workload => ({
  key: `${told.kind} ${told.key}`,
  kind: told.kind,
  account,
  region: "eu-west-1",
  cluster: told.kind === "ecs" ? `arn:aws:ecs:eu-west-1:${account}:cluster/${cluster}` : cluster,
  group: "work",
  digest: digestOf(told.digest),
  startedAt: minute(told.from).toISOString(),
  stoppedAt: told.lasts === null ? null : minute(told.from + told.lasts).toISOString(),
  version: told.version,
});

const apply = (workloads: Workload[]) => inTransaction((client) => applyWorkloads(client, { workloads, at: minute(100) }), pool());

async function tell(step: Step): Promise<boolean> {
  if (step.what === "task") return (await apply([workloadOf(step)])).changed > 0;
  const { service, environment, build, from, lasts, replaces } = step.declared;
  const to = lasts === null ? {} : { to: minute(from + lasts).toISOString() };
  const input = { artifactId: artifacts.get(service), environment, build, from: minute(from).toISOString(), replaces, ...to };
  return (await recordDeployment({ ctx, input })).changed;
}

const inOrder = (spans: readonly NaiveSpan[]) =>
  spans.map(({ service, seq, environment, source, seenIn, from, to }) => `${environment} ${service} ${source} ${from} to ${to}: ${seq} in ${seenIn}`).sort();

async function stored(): Promise<string[]> {
  const { rows } = await pool().query<{ artifactId: number; seq: number; environment: string; source: string; seenIn: string[]; from: Date; to: Date | null }>(
    `select artifact_id as "artifactId", build_seq as seq, environment, source, seen_in as "seenIn", from_at as "from", to_at as "to" from deployment`,
  );
  const at = (moment: Date) => (moment.getTime() - base) / 60_000;
  const serviceOf = (id: number) => [...artifacts].find(([, artifact]) => artifact === id)?.[0] ?? "";
  return inOrder(rows.map(({ artifactId, from, to, ...row }) => ({ ...row, service: serviceOf(artifactId), from: at(from), to: to && at(to) })));
}

function naive(steps: readonly Step[]): string[] {
  const observed = naiveObserved(
    steps.flatMap((step) => (step.what === "task" ? [step.told] : [])),
    builds,
  );
  const all = steps.flatMap((step) => (step.what === "declared" ? [step.declared] : []));
  return inOrder([...observed, ...naiveDeclared(all, observed)]);
}

const fresh = () => pool().query("select testing.emptied('deployment, aws_workload')");

describe("what is seen to run, in any order, beside what deploy jobs declare", () => {
  it("comes to the deployments that follow from all of it, and again it changes nothing", async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        await fresh();
        for (const step of steps) await tell(step);
        expect(await stored()).toEqual(naive(steps));
        const ids = await pool().query("select id, recorded_at from deployment order by id");
        for (const step of steps) expect(await tell(step)).toBe(false);
        expect((await pool().query("select id, recorded_at from deployment order by id")).rows).toEqual(ids.rows);
        expect(await stored()).toEqual(naive(steps));
      }),
      { numRuns: 40 },
    );
  });

  it("comes to the same by many at once, in batches and one by one", async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.integer({ min: 1, max: 5 }), async (steps, size) => {
        await fresh();
        const seen = steps.filter((step) => step.what === "task").map(workloadOf);
        const batches = Array.from({ length: Math.ceil(seen.length / size) }, (_, n) => seen.slice(n * size, (n + 1) * size));
        await Promise.all([...batches.map(apply), ...steps.map(tell)]);
        expect(await stored()).toEqual(naive(steps));
      }),
      { numRuns: 15 },
    );
  });

  it("stays when what stopped is forgotten, however often it is derived again", async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.nat({ max: 60 }), fc.nat({ max: 60 }), async (steps, one, other) => {
        await fresh();
        for (const step of steps) await tell(step);
        for (const before of [one, other]) await pruneWorkloads(pool(), { before: minute(before), at: minute(100) });
        expect(await stored()).toEqual(naive(steps));
        await pool().query("update aws_workload set builds = -1");
        await sweepWorkloads(pool(), { at: minute(100) });
        expect(await stored()).toEqual(naive(steps));
      }),
      { numRuns: 20 },
    );
  });
});
