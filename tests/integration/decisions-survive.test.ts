import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { applyAdvisories } from "@/lib/advisories/apply/apply-advisories";
import { inTransaction, plainPool, pool } from "@/lib/db";
import { endDecision, explainDecision, type MakeDecision, makeDecision } from "@/lib/decisions";
import { getFindingActivity, noteFindings } from "@/lib/findings";
import { renameArtifact } from "@/lib/inventory/rename";
import { documentOf, npm, reader, type Shipped, withInventory } from "./inventory-fixture";
import { recordOf, type Told } from "./setup/advisory-store";
import { ada, forgetDecisions, givenPeople, queueStates } from "./setup/decision-people";

const inventory = withInventory();
const admin = { ...ada, actor: { ...ada.actor, role: "admin" as const } };

const apply = (...told: Told[]) =>
  inTransaction((client) => applyAdvisories(client, { feedId: 1, records: told.map(recordOf), removedKeys: [], at: new Date() }), plainPool());
const ship = (held: readonly string[], more: Partial<Shipped> = {}) =>
  inventory.ship({ service: "shop", artifact: "api", ...more }, documentOf(held.map((each) => npm("left", each))));
const states = () => queueStates(inventory.database.pool);
const reason = { status: "not_affected", justification: "code_not_reachable" } as const;

beforeAll(() => givenPeople(inventory.database.pool));

beforeEach(async () => {
  await inventory.database.pool.query(
    `select testing.emptied('advisory, affected_range, affected_version, vulnerability, vulnerability_alias, match, finding, open_finding, open_tally, open_total, open_total_change, artifact_findings, finding_note, alert,
       package_version, package', 'restart identity cascade')`,
  );
  await inventory.empty();
  await forgetDecisions(inventory.database.pool);
});

/** The open finding, or what was the last one, by any id of the vulnerability. */
async function keyOf(version: string, vulnerability: string) {
  const { rows } = await inventory.database.pool.query<{ artifactId: number; packageVersionId: number }>(
    `select f.artifact_id as "artifactId", f.package_version_id as "packageVersionId" from finding f join package_version pv on pv.id = f.package_version_id
       join vulnerability_alias va on va.vulnerability_id = f.vulnerability_id where pv.version = $1 and va.name = upper($2) order by f.opened_at desc limit 1`,
    [version, vulnerability],
  );
  const [row] = rows;
  if (!row) throw new Error(`no finding of left@${version} and ${vulnerability}`);
  return { ...row, vulnerability };
}

/** Decides on a finding, and says something of it. */
async function decide(version: string, vulnerability: string, more: Partial<MakeDecision> = {}) {
  const findings = [await keyOf(version, vulnerability)];
  await noteFindings({ ctx: ada, input: { findings, note: { kind: "comment", text: "Only in tests" } } });
  await noteFindings({ ctx: ada, input: { findings, note: { kind: "assignee", assignee: ada.actor.id } } });
  const { decisions } = await makeDecision({ ctx: ada, input: { ...reason, findings, versions: "all", ...more } as MakeDecision });
  return decisions[0]?.id ?? "";
}

/** What was said of a finding, whose it is in the queue, and how often it opened. */
async function saidOf(version: string, vulnerability: string) {
  const key = await keyOf(version, vulnerability);
  const { notes, occurrences } = await getFindingActivity({ ctx: reader, input: key });
  const { rows } = await inventory.database.pool.query(
    `select q.assignee_id = $3 as mine from open_finding q join vulnerability_alias va on va.vulnerability_id = q.vulnerability_id
     where q.artifact_id = $1 and q.package_version_id = $2 and va.name = upper($4)`,
    [key.artifactId, key.packageVersionId, ada.actor.id, vulnerability],
  );
  return { comments: notes.flatMap(({ text }) => text ?? []), mine: rows[0]?.mine ?? null, opened: occurrences.length };
}

const kept = { comments: ["Only in tests"], mine: true };

describe("decisions, comments and history survive", () => {
  it("another upload, of the same document and of another one", async () => {
    await apply({ key: "GHSA-a", affects: ["left@1.0.0"] });
    await ship(["1.0.0"]);
    await decide("1.0.0", "GHSA-a");
    await ship(["1.0.0"]);
    await inventory.ship({ service: "shop", artifact: "api" }, documentOf([npm("left", "1.0.0"), npm("right", "2.0.0")]));
    expect(await states()).toEqual({ "shop left@1.0.0 GHSA-a": "not_affected" });
    expect(await saidOf("1.0.0", "GHSA-a")).toEqual({ ...kept, opened: 1 });
  });

  it("an empty SBOM and the full one after it", async () => {
    await apply({ key: "GHSA-a", affects: ["left@1.0.0"] });
    await ship(["1.0.0"]);
    await decide("1.0.0", "GHSA-a");
    await ship([]);
    expect(await states()).toEqual({});
    expect(await saidOf("1.0.0", "GHSA-a")).toEqual({ ...kept, mine: null, opened: 1 });
    await ship(["1.0.0"]);
    expect(await states()).toEqual({ "shop left@1.0.0 GHSA-a": "not_affected" });
    expect(await saidOf("1.0.0", "GHSA-a")).toEqual({ ...kept, opened: 2 });
  });

  it("another version, where it is of all versions or in the range; else the finding is undecided, and says why", async () => {
    await apply({ key: "GHSA-a", affects: ["left@1.0.0", "left@1.1.0", "left@2.0.0"] });
    await ship(["1.0.0"]);
    const all = await decide("1.0.0", "GHSA-a");
    await ship(["2.0.0"]);
    expect(await states()).toEqual({ "shop left@2.0.0 GHSA-a": "not_affected" });
    expect(await saidOf("2.0.0", "GHSA-a")).toMatchObject(kept);
    await endDecision({ ctx: ada, input: { id: all, cause: "undone" } });
    await makeDecision({ ctx: ada, input: { ...reason, findings: [await keyOf("2.0.0", "GHSA-a")], versions: ">=1.1.0 <2.0.0" } });
    await ship(["1.1.0"]);
    expect(await states()).toEqual({ "shop left@1.1.0 GHSA-a": "not_affected" });
    await ship(["1.0.0"]);
    expect(await states()).toEqual({ "shop left@1.0.0 GHSA-a": "undecided" });
    const { decisions } = await explainDecision({ ctx: reader, input: await keyOf("1.0.0", "GHSA-a") });
    expect(decisions.map((each) => each.reason)).toEqual(["other_version", "undone"]);
  });

  it("being made before any SBOM lists what they are about, but not where that is grave: nobody approved them", async () => {
    await apply({ key: "GHSA-a", affects: ["left@1.0.0"] }, { key: "GHSA-b", affects: ["left@1.0.0"] });
    await ship(["2.0.0"]);
    await inventory.database.pool.query("update vulnerability set kev_added_on = now() where display_id = 'GHSA-b'");
    const about = { package: "pkg:npm/left", scope: "service", slug: "shop" } as const;
    const subjects = [{ ...about, vulnerability: "GHSA-a" } as const, { ...about, vulnerability: "GHSA-b" } as const];
    const { decisions } = await makeDecision({ ctx: ada, input: { ...reason, subjects } });
    expect(decisions).toMatchObject([{ phase: "standing", needsApproval: false, findings: 0 }]);
    expect(await states()).toEqual({});
    await ship(["1.0.0"]);
    expect(await states()).toEqual({ "shop left@1.0.0 GHSA-a": "not_affected", "shop left@1.0.0 GHSA-b": "undecided" });
  });

  it("ids that turn out to be of one vulnerability: the merged finding has the decision of either", async () => {
    await apply({ key: "GHSA-a", affects: ["left@1.0.0"] }, { key: "PYSEC-1", affects: ["left@1.0.0"] });
    await ship(["1.0.0"]);
    await decide("1.0.0", "PYSEC-1");
    expect(await states()).toEqual({ "shop left@1.0.0 GHSA-a": "undecided", "shop left@1.0.0 PYSEC-1": "not_affected" });
    await apply({ key: "CVE-2026-1", aliases: ["GHSA-a", "PYSEC-1"] });
    expect(await states()).toEqual({ "shop left@1.0.0 CVE-2026-1": "not_affected" });
    expect(await saidOf("1.0.0", "CVE-2026-1")).toEqual({ ...kept, opened: 1 });
  });

  it("a vulnerability that turns out to be two: both have the decision that was of the one", async () => {
    const bridge = { key: "CVE-2026-1", aliases: ["GHSA-a", "PYSEC-1"] };
    await apply(bridge, { key: "GHSA-a", affects: ["left@1.0.0"] }, { key: "PYSEC-1", affects: ["left@1.0.0"] });
    await ship(["1.0.0"]);
    await decide("1.0.0", "CVE-2026-1");
    await apply({ ...bridge, aliases: ["GHSA-a"] });
    expect(await states()).toEqual({ "shop left@1.0.0 CVE-2026-1": "not_affected", "shop left@1.0.0 PYSEC-1": "not_affected" });
    expect(await saidOf("1.0.0", "PYSEC-1")).toMatchObject(kept);
    expect(await saidOf("1.0.0", "GHSA-a")).toMatchObject(kept);
  });

  it("a name that the vulnerability got later, and the one by which it was decided is gone from", async () => {
    await apply({ key: "GHSA-a", aliases: ["CVE-2026-1"], affects: ["left@1.0.0"] });
    await ship(["1.0.0"]);
    await decide("1.0.0", "CVE-2026-1");
    await apply({ key: "GHSA-a", aliases: ["CVE-2026-2"], affects: ["left@1.0.0"], says: "another CVE" });
    expect(await states()).toEqual({ "shop left@1.0.0 CVE-2026-2": "not_affected" });
    expect(await saidOf("1.0.0", "CVE-2026-2")).toMatchObject(kept);
  });

  it("another name of the artifact, also where they are of the artifact alone", async () => {
    await apply({ key: "GHSA-a", affects: ["left@1.0.0"] });
    const { artifactId } = await ship(["1.0.0"]);
    await decide("1.0.0", "GHSA-a", { scope: "artifact" });
    await renameArtifact({ ctx: admin, input: { id: artifactId, name: "gateway", ref: "trunk" } });
    expect(await ship(["1.0.0"], { artifact: "gateway", ref: "trunk", version: "2" })).toMatchObject({ artifactId, seq: 2 });
    expect(await states()).toEqual({ "shop left@1.0.0 GHSA-a": "not_affected" });
    expect(await saidOf("1.0.0", "GHSA-a")).toEqual({ ...kept, opened: 1 });
  });

  it("a decision for the team goes with the team that has the service", async () => {
    await inventory.own("payments", ["shop"]);
    await apply({ key: "GHSA-a", affects: ["left@1.0.0"] });
    await ship(["1.0.0"]);
    await decide("1.0.0", "GHSA-a", { scope: "team" });
    await ship(["1.0.0"], { ref: "next" });
    expect(Object.values(await states())).toEqual(["not_affected"]);
    expect((await pool().query("select count(*)::int as n from open_finding where state = 'not_affected'")).rows[0].n).toBe(2);
  });
});

describe("renaming an artifact", () => {
  const nothing = { code: "not_found", reason: "artifact_not_found" };

  it("changes nothing where it has these names, and refuses names that another one of the service has", async () => {
    const { artifactId: id } = await ship([]);
    await ship([], { artifact: "worker" });
    await ship([], { artifact: "worker", kind: "image" });
    expect(await renameArtifact({ ctx: admin, input: { id, name: "api" } })).toMatchObject({ changed: false });
    await expect(renameArtifact({ ctx: admin, input: { id, name: "worker" } })).rejects.toMatchObject({ code: "conflict", reason: "artifact_exists" });
    expect(await renameArtifact({ ctx: admin, input: { id, name: "worker", ref: "old" } })).toMatchObject({
      service: { slug: "shop" },
      artifact: { id, name: "worker", ref: "old" },
      changed: true,
    });
    await expect(renameArtifact({ ctx: admin, input: { id: 999_999, name: "x" } })).rejects.toMatchObject(nothing);
    await expect(renameArtifact({ ctx: ada, input: { id, name: "x" } })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("to one name at once from two sides succeeds for one", async () => {
    const ids = [(await ship([])).artifactId, (await ship([], { artifact: "worker" })).artifactId];
    const renamed = await Promise.allSettled(ids.map((id) => renameArtifact({ ctx: admin, input: { id, name: "one" } })));
    expect(renamed.map((each) => (each.status === "fulfilled" ? "renamed" : each.reason.reason)).sort()).toEqual(["artifact_exists", "renamed"]);
  });
});
