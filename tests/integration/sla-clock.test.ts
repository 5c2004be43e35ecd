import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Context } from "@/lib/context";
import { endDecision, makeDecision, voteOnDecision } from "@/lib/decisions";
import { noteFindings } from "@/lib/findings/notes";
import { endDeployment, recordDeployment } from "@/lib/inventory/deployments";
import { setTeamTier, setTier } from "@/lib/inventory/teams";
import { listBreaches } from "@/lib/sla";
import { daysAgo, documentOf, npm, reader, withInventory } from "./inventory-fixture";
import { ada, forgetDecisions, givenPeople, grace } from "./setup/decision-people";
import { givenVulnerability, openFindings } from "./setup/given-vulnerability";
import { at, daysFrom, dueAfter, queued, refreshAll } from "./sla-fixture";

const inventory = withInventory();
const administrator: Context = { actor: { kind: "user", id: "00000000-0000-7000-8000-0000000000a1", name: "Root", role: "admin" }, requestId: "test" };
const system: Context = { actor: { kind: "system", name: "test" }, requestId: "test" };
const opened = daysAgo(20);
let artifactId = 0;

// By the defaults a high finding is due after 30 days and a critical one after 15; in production and of tier 1 or 2 after 21 and 7.
beforeAll(async () => {
  const { pool } = inventory.database;
  await givenPeople(pool);
  await inventory.own("core", ["shop"]);
  ({ artifactId } = await inventory.ship(
    { service: "shop", builtAt: opened },
    documentOf([npm("quiet", "1.0.0"), npm("loud", "1.0.0"), npm("other", "1.0.0")]),
  ));
  await givenVulnerability(pool, { ids: ["CVE-2026-1"], severity: "high" }, [{ name: "quiet", version: "1.0.0" }]);
  await givenVulnerability(pool, { ids: ["CVE-2026-2"], severity: "critical" }, [{ name: "loud", version: "1.0.0" }]);
  await givenVulnerability(pool, { ids: ["GHSA-aaaa-bbbb-cccc"], severity: "high", kind: "notice" }, [{ name: "other", version: "1.0.0" }]);
  await openFindings(pool);
});

beforeEach(async () => {
  await inventory.database.pool.query("select testing.emptied('finding_note, deployment')");
  await inventory.database.pool.query("update service set tier = null");
  await forgetDecisions(inventory.database.pool);
});

type Decided = { vulnerability?: string; acceptUntil?: Date; status?: "affected" | "not_affected" };

async function decide(when: Date, { vulnerability = "CVE-2026-1", acceptUntil, status = "affected" }: Decided): Promise<string> {
  const { decisions } = await at(when, () =>
    makeDecision({
      ctx: ada,
      input: {
        status,
        ...(status === "not_affected" && { justification: "code_not_present" as const }),
        ...(acceptUntil && { acceptance: true, expiresAt: acceptUntil.toISOString() }),
        subjects: [{ vulnerability, scope: "service", slug: "shop" }],
      },
    }),
  );
  const [decision] = decisions;
  if (decision === undefined) throw new Error("no decision");
  return decision.id;
}

const days = (count: number) => daysFrom(opened, count);

describe("the clock of a finding", () => {
  test("starts when it opens, and goes by the first rule that fits", async () => {
    expect((await queued("shop", "CVE-2026-1"))?.openedAt).toEqual(opened);
    expect(await dueAfter("shop", "CVE-2026-1")).toBe(30);
    expect(await dueAfter("shop", "CVE-2026-2")).toBe(15);
    expect(await dueAfter("shop", "GHSA-aaaa-bbbb-cccc")).toBeNull();
  });

  test("stops when it closes: what is fixed is neither late nor due", async () => {
    const { overdue } = (await listBreaches({ ctx: reader, input: {} })).meta;
    expect(overdue).toBe(1);
    const held = [npm("quiet", "1.0.0"), npm("loud", "1.0.0"), npm("other", "1.0.0")];
    await inventory.ship({ service: "shop", builtAt: daysAgo(2) }, documentOf([npm("quiet", "1.0.0"), npm("loud", "2.0.0"), npm("other", "1.0.0")]));
    expect(await queued("shop", "CVE-2026-2")).toBeNull();
    expect((await listBreaches({ ctx: reader, input: {} })).meta.overdue).toBe(0);
    // Back again: it opens anew, and its clock with it.
    await inventory.ship({ service: "shop", builtAt: daysAgo(1) }, documentOf(held));
    expect(await dueAfter("shop", "CVE-2026-2")).toBe(15);
    expect((await listBreaches({ ctx: reader, input: {} })).meta.overdue).toBe(0);
    await inventory.database.pool.query("delete from finding where closed_at is not null");
    await inventory.database.pool.query("update finding set opened_at = $1", [opened]);
    await refreshAll();
  });

  test("stands still while its risk is accepted, for as long as that is known to last", async () => {
    await decide(days(10), { acceptUntil: days(14) });
    expect((await queued("shop", "CVE-2026-1"))?.state).toBe("accepted");
    expect(await dueAfter("shop", "CVE-2026-1")).toBe(34);
    expect(await dueAfter("shop", "CVE-2026-2")).toBe(15);
    // Once it has expired the finding is in the queue again, and the pause stays.
    await refreshAll(days(15));
    expect((await queued("shop", "CVE-2026-1"))?.state).toBe("undecided");
    expect(await dueAfter("shop", "CVE-2026-1")).toBe(34);
  });

  test("goes on when an acceptance ends before its time", async () => {
    const id = await decide(days(10), { acceptUntil: days(18) });
    expect(await dueAfter("shop", "CVE-2026-1")).toBe(38);
    await at(days(12), () => endDecision({ ctx: ada, input: { id } }));
    expect(await dueAfter("shop", "CVE-2026-1")).toBe(32);
    expect((await queued("shop", "CVE-2026-1"))?.state).toBe("undecided");
  });

  test("stands still once where acceptances overlap, and again where they do not", async () => {
    await decide(days(2), { acceptUntil: days(6) });
    await decide(days(4), { acceptUntil: days(9) });
    expect(await dueAfter("shop", "CVE-2026-1")).toBe(37);
    await decide(days(12), { acceptUntil: days(13) });
    expect(await dueAfter("shop", "CVE-2026-1")).toBe(38);
  });

  test("does not go back before its start: only the part of an acceptance from then on counts", async () => {
    await decide(days(-5), { acceptUntil: days(3) });
    expect(await dueAfter("shop", "CVE-2026-1")).toBe(33);
  });

  test("of something grave goes on until a second person approves", async () => {
    const id = await decide(days(6), { vulnerability: "CVE-2026-2", acceptUntil: days(16) });
    expect(await dueAfter("shop", "CVE-2026-2")).toBe(15);
    await at(days(9), () => voteOnDecision({ ctx: grace, input: { id, vote: "approve" } }));
    expect((await queued("shop", "CVE-2026-2"))?.state).toBe("accepted");
    expect(await dueAfter("shop", "CVE-2026-2")).toBe(22);
  });

  test("of something grave does not stand still by an acceptance that was rejected", async () => {
    const id = await decide(days(6), { vulnerability: "CVE-2026-2", acceptUntil: days(16) });
    await at(days(9), () => voteOnDecision({ ctx: grace, input: { id, vote: "reject" } }));
    expect(await dueAfter("shop", "CVE-2026-2")).toBe(15);
  });

  test("stands still by nothing but an acceptance", async () => {
    await decide(days(3), { status: "affected" });
    expect(await dueAfter("shop", "CVE-2026-1")).toBe(30);
    await decide(days(4), { status: "not_affected" });
    expect(await dueAfter("shop", "CVE-2026-1")).toBe(30);
  });
});

describe("the due date follows", () => {
  test("the tier of the service and where it runs", async () => {
    const ctx = administrator;
    await setTier({ ctx, input: { service: "shop", tier: 1 } });
    expect([await dueAfter("shop", "CVE-2026-1"), await dueAfter("shop", "CVE-2026-2")]).toEqual([30, 15]);
    const input = { service: "shop", build: 1, environment: "production", kind: "application", ref: "main", from: daysAgo(3).toISOString() } as const;
    const { data } = await recordDeployment({ ctx: system, input });
    expect([await dueAfter("shop", "CVE-2026-1"), await dueAfter("shop", "CVE-2026-2")]).toEqual([21, 7]);
    await setTier({ ctx, input: { service: "shop", tier: 4 } });
    expect([await dueAfter("shop", "CVE-2026-1"), await dueAfter("shop", "CVE-2026-2")]).toEqual([30, 15]);
    expect(await setTeamTier({ ctx, input: { team: "core", tier: 2 } })).toEqual({ services: 1 });
    expect([await dueAfter("shop", "CVE-2026-1"), await dueAfter("shop", "CVE-2026-2")]).toEqual([21, 7]);
    expect(await setTeamTier({ ctx, input: { team: "core", tier: 2 } })).toEqual({ services: 0 });
    await endDeployment({ ctx: system, input: { id: data[0]?.id ?? "" } });
    expect([await dueAfter("shop", "CVE-2026-1"), await dueAfter("shop", "CVE-2026-2")]).toEqual([30, 15]);
  });

  test("what somebody said of it, and the policy again when that is taken back", async () => {
    const finding = await inventory.database.pool.query<{ packageVersionId: number }>(
      `select f.package_version_id as "packageVersionId" from finding f join vulnerability v on v.id = f.vulnerability_id where v.display_id = 'CVE-2026-1'`,
    );
    const key = { artifactId, packageVersionId: finding.rows[0]?.packageVersionId ?? 0, vulnerability: "CVE-2026-1" };
    const say = (dueAt: string | null) => noteFindings({ ctx: ada, input: { findings: [key], note: { kind: "due", dueAt } } });
    await say(days(25).toISOString());
    expect(await dueAfter("shop", "CVE-2026-1")).toBe(25);
    await say(null);
    expect(await dueAfter("shop", "CVE-2026-1")).toBe(30);
  });
});

describe("a tier", () => {
  test("is an administrator's to give, is one of four or none, and each change is in the audit", async () => {
    await inventory.database.pool.query("select testing.emptied('audit_event')");
    await expect(setTier({ ctx: ada, input: { service: "shop", tier: 1 } })).rejects.toMatchObject({ reason: "scope_missing" });
    await expect(setTier({ ctx: administrator, input: { service: "shop", tier: 5 } })).rejects.toThrow();
    await expect(setTier({ ctx: administrator, input: { service: "nope", tier: 1 } })).rejects.toMatchObject({ code: "not_found" });
    await setTier({ ctx: administrator, input: { service: "shop", tier: 1 } });
    await setTier({ ctx: administrator, input: { service: "shop", tier: 1 } });
    await setTier({ ctx: administrator, input: { service: "shop", tier: null } });
    const { rows } = await inventory.database.pool.query("select detail from audit_event where action = 'service.tier_set' order by at, id");
    expect(rows).toEqual([{ detail: { tier: 1, before: null } }, { detail: { tier: null, before: 1 } }]);
  });
});
