import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assessmentRevision } from "@/lib/inventory/assess/assess-document";
import { sweepAssessments } from "@/lib/inventory/assess/sweep-assessments";
import { type Assessment, assessmentSchema, buildSchema, getBuild, getBuildAssessment } from "@/lib/inventory/read";
import { documentOf, npm, reader, stranger, withInventory } from "./inventory-fixture";
import { startDocumentThread } from "./setup/bundle-thread";

const inventory = withInventory();
const ctx = reader;
let endThread = async () => {};
beforeAll(async () => {
  endThread = await startDocumentThread();
});
afterAll(() => endThread());

const document = documentOf([npm("lodash", "4.17.21"), npm("a", "1.0.0")], { root: ["a"], edges: { a: ["lodash"] } });
/** The same bytes but for what `change` does to the text. */
const changed = (change: (text: string) => string) => Buffer.from(change(document.toString()));
const rebuilt = (at: string) => changed((text) => text.replace(/urn:uuid:[0-9a-f-]+/, `urn:uuid:${randomUUID()}`).replace("2026-01-01T00:00:00Z", at));

async function rows(): Promise<{ revision: number; assessedAt: Date }[]> {
  const found = await inventory.database.pool.query(`select revision, assessed_at as "assessedAt" from document_assessment order by assessed_at`);
  return found.rows;
}
const assess = async (service: string, { artifactId, seq }: { artifactId: number; seq: number }): Promise<Assessment> =>
  assessmentSchema.parse(await getBuildAssessment({ ctx, input: { slug: service, artifactId, seq } }));
const outcomesOf = ({ quality }: Assessment) =>
  quality.kind === "judged"
    ? Object.fromEntries(quality.profiles.map(({ id, rules }) => [id, rules.filter(({ outcome }) => outcome === "fail").map(({ id: rule }) => rule)]))
    : {};

describe("the assessment of a build", () => {
  it("is made when it is asked for, stored, and part of the build from then on", async () => {
    const build = await inventory.ship({ service: "checkout" }, document);
    const input = { slug: "checkout", ...build };
    expect((await getBuild({ ctx, input })).assessment).toBeNull();
    const assessment = await assess("checkout", build);
    expect(assessment.validity).toEqual({ kind: "valid", schema: "CycloneDX 1.6 JSON schema" });
    expect(outcomesOf(assessment).readiness).toEqual(["age"]);
    expect(outcomesOf(assessment)["ntia-2021"]).toEqual(["supplier-name", "other-unique-identifiers", "sbom-author"]);
    expect(await rows()).toMatchObject([{ revision: assessmentRevision }]);
    expect(buildSchema.parse(await getBuild({ ctx, input })).assessment).toEqual(assessment);
  });

  it("is shared by documents that differ in serial number and time only, each with its own age", async () => {
    const build = await inventory.ship({ service: "checkout" }, rebuilt(new Date().toISOString()));
    const { assessment } = await getBuild({ ctx, input: { slug: "checkout", ...build } });
    expect(assessment && outcomesOf(assessment).readiness).toEqual([]);
    expect(await rows()).toHaveLength(1);
  });

  it("is a document's own when its head says something else", async () => {
    const authored = changed((text) => text.replace('"metadata":{', '"metadata":{"authors":[{"name":"Ada"}],'));
    const assessment = await assess("checkout", await inventory.ship({ service: "checkout" }, authored));
    expect(outcomesOf(assessment)["ntia-2021"]).toEqual(["supplier-name", "other-unique-identifiers"]);
    const odd = changed((text) => text.replace("2026-01-01T00:00:00Z", "2026-01-01 00:00:00"));
    const { validity } = await assess("checkout", await inventory.ship({ service: "checkout" }, odd));
    expect(validity).toMatchObject({ kind: "invalid", total: 1, errors: [{ pointer: "/metadata/timestamp" }] });
    expect(await rows()).toHaveLength(3);
  });

  it("is made once for all who ask at the same time", async () => {
    const build = await inventory.ship({ service: "busy" }, documentOf([npm("b", "1.0.0")]));
    const answers = await Promise.all([1, 2, 3].map(() => assess("busy", build)));
    expect(new Set(answers.map(({ assessedAt }) => assessedAt)).size).toBe(1);
  });

  it("is made again when the rules have changed", async () => {
    const build = await inventory.ship({ service: "stale" }, documentOf([npm("c", "1.0.0")]));
    await assess("stale", build);
    await inventory.database.pool.query("update document_assessment set revision = $1, validity = $2", [assessmentRevision - 1, { kind: "timedOut" }]);
    expect((await getBuild({ ctx, input: { slug: "stale", ...build } })).assessment).toBeNull();
    expect((await assess("stale", build)).validity.kind).toBe("valid");
  });

  it("says where an SPDX document breaks its rules, and never stood in its way", async () => {
    const spdx = {
      spdxVersion: "SPDX-2.3",
      SPDXID: "SPDXRef-DOCUMENT",
      name: "x",
      creationInfo: { creators: "me" },
      packages: [{ SPDXID: "SPDXRef-a", name: "a" }],
    };
    const { validity } = await assess("spdx", await inventory.ship({ service: "spdx" }, Buffer.from(JSON.stringify(spdx))));
    expect(validity).toMatchObject({ kind: "invalid", schema: "SPDX 2.3 JSON rules" });
    expect(validity.kind === "invalid" && validity.errors.map(({ pointer, message }) => `${pointer} ${message}`)).toContain(
      '/packages/0 "downloadLocation" is missing.',
    );
  });

  it("needs the scope and an existing build", async () => {
    const input = { slug: "checkout", artifactId: 1, seq: 1 };
    await expect(getBuildAssessment({ ctx: stranger, input })).rejects.toMatchObject({ code: "forbidden" });
    await expect(getBuildAssessment({ ctx, input: { ...input, seq: 99 } })).rejects.toMatchObject({ reason: "build_not_found" });
    await expect(getBuildAssessment({ ctx, input: { ...input, slug: "other" } })).rejects.toMatchObject({ reason: "build_not_found" });
  });
});

describe("the sweep", () => {
  const sweep = (budgetMs = 60_000) => sweepAssessments(inventory.database.pool, { budgetMs });

  it("assesses the documents of head builds, each body once, and then rests", async () => {
    await inventory.database.pool.query("select testing.emptied('document_assessment')");
    await inventory.ship({ service: "twin" }, documentOf([npm("t", "1.0.0")]));
    const { rows: bodies } = await inventory.database.pool.query(
      "select distinct coalesce(d.body_of, d.sha256) from artifact_head h join document d on d.sha256 = h.document_sha256",
    );
    expect(await sweep()).toBe(bodies.length);
    expect(await rows()).toHaveLength(bodies.length);
    expect(await sweep()).toBe(0);
  });

  it("makes again what older rules judged", async () => {
    await inventory.database.pool.query("update document_assessment set revision = $1", [assessmentRevision - 1]);
    expect(await sweep()).toBeGreaterThan(0);
    expect((await rows()).every(({ revision }) => revision === assessmentRevision)).toBe(true);
  });

  it("stops at its budget and while an upload waits", async () => {
    await inventory.database.pool.query("select testing.emptied('document_assessment')");
    expect(await sweep(0)).toBe(0);
    await inventory.database.pool.query(
      "insert into upload (id, status, request, actor_kind, actor_name, created_at) values ($1, 'queued', '{}', 'system', 'test', now())",
      [randomUUID()],
    );
    expect(await sweep()).toBe(0);
  });
});
