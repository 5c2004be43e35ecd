import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countHits } from "./count-hits";
import { type Holding, toFleet } from "./hits";
import { type Hit, pageOfHits, type Sort } from "./page-of-hits";
import { compareText, firstOf } from "./text-order";

const slugs = ["a", "a-b", "b", "é", "￮", "𝒳", "z"];
const services = slugs.map((slug, place) => ({ id: place + 1, slug, teamId: place % 3 === 0 ? null : place % 3 }));
const teamSlug = (id: number) => ["", "blue", "red"][id] ?? "";
// Two artifacts for each service, and one that nobody asks about.
const artifacts = [...services.flatMap(({ id }) => [id, id + 50]), 99];
const fleet = toFleet(
  services,
  Int32Array.from(artifacts),
  Int32Array.from(artifacts, (id) => (id === 99 ? 77 : id % 50)),
);

const holdings = fc.array(
  fc.record({
    version: fc.integer({ min: 0, max: 6 }),
    held: fc.uniqueArray(fc.constantFrom(...artifacts), { maxLength: 8 }),
    times: fc.infiniteStream(fc.nat(4)),
  }),
  { maxLength: 7 },
);
const toHoldings = (drawn: { version: number; held: number[]; times: Iterable<number> }[]): Holding[] => {
  const byVersion = new Map(drawn.map((each) => [each.version, each]));
  return [...byVersion.values()].map(({ version, held, times }) => {
    const time = times[Symbol.iterator]();
    return { packageVersionId: version, artifactIds: Int32Array.from(held), sinceMs: Float64Array.from(held, () => time.next().value), sides: null };
  });
};

/** All hits in order, by comparing bytes as PostgreSQL does. */
function naive(all: readonly Holding[], sort: Sort, descending: boolean): Hit[] {
  const hits = all.flatMap(({ packageVersionId, artifactIds, sinceMs }) =>
    [...artifactIds].flatMap((artifactId, i) => {
      const service = services.find(({ id }) => artifactId !== 99 && id === artifactId % 50);
      if (!service) return [];
      const key = sort === "since" ? (sinceMs?.[i] ?? 0) : sort === "service" ? service.slug : service.teamId === null ? "~" : teamSlug(service.teamId);
      return [{ key, slug: service.slug, artifactId, packageVersionId }];
    }),
  );
  const bytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
  const compare = (a: Hit, b: Hit) =>
    (typeof a.key === "number" ? a.key - Number(b.key) : bytes(a.key, String(b.key))) ||
    bytes(a.slug, b.slug) ||
    a.artifactId - b.artifactId ||
    a.packageVersionId - b.packageVersionId;
  return hits.sort((a, b) => (descending ? compare(b, a) : compare(a, b)));
}

describe("the pages of an answer", () => {
  test("are all hits once, in each order, both ways, whatever the size of a page", () => {
    fc.assert(
      fc.property(
        holdings,
        fc.constantFrom<Sort>("service", "team", "since"),
        fc.boolean(),
        fc.integer({ min: 1, max: 5 }),
        (drawn, sort, descending, limit) => {
          const all = toHoldings(drawn);
          const counts = countHits(all, fleet);
          const seen: Hit[] = [];
          let after: Hit | null = null;
          do {
            const found: Hit[] = pageOfHits(all, fleet, counts, { sort, descending, count: limit + 1, after, teamSlug });
            seen.push(...found.slice(0, limit));
            after = found.length > limit ? (found[limit - 1] ?? null) : null;
          } while (after);
          expect(seen).toEqual(naive(all, sort, descending));
          expect(counts.rows).toBe(seen.length);
          expect(counts.affected.map((place) => services[place]?.slug).sort()).toEqual([...new Set(seen.map(({ slug }) => slug))].sort());
        },
      ),
      { numRuns: 300 },
    );
  });

  test("a version in two artifacts of a service is in one service", () => {
    const counts = countHits([{ packageVersionId: 5, artifactIds: Int32Array.of(1, 51, 2, 99), sinceMs: null, sides: null }], fleet);
    expect(counts).toMatchObject({ rows: 3, versions: [{ packageVersionId: 5, services: 2 }] });
    expect(Object.fromEntries(counts.teams)).toEqual({ null: { services: 1, rows: 2 }, 1: { services: 1, rows: 1 } });
  });

  test("ids with wide gaps are found too", () => {
    const sparse = toFleet(services, Int32Array.of(3, 2_000_000_000), Int32Array.of(1, 2));
    expect([3, 4, 2_000_000_000].map(sparse.serviceOf)).toEqual([0, -1, 1]);
  });
});

test("text is in the order of its bytes in UTF-8", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
      expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});

test("the first items are those of the sorted list", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), (items, count) => {
      expect(firstOf(items, count, (a, b) => a - b)).toEqual(items.toSorted((a, b) => a - b).slice(0, count));
    }),
  );
});
