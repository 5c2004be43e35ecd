import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import {
  type DecisionRow,
  decisionListSchema,
  decisionPreviewSchema,
  decisionSchema,
  endDecision,
  explainDecision,
  explanationSchema,
  getDecision,
  listDecisions,
  type MakeDecision,
  madeSchema,
  makeDecision,
  previewDecision,
  rekeySubjects,
  voteOnDecision,
} from "@/lib/decisions";
import { keyRevision } from "@/lib/versions";
import { documentOf, npm, reader, withInventory } from "./inventory-fixture";
import { ada, forgetDecisions, givenPeople, grace, queueStates } from "./setup/decision-people";
import { givenVulnerability, openFindings } from "./setup/given-vulnerability";

const inventory = withInventory();

beforeAll(async () => {
  const { pool } = inventory.database;
  await givenPeople(pool);
  await inventory.own("payments", ["checkout", "ledger"]);
  await inventory.ship({ service: "checkout", kind: "image" }, documentOf([npm("lodash", "4.17.20"), npm("quiet", "1.0.0")]));
  await inventory.ship({ service: "checkout", kind: "image", ref: "next" }, documentOf([npm("lodash", "4.17.21")]));
  await inventory.ship({ service: "ledger" }, documentOf([npm("lodash", "4.17.20"), npm("odd", "workspace:x")]));
  await inventory.ship({ service: "alone" }, documentOf([npm("lodash", "4.17.20"), npm("quiet", "1.0.0")]));
  await givenVulnerability(pool, { ids: ["CVE-2026-1", "GHSA-aaaa-bbbb-cccc"], severity: "medium" }, [
    { name: "lodash", version: "4.17.20" },
    { name: "lodash", version: "4.17.21" },
    { name: "odd", version: "workspace:x" },
  ]);
  await givenVulnerability(pool, { ids: ["CVE-2026-2"], severity: "critical" }, [{ name: "quiet", version: "1.0.0" }]);
  await openFindings(pool);
});

beforeEach(async () => {
  await forgetDecisions(inventory.database.pool);
});

const reason = { status: "not_affected", justification: "code_not_reachable" } as const;
const make = async (input: MakeDecision) => madeSchema.parse(await makeDecision({ ctx: ada, input })).decisions;
const states = () => queueStates(inventory.database.pool);
const soon = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

async function keyOf(service: string, name: string, version: string, vulnerability: string, ref = "main") {
  const { rows } = await inventory.database.pool.query<{ artifactId: number; packageVersionId: number }>(
    `select a.id as "artifactId", pv.id as "packageVersionId" from artifact a join service s on s.id = a.service_id, package_version pv join package k on k.id = pv.package_id
     where s.slug = $1 and a.ref = $2 and k.name = $3 and pv.version = $4`,
    [service, ref, name, version],
  );
  const [row] = rows;
  if (!row) throw new Error(`no ${name}@${version} in ${service}`);
  return { ...row, vulnerability };
}

const lodashOf = (service: string) => keyOf(service, "lodash", "4.17.20", "GHSA-aaaa-bbbb-cccc");
const everyLodash = (state: string) => ({
  "alone lodash@4.17.20 CVE-2026-1": state,
  "checkout lodash@4.17.20 CVE-2026-1": state,
  "checkout lodash@4.17.21 CVE-2026-1": state,
  "ledger lodash@4.17.20 CVE-2026-1": state,
});

describe("how far a decision goes", () => {
  it.each<[Pick<MakeDecision, "scope" | "versions">, string[]]>([
    [{ scope: "artifact", versions: "this" }, ["checkout lodash@4.17.20 CVE-2026-1"]],
    [{ scope: "artifact", versions: "all" }, ["checkout lodash@4.17.20 CVE-2026-1"]],
    [{ scope: "service", versions: "this" }, ["checkout lodash@4.17.20 CVE-2026-1"]],
    [{ scope: "service", versions: "all" }, ["checkout lodash@4.17.20 CVE-2026-1", "checkout lodash@4.17.21 CVE-2026-1"]],
    [{ scope: "service", versions: ">4.17.20 <5" }, ["checkout lodash@4.17.21 CVE-2026-1"]],
    [{ scope: "service", versions: "<=4.17.20" }, ["checkout lodash@4.17.20 CVE-2026-1"]],
    [{ scope: "team", versions: "this" }, ["checkout lodash@4.17.20 CVE-2026-1", "ledger lodash@4.17.20 CVE-2026-1"]],
    [{ scope: "everywhere", versions: "all" }, Object.keys(everyLodash(""))],
  ])("is by scope and versions: %j", async (wanted, expected) => {
    const given = { ...reason, findings: [await lodashOf("checkout")], ...wanted };
    const preview = decisionPreviewSchema.parse(await previewDecision({ ctx: ada, input: given }));
    const [decision] = await make(given);
    const decided = Object.entries(await states()).flatMap(([finding, state]) => (state === "not_affected" ? [finding] : []));
    expect(decided).toEqual(expected);
    expect(preview).toEqual({ given: 1, subjects: 1, findings: expected.length, grave: 0, needsApproval: 0 });
    expect(decision).toMatchObject({ phase: "standing", findings: expected.length, needsApproval: false, subjects: 1 });
  });

  it("is the version itself where that cannot be ordered", async () => {
    await make({ ...reason, findings: [await keyOf("ledger", "odd", "workspace:x", "CVE-2026-1")] });
    expect(await states()).toMatchObject({ "ledger odd@workspace:x CVE-2026-1": "not_affected" });
  });

  it("is all that a filter has, each once for the service, package and version", async () => {
    const [decision] = await make({ status: "under_investigation", filter: { q: "team:payments lodash" }, versions: "all" });
    expect(decision).toMatchObject({ subjects: 2, findings: 3, state: "under_investigation" });
    expect(await states()).toMatchObject({ ...everyLodash("under_investigation"), "alone lodash@4.17.20 CVE-2026-1": "undecided" });
  });

  it("is by names too: any id of the vulnerability, a purl, versions, a team", async () => {
    const subject = { vulnerability: "ghsa-AAAA-bbbb-cccc", package: "pkg:npm/lodash", versions: "^4.17.20", scope: "team", slug: "payments" } as const;
    await make({ ...reason, subjects: [subject] });
    expect(await states()).toMatchObject({ ...everyLodash("not_affected"), "alone lodash@4.17.20 CVE-2026-1": "undecided" });
  });
});

describe("what cannot be decided", () => {
  const subject = { vulnerability: "CVE-2026-1", package: "pkg:npm/lodash", scope: "everywhere" } as const;
  it.each<[string, Partial<MakeDecision>]>([
    ["/subjects/0/vulnerability", { subjects: [{ ...subject, vulnerability: "CVE-2099-1" }] }],
    ["/subjects/0/package", { subjects: [{ ...subject, package: "pkg:npm/never-seen" }] }],
    ["/subjects/0/versions", { subjects: [{ ...subject, versions: ">= <" }] }],
    ["/subjects/0/versions", { subjects: [{ ...subject, package: null, versions: "<2" }] }],
    ["/subjects/0/versions", { subjects: [{ ...subject, versions: ">2 <1" }] }],
    ["/subjects/0/slug", { subjects: [{ ...subject, scope: "team" }] }],
    ["/subjects/0/slug", { subjects: [{ ...subject, scope: "service", slug: "nobody" }] }],
    ["/subjects/0/artifactId", { subjects: [{ ...subject, scope: "artifact", artifactId: 999_999 }] }],
    ["/findings/0", { findings: [{ artifactId: 999_999, packageVersionId: 1, vulnerability: "CVE-2026-1" }] }],
    ["/findings/0/vulnerability", { findings: [{ artifactId: 1, packageVersionId: 1, vulnerability: "CVE-2099-1" }] }],
  ])("is refused with its place, %s: %j", async (pointer, about) => {
    await expect(makeDecision({ ctx: ada, input: { ...reason, ...about } })).rejects.toMatchObject({ code: "invalid", errors: [{ pointer }] });
    expect((await listDecisions({ ctx: ada, input: { phase: "all" } })).data).toEqual([]);
  });

  it("is a team's where the service has none", async () => {
    const input: MakeDecision = { ...reason, findings: [await lodashOf("alone")], scope: "team" };
    await expect(makeDecision({ ctx: ada, input })).rejects.toMatchObject({ errors: [{ code: "service_without_team" }] });
  });

  it.each<[string, Partial<MakeDecision>]>([
    ["an acceptance without an end", { status: "affected", acceptance: true }],
    ["an acceptance for years", { status: "affected", acceptance: true, expiresAt: soon(400) }],
    ["the acceptance of what is not affected", { ...reason, acceptance: true, expiresAt: soon(30) }],
    ["not affected without a reason", { status: "not_affected" }],
    ["a justification of what is affected", { status: "affected", justification: "code_not_present" }],
    ["an end in the past", { ...reason, expiresAt: soon(-1) }],
  ])("is %s", async (_, said) => {
    const input = { status: "affected", subjects: [subject], ...said } as MakeDecision;
    await expect(makeDecision({ ctx: ada, input })).rejects.toMatchObject({ name: "ZodError" });
  });

  it("is anything by a caller without the scope", async () => {
    await expect(makeDecision({ ctx: reader, input: { ...reason, subjects: [subject] } })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("which decision counts", () => {
  const explain = async (service: string) => explanationSchema.parse(await explainDecision({ ctx: reader, input: await lodashOf(service) }));
  const reasons = async (service: string) =>
    (await explain(service)).decisions.map(({ decision, counts, reason: why }) => [decision.detail, counts ? "counts" : why]);
  const decide = (detail: string, more: Partial<MakeDecision>) => make({ ...reason, detail, ...more } as MakeDecision);

  it("is the narrowest, then what names the package, then the latest, and the explanation says why of each", async () => {
    const vulnerability = "CVE-2026-1";
    const findings = [await lodashOf("checkout")];
    await decide("artifact", { findings, scope: "artifact", status: "affected", justification: null });
    await decide("any package", { subjects: [{ vulnerability, scope: "everywhere" }] });
    await decide("earlier", { subjects: [{ vulnerability, package: "pkg:npm/lodash", scope: "everywhere" }] });
    await decide("later", { subjects: [{ vulnerability, package: "pkg:npm/lodash", scope: "everywhere" }], status: "fixed", justification: null });
    await decide("other version", { subjects: [{ vulnerability, package: "pkg:npm/lodash", versions: "5.0.0", scope: "service", slug: "checkout" }] });
    await decide("elsewhere", { subjects: [{ vulnerability, package: "pkg:npm/lodash", scope: "service", slug: "ledger" }] });
    const [undone] = await decide("undone", { findings, scope: "artifact" });
    await endDecision({ ctx: grace, input: { id: undone?.id ?? "", cause: "undone" } });
    expect(await states()).toMatchObject({ "checkout lodash@4.17.20 CVE-2026-1": "affected", "alone lodash@4.17.20 CVE-2026-1": "fixed" });
    expect((await explain("checkout")).state).toBe("affected");
    expect(await reasons("checkout")).toEqual([
      ["artifact", "counts"],
      ["undone", "undone"],
      ["other version", "other_version"],
      ["later", "wider_scope"],
      ["earlier", "wider_scope"],
      ["any package", "wider_scope"],
    ]);
    expect(await reasons("alone")).toEqual([
      ["later", "counts"],
      ["earlier", "earlier"],
      ["any package", "any_package"],
    ]);
  });

  it("is the earlier one again when the later is undone, and a decision is ended once", async () => {
    const subjects = [{ vulnerability: "CVE-2026-1", package: "pkg:npm/lodash", scope: "everywhere" } as const];
    await make({ status: "affected", acceptance: true, expiresAt: soon(30), subjects });
    const [later] = await make({ ...reason, subjects });
    await endDecision({ ctx: ada, input: { id: later?.id ?? "", cause: "undone", reason: "Wrong list." } });
    expect(await states()).toMatchObject(everyLodash("accepted"));
    const again = await endDecision({ ctx: grace, input: { id: later?.id ?? "", cause: "withdrawn" } });
    expect(again).toMatchObject({ phase: "ended", ended: { by: "Ada", cause: "undone", reason: "Wrong list." }, mayEnd: false });
  });
});

describe("a decision that expires", () => {
  it("does not count from then on, ended by its time", async () => {
    const finding = await lodashOf("checkout");
    const [decision] = await make({ status: "affected", acceptance: true, expiresAt: soon(30), findings: [finding] });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31 * 86_400_000 });
    try {
      const explanation = await explainDecision({ ctx: reader, input: finding });
      expect(explanation).toMatchObject({ state: "undecided", decisions: [{ counts: false, reason: "expired" }] });
      const row = await getDecision({ ctx: ada, input: { id: decision?.id ?? "" } });
      expect(row).toMatchObject({ phase: "ended", mayEnd: false, ended: { at: row.expiresAt, cause: "expired" } });
      const ending = endDecision({ ctx: ada, input: { id: row.id } });
      await expect(ending).rejects.toMatchObject({ code: "conflict", reason: "decision_ended", message: expect.stringContaining("it expired") });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("what takes grave findings out of the queue", () => {
  const quiet = () => keyOf("checkout", "quiet", "1.0.0", "CVE-2026-2");

  it("waits for a second person, and what does not stands at once", async () => {
    const findings = [await quiet(), await lodashOf("checkout")];
    const preview = await previewDecision({ ctx: ada, input: { ...reason, findings } });
    expect(preview).toEqual({ given: 2, subjects: 2, findings: 2, grave: 1, needsApproval: 1 });
    const [standing, waiting] = await make({ ...reason, findings });
    expect(standing).toMatchObject({ phase: "standing", needsApproval: false, findings: 1, first: { vulnerability: "CVE-2026-1" } });
    expect(waiting).toMatchObject({
      phase: "waiting",
      needsApproval: true,
      findings: 0,
      standsFrom: null,
      mayVote: false,
      first: { vulnerability: "CVE-2026-2" },
    });
    expect(await states()).toMatchObject({ "checkout lodash@4.17.20 CVE-2026-1": "not_affected", "checkout quiet@1.0.0 CVE-2026-2": "undecided" });
    const approved = await voteOnDecision({ ctx: grace, input: { id: waiting?.id ?? "", vote: "approve", reason: "Read the code." } });
    expect(approved).toMatchObject({ phase: "standing", findings: 1, approved: { by: "Grace" } });
    expect(await states()).toMatchObject({ "checkout quiet@1.0.0 CVE-2026-2": "not_affected" });
  });

  it("needs nobody where it stays in the queue", async () => {
    const [decision] = await make({ status: "affected", findings: [await quiet()] });
    expect(decision).toMatchObject({ phase: "standing", needsApproval: false });
  });

  it("never counts without approval for a finding that became grave later, and the explanation says so", async () => {
    const { pool } = inventory.database;
    await make({ ...reason, findings: [await lodashOf("checkout")] });
    await pool.query("update vulnerability set kev_added_on = now() where display_id = 'CVE-2026-1'");
    // Any decision makes the queue anew in which this one is.
    await make({ status: "affected", subjects: [{ vulnerability: "CVE-2026-1", package: "pkg:npm/lodash", scope: "service", slug: "alone" }] });
    const explanation = await explainDecision({ ctx: reader, input: await lodashOf("checkout") });
    await pool.query("update vulnerability set kev_added_on = null where display_id = 'CVE-2026-1'");
    expect(explanation).toMatchObject({ state: "undecided", grave: true, decisions: [{ counts: false, reason: "needs_approval" }] });
  });
});

describe("lists and one decision", () => {
  const ids = ({ data }: { data: DecisionRow[] }) => data.map(({ detail }) => detail);
  const list = async (input: object = {}) => decisionListSchema.parse(await listDecisions({ ctx: grace, input }));

  it("are by phase, vulnerability, package and service, newest first, and page", async () => {
    const subject = { vulnerability: "CVE-2026-1", package: "pkg:npm/lodash", scope: "everywhere" } as const;
    await make({ ...reason, detail: "one", subjects: [subject] });
    await make({ ...reason, detail: "two", subjects: [{ ...subject, scope: "service", slug: "alone" }] });
    await make({ ...reason, detail: "three", subjects: [{ vulnerability: "CVE-2026-2", scope: "everywhere" }] });
    const [last] = await make({ status: "fixed", detail: "four", subjects: [{ ...subject, scope: "team", slug: "payments" }] });
    await endDecision({ ctx: ada, input: { id: last?.id ?? "" } });
    const standing = await list();
    expect(ids(standing)).toEqual(["two", "one"]);
    expect(standing.meta).toMatchObject({ waiting: 1, standing: 2, ended: 1 });
    expect((await list({ phase: "waiting" })).data).toMatchObject([{ detail: "three", mayVote: true }]);
    expect(ids(await list({ phase: "all", vulnerability: "GHSA-aaaa-bbbb-cccc" }))).toEqual(["four", "two", "one"]);
    expect(ids(await list({ phase: "all", package: "pkg:npm/lodash" }))).toEqual(["four", "two", "one"]);
    expect(ids(await list({ phase: "all", service: "checkout" }))).toEqual(["four", "three", "one"]);
    expect(ids(await list({ phase: "all", status: "fixed" }))).toEqual(["four"]);
    const first = await list({ phase: "all", limit: 3 });
    expect([...ids(first), ...ids(await list({ phase: "all", limit: 3, cursor: first.meta.nextCursor ?? "" }))]).toEqual(["four", "three", "two", "one"]);
  });

  it("has what it is about, votes, and what counts instead of it", async () => {
    const findings = [await lodashOf("checkout"), await lodashOf("ledger")];
    const [wide] = await make({ ...reason, subjects: [{ vulnerability: "CVE-2026-1", package: "pkg:npm/lodash", scope: "everywhere" }] });
    const [narrow] = await make({ status: "affected", findings, scope: "artifact" });
    const decision = decisionSchema.parse(await getDecision({ ctx: ada, input: { id: wide?.id ?? "", limit: 1 } }));
    expect(decision).toMatchObject({
      findings: 2,
      reach: { findings: 4, grave: 0 },
      overriddenBy: [{ id: narrow?.id, state: "affected", scope: "artifact", findings: 2 }],
      about: {
        data: [{ vulnerability: "CVE-2026-1", ids: ["CVE-2026-1", "GHSA-aaaa-bbbb-cccc"], package: { name: "lodash" }, versions: null, scope: "everywhere" }],
        meta: { rows: 1, nextCursor: null },
      },
    });
    const other = await getDecision({ ctx: ada, input: { id: narrow?.id ?? "", limit: 1 } });
    expect(other.about.data).toMatchObject([{ n: 0, versions: "4.17.20", slug: "checkout", artifact: { kind: "image", ref: "main" } }]);
    const next = await getDecision({ ctx: ada, input: { id: narrow?.id ?? "", limit: 1, cursor: other.about.meta.nextCursor ?? "" } });
    expect(next.about.data).toMatchObject([{ n: 1, slug: "ledger" }]);
  });
});

describe("keys of versions that older rules made", () => {
  it("are made again from what was said, and the queue with them", async () => {
    const { pool } = inventory.database;
    const subject = { vulnerability: "CVE-2026-1", package: "pkg:npm/lodash", scope: "everywhere" } as const;
    const [range] = await make({ ...reason, subjects: [{ ...subject, versions: "<4.17.21" }] });
    await make({ status: "fixed", findings: [await keyOf("checkout", "lodash", "4.17.21", "CVE-2026-1", "next")] });
    const wanted = await states();
    await pool.query("update decision_subject set key_rev = $1, lo = array_fill('\\xff'::bytea, array[1]), hi = '{null}', hi_inclusive = '{f}'", [
      keyRevision - 1,
    ]);
    await make({ status: "fixed", subjects: [{ ...subject, package: null }] });
    expect(await states()).not.toEqual(wanted);
    await pool.query("insert into decision_end (decision_id, at, by_name, cause) select id, now(), 'x', 'undone' from decision order by made_at desc limit 1");
    expect(await rekeySubjects(pool)).toBe(2);
    expect(await states()).toEqual(wanted);
    expect(await rekeySubjects(pool)).toBe(0);
    expect((await getDecision({ ctx: ada, input: { id: range?.id ?? "" } })).about.data).toMatchObject([{ versions: "<4.17.21" }]);
  });
});
