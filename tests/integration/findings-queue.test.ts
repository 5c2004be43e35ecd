import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "@/lib/db/transaction";
import { uuidv7 } from "@/lib/db/uuid";
import { insertDecision } from "@/lib/decisions/insert-decision";
import { findingListSchema, groupFindingsBy, listFindings } from "@/lib/findings";
import { refreshOpenFindings } from "@/lib/findings/queue";
import { recordDeployment } from "@/lib/inventory/deployments";
import { daysAgo, documentOf, npm, reader, withInventory } from "./inventory-fixture";
import { naiveQueue, storedQueue } from "./naive-queue";
import { givenVulnerability, openFindings } from "./setup/given-vulnerability";

const inventory = withInventory();
const system = { actor: { kind: "system", name: "test" }, requestId: "test" } as const;
const person = { actor: { kind: "user", id: uuidv7(), name: "Ada", role: "member" }, requestId: "test" } as const;
const rows = async <T>(text: string, values: unknown[] = []) => (await inventory.database.pool.query(text, values)).rows as T[];

beforeAll(async () => {
  const { pool } = inventory.database;
  await inventory.own("shop", ["cart"]);
  await inventory.own("ops", ["jobs"]);
  await inventory.ship({ service: "cart", builtAt: daysAgo(60) }, documentOf(["a", "b", "c", "d", "e", "f"].map((name) => npm(name, "1.0.0"))));
  await inventory.ship({ service: "jobs", builtAt: daysAgo(2) }, documentOf(["a", "b", "c", "d", "e", "f"].map((name) => npm(name, "1.0.0"))));
  const of = (name: string) => [{ name, version: "1.0.0" }];
  await givenVulnerability(pool, { ids: ["CVE-1"], severity: "critical" }, of("a"));
  await givenVulnerability(pool, { ids: ["CVE-2"], severity: "critical", epss: 0.0002 }, of("b"));
  await givenVulnerability(pool, { ids: ["CVE-3"], severity: "high", epss: 0.9 }, of("c"));
  await givenVulnerability(pool, { ids: ["CVE-4"], severity: "low", kev: "2026-01-02" }, of("d"));
  await givenVulnerability(pool, { ids: ["MAL-5"], kind: "malware", severity: "unscored" }, of("e"));
  await givenVulnerability(pool, { ids: ["GHSA-6"], severity: "medium", epss: 0.02 }, of("f"));
  await rows("insert into app_user (id, email, name, role, password_hash) values ($1, 'ada@example.org', 'Ada', 'member', '')", [person.actor.id]);
  await rows("update service set tier = 1 where slug = 'cart'");
  await openFindings(pool);
  const [cart] = await rows<{ id: number }>("select a.id from artifact a join service s on s.id = a.service_id where s.slug = 'cart'");
  await recordDeployment({ ctx: system, input: { artifactId: cart?.id, environment: "prod-eu" } as never });
  const [c] = await rows<{ id: number }>("select id from package where name = 'c'");
  const versions = { range: null, lo: [], hi: [], hiInclusive: [], versions: [] };
  await inTransaction(async (client) => {
    const given = {
      origin: "person",
      documentId: null,
      status: "affected",
      justification: null,
      responses: [],
      detail: null,
      evidenceUrl: null,
      acceptance: true,
    } as const;
    const subjects = [{ names: ["CVE-3"], packageId: c?.id ?? 0, versions, scope: "everywhere", scopeId: null } as const];
    const { id } = await insertDecision(client, system, { ...given, expiresAt: new Date(Date.now() + 86_400_000), subjects });
    await refreshOpenFindings(client, { decisionIds: [id] }, new Date());
  }, pool);
  const [cartId] = await rows<{ id: number }>("select id from service where slug = 'cart'");
  const [f] = await rows<{ id: number }>("select id from package where name = 'f'");
  const place = { serviceId: cartId?.id ?? 0, packageId: f?.id ?? 0 };
  await inTransaction(async (client) => {
    for (const [kind, text] of [
      ["comment", "looked at it"],
      ["assignee", null],
    ])
      await client.query(
        "insert into finding_note (id, service_id, package_id, names, at, by_name, kind, text, assignee_id) values ($1, $2, $3, '{GHSA-6}', now(), 'Ada', $4, $5, $6)",
        [uuidv7(), place.serviceId, place.packageId, kind, text, kind === "assignee" ? person.actor.id : null],
      );
    await refreshOpenFindings(client, { notes: [place] }, new Date());
  }, pool);
});

const list = async (input: object = {}) => findingListSchema.parse(await listFindings({ ctx: person, input }));
const short = ({ data }: Awaited<ReturnType<typeof list>>) => data.map((row) => `${row.service.slug} ${row.vulnerability.id}`);
const only = (answer: Awaited<ReturnType<typeof list>>, service: string) =>
  short(answer).flatMap((row) => (row.startsWith(`${service} `) ? [row.slice(service.length + 1)] : []));

describe("the queue", () => {
  it("is what a naive recomputation gives", async () => {
    expect(await storedQueue(inventory.database.pool)).toEqual(await naiveQueue(inventory.database.pool, new Date()));
  });

  it("begins with malware and what is exploited, then by severity, EPSS, tier and where it runs; a critical finding without EPSS does not sink", async () => {
    const answer = await list();
    expect(only(answer, "cart")).toEqual(["MAL-5", "CVE-4", "CVE-3", "CVE-1", "CVE-2", "GHSA-6"]);
    expect(short(answer).slice(0, 5)).toEqual(["cart MAL-5", "jobs MAL-5", "cart CVE-4", "jobs CVE-4", "cart CVE-3"]);
    const [first] = (await list({ service: "cart", package: "a" })).data;
    expect(first?.rankReasons.map(({ words }) => words)).toEqual([
      "critical severity",
      "no EPSS score, counted as 1 % or more",
      "service of tier 1",
      "runs in production",
    ]);
    expect(answer.meta).toMatchObject({ rows: 12, complete: true, byDecision: { undecided: 10, accepted: 2 } });
  });

  it.each([
    [{ decision: "accepted" }, 2],
    [{ decision: "todo" }, 10],
    [{ decision: ["undecided", "accepted"] }, 12],
    [{ assignee: "me" }, 1],
    [{ assignee: "none" }, 11],
    [{ assignee: ["me", "none"] }, 12],
    [{ tier: "1" }, 6],
    [{ tier: ["3"] }, 6],
    [{ environment: "production" }, 6],
    [{ environment: "none" }, 6],
    [{ environment: "prod-eu" }, 6],
    [{ environment: "staging" }, 0],
    [{ due: "overdue" }, 6],
    [{ due: ["overdue", "soon", "later", "none"] }, 12],
    [{ openedBefore: daysAgo(30).toISOString() }, 6],
    [{ openedSince: daysAgo(30).toISOString() }, 6],
    [{ package: "a", ecosystem: "npm" }, 2],
    [{ package: "a" }, 2],
    [{ ecosystem: "pypi" }, 0],
    [{ source: "both" }, 0],
    [{ source: "osv" }, 12],
    [{ q: "is:accepted" }, 2],
    [{ q: "is:mine tier:1" }, 1],
    [{ q: "env:production severity:critical" }, 2],
    [{ q: "kev:true" }, 2],
    [{ q: "direct:true team:shop" }, 6],
    [{ severity: "critical", kind: "vulnerability", kev: "false", team: "ops" }, 2],
  ])("is narrowed by %j", async (input, n) => {
    const answer = await list(input);
    expect([answer.data.length, answer.meta.rows]).toEqual([n, n]);
  });

  it("says who is at it, what was decided and until when, when it is due and how many comments there are", async () => {
    const [mine] = (await list({ assignee: "me" })).data;
    expect(mine).toMatchObject({ assignee: { name: "Ada" }, comments: 1, decision: { id: null, state: "undecided", until: null } });
    const [accepted] = (await list({ decision: "accepted", service: "cart" })).data;
    expect(accepted?.decision).toMatchObject({ state: "accepted", approved: false });
    expect(Date.parse(accepted?.decision?.until ?? "")).toBeGreaterThan(Date.now());
    expect(Date.parse(accepted?.dueAt ?? "")).toBeGreaterThan(Date.parse(accepted?.openedAt ?? ""));
  });

  it.each(["priority", "severity", "epss", "opened", "-opened", "due", "-due"] as const)("pages through every row once by %s", async (sort) => {
    const whole = short(await list({ sort }));
    expect(new Set(whole).size).toBe(12);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({ sort, limit: 5, ...(cursor ? { cursor } : {}) });
      seen.push(...short(page));
      cursor = page.meta.nextCursor;
    } while (cursor);
    expect(seen).toEqual(whole);
  });

  it("sorts by severity, by EPSS and by when it is due", async () => {
    expect(only(await list({ sort: "severity" }), "cart")).toEqual(["CVE-1", "CVE-2", "CVE-3", "GHSA-6", "CVE-4", "MAL-5"]);
    expect(only(await list({ sort: "epss" }), "cart").slice(0, 3)).toEqual(["CVE-3", "GHSA-6", "CVE-2"]);
    const due = (await list({ sort: "due" })).data.map(({ dueAt }) => dueAt);
    expect(due).toEqual([...due].sort());
  });

  it("does not take what only open findings have for lists of others", async () => {
    await expect(list({ state: "closed", due: "overdue" })).rejects.toMatchObject({ code: "invalid", reason: "question_unreadable" });
    await expect(list({ state: "all", sort: "due" })).rejects.toMatchObject({ code: "invalid" });
  });

  it("is grouped by vulnerability, package and service", async () => {
    const by = async (input: object) => groupFindingsBy({ ctx: reader, input: input as never });
    const vulnerabilities = await by({ by: "vulnerability", limit: 2 });
    expect(vulnerabilities.data.map(({ vulnerability, findings, services }) => [vulnerability?.id, findings, services])).toEqual([
      ["MAL-5", 2, 2],
      ["CVE-4", 2, 2],
    ]);
    expect(vulnerabilities.meta).toMatchObject({ rows: 6, findings: 12 });
    const next = await by({ by: "vulnerability", limit: 50, cursor: vulnerabilities.meta.nextCursor });
    expect(next.data.map(({ vulnerability }) => vulnerability?.id)).toEqual(["CVE-3", "CVE-1", "CVE-2", "GHSA-6"]);
    const services = await by({ by: "service", decision: "todo" });
    expect(
      services.data.map(({ service, team, findings, counts, kev }) => [service?.slug, team?.slug, findings, counts.critical, counts.malware, kev]),
    ).toEqual([
      ["cart", "shop", 5, 2, 1, 1],
      ["jobs", "ops", 5, 2, 1, 1],
    ]);
    const packages = await by({ by: "package", severity: "critical", sort: "findings" });
    expect(packages.data.map((group) => group.package?.name).sort()).toEqual(["a", "b"]);
  });

  it("is narrowed to packages and vulnerabilities exactly, whatever its question names", async () => {
    const idsOf = async (input: object) => {
      const { data } = await listFindings({ ctx: reader, input: input as never });
      return [...new Set(data.map(({ package: { name }, vulnerability }) => `${vulnerability.id} ${name}`))];
    };
    expect(await idsOf({ vulnerability: ["cve-1", "GHSA-6"] })).toEqual(["CVE-1 a", "GHSA-6 f"]);
    expect(await idsOf({ packages: ["npm:a", "npm:c"] })).toEqual(["CVE-3 c", "CVE-1 a"]);
    expect(await idsOf({ q: "npm:a npm:b", vulnerability: ["CVE-1", "CVE-3"] })).toEqual(["CVE-1 a"]);
    expect(await idsOf({ q: "npm:a npm:b", packages: ["npm:b", "npm:c"] })).toEqual(["CVE-2 b"]);
    for (const nothing of [{ packages: ["pypi:a"] }, { packages: ["a"] }, { vulnerability: ["CVE-1"], packages: ["npm:b"] }, { vulnerability: ["CVE-99"] }])
      expect(await idsOf(nothing), JSON.stringify(nothing)).toEqual([]);
    const { meta } = await groupFindingsBy({ ctx: reader, input: { by: "service", packages: ["npm:a", "npm:b"], vulnerability: ["CVE-2"] } });
    expect(meta).toMatchObject({ rows: 2, findings: 2 });
  });
});
