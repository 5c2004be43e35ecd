import * as fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PATCH as tierRoute } from "@/app/api/v1/services/[slug]/route";
import { GET as breachesRoute } from "@/app/api/v1/sla/breaches/route";
import { GET as editionsRoute } from "@/app/api/v1/sla/policy/editions/route";
import { POST as previewRoute } from "@/app/api/v1/sla/policy/preview/route";
import { GET as policyRoute, PUT as savePolicyRoute } from "@/app/api/v1/sla/policy/route";
import { PUT as teamTierRoute } from "@/app/api/v1/teams/[slug]/tier/route";
import { advisoryKinds, severityWords } from "@/lib/advisories/model";
import { createToken, systemContext } from "@/lib/auth";
import type { Context, Scope } from "@/lib/context";
import { noteFindings } from "@/lib/findings/notes";
import { sweepQueue } from "@/lib/findings/queue";
import {
  currentPolicy,
  defaultPolicy,
  exposureWords,
  getSlaPolicy,
  listBreaches,
  listSlaEditions,
  previewSlaPolicy,
  type SlaRule,
  saveSlaPolicy,
  slaHoursOf,
  slaHoursSql,
} from "@/lib/sla";
import { daysAgo, documentOf, npm, reader, stranger, withInventory } from "./inventory-fixture";
import { ada, givenPeople, grace } from "./setup/decision-people";
import { givenVulnerability, openFindings } from "./setup/given-vulnerability";
import { daysFrom, dueAfter, refreshAll } from "./sla-fixture";

const inventory = withInventory();
const ctx: Context = { actor: { kind: "user", id: "00000000-0000-7000-8000-0000000000a1", name: "Root", role: "admin" }, requestId: "test" };
const any = { kinds: null, severities: null, kev: null, tiers: null, exposures: null } as const;
const rows = async (text: string, values: unknown[] = []) => (await inventory.database.pool.query(text, values)).rows;
const opened = daysAgo(20);

// `shop` of core holds all three, `desk` has no team and holds one.
beforeAll(async () => {
  const { pool } = inventory.database;
  await givenPeople(pool);
  await inventory.own("core", ["shop"]);
  await inventory.ship({ service: "shop", builtAt: opened }, documentOf([npm("one", "1.0.0"), npm("two", "1.0.0"), npm("bad", "1.0.0")]));
  await inventory.ship({ service: "desk", builtAt: daysAgo(10) }, documentOf([npm("two", "1.0.0")]));
  await givenVulnerability(pool, { ids: ["CVE-2026-11"], severity: "high" }, [{ name: "one", version: "1.0.0" }]);
  await givenVulnerability(pool, { ids: ["CVE-2026-12"], severity: "critical" }, [{ name: "two", version: "1.0.0" }]);
  await givenVulnerability(pool, { ids: ["MAL-2026-13"], kind: "malware", severity: "unscored" }, [{ name: "bad", version: "1.0.0" }]);
  await openFindings(pool);
});

beforeEach(async () => {
  await inventory.database.pool.query("select testing.emptied('sla_policy, finding_note, audit_event, setting')");
  await inventory.database.pool.query("update service set tier = null");
  await refreshAll();
});

describe("the hours of a finding", () => {
  const some = <Value>(values: readonly Value[]) => fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 }), { nil: null });
  const rule: fc.Arbitrary<SlaRule> = fc.record({
    kinds: some(advisoryKinds),
    severities: some(severityWords),
    kev: fc.option(fc.boolean(), { nil: null }),
    tiers: some([1, 2, 3, 4]),
    exposures: some(exposureWords),
    hours: fc.option(fc.integer({ min: 1, max: 87_600 }), { nil: null }),
  });
  const classes = advisoryKinds.flatMap((kind) =>
    severityWords.flatMap((severity) =>
      [false, true].flatMap((kev) => [null, 1, 2, 3, 4].flatMap((tier) => exposureWords.map((exposure) => ({ kind, severity, kev, tier, exposure })))),
    ),
  );
  const columns = { kind: "c.kind", severityRank: "c.severity_rank", kev: "c.kev", tier: "c.tier", exposure: "c.exposure" };

  test("are the same in SQL and in the process, for every class and any rules", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(rule, { maxLength: 8 }), async (rules) => {
        const answer = await rows(
          `select ${slaHoursSql(rules, columns)} as hours from unnest($1::int2[], $2::int2[], $3::bool[], $4::int2[], $5::int2[]) with ordinality
             as c(kind, severity_rank, kev, tier, exposure, n) order by c.n`,
          [
            classes.map(({ kind }) => advisoryKinds.indexOf(kind)),
            classes.map(({ severity }) => severityWords.length - 1 - severityWords.indexOf(severity)),
            classes.map(({ kev }) => kev),
            classes.map(({ tier }) => tier),
            classes.map(({ exposure }) => exposureWords.indexOf(exposure)),
          ],
        );
        expect(answer.map(({ hours }) => hours)).toEqual(classes.map((each) => slaHoursOf(rules, each)));
      }),
      { numRuns: 60 },
    );
  });

  test("by severity are not those of malware, which has none", () => {
    const rules: SlaRule[] = [{ ...any, severities: ["unscored"], hours: 1 }];
    const finding = { severity: "unscored", kev: false, tier: null, exposure: "none" } as const;
    expect(slaHoursOf(rules, { ...finding, kind: "vulnerability" })).toBe(1);
    expect(slaHoursOf(rules, { ...finding, kind: "malware" })).toBeNull();
  });

  test("of a service without a tier are those of tier 3", () => {
    const rules: SlaRule[] = [{ ...any, tiers: [3], hours: 5 }];
    expect(slaHoursOf(rules, { kind: "vulnerability", severity: "low", kev: false, tier: null, exposure: "none" })).toBe(5);
  });
});

describe("the policy", () => {
  const strict: SlaRule[] = [
    { ...any, kinds: ["malware"], hours: 2 },
    { ...any, severities: ["critical", "high"], hours: 5 * 24 },
  ];

  test("is the defaults until somebody sets one; each change is an edition, and the last counts", async () => {
    expect(await getSlaPolicy({ ctx: reader, input: {} })).toMatchObject({ version: 0, at: null, by: null, rules: defaultPolicy });
    expect(await currentPolicy(inventory.database.pool)).toEqual(defaultPolicy);
    expect(await saveSlaPolicy({ ctx, input: { rules: strict, basedOn: 0 } })).toMatchObject({ version: 1, by: "Root", rules: strict });
    await saveSlaPolicy({ ctx, input: { rules: strict.slice(1), basedOn: 1 } });
    expect(await currentPolicy(inventory.database.pool)).toEqual(strict.slice(1));
    expect((await listSlaEditions({ ctx: reader, input: {} })).data.map(({ version, rules }) => [version, rules.length])).toEqual([
      [2, 1],
      [1, 2],
    ]);
    expect(await rows("select action, actor_name from audit_event order by at, id")).toEqual([
      { action: "sla_policy.changed", actor_name: "Root" },
      { action: "sla_policy.changed", actor_name: "Root" },
    ]);
  });

  test("that is what it was adds no edition", async () => {
    await saveSlaPolicy({ ctx, input: { rules: [...defaultPolicy] } });
    await saveSlaPolicy({ ctx, input: { rules: strict } });
    expect((await saveSlaPolicy({ ctx, input: { rules: strict } })).version).toBe(1);
    expect(await rows("select version from sla_policy")).toEqual([{ version: 1 }]);
  });

  test("of two who change the same edition is the first one's; the other is told", async () => {
    const outcomes = await Promise.allSettled([0, 1].map((place) => saveSlaPolicy({ ctx, input: { rules: strict.slice(place), basedOn: 0 } })));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict", reason: "sla_policy_changed" } });
    expect(await rows("select version from sla_policy")).toEqual([{ version: 1 }]);
  });

  test("moves every due date once the worker has been, and says how many wait for it", async () => {
    await sweepQueue(inventory.database.pool, { budgetMs: 60_000 });
    expect(await dueAfter("shop", "CVE-2026-11")).toBe(30);
    expect((await saveSlaPolicy({ ctx, input: { rules: strict } })).pending).toBe(2);
    await sweepQueue(inventory.database.pool, { budgetMs: 60_000 });
    expect([await dueAfter("shop", "CVE-2026-11"), await dueAfter("desk", "CVE-2026-12"), await dueAfter("shop", "MAL-2026-13")]).toEqual([5, 5, 2 / 24]);
    expect((await getSlaPolicy({ ctx: reader, input: {} })).pending).toBe(0);
    await saveSlaPolicy({ ctx, input: { rules: [] } });
    await sweepQueue(inventory.database.pool, { budgetMs: 60_000 });
    expect(await dueAfter("shop", "MAL-2026-13")).toBeNull();
  });

  test.each([
    ["an unknown severity", [{ severities: ["severe"], hours: 24 }]],
    ["no hours at all", [{ severities: ["high"] }]],
    ["no time", [{ hours: 0 }]],
    ["a part of an hour", [{ hours: 1.5 }]],
    ["more than ten years", [{ hours: 87_601 }]],
    ["a tier that there is not", [{ tiers: [5], hours: 24 }]],
    ["nothing of a kind", [{ kinds: [], hours: 24 }]],
    ["a field that is not known", [{ teams: ["core"], hours: 24 }]],
    ["too many rules", Array.from({ length: 51 }, () => ({ hours: 24 }))],
  ])("with %s is refused", async (_, given) => {
    await expect(saveSlaPolicy({ ctx, input: { rules: given as SlaRule[] } })).rejects.toThrow();
    expect(await rows("select version from sla_policy")).toEqual([]);
  });

  test("is an administrator's to change, and everybody's to read", async () => {
    await expect(saveSlaPolicy({ ctx: ada, input: { rules: strict } })).rejects.toMatchObject({ reason: "scope_missing" });
    await expect(previewSlaPolicy({ ctx: ada, input: { rules: strict } })).rejects.toMatchObject({ reason: "scope_missing" });
    expect((await getSlaPolicy({ ctx: ada, input: {} })).version).toBe(0);
  });
});

describe("a preview", () => {
  test("says what the rules would make late, as it is once they count", async () => {
    const rules: SlaRule[] = [
      { ...any, kinds: ["malware"], hours: null },
      { ...any, severities: ["critical"], hours: 12 * 24 },
      { ...any, hours: 400 * 24 },
    ];
    const preview = await previewSlaPolicy({ ctx, input: { rules } });
    // Malware since 19 days, the critical finding of shop since 5; that of desk is due in 5 days and the high one in 10.
    expect(preview.now).toEqual({ overdue: 2, soon: 1, later: 1, none: 0 });
    expect(preview.proposed).toEqual({ overdue: 1, soon: 1, later: 1, none: 1 });
    expect(preview.byRule).toEqual([1, 2, 1]);
    await saveSlaPolicy({ ctx, input: { rules } });
    await refreshAll();
    expect((await previewSlaPolicy({ ctx, input: { rules: [] } })).now).toEqual(preview.proposed);
  });

  test("leaves dates that were set by hand as they are", async () => {
    const [key] = await rows(
      `select f.artifact_id as "artifactId", f.package_version_id as "packageVersionId", v.display_id as vulnerability from finding f join vulnerability v on v.id = f.vulnerability_id where v.display_id = 'CVE-2026-11'`,
    );
    await noteFindings({ ctx: ada, input: { findings: [key], note: { kind: "due", dueAt: daysAgo(1).toISOString() } } });
    await refreshAll();
    expect((await previewSlaPolicy({ ctx, input: { rules: [] } })).proposed).toEqual({ overdue: 1, soon: 0, later: 0, none: 3 });
  });
});

describe("what is late or soon will be", () => {
  test("is counted by team, service and assignee, most overdue first", async () => {
    const byTeam = await listBreaches({ ctx: reader, input: {} });
    expect(byTeam.meta).toMatchObject({ soonDays: 7, overdue: 2, soon: 1 });
    expect(byTeam.data).toEqual([
      {
        team: { slug: "core", name: "core", contact: null },
        overdue: { total: 2, malware: 1, critical: 1, high: 0, medium: 0, low: 0, none: 0, unscored: 0 },
        soon: { total: 0, malware: 0, critical: 0, high: 0, medium: 0, low: 0, none: 0, unscored: 0 },
        oldestDueAt: daysFrom(opened, 1).toISOString(),
      },
      expect.objectContaining({ team: null, overdue: expect.objectContaining({ total: 0 }), soon: expect.objectContaining({ total: 1, critical: 1 }) }),
    ]);
    const byService = await listBreaches({ ctx: reader, input: { by: "service" } });
    expect(byService.data.map(({ service, team, overdue, soon }) => [service?.slug, team?.slug, overdue.total, soon.total])).toEqual([
      ["shop", "core", 2, 0],
      ["desk", undefined, 0, 1],
    ]);
  });

  test("is somebody's once they are assigned", async () => {
    const [key] = await rows(
      `select f.artifact_id as "artifactId", f.package_version_id as "packageVersionId", v.display_id as vulnerability from finding f join vulnerability v on v.id = f.vulnerability_id where v.display_id = 'MAL-2026-13'`,
    );
    await noteFindings({ ctx: ada, input: { findings: [key], note: { kind: "assignee", assignee: grace.actor.id } } });
    await refreshAll();
    const { data } = await listBreaches({ ctx: reader, input: { by: "assignee" } });
    expect(data.map(({ assignee, overdue, soon }) => [assignee?.name, overdue.total, soon.total])).toEqual([
      [undefined, 1, 1],
      ["Grace", 1, 0],
    ]);
  });

  test("can be asked of one team, of none, and of one service", async () => {
    const totals = async (input: { team?: string; service?: string }) => {
      const { overdue, soon } = (await listBreaches({ ctx: reader, input })).meta;
      return [overdue, soon];
    };
    expect(await totals({ team: "core" })).toEqual([2, 0]);
    expect(await totals({ team: "none" })).toEqual([0, 1]);
    expect(await totals({ service: "desk" })).toEqual([0, 1]);
    expect(await totals({ team: "nope" })).toEqual([0, 0]);
    await expect(listBreaches({ ctx: stranger, input: {} })).rejects.toMatchObject({ reason: "scope_missing" });
  });
});

test("the API answers as its schemas say", async () => {
  const bearer = async (...scopes: Scope[]) => (await createToken({ ctx: systemContext("test"), input: { name: "t", scopes } })).token;
  const token = await bearer("settings:write", "inventory:read");
  const ask = (method: string, body?: unknown, query = "") =>
    new Request(`http://wherein.test/api/v1/sla${query}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const none = { params: Promise.resolve({}) };
  const at = (slug: string) => ({ params: Promise.resolve({ slug }) });
  expect((await (await policyRoute(ask("GET"), none)).json()).rules).toHaveLength(defaultPolicy.length);
  expect(await (await savePolicyRoute(ask("PUT", { rules: [{ severities: ["high"], hours: 48 }], basedOn: 0 }), none)).json()).toMatchObject({
    version: 1,
    rules: [{ ...any, severities: ["high"], hours: 48 }],
  });
  expect((await savePolicyRoute(ask("PUT", { rules: [], basedOn: 0 }), none)).status).toBe(409);
  expect((await savePolicyRoute(ask("PUT", { rules: [{ hours: "soon" }] }), none)).status).toBe(400);
  expect((await (await editionsRoute(ask("GET"), none)).json()).data).toHaveLength(1);
  expect((await (await previewRoute(ask("POST", { rules: [] }), none)).json()).proposed).toMatchObject({ none: 4 });
  expect((await (await breachesRoute(ask("GET", undefined, "?by=service&team=core"), none)).json()).meta).toMatchObject({ soonDays: 7 });
  expect(await (await tierRoute(ask("PATCH", { tier: 2 }), at("shop"))).json()).toEqual({ service: { slug: "shop", name: "shop" }, tier: 2 });
  expect(await (await teamTierRoute(ask("PUT", { tier: 1 }), at("core"))).json()).toEqual({ services: 1 });
  expect((await teamTierRoute(ask("PUT", { tier: 0 }), at("core"))).status).toBe(400);
});
