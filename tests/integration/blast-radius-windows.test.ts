import fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { type BlastRadius, findAffectedServices } from "@/lib/blast-radius";
import { eventsOf, facets, givenDictionary, questions, sort, tell } from "./history-fixture";
import { reader, withInventory } from "./inventory-fixture";
import { byDigest, naiveAnswer, type WindowAsk } from "./naive-windows";

// The builds of a window are read by artifact for few hits, else by their time, and by artifact again where those are too many: each must say the same.
const readings = {
  byArtifact: { largeFrom: 600, windowBuildsPerHit: 4 },
  byTime: { largeFrom: 0, windowBuildsPerHit: 10_000 },
  tooMany: { largeFrom: 0, windowBuildsPerHit: 0 },
};
const limits = vi.hoisted(() => ({ largeFrom: 0, windowBuildsPerHit: 0 }));
vi.mock("@/lib/blast-radius/limits", async (original) => ({
  ...(await original<object>()),
  get largeFrom() {
    return limits.largeFrom;
  },
  get windowBuildsPerHit() {
    return limits.windowBuildsPerHit;
  },
}));

const inventory = withInventory();
const digests = ["c", "d"].map((digit) => `sha256:${digit.repeat(64)}`);
const dayMs = 86_400_000;

// Few days, so that builds of one artifact often share their time, and some are stale.
const day = fc.constantFrom(1, 2, 3, 4, 5, 8, 20, 31, 33, 36, 45);
const edge = fc.constantFrom(0.5, 1, 2, 3, 3.5, 4, 5, 6, 8, 12, 20, 31, 33, 36, 45, 60, 70);
type Edges = { from: number; to: number } | { instant: number; before: boolean } | { from: number; to: "future" };
const edges: fc.Arbitrary<Edges> = fc.oneof(
  { weight: 4, arbitrary: fc.uniqueArray(edge, { minLength: 2, maxLength: 2 }).map(([a = 0, b = 0]) => ({ from: Math.max(a, b), to: Math.min(a, b) })) },
  { weight: 3, arbitrary: fc.record({ instant: day, before: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ from: edge, to: fc.constant("future" as const) }) },
);

const ask = fc.record({
  asked: fc.constantFrom(...questions, ...questions, ...digests.map(byDigest)),
  facets,
  edges,
  when: fc.constantFrom("any", "now", "during", "built"),
  asOfDay: fc.option(edge, { freq: 5 }),
  sort,
  limit: fc.integer({ min: 1, max: 6 }),
  isInText: fc.boolean(),
  reading: fc.constantFrom("byArtifact", "byTime", "tooMany"),
});

async function askAll(q: string, input: object): Promise<{ answer: BlastRadius; data: BlastRadius["data"] }> {
  const data: BlastRadius["data"] = [];
  let cursor: string | undefined;
  for (;;) {
    const answer = await findAffectedServices({ ctx: reader, input: { q, ...input, ...(cursor ? { cursor } : {}) } });
    data.push(...answer.data);
    if (answer.meta.nextCursor === null) return { answer, data };
    cursor = answer.meta.nextCursor;
  }
}

const leaf = (name: string) => (name.startsWith("@") ? name : (name.split(":").at(-1) ?? name));
const versionText = (ecosystem: string, name: string, version: string | null) => `pkg:${ecosystem} ${leaf(name)} ${version ?? ""}`;
const orderOf = ({ version }: { version: string | null }) => Number(version);

function rowText({
  service,
  artifact,
  package: named,
  version,
  present: { running: _, ...present },
  since,
  until,
  build,
}: BlastRadius["data"][number]): string {
  const what = named === null ? "itself" : versionText(named.ecosystem, named.name, version);
  return JSON.stringify([service.slug, artifact.name, artifact.ref, what, present, Date.parse(since), until && Date.parse(until), orderOf(build)]);
}

function buildText({ service, artifact, build, versions }: NonNullable<BlastRadius["exposure"]>["builds"][number]): string {
  const listed = versions.map(({ ecosystem, name, version }) => versionText(ecosystem, name, version)).toSorted();
  return JSON.stringify([service.slug, artifact.name, artifact.ref, orderOf(build), listed]);
}

function sortKeys(by: string, rows: BlastRadius["data"]): (string | number)[] {
  const key = by.replace("-", "");
  return rows.map(({ service, team, since }) => (key === "since" ? Date.parse(since) : key === "team" ? (team?.slug ?? "~") : service.slug));
}

describe("windows over random histories", () => {
  beforeAll(() => givenDictionary(inventory));

  it("answers as a recomputation from all builds does: rows, their times and builds, and what is unknown, on each side", async () => {
    await fc.assert(
      fc.asyncProperty(eventsOf(day, fc.constantFrom(undefined, ...digests)), fc.array(ask, { minLength: 10, maxLength: 10 }), async (events, asks) => {
        const midnight = Date.now();
        const at = (of: number) => midnight - of * dayMs - 3_600_000;
        const history = (await tell(inventory, events, (of) => new Date(at(of)))).map((build) => ({ ...build, ms: at(build.day) }));
        for (const { asked, facets: chosen, edges: chosenEdges, when, asOfDay, sort: by, limit, isInText, reading } of asks) {
          Object.assign(limits, readings[reading]);
          const window = windowOf(chosenEdges, at, midnight);
          const asOf = asOfDay === null ? null : at(asOfDay) + 1_800_000;
          const during = `${new Date(window.from).toISOString()}..${new Date(window.to).toISOString()}`;
          const input = { ...chosen, when, sort: by, limit, ...(asOf === null ? {} : { asof: new Date(asOf).toISOString() }) };
          const { answer, data } = await askAll(isInText ? `${asked.q} during:${during}` : asked.q, isInText ? input : { ...input, during });
          const expected = naiveAnswer(history, { asked, facets: chosen, window, when, asOf, now: midnight } satisfies WindowAsk);
          const of = `${asked.q} ${JSON.stringify({ chosen, chosenEdges, when, asOfDay, by, reading })} of ${JSON.stringify(events)}`;
          expect(data.map(rowText).toSorted(), of).toEqual(expected.rows);
          expect({ ...answer.verdict }, of).toEqual(expected.verdict);
          expect({ ...answer.unknownByReason }, of).toEqual(expected.reasons);
          expect(
            answer.unknown.map(({ service }) => service.slug),
            of,
          ).toEqual(expected.unknown);
          expect(answer.meta.retiredServices, of).toBe(expected.retired);
          expect({ now: answer.exposure?.now, during: answer.exposure?.during, built: answer.exposure?.built }, of).toEqual(expected.exposure);
          expect(answer.exposure?.builds.map(buildText).toSorted(), of).toEqual(expected.builds);
          expect(answer.meta.rows, of).toBe(data.length);
          expect(
            answer.groups.reduce((sum, group) => sum + group.services, 0),
            of,
          ).toBe(answer.verdict.affected);
          const keys = sortKeys(by, data);
          expect(keys, of).toEqual(keys.toSorted((a, b) => (by.startsWith("-") ? -1 : 1) * (a < b ? -1 : a > b ? 1 : 0)));
        }
      }),
      { numRuns: 30 },
    );
  });
});

function windowOf(chosen: Edges, at: (day: number) => number, midnight: number): { from: number; to: number } {
  if ("instant" in chosen)
    return chosen.before ? { from: at(chosen.instant) - 1, to: at(chosen.instant) } : { from: at(chosen.instant), to: at(chosen.instant) + 1 };
  return { from: at(chosen.from), to: chosen.to === "future" ? midnight + dayMs : at(chosen.to) };
}
