import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { EventLane } from "@/lib/aws/events/event-lane";
import { readAwsEvent } from "@/lib/aws/read";
import { inTransaction, plainPool, pool } from "@/lib/db";
import { lockAlerts } from "@/lib/findings/record/queries/alerts";
import { account, findingEvent } from "./setup/aws-events";
import { withOwnDatabase } from "./setup/own-database";

withOwnDatabase();

const digest = `sha256:${"8".repeat(64)}`;
const rows = async <T>(text: string, values: unknown[] = []) => (await pool().query(text, values)).rows as T[];

function incoming(event: unknown) {
  const read = readAwsEvent(event);
  if (!read.ok) throw new Error(read.problem.detail);
  return { event: read.value, source: "event" as const };
}

/** Malware in an image, and a task that runs it. */
function eventsOfOneImage() {
  const finding = findingEvent();
  const malware = {
    ...finding,
    detail: { ...finding.detail, packageVulnerabilityDetails: { ...finding.detail.packageVulnerabilityDetails, vulnerabilityId: "MAL-2026-1" } },
  };
  const arn = (kind: string, name: string) => `arn:aws:ecs:eu-central-1:${account}:${kind}/${name}`;
  const time = new Date().toISOString();
  const detail = {
    taskArn: arn("task", "main/1"),
    clusterArn: arn("cluster", "main"),
    group: "service:api",
    version: 1,
    startedAt: time,
    lastStatus: "RUNNING",
    containers: [{ name: "api", imageDigest: digest, lastStatus: "RUNNING" }],
  };
  const task = { version: "0", id: randomUUID(), source: "aws.ecs", "detail-type": "ECS Task State Change", account, region: "eu-central-1", time, detail };
  return [incoming(malware), incoming(task)];
}

test("findings and tasks of one artifact that is being ingested wait for it, and it for none of what they hold", async () => {
  const [service] = await rows<{ id: number }>("insert into service (slug, name) values ('shop', 'shop') returning id");
  const [artifact] = await rows<{ id: number }>("insert into artifact (service_id, kind, name, ref) values ($1, 'image', 'api', 'main') returning id", [
    service?.id,
  ]);
  await rows("insert into artifact_head (artifact_id, last_seq) values ($1, 1) on conflict do nothing", [artifact?.id]);
  await rows(
    `insert into build (artifact_id, seq, digests, built_at, received_at, document_sha256, composition_hash, upload_id, opened, closed)
     values ($1, 1, array[$2], now(), now(), '', '', gen_random_uuid(), 0, 0)`,
    [artifact?.id, digest],
  );
  const isWaiting = async () =>
    (await rows<{ n: number }>("select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"))[0]?.n;
  let taken: Promise<unknown> = Promise.resolve();
  await inTransaction(async (client) => {
    await client.query("select from artifact_head where artifact_id = $1 for update", [artifact?.id]);
    taken = new EventLane().take({ kind: "aws_topic", id: "t", actor: { kind: "system", name: "sns" } }, "request", eventsOfOneImage());
    taken.catch(() => {});
    await expect.poll(isWaiting, { timeout: 20_000 }).toBe(1);
    await lockAlerts(client);
  }, plainPool());
  expect(await taken).toMatchObject([{ became: "taken" }, { became: "taken" }]);
});
