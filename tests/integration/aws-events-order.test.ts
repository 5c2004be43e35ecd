import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { systemContext } from "@/lib/auth";
import { createEventCredential } from "@/lib/aws";
import { pool } from "@/lib/db";
import { resetRates } from "@/lib/http/rate-limit";
import { account, findingEvent } from "./setup/aws-events";
import { startEventsServer } from "./setup/events-server";
import { withOwnDatabase } from "./setup/own-database";

withOwnDatabase();

const digest = `sha256:${"8".repeat(64)}`;
const image = `arn:aws:ecr:eu-central-1:${account}:repository/shop/api/${digest}`;
const rows = async <T>(text: string, values: unknown[] = []) => (await pool().query(text, values)).rows as T[];
const began = Date.now() - 10 * 3_600_000;
const at = (n: number) => new Date(began + n * 60_000);

type Said =
  | { kind: "finding"; arn: number; minute: number; status: string }
  | { kind: "coverage"; minute: number; status: string }
  | { kind: "task"; task: number; minute: number; status: string };

const said: fc.Arbitrary<Said> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("finding" as const),
      arn: fc.nat(2),
      minute: fc.nat(4),
      status: fc.constantFrom("ACTIVE", "CLOSED", "SUPPRESSED"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("coverage" as const), minute: fc.nat(6), status: fc.constantFrom("ACTIVE", "INACTIVE") }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("task" as const), task: fc.nat(1), minute: fc.nat(5), status: fc.constantFrom("RUNNING", "STOPPED") }),
  },
);

function eventOf(each: Said) {
  const id = randomUUID();
  const time = at(each.minute);
  if (each.kind === "finding") return findingEvent({ id, time, status: each.status, arn: `arn:aws:inspector2:eu-central-1:${account}:finding/${each.arn}` });
  const envelope = { version: "0", id, account, time: time.toISOString(), region: "eu-central-1", resources: [image] };
  if (each.kind === "task") return { ...envelope, source: "aws.ecs", "detail-type": "ECS Task State Change", detail: taskOf(each) };
  const detail = { scanType: "PACKAGE", scanStatus: { statusCodeValue: each.status, reason: "x" }, eventTimestamp: time.toISOString() };
  return { ...envelope, source: "aws.inspector2", "detail-type": "Inspector2 Coverage", detail };
}

/** The version of a task grows with time. */
function taskOf({ task, minute, status }: Said & { kind: "task" }) {
  const arn = (kind: string, name: string) => `arn:aws:ecs:eu-central-1:${account}:${kind}/${name}`;
  return {
    taskArn: arn("task", `main/${task}`),
    clusterArn: arn("cluster", "main"),
    group: "service:api",
    version: minute + 1,
    startedAt: at(0).toISOString(),
    lastStatus: status,
    ...(status === "STOPPED" && { stoppedAt: at(minute + 1).toISOString() }),
    containers: [{ name: "api", imageDigest: digest, lastStatus: status }],
  };
}

const written = `aws_event, aws_resource, aws_resource_artifact, inspector_finding, inspector_further, inspector_listing, inspector_package, inspector_detail, observation, advisory, affected_range, affected_version,
  vulnerability, vulnerability_alias, match, finding, alert, outbox_event, artifact, service, build, aws_workload, deployment`;

/** A build of the image, and nothing that AWS has said. */
async function begin(): Promise<void> {
  await rows(`select testing.emptied('${written}', 'restart identity cascade')`);
  const [service] = await rows<{ id: number }>("insert into service (slug, name) values ('shop', 'shop') returning id");
  const [artifact] = await rows<{ id: number }>("insert into artifact (service_id, kind, name, ref) values ($1, 'image', 'api', 'main') returning id", [
    service?.id,
  ]);
  await rows(
    `insert into build (artifact_id, seq, digests, built_at, received_at, document_sha256, composition_hash, upload_id, opened, closed)
     values ($1, 1, array[$2], now(), now(), '', '', gen_random_uuid(), 0, 0)`,
    [artifact?.id, digest],
  );
}

const state = async () => ({
  findings: await rows<{ arn: string; status: string }>("select arn, status, updated_at, encode(digest, 'hex') as digest from inspector_finding order by arn"),
  observations: await rows(
    "select a.key, o.state, o.opened_at, o.closed_at, o.findings, o.open from observation o join advisory a on a.id = o.advisory_id order by 1",
  ),
  resources: await rows("select key, scan_status, coverage_at, said_at from aws_resource order by key"),
  workloads: await rows<{ key: string }>("select key, version, digest, started_at, stopped_at, environment from aws_workload order by key"),
  deployments: await rows("select environment, digest, from_at, to_at, source, seen_in from deployment order by environment, from_at, to_at"),
  events: await rows("select id from aws_event order by id"),
});

test("events in any order, again, in batches and at once end in the same state", async () => {
  const { secret } = await createEventCredential({ ctx: systemContext("test"), input: { name: "bus", accounts: [account] } });
  await rows("insert into aws_account (account_id, name, regions, environment, clusters, created_at) values ($1, 'shop', '{}', 'production', '[]', now())", [
    account,
  ]);
  const servers = await Promise.all([startEventsServer(), startEventsServer()]);
  const send = async (body: unknown, index = 0) => {
    const { status } = await (servers[index % 2] ?? servers[0]).post(body, { "x-api-key": secret });
    expect(status).toBe(200);
  };
  const orders = fc.record({
    all: fc.array(said, { minLength: 1, maxLength: 8 }),
    shuffle: fc.array(fc.nat(), { minLength: 16, maxLength: 16 }),
    size: fc.integer({ min: 1, max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(orders, async ({ all, shuffle, size }) => {
      resetRates();
      const events = all.map(eventOf);
      await begin();
      for (const event of events) await send(event);
      const inOrder = await state();
      expect(inOrder.observations.length > 0).toBe(inOrder.findings.length > 0);
      expect(inOrder.deployments.length > 0).toBe(inOrder.workloads.length > 0);
      await begin();
      const twice = [...events, ...events].map((event, index) => ({ event, by: shuffle[index] ?? 0 })).sort((a, b) => a.by - b.by);
      const batches = Array.from({ length: Math.ceil(twice.length / size) }, (_, index) =>
        twice.slice(index * size, (index + 1) * size).map(({ event }) => event),
      );
      await Promise.all(batches.map((batch, index) => send(batch, index)));
      expect(await state()).toEqual(inOrder);
      const last = Math.max(...all.flatMap((each) => (each.kind === "finding" && each.arn === 0 ? [each.minute] : [])));
      const lastSaid = all.flatMap((each) => (each.kind === "finding" && each.arn === 0 && each.minute === last ? [each.status] : []));
      const stored = inOrder.findings.find(({ arn }) => arn.endsWith("/0"));
      expect(stored === undefined ? lastSaid.length === 0 : lastSaid.includes(stored.status)).toBe(true);
    }),
    { numRuns: 25 },
  );
  await Promise.all(servers.map((server) => server.close()));
});
