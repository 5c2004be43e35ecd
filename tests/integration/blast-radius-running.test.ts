import { beforeAll, describe, expect, it } from "vitest";
import { blastRadiusSchema, findAffectedServices } from "@/lib/blast-radius";
import type { Context } from "@/lib/context";
import { recordDeployment } from "@/lib/inventory/deployments";
import { daysAgo, documentOf, npm, reader, withInventory } from "./inventory-fixture";

const inventory = withInventory();
const system: Context = { actor: { kind: "system", name: "test" }, requestId: "test" };
const digest = `sha256:${"cd".repeat(32)}`;
const ask = async (input: Parameters<typeof findAffectedServices>[0]["input"]) => blastRadiusSchema.parse(await findAffectedServices({ ctx: reader, input }));
const rowsOf = ({ data }: Awaited<ReturnType<typeof ask>>) =>
  data.map(({ service, version, present, build }) => [service.slug, version, present.now, present.running, build.seq]);

async function deploy(service: string, build: number, environment: string, from = daysAgo(1)) {
  await recordDeployment({ ctx: system, input: { service, build, environment, from: from.toISOString(), kind: "application", ref: "main" } });
}

describe("before anybody has said where a build runs", () => {
  it("nothing is said of it", async () => {
    await inventory.ship({ service: "silent" }, documentOf([npm("bad", "1.0.0")]));
    expect((await ask({ q: "bad" })).running).toBeNull();
  });
});

describe("what runs", () => {
  beforeAll(async () => {
    // Fixed in the newest build, which nobody has deployed to production yet.
    await inventory.ship({ service: "behind", builtAt: daysAgo(5), digest }, documentOf([npm("bad", "1.0.0"), npm("fine", "1.0.0")]));
    await inventory.ship({ service: "behind", builtAt: daysAgo(2) }, documentOf([npm("fine", "1.0.0")]));
    await deploy("behind", 1, "production", daysAgo(4));
    await deploy("behind", 2, "staging");
    // The newest build has it and runs.
    await inventory.ship({ service: "ahead", builtAt: daysAgo(3) }, documentOf([npm("bad", "1.0.0")]));
    await deploy("ahead", 1, "prod-eu");
    await deploy("ahead", 1, "staging");
    // Two builds of one moment: the second one has it, and the first one runs.
    const moment = daysAgo(6);
    await inventory.ship({ service: "tied", builtAt: moment }, documentOf([npm("fine", "1.0.0")]));
    await inventory.ship({ service: "tied", builtAt: moment }, documentOf([npm("bad", "1.0.0")]));
    await inventory.ship({ service: "tied", builtAt: daysAgo(1) }, documentOf([npm("fine", "2.0.0")]));
    await deploy("tied", 1, "production");
  });

  it("is affected although the newest build is clean, with the build that runs", async () => {
    const answer = await ask({ q: "npm:bad@1.0.0", sort: "service" });
    expect(rowsOf(answer)).toEqual([
      ["ahead", "1.0.0", true, ["prod-eu", "staging"], 1],
      ["behind", "1.0.0", false, ["production"], 1],
      ["silent", "1.0.0", true, [], 1],
    ]);
    expect(answer.verdict).toEqual({ affected: 3, clean: 1, unknown: 0 });
    expect(answer.running).toEqual({ production: 2, elsewhere: 1, reported: 3 });
  });

  it("is asked for by itself", async () => {
    expect(rowsOf(await ask({ q: "bad", when: "production" })).map(([service]) => service)).toEqual(["ahead", "behind"]);
    expect(rowsOf(await ask({ q: "bad", when: "now" })).map(([service]) => service)).toEqual(["ahead", "silent"]);
    expect((await ask({ q: "bad", when: "now" })).verdict).toEqual({ affected: 2, clean: 2, unknown: 0 });
    expect(rowsOf(await ask({ q: "fine@1.0.0", when: "production" })).map(([service]) => service)).toEqual(["behind", "tied"]);
    await expect(ask({ q: "bad", when: "built" })).rejects.toMatchObject({ code: "invalid", reason: "window_missing" });
  });

  it("is what ran at a moment of the past", async () => {
    const then = await ask({ q: "bad@1.0.0 service:behind", asof: daysAgo(1.5).toISOString() });
    expect(rowsOf(then)).toEqual([["behind", "1.0.0", false, ["production"], 1]]);
    expect((await ask({ q: "bad service:behind", asof: daysAgo(4.5).toISOString() })).data).toMatchObject([{ present: { now: true, running: [] } }]);
  });

  it("is found by the digest of a build, and stands beside a window", async () => {
    expect(rowsOf(await ask({ q: digest }))).toEqual([["behind", null, false, ["production"], 1]]);
    const window = await ask({ q: "bad service:behind", during: `${daysAgo(5.5).toISOString()}..${daysAgo(4.5).toISOString()}` });
    expect(window.data).toMatchObject([{ present: { now: false, during: true, built: true, running: ["production"] } }]);
  });

  it("pages over rows of every kind", async () => {
    const first = await ask({ q: "bad", limit: 2, sort: "service" });
    const second = await ask({ q: "bad", limit: 2, sort: "service", cursor: first.meta.nextCursor ?? "" });
    expect([...rowsOf(first), ...rowsOf(second)].map(([service]) => service)).toEqual(["ahead", "behind", "silent"]);
  });

  it("is not known of services that say of nothing where it runs", async () => {
    const answer = await ask({ q: "bad@1.0.0", when: "production" });
    expect(answer.unknown.map(({ service, reason }) => [service.slug, reason])).toEqual([["silent", "no_deployment"]]);
    expect(answer.verdict).toEqual({ affected: 2, clean: 1, unknown: 1 });
    expect((await ask({ q: "bad service:ahead", when: "production" })).running).toEqual({ production: 1, elsewhere: 1, reported: 1 });
  });

  it("is not known where the build that runs could not be read in full, or has a version that cannot be ordered", async () => {
    await inventory.ship({ service: "empty", builtAt: daysAgo(5) }, documentOf([]));
    await inventory.ship({ service: "empty", builtAt: daysAgo(1) }, documentOf([npm("fine", "1.0.0")]));
    await deploy("empty", 1, "production");
    await inventory.ship({ service: "odd", builtAt: daysAgo(5) }, documentOf([npm("bad", "workspace:here")]));
    await inventory.ship({ service: "odd", builtAt: daysAgo(1) }, documentOf([npm("fine", "1.0.0")]));
    await deploy("odd", 1, "production");
    const reasons = async (when: "any" | "now") =>
      (await ask({ q: "npm:bad@1.0.0 service:empty,odd", when })).unknown.map(({ service, reason }) => [service.slug, reason]);
    expect(await reasons("any")).toEqual([
      ["empty", "incomplete_sbom"],
      ["odd", "unorderable_version"],
    ]);
    expect(await reasons("now")).toEqual([]);
  });

  it("counts what was retired and still runs", async () => {
    const { artifactId } = await inventory.ship({ service: "ghost", builtAt: daysAgo(3) }, documentOf([npm("bad", "1.0.0")]));
    await deploy("ghost", 1, "production");
    await inventory.retire(artifactId, new Date());
    const answer = await ask({ q: "bad@1.0.0 service:ghost" });
    expect(rowsOf(answer)).toEqual([["ghost", "1.0.0", false, ["production"], 1]]);
    expect(answer.verdict).toEqual({ affected: 1, clean: 0, unknown: 0 });
    expect(answer.meta.retiredServices).toBe(0);
    expect((await ask({ q: "bad@2.0.0 service:ghost" })).meta.retiredServices).toBe(1);
  });

  it("is unknown of what was retired and still runs, when that could not be read", async () => {
    const { artifactId } = await inventory.ship({ service: "hollow", builtAt: daysAgo(3) }, documentOf([]));
    await deploy("hollow", 1, "production");
    await inventory.retire(artifactId, new Date());
    const answer = await ask({ q: "bad@1.0.0 service:hollow" });
    expect(answer.verdict).toEqual({ affected: 0, clean: 0, unknown: 1 });
    expect(answer.unknownByReason.incomplete_sbom).toBe(1);
  });
});
