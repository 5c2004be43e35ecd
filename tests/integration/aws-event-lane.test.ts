import { beforeEach, expect, test } from "vitest";
import { EventLane, type EventSender } from "@/lib/aws/events/event-lane";
import type { IncomingEvent } from "@/lib/aws/events/take-event";
import { lockAws } from "@/lib/aws/queries/lock";
import { readAwsEvent } from "@/lib/aws/read";
import { inTransaction, pool } from "@/lib/db";
import { serviceEvent } from "./setup/aws-events";
import { withOwnDatabase } from "./setup/own-database";

withOwnDatabase();

const rows = async (text: string) => (await pool().query(text)).rows;
const senderOf = (id: string): EventSender => ({ kind: "aws_event_credential", id, actor: { kind: "token", id, name: id, scopes: [] } });

function incoming(id?: string): IncomingEvent {
  const read = readAwsEvent(serviceEvent(id === undefined ? {} : { id }));
  if (!read.ok) throw new Error(read.problem.detail);
  return { event: read.value, source: "event" };
}

beforeEach(async () => {
  await pool().query("select testing.emptied('aws_event')");
  await pool().query("delete from audit_event");
});

test("what comes together is taken in one transaction, with an audit row for each sender", async () => {
  const lane = new EventLane();
  const requests = ["a", "b", "a"].map((sender, index) => lane.take(senderOf(sender), `request-${index}`, [incoming(), incoming()]));
  expect((await Promise.all(requests)).map((taken) => taken.length)).toEqual([2, 2, 2]);
  expect(await rows("select count(*)::int as n, count(distinct xmin::text)::int as transactions from aws_event")).toEqual([{ n: 6, transactions: 1 }]);
  expect(
    await rows("select subject_id, request_id, detail->'ignored' as ignored, detail->'requests' as requests from audit_event order by subject_id"),
  ).toEqual([
    { subject_id: "a", request_id: "request-0", ignored: 4, requests: 2 },
    { subject_id: "b", request_id: "request-1", ignored: 2, requests: 1 },
  ]);
});

test("what cannot be stored fails its own request and no other's", async () => {
  await pool().query("alter table aws_event add constraint no_poison check (id not like '%poison')");
  const lane = new EventLane();
  const requests = [undefined, "poison", undefined].map((id) => lane.take(senderOf("a"), "request", [incoming(id)]));
  const ends = await Promise.allSettled(requests);
  await pool().query("alter table aws_event drop constraint no_poison");
  expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(await rows("select count(*)::int as n from aws_event")).toEqual([{ n: 2 }]);
});

test("while somebody else writes, requests wait without a connection each, and too many are sent away", async () => {
  const lane = new EventLane();
  const waiting: Promise<unknown>[] = [];
  await inTransaction(async (client) => {
    await lockAws(client);
    waiting.push(lane.take(senderOf("a"), "request", [incoming()]));
    for (let index = 0; index < 50; index += 1)
      waiting.push(
        lane.take(
          senderOf("a"),
          "request",
          Array.from({ length: 99 }, () => incoming()),
        ),
      );
    await expect.poll(async () => (await rows("select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted"))[0].n).toBe(1);
    expect(() =>
      lane.take(
        senderOf("a"),
        "request",
        Array.from({ length: 600 }, () => incoming()),
      ),
    ).toThrow(expect.objectContaining({ code: "rate_limited" }));
  });
  await Promise.all(waiting);
  await lane.close();
  expect(await rows("select count(*)::int as n from aws_event")).toEqual([{ n: 4_951 }]);
});

test("a database that is away fails what waits at once", async () => {
  const away = Object.assign(new Error("gone"), { code: "ECONNREFUSED" });
  let tries = 0;
  const broken = new EventLane(async () => {
    tries += 1;
    throw away;
  });
  const ends = await Promise.allSettled([1, 2, 3].map(() => broken.take(senderOf("a"), "request", [incoming()])));
  expect([tries, ends.map((end) => (end.status === "rejected" ? end.reason : null))]).toEqual([1, [away, away, away]]);
});
