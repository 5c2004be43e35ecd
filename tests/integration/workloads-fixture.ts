import type { Workload } from "@/lib/aws/model";
import { type Deployment, listDeployments } from "@/lib/inventory/deployments";
import { documentOf, npm, reader, type withInventory } from "./inventory-fixture";

export const account = "111122223333";
export const region = "eu-central-1";
export const digestOf = (name: string) => `sha256:${Buffer.from(name).toString("hex").padEnd(64, "0")}`;
export const minute = (at: number) => new Date(Date.UTC(2026, 0, 1) + at * 60_000);

type Inventory = ReturnType<typeof withInventory>;

/** The account with what runs in it in production, and clusters that begin with `stage` in staging. */
export async function knowAccount(inventory: Inventory, environment = "production"): Promise<void> {
  await inventory.database.pool.query(
    `insert into aws_account (account_id, name, regions, environment, clusters, created_at)
     values ($1, 'live', $2, $3, '[{"pattern": "stage*", "environment": "staging"}]', $4)
     on conflict (account_id) do update set environment = excluded.environment`,
    [account, [region], environment, minute(0)],
  );
}

export const ship = (inventory: Inventory, service: string, digest: string, more: { version?: string; builtAt?: Date } = {}) =>
  inventory.ship({ service, kind: "image", digest: digestOf(digest), builtAt: minute(-1_000), ...more }, documentOf([npm("lodash", "4.17.20")]));

export async function forgetAll(inventory: Inventory): Promise<void> {
  await inventory.empty();
  const { pool } = inventory.database;
  await pool.query("select testing.emptied('document, document_body, composition, upload, audit_event, aws_workload, aws_account, aws_image_index')");
  await pool.query("select testing.emptied('aws_resource, aws_resource_artifact', 'restart identity')");
}

/** A container that runs, by name. */
export function container(name: string, digest: string, from: number, more: Partial<Workload> & { until?: number } = {}): Workload {
  const { until, ...rest } = more;
  return {
    key: name,
    kind: "ecs",
    account,
    region,
    cluster: "live",
    group: "web",
    digest: digestOf(digest),
    startedAt: minute(from).toISOString(),
    stoppedAt: until === undefined ? null : minute(until).toISOString(),
    version: until === undefined ? 1 : 2,
    ...rest,
  };
}

const at = (moment: string | null) => (moment === null ? null : (Date.parse(moment) - minute(0).getTime()) / 60_000);

/** `service build environment source from to`, with minutes. */
export async function deployments(input: Parameters<typeof listDeployments>[0]["input"] = {}): Promise<string[]> {
  const inShort = ({ service, build, environment, source, from, to }: Deployment) =>
    `${service.slug} ${build.seq} ${environment.name} ${source} ${at(from)} to ${at(to)}`;
  return (await listDeployments({ ctx: reader, input })).data.map(inShort).sort();
}
