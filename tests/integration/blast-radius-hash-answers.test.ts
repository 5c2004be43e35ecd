import { beforeAll, describe, expect, it } from "vitest";
import { blastRadiusSchema, exportAffected, findAffectedServices } from "@/lib/blast-radius";
import { daysAgo, documentOf, npm, reader, withInventory } from "./inventory-fixture";

// What stands around the verdict of a question by hash: rows, counts, facets, order and export.

const inventory = withInventory();
const published = "a".repeat(64);
const tampered = "b".repeat(64);
const image = "d".repeat(64);
const filler = npm("filler", "1.0.0");
const lib = (...sha256: string[]) => npm("lib", "1.0.0", { sha256 });

const ask = async (q: string, more: object = {}) => blastRadiusSchema.parse(await findAffectedServices({ ctx: reader, input: { q, ...more } }));
const unknownOf = (answer: Awaited<ReturnType<typeof ask>>) => answer.unknown.map(({ service, reason }) => [service.slug, reason]);
const twelveDaysAgo = { asof: daysAgo(12).toISOString() };

beforeAll(async () => {
  await inventory.own("payments", ["with-published", "with-tampered"]);
  await inventory.ship({ service: "with-published", builtAt: daysAgo(20) }, documentOf([lib(published), filler]));
  await inventory.ship({ service: "with-tampered", builtAt: daysAgo(20) }, documentOf([lib(tampered), filler]));
  await inventory.ship({ service: "without-hash", builtAt: daysAgo(20) }, documentOf([lib(), filler]));
  await inventory.ship({ service: "without-it", builtAt: daysAgo(20) }, documentOf([filler]));
  await inventory.ship({ service: "with-both", kind: "image", digest: `sha256:${image}`, builtAt: daysAgo(20) }, documentOf([lib(published), lib(tampered)]));
  // The published bits, then tampered ones, then published again; the version stays.
  await inventory.ship({ service: "moving", builtAt: daysAgo(20) }, documentOf([lib(published), filler]));
  await inventory.ship({ service: "moving", builtAt: daysAgo(15) }, documentOf([lib(tampered), filler]));
  await inventory.ship({ service: "moving", builtAt: daysAgo(10) }, documentOf([lib(published), filler]));
});

describe("an answer to a question by hash", () => {
  it("counts its rows by team and version, and says what is missing of the unknown", async () => {
    const answer = await ask(`sha256:${tampered}`);
    expect(answer.data.map((row) => row.service.slug)).toEqual(["with-both", "with-tampered"]);
    expect(answer.verdict).toEqual({ affected: 2, unknown: 1, clean: 3 });
    expect(unknownOf(answer)).toEqual([["without-hash", "no_hash"]]);
    expect(answer.versions).toEqual([{ ecosystem: "npm", name: "lib", version: "1.0.0", services: 2 }]);
    expect(answer.groups.map(({ team, services, rows }) => [team?.slug ?? null, services, rows])).toEqual([
      [null, 1, 1],
      ["payments", 1, 1],
    ]);
  });

  it("is ordered by since when the bits are there", async () => {
    const { data } = await ask(`sha256:${published}`, { sort: "-since" });
    const days = data.map((row) => [row.service.slug, Math.round((Date.now() - Date.parse(row.since)) / 86_400_000)]);
    expect(days).toEqual([
      ["moving", 10],
      ["with-both", 20],
      ["with-published", 20],
    ]);
  });

  it("has a row once that is meant by name and by hash, and then since the version is there", async () => {
    const { data, meta } = await ask(`lib@1.0.0 sha256:${published} service:moving`);
    expect([meta.rows, Math.round((Date.now() - Date.parse(data[0]?.since ?? "")) / 86_400_000)]).toEqual([1, 20]);
  });

  it("is narrowed by direct, scope and team, and doubts only what is left", async () => {
    const q = `sha256:${tampered} service:with-tampered,without-hash`;
    expect((await ask(`${q} direct:true`)).verdict).toEqual({ affected: 1, unknown: 1, clean: 0 });
    expect((await ask(`${q} direct:false`)).verdict).toEqual({ affected: 0, unknown: 0, clean: 2 });
    expect((await ask(`${q} scope:dev`)).verdict).toEqual({ affected: 0, unknown: 0, clean: 2 });
    expect((await ask(`sha256:${tampered} team:payments`)).verdict).toEqual({ affected: 1, unknown: 0, clean: 1 });
  });

  it("still finds builds by their digest", async () => {
    const { data, unknown } = await ask(`sha256:${image}`);
    expect([data.map((row) => [row.service.slug, row.package]), unknown]).toEqual([[["with-both", null]], []]);
  });

  it("is exported with the same rows, times and reasons", async () => {
    const text = async (format: "csv" | "json") => {
      const { body } = await exportAffected({ ctx: reader, input: { q: `sha256:${tampered}`, format, ...twelveDaysAgo } });
      return new Response(body).text();
    };
    const lines = (await text("csv")).trimEnd().split("\r\n");
    expect(lines.slice(1).map((line) => line.split(",").slice(0, 3))).toEqual([
      ["affected", "", "moving"],
      ["affected", "", "with-both"],
      ["affected", "", "with-tampered"],
      ["unknown", "no_hash", "without-hash"],
    ]);
    const page = await ask(`sha256:${tampered}`, twelveDaysAgo);
    const whole = JSON.parse(await text("json"));
    expect(whole.verdict).toEqual(page.verdict);
    expect(whole.data.map((row: { since: string }) => row.since)).toEqual(page.data.map(({ since }) => since));
    expect(whole.unknown).toEqual(page.unknown);
  });
});
