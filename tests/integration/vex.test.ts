import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import { endDecision, listDecisions, voteOnDecision } from "@/lib/decisions";
import { getVexDocument, listVexDocuments, sweepVex, withdrawVex } from "@/lib/decisions/vex";
import { refreshOpenFindings } from "@/lib/findings/queue";
import { renameArtifact } from "@/lib/inventory/rename";
import { documentOf, npm, reader, withInventory } from "./inventory-fixture";
import { ada, forgetDecisions, givenPeople, grace, queueStates } from "./setup/decision-people";
import { givenVulnerability, openFindings } from "./setup/given-vulnerability";
import { importing, inProduct, vexOf } from "./vex-fixture";

const inventory = withInventory();
const system: Context = { actor: { kind: "system", name: "test" }, requestId: "test" };
const digest = `sha256:${"a".repeat(64)}`;

beforeAll(async () => {
  const { pool } = inventory.database;
  await givenPeople(pool);
  await inventory.own("money", ["payments"]);
  const document = documentOf([npm("left", "1.0.0"), npm("grave", "1.0.0")]);
  await inventory.ship({ service: "payments", artifact: "acme/api", kind: "image", digest, version: "2.0" }, document);
  await inventory.ship({ service: "shop", artifact: "web", version: "1.0" }, documentOf([npm("left", "2.0.0")]));
  await givenVulnerability(pool, { ids: ["CVE-2026-1", "GHSA-aaaa-bbbb-cccc"] }, [
    { name: "left", version: "1.0.0" },
    { name: "left", version: "2.0.0" },
  ]);
  await givenVulnerability(pool, { ids: ["CVE-2026-2"], severity: "critical" }, [{ name: "grave", version: "1.0.0" }]);
  await openFindings(pool);
});

beforeEach(async () => {
  await inventory.database.pool.query("select testing.emptied('vex_document, vex_said, vex_product')");
  await forgetDecisions(inventory.database.pool);
});

const undecided = { "payments left@1.0.0 CVE-2026-1": "undecided", "shop left@2.0.0 CVE-2026-1": "undecided", "payments grave@1.0.0 CVE-2026-2": "undecided" };
const states = async () => {
  const found = await queueStates(inventory.database.pool);
  return Object.fromEntries(Object.entries(found).filter(([, state]) => state !== "undecided"));
};
const count = async (table: string) => (await inventory.database.pool.query(`select count(*)::int as n from ${table}`)).rows[0].n;

/** Makes the queue of what the fixture opened beside the product. */
async function refreshQueue(): Promise<void> {
  const { rows } = await inventory.database.pool.query<{ id: number }>("select id from artifact");
  await inTransaction((client) => refreshOpenFindings(client, { artifactIds: rows.map(({ id }) => id) }, new Date()), inventory.database.pool);
}

describe("what a document says", () => {
  it("of a package counts for all services, by any id of the vulnerability", async () => {
    expect(await queueStates(inventory.database.pool)).toEqual(undecided);
    const { outcome, report } = await importing(vexOf([{ cve: "ghsa-aaaa-bbbb-cccc" }]));
    expect(outcome).toBe("imported");
    expect(report).toMatchObject({ statements: 1, decisions: 1, subjects: 1, findings: 2, needApproval: 0, faultCount: 0 });
    expect(await states()).toEqual({ "payments left@1.0.0 CVE-2026-1": "not_affected", "shop left@2.0.0 CVE-2026-1": "not_affected" });
  });

  it("of one version counts for that version", async () => {
    await importing(vexOf([{ products: [{ "@id": "pkg:npm/left@2.0.0" }] }]));
    expect(await states()).toEqual({ "shop left@2.0.0 CVE-2026-1": "not_affected" });
  });

  it.each([
    ["the digest of a build", inProduct(`pkg:oci/anything@${encodeURIComponent(digest)}`, "pkg:npm/left")],
    ["its name", inProduct("pkg:docker/acme/api", "pkg:npm/left")],
    ["its name in a repository", inProduct("pkg:oci/api?repository_url=ghcr.io/acme/api", "pkg:npm/left@1.0.0")],
    ["service and name, and the version of a build", inProduct("pkg:generic/payments/acme%2Fapi@2.0", "pkg:npm/left")],
    ["its name, without a package", { "@id": "pkg:docker/acme/api" }],
  ])("of a product counts for the artifact that is it, by %s", async (_, product) => {
    const { report } = await importing(vexOf([{ products: [product] }]));
    expect(report).toMatchObject({ unknownProducts: 0, nowhere: 0, decisions: 1 });
    expect(await states()).toEqual({ "payments left@1.0.0 CVE-2026-1": "not_affected" });
  });

  it.each([
    ["another digest", `pkg:oci/api@sha256%3A${"b".repeat(64)}`],
    ["the name of another repository", "pkg:oci/api?repository_url=ghcr.io/other/api"],
    ["a part of its name", "pkg:oci/api"],
    ["a version that it never had", "pkg:docker/acme/api@3.0"],
  ])("of a product that is no artifact, by %s, counts nowhere and is listed", async (_, product) => {
    const { report } = await importing(vexOf([{ products: [inProduct(product, "pkg:npm/left")] }]));
    expect(report).toMatchObject({ decisions: 0, nowhere: 1, unknownProducts: 1, products: [{ product, statements: 1 }] });
    expect(await states()).toEqual({});
  });

  it("counts in the scope that is chosen, also of products that are no artifact", async () => {
    const document = vexOf([{ products: [inProduct("pkg:oci/base", "pkg:npm/left")] }]);
    const { document: stored } = await importing(document, { scope: "team", slug: "money" });
    expect(stored).toMatchObject({ scope: "team", scopeName: "money", standing: 1 });
    expect(await states()).toEqual({ "payments left@1.0.0 CVE-2026-1": "not_affected" });
    await expect(importing(document, { scope: "service", slug: "nothing" })).rejects.toMatchObject({ code: "not_found", reason: "service_not_found" });
  });

  it("later wins over what it says earlier", async () => {
    await importing(
      vexOf([
        { timestamp: "2026-02-02T00:00:00Z", status: "fixed" },
        { timestamp: "2026-02-01T00:00:00Z", status: "under_investigation" },
      ]),
    );
    expect(Object.values(await states())).toEqual(["fixed", "fixed"]);
  });

  it("of what is grave waits for a second person, and the rest does not", async () => {
    const products = [{ "@id": "pkg:npm/left" }, { "@id": "pkg:npm/grave" }];
    const { report } = await importing(vexOf([{ cve: "CVE-2026-2", products }]));
    expect(report).toMatchObject({ decisions: 2, needApproval: 1 });
    expect(await states()).toEqual({});
    const { data } = await listDecisions({ ctx: reader, input: { phase: "waiting" } });
    const id = data[0]?.id ?? "";
    await expect(voteOnDecision({ ctx: ada, input: { id, vote: "approve" } })).rejects.toMatchObject({ code: expect.stringMatching(/forbidden|conflict/) });
    await voteOnDecision({ ctx: grace, input: { id, vote: "approve" } });
    expect(await states()).toEqual({ "payments grave@1.0.0 CVE-2026-2": "not_affected" });
  });
});

describe("the same document", () => {
  it("again changes nothing", async () => {
    const { document } = await importing(vexOf([{}]));
    const again = await importing(vexOf([{}]));
    expect([again.outcome, again.document?.id]).toEqual(["unchanged", document?.id]);
    expect([await count("decision"), await count("vex_document")]).toEqual([1, 1]);
  });

  it("twice at once is imported once", async () => {
    const outcomes = await Promise.all([importing(vexOf([{}])), importing(vexOf([{}])), importing(vexOf([{}]))]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["imported", "unchanged", "unchanged"]);
    expect(await count("decision")).toBe(1);
  });

  it("in a newer version ends what it does not say any more, and keeps what it says", async () => {
    await importing(vexOf([{}, { cve: "CVE-2026-2", products: [{ "@id": "pkg:npm/grave" }] }]));
    const before = (await listDecisions({ ctx: reader, input: { phase: "waiting" } })).data[0]?.id ?? "";
    await voteOnDecision({ ctx: grace, input: { id: before, vote: "approve" } });
    const { report, document } = await importing(
      vexOf([{ status: "under_investigation" }, { cve: "CVE-2026-2", products: [{ "@id": "pkg:npm/grave" }] }], { version: 2 }),
    );
    expect(report).toMatchObject({ ended: 1, decisions: 1, saidAlready: 1 });
    expect(await states()).toEqual({
      "payments left@1.0.0 CVE-2026-1": "under_investigation",
      "shop left@2.0.0 CVE-2026-1": "under_investigation",
      "payments grave@1.0.0 CVE-2026-2": "not_affected",
    });
    const ended = await listVexDocuments({ ctx: reader, input: { state: "ended" } });
    expect(ended.data).toMatchObject([{ version: "1", replacedBy: document?.id, standing: 0 }]);
  });

  it("in an older version is not imported", async () => {
    await importing(vexOf([{}], { version: 2 }));
    const older = await importing(vexOf([{ status: "fixed" }], { version: 1 }));
    expect(older).toMatchObject({ outcome: "older", document: { version: "2" }, report: { decisions: 0 } });
    expect(new Set(Object.values(await states()))).toEqual(new Set(["not_affected"]));
  });
});

describe("two documents that say the same", () => {
  const other = { "@id": "https://acme.test/vex/2" };

  it("share a decision, which stands as long as one of them does", async () => {
    const first = await importing(vexOf([{}]));
    const second = await importing(vexOf([{}], other));
    expect(second.report).toMatchObject({ decisions: 0, saidAlready: 1 });
    expect([second.document?.standing, await count("decision")]).toEqual([1, 1]);
    await withdrawVex({ ctx: ada, input: { id: first.document?.id ?? "" } });
    expect(Object.values(await states())).toEqual(["not_affected", "not_affected"]);
    const gone = await withdrawVex({ ctx: ada, input: { id: second.document?.id ?? "" } });
    expect(gone.endedBy).toBe("Ada");
    expect(await states()).toEqual({});
    expect(await count("decision")).toBe(1);
  });

  it("share a part of one: what the other says is said again when the one is withdrawn", async () => {
    const products = [{ "@id": "pkg:npm/left@1.0.0" }, { "@id": "pkg:npm/left@2.0.0" }];
    const first = await importing(vexOf([{ products }]));
    await importing(vexOf([{ products: [products[1]] }], other));
    await withdrawVex({ ctx: ada, input: { id: first.document?.id ?? "" } });
    expect(await states()).toEqual({ "shop left@2.0.0 CVE-2026-1": "not_affected" });
  });
});

it("a dry run says what would be done, and does nothing", async () => {
  const packages = await count("package");
  const document = vexOf([
    { products: [{ "@id": "pkg:npm/left" }, { "@id": "pkg:npm/never-heard" }] },
    { cve: "CVE-2026-2", products: [{ "@id": "pkg:npm/grave" }] },
  ]);
  const { outcome, report } = await importing(document, { dryRun: "true" });
  expect(outcome).toBe("preview");
  expect(report).toMatchObject({ statements: 2, decisions: 2, subjects: 3, findings: 3, needApproval: 1, unknownPackages: 1 });
  expect([await count("decision"), await count("vex_document"), await count("package")]).toEqual([0, 0, packages]);
  const imported = await importing(document);
  expect(imported.report).toEqual(report);
  expect((await importing(vexOf([], { version: 2 }), { dryRun: "true" })).report).toMatchObject({ ended: 2, decisions: 0 });
});

it("what people withdrew does not come back with its document, nor when artifacts come", async () => {
  const { document } = await importing(vexOf([{ products: [{ "@id": "pkg:npm/left" }, inProduct("pkg:docker/new/one", "pkg:npm/left")] }]));
  const { data } = await listDecisions({ ctx: reader, input: {} });
  await endDecision({ ctx: grace, input: { id: data[0]?.id ?? "" } });
  await importing(vexOf([{ products: [{ "@id": "pkg:npm/left" }, inProduct("pkg:docker/new/one", "pkg:npm/left")] }]));
  expect(await states()).toEqual({});
  expect(await sweepVex(inventory.database.pool)).toBe(0);
  await inventory.ship({ service: "later", artifact: "new/one", kind: "image" }, documentOf([npm("left", "1.0.0")]));
  expect(await sweepVex(inventory.database.pool)).toBe(1);
  await openFindings(inventory.database.pool);
  await refreshQueue();
  expect(await states()).toEqual({ "later left@1.0.0 CVE-2026-1": "not_affected" });
  expect(await sweepVex(inventory.database.pool)).toBe(0);
  expect((await getVexDocument({ ctx: reader, input: { id: document?.id ?? "" } })).report).toMatchObject({ unknownProducts: 0 });
});

describe("what waits for a product counts when an artifact is renamed to it", () => {
  const pool = () => inventory.database.pool;
  // Long before the document: what came a little while before it is looked at anyway.
  const longAgo = () => pool().query("update artifact set created_at = now() - interval '1 day'; update build set received_at = now() - interval '1 day'");
  async function shipped(service: string, version?: string): Promise<number> {
    const { artifactId } = await inventory.ship(
      { service, artifact: "old/name", kind: "image", ...(version && { version }) },
      documentOf([npm("left", "1.0.0")]),
    );
    await openFindings(pool());
    await refreshQueue();
    await longAgo();
    return artifactId;
  }
  const rename = (id: number, name: string) => renameArtifact({ ctx: system, input: { id, name } });

  it.each([
    ["by its name", "renamed1", undefined, "pkg:docker/other/named1", "other/named1"],
    ["by its service and name", "renamed2", undefined, "pkg:docker/renamed2/named2", "named2"],
    ["by its name and the version of a build", "renamed3", "7.1", "pkg:docker/other/named3@7.1", "other/named3"],
  ])("%s", async (_, service, version, product, name) => {
    const id = await shipped(service, version);
    const { report } = await importing(vexOf([{ products: [inProduct(product, "pkg:npm/left")] }]));
    expect(report).toMatchObject({ decisions: 0, unknownProducts: 1 });
    expect(await sweepVex(pool())).toBe(0);
    await renameArtifact({ ctx: system, input: { id, ref: "another" } });
    expect(await sweepVex(pool())).toBe(0);
    await rename(id, name);
    expect(await sweepVex(pool())).toBe(1);
    expect(await states()).toEqual({ [`${service} left@1.0.0 CVE-2026-1`]: "not_affected" });
    expect(await sweepVex(pool())).toBe(0);
    // The decision is bound to the artifact and not to its name.
    await rename(id, "old/name");
    expect(await sweepVex(pool())).toBe(0);
    expect(await states()).toEqual({ [`${service} left@1.0.0 CVE-2026-1`]: "not_affected" });
  });

  it("and not where it is another version, or the document is withdrawn", async () => {
    const id = await shipped("renamed4", "7.1");
    await importing(vexOf([{ products: [inProduct("pkg:docker/other/named4@7.2", "pkg:npm/left")] }]));
    const { document } = await importing(vexOf([{ products: [inProduct("pkg:docker/other/named4", "pkg:npm/left")] }], { "@id": "https://acme.example/2" }));
    await withdrawVex({ ctx: ada, input: { id: document?.id ?? "" } });
    await rename(id, "other/named4");
    expect(await sweepVex(pool())).toBe(0);
    expect(await states()).toEqual({});
  });
});

it("packages and vulnerabilities that nobody knows yet count when they come", async () => {
  const { pool } = inventory.database;
  const { report } = await importing(vexOf([{ cve: "CVE-2026-77", products: [{ "@id": "pkg:npm/unheard" }] }]));
  expect(report).toMatchObject({ decisions: 1, findings: 0, unknownPackages: 1, unknownVulnerabilities: 1 });
  await inventory.ship({ service: "late" }, documentOf([npm("unheard", "1.0.0")]));
  await givenVulnerability(pool, { ids: ["CVE-2026-77"] }, [{ name: "unheard", version: "1.0.0" }]);
  await openFindings(pool);
  await refreshQueue();
  expect(await states()).toEqual({ "late unheard@1.0.0 CVE-2026-77": "not_affected" });
});

it("needs the scope to write findings", async () => {
  await expect(importing(vexOf([{}]), {}, reader)).rejects.toMatchObject({ code: "forbidden" });
});
