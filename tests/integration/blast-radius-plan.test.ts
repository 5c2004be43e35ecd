import { beforeAll, describe, expect, it } from "vitest";
import { planUpgrades, upgradePlanSchema } from "@/lib/blast-radius";
import { versionKey } from "@/lib/versions";
import { daysAgo, documentOf, npm, reader, withInventory } from "./inventory-fixture";
import { givenVulnerability } from "./setup/given-vulnerability";

const inventory = withInventory();
const [began, ended] = [daysAgo(20), daysAgo(10)];

describe("the version to bump to", () => {
  /** What the plan says of the one package that it names. */
  const bumpOf = async (input: Parameters<typeof planUpgrades>[0]["input"]) => (await planUpgrades({ ctx: reader, input })).data.map(({ bumpTo }) => bumpTo);
  const brings = (parent: string, version: string, bad: string) =>
    documentOf([npm(parent, version), npm(bad, "1.0.0")], { root: [parent], edges: { [parent]: [bad] } });

  it("is never one that is asked for, even where the facets leave out who holds it", async () => {
    await inventory.own("team-a", ["held-a"]);
    await inventory.ship({ service: "held-a" }, documentOf([npm("axios", "0.30.4")]));
    await inventory.ship({ service: "held-b" }, documentOf([npm("axios", "1.14.1")]));
    const q = "npm:axios@0.30.4 || 1.14.1";
    expect(await bumpOf({ q, team: ["team-a"] })).toEqual([null]);
    await inventory.ship({ service: "held-c" }, documentOf([npm("axios", "1.15.0")]));
    expect(await bumpOf({ q, team: ["team-a"] })).toEqual([{ version: "1.15.0", from: "fleet", artifacts: 1 }]);
  });

  it("is no malware that is not asked for", async () => {
    await inventory.ship({ service: "ware-a" }, documentOf([npm("ware", "1.0.0")]));
    await inventory.ship({ service: "ware-b" }, documentOf([npm("ware", "1.1.0")]));
    expect(await bumpOf({ q: "npm:ware@1.0.0" })).toMatchObject([{ version: "1.1.0" }]);
    await givenVulnerability(inventory.database.pool, { ids: ["MAL-2026-2"], kind: "malware" }, [{ name: "ware", version: "1.1.0" }]);
    expect(await bumpOf({ q: "npm:ware@1.0.0" })).toEqual([null]);
  });

  it.each(["team", "service", "scope"] as const)("is none that brings it where the facet %s does not look", async (facet) => {
    const [parent, bad] = [`parent-${facet}`, `brought-${facet}`];
    await inventory.own(`asks-${facet}`, [`${facet}-a`]);
    await inventory.ship({ service: `${facet}-a` }, brings(parent, "1.0.0", bad));
    const dev = documentOf([npm(parent, "1.1.0", { scope: "excluded" }), npm(bad, "1.0.0", { scope: "excluded" })], {
      root: [parent],
      edges: { [parent]: [bad] },
    });
    await inventory.ship({ service: `${facet}-b` }, facet === "scope" ? dev : brings(parent, "1.1.0", bad));
    const narrowed = { team: { team: ["asks-team"] }, service: { service: ["service-a"] }, scope: { scope: ["runtime" as const] } };
    expect(await bumpOf({ q: `npm:${bad}@1.0.0`, ...narrowed[facet] })).toEqual([null]);
  });

  it("is none that is asked for where only direct ones are looked at", async () => {
    await inventory.ship({ service: "direct-a" }, documentOf([npm("direct-bad", "1.0.0")]));
    await inventory.ship(
      { service: "direct-b" },
      documentOf([npm("top", "1.0.0"), npm("direct-bad", "1.1.0")], { root: ["top"], edges: { top: ["direct-bad"] } }),
    );
    expect(await bumpOf({ q: "npm:direct-bad@1.0.0 || 1.1.0", direct: "true" })).toEqual([null]);
  });

  it("is of the moment that is asked about", async () => {
    await inventory.ship({ service: "then-a", builtAt: began }, brings("then-web", "1.0.0", "then-bad"));
    await inventory.ship({ service: "then-b", builtAt: began }, brings("then-web", "1.1.0", "then-bad"));
    await inventory.ship({ service: "then-c", builtAt: began }, documentOf([npm("then-web", "1.2.0")]));
    for (const service of ["then-a", "then-b", "then-c"]) await inventory.ship({ service, builtAt: ended }, documentOf([npm("then-web", "1.1.0")]));
    const then = await planUpgrades({ ctx: reader, input: { q: "npm:then-bad", asof: daysAgo(15).toISOString() } });
    expect(then.data).toMatchObject([
      {
        package: { name: "then-web" },
        versions: [
          { version: "1.0.0", artifacts: 1 },
          { version: "1.1.0", artifacts: 1 },
        ],
        bumpTo: { version: "1.2.0", from: "fleet", artifacts: 1 },
      },
    ]);
  });

  it("may bring the same version with another hash", async () => {
    const sha256 = "ab".repeat(32);
    const bringing = (version: string, hash: string) =>
      documentOf([npm("hash-web", version), npm("hash-bad", "1.0.0", { sha256: hash })], { root: ["hash-web"], edges: { "hash-web": ["hash-bad"] } });
    await inventory.ship({ service: "hash-a", builtAt: began }, bringing("1.0.0", sha256));
    await inventory.ship({ service: "hash-b", builtAt: began }, bringing("1.1.0", sha256));
    await inventory.ship({ service: "hash-c", builtAt: began }, bringing("1.2.0", "cd".repeat(32)));
    const expected = [{ version: "1.2.0", from: "fleet", artifacts: 1 }];
    expect(await bumpOf({ q: `sha256:${sha256}`, service: ["hash-a"] })).toEqual(expected);
    expect(await bumpOf({ q: `sha256:${sha256}`, service: ["hash-a"], asof: daysAgo(15).toISOString() })).toEqual(expected);
  });

  it("is nothing that only those hold who have what is asked for of their own", async () => {
    await inventory.ship({ service: "shows-a" }, brings("shows-web", "1.0.0", "shows-bad"));
    await inventory.ship({ service: "shows-b" }, documentOf([npm("shows-web", "1.1.0"), npm("shows-bad", "1.0.0")]));
    const { data } = await planUpgrades({ ctx: reader, input: { q: "npm:shows-bad" } });
    expect(data.find(({ package: { name } }) => name === "shows-web")?.bumpTo).toBeNull();
    await inventory.ship({ service: "shows-c" }, documentOf([npm("shows-web", "1.1.0")]));
    const later = await planUpgrades({ ctx: reader, input: { q: "npm:shows-bad" } });
    expect(later.data.find(({ package: { name } }) => name === "shows-web")?.bumpTo).toEqual({ version: "1.1.0", from: "fleet", artifacts: 1 });
  });
});

describe("the fix to bump to", () => {
  const fixOf = async (q: string) => (await planUpgrades({ ctx: reader, input: { q } })).data[0]?.bumpTo?.version ?? null;

  beforeAll(async () => {
    const { pool } = inventory.database;
    await inventory.ship({ service: "flawed" }, documentOf([npm("flawed", "1.0.0")]));
    await givenVulnerability(pool, { ids: ["CVE-2026-1001"] }, [{ name: "flawed", version: "1.0.0", fixed: "2.0.0" }]);
    await givenVulnerability(pool, { ids: ["CVE-2026-1003"] }, [{ name: "flawed", version: "1.0.0", fixed: "1.5.0" }]);
  });

  it("is of the vulnerability that is asked for", async () => {
    expect(await fixOf("CVE-2026-1001")).toBe("2.0.0");
    expect(await fixOf("CVE-2026-1003")).toBe("1.5.0");
    expect(await fixOf("CVE-2026-1001 CVE-2026-1003")).toBe("2.0.0");
  });

  it("is of all that affects the version when none is asked for", async () => expect(await fixOf("npm:flawed@1.0.0")).toBe("2.0.0"));

  it("is not what is asked for, be it in the inventory or not", async () => {
    expect(await fixOf("npm:flawed@<2.1")).toBeNull();
    expect(await fixOf("npm:flawed@1.0.0 npm:flawed@2.0.0")).toBeNull();
    expect(await fixOf("npm:flawed")).toBeNull();
  });

  it("is none where something that affects the version has no fix", async () => {
    await givenVulnerability(inventory.database.pool, { ids: ["CVE-2026-1004"] }, [{ name: "flawed", version: "1.0.0" }]);
    expect(await fixOf("npm:flawed@1.0.0")).toBeNull();
    expect(await fixOf("CVE-2026-1004")).toBeNull();
    expect(await fixOf("CVE-2026-1001")).toBe("2.0.0");
  });

  it("is no version that another vulnerability of the question affects, by its ranges", async () => {
    const { pool } = inventory.database;
    await givenVulnerability(pool, { ids: ["GHSA-aaaa-aaaa-aaaa", "CVE-2026-1005"] });
    await pool.query(
      `insert into affected_range (package_id, advisory_id, n, lo, hi, fixed)
       select k.id, a.id, 0, $1, $2, '2.1.0' from package k, advisory a where k.name = 'flawed' and a.key = 'GHSA-aaaa-aaaa-aaaa'`,
      [versionKey("semver", "2.0.0"), versionKey("semver", "2.1.0")],
    );
    expect(await fixOf("CVE-2026-1001 CVE-2026-1005")).toBeNull();
    expect(await fixOf("CVE-2026-1001")).toBe("2.0.0");
  });
});

describe("rows that are brought by more than is kept of them", () => {
  it("never count as cleared", async () => {
    const many = Array.from({ length: 9 }, (_, place) => `many-${place}`);
    const edges = Object.fromEntries(many.map((name) => [name, ["many-bad"]]));
    await inventory.ship({ service: "many" }, documentOf([...many.map((name) => npm(name, "1.0.0")), npm("many-bad", "1.0.0")], { root: many, edges }));
    const { data, meta } = upgradePlanSchema.parse(await planUpgrades({ ctx: reader, input: { q: "npm:many-bad" } }));
    expect(data).toHaveLength(8);
    expect(data.every(({ clearsAlone, clearedSoFar }) => clearsAlone === 0 && clearedSoFar === 0)).toBe(true);
    expect(meta).toMatchObject({ rows: 1, services: 1, unexplainedRows: 0, partlyExplainedRows: 1 });
  });
});
