import { gzipSync } from "node:zlib";
import type { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/auth";
import { createFeed, createRule } from "@/lib/aws";
import { sweepResources } from "@/lib/aws/resources/sweep-resources";
import { createPool, uuidv7 } from "@/lib/db";
import { Ingest } from "@/lib/inventory/ingest/ingest-document";
import { LargeLane } from "@/lib/inventory/lane/large-lane";
import { toBuildRequest } from "@/lib/inventory/upload/build-request";
import { type UploadRequestInput, uploadRequestSchema } from "@/lib/inventory/upload/schemas";
import { ingestUpload } from "@/lib/jobs/ingest-upload";
import { home } from "@/tests/aws/fake";
import { digestOf, findingOf } from "@/tests/aws/said";
import { administrator, withAws } from "./setup/aws-system";
import { bomOf } from "./setup/bom-fixture";

const system = withAws();
const bucket = "exports.example";
const digest = digestOf("cc");
const key = "inspector/sbom.json";

let facts: Pool;

beforeAll(() => {
  facts = createPool(system.database.url, 4, { pipeline: true });
});
afterAll(() => facts.end());
beforeEach(async () => {
  await system.pool.query(
    "select testing.emptied('service, artifact, artifact_head, build, presence, upload, document, document_body, composition, aws_mapped_build, aws_mapping_rule')",
  );
  await system.connect({ kinds: ["findings"] });
  await createFeed({ ctx: administrator, input: { accountId: home.account, address: `s3://${bucket}/inspector/` } });
});

/** What Inspector exports of the image: one package. */
const exportOf = (image = digest, name = "openssl") =>
  JSON.stringify({
    bomFormat: "CycloneDX",
    specVersion: "1.4",
    version: 1,
    metadata: {
      timestamp: "2026-11-25T00:00:00Z",
      component: null,
      properties: [
        { name: "imageId", value: image },
        { name: "accountId", value: home.account },
        { name: "resourceType", value: "AWS_ECR_CONTAINER_IMAGE" },
      ],
    },
    components: [{ type: "library", name, purl: `pkg:pypi/${name}@1.0`, "bom-ref": "1" }],
    vulnerabilities: [{ id: "CVE-2022-40897", affects: [{ ref: "1" }] }],
  });

/** A build of `shop / api`, as CI sends it. */
async function build(said: Partial<UploadRequestInput> = {}, library = "express"): Promise<void> {
  const receivedAt = new Date();
  const input = uploadRequestSchema.parse({ service: "shop", artifact: "api", kind: "image", version: "1.2", builtAt: "2026-10-01T00:00:00Z", ...said });
  const request = toBuildRequest(input, receivedAt);
  await new Ingest(facts).ingest(systemContext("test"), { document: bomOf([library]), request, uploadId: uuidv7(), receivedAt });
}

/** That Inspector found something in the image, which was pushed at the end of October with the tag 1.2. */
async function find(): Promise<void> {
  system.fake.inspector.findings = [findingOf(1, { digest })];
  await system.sync("findings");
}

/** One sync, and what the worker owes then. Returns the counts of the feed. */
async function take() {
  await system.sync("reports");
  const { rows } = await system.pool.query<{ id: string }>("select id from upload where status = 'queued'");
  for (const { id } of rows) await ingestUpload({ pool: system.pool, ingest: new Ingest(facts), large: new LargeLane() }, id);
  const feed = await system.feed("reports");
  expect(feed.problem).toBeNull();
  return feed.counts;
}

async function builds(): Promise<string[]> {
  const { rows } = await system.pool.query<{ text: string }>(
    `select concat_ws(' ', b.seq, b.version, to_char(b.built_at at time zone 'UTC', 'MM-DD'), right(b.digests[1], 2), case when h.head_seq = b.seq then 'head' end) as text
     from build b join artifact_head h using (artifact_id) order by b.artifact_id, b.seq`,
  );
  return rows.map(({ text }) => text);
}

const uploads = async () => (await system.pool.query("select status from upload where actor_name = 'worker'")).rows.map(({ status }) => status);
const put = (body: Buffer | string, name = key) => system.fake.s3.put(bucket, name, body);

describe("a sync of exported SBOMs", () => {
  it("takes one in as the build of the artifact that the image is, as old as the image, and once", async () => {
    await build();
    await find();
    put(exportOf());
    expect(await take()).toMatchObject({ sboms: 1, sbomsTaken: 1, notes: [expect.stringContaining(`${digest}, and is taken in as a build of shop / api`)] });
    expect(await builds()).toEqual(["1 1.2 10-01", "2 1.2 10-31 cc head"]);
    expect(await system.audits("upload.accepted")).toBe(1);
    expect((await system.pool.query("select count(*)::int as n from inspector_finding")).rows).toEqual([{ n: 1 }]);
    expect(await take()).toMatchObject({ sboms: 1, sbomsOfBuilds: 1, notes: [expect.stringContaining("build 2 of shop / api")] });
    put(exportOf(), "inspector/again.json");
    await take();
    expect(await builds()).toHaveLength(2);
    expect(await uploads()).toEqual(["done"]);
  });

  it("never makes an old image the head", async () => {
    await build();
    await build({ version: "1.3", builtAt: "2026-11-10T00:00:00Z" }, "koa");
    await find();
    put(exportOf());
    await take();
    expect(await builds()).toEqual(["1 1.2 10-01", "2 1.3 11-10 head", "3 1.2 10-31 cc"]);
  });

  it("leaves the image of a build to the SBOM of that build", async () => {
    await build({ digest });
    await find();
    put(exportOf());
    expect(await take()).toMatchObject({ sbomsOfBuilds: 1, notes: [expect.stringContaining("build 1 of shop / api, which has one of its own")] });
    expect(await builds()).toHaveLength(1);
    expect(await uploads()).toEqual([]);
  });

  it("leaves the image of an index to the SBOM of the build that has the index", async () => {
    await build({ digest: digestOf("e1") });
    await system.pool.query("insert into aws_image_index (digest, index_digest, seen_at) values ($1, $2, now())", [digest, digestOf("e1")]);
    await find();
    put(exportOf());
    expect(await take()).toMatchObject({ sbomsOfBuilds: 1, notes: [expect.stringContaining("whose index is a build of shop / api")] });
    expect(await uploads()).toEqual([]);
  });

  it("keeps one of an image that is no artifact in mind, and takes it when it is, however late", async () => {
    await find();
    put(exportOf());
    expect(await take()).toMatchObject({ sbomsWaiting: 1, notes: [expect.stringContaining(`an SBOM of ${digest}, which is mapped to no artifact`)] });
    // Long past: what is listed is only what is newer.
    await system.pool.query("update aws_feed set synced_to = now() + interval '1 hour'");
    expect(await take()).toMatchObject({ files: 0, sbomsWaiting: 1 });
    await build();
    await sweepResources({ ctx: systemContext("test"), input: { budgetMs: 5_000 } });
    await system.pool.query("update aws_feed set synced_to = now() + interval '1 hour'");
    const counts = await take();
    expect(counts).toMatchObject({ files: 0, sboms: 1, sbomsTaken: 1 });
    expect(counts).not.toHaveProperty("sbomsWaiting");
    expect(await builds()).toEqual(["1 1.2 10-01", "2 1.2 10-31 cc head"]);
  });

  it("waits where an image may be any of several artifacts, until a rule says which", async () => {
    await build();
    await build({ ref: "release" });
    await find();
    put(
      JSON.stringify({
        spdxVersion: "SPDX-2.3",
        SPDXID: "SPDXRef-DOCUMENT",
        name: `${home.account}/ECR/shop/api`,
        documentNamespace: `ECR://${digest}/DEBIAN_12`,
        packages: [],
      }),
    );
    expect(await take()).toMatchObject({ sbomsWaiting: 1, notes: [expect.stringContaining("or to several")] });
    const { rows } = await system.pool.query<{ id: number }>("select id from artifact where ref = 'release'");
    await createRule({ ctx: administrator, input: { type: "AWS_ECR_CONTAINER_IMAGE", name: "shop/api", artifactId: rows[0]?.id ?? 0 } });
    await system.pool.query("update aws_feed set synced_to = now() + interval '1 hour'");
    expect(await take()).toMatchObject({ files: 0, sbomsTaken: 1 });
    expect(await builds()).toEqual(["1 1.2 10-01 head", "1 1.2 10-01", "2 1.2 10-31 cc head"]);
  });

  it("does not wait for what is no image, nor for a file that is gone when its image is mapped", async () => {
    put(
      JSON.stringify({
        name: `${home.account}/EC2/i-022fba820db137c64/ami-1`,
        spdxVersion: "SPDX-2.3",
        documentNamespace: "EC2://i-022fba820db137c64",
        packages: [],
      }),
    );
    expect(await take()).toMatchObject({ sbomsOfOthers: 1, notes: [expect.stringContaining("no image and no function")] });
    await system.pool.query("update aws_feed set waiting = $1", [JSON.stringify([{ key: "inspector/gone.json", digest, arn: null, account: null, at: null }])]);
    await build({ digest });
    expect(await take()).toMatchObject({ refused: 1, notes: expect.arrayContaining([expect.stringContaining("inspector/gone.json cannot be read")]) });
    expect((await system.pool.query("select waiting from aws_feed where kind = 'reports'")).rows).toEqual([{ waiting: [] }]);
  });

  it("reads gzip, and stores nothing of a file that is cut off", async () => {
    await build();
    await find();
    const sent = gzipSync(exportOf());
    put(sent.subarray(0, sent.length - 12), "inspector/a.json.gz");
    expect(await take()).toMatchObject({ refused: 1, notes: [expect.stringContaining("inspector/a.json.gz cannot be read")] });
    expect(await uploads()).toEqual([]);
    put(sent, "inspector/b.json.gz");
    await take();
    expect(await builds()).toEqual(["1 1.2 10-01", "2 1.2 10-31 cc head"]);
  });
});
