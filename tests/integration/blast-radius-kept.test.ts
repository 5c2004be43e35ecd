import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { findAffectedServices } from "@/lib/blast-radius";
import { daysAgo, documentOf, npm, reader, withInventory } from "./inventory-fixture";

// Every answer is read as a large one, so that services, artifacts and teams are kept between questions.
vi.mock("@/lib/blast-radius/limits", async (original) => ({ ...(await original<object>()), largeFrom: 1 }));

const inventory = withInventory();
const ask = (q: string, more: object = {}) => findAffectedServices({ ctx: reader, input: { q, ...more } });
const groupsOf = async (q = "lodash") => (await ask(q)).groups.map(({ team, services, rows }) => [team?.name ?? null, services, rows]);
/** As another process would: nothing of this one is told. */
const write = (text: string, values: unknown[] = []) => inventory.database.pool.query(text, values);

beforeAll(async () => {
  await inventory.own("red", ["one", "two"]);
  await inventory.own("blue", []);
  await inventory.know("silent");
  for (const service of ["one", "two"]) await inventory.ship({ service }, documentOf([npm("lodash", "1.0.0")]));
  await inventory.ship({ service: "three", builtAt: daysAgo(20) }, documentOf([npm("other", "1.0.0")]));
});

// Asked twice: once to be kept, once from memory.
beforeEach(async () => {
  expect(await groupsOf()).toEqual(await groupsOf());
});

// Each of these fails when what is kept outlives the state of the database that it was read from.
describe("what is kept between questions", () => {
  it("knows a new owner at once", async () => {
    await write("update service set team_id = (select id from team where slug = 'blue') where slug = 'two'");
    expect(await groupsOf()).toEqual([
      ["blue", 1, 1],
      ["red", 1, 1],
    ]);
    await write("update service set team_id = null");
    expect(await groupsOf()).toEqual([[null, 2, 2]]);
  });

  it("knows a team by its new name", async () => {
    await write("update service set team_id = (select id from team where slug = 'red') where slug in ('one', 'two')");
    expect(await groupsOf()).toEqual([["red", 2, 2]]);
    await write("update team set name = 'Crimson' where slug = 'red'");
    expect(await groupsOf()).toEqual([["Crimson", 2, 2]]);
    await write("update team set name = 'red' where slug = 'red'");
  });

  it("knows a new service, a new artifact and a new presence", async () => {
    await inventory.ship({ service: "four" }, documentOf([npm("lodash", "1.0.0")]));
    expect((await ask("lodash")).data.map(({ service }) => service.slug)).toEqual(["four", "one", "two"]);
    await inventory.ship({ service: "four", ref: "next" }, documentOf([npm("lodash", "1.0.0")]));
    expect((await ask("lodash")).data.map(({ artifact }) => artifact.ref).filter((ref) => ref === "next")).toHaveLength(1);
  });

  it("is not of a state that was half written", async () => {
    const other = await inventory.database.pool.connect();
    await other.query("begin");
    await other.query("update service set team_id = (select id from team where slug = 'blue') where slug in ('one', 'two', 'four')");
    const before = await groupsOf();
    expect(before).toEqual(await groupsOf());
    await other.query("commit");
    other.release();
    expect(await groupsOf()).toEqual([["blue", 3, 4]]);
  });

  it("shows an unknown service with its present name", async () => {
    const shown = async () => (await ask("lodash")).unknown.map(({ service, team }) => [service.name, team?.slug ?? null]);
    expect(await shown()).toEqual([["silent", null]]);
    await write("update service set name = 'Silent', team_id = (select id from team where slug = 'red') where slug = 'silent'");
    expect(await shown()).toEqual([["Silent", "red"]]);
  });

  it("holds for a moment of the past until a late build changes it", async () => {
    const then = { asof: daysAgo(10).toISOString() };
    const verdict = async () => (await ask("lodash", then)).verdict;
    expect(await verdict()).toEqual({ affected: 0, clean: 1, unknown: 4 });
    expect(await verdict()).toEqual(await verdict());
    await inventory.ship({ service: "one", builtAt: daysAgo(12) }, documentOf([npm("other", "1.0.0")]));
    expect(await verdict()).toEqual({ affected: 0, clean: 2, unknown: 3 });
  });

  it("says the same when who holds the versions is read with them", async () => {
    const plain = (answer: object) => JSON.parse(JSON.stringify(answer).replace(/"(sbomAgeSeconds|asOf)":("[^"]*"|\d+)/g, '"$1":0'));
    const questions: [string, object][] = [
      ["lodash", {}],
      ["lodash@1.0.0", { sort: "-since", limit: 2 }],
      ["lodash@<2 other", { sort: "team" }],
      ["lodash", { during: `${daysAgo(25).toISOString()}..${daysAgo(1).toISOString()}` }],
      ["lodash", { team: ["red", "blue"] }],
      ["lodash", { direct: "true" }],
      ["lodash", { asof: daysAgo(1).toISOString() }],
      ["nothing", {}],
    ];
    for (const [q, more] of questions) {
      // Whatever is written, even nothing new, ends what is kept: the next answer reads the fleet again, and the one after that has it.
      await write("update team set name = name");
      const first = plain(await ask(q, more));
      expect(plain(await ask(q, more))).toEqual(first);
    }
  });
});
