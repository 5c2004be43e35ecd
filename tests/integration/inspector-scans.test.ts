import { runMigrations } from "graphile-worker";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { exportScanCsv, exportScanDocument, getBuildScan, requestScan, scanSchema } from "@/lib/aws";
import { closeUnlisted } from "@/lib/aws/findings";
import { runScan } from "@/lib/aws/scan/run-scan";
import { scanPatience } from "@/lib/aws/scan/scan-sbom";
import { sweepOwedScans, sweepUploadedScans } from "@/lib/aws/scan/sweep-scans";
import { answerOf, infos, said } from "@/lib/aws/scan/test-scans";
import { createPool, plainPool } from "@/lib/db";
import { inTransaction } from "@/lib/db/transaction";
import { startWorker } from "@/lib/jobs/worker";
import { FakeAws, home } from "@/tests/aws/fake";
import { documentOf, type Held, npm, reader, stranger, withInventory } from "./inventory-fixture";
import { startDocumentThread } from "./setup/bundle-thread";

const inventory = withInventory();
let endThread = async () => {};
let fake: FakeAws;
const signal = new AbortController().signal;
const patience = { ...scanPatience, attempts: 2, waitMs: 1, waitMsMax: 1 };

beforeAll(async () => {
  await runMigrations({ pgPool: plainPool() });
  endThread = await startDocumentThread();
  fake = await FakeAws.start();
  for (const [name, value] of Object.entries(fake.env)) vi.stubEnv(name, value);
  await connect();
});
afterAll(async () => {
  await endThread();
  await fake.stop();
  expect(fake.violations).toEqual([]);
});
beforeEach(() => {
  fake.mend();
  fake.calls.length = 0;
  finds({});
});

const query = async (text: string, values: unknown[] = []) => (await inventory.database.pool.query(text, values)).rows;
const connect = () =>
  query(
    `insert into aws_account (account_id, name, regions, environment, clusters, enabled, created_at) values ($1, 'main', array[$2], 'production', '[]', true, now())
     on conflict (account_id) do update set enabled = true`,
    [home.account, home.region],
  );

/** The scanner finds these in packages by name, has no rules for `unruled` ones, and numbers components in its own way. */
function finds(byName: Record<string, string[]>): void {
  fake.scan.scan = (sbom) => {
    const components = (sbom.components as { name: string; purl?: string }[]).map(({ name, purl }, n) => ({
      "bom-ref": `comp-${n + 1}`,
      type: "library",
      name,
      ...(purl && { purl }),
      ...(byName[name] ? {} : { properties: said({ info: name.startsWith("unruled") ? infos.skipped : infos.clean }) }),
    }));
    const ids = [...new Set(components.flatMap(({ name }) => byName[name] ?? []))];
    const vulnerabilities = ids.map((id) => {
      const affected = components.filter(({ name }) => byName[name]?.includes(id));
      return {
        id,
        source: { name: "NVD" },
        ratings: [{ source: { name: "NVD" }, severity: "high", score: 7.5, method: "CVSSv31" }],
        affects: affected.map((each) => ({ ref: each["bom-ref"] })),
        properties: said(Object.fromEntries(affected.map((each) => [`fixed_version:${each["bom-ref"]}`, "9.9.9"]))),
        analysis: { state: "exploitable" },
      };
    });
    return answerOf({ components, vulnerabilities }).sbom;
  };
}

type Build = { artifactId: number; seq: number };
const at = (slug: string, { artifactId, seq }: Build) => ({ slug, artifactId, seq });
const ask = (slug: string, build: Build) => requestScan({ ctx: stranger, input: at(slug, build) });
const run = (id: string) => runScan({ pool: plainPool(), signal, patience }, id);
const scanOf = async (slug: string, build: Build) => (await getBuildScan({ ctx: reader, input: at(slug, build) })).scan;
async function scan(slug: string, build: Build): Promise<void> {
  await run((await ask(slug, build)).id);
  expect(await scanOf(slug, build)).toMatchObject({ status: "done" });
}
const findings = (artifactId: number) =>
  query(
    `select f.arn, f.status, p.name, v.version, i.fixed from inspector_finding f join aws_resource_artifact m on m.resource_id = f.resource_id
     left join inspector_package i on i.finding_id = f.id left join package_version v on v.id = i.package_version_id left join package p on p.id = v.package_id
     where m.artifact_id = $1 order by f.arn, p.name`,
    [artifactId],
  );
const observed = async (artifactId: number) =>
  (
    await query(
      `select a.key, p.name, o.state from observation o join advisory a on a.id = o.advisory_id join package_version v on v.id = o.package_version_id
       join package p on p.id = v.package_id where o.artifact_id = $1 order by a.key, p.name`,
      [artifactId],
    )
  ).map(({ key, name, state }) => `${key} ${name} ${state}`);

describe("a build that Inspector is asked to scan", () => {
  it("has findings for the packages of its SBOM, and what was skipped is not clean", async () => {
    finds({ axios: ["CVE-2026-1", "CVE-2026-2"], lodash: ["CVE-2026-1"] });
    const held: Held[] = [npm("axios", "1.0.0"), npm("lodash", "4.0.0"), npm("unruled", "1.0.0"), npm("fine", "1.0.0"), { name: "nameless" }];
    const build = await inventory.ship({ service: "shop" }, documentOf(held));
    const asked = scanSchema.parse(await ask("shop", build));
    expect(asked).toMatchObject({ status: "queued", origin: "asked", account: home.account, region: home.region, requestedBy: "stranger" });
    expect(await ask("shop", build)).toMatchObject({ id: asked.id });
    await run(asked.id);
    const done = scanSchema.parse(await scanOf("shop", build));
    expect(done).toMatchObject({ status: "done", parts: 1, partsDone: 1, problem: null });
    expect(done.summary).toMatchObject({
      components: { vulnerable: 2, clean: 2, skipped: 1 },
      vulnerabilities: { high: 2 },
      skipped: [{ name: "unruled", info: infos.skipped }],
    });
    const arn = (id: string) => `scan:${build.artifactId}/${build.seq}/${id}`;
    expect(await findings(build.artifactId)).toEqual([
      { arn: arn("CVE-2026-1"), status: "ACTIVE", name: "axios", version: "1.0.0", fixed: "9.9.9" },
      { arn: arn("CVE-2026-1"), status: "ACTIVE", name: "lodash", version: "4.0.0", fixed: "9.9.9" },
      { arn: arn("CVE-2026-2"), status: "ACTIVE", name: "axios", version: "1.0.0", fixed: "9.9.9" },
    ]);
    expect(await observed(build.artifactId)).toEqual(["CVE-2026-1 axios open", "CVE-2026-1 lodash open", "CVE-2026-2 axios open"]);
    expect(fake.calls.map(({ input }) => Object.keys(input as object))).toEqual([["sbom", "outputFormat"]]);
    const actions = await query("select action from audit_event where subject_id = $1 order by at, id", [`${build.artifactId}/${build.seq}`]);
    expect(actions.map(({ action }) => action)).toEqual(["inspector_scan.requested", "inspector_scan.finished"]);
  });

  it("is given out as AWS's CSV and as CycloneDX", async () => {
    finds({ axios: ["CVE-2026-3"] });
    const build = await inventory.ship({ service: "files", version: "7" }, documentOf([npm("axios", "1.0.0")]));
    const input = at("files", build);
    await expect(exportScanCsv({ ctx: reader, input })).rejects.toMatchObject({ reason: "scan_not_found" });
    await scan("files", build);
    const csv = await exportScanCsv({ ctx: reader, input });
    expect(csv.filename).toBe(`files-build-${build.seq}-inspector.csv`);
    expect(String(csv.body).split("\r\n")).toEqual([
      '"#artifact_name:files","artifact_type:application","artifact_hash:null","build_id:7"',
      expect.stringContaining("critical_vulnerabilities"),
      expect.stringContaining('"ID","Severity"'),
      '"CVE-2026-3","high","NVD","7.5","pkg:npm/axios@1.0.0","9.9.9","null","null","null","null","null"',
      "",
    ]);
    const document = await new Response((await exportScanDocument({ ctx: reader, input })).body as ReadableStream).json();
    expect(document).toMatchObject({ bomFormat: "CycloneDX", components: [{ "bom-ref": "c0", purl: "pkg:npm/axios@1.0.0" }] });
  });

  it("closes what a later scan of the build does not list any more, and opens it again with one that does", async () => {
    const build = await inventory.ship({ service: "again" }, documentOf([npm("axios", "1.0.0")]));
    const states: string[][] = [];
    for (const ids of [["CVE-2026-4", "CVE-2026-5"], ["CVE-2026-5"], ["CVE-2026-4"]]) {
      finds({ axios: ids });
      await scan("again", build);
      states.push(await observed(build.artifactId));
    }
    expect(states).toEqual([
      ["CVE-2026-4 axios open", "CVE-2026-5 axios open"],
      ["CVE-2026-4 axios closed", "CVE-2026-5 axios open"],
      ["CVE-2026-4 axios open", "CVE-2026-5 axios closed"],
    ]);
  });

  it("closes what older builds had when a newer one is scanned; an older one that is scanned after it changes nothing", async () => {
    finds({ axios: ["CVE-2026-6"], other: ["CVE-2026-7"] });
    const older = await inventory.ship({ service: "newer", builtAt: new Date("2026-01-01") }, documentOf([npm("axios", "1.0.0")]));
    const oldest = await inventory.ship({ service: "newer", builtAt: new Date("2025-12-01") }, documentOf([npm("axios", "0.9.0")]));
    await scan("newer", older);
    const newer = await inventory.ship({ service: "newer", builtAt: new Date("2026-01-02") }, documentOf([npm("axios", "1.1.0")]));
    finds({ axios: ["CVE-2026-7"] });
    await scan("newer", newer);
    const expected = ["CVE-2026-6 axios closed", "CVE-2026-7 axios open"];
    expect(await observed(newer.artifactId)).toEqual(expected);
    await scan("newer", oldest);
    await scan("newer", older);
    expect(await observed(newer.artifactId)).toEqual(expected);
    expect(await scanOf("newer", oldest)).toMatchObject({ summary: { vulnerabilities: { high: 1 } } });
  });

  it("keeps its findings when the account lists all of its own", async () => {
    finds({ axios: ["CVE-2026-8"] });
    const build = await inventory.ship({ service: "listed" }, documentOf([npm("axios", "1.0.0")]));
    await scan("listed", build);
    const now = new Date(Date.now() + 60_000);
    await inTransaction(
      (client) => closeUnlisted(client, { account: home.account, region: home.region, listed: { arns: [] }, since: now, at: now }),
      plainPool(),
    );
    expect(await observed(build.artifactId)).toEqual(["CVE-2026-8 axios open"]);
  });
});

describe("an SBOM of several requests", () => {
  const many = (prefix: string) => documentOf(Array.from({ length: 4_100 }, (_, n) => npm(`${prefix}-${n}`, "1.0.0")));

  it("is asked for part by part, goes on after a crash without asking again, and is one scan in the end", async () => {
    finds({ "many-0": ["CVE-2026-10"], "many-4099": ["CVE-2026-10"] });
    const build = await inventory.ship({ service: "many" }, many("many"));
    const { id } = await ask("many", build);
    fake.fail({ action: "inspector-scan:ScanSbom", code: "ThrottlingException", after: 1 });
    await expect(run(id)).rejects.toMatchObject({ reason: "aws_throttled" });
    expect(await scanOf("many", build)).toMatchObject({ status: "running", parts: 3, partsDone: 1, problem: { code: "aws_throttled" } });
    expect(await findings(build.artifactId)).toEqual([]);
    fake.mend();
    fake.calls.length = 0;
    await run(id);
    const sizes = fake.calls.map(({ input }) => (input as { sbom: { components: unknown[] } }).sbom.components.length);
    expect(sizes).toEqual([2_000, 100]);
    expect(await scanOf("many", build)).toMatchObject({ status: "done", partsDone: 3, summary: { components: { vulnerable: 2, clean: 4_098 }, strangers: 0 } });
    expect((await findings(build.artifactId)).map(({ name }) => name)).toEqual(["many-0", "many-4099"]);
    expect(await query("select 1 from inspector_scan_part where scan_id = $1", [id])).toEqual([]);
    await run(id);
    expect(fake.calls).toHaveLength(2);
  });
});

describe("the worker", () => {
  it("does what was asked for", async () => {
    finds({ axios: ["CVE-2026-30"] });
    const build = await inventory.ship({ service: "worked" }, documentOf([npm("axios", "1.0.0")]));
    await ask("worked", build);
    const queue = createPool(inventory.database.url, 9);
    const runner = await startWorker({ queue, ingestPool: inventory.database.pool });
    const isDone = async () => (await scanOf("worked", build))?.status === "done";
    for (let i = 0; i < 200 && !(await isDone()); i++) await new Promise((resolve) => setTimeout(resolve, 50));
    await runner.stop();
    await queue.end();
    expect(await observed(build.artifactId)).toEqual(["CVE-2026-30 axios open"]);
  });

  it("does it once, however many begin at the same time", async () => {
    const build = await inventory.ship({ service: "twice" }, documentOf([npm("axios", "1.0.0")]));
    const { id } = await ask("twice", build);
    await Promise.all([run(id), run(id)]);
    await run(id);
    expect(fake.operations).toEqual(["inspector-scan:ScanSbom"]);
  });
});

describe("a scan that cannot be done", () => {
  it("says why and what to do, and can be asked for again", async () => {
    const build = await inventory.ship({ service: "denied" }, documentOf([npm("axios", "1.0.0")]));
    fake.fail({ action: "inspector-scan:ScanSbom", code: "AccessDeniedException" });
    const { id } = await ask("denied", build);
    await run(id);
    const failed = scanSchema.parse(await scanOf("denied", build));
    expect(failed).toMatchObject({ status: "failed", problem: { code: "aws_denied", detail: expect.stringContaining("inspector-scan:ScanSbom") } });
    expect(failed.problem?.action).toContain("docs/aws.md");
    fake.mend();
    await scan("denied", build);
  });

  it("is not begun for an SBOM that lists nothing, nor without an account, nor by who may not", async () => {
    const empty = await inventory.ship({ service: "empty" }, documentOf([]));
    await run((await ask("empty", empty)).id);
    expect(await scanOf("empty", empty)).toMatchObject({ status: "failed", problem: { code: "nothing_to_scan" } });
    const build = await inventory.ship({ service: "lone" }, documentOf([npm("axios", "1.0.0")]));
    await expect(requestScan({ ctx: reader, input: at("lone", build) })).rejects.toMatchObject({ code: "forbidden" });
    await expect(ask("lone", { ...build, seq: 99 })).rejects.toMatchObject({ reason: "build_not_found" });
    await query("update aws_account set enabled = false");
    await expect(ask("lone", build)).rejects.toMatchObject({ code: "conflict", reason: "aws_not_connected" });
    expect(await getBuildScan({ ctx: reader, input: at("lone", build) })).toEqual({ scan: null, canScan: false });
    await connect();
  });

  it("is queued again when its job is lost, and fails with its last problem when it is out of tries", async () => {
    const build = await inventory.ship({ service: "lost" }, documentOf([npm("axios", "1.0.0")]));
    const { id } = await ask("lost", build);
    const jobs = () => query("select attempts, max_attempts from graphile_worker.jobs where key = $1", [`inspector-scan:${id}`]);
    expect(await jobs()).toHaveLength(1);
    await query("delete from graphile_worker._private_jobs where key = $1", [`inspector-scan:${id}`]);
    await sweepOwedScans(plainPool());
    expect(await jobs()).toHaveLength(0);
    await query("update inspector_scan set requested_at = now() - interval '1 hour' where id = $1", [id]);
    await sweepOwedScans(plainPool());
    expect(await jobs()).toHaveLength(1);
    await query("update graphile_worker._private_jobs set attempts = max_attempts where key = $1", [`inspector-scan:${id}`]);
    await sweepOwedScans(plainPool());
    expect(await scanOf("lost", build)).toMatchObject({ status: "failed", problem: { code: "internal" } });
  });
});

describe("a scan that is uploaded as the SBOM", () => {
  const answer = (id: string, timestamp: string) =>
    Buffer.from(
      JSON.stringify(
        answerOf({
          serialNumber: "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
          metadata: { timestamp, tools: { services: [{ name: "Amazon Inspector Scan SBOM API", version: "1" }] } },
          components: [
            { "bom-ref": "comp-1", type: "library", name: "axios", version: "1.0.0", purl: "pkg:npm/axios@1.0.0" },
            { "bom-ref": "comp-2", type: "library", name: "unruled", version: "1", purl: "pkg:npm/unruled@1", properties: said({ info: infos.skipped }) },
          ],
          vulnerabilities: [{ id, source: { name: "NVD" }, affects: [{ ref: "comp-1" }], analysis: { state: "not_affected" } }],
        }),
      ),
    );
  const sweep = () => sweepUploadedScans(plainPool(), { budgetMs: 60_000 });

  it("is read once beside ingest, the newest of each artifact, and what the scanner calls not affected is no decision", async () => {
    await inventory.ship({ service: "ours" }, documentOf([npm("axios", "1.0.0")]));
    expect(await sweep()).toBe(0);
    const first = await inventory.ship({ service: "ci" }, answer("CVE-2026-20", "2026-11-01T00:00:00Z"));
    expect(await scanOf("ci", first)).toBeNull();
    expect(await sweep()).toBe(1);
    expect(await scanOf("ci", first)).toMatchObject({ origin: "uploaded", status: "done", summary: { components: { vulnerable: 1, skipped: 1 } } });
    expect(await observed(first.artifactId)).toEqual(["CVE-2026-20 axios open"]);
    expect(await sweep()).toBe(0);
    const second = await inventory.ship({ service: "ci" }, answer("CVE-2026-20", "2026-11-02T00:00:00Z"));
    const third = await inventory.ship({ service: "ci" }, answer("CVE-2026-21", "2026-11-03T00:00:00Z"));
    expect(await sweep()).toBe(1);
    expect(await scanOf("ci", second)).toBeNull();
    expect(await observed(third.artifactId)).toEqual(["CVE-2026-20 axios closed", "CVE-2026-21 axios open"]);
    expect(String((await exportScanCsv({ ctx: reader, input: at("ci", third) })).body)).toContain('"CVE-2026-21"');
    expect(fake.calls).toEqual([]);
  });

  it("is read too where it shares its body with an earlier document", async () => {
    const one = await inventory.ship({ service: "rebuilt" }, answer("CVE-2026-22", "2026-11-01T00:00:00Z"));
    await sweep();
    const two = await inventory.ship({ service: "rebuilt" }, answer("CVE-2026-22", "2026-11-02T00:00:00Z"));
    const [row] = await query("select d.generator from build b join document d on d.sha256 = b.document_sha256 where b.artifact_id = $1 and b.seq = $2", [
      two.artifactId,
      two.seq,
    ]);
    expect(one.artifactId).toBe(two.artifactId);
    expect(row).toBeDefined();
    expect(await sweep()).toBe(1);
    expect(await scanOf("rebuilt", two)).toMatchObject({ status: "done" });
    expect(await observed(two.artifactId)).toEqual(["CVE-2026-22 axios open"]);
  });
});
