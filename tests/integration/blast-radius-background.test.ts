import { beforeAll, describe, expect, it } from "vitest";
import { findAffectedServices } from "@/lib/blast-radius";
import { createPool, uuidv7 } from "@/lib/db";
import { env } from "@/lib/env";
import { freshnessDays } from "@/lib/inventory/freshness";
import { Ingest } from "@/lib/inventory/ingest/ingest-document";
import { toBuildRequest } from "@/lib/inventory/upload/build-request";
import { uploadRequestSchema } from "@/lib/inventory/upload/schemas";
import { reader } from "./inventory-fixture";
import { bomOf } from "./setup/bom-fixture";
import { withOwnDatabase } from "./setup/own-database";

withOwnDatabase();

let ingest: Ingest;
let upload: (service: string, packages: string[], builtAt?: Date) => Promise<unknown>;
beforeAll(() => {
  ingest = new Ingest(createPool(env().DATABASE_URL, 2, { pipeline: true }));
  upload = (service, packages, builtAt) => {
    const request = toBuildRequest(uploadRequestSchema.parse({ service, ...(builtAt ? { builtAt: builtAt.toISOString() } : {}) }), new Date());
    return ingest.ingest(reader, { document: bomOf(packages), request, uploadId: uuidv7(), receivedAt: new Date() });
  };
});

const ask = async (q: string) => (await findAffectedServices({ ctx: reader, input: { q } })).verdict;
const staleFrom = (ms: number) => new Date(Date.now() - freshnessDays * 86_400_000 + ms);

// Whoever is unknown whatever is asked is kept in memory between questions: only while that is exactly true.
describe("the unknown services of the next question", () => {
  it("are right at once after an upload, by whoever", async () => {
    await upload("old-holder", ["x"], staleFrom(-60_000));
    await upload("old", ["y"], staleFrom(-60_000));
    await upload("fresh", ["y"]);
    for (let again = 0; again < 3; again++) {
      expect(await ask("x")).toEqual({ affected: 1, clean: 1, unknown: 1 });
      expect(await ask("z")).toEqual({ affected: 0, clean: 1, unknown: 2 });
    }
    await upload("old", ["y", "y2"]);
    expect(await ask("x")).toEqual({ affected: 1, clean: 2, unknown: 0 });
    await upload("new", ["x"]);
    expect(await ask("x")).toEqual({ affected: 2, clean: 2, unknown: 0 });
  });

  it("hold whoever has a component of that name without a purl: it may be the package", async () => {
    const document = { bomFormat: "CycloneDX", specVersion: "1.5", components: [{ type: "library", name: "nameless", version: "1.0.0" }] };
    const request = toBuildRequest(uploadRequestSchema.parse({ service: "without-purl" }), new Date());
    await ingest.ingest(reader, { document: Buffer.from(JSON.stringify(document)), request, uploadId: uuidv7(), receivedAt: new Date() });
    const unknownFor = async (q: string) =>
      (await findAffectedServices({ ctx: reader, input: { q } })).unknown.filter(({ service }) => service.slug === "without-purl").map(({ reason }) => reason);
    for (const q of ["npm:nameless", "npm:nameless@<2.0.0", "pkg:npm/nameless@1.0.0", "maven:org.example:nameless"]) {
      expect(await unknownFor(q), q).toEqual(["unorderable_version"]);
    }
    expect(await unknownFor("npm:other")).toEqual([]);
    const byName = await findAffectedServices({ ctx: reader, input: { q: "nameless@1.0.0" } });
    expect(byName.data.map((row) => row.service.slug)).toEqual(["without-purl"]);
  });

  it("hold whoever's SBOM lists nothing, or has components that could not be read, until a better one comes", async () => {
    const unknownFor = async (service: string, more: object = {}) =>
      (await findAffectedServices({ ctx: reader, input: { q: "npm:wanted", ...more } })).unknown
        .filter((each) => each.service.slug === service)
        .map(({ reason }) => reason);
    const withSkipped = (name: string) => ({
      bomFormat: "CycloneDX",
      specVersion: "1.5",
      components: [
        { type: "library", name: "x", version: "1.0.0", purl: "pkg:npm/x@1.0.0" },
        { type: "library", name },
      ],
    });
    const send = (service: string, document: object) => {
      const request = toBuildRequest(uploadRequestSchema.parse({ service }), new Date());
      return ingest.ingest(reader, { document: Buffer.from(JSON.stringify(document)), request, uploadId: uuidv7(), receivedAt: new Date() });
    };
    await upload("lists-nothing", []);
    await send("skipped-one", withSkipped("n".repeat(5_000)));
    await send("lists-files", { bomFormat: "CycloneDX", specVersion: "1.5", components: [{ type: "file", name: "a.txt" }] });
    await send("file-beside", { ...withSkipped("n"), components: [...withSkipped("n").components.slice(0, 1), { type: "file", name: "a.txt" }] });
    for (const service of ["lists-nothing", "skipped-one", "lists-files"]) expect(await unknownFor(service), service).toEqual(["incomplete_sbom"]);
    expect(await unknownFor("file-beside")).toEqual([]);
    // The same body with another head has the same fault.
    await send("skipped-one", { ...withSkipped("n".repeat(5_000)), serialNumber: "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79" });
    expect(await unknownFor("skipped-one")).toEqual(["incomplete_sbom"]);
    const before = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await upload("lists-nothing", ["x"]);
    expect(await unknownFor("lists-nothing")).toEqual([]);
    expect(await unknownFor("lists-nothing", { asof: before })).toEqual(["incomplete_sbom"]);
  });

  it("are right when an SBOM becomes stale and nothing is written", async () => {
    await upload("about-to-be-stale", ["w"], staleFrom(1_500));
    const before = await ask("z");
    expect(await ask("z")).toEqual(before);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(await ask("z")).toEqual({ ...before, clean: before.clean - 1, unknown: before.unknown + 1 });
  });
});
