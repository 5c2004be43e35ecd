import { beforeEach, describe, expect, test } from "vitest";
import { POST as acknowledgeRoute } from "@/app/api/v1/alerts/[id]/acknowledge/route";
import { acknowledgeAlert, alertsNeedingAttention, getAlert, listAlerts } from "@/lib/alerts";
import { recordAudit } from "@/lib/audit";
import { createToken, systemContext } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { inTransaction, pool, uuidv7 } from "@/lib/db";
import { reader } from "./inventory-fixture";
import { givenAlert } from "./setup/given-alert";
import { withOwnDatabase } from "./setup/own-database";

withOwnDatabase();
const ctx: Context = { actor: { kind: "user", id: uuidv7(), name: "Mira", role: "member" }, requestId: "r1" };
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
const acknowledge = (id: string, state?: "standing" | "retracted") => acknowledgeAlert({ ctx, input: { id, state } });
const attention = () => alertsNeedingAttention({ ctx: reader, input: {} });
const namesOf = ({ data }: { data: { vulnerability: { id: string } }[] }) => data.map(({ vulnerability }) => vulnerability.id);
const retract = (id: string) => pool().query("update alert set retracted_at = now(), retract_reason = 'withdrawn' where id = $1", [id]);
const auditOf = async (id: string) =>
  (await pool().query("select action, actor_name as by, detail from audit_event where subject_kind = 'alert' and subject_id = $1 order by at", [id])).rows;

beforeEach(async () => {
  await pool().query("select testing.emptied('alert, vulnerability, audit_event')");
});

describe("alerts", () => {
  test("are listed by state, last raised first, page by page", async () => {
    for (const [index, displayId] of ["MAL-1", "MAL-2", "MAL-3", "MAL-4"].entries())
      await givenAlert({ displayId, raisedAt: daysAgo(9 - index), ...(index === 1 ? { retractedAt: daysAgo(1) } : {}) });
    const first = await listAlerts({ ctx: reader, input: { limit: 2 } });
    expect(namesOf(first)).toEqual(["MAL-4", "MAL-3"]);
    const next = await listAlerts({ ctx: reader, input: { limit: 2, cursor: first.meta.nextCursor ?? "" } });
    expect([namesOf(next), next.meta.nextCursor]).toEqual([["MAL-2", "MAL-1"], null]);
    expect(namesOf(await listAlerts({ ctx: reader, input: { state: "retracted" } }))).toEqual(["MAL-2"]);
    expect(namesOf(await listAlerts({ ctx: reader, input: { state: "standing" } }))).toEqual(["MAL-4", "MAL-3", "MAL-1"]);
    await expect(listAlerts({ ctx: reader, input: { cursor: "e30" } })).rejects.toMatchObject({ reason: "cursor_invalid" });
  });

  test("carry the id that their vulnerability has today", async () => {
    const id = await givenAlert({ displayId: "GHSA-1" });
    await pool().query("update vulnerability set display_id = 'MAL-9'");
    expect((await getAlert({ ctx: reader, input: { id } })).vulnerability).toEqual({ id: "MAL-9", summary: "Steals tokens" });
  });

  test("need attention until they are acknowledged, and once more when they are retracted", async () => {
    const id = await givenAlert({ displayId: "MAL-1" });
    expect((await attention()).meta).toEqual({ standing: 1, retracted: 0 });
    await acknowledge(id);
    expect(await attention()).toMatchObject({ data: [], meta: { standing: 0, retracted: 0 } });
    await retract(id);
    expect(await attention()).toMatchObject({ data: [{ id, state: "retracted", retracted: { reason: "withdrawn" } }], meta: { standing: 0, retracted: 1 } });
    expect((await acknowledge(id)).needsAttention).toBe(false);
    expect((await attention()).data).toEqual([]);
    expect(await auditOf(id)).toEqual([
      { action: "alert.acknowledged", by: "Mira", detail: { state: "standing" } },
      { action: "alert.acknowledged", by: "Mira", detail: { state: "retracted" } },
    ]);
  });

  test("that were retracted more than a week ago need none", async () => {
    await givenAlert({ displayId: "MAL-1", raisedAt: daysAgo(20), retractedAt: daysAgo(8) });
    await givenAlert({ displayId: "MAL-2", raisedAt: daysAgo(20), retractedAt: daysAgo(6) });
    expect(namesOf(await attention())).toEqual(["MAL-2"]);
  });

  test("in need of attention are five at most, those that stand first, with the number of all and few services of each", async () => {
    const services = Array.from({ length: 60 }, (_, index) => ({ slug: `s${index}`, present: index >= 30 }));
    for (let index = 0; index < 4; index += 1) await givenAlert({ displayId: `MAL-${index}`, raisedAt: daysAgo(5 - index), services });
    for (let index = 4; index < 8; index += 1) await givenAlert({ displayId: `MAL-${index}`, retractedAt: daysAgo(index - 4) });
    const found = await attention();
    expect(found.meta).toEqual({ standing: 4, retracted: 4 });
    expect(namesOf(found)).toEqual(["MAL-3", "MAL-2", "MAL-1", "MAL-0", "MAL-4"]);
    expect(found.data[0]?.services.filter(({ present }) => present)).toHaveLength(10);
    expect(found.data[0]).toMatchObject({ serviceCount: 60, presentServiceCount: 30, services: { length: 20 } });
  });
});

describe("an acknowledgement", () => {
  test("of many at once is one, and the first one's", async () => {
    const id = await givenAlert({ displayId: "MAL-1" });
    await Promise.all(Array.from({ length: 6 }, () => acknowledge(id)));
    const again = await acknowledgeAlert({ ctx: { ...ctx, actor: { kind: "system", name: "other" } }, input: { id } });
    expect(again.acknowledged?.by).toBe("Mira");
    expect(await auditOf(id)).toHaveLength(1);
  });

  test("of what was seen standing does not hide that it was retracted meanwhile", async () => {
    const id = await givenAlert({ displayId: "MAL-1", retractedAt: new Date() });
    await expect(acknowledge(id, "standing")).rejects.toMatchObject({ code: "conflict", reason: "alert_changed" });
    expect((await attention()).meta.retracted).toBe(1);
    expect(await auditOf(id)).toEqual([]);
    expect((await acknowledge(id, "retracted")).needsAttention).toBe(false);
  });

  test("holds when the retraction is stamped by a clock that is ahead", async () => {
    const id = await givenAlert({ displayId: "MAL-1", retractedAt: new Date(Date.now() + 3_600_000) });
    expect((await acknowledge(id)).needsAttention).toBe(false);
  });

  test("of what there is not is not_found, and needs its scope", async () => {
    await expect(acknowledge(uuidv7())).rejects.toMatchObject({ code: "not_found", reason: "alert_not_found" });
    await expect(getAlert({ ctx: reader, input: { id: uuidv7() } })).rejects.toMatchObject({ reason: "alert_not_found" });
    const id = await givenAlert({ displayId: "MAL-1" });
    await expect(acknowledgeAlert({ ctx: reader, input: { id } })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("needs no body over the API", async () => {
    const id = await givenAlert({ displayId: "MAL-1" });
    const { token } = await createToken({ ctx: systemContext("test"), input: { name: "t", scopes: ["alerts:write"] } });
    const request = new Request(`http://localhost/api/v1/alerts/${id}/acknowledge`, { method: "POST", headers: { authorization: `Bearer ${token}` } });
    const response = await acknowledgeRoute(request, { params: Promise.resolve({ id }) });
    expect([response.status, ((await response.json()) as { needsAttention: boolean }).needsAttention]).toEqual([200, false]);
  });
});

test("an alert shows what happened to it, oldest first", async () => {
  const id = await givenAlert({ displayId: "MAL-1" });
  await inTransaction((client) =>
    recordAudit(client, systemContext("advisories"), { action: "alert.raised", subjectKind: "alert", subjectId: id, detail: { reason: "advisory" } }),
  );
  await acknowledge(id);
  expect((await getAlert({ ctx: reader, input: { id } })).activity).toMatchObject([
    { action: "alert.raised", actor: { kind: "system", name: "advisories" }, detail: { reason: "advisory" } },
    { action: "alert.acknowledged", actor: { kind: "user", name: "Mira" } },
  ]);
});
