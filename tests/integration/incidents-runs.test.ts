import type { Runner } from "graphile-worker";
import { beforeEach, describe, expect, test } from "vitest";
import { systemContext } from "@/lib/auth";
import { createPool, pool } from "@/lib/db";
import {
  addRevision,
  changeIncident,
  exportIncident,
  getIncident,
  listRuns,
  openIncident,
  type SetServiceStatus,
  setServiceStatus,
  sweepIncidents,
} from "@/lib/incidents";
import { recordDeployment } from "@/lib/inventory/deployments";
import { startWorker } from "@/lib/jobs/worker";
import { daysAgo, documentOf, npm, reader, withInventory } from "./inventory-fixture";
import { givenVulnerability } from "./setup/given-vulnerability";
import { auditOf, analyst as ctx, eventsOf, forgetIncidents } from "./setup/incident-people";

const inventory = withInventory();
const evil = documentOf([npm("evil", "1.0.0")]);
const fine = documentOf([npm("fine", "1.0.0")]);
const open = (content = "npm:evil@1.0.0") => openIncident({ ctx, input: { title: "evil", content } });
const get = (more: object = {}) => getIncident({ ctx: reader, input: { id: 1, ...more } });
const sweep = () => sweepIncidents({ ctx: systemContext("worker"), input: {} });
const runs = async () => (await listRuns({ ctx: reader, input: { id: 1 } })).data;
const workOf = async (slug: string, more: object = {}) => (await get(more)).services.data.find(({ service }) => service.slug === slug);
const mark = async (status: SetServiceStatus["status"], more: Partial<SetServiceStatus> = {}) =>
  setServiceStatus({ ctx, input: { id: 1, slug: "checkout", version: (await workOf("checkout"))?.version ?? 0, status, ...more } });
const wait = () => new Promise((resolve) => setTimeout(resolve, 5));
/** A moment that no other write shares. */
const tick = async () => {
  await wait();
  const now = new Date().toISOString();
  await wait();
  return now;
};

beforeEach(async () => {
  await inventory.empty();
  await forgetIncidents();
  await inventory.ship({ service: "checkout" }, evil);
  await inventory.ship({ service: "docs" }, fine);
});

describe("an open incident", () => {
  test("is asked again when a build came, and only then", async () => {
    await open();
    expect(await sweep()).toEqual({ checked: 0, changed: 0, failed: 0 });
    await inventory.ship({ service: "docs" }, evil);
    expect(await sweep()).toEqual({ checked: 1, changed: 1, failed: 0 });
    expect(await sweep()).toEqual({ checked: 0, changed: 0, failed: 0 });
    expect(await runs()).toMatchObject([{ run: 2, cause: "inventory", newlyAffected: ["docs"], numbers: { now: { affected: 2 } } }, { run: 1 }]);
    expect(await workOf("docs")).toMatchObject({ status: "to_do", version: 1, now: true });
    expect((await auditOf(1)).at(-1)).toMatchObject({ action: "incident.run", by: "worker", detail: { cause: "inventory", joined: 1, services: ["docs"] } });
    expect(await eventsOf(1)).toEqual([
      { incidentId: 1, title: "evil", run: 2, cause: "inventory", joined: 1, left: 0, nowAgain: 0, notNow: 0, services: ["docs"], reopened: [] },
    ]);
  });

  test("keeps no run of a build that changes nothing, but says that it was checked", async () => {
    await open();
    const { lastCheckedAt } = await get();
    await tick();
    await inventory.ship({ service: "docs" }, documentOf([npm("fine", "1.0.1")]));
    expect(await sweep()).toEqual({ checked: 1, changed: 0, failed: 0 });
    expect(await runs()).toHaveLength(1);
    expect((await get()).lastCheckedAt).not.toBe(lastCheckedAt);
    expect(await eventsOf(1)).toEqual([]);
  });

  test("is asked again for a build that is late, and for an artifact that is retired", async () => {
    await openIncident({ ctx, input: { title: "evil", content: "npm:evil@1.0.0", window: { from: daysAgo(9).toISOString(), to: daysAgo(7).toISOString() } } });
    await inventory.ship({ service: "docs", builtAt: daysAgo(8) }, evil);
    expect(await sweep()).toMatchObject({ changed: 1 });
    expect(await workOf("docs")).toMatchObject({ now: false, during: true, built: true });
    const { rows } = await pool().query("select id from artifact where service_id = (select id from service where slug = 'checkout')");
    await inventory.retire(rows[0].id, new Date());
    expect(await sweep()).toMatchObject({ changed: 1 });
    expect((await runs())[0]).toMatchObject({ noLongerAffected: ["checkout"] });
  });

  test("is asked again when advisories were synced", async () => {
    await pool().query("insert into advisory_feed (kind, name) values ('osv', 'npm')");
    await open("MAL-2026-1");
    expect((await get()).numbers?.now).toMatchObject({ affected: 0, unknown: 2 });
    await givenVulnerability(inventory.database.pool, { ids: ["MAL-2026-1"], kind: "malware" }, [{ name: "evil", version: "1.0.0" }]);
    expect(await sweep()).toMatchObject({ checked: 0 });
    await pool().query("update advisory_feed set succeeded_at = now()");
    expect(await sweep()).toMatchObject({ changed: 1 });
    expect((await runs())[0]).toMatchObject({ cause: "advisories", newlyAffected: ["checkout"] });
  });

  test("is asked again when something was deployed: an older build may be what runs", async () => {
    await open();
    const old = await inventory.ship({ service: "docs", builtAt: daysAgo(2), version: "1.0.0" }, evil);
    await inventory.ship({ service: "docs", builtAt: daysAgo(1), version: "1.1.0" }, fine);
    expect(await sweep()).toMatchObject({ checked: 1, changed: 0 });
    expect((await get()).numbers?.running).toBeNull();
    await recordDeployment({ ctx: systemContext("test"), input: { environment: "production", service: "docs", version: "1.0.0" } });
    expect(old.seq).toBe(2);
    expect(await sweep()).toMatchObject({ changed: 1 });
    expect((await runs())[0]).toMatchObject({
      cause: "deployments",
      newlyAffected: ["docs"],
      numbers: { now: { affected: 1 }, running: { production: 1, reported: 1 } },
    });
    expect(await workOf("docs")).toMatchObject({ now: false, running: true, production: true, status: "to_do", holds: [{ name: "evil" }] });
    expect(await sweep()).toMatchObject({ checked: 0 });
  });

  test("is asked again after a quarter of an hour in any case", async () => {
    await open();
    await pool().query("update incident set last_checked_at = now() - interval '16 minutes'");
    expect(await sweep()).toEqual({ checked: 1, changed: 0, failed: 0 });
    expect(await sweep()).toMatchObject({ checked: 0 });
  });

  test("is asked by the worker, and not any more when it is closed", async () => {
    await open();
    await inventory.ship({ service: "docs" }, evil);
    const queue = createPool(inventory.database.url, 3);
    const ingestPool = createPool(inventory.database.url, 2, { pipeline: true });
    let runner: Runner | null = null;
    try {
      runner = await startWorker({ queue, ingestPool });
      await runner.addJob("incidents", {});
      await expect.poll(async () => (await runs()).length, { timeout: 20_000 }).toBe(2);
      expect((await queue.query("select crontab.identifier from graphile_worker._private_known_crontabs crontab")).rows).toContainEqual({
        identifier: "incidents",
      });
    } finally {
      await runner?.stop();
      await Promise.all([queue.end(), ingestPool.end()]);
    }
    await changeIncident({ ctx, input: { id: 1, version: 1, status: "closed" } });
    await inventory.ship({ service: "third" }, evil);
    expect(await sweep()).toEqual({ checked: 0, changed: 0, failed: 0 });
    await changeIncident({ ctx, input: { id: 1, version: 2, status: "open" } });
    expect((await runs())[0]).toMatchObject({ run: 3, cause: "reopened", newlyAffected: ["third"] });
  });

  test("that cannot be asked does not keep the others from it", async () => {
    await open();
    await open();
    await pool().query("update incident_revision set list_ids = '{00000000-0000-7000-8000-000000000009}' where incident_id = 1");
    await inventory.ship({ service: "docs" }, evil);
    expect(await sweep()).toEqual({ checked: 1, changed: 1, failed: 1 });
  });

  test("is asked by many at once as if by one after the other", async () => {
    await open();
    await inventory.ship({ service: "docs" }, evil);
    await Promise.all(Array.from({ length: 5 }, sweep));
    expect(await runs()).toHaveLength(2);
    expect(await workOf("docs")).toMatchObject({ version: 1 });
  });
});

describe("a service that is done", () => {
  test.each(["contained", "clear"] as const)("with %s is to do again when a newer build brings it back", async (status) => {
    await open();
    await inventory.ship({ service: "checkout" }, fine);
    await sweep();
    await mark(status, { assignee: "Ana", note: "upgraded" });
    await inventory.ship({ service: "checkout" }, documentOf([npm("fine", "2.0.0")]));
    await sweep();
    expect(await workOf("checkout")).toMatchObject({ status, version: 2 });
    await inventory.ship({ service: "checkout" }, evil);
    await sweep();
    expect(await workOf("checkout")).toMatchObject({
      status: "to_do",
      assignee: "Ana",
      version: 3,
      changed: { by: "Wherein" },
      note: `Opened again: it was ${status}, and a build brought evil 1.0.0.`,
    });
    expect((await auditOf(1)).at(-1)).toMatchObject({ action: "incident.service_reopened", detail: { service: "checkout", was: status } });
    expect((await eventsOf(1)).at(-1)).toMatchObject({ joined: 1, reopened: ["checkout"] });
  });

  test("is to do again when the list names more that it holds", async () => {
    await inventory.ship({ service: "checkout" }, documentOf([npm("evil", "1.0.0"), npm("worse", "6.6.6")]));
    await open();
    await mark("contained");
    await addRevision({ ctx, input: { id: 1, mode: "add", content: "npm:other@1.0.0" } });
    expect(await workOf("checkout")).toMatchObject({ status: "contained" });
    await addRevision({ ctx, input: { id: 1, mode: "add", content: "npm:worse@6.6.6" } });
    expect(await workOf("checkout")).toMatchObject({
      status: "to_do",
      note: "Opened again: it was contained, and revision 3 of the list names what it holds: worse 6.6.6.",
    });
  });

  test("stays done while it holds what it held", async () => {
    await open();
    await mark("contained");
    await inventory.ship({ service: "checkout" }, documentOf([npm("evil", "1.0.0"), npm("more", "1.0.0")]));
    await sweep();
    expect(await workOf("checkout")).toMatchObject({ status: "contained", now: true });
  });

  test("stays what somebody is at", async () => {
    await open();
    await mark("in_progress", { assignee: "Ana" });
    await inventory.ship({ service: "checkout" }, fine);
    await sweep();
    await inventory.ship({ service: "checkout" }, evil);
    await sweep();
    expect(await workOf("checkout")).toMatchObject({ status: "in_progress", version: 2 });
  });

  test("leaves an audit row for each service when many are to do again", async () => {
    await inventory.ship({ service: "docs" }, evil);
    await open();
    await mark("contained");
    await setServiceStatus({ ctx, input: { id: 1, slug: "docs", version: 1, status: "clear" } });
    for (const service of ["checkout", "docs"]) await inventory.ship({ service }, documentOf([npm("evil", "1.0.0"), npm("worse", "6.6.6")]));
    await addRevision({ ctx, input: { id: 1, mode: "add", content: "npm:worse@6.6.6" } });
    const rows = (await auditOf(1)).slice(-2);
    const note = (was: string) => `Opened again: it was ${was}, and revision 2 of the list names what it holds: worse 6.6.6.`;
    expect(rows).toEqual([
      { action: "incident.service_reopened", by: "Mira", detail: { service: "checkout", was: "contained", note: note("contained") } },
      { action: "incident.service_reopened", by: "Mira", detail: { service: "docs", was: "clear", note: note("clear") } },
    ]);
    const { rows: statements } = await pool().query("select distinct cmin from audit_event where action = 'incident.service_reopened'");
    expect(statements).toHaveLength(1);
    const { activity } = await get();
    expect(activity.filter(({ action }) => action === "incident.service_reopened")).toHaveLength(2);
  });
});

describe("a service that was judged not to be affected", () => {
  const judge = () => mark("not_affected", { reason: "never loaded" });
  const because = (why: string) => ({ status: "to_do", reason: null, note: `Opened again: it was not affected (never loaded), and ${why}.` });

  test("stays so while it holds what it held, also after it had not for a while", async () => {
    await open();
    await judge();
    await inventory.ship({ service: "checkout" }, fine);
    await sweep();
    await inventory.ship({ service: "checkout" }, evil);
    await sweep();
    expect(await runs()).toHaveLength(3);
    expect(await workOf("checkout")).toMatchObject({ status: "not_affected", reason: "never loaded", version: 2 });
  });

  test("is to do when a build brings another version of the list", async () => {
    await open("npm:evil");
    await judge();
    await inventory.ship({ service: "checkout" }, documentOf([npm("evil", "2.0.0")]));
    await sweep();
    expect(await workOf("checkout")).toMatchObject(because("a build brought evil 2.0.0"));
    expect((await auditOf(1)).at(-1)).toMatchObject({ action: "incident.service_reopened", detail: { service: "checkout", was: "not_affected" } });
    await judge();
    await inventory.ship({ service: "checkout" }, documentOf([npm("evil", "2.0.0"), npm("fine", "1.0.0")]));
    await sweep();
    expect(await workOf("checkout")).toMatchObject({ status: "not_affected" });
  });

  test("is to do when a revision names another package that it holds", async () => {
    await inventory.ship({ service: "checkout" }, documentOf([npm("evil", "1.0.0"), npm("worse", "6.6.6")]));
    await open();
    await judge();
    await addRevision({ ctx, input: { id: 1, mode: "add", content: "npm:worse@6.6.6" } });
    expect(await workOf("checkout")).toMatchObject(because("revision 2 of the list names what it holds: worse 6.6.6"));
  });

  test("is to do when it runs in production and did not", async () => {
    await inventory.ship({ service: "checkout", version: "1.1.0" }, evil);
    await open();
    await judge();
    await recordDeployment({ ctx: systemContext("test"), input: { environment: "production", service: "checkout", version: "1.1.0" } });
    await sweep();
    expect(await workOf("checkout")).toMatchObject({ ...because("where it runs changed, and it holds evil 1.0.0"), production: true });
  });

  test("is to do when another window has a build of it", async () => {
    await inventory.ship({ service: "docs", builtAt: daysAgo(8) }, evil);
    await inventory.ship({ service: "docs" }, fine);
    await open();
    await setServiceStatus({ ctx, input: { id: 1, slug: "docs", version: 0, status: "not_affected", reason: "never loaded" } });
    await changeIncident({ ctx, input: { id: 1, version: 1, window: { from: daysAgo(9).toISOString(), to: daysAgo(7).toISOString() } } });
    expect(await workOf("docs")).toMatchObject({ ...because("the window takes in that it held evil 1.0.0"), built: true });
  });
});

describe("the permalink", () => {
  test("goes on to say what was said then, whatever is uploaded, listed or done since", async () => {
    await openIncident({ ctx, input: { title: "evil", content: "npm:evil@1.0.0", window: { from: daysAgo(9).toISOString(), to: daysAgo(7).toISOString() } } });
    await mark("in_progress", { assignee: "Ana" });
    const asof = await tick();
    const then = await get({ asof });
    expect(then).toMatchObject({ asOf: asof, revision: 1, numbers: { now: { affected: 1 }, during: { affected: 0 } }, progress: { in_progress: 1 } });
    expect(then.permalink).toBe(`/incidents/1?asof=${asof}`);
    const csv = await exportIncident({ ctx: reader, input: { id: 1, asof } });

    await inventory.ship({ service: "docs" }, evil);
    await inventory.ship({ service: "late", builtAt: daysAgo(8) }, evil);
    await inventory.ship({ service: "checkout" }, fine);
    await sweep();
    await addRevision({ ctx, input: { id: 1, content: "npm:fine@1.0.0" } });
    await mark("clear", { note: "done" });
    await changeIncident({ ctx, input: { id: 1, version: 1, title: "another", notes: "n", window: null } });

    expect(await get()).toMatchObject({ title: "another", revision: 2, numbers: { during: null } });
    expect(await get({ asof })).toEqual(then);
    expect((await exportIncident({ ctx: reader, input: { id: 1, asof } })).body).toBe(csv.body);
  });

  test("of a moment before the incident leads nowhere", async () => {
    const asof = await tick();
    await open();
    await expect(get({ asof })).rejects.toMatchObject({ reason: "incident_not_found" });
  });
});
