import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { Workload } from "@/lib/aws/model";
import { readAwsEvent } from "@/lib/aws/read";
import { applySnapshot, applyWorkloads, pruneWorkloads, sweepWorkloads } from "@/lib/aws/workloads";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import { endDeployment, listDeployments, type RecordDeployment, recordDeployment, selectDeployedBuilds } from "@/lib/inventory/deployments";
import { documentOf, npm, reader, withInventory } from "./inventory-fixture";
import { account, container, deployments, digestOf, forgetAll, knowAccount, minute, region, ship as shipTo } from "./workloads-fixture";

const inventory = withInventory();
const pool = () => inventory.database.pool;
const ctx: Context = { actor: { kind: "token", id: "d", name: "deployer", scopes: ["inventory:read", "deployment:write"] }, requestId: "r1" };
const ship = (service: string, digest: string, more: { version?: string; builtAt?: Date } = {}) => shipTo(inventory, service, digest, more);
const apply = (...workloads: Workload[]) => inTransaction((client) => applyWorkloads(client, { workloads, at: minute(500) }), pool());
const list = (at: number, ...workloads: Workload[]) =>
  inTransaction((client) => applySnapshot(client, { kind: "ecs", account, region, workloads, at: minute(at) }), pool());
const sweep = () => sweepWorkloads(pool(), { at: minute(600) });
const declare = (input: Partial<RecordDeployment>) => recordDeployment({ ctx, input: { environment: "production", ...input } });

beforeEach(async () => {
  await forgetAll(inventory);
  await knowAccount(inventory);
});

describe("what runs", () => {
  it("is a deployment of every artifact with the digest, and ends when the last container stops", async () => {
    await ship("shop", "one");
    await ship("cart", "one");
    expect(await apply(container("a", "one", 1), container("b", "one", 3))).toMatchObject({ changed: 2 });
    expect(await deployments()).toEqual(["cart 1 production ecs 1 to null", "shop 1 production ecs 1 to null"]);
    await apply(container("a", "one", 1, { until: 20 }));
    expect(await deployments({ service: "shop" })).toEqual(["shop 1 production ecs 1 to null"]);
    await apply(container("b", "one", 3, { until: 30 }));
    expect(await deployments({ service: "shop" })).toEqual(["shop 1 production ecs 1 to 30"]);
    expect(await apply(container("b", "one", 3, { until: 30 }))).toMatchObject({ changed: 0 });
  });

  it("keeps its row through a rolling restart, and is another after a pause", async () => {
    await ship("shop", "one");
    await apply(container("a", "one", 1, { until: 20 }));
    const id = (await listDeployments({ ctx: reader, input: {} })).data[0]?.id;
    await apply(container("b", "one", 24, { until: 40 }));
    expect((await listDeployments({ ctx: reader, input: {} })).data).toMatchObject([{ id, seenIn: ["live"], sourceText: "observed in ECS, cluster live" }]);
    await apply(container("c", "one", 60));
    expect(await deployments()).toEqual(["shop 1 production ecs 1 to 40", "shop 1 production ecs 60 to null"]);
  });

  it("is found by an image index in either direction, and not as the sibling of a platform", async () => {
    await ship("index", "index");
    await ship("amd", "amd");
    await ship("arm", "arm");
    await pool().query("insert into aws_image_index (digest, index_digest, seen_at) values ($1, $3, $4), ($2, $3, $4)", [
      digestOf("amd"),
      digestOf("arm"),
      digestOf("index"),
      minute(0),
    ]);
    await apply(container("a", "amd", 1));
    expect(await deployments()).toEqual(["amd 1 production ecs 1 to null", "index 1 production ecs 1 to null"]);
    await apply(container("b", "index", 2, { cluster: "stage-1" }));
    expect(await deployments({ environment: "staging" })).toEqual([
      "amd 1 staging ecs 2 to null",
      "arm 1 staging ecs 2 to null",
      "index 1 staging ecs 2 to null",
    ]);
  });

  it("is audited once a batch, and counts as running like what is declared", async () => {
    const { artifactId } = await ship("shop", "one");
    await declare({ service: "shop", kind: "image", from: minute(0).toISOString() });
    await apply(container("a", "one", 1), container("b", "one", 1));
    expect(await selectDeployedBuilds(pool(), [artifactId], "now")).toMatchObject([{ environment: "production" }, { environment: "production" }]);
    const { rows } = await pool().query("select detail from audit_event where action like 'workloads.%'");
    expect(rows).toMatchObject([{ detail: { workloads: 2, begun: [expect.any(String)], changed: [], gone: [], declared: [] } }]);
  });

  it("of an unknown account waits for the settings", async () => {
    await pool().query("select testing.emptied('aws_account')");
    await ship("shop", "one");
    await apply(container("a", "one", 1));
    expect(await deployments()).toEqual([]);
    await knowAccount(inventory);
    expect(await sweep()).toEqual({ derived: 1 });
    expect(await deployments()).toEqual(["shop 1 production ecs 1 to null"]);
  });

  it("moves with the environment of its account, and ends when the account is forgotten", async () => {
    await ship("shop", "one");
    await apply(container("a", "one", 1), container("b", "one", 1, { cluster: "stage-1" }));
    await knowAccount(inventory, "qa");
    await sweep();
    expect(await deployments()).toEqual(["shop 1 qa ecs 1 to null", "shop 1 staging ecs 1 to null"]);
    await pool().query("select testing.emptied('aws_account')");
    await sweep();
    expect(await deployments()).toEqual(["shop 1 qa ecs 1 to 600", "shop 1 staging ecs 1 to 600"]);
    expect(await sweep()).toEqual({ derived: 0 });
  });
});

describe("an SBOM or an image index that comes after its task", () => {
  it("makes the deployment appear with the next sweep, which is quiet from then on", async () => {
    await apply(container("a", "one", 1), container("b", "other", 1));
    await ship("shop", "one");
    expect(await deployments()).toEqual([]);
    expect(await sweep()).toEqual({ derived: 1 });
    expect(await deployments()).toEqual(["shop 1 production ecs 1 to null"]);
    expect(await sweep()).toEqual({ derived: 0 });
    await pool().query("insert into aws_image_index (digest, index_digest, seen_at) values ($1, $2, $3)", [digestOf("other"), digestOf("index"), minute(0)]);
    await ship("cart", "index");
    expect(await sweep()).toEqual({ derived: 1 });
    expect(await deployments({ service: "cart" })).toEqual(["cart 1 production ecs 1 to null"]);
  });

  it("and was built before a later start is the build of that start only", async () => {
    await ship("shop", "one");
    await apply(container("a", "one", 1, { until: 20 }), container("b", "one", 60));
    await ship("shop", "one", { builtAt: minute(40), version: "again" });
    expect(await sweep()).toEqual({ derived: 1 });
    expect(await deployments()).toEqual(["shop 1 production ecs 1 to 20", "shop 2 production ecs 60 to null"]);
  });
});

describe("a complete listing", () => {
  it("ends what it does not have any more, takes that back when it has it again, and a report corrects the moment", async () => {
    await ship("shop", "one");
    await list(10, container("a", "one", 1), container("b", "one", 2, { cluster: "stage-1" }));
    expect(await list(20, container("a", "one", 1))).toEqual({ changed: 0, missing: 1 });
    expect(await deployments()).toEqual(["shop 1 production ecs 1 to null", "shop 1 staging ecs 2 to 20"]);
    await list(25, container("a", "one", 1), container("b", "one", 2, { cluster: "stage-1" }));
    expect(await deployments({ environment: "staging" })).toEqual(["shop 1 staging ecs 2 to null"]);
    await list(30);
    await apply(container("b", "one", 2, { until: 27, cluster: "stage-1" }));
    expect(await deployments()).toEqual(["shop 1 production ecs 1 to 30", "shop 1 staging ecs 2 to 27"]);
  });

  it("leaves alone what was heard of since it began, and what is elsewhere", async () => {
    await ship("shop", "one");
    await list(10, container("a", "one", 1));
    await apply(container("late", "one", 19, { cluster: "stage-1" }), container("far", "one", 1, { region: "us-east-1", cluster: "stage-2" }));
    expect(await list(20, container("a", "one", 1))).toEqual({ changed: 0, missing: 0 });
  });
});

describe("what is declared beside what is observed", () => {
  const from = (at: number) => minute(at).toISOString();
  const shop = { service: "shop", kind: "image" as const };

  beforeEach(async () => {
    await ship("shop", "one", { version: "1" });
    await ship("shop", "two", { version: "2", builtAt: minute(-900) });
  });

  it("ends when another build begins to be observed after it, and does not end that", async () => {
    await apply(container("a", "one", 1, { until: 40 }));
    await declare({ ...shop, version: "2", from: from(10) });
    expect(await deployments()).toEqual(["shop 1 production ecs 1 to 40", "shop 2 production api 10 to null"]);
    await apply(container("b", "two", 12, { until: 50 }), container("c", "one", 60));
    expect(await deployments()).toEqual([
      "shop 1 production ecs 1 to 40",
      "shop 1 production ecs 60 to null",
      "shop 2 production api 10 to 50",
      "shop 2 production ecs 12 to 50",
    ]);
  });

  it("goes on when what ended it turns out to have begun before it", async () => {
    await declare({ ...shop, version: "2", from: from(10) });
    await apply(container("a", "one", 12));
    expect(await deployments({ running: "false" })).toEqual(["shop 2 production api 10 to 12"]);
    await apply(container("b", "one", 8));
    expect(await deployments({ running: "true" })).toEqual(["shop 1 production ecs 8 to null", "shop 2 production api 10 to null"]);
  });

  it("again adds nothing, whatever is observed", async () => {
    await declare({ ...shop, version: "1" });
    await apply(container("a", "one", 1));
    expect(await declare({ ...shop, version: "1" })).toMatchObject({ changed: false });
    expect((await deployments()).length).toBe(2);
  });

  it("is all that can be ended by hand", async () => {
    await apply(container("a", "one", 1));
    const id = (await listDeployments({ ctx: reader, input: {} })).data[0]?.id ?? "";
    await expect(endDeployment({ ctx, input: { id } })).rejects.toMatchObject({ code: "conflict", reason: "deployment_observed" });
    expect(await deployments({ running: "true" })).toHaveLength(1);
  });

  it("is told apart by its source", async () => {
    await apply(container("a", "one", 1));
    await declare({ ...shop, version: "1", from: from(3) });
    expect(await deployments({ source: "ecs" })).toEqual(["shop 1 production ecs 1 to null"]);
    expect(await deployments({ source: ["api", "lambda"] })).toEqual(["shop 1 production api 3 to null"]);
    const { data } = await listDeployments({ ctx: reader, input: { source: "api" } });
    expect(data).toMatchObject([{ source: "api", seenIn: [], sourceText: "reported by a deploy job" }]);
  });
});

describe("what stopped long ago", () => {
  it("is summed up by what it was, and dropped where it is no build", async () => {
    await ship("shop", "one");
    await ship("shop", "one", { builtAt: minute(30), version: "again" });
    const stopped = [container("a", "one", 1, { until: 20 }), container("b", "one", 19, { until: 40 }), container("c", "one", 38, { until: 45 })];
    await apply(...stopped, container("d", "one", 44), container("e", "none", 1, { until: 2 }));
    const before = await deployments();
    expect(before).toEqual(["shop 1 production ecs 1 to 40", "shop 2 production ecs 38 to null"]);
    expect(await pruneWorkloads(pool(), { before: minute(50), at: minute(500) })).toEqual({ pruned: 4 });
    const { rows } = await pool().query("select key from aws_workload order by key");
    expect(rows.map(({ key }) => key.split(" ")[0])).toEqual(["d", "past", "past"]);
    await pool().query("update aws_workload set builds = 7");
    await sweep();
    expect(await deployments()).toEqual(before);
  });
});

const corpus = resolve(import.meta.dirname, "../../../shared/corpus/aws/events/ecs-task-state-change-1.json");
if (!existsSync(corpus)) process.stderr.write("The corpus of AWS's events is not here (../shared/corpus): its task is skipped.\n");

it.skipIf(!existsSync(corpus))("a task state change as EventBridge sends it is a deployment", async () => {
  const event = JSON.parse(readFileSync(corpus, "utf8"));
  await inventory.ship(
    { service: "hello", kind: "image", digest: event.detail.containers[0].imageDigest, builtAt: minute(-5_000_000) },
    documentOf([npm("lodash", "4.17.20")]),
  );
  const read = readAwsEvent(event);
  if (!read.ok || read.value.kind !== "workloads") throw new Error("expected workloads");
  expect(await apply(...read.value.workloads)).toMatchObject({ changed: 1 });
  const { data } = await listDeployments({ ctx: reader, input: {} });
  expect(data).toMatchObject([{ from: "2020-01-23T17:57:58.103Z", to: null, source: "ecs", seenIn: ["FargateCluster"], environment: { name: "production" } }]);
});
