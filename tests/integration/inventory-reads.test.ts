import { beforeAll, describe, expect, it } from "vitest";
import {
  buildListSchema,
  buildSchema,
  componentListSchema,
  freshnessSummary,
  getBuild,
  getPackage,
  getService,
  listRecentUploads,
  listServiceBuilds,
  listServiceComponents,
  listServices,
  listTeams,
  openSnapshot,
  packageSchema,
  readDocument,
  serviceListSchema,
  serviceSchema,
} from "@/lib/inventory/read";
import { searchEverything, searchResultSchema } from "@/lib/inventory/search";
import { daysAgo, documentOf, npm, reader, stranger, withInventory } from "./inventory-fixture";

const inventory = withInventory();
const ctx = reader;
const first = documentOf([npm("lodash", "4.17.20"), npm("a", "1.0.0")], { root: ["a"], edges: { a: ["lodash"] } });
const second = documentOf([npm("lodash", "4.17.21"), npm("a", "1.0.0"), npm("jest", "29.0.0", { scope: "optional" })], {
  root: ["a", "jest"],
  edges: { a: ["lodash"] },
});

beforeAll(async () => {
  await inventory.own("payments", ["checkout", "ledger"], "#payments");
  await inventory.ship({ service: "checkout", builtAt: daysAgo(3), version: "1" }, first);
  await inventory.ship({ service: "checkout", builtAt: daysAgo(2), version: "2" }, second);
  await inventory.ship({ service: "checkout", artifact: "worker", ref: "next" }, documentOf([npm("lodash", "4.17.20")]));
  await inventory.ship({ service: "old", builtAt: daysAgo(40) }, documentOf([npm("left-pad", "1.0.0")]));
});

describe("listServices", () => {
  it("gives owner, freshness and size, and counts by status whatever status is shown", async () => {
    const all = serviceListSchema.parse(await listServices({ ctx, input: {} }));
    expect(all.data.map((row) => [row.slug, row.team?.slug ?? null, row.status, row.artifacts, row.components])).toEqual([
      ["checkout", "payments", "fresh", 2, 4],
      ["ledger", "payments", "no_sbom", 0, 0],
      ["old", null, "stale", 1, 1],
    ]);
    const stale = await listServices({ ctx, input: { status: "stale" } });
    expect(stale.data.map((row) => row.slug)).toEqual(["old"]);
    expect(stale.meta).toMatchObject({ rows: 1, byStatus: { fresh: 1, stale: 1, incomplete: 0, no_sbom: 1 } });
  });

  it("filters by text and team, and takes % and _ as they are", async () => {
    expect((await listServices({ ctx, input: { q: "CHECK" } })).data.map((row) => row.slug)).toEqual(["checkout"]);
    expect((await listServices({ ctx, input: { team: "none" } })).data.map((row) => row.slug)).toEqual(["old"]);
    expect((await listServices({ ctx, input: { q: "%" } })).data).toEqual([]);
    expect((await listServices({ ctx, input: { q: "l_d" } })).data).toEqual([]);
  });

  it.each(["service", "-service", "team", "-team", "lastBuild", "-lastBuild", "components", "-components"] as const)(
    "pages through every service once by %s",
    async (sort) => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listServices({ ctx, input: { sort, limit: 1, ...(cursor ? { cursor } : {}) } });
        seen.push(...page.data.map((row) => row.slug));
        cursor = page.meta.nextCursor ?? undefined;
      } while (cursor);
      expect(seen.toSorted()).toEqual(["checkout", "ledger", "old"]);
      if (sort === "-components") expect(seen[0]).toBe("checkout");
      if (sort === "lastBuild") expect(seen).toEqual(["ledger", "old", "checkout"]);
    },
  );

  it("refuses a cursor of another order", async () => {
    const { meta } = await listServices({ ctx, input: { limit: 1 } });
    await expect(listServices({ ctx, input: { sort: "team", cursor: meta.nextCursor ?? "" } })).rejects.toMatchObject({ reason: "cursor_invalid" });
  });
});

describe("getService", () => {
  it("shows artifacts with their head builds, newest first", async () => {
    const service = serviceSchema.parse(await getService({ ctx, input: { slug: "checkout" } }));
    expect(service.artifacts.map(({ name, ref, builds, head }) => [name, ref, builds, head?.seq, head?.version, head?.components, head?.format])).toEqual([
      ["worker", "next", 1, 1, null, 1, "cyclonedx-json"],
      ["checkout", "main", 2, 2, "2", 3, "cyclonedx-json"],
    ]);
    expect(await getService({ ctx, input: { slug: "ledger" } })).toMatchObject({ status: "no_sbom", artifacts: [], lastBuiltAt: null });
  });

  it("says not_found for a service that is not there", async () => {
    for (const read of [getService, listServiceComponents, listServiceBuilds])
      await expect(read({ ctx, input: { slug: "nobody" } })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("listServiceComponents", () => {
  it("lists what the heads hold, and nothing that a later build dropped", async () => {
    const { data, meta } = componentListSchema.parse(await listServiceComponents({ ctx, input: { slug: "checkout" } }));
    expect(data.map((row) => `${row.artifact.name} ${row.package.name} ${row.version}`)).toEqual([
      "checkout a 1.0.0",
      "checkout jest 29.0.0",
      "worker lodash 4.17.20",
      "checkout lodash 4.17.21",
    ]);
    expect(data[3]).toMatchObject({ direct: false, depth: 2, via: [{ name: "a", version: "1.0.0" }] });
    expect(meta).toMatchObject({ rows: 4, direct: 3, ecosystems: [{ ecosystem: "npm", rows: 4 }] });
  });

  it("filters by artifact, text, scope and direct", async () => {
    const { artifacts } = await getService({ ctx, input: { slug: "checkout" } });
    const worker = artifacts.find(({ name }) => name === "worker")?.id;
    const names = async (filters: object) =>
      (await listServiceComponents({ ctx, input: { slug: "checkout", ...filters } })).data.map((row) => row.package.name);
    expect(await names({ artifactId: worker })).toEqual(["lodash"]);
    expect(await names({ q: "LOD" })).toEqual(["lodash", "lodash"]);
    expect(await names({ scope: "optional" })).toEqual(["jest"]);
    expect(await names({ direct: "false" })).toEqual(["lodash"]);
    expect(await names({ ecosystem: "maven" })).toEqual([]);
  });

  it.each(["name", "-name", "since", "-since", "depth", "-depth"] as const)("pages through every component once by %s", async (sort) => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listServiceComponents({ ctx, input: { slug: "checkout", sort, limit: 1, ...(cursor ? { cursor } : {}) } });
      seen.push(...page.data.map((row) => row.package.purl ?? ""));
      cursor = page.meta.nextCursor ?? undefined;
    } while (cursor);
    expect(seen.toSorted()).toEqual(["pkg:npm/a@1.0.0", "pkg:npm/jest@29.0.0", "pkg:npm/lodash@4.17.20", "pkg:npm/lodash@4.17.21"]);
  });
});

describe("builds", () => {
  it("are listed last built first, over pages", async () => {
    const page = buildListSchema.parse(await listServiceBuilds({ ctx, input: { slug: "checkout", limit: 2 } }));
    expect(page.data.map((row) => [row.artifact.name, row.seq, row.isHead])).toEqual([
      ["worker", 1, true],
      ["checkout", 2, true],
    ]);
    expect(page.meta.rows).toBe(3);
    const rest = await listServiceBuilds({ ctx, input: { slug: "checkout", limit: 2, cursor: page.meta.nextCursor ?? "" } });
    expect(rest.data.map((row) => [row.artifact.name, row.seq, row.isHead])).toEqual([["checkout", 1, false]]);
  });

  it("tell what came and went, what the document was, and their neighbours", async () => {
    const { data } = await listServiceBuilds({ ctx, input: { slug: "checkout" } });
    const artifactId = data.find((row) => row.artifact.name === "checkout")?.artifact.id ?? 0;
    const build = buildSchema.parse(await getBuild({ ctx, input: { slug: "checkout", artifactId, seq: 2 } }));
    expect(build.added.data.map((change) => change.package.purl)).toEqual(["pkg:npm/jest@29.0.0", "pkg:npm/lodash@4.17.21"]);
    expect(build.removed.data.map((change) => change.package.purl)).toEqual(["pkg:npm/lodash@4.17.20"]);
    expect(build).toMatchObject({ isHead: true, previousSeq: 1, nextSeq: null, document: { sizeBytes: second.length, accounting: { total: 3, taken: 3 } } });
    await expect(getBuild({ ctx, input: { slug: "old", artifactId, seq: 2 } })).rejects.toMatchObject({ code: "not_found" });
  });

  it("have their documents byte for byte", async () => {
    const { data } = await listServiceBuilds({ ctx, input: { slug: "checkout" } });
    const row = data.find((build) => build.version === "1");
    const document = await readDocument({ ctx, input: { sha256: row?.documentSha256 ?? "" } });
    expect(Buffer.from(await new Response(document.body).arrayBuffer())).toEqual(first);
    expect(document).toMatchObject({ sizeBytes: first.length, contentType: "application/vnd.cyclonedx+json" });
    await expect(readDocument({ ctx, input: { sha256: "0".repeat(64) } })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("getPackage", () => {
  it("lists versions newest first with the services that hold them, and those that none holds any more", async () => {
    await inventory.ship({ service: "gone", builtAt: daysAgo(5) }, documentOf([npm("lodash", "3.0.0")]));
    await inventory.ship({ service: "gone", builtAt: daysAgo(4) }, documentOf([npm("other", "1.0.0")]));
    const found = packageSchema.parse(await getPackage({ ctx, input: { ecosystem: "npm", name: "lodash" } }));
    expect(found.versions.map(({ version, services, lastSeenAt }) => [version, services, lastSeenAt === null])).toEqual([
      ["4.17.21", 1, true],
      ["4.17.20", 1, true],
      ["3.0.0", 0, false],
    ]);
    expect(found).toMatchObject({ services: 1, servicesDirect: 1, artifacts: 2, versionsTotal: 3, lastSeenAt: null });
    await expect(getPackage({ ctx, input: { ecosystem: "npm", name: "nothing" } })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("searchEverything", () => {
  const namesOf = async (q: string) =>
    searchResultSchema.parse(await searchEverything({ ctx, input: { q } })).data.map((hit) => (hit.kind === "service" ? hit.slug : hit.name));

  it("finds packages by the beginning of a name or of its last segment, exact ones first", async () => {
    await inventory.ship(
      { service: "java" },
      documentOf([
        { name: "log4j-core", version: "1", purl: "pkg:maven/org.apache.logging.log4j/log4j-core@1" },
        npm("lodash-es", "1.0.0"),
        npm("lo", "1.0.0"),
      ]),
    );
    expect(await namesOf("lo")).toEqual(["lo", "lodash", "lodash-es", "org.apache.logging.log4j:log4j-core"]);
    expect(await namesOf("log4j")).toEqual(["org.apache.logging.log4j:log4j-core"]);
    expect((await namesOf("LODASH"))[0]).toBe("lodash");
    expect(await namesOf("npm:lodash@4")).toEqual(["lodash", "lodash-es"]);
    expect(await namesOf("maven:lo")).toEqual(["org.apache.logging.log4j:log4j-core"]);
  });

  it("finds services by any part of their name, and nothing for nothing", async () => {
    expect(await namesOf("heck")).toEqual(["checkout"]);
    expect(await namesOf("  ")).toEqual([]);
    expect(await namesOf("%")).toEqual([]);
    expect(await namesOf("'")).toEqual([]);
  });
});

describe("the overview", () => {
  it("says how much is known and how new it is", async () => {
    const freshness = await freshnessSummary({ ctx, input: {} });
    expect(freshness.services).toMatchObject({ stale: 1, noSbom: 1 });
    expect(freshness.services.total).toBe(freshness.services.fresh + 2);
    const teams = await listTeams({ ctx, input: {} });
    expect(teams.data).toEqual([{ slug: "payments", name: "payments", contact: "#payments", services: 2, fresh: 1, stale: 0, incomplete: 0, noSbom: 1 }]);
    expect((await listRecentUploads({ ctx, input: {} })).meta.nextCursor).toBeNull();
  });

  it("is for callers with inventory:read only", async () => {
    for (const read of [freshnessSummary, listTeams, listRecentUploads, listServices])
      await expect(read({ ctx: stranger, input: {} })).rejects.toMatchObject({ code: "forbidden" });
    await expect(searchEverything({ ctx: stranger, input: { q: "a" } })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("a snapshot", () => {
  it("that loses its connection fails by itself, and the next one is whole", async () => {
    const { client, close } = await openSnapshot();
    const { rows } = await client.query("select pg_backend_pid() as pid");
    await inventory.database.pool.query("select pg_terminate_backend($1)", [rows[0].pid]);
    await expect(client.query("select pg_sleep(1)")).rejects.toThrow();
    await close();
    expect((await listTeams({ ctx, input: {} })).data).toHaveLength(1);
  });
});
