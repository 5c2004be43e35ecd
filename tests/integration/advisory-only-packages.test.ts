import { Pool } from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { findAffectedServices } from "@/lib/blast-radius";
import { resolveInBulk } from "@/lib/inventory/ingest/bulk-dictionary";
import { getPackage } from "@/lib/inventory/read";
import { searchEverything } from "@/lib/inventory/search";
import type { Component } from "@/lib/sbom/model";
import { documentOf, npm, reader, withInventory } from "./inventory-fixture";

const inventory = withInventory();

beforeAll(async () => {
  await inventory.ship({ service: "shop" }, documentOf([npm("evil-known", "1.0.0")]));
  await inventory.database.pool.query(
    "insert into package (ecosystem, name, leaf, advisory_only) select 'npm', n, n, true from unnest(array['evil-told', 'evil-later', '@evil/told', 'evil-bulk']) as x(n)",
  );
});

const found = async (q: string) => (await searchEverything({ ctx: reader, input: { q } })).data.map((hit) => (hit.kind === "package" ? hit.name : hit.kind));
const matched = async (q: string) => (await findAffectedServices({ ctx: reader, input: { q } })).meta.packagesMatched;

describe("a package that only advisories name", () => {
  it("is no package of the inventory: not suggested, not matched by name or prefix, without a page", async () => {
    expect(await found("evil")).toEqual(["evil-known"]);
    expect(await matched("evil-told")).toBe(0);
    expect(await matched("npm:evil-told@1")).toBe(0);
    expect(await matched("evil-*")).toBe(1);
    expect(await matched("@evil/*")).toBe(0);
    await expect(getPackage({ ctx: reader, input: { ecosystem: "npm", name: "evil-told" } })).rejects.toMatchObject({ reason: "package_not_found" });
  });

  it("becomes one with the first SBOM that names it, under the same id", async () => {
    const { pool } = inventory.database;
    const idOf = async () => (await pool.query("select id, advisory_only from package where name = 'evil-later'")).rows[0];
    const before = await idOf();
    expect(before.advisory_only).toBe(true);
    await inventory.ship({ service: "shop", ref: "next" }, documentOf([npm("evil-later", "1.0.0")]));
    expect(await idOf()).toEqual({ id: before.id, advisory_only: false });
    expect(await found("evil-l")).toEqual(["evil-later"]);
    expect(await matched("evil-later")).toBe(1);
    await expect(getPackage({ ctx: reader, input: { ecosystem: "npm", name: "evil-later" } })).resolves.toMatchObject({ versionsTotal: 1 });
  });

  it("so it does with a large document", async () => {
    const component = { key: "evil-bulk@1", ecosystem: "npm", name: "evil-bulk", version: "1", release: "", sha256: null } as Component;
    // COPY does not go with a pipelined pool.
    const plain = new Pool({ connectionString: inventory.database.url });
    await resolveInBulk(plain, [component], () => {}).finally(() => plain.end());
    expect(await found("evil-b")).toEqual(["evil-bulk"]);
  });
});
