import { beforeEach, describe, expect, test } from "vitest";
import { PUT as putOwner } from "@/app/api/v1/services/[slug]/owner/route";
import { DELETE as deleteRoute, PUT as putTeam } from "@/app/api/v1/teams/[slug]/route";
import { createToken, systemContext } from "@/lib/auth";
import { findAffectedServices } from "@/lib/blast-radius";
import { type Context, type Scope, scopesOf } from "@/lib/context";
import { pool } from "@/lib/db";
import { resetRates } from "@/lib/http/rate-limit";
import { getService, listServices, listTeams } from "@/lib/inventory/read";
import { assignOwner, deleteTeam, listTeamRefs, saveTeam, teamSlugOf } from "@/lib/inventory/teams";
import { documentOf, npm, reader, withInventory } from "./inventory-fixture";

const inventory = withInventory();
const ctx: Context = { actor: { kind: "token", id: "w", name: "writer", scopes: ["inventory:read", "inventory:write"] }, requestId: "r1" };
const save = (slug: string, name = slug, contact: string | null = null) => saveTeam({ ctx, input: { slug, name, contact } });
const give = (service: string, team: string | null) => assignOwner({ ctx, input: { service, team } });
const ownerOf = async (slug: string) => (await getService({ ctx, input: { slug } })).team?.slug ?? null;
const rows = async (text: string, values: unknown[] = []) => (await pool().query(text, values)).rows;
const auditOf = (subject: string) => rows("select action, actor_name, request_id, detail from audit_event where subject_id = $1 order by at, id", [subject]);
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: { reason?: string }) => error.reason,
  );

beforeEach(async () => {
  await inventory.empty();
  await pool().query("select testing.emptied('audit_event')");
  resetRates();
});

describe("a team", () => {
  test("is created, then changed, then left as it is; the audit says each change once", async () => {
    expect(await save("payments", "Payments", "#pay")).toEqual({ team: { slug: "payments", name: "Payments", contact: "#pay" }, created: true });
    expect(await save("payments", "Payments EU")).toEqual({ team: { slug: "payments", name: "Payments EU", contact: null }, created: false });
    expect((await save("payments", "Payments EU")).created).toBe(false);
    expect(await listTeamRefs({ ctx, input: {} })).toEqual([{ slug: "payments", name: "Payments EU", contact: null }]);
    expect(await auditOf("payments")).toEqual([
      { action: "team.created", actor_name: "writer", request_id: "r1", detail: { name: "Payments", contact: "#pay" } },
      {
        action: "team.changed",
        actor_name: "writer",
        request_id: "r1",
        detail: { name: "Payments EU", contact: null, before: { name: "Payments", contact: "#pay" } },
      },
    ]);
  });

  test("that must be new is refused where the slug is taken, and the other one stays", async () => {
    await save("payments", "Payments");
    expect(await reasonOf(saveTeam({ ctx, input: { slug: "payments", name: "Other", ifExists: "refuse" } }))).toBe("team_exists");
    expect(await listTeamRefs({ ctx, input: {} })).toMatchObject([{ name: "Payments" }]);
  });

  test("of one slug is created by one of many callers", async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => save("payments", "Payments")));
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    expect(await auditOf("payments")).toHaveLength(1);
  });

  test.each(["a", "a.b_c-d", "9", "x".repeat(100), "größe"])("may have the slug %s", async (slug) => {
    expect((await save(slug)).created).toBe(true);
  });

  test.each(["", "A", "a b", "a/b", "..", "-a", "a-", "x".repeat(101), "a,b", "a'--", "<b>", "none", "a\u0000"])("may not have the slug %j", async (slug) => {
    await expect(save(slug, "name")).rejects.toThrow(/"slug"/);
    expect(await rows("select 1 from team")).toEqual([]);
  });

  test("gets a slug from its name", () => {
    expect(teamSlugOf("Payments & Refunds (EU)")).toBe("payments-refunds-eu");
    expect(() => teamSlugOf("!!!")).toThrow("at least one letter or digit");
  });

  test("keeps SQL and HTML in its name and contact as text", async () => {
    const name = `'); drop table team; --<script>alert(1)</script>`;
    const contact = `<img src=x onerror="alert(1)">`;
    await save("odd", name, contact);
    await inventory.know("api");
    expect((await give("api", "odd")).team).toEqual({ slug: "odd", name, contact });
    expect((await listTeams({ ctx, input: {} })).data).toMatchObject([{ slug: "odd", name, contact, services: 1 }]);
  });

  test.each(["", " ", "a\nb", "x".repeat(101)])("may not have the name %j", async (name) => {
    await expect(save("a", name)).rejects.toThrow();
  });

  test("leaves its services without an owner when it is deleted, and the audit says how many", async () => {
    await inventory.own("payments", ["a", "b"], "#pay");
    await inventory.own("search", ["c"]);
    expect(await deleteTeam({ ctx, input: { slug: "payments" } })).toEqual({ services: 2 });
    expect([await ownerOf("a"), await ownerOf("b"), await ownerOf("c")]).toEqual([null, null, "search"]);
    expect(await auditOf("payments")).toMatchObject([{ action: "team.deleted", detail: { name: "payments", contact: "#pay", services: 2 } }]);
    expect(await reasonOf(deleteTeam({ ctx, input: { slug: "payments" } }))).toBe("team_not_found");
  });
});

describe("an owner", () => {
  test("is given, replaced and taken; the audit says what each replaced", async () => {
    await inventory.know("api");
    await Promise.all([save("one", "One", "#one"), save("two")]);
    expect(await give("api", "one")).toEqual({ service: { slug: "api", name: "api" }, team: { slug: "one", name: "One", contact: "#one" } });
    await give("api", "one");
    await give("api", "two");
    expect(await give("api", null)).toEqual({ service: { slug: "api", name: "api" }, team: null });
    expect((await auditOf("api")).map(({ action, detail }) => [action, detail])).toEqual([
      ["service.owner_assigned", { team: "one", before: null }],
      ["service.owner_assigned", { team: "two", before: "one" }],
      ["service.owner_assigned", { team: null, before: "two" }],
    ]);
  });

  test("needs a service and a team that exist, and nothing changes otherwise", async () => {
    await inventory.own("one", ["api"]);
    expect(await reasonOf(give("nowhere", "one"))).toBe("service_not_found");
    expect(await reasonOf(give("api", "nobody"))).toBe("team_not_found");
    expect([await ownerOf("api"), await auditOf("api"), await auditOf("nowhere")]).toEqual(["one", [], []]);
  });

  test("of many at once is the last, and the audit is one chain without a gap", async () => {
    await inventory.know("api");
    const teams = ["t1", "t2", "t3", "t4", "t5", "t6"];
    for (const team of teams) await save(team);
    await Promise.all(teams.map((team) => give("api", team)));
    const steps = (await auditOf("api")).map(({ detail }) => detail as { team: string; before: string | null });
    expect(steps.map(({ team }) => team).sort()).toEqual(teams);
    const next = new Map(steps.map(({ team, before }) => [before, team]));
    expect(next.size).toBe(teams.length);
    let last: string | null = null;
    for (let step = next.get(last); step !== undefined; step = next.get(step)) last = step;
    expect(await ownerOf("api")).toBe(last);
  });

  test("and the deletion of the team end without an owner, whichever is first", async () => {
    await inventory.know("api");
    for (let round = 0; round < 10; round += 1) {
      await save("brief");
      const [given] = await Promise.all([reasonOf(give("api", "brief")), deleteTeam({ ctx, input: { slug: "brief" } })]);
      expect(["none", "team_not_found"]).toContain(given);
      expect(await ownerOf("api")).toBeNull();
    }
  });

  test("is what team: asks for and what answers name", async () => {
    await inventory.ship({ service: "api" }, documentOf([npm("left-pad", "1.0.0")]));
    await inventory.ship({ service: "web" }, documentOf([npm("left-pad", "1.0.0")]));
    await save("payments", "Payments");
    const ask = async (q: string) =>
      (await findAffectedServices({ ctx: reader, input: { q } })).data.map(({ service, team }) => [service.slug, team?.name ?? null]);
    expect(await ask("left-pad team:payments")).toEqual([]);
    await give("api", "payments");
    expect(await ask("left-pad team:payments")).toEqual([["api", "Payments"]]);
    expect(await ask("left-pad team:none")).toEqual([["web", null]]);
    expect((await listServices({ ctx, input: { team: "payments" } })).data.map(({ slug }) => slug)).toEqual(["api"]);
  });
});

describe("the right to write", () => {
  const others: Context[] = [
    { actor: { kind: "token", id: "o", name: "other", scopes: ["inventory:read", "sbom:write", "metrics:read", "tokens:write"] }, requestId: "r" },
    { actor: { kind: "user", id: "m", name: "Ben", role: "member" }, requestId: "r" },
  ];

  test.each(others)("is none of $actor.kind $actor.name", async (other) => {
    await inventory.own("one", ["api"]);
    expect(await reasonOf(saveTeam({ ctx: other, input: { slug: "two", name: "Two" } }))).toBe("scope_missing");
    expect(await reasonOf(deleteTeam({ ctx: other, input: { slug: "one" } }))).toBe("scope_missing");
    expect(await reasonOf(assignOwner({ ctx: other, input: { service: "api", team: null } }))).toBe("scope_missing");
    expect([await rows("select slug from team"), await ownerOf("api"), await rows("select 1 from audit_event")]).toEqual([[{ slug: "one" }], "one", []]);
  });

  test("is an administrator's", () => {
    expect(scopesOf({ kind: "user", id: "a", name: "Mira", role: "admin" })).toContain("inventory:write");
  });

  test("writes nothing when the audit row cannot be written", async () => {
    await inventory.own("one", ["api"]);
    await save("two");
    await pool().query("alter table audit_event add constraint refused check (action not like '%.%') not valid");
    try {
      for (const work of [() => save("three"), () => save("two", "Changed"), () => give("api", "two"), () => deleteTeam({ ctx, input: { slug: "one" } })])
        await expect(work()).rejects.toThrow();
    } finally {
      await pool().query("alter table audit_event drop constraint refused");
    }
    expect(await rows("select slug, name from team order by slug")).toEqual([
      { slug: "one", name: "one" },
      { slug: "two", name: "two" },
    ]);
    expect(await ownerOf("api")).toBe("one");
  });
});

describe("the routes", () => {
  const tokenOf = async (scopes: Scope[]) => (await createToken({ ctx: systemContext("test"), input: { name: "ci", scopes } })).token;
  const request = (token: string | null, method: string, body?: unknown) =>
    new Request("http://host/api/v1/x", {
      method,
      headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const at = (slug: string) => ({ params: Promise.resolve({ slug }) });

  test("create (201), change (200), own (200), delete (204), then 404", async () => {
    const token = await tokenOf(["inventory:write"]);
    await inventory.know("api");
    const created = await putTeam(request(token, "PUT", { name: "Payments", contact: "#pay" }), at("payments"));
    expect([created.status, await created.json()]).toEqual([201, { slug: "payments", name: "Payments", contact: "#pay" }]);
    const changed = await putTeam(request(token, "PUT", { name: "Payments EU" }), at("payments"));
    expect([changed.status, await changed.json()]).toEqual([200, { slug: "payments", name: "Payments EU", contact: null }]);
    const owned = await putOwner(request(token, "PUT", { team: "payments" }), at("api"));
    expect([owned.status, await owned.json()]).toMatchObject([200, { service: { slug: "api" }, team: { slug: "payments" } }]);
    expect((await deleteRoute(request(token, "DELETE"), at("payments"))).status).toBe(204);
    expect((await deleteRoute(request(token, "DELETE"), at("payments"))).status).toBe(404);
    expect((await putOwner(request(token, "PUT", { team: "payments" }), at("api"))).status).toBe(404);
    expect((await putOwner(request(token, "PUT", { team: null }), at("nowhere"))).status).toBe(404);
  });

  test("what cannot be used is 400 and names the part", async () => {
    const token = await tokenOf(["inventory:write"]);
    const slug = await putTeam(request(token, "PUT", { name: "x" }), at("Not A Slug"));
    expect([slug.status, await slug.json()]).toMatchObject([400, { code: "invalid", errors: [{ pointer: "/slug" }] }]);
    const name = await putTeam(request(token, "PUT", {}), at("x"));
    expect([name.status, await name.json()]).toMatchObject([400, { errors: [{ pointer: "/name" }] }]);
    expect((await putOwner(request(token, "PUT", {}), at("api"))).status).toBe(400);
  });

  test("nobody is 401 and a token without the scope 403, and nothing changes", async () => {
    const token = await tokenOf(["inventory:read", "sbom:write"]);
    expect((await putTeam(request(null, "PUT", { name: "x" }), at("x"))).status).toBe(401);
    for (const response of [
      await putTeam(request(token, "PUT", { name: "x" }), at("x")),
      await deleteRoute(request(token, "DELETE"), at("x")),
      await putOwner(request(token, "PUT", { team: null }), at("api")),
    ])
      expect(response.status).toBe(403);
    expect(await rows("select 1 from team")).toEqual([]);
  });
});
