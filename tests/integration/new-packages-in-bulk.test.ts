import { setTimeout as pause } from "node:timers/promises";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPool } from "@/lib/db/pool";
import { resolveInBulk } from "@/lib/inventory/ingest/bulk-dictionary";
import { Dictionary } from "@/lib/inventory/ingest/dictionary";
import type { Component } from "@/lib/sbom/model";
import { withInventory } from "./inventory-fixture";

const inventory = withInventory();
/** COPY does not go with a pipelined pool, and the dictionary of small documents has one. */
let plain: Pool;
let pipelined: Pool;

beforeAll(() => {
  plain = new Pool({ connectionString: inventory.database.url });
  pipelined = createPool(inventory.database.url, 2, { pipeline: true });
});
afterAll(async () => {
  await Promise.all([plain.end(), pipelined.end()]);
});

const hash = (digit: string) => digit.repeat(64);
function component(name: string, version: string, sha256: string | null = null): Component {
  return { ecosystem: "npm", name, version, release: "", key: `npm\0${name}\0${version}\0`, scope: "runtime", sha256 };
}
const rows = async (text: string, values: unknown[] = []) => (await inventory.database.pool.query(text, values)).rows;
const resolve = (components: readonly Component[]) => resolveInBulk(plain, components, () => {});

describe("components of a large document", () => {
  it("get the ids that those of small documents get, where their packages are new, known, or known with other versions", async () => {
    await new Dictionary(pipelined).resolve([component("known", "1.0.0", hash("1"))]);
    const components = [
      component("a-new", "1.0.0", hash("b")),
      component("a-new", "2.0.0", hash("a")),
      component("a-new", "not ordered at all"),
      component("known", "1.0.0", hash("2")),
      component("known", "2.0.0", hash("1")),
      component("z-new", "1.0.0"),
    ];
    const resolved = await resolve(components);
    expect(resolved).toEqual(await new Dictionary(pipelined).resolve(components));
    expect(new Set(resolved.packageVersionIds).size).toBe(6);
    expect([...resolved.hashIds].map((id) => id > 0)).toEqual([true, true, false, true, true, false]);
    expect(await rows("select name, leaf, advisory_only from package where name like '%-new' order by name")).toEqual([
      { name: "a-new", leaf: "a-new", advisory_only: false },
      { name: "z-new", leaf: "z-new", advisory_only: false },
    ]);
    expect(await rows("select version from package_version v join package p on p.id = v.package_id where p.name = 'a-new' and version_key is null")).toEqual([
      { version: "not ordered at all" },
    ]);
    // What is there is found, and nothing is added a second time.
    expect(await resolve(components)).toEqual(resolved);
    expect(await rows("select count(*)::int from package_version")).toEqual([{ count: 6 }]);
  });

  it("are found when another writer adds one of their packages at the same moment", async () => {
    const other = await inventory.database.pool.connect();
    try {
      await other.query("begin");
      const { rows: added } = await other.query("insert into package (ecosystem, name, leaf) values ('npm', 'race-b', 'race-b') returning id");
      const resolving = resolve([component("race-a", "1.0.0", hash("c")), component("race-b", "1.0.0"), component("race-c", "1.0.0")]);
      resolving.catch(() => {});
      const waits = "select count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
      while ((await rows(waits))[0]?.count === 0) await pause(10);
      await other.query("commit");
      const { packageIds, packageVersionIds } = await resolving;
      expect(packageIds[1]).toBe(added[0].id);
      const names =
        "select p.name from unnest($1::int4[]) with ordinality as x(id, place) join package_version v using (id) join package p on p.id = v.package_id order by place";
      expect((await rows(names, [[...packageVersionIds]])).map(({ name }) => name)).toEqual(["race-a", "race-b", "race-c"]);
    } finally {
      other.release();
    }
  });

  it("with several hashes get the ids that those of small documents get", async () => {
    const components = [component("several", "1.0.0", `${hash("d")} ${hash("e")}`), component("several-too", "1.0.0", hash("f"))];
    expect(await resolve(components)).toEqual(await new Dictionary(pipelined).resolve(components));
  });

  it("whose package advisories named so far are of the inventory then, as are the others", async () => {
    await rows("insert into package (ecosystem, name, leaf, advisory_only) values ('npm', 'told', 'told', true)");
    const components = [component("new-too", "1.0.0"), component("told", "1.0.0")];
    expect(await resolve(components)).toEqual(await new Dictionary(pipelined).resolve(components));
    expect(await rows("select advisory_only from package where name in ('new-too', 'told')")).toEqual([{ advisory_only: false }, { advisory_only: false }]);
  });
});
