import { beforeEach, describe, expect, test, vi } from "vitest";
import { systemContext } from "@/lib/auth";
import { pool } from "@/lib/db";
import { addRevision, changeIncident, exportIncident, getIncident, openIncident, runIncident, setServiceStatus, sweepIncidents } from "@/lib/incidents";
import { documentOf, npm, reader, withInventory } from "./inventory-fixture";
import { analyst as ctx, forgetIncidents } from "./setup/incident-people";

/** What happens once, while the next answer is being looked for. */
const meanwhile = vi.hoisted(() => ({ work: null as (() => Promise<unknown>) | null }));
vi.mock("@/lib/blast-radius", async (importOriginal) => {
  const real = await importOriginal<typeof import("@/lib/blast-radius")>();
  const surveyServices: typeof real.surveyServices = async (asked) => {
    const survey = await real.surveyServices(asked);
    const { work } = meanwhile;
    meanwhile.work = null;
    await work?.();
    return survey;
  };
  return { ...real, surveyServices };
});

const inventory = withInventory();
const evil = documentOf([npm("evil", "1.0.0")]);
const get = (more: object = {}) => getIncident({ ctx: reader, input: { id: 1, ...more } });
const wait = () => new Promise((resolve) => setTimeout(resolve, 5));

beforeEach(async () => {
  meanwhile.work = null;
  await inventory.empty();
  await forgetIncidents();
  await inventory.ship({ service: "checkout" }, evil);
  await inventory.ship({ service: "docs" }, documentOf([npm("fine", "1.0.0")]));
  await openIncident({ ctx, input: { title: "evil", content: "npm:evil@1.0.0" } });
});

/** Someone who records something of the incident and has not committed yet. */
async function someoneRecording<T>(
  work: (commit: () => Promise<unknown>, query: (text: string, values?: unknown[]) => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const client = await pool().connect();
  try {
    await client.query("begin");
    await client.query("select from incident where id = 1 for update");
    return await work(
      () => client.query("commit"),
      (text, values) => client.query(text, values),
    );
  } finally {
    await client.query("rollback");
    client.release();
  }
}

const waiting = async () => {
  const { rows } = await pool().query(
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%from incident where id%'",
  );
  return rows[0].n as number;
};

describe("the permalink", () => {
  test("made while it is asked again goes on to say what was known then", async () => {
    await inventory.ship({ service: "docs" }, evil);
    const seen: Awaited<ReturnType<typeof get>>[] = [];
    meanwhile.work = async () => {
      seen.push(await get());
      await wait();
    };
    expect(await runIncident({ ctx, input: { id: 1 } })).toMatchObject({ changed: true });
    const [then] = seen;
    expect(then?.numbers?.now).toMatchObject({ affected: 1 });
    const frozen = await get({ asof: then?.moment });
    expect(frozen).toMatchObject({ permalink: then?.permalink, numbers: then?.numbers, services: then?.services, activity: then?.activity });
    expect((await get()).numbers?.now).toMatchObject({ affected: 2 });
  });

  test.each([
    ["a status", () => setServiceStatus({ ctx, input: { id: 1, slug: "checkout", version: 1, status: "clear" } })],
    ["an edition", () => changeIncident({ ctx, input: { id: 1, version: 1, title: "another" } })],
    ["a revision", () => addRevision({ ctx, input: { id: 1, content: "npm:fine@1.0.0" } })],
  ])("of a moment has %s only when it was recorded by then, however long it waited for others", async (_, change: () => Promise<unknown>) => {
    const [changed, moment] = await someoneRecording(async (commit) => {
      const work = change();
      await expect.poll(waiting).toBe(1);
      await wait();
      const now = new Date().toISOString();
      await wait();
      await commit();
      return [await work, now] as const;
    });
    expect(changed).toBeTruthy();
    const frozen = await get({ asof: moment });
    expect(frozen).toMatchObject({ title: "evil", revision: 1, version: 1, progress: { to_do: 1, clear: 0 } });
    expect(frozen.activity.map(({ action }) => action)).toEqual(["incident.run", "incident.opened"]);
  });

  test("waits for those who are recording, and has what they said", async () => {
    const text = `insert into incident_service (incident_id, service_id, version, at, by_name, cause, status)
      select incident_id, service_id, 2, $1, 'Mira', 'person', 'contained' from incident_service`;
    const read = await someoneRecording(async (commit, query) => {
      await query(text, [new Date()]);
      const both = Promise.all([get(), get({ asof: new Date().toISOString() }), exportIncident({ ctx: reader, input: { id: 1, format: "markdown" } })]);
      await expect.poll(waiting).toBe(3);
      await commit();
      return both;
    });
    expect(read[0].progress).toMatchObject({ contained: 1 });
    expect(read[1].progress).toMatchObject({ contained: 1 });
    expect(read[2].body).toContain("0 to do, 0 in progress, 1 done");
  });

  test("has each change in its place when the clock goes back", async () => {
    await pool().query("update incident_run set at = at + interval '1 hour'");
    const later = (await get()).moment;
    await setServiceStatus({ ctx, input: { id: 1, slug: "checkout", version: 1, status: "clear" } });
    expect((await get()).progress).toMatchObject({ clear: 1 });
    expect((await get({ asof: later })).progress).toMatchObject({ to_do: 1, clear: 0 });
  });
});

describe("a revision that the worker asks for first", () => {
  test("says how many services are affected since all the same", async () => {
    meanwhile.work = async () => {
      await wait();
      expect(await sweepIncidents({ ctx: systemContext("worker"), input: {} })).toMatchObject({ changed: 1 });
    };
    const revised = await addRevision({ ctx, input: { id: 1, mode: "add", content: "npm:fine@1.0.0" } });
    expect(revised).toMatchObject({ newServices: 1, run: { changed: true, run: { run: 2, revision: 2, newlyAffected: ["docs"] } } });
  });
});
