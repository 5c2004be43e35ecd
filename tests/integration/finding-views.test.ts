import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { changeView, deleteView, findingNews, listViews, markSeen, noteFindings, saveView, viewsMax } from "@/lib/findings";
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

beforeAll(async () => {
  for (const each of [mira, tom])
    await inventory.database.pool.query("insert into app_user (id, email, name, password_hash, role, created_at) values ($1, $2, $2, 'x', 'member', now())", [
      idOf(each),
      each.actor.name,
    ]);
});

describe("saved views", () => {
  beforeEach(() => inventory.database.pool.query("select testing.emptied('saved_view')"));
  const save = (name: string, more: { search?: string; shared?: boolean } = {}, ctx = mira) => saveView({ ctx, input: { name, search: "", ...more } });
  const names = async (ctx: Context) => (await listViews({ ctx, input: {} })).map(({ name, own }) => `${name}${own ? "" : " of another"}`);

  it("are a person's own unless shared, own ones first", async () => {
    await save("Zebra");
    await save("alpha");
    await save("Hidden", {}, tom);
    await save("Common", { shared: true }, tom);
    expect(await names(mira)).toEqual(["alpha", "Zebra", "Common of another"]);
    expect(await names(reader)).toEqual(["Common of another"]);
  });

  it("keep the list from its beginning", async () => {
    expect(await save("Mine", { search: "?assignee=me&cursor=abc&q=team%3Ax" })).toMatchObject({ search: "assignee=me&q=team%3Ax", own: true, by: "Mira" });
  });

  it("are changed and deleted by their owner only, and one that is kept private is not there for others", async () => {
    const hidden = await save("Hidden");
    const common = await save("Common", { shared: true });
    await expect(changeView({ ctx: tom, input: { id: hidden.id, name: "x" } })).rejects.toMatchObject({ code: "not_found" });
    await expect(deleteView({ ctx: tom, input: { id: common.id } })).rejects.toMatchObject({ code: "forbidden" });
    expect(await changeView({ ctx: mira, input: { id: hidden.id, shared: true, search: "kev=true" } })).toMatchObject({
      name: "Hidden",
      shared: true,
      search: "kev=true",
    });
    await deleteView({ ctx: mira, input: { id: common.id } });
    expect(await names(tom)).toEqual(["Hidden of another"]);
  });

  it("belong to people, and are not more than a menu can hold", async () => {
    await expect(save("x", {}, reader)).rejects.toMatchObject({ reason: "person_needed" });
    await Promise.all(Array.from({ length: viewsMax - 1 }, (_, n) => save(`view ${n}`)));
    const outcomes = await Promise.allSettled([save("last"), save("one too many")]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("what changed since somebody looked", () => {
  const news = (ctx = mira) => findingNews({ ctx, input: {} });

  it("counts what opened, and what others said to or about somebody", async () => {
    const { pool } = inventory.database;
    const { artifactId } = await inventory.ship({ service: "shop" }, documentOf([npm("lodash", "4.17.20")]));
    await givenVulnerability(pool, { ids: ["CVE-2026-1"], severity: "critical" }, [{ name: "lodash", version: "4.17.20" }]);
    await openFindings(pool);
    const { rows } = await pool.query(`select package_version_id as "packageVersionId" from finding`);
    const findings = [{ artifactId, packageVersionId: rows[0].packageVersionId, vulnerability: "CVE-2026-1" }];
    const say = (ctx: Context, note: Parameters<typeof noteFindings>[0]["input"]["note"]) => noteFindings({ ctx, input: { findings, note } });
    expect(await news()).toMatchObject({ lookedAt: null, assigned: 0, comments: 0 });
    await say(tom, { kind: "comment", text: "Nobody asked" });
    expect(await news()).toMatchObject({ comments: 0 });
    await say(tom, { kind: "assignee", assignee: idOf(mira) });
    await say(mira, { kind: "comment", text: "I am at it" });
    expect(await news()).toMatchObject({ assigned: 1, comments: 1 });
    await markSeen({ ctx: mira, input: { at: new Date().toISOString() } });
    expect(await news()).toMatchObject({ opened: 0, assigned: 0, comments: 0 });
    await say(tom, { kind: "comment", text: "Thank you" });
    expect(await news()).toMatchObject({ comments: 1 });
    expect(await news(tom)).toMatchObject({ comments: 1 });
  });

  it("never goes back to an earlier moment, nor to one that is not yet", async () => {
    const before = (await news()).lookedAt;
    await markSeen({ ctx: mira, input: { at: "2026-01-01T00:00:00Z" } });
    expect((await news()).lookedAt).toBe(before);
    await markSeen({ ctx: mira, input: { at: "2999-01-01T00:00:00Z" } });
    expect(Date.parse((await news()).lookedAt ?? "")).toBeLessThanOrEqual(Date.now());
    await expect(findingNews({ ctx: reader, input: {} })).rejects.toMatchObject({ reason: "person_needed" });
  });
});
