import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { endDecision, makeDecision } from "@/lib/decisions";
import { getFinding, getFindingActivity, listAssignees, type Note, noteFindings, undoNotes } from "@/lib/findings";
import { refreshOpenFindings } from "@/lib/findings/queue";
import { documentOf, npm, reader, withInventory } from "./inventory-fixture";
import { givenVulnerability, openFindings } from "./setup/given-vulnerability";

const inventory = withInventory();

const userOf = (n: number, name: string): Context => ({
  actor: { kind: "user", id: `00000000-0000-7000-8000-00000000000${n}`, name, role: "member" },
  requestId: "r",
});
const mira = userOf(1, "Mira");
const tom = userOf(2, "Tom");
const idOf = ({ actor }: Context) => ("id" in actor ? actor.id : "");

let shop = 0;
let desk = 0;
const versions = new Map<string, number>();

beforeAll(async () => {
  const { pool } = inventory.database;
  for (const each of [mira, tom])
    await pool.query("insert into app_user (id, email, name, password_hash, role, created_at) values ($1, $2, $2, 'x', 'member', now())", [
      idOf(each),
      each.actor.name,
    ]);
  const held = [npm("lodash", "4.17.20"), npm("axios", "1.0.0")];
  shop = (await inventory.ship({ service: "shop" }, documentOf(held))).artifactId;
  await inventory.ship({ service: "shop", artifact: "worker" }, documentOf(held));
  desk = (await inventory.ship({ service: "desk" }, documentOf(held))).artifactId;
  await givenVulnerability(pool, { ids: ["CVE-2026-1", "GHSA-aaaa-bbbb-cccc"] }, [{ name: "lodash", version: "4.17.20" }]);
  await givenVulnerability(pool, { ids: ["CVE-2026-2"] }, [{ name: "axios", version: "1.0.0" }]);
  await openFindings(pool);
  const { rows } = await pool.query("select k.name, v.id from package_version v join package k on k.id = v.package_id");
  for (const { name, id } of rows) versions.set(name, id);
});

beforeEach(() => inventory.database.pool.query("select testing.emptied('finding_note')"));

const keyOf = (artifactId: number, vulnerability = "CVE-2026-1", name = "lodash") => ({
  artifactId,
  packageVersionId: versions.get(name) ?? 0,
  vulnerability,
});
const say = (note: Note, findings = [keyOf(shop)], ctx = mira) => noteFindings({ ctx, input: { findings, note } });
const saidOf = async (key = keyOf(shop), ctx = reader) => (await getFindingActivity({ ctx, input: key })).notes;
const at = "2026-12-24T00:00:00.000Z";

describe("notes on findings", () => {
  it("are of the vulnerability in the package of a service: its other artifacts have them, other services do not", async () => {
    expect(await say({ kind: "comment", text: "Only in tests" })).toMatchObject({ findings: 1, notes: 1 });
    const { rows } = await inventory.database.pool.query("select id from artifact where name = 'worker'");
    for (const artifactId of [shop, rows[0].id]) {
      const said = await saidOf(keyOf(artifactId));
      expect(said).toEqual([expect.objectContaining({ kind: "comment", text: "Only in tests", by: "Mira", own: false, undone: false })]);
    }
    expect(await saidOf(keyOf(desk))).toEqual([]);
    expect(await saidOf(keyOf(shop, "CVE-2026-2", "axios"))).toEqual([]);
  });

  it("are found by any id that the vulnerability had then, whatever it is called today", async () => {
    await say({ kind: "comment", text: "Seen" }, [keyOf(shop, "ghsa-aaaa-bbbb-cccc")]);
    const { pool } = inventory.database;
    const [other] = (await pool.query("select id from vulnerability where display_id = 'CVE-2026-2'")).rows;
    await pool.query("update vulnerability_alias set vulnerability_id = $1 where name = 'CVE-2026-1'", [other.id]);
    try {
      // The finding is of the group that still has the other id.
      expect(await saidOf(keyOf(shop, "GHSA-aaaa-bbbb-cccc"))).toHaveLength(1);
    } finally {
      await pool.query(
        "update vulnerability_alias set vulnerability_id = (select id from vulnerability where display_id = 'CVE-2026-1') where name = 'CVE-2026-1'",
      );
    }
  });

  it("count the last of each kind, and say nothing twice", async () => {
    const first = await say({ kind: "assignee", assignee: idOf(tom) }, [keyOf(shop), keyOf(desk)]);
    expect(first).toMatchObject({ findings: 2, notes: 2 });
    expect(await say({ kind: "assignee", assignee: idOf(tom) })).toMatchObject({ findings: 1, notes: 0 });
    expect(await say({ kind: "assignee", assignee: null }, [keyOf(shop), keyOf(desk), keyOf(desk, "CVE-2026-2", "axios")])).toMatchObject({
      findings: 3,
      notes: 2,
    });
    expect((await saidOf()).map(({ assignee }) => assignee?.name ?? null)).toEqual([null, "Tom"]);
    expect(await say({ kind: "due", dueAt: null })).toMatchObject({ notes: 0 });
    expect(await say({ kind: "due", dueAt: at })).toMatchObject({ notes: 1 });
    expect(await say({ kind: "due", dueAt: "2026-12-24T01:00:00+01:00" })).toMatchObject({ notes: 0 });
  });

  it("refuse an assignee that is nobody, findings that are none, and callers without the scope", async () => {
    await expect(say({ kind: "assignee", assignee: "00000000-0000-7000-8000-0000000000ff" })).rejects.toMatchObject({ reason: "person_unknown" });
    await expect(say({ kind: "comment", text: "x" }, [keyOf(shop, "CVE-2026-2")])).rejects.toMatchObject({ reason: "finding_unknown" });
    await expect(say({ kind: "comment", text: "x" }, [keyOf(shop)], reader)).rejects.toMatchObject({ code: "forbidden" });
    await expect(say({ kind: "comment", text: "  " })).rejects.toThrow(/too_small|at least|Too small/i);
    await expect(getFindingActivity({ ctx: reader, input: keyOf(shop, "CVE-2026-2") })).rejects.toMatchObject({ code: "not_found" });
  });

  it("are told to the audit trail, a comment only by its length", async () => {
    const { batchId } = await say({ kind: "comment", text: "secret plan" });
    const { rows } = await inventory.database.pool.query("select action, detail from audit_event where subject_id = $1", [batchId]);
    expect(rows).toEqual([{ action: "finding.noted", detail: { kind: "comment", chars: 11, findings: 1, notes: 1 } }]);
  });
});

describe("the queue", () => {
  const queued = async () => {
    const text = `select s.slug, q.assignee_id as assignee, q.due_at as due from open_finding q join service s on s.id = q.service_id
      join vulnerability v on v.id = q.vulnerability_id where v.display_id = 'CVE-2026-1' and s.slug in ('shop', 'desk') order by s.slug, q.artifact_id`;
    return (await inventory.database.pool.query<{ slug: string; assignee: string | null; due: Date | null }>(text)).rows;
  };

  it("follows the notes of every artifact of the service, and what is taken back", async () => {
    const { batchId } = await say({ kind: "assignee", assignee: idOf(tom) });
    await say({ kind: "due", dueAt: at }, [keyOf(desk)]);
    expect((await queued()).map(({ slug, assignee }) => [slug, assignee])).toEqual([
      ["desk", null],
      ["shop", idOf(tom)],
      ["shop", idOf(tom)],
    ]);
    expect((await queued())[0]?.due?.toISOString()).toBe(at);
    await undoNotes({ ctx: mira, input: { batchId } });
    expect((await queued()).map(({ assignee }) => assignee)).toEqual([null, null, null]);
  });

  it("counts the comments that nobody took back", async () => {
    const { batchId } = await say({ kind: "comment", text: "One" });
    await say({ kind: "comment", text: "Two" });
    const commentsOf = async () => (await getFinding({ ctx: reader, input: keyOf(shop) })).comments;
    expect(await commentsOf()).toBe(2);
    await undoNotes({ ctx: mira, input: { batchId } });
    expect(await commentsOf()).toBe(1);
  });
});

describe("one finding", () => {
  it("is found by any id of its vulnerability, and says what waits for a second person", async () => {
    await inventory.database.pool.query("update vulnerability set severity = 'critical', severity_rank = 5 where display_id = 'CVE-2026-2'");
    const { rows } = await inventory.database.pool.query("select id from vulnerability where display_id = 'CVE-2026-2'");
    await inTransaction((client) => refreshOpenFindings(client, { vulnerabilityIds: [rows[0].id] }, new Date()));
    const key = keyOf(desk, "cve-2026-2", "axios");
    expect(await getFinding({ ctx: reader, input: key })).toMatchObject({ service: { slug: "desk" }, decision: { state: "undecided" }, waiting: null });
    const said = { status: "affected", acceptance: true, expiresAt: new Date(Date.now() + 86_400_000).toISOString(), scope: "service" } as const;
    const { decisions } = await makeDecision({ ctx: mira, input: { ...said, findings: [key] } });
    expect(await getFinding({ ctx: reader, input: key })).toMatchObject({
      decision: { state: "undecided" },
      waiting: { id: decisions[0]?.id, state: "accepted" },
    });
    expect(await getFinding({ ctx: reader, input: keyOf(shop, "CVE-2026-2", "axios") })).toMatchObject({ waiting: null });
    await endDecision({ ctx: mira, input: { id: decisions[0]?.id ?? "", cause: "undone" } });
    expect(await getFinding({ ctx: reader, input: key })).toMatchObject({ waiting: null });
  });

  it("is the last that there was where none is open, and none where there never was one", async () => {
    await inventory.ship({ service: "past" }, documentOf([npm("lodash", "4.17.20")]));
    const { artifactId } = await inventory.ship({ service: "past" }, documentOf([npm("quiet", "1.0.0")]));
    expect(await getFinding({ ctx: reader, input: keyOf(artifactId) })).toMatchObject({ closeReason: "removed", decision: null, rank: null });
    await expect(getFinding({ ctx: reader, input: keyOf(artifactId, "CVE-2026-2", "axios") })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("undoing notes", () => {
  it("brings back what each finding had before, once", async () => {
    await say({ kind: "assignee", assignee: idOf(mira) }, [keyOf(desk)]);
    const { batchId } = await say({ kind: "assignee", assignee: idOf(tom) }, [keyOf(shop), keyOf(desk)]);
    expect(await undoNotes({ ctx: mira, input: { batchId } })).toMatchObject({ notes: 2, kept: 0 });
    expect((await saidOf(keyOf(shop)))[0]).toMatchObject({ assignee: null, undoes: batchId });
    expect((await saidOf(keyOf(desk)))[0]).toMatchObject({ assignee: { name: "Mira" }, undoes: batchId });
    expect((await saidOf(keyOf(desk)))[1]).toMatchObject({ batchId, undone: true });
    expect(await undoNotes({ ctx: mira, input: { batchId } })).toMatchObject({ notes: 0 });
  });

  it("can be undone itself", async () => {
    const { batchId } = await say({ kind: "due", dueAt: at });
    const undone = await undoNotes({ ctx: mira, input: { batchId } });
    expect(await undoNotes({ ctx: mira, input: { batchId: undone.batchId } })).toMatchObject({ notes: 1 });
    expect((await saidOf())[0]).toMatchObject({ dueAt: at });
  });

  it("leaves alone what somebody said since", async () => {
    const { batchId } = await say({ kind: "assignee", assignee: idOf(mira) }, [keyOf(shop), keyOf(desk)]);
    await say({ kind: "assignee", assignee: idOf(tom) }, [keyOf(shop)], tom);
    expect(await undoNotes({ ctx: mira, input: { batchId } })).toMatchObject({ notes: 1, kept: 1 });
    expect((await saidOf(keyOf(shop)))[0]).toMatchObject({ assignee: { name: "Tom" } });
    expect((await saidOf(keyOf(desk)))[0]).toMatchObject({ assignee: null });
  });

  it("takes a comment back, which stays to be read", async () => {
    const { batchId } = await say({ kind: "comment", text: "Wrong one" });
    expect(await undoNotes({ ctx: mira, input: { batchId } })).toMatchObject({ notes: 1 });
    expect(await saidOf(keyOf(shop), mira)).toEqual([
      expect.objectContaining({ text: null, undoes: batchId }),
      expect.objectContaining({ text: "Wrong one", undone: true, own: true }),
    ]);
    expect(await undoNotes({ ctx: mira, input: { batchId } })).toMatchObject({ notes: 0 });
  });

  it("is for who wrote them", async () => {
    const { batchId } = await say({ kind: "comment", text: "Mine" });
    await expect(undoNotes({ ctx: tom, input: { batchId } })).rejects.toMatchObject({ reason: "not_the_author" });
    await expect(undoNotes({ ctx: tom, input: { batchId: idOf(tom) } })).rejects.toMatchObject({ code: "not_found" });
  });
});

it("people can be assigned to unless they are disabled", async () => {
  expect((await listAssignees({ ctx: reader, input: {} })).map(({ name }) => name)).toEqual(["Mira", "Tom"]);
  await inventory.database.pool.query("update app_user set disabled_at = now() where id = $1", [idOf(tom)]);
  expect((await listAssignees({ ctx: reader, input: {} })).map(({ name }) => name)).toEqual(["Mira"]);
  await expect(say({ kind: "assignee", assignee: idOf(tom) })).rejects.toMatchObject({ reason: "person_unknown" });
  await inventory.database.pool.query("update app_user set disabled_at = null");
});

it("two people who assign one finding at the same time leave the assignee of the later note", async () => {
  await Promise.all(Array.from({ length: 8 }, (_, n) => say({ kind: "assignee", assignee: idOf(n % 2 ? mira : tom) }, [keyOf(shop)], n % 2 ? mira : tom)));
  const said = await saidOf();
  const { rows } = await inventory.database.pool.query("select id from finding_note order by at desc, id desc");
  expect(said.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  // Whoever comes second says another name: no two notes in a row are the same.
  expect(said.every((entry, n) => entry.assignee?.id !== said[n + 1]?.assignee?.id)).toBe(true);
});

it("all that a list has are noted by its filters", async () => {
  const noted = await noteFindings({ ctx: mira, input: { filter: { q: "lodash", service: "shop" }, note: { kind: "assignee", assignee: idOf(tom) } } });
  expect(noted).toMatchObject({ findings: 2, notes: 1 });
  expect((await saidOf())[0]).toMatchObject({ assignee: { name: "Tom" } });
  expect(await saidOf(keyOf(desk))).toEqual([]);
  const nothing = { filter: { service: "no-such" }, note: { kind: "assignee", assignee: null } } as const;
  await expect(noteFindings({ ctx: mira, input: nothing })).rejects.toMatchObject({ code: "not_found" });
  await expect(noteFindings({ ctx: mira, input: { note: nothing.note } })).rejects.toThrow("Give findings or a filter");
});

it("thousands of findings are noted and taken back in one batch", async () => {
  const many = Array.from({ length: 40 }, (_, n) => `bulk-${n}`);
  const packages = Array.from({ length: 50 }, (_, n) => npm(`part-${n}`, "1.0.0"));
  for (const service of many) await inventory.ship({ service }, documentOf(packages));
  const { pool } = inventory.database;
  await givenVulnerability(
    pool,
    { ids: ["CVE-2026-77"] },
    packages.map(({ name, version = "" }) => ({ name, version })),
  );
  await openFindings(pool);
  const { rows } = await pool.query(
    `select f.artifact_id as "artifactId", f.package_version_id as "packageVersionId", v.display_id as vulnerability from finding f join vulnerability v on v.id = f.vulnerability_id where v.display_id = 'CVE-2026-77'`,
  );
  const { batchId, notes } = await say({ kind: "due", dueAt: at }, rows);
  expect(notes).toBe(2_000);
  expect(await undoNotes({ ctx: mira, input: { batchId } })).toMatchObject({ notes: 2_000, kept: 0 });
});
