import { beforeEach, describe, expect, it } from "vitest";
import { GET, PUT } from "@/app/api/v1/owners/route";
import { createToken, systemContext } from "@/lib/auth";
import type { Context, Scope } from "@/lib/context";
import { pool } from "@/lib/db";
import { resetRates } from "@/lib/http/rate-limit";
import { applyOwnerFile, getOwnerFile, type OwnerChanges, ownerFileText } from "@/lib/inventory/owners";
import { getService, listServices, listTeams } from "@/lib/inventory/read";
import { listTeamRefs, saveTeam } from "@/lib/inventory/teams";
import { reader, stranger, withInventory } from "./inventory-fixture";

const inventory = withInventory();
const ctx: Context = { actor: { kind: "token", id: "w", name: "writer", scopes: ["inventory:read", "inventory:write"] }, requestId: "r1" };
const apply = (text: string, dryRun = false) => applyOwnerFile({ ctx, input: { text, dryRun } });
const auditOf = async () =>
  (await pool().query<{ action: string; subject_id: string; detail: object }>("select action, subject_id, detail from audit_event order by at, id")).rows;
const ownersOf = async () => Object.fromEntries((await listServices({ ctx, input: { limit: 500 } })).data.map(({ slug, team }) => [slug, team?.slug ?? null]));
const inShort = ({ services: { changed, unchanged, unmatched }, unused }: OwnerChanges) => ({
  changed: changed.map(({ service, before, after, pointer }) => `${service.slug}: ${before} -> ${after} by ${pointer}`),
  unchanged,
  unmatched,
  unused: unused.map(({ match }) => match),
});
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: { reason?: string; errors?: { pointer: string; detail: string }[] }) => [
      error.reason,
      ...(error.errors ?? []).map(({ pointer, detail }) => `${pointer} ${detail}`),
    ],
  );

const file = `teams:
  - slug: payments
    name: Payments
    email: payments@example.com
    chat: "#payments"
    onCall: https://oncall.example.com/p
    runbook: https://wiki.example.com/p
  - slug: core
services:
  - match: "*"
    team: core
  - match: "payments-*"
    team: payments
  - match: payments-legacy
    team: null
  - match: nothing-*
    team: core
`;

beforeEach(async () => {
  await inventory.empty();
  await pool().query("select testing.emptied('audit_event')");
  resetRates();
  for (const slug of ["payments-api", "payments-web", "payments-legacy", "search"]) await inventory.know(slug);
});

describe("an owner file", () => {
  it("makes teams and gives services their owners, the last entry counting, and says all of it; again it changes nothing", async () => {
    await inventory.own("old", ["payments-legacy"]);
    const changes = await apply(file);
    expect(changes).toMatchObject({
      dryRun: false,
      changed: true,
      teams: { created: [{ slug: "payments" }, { slug: "core", name: "core" }], changed: [], unchanged: 0 },
    });
    expect(inShort(changes)).toEqual({
      changed: [
        "payments-api: null -> payments by /services/1",
        "payments-legacy: old -> null by /services/2",
        "payments-web: null -> payments by /services/1",
        "search: null -> core by /services/0",
      ],
      unchanged: 0,
      unmatched: 0,
      unused: ["nothing-*"],
    });
    expect(await ownersOf()).toEqual({ "payments-api": "payments", "payments-web": "payments", "payments-legacy": null, search: "core" });
    expect((await auditOf()).map(({ action, subject_id }) => `${action} ${subject_id}`)).toEqual([
      "team.created payments",
      "team.created core",
      "service.owner_assigned payments-api",
      "service.owner_assigned payments-legacy",
      "service.owner_assigned payments-web",
      "service.owner_assigned search",
      "owner_file.applied owners",
    ]);
    const again = await apply(file);
    expect(again).toMatchObject({ changed: false, teams: { created: [], changed: [], unchanged: 2 }, services: { changed: [], unchanged: 4 } });
    expect(await auditOf()).toHaveLength(7);
  });

  it("as a dry run says the same and changes nothing", async () => {
    const asked = await apply(file, true);
    expect(await ownersOf()).toEqual({ "payments-api": null, "payments-web": null, "payments-legacy": null, search: null });
    expect(await listTeamRefs({ ctx, input: {} })).toEqual([]);
    expect(await auditOf()).toEqual([]);
    expect({ ...(await apply(file)), dryRun: true }).toEqual(asked);
  });

  it("is all that is said of its teams, and leaves other teams and services that nothing matches", async () => {
    await apply(file);
    await inventory.own("other", ["search"]);
    const changes = await apply(`{"teams": [{"slug": "payments", "contact": "ask Mira"}], "services": [{"match": "pay*-web", "team": "other"}]}`);
    expect(changes.teams.changed).toEqual([
      {
        before: {
          slug: "payments",
          name: "Payments",
          contact: null,
          contacts: { email: "payments@example.com", chat: "#payments", onCall: "https://oncall.example.com/p", runbook: "https://wiki.example.com/p" },
        },
        after: { slug: "payments", name: "Payments", contact: "ask Mira" },
      },
    ]);
    expect(inShort(changes)).toEqual({ changed: ["payments-web: payments -> other by /services/0"], unchanged: 0, unmatched: 3, unused: [] });
    expect((await listTeamRefs({ ctx, input: {} })).map(({ slug }) => slug)).toEqual(["core", "other", "payments"]);
  });

  it("is the state that is read back, which changes nothing", async () => {
    await apply(file);
    await saveTeam({ ctx, input: { slug: "core", name: "Core: <b>", contact: "yes" } });
    const state = await getOwnerFile({ ctx: reader, input: {} });
    expect(state.teams).toContainEqual({ slug: "core", name: "Core: <b>", contact: "yes" });
    expect(state.services).toEqual([
      { match: "payments-api", team: "payments" },
      { match: "payments-web", team: "payments" },
      { match: "search", team: "core" },
    ]);
    for (const text of [JSON.stringify(state), ownerFileText(state)])
      expect(await apply(text)).toMatchObject({ changed: false, teams: { unchanged: 2 }, unused: [] });
  });

  it("with a team that is not there, or twice, is refused as a whole with its line", async () => {
    expect(await failureOf(apply("teams:\n- slug: new\nservices:\n- match: search\n  team: new\n- match: a\n  team: nobody\n"))).toEqual([
      "owner_file_invalid",
      '/services/1/team Line 7: There is no team "nobody", and the file makes none',
    ]);
    expect(await failureOf(apply("teams:\n- slug: new\n- slug: new\n"))).toEqual([
      "owner_file_invalid",
      '/teams/1/slug Line 3: The team "new" stands in the file twice',
    ]);
    expect(await listTeamRefs({ ctx, input: {} })).toEqual([]);
    expect(await auditOf()).toEqual([]);
  });

  it("of two callers at once leaves what one of them says", async () => {
    const both = ["one", "two"].map((slug) => `teams:\n- slug: ${slug}\n- slug: shared\n  name: ${slug}\nservices:\n- match: "*"\n  team: ${slug}\n`);
    await Promise.all([...both, ...both].map((text) => apply(text)));
    expect(new Set(Object.values(await ownersOf())).size).toBe(1);
  });

  it("of two callers that name each other's teams never waits for the other one", async () => {
    await apply("teams: [{slug: a}, {slug: b}]");
    const crossed = (own: string, other: string, name: string) => `teams: [{slug: ${own}, name: ${name}}]\nservices: [{match: "*", team: ${other}}]`;
    for (let round = 0; round < 5; round++) await Promise.all([apply(crossed("a", "b", `A${round}`)), apply(crossed("b", "a", `B${round}`))]);
    expect((await listTeamRefs({ ctx, input: {} })).map(({ name }) => name)).toEqual(["A4", "B4"]);
  });

  it("needs inventory:write, reading it inventory:read", async () => {
    expect(await failureOf(applyOwnerFile({ ctx: reader, input: { text: file } }))).toEqual(["scope_missing"]);
    expect(await failureOf(getOwnerFile({ ctx: stranger, input: {} }))).toEqual(["scope_missing"]);
  });
});

describe("the contacts of a team", () => {
  const contacts = { email: "p@example.com", chat: "#p", onCall: "+49 30 1234", runbook: "https://wiki.example.com/p" };

  it("are kept where they are not said, replaced where they are, and come with the services of the team", async () => {
    await saveTeam({ ctx, input: { slug: "payments", name: "Payments", contacts } });
    await saveTeam({ ctx, input: { slug: "payments", name: "Payments EU" } });
    await inventory.own("payments", ["search"]);
    const team = { slug: "payments", name: "Payments EU", contact: null, contacts };
    expect(await listTeamRefs({ ctx, input: {} })).toEqual([team]);
    expect((await getService({ ctx, input: { slug: "search" } })).team).toEqual(team);
    expect((await listTeams({ ctx, input: {} })).data).toMatchObject([team]);
    expect((await listServices({ ctx, input: { q: "search" } })).data[0]?.team).toEqual(team);
    await saveTeam({ ctx, input: { slug: "payments", name: "Payments EU", contacts: { chat: "https://chat.example.com/p", email: null } } });
    expect(await listTeamRefs({ ctx, input: {} })).toEqual([{ ...team, contacts: { chat: "https://chat.example.com/p" } }]);
    const { team: without } = await saveTeam({ ctx, input: { slug: "payments", name: "Payments EU", contacts: {} } });
    expect(without).toEqual({ slug: "payments", name: "Payments EU", contact: null });
    expect(await auditOf()).toHaveLength(4);
  });

  it("must be what they are called", async () => {
    for (const wrong of [{ email: "nobody" }, { runbook: "javascript:alert(1)" }, { onCall: "javascript:alert(1)" }, { chat: "ftp://x" }, { pager: "1" }])
      await expect(saveTeam({ ctx, input: { slug: "x", name: "x", contacts: wrong } })).rejects.toThrow();
  });
});

describe("the routes of owner files", () => {
  const send = async (
    scopes: Scope[],
    handler: typeof PUT,
    { type = "application/yaml", body, query = "", accept = "" }: Record<string, string | undefined>,
  ) => {
    const { token } = await createToken({ ctx: systemContext("test"), input: { name: "ci", scopes } });
    const headers = { authorization: `Bearer ${token}`, "content-type": type, accept };
    const request = new Request(`http://host/api/v1/owners${query}`, {
      method: body === undefined ? "GET" : "PUT",
      headers,
      ...(body !== undefined && { body }),
    });
    const response = await handler(request, { params: Promise.resolve(undefined) });
    return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
  };

  it("take YAML and JSON, answer what would change, and give both", async () => {
    const dry = await send(["inventory:write"], PUT, { body: file, query: "?dryRun=true" });
    expect([dry.status, JSON.parse(dry.text)]).toMatchObject([200, { dryRun: true, changed: true }]);
    expect((await send(["inventory:write"], PUT, { body: file })).status).toBe(200);
    const json = await send(["inventory:read"], GET, {});
    expect(json.type).toContain("application/json");
    const yaml = await send(["inventory:read"], GET, { accept: "application/yaml" });
    expect([yaml.status, yaml.type]).toEqual([200, "application/yaml; charset=utf-8"]);
    for (const [body, type] of [
      [json.text, "application/json"],
      [yaml.text, "text/yaml"],
    ]) {
      const again = await send(["inventory:write"], PUT, { body, type });
      expect([again.status, JSON.parse(again.text)]).toMatchObject([200, { changed: false }]);
    }
  });

  it("refuse what is none, too large, or not allowed", async () => {
    expect((await send(["inventory:write"], PUT, { body: "a", type: "text/plain" })).status).toBe(415);
    expect((await send(["inventory:write"], PUT, { body: "#".repeat(1_048_577) })).status).toBe(413);
    const broken = await send(["inventory:write"], PUT, { body: "teams:\n- name: x\n" });
    expect([broken.status, JSON.parse(broken.text)]).toMatchObject([400, { reason: "owner_file_invalid", errors: [{ pointer: "/teams/0/slug" }] }]);
    expect((await send(["inventory:read"], PUT, { body: file })).status).toBe(403);
    expect((await send(["inventory:write"], GET, {})).status).toBe(403);
  });
});
