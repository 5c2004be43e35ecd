import { beforeAll, describe, expect, it } from "vitest";
import {
  findAffectedServices,
  pathGraph,
  pathGraphSchema,
  planUpgrades,
  teamGrid,
  teamGridSchema,
  timelineSchema,
  upgradePlanSchema,
  versionTimeline,
} from "@/lib/blast-radius";
import { daysAgo, documentOf, npm, reader, stranger, withInventory } from "./inventory-fixture";
import { givenVulnerability } from "./setup/given-vulnerability";

const inventory = withInventory();
const [began, ended] = [daysAgo(20), daysAgo(10)];

/** `web` brings `bad` in; `bad` itself is direct elsewhere. */
const through = (web: string, bad: string) =>
  documentOf([npm("web", web), npm("mid", "1.0.0"), npm("bad", bad)], { root: ["web"], edges: { web: ["mid", "bad"], mid: ["bad"] } });

beforeAll(async () => {
  await inventory.own("red", ["a", "b"], "#red");
  await inventory.own("blue", ["c"]);
  await inventory.know("silent");
  await inventory.ship({ service: "a" }, through("1.0.0", "2.0.0"));
  await inventory.ship({ service: "b" }, through("1.0.0", "2.0.0"));
  await inventory.ship({ service: "c" }, documentOf([npm("bad", "2.0.0")]));
  await inventory.ship({ service: "d" }, documentOf([npm("web", "1.1.0"), npm("bad", "3.0.0")]));
  await inventory.ship({ service: "gone", builtAt: began }, documentOf([npm("bad", "1.0.0")]));
  await inventory.ship({ service: "gone", builtAt: ended }, documentOf([npm("fine", "1.0.0")]));
  await givenVulnerability(inventory.database.pool, { ids: ["MAL-2026-1"] }, [{ name: "bad", version: "2.0.0", fixed: "3.0.0" }]);
});

describe("the plan of upgrades", () => {
  it("names the few direct dependencies that explain what is affected, with a version that the fleet shows to be free of it", async () => {
    const plan = upgradePlanSchema.parse(await planUpgrades({ ctx: reader, input: { q: "npm:bad@2.0.0" } }));
    expect(plan.meta).toMatchObject({ rows: 3, services: 3, unexplainedRows: 0, partlyExplainedRows: 0 });
    expect(plan.data).toMatchObject([
      {
        package: { ecosystem: "npm", name: "web" },
        isHit: false,
        versions: [{ version: "1.0.0", artifacts: 2 }],
        services: 2,
        clearsAlone: 2,
        clearedSoFar: 2,
        bumpTo: { version: "1.1.0", from: "fleet", artifacts: 1 },
      },
      { package: { name: "bad" }, isHit: true, services: 1, clearsAlone: 1, clearedSoFar: 3, bumpTo: { version: "3.0.0", from: "advisory" } },
    ]);
  });

  it("is of the moment that is asked about, and empty where nothing is affected", async () => {
    const then = await planUpgrades({ ctx: reader, input: { q: "npm:bad", asof: daysAgo(15).toISOString() } });
    expect(then.data).toMatchObject([{ package: { name: "bad" }, services: 1, clearedSoFar: 1 }]);
    expect((await planUpgrades({ ctx: reader, input: { q: "npm:absent" } })).data).toEqual([]);
  });
});

describe("the grid of teams", () => {
  it("says of every team how its services stand, and adds up to the verdict", async () => {
    const grid = teamGridSchema.parse(await teamGrid({ ctx: reader, input: { q: "npm:bad@2.0.0" } }));
    expect(grid.verdict).toEqual((await findAffectedServices({ ctx: reader, input: { q: "npm:bad@2.0.0" } })).verdict);
    expect(
      grid.data.map(({ team, affected, clean, unknown, services }) => [team?.slug ?? null, affected, clean, unknown, services.map(({ service }) => service)]),
    ).toEqual([
      ["red", 2, 0, 0, ["a", "b"]],
      ["blue", 1, 0, 0, ["c"]],
      [null, 0, 2, 1, ["silent"]],
    ]);
  });
});

describe("the life of versions", () => {
  it("is from the first to the last day that any artifact had it, beside its advisories", async () => {
    const { data, meta } = timelineSchema.parse(await versionTimeline({ ctx: reader, input: { q: "npm:bad" } }));
    expect(meta.versions).toBe(3);
    expect(
      data.map(({ version, artifacts, artifactsNow, lastSeenAt, advisories }) => [
        version,
        artifacts,
        artifactsNow,
        lastSeenAt === null,
        advisories.map(({ id }) => id),
      ]),
    ).toEqual([
      ["3.0.0", 1, 1, true, []],
      ["2.0.0", 3, 3, true, ["MAL-2026-1"]],
      ["1.0.0", 1, 0, false, []],
    ]);
    expect(data[2]).toMatchObject({ firstSeenAt: began.toISOString(), lastSeenAt: ended.toISOString() });
  });

  const lifeOf = async (input: Parameters<typeof versionTimeline>[0]["input"]) => {
    const { data, meta } = await versionTimeline({ ctx: reader, input });
    expect(meta.versions).toBe(data.length);
    return data.map(({ version, artifacts, artifactsNow, lastSeenAt }) => [version, artifacts, artifactsNow, lastSeenAt]);
  };

  it("is that of the services and rows that the facets leave", async () => {
    expect(await lifeOf({ q: "npm:bad", team: ["blue"] })).toEqual([["2.0.0", 1, 1, null]]);
    expect(await lifeOf({ q: "npm:bad service:gone" })).toEqual([["1.0.0", 1, 0, ended.toISOString()]]);
    expect(await lifeOf({ q: "npm:bad@2.0.0", direct: "true" })).toEqual([["2.0.0", 1, 1, null]]);
    expect(await lifeOf({ q: "npm:bad", scope: ["dev"] })).toEqual([]);
    expect(await lifeOf({ q: "npm:bad", ref: ["none-such"] })).toEqual([]);
  });

  it("ends at the moment that is asked about", async () => {
    expect(await lifeOf({ q: "npm:bad", asof: daysAgo(15).toISOString() })).toEqual([["1.0.0", 1, 1, null]]);
    expect(await lifeOf({ q: "npm:bad@1.0.0", asof: daysAgo(5).toISOString() })).toEqual([["1.0.0", 1, 0, ended.toISOString()]]);
    expect(await lifeOf({ q: "npm:bad", asof: daysAgo(25).toISOString() })).toEqual([]);
  });

  it("of what is meant by its hash alone is as long as it had that hash", async () => {
    const [first, second] = ["ab".repeat(32), "cd".repeat(32)];
    await inventory.ship({ service: "d", artifact: "hashed", builtAt: began }, documentOf([npm("hashed", "1.0.0", { sha256: first })]));
    await inventory.ship({ service: "d", artifact: "hashed", builtAt: ended }, documentOf([npm("hashed", "1.0.0", { sha256: second })]));
    expect(await lifeOf({ q: `sha256:${first}` })).toEqual([["1.0.0", 1, 0, ended.toISOString()]]);
    expect(await lifeOf({ q: `sha256:${first}`, asof: daysAgo(15).toISOString() })).toEqual([["1.0.0", 1, 1, null]]);
    expect(await lifeOf({ q: `sha256:${second}` })).toEqual([["1.0.0", 1, 1, null]]);
  });

  it("of many is cut at the oldest, and all are counted", async () => {
    const many = Array.from({ length: 110 }, (_, place) => npm("much", `1.0.${place}`));
    await inventory.ship({ service: "d", artifact: "much", builtAt: began }, documentOf(many));
    await inventory.ship({ service: "d", artifact: "much", builtAt: ended }, documentOf([npm("much", "2.0.0")]));
    const { data, meta } = await versionTimeline({ ctx: reader, input: { q: "npm:much" } });
    expect([data.length, data[0]?.version, meta.versions]).toEqual([100, "2.0.0", 111]);
  });
});

describe("the ways to a package version", () => {
  it("are a graph with everything between the direct dependencies and it", async () => {
    const { data } = await findAffectedServices({ ctx: reader, input: { q: "npm:bad@2.0.0 service:a" } });
    const row = data[0];
    const input = { artifact: row?.artifact.id ?? 0, packageVersion: row?.packageVersionId ?? 0 };
    const { nodes, edges, target, total } = pathGraphSchema.parse(await pathGraph({ ctx: reader, input }));
    const named = (place: number | null) => (place === null ? null : nodes[place]?.name);
    expect(nodes.map(({ name, depth }) => `${depth} ${name}`).sort()).toEqual(["1 web", "2 bad", "2 mid"]);
    expect(edges.map(([from, to]) => `${named(from)} ${named(to)}`).sort()).toEqual(["mid bad", "web bad", "web mid"]);
    expect(named(target)).toBe("bad");
    expect(total).toBe(3);
  });

  it("of what a build does not hold are not found", async () => {
    await expect(pathGraph({ ctx: reader, input: { artifact: 1, packageVersion: 999_999 } })).rejects.toMatchObject({ code: "not_found" });
  });
});

it("all of them need the right to read", async () => {
  for (const ask of [planUpgrades, teamGrid, versionTimeline])
    await expect(ask({ ctx: stranger, input: { q: "bad" } })).rejects.toMatchObject({ code: "forbidden" });
});

it("owners come with their contacts wherever an answer names them", async () => {
  const { pool } = inventory.database;
  await pool.query("update team set email = 'red@example.com', on_call = 'https://oncall.example.com/red' where slug = 'red'");
  await inventory.own("red", ["silent"]);
  const contacts = { email: "red@example.com", onCall: "https://oncall.example.com/red" };
  const day = new Date().toISOString().slice(0, 10);
  const answer = await findAffectedServices({ ctx: reader, input: { q: "npm:bad@2.0.0 team:red", during: day } });
  expect([answer.data[0]?.team, answer.unknown[0]?.team, answer.groups[0]?.team, answer.exposure?.builds[0]?.team]).toMatchObject(Array(4).fill({ contacts }));
  expect((await teamGrid({ ctx: reader, input: { q: "npm:bad@2.0.0" } })).data[0]?.team).toMatchObject({ contacts });
});
