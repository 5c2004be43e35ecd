import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findAffectedServices } from "@/lib/blast-radius";
import { compareBuilds, exportComparison } from "@/lib/inventory/compare";
import { exportBuild, exportService } from "@/lib/inventory/export";
import { completenessOf, readBom } from "@/lib/sbom";
import { exportFormats } from "@/lib/sbom/write";
import { daysAgo, documentOf, npm, reader, stranger, withInventory } from "./inventory-fixture";
import { startDocumentThread } from "./setup/bundle-thread";

const inventory = withInventory();
let stop: () => Promise<void>;
let first: { artifactId: number; seq: number };
let second: { artifactId: number; seq: number };

const before = documentOf([npm("parent", "1.0.0"), npm("lodash", "1.0.0"), npm("same", "1.0.0", { sha256: "a".repeat(64) })], {
  root: ["parent", "same"],
  edges: { parent: ["lodash"] },
});
const after = documentOf([npm("parent", "1.1.0"), npm("=cmd", "1.0.0"), npm("same", "1.0.0", { sha256: "b".repeat(64) })], {
  root: ["parent", "same", "=cmd"],
});

beforeAll(async () => {
  stop = await startDocumentThread();
  first = await inventory.ship({ service: "shop", artifact: "api", builtAt: daysAgo(2) }, before);
  second = await inventory.ship({ service: "shop", artifact: "api", version: "2.0.0" }, after);
  await inventory.ship({ service: "shop", artifact: "web", kind: "image" }, documentOf([npm("react", "19.0.0")]));
  await inventory.ship({ service: "other" }, before);
  await inventory.know("silent");
});
afterAll(() => stop());

const named = ({ artifactId, seq }: { artifactId: number; seq: number }) => `${artifactId}:${seq}`;

describe("exportBuild", () => {
  const targets = exportFormats.flatMap(({ format, versions }) => versions.map((specVersion) => ({ format, specVersion })));
  it.each(targets)("gives the build as $format $specVersion, which is read as the build", async ({ format, specVersion }) => {
    const file = await exportBuild({ ctx: reader, input: { slug: "shop", ...first, format, specVersion } });
    const { contentType, extension } = exportFormats.find((each) => each.format === format) ?? exportFormats[0];
    expect(file).toMatchObject({ contentType, filename: `shop-api-main-build-1.${extension}` });
    if (format === "csv") {
      expect(file.body.split("\r\n")).toHaveLength(5);
      expect(file.body).toContain("npm,lodash,1.0.0,,pkg:npm/lodash@1.0.0,library,runtime,false,2,parent 1.0.0,");
      return;
    }
    const [original, back] = [readBom(before, { details: true }), readBom(Buffer.from(file.body), { details: true })];
    expect(back).toMatchObject({ format, specVersion, root: original.root, generator: expect.stringMatching(/^Wherein \d/) });
    for (const name of ["components", "details", "graph"] as const) expect(back[name]).toEqual(original[name]);
    expect((await exportBuild({ ctx: reader, input: { slug: "shop", ...first, format, specVersion } })).body).toBe(file.body);
  });

  it("refuses what is not there and what no format has", async () => {
    const input = { slug: "shop", ...first, format: "spdx-json" as const };
    await expect(exportBuild({ ctx: reader, input: { ...input, seq: 99 } })).rejects.toMatchObject({ code: "not_found", reason: "build_not_found" });
    await expect(exportBuild({ ctx: reader, input: { ...input, slug: "other" } })).rejects.toMatchObject({ reason: "build_not_found" });
    await expect(exportBuild({ ctx: reader, input: { ...input, slug: "nobody" } })).rejects.toMatchObject({ reason: "service_not_found" });
    await expect(exportBuild({ ctx: reader, input: { ...input, specVersion: "1.6" } })).rejects.toThrow(/not a version of this format/);
    await expect(exportBuild({ ctx: stranger, input })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("a build whose document could not be read in full", () => {
  it("is handed on as a file that says so, and is still answered with unknown where that is uploaded again", async () => {
    const cut = await inventory.ship({ service: "cut" }, documentOf([npm("lodash", "1.0.0"), { name: "" }]));
    const unknownFor = async (service: string) => {
      const { unknown } = await findAffectedServices({ ctx: reader, input: { q: "npm:left-pad@1.0.0" } });
      return unknown.filter(({ service: { slug } }) => slug === service).map(({ reason }) => reason);
    };
    for (const { format, versions, extension } of exportFormats) {
      const file = await exportBuild({ ctx: reader, input: { slug: "cut", ...cut, format } });
      expect(file.filename).toBe(`cut-cut-main-build-1-incomplete.${extension}`);
      if (format === "csv") continue;
      const service = `again-${format}-${versions[0]}`.replaceAll(".", "-");
      await inventory.ship({ service }, Buffer.from(file.body));
      expect(await unknownFor(service)).toEqual(await unknownFor("cut"));
      expect(await unknownFor(service)).toEqual(["incomplete_sbom"]);
    }
    const merged = await exportService({ ctx: reader, input: { slug: "cut", format: "spdx-json" } });
    expect([merged.filename, completenessOf(readBom(Buffer.from(merged.body)))]).toEqual(["cut-incomplete.spdx.json", "incomplete"]);
  });
});

describe("a document that is too large to be worked on as a whole", () => {
  it("is refused before it is loaded, with its size and where everything of it can be had", async () => {
    const large = await inventory.ship({ service: "large", artifact: "api" }, documentOf([npm("a", "1.0.0")]));
    const { pool } = inventory.database;
    const documents =
      "select document_sha256 from build b join artifact a on a.id = b.artifact_id join service s on s.id = a.service_id where s.slug = 'large'";
    await pool.query(`update document set size_bytes = 117 * 1048576 where sha256 in (${documents})`);
    const problem = {
      code: "too_large",
      reason: "document_task_memory",
      message: expect.stringMatching(/^The SBOM of api \(main\), build 1, has 117 MiB\. .* at most 64 MiB.*\/api\/v1\/documents\/[0-9a-f]{64}\.$/),
    };
    await expect(exportBuild({ ctx: reader, input: { slug: "large", ...large, format: "csv" } })).rejects.toMatchObject(problem);
    await expect(exportService({ ctx: reader, input: { slug: "large", format: "csv" } })).rejects.toMatchObject(problem);
    await expect(compareBuilds({ ctx: reader, input: { slug: "large", from: named(large), to: named(large) } })).rejects.toMatchObject(problem);
  });
});

describe("exportService", () => {
  it("gives the head builds of all artifacts as one document below the service", async () => {
    const file = await exportService({ ctx: reader, input: { slug: "shop", format: "cyclonedx-json" } });
    expect(file.filename).toBe("shop.cdx.json");
    const { root, components, graph } = readBom(Buffer.from(file.body));
    expect(root).toEqual({ name: "shop", version: null, purl: null });
    expect(components.map(({ name, version }) => `${name}@${version}`)).toEqual(["=cmd@1.0.0", "parent@1.1.0", "react@19.0.0", "same@1.0.0", "root@1"]);
    expect([...graph.direct].map((place) => components[place]?.name)).toEqual(["root"]);
  });

  it("says that a service without builds has nothing to give", async () => {
    await expect(exportService({ ctx: reader, input: { slug: "silent", format: "csv" } })).rejects.toMatchObject({ reason: "service_without_builds" });
  });
});

describe("compareBuilds", () => {
  it("tells what is different, the alarm with both hashes", async () => {
    const result = await compareBuilds({ ctx: reader, input: { slug: "shop", from: named(first), to: named(second) } });
    const names = ({ data }: { data: { package: { name: string } }[] }) => data.map((row) => row.package.name);
    expect(result).toMatchObject({
      from: { artifact: { name: "api" }, seq: first.seq },
      to: { seq: second.seq, version: "2.0.0" },
      otherHash: { total: 1, data: [{ hashes: [{ algorithm: "SHA-256", from: ["a".repeat(64)], to: ["b".repeat(64)] }] }] },
      unchanged: 1,
      directKnown: true,
    });
    expect([names(result.added), names(result.removed), names(result.upgraded), names(result.newDirect)]).toEqual([["=cmd"], ["lodash"], ["parent"], ["=cmd"]]);
    expect(result.removed.data[0]?.from).toMatchObject({ direct: false, via: ["parent 1.0.0"] });
  });

  it("cuts lists and counts all", async () => {
    const other = await inventory.ship({ service: "shop", artifact: "many" }, documentOf([npm("x", "1.0.0"), npm("y", "1.0.0")]));
    const result = await compareBuilds({ ctx: reader, input: { slug: "shop", from: named(first), to: named(other), limit: 1 } });
    expect(result.added).toMatchObject({ total: 2, data: [{ package: { name: "x" } }] });
  });

  it("refuses builds of other services", async () => {
    await expect(compareBuilds({ ctx: reader, input: { slug: "other", from: named(first), to: named(second) } })).rejects.toMatchObject({
      reason: "build_not_found",
    });
    await expect(compareBuilds({ ctx: reader, input: { slug: "shop", from: "1", to: named(second) } })).rejects.toThrow();
  });

  it("is a file as well, in which nothing runs as a formula", async () => {
    const { body, contentType, filename } = await exportComparison({
      ctx: reader,
      input: { slug: "shop", from: named(first), to: named(second), format: "csv" },
    });
    expect([contentType, filename]).toEqual(["text/csv; charset=utf-8", `shop-${first.artifactId}.1-${second.artifactId}.2.csv`]);
    expect(body.split("\r\n")[1]).toMatch(/^otherHash,npm,same,1\.0\.0,1\.0\.0,/);
    expect(body).toContain("added,npm,'=cmd,");
  });
});
