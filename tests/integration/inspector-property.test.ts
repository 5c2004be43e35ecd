import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { applyCoverage, closeUnlisted } from "@/lib/aws/findings";
import { findingText } from "@/lib/aws/findings/encode";
import { findingStatuses, type InspectorFinding, inspectorSeverities, type ResourceCoverage } from "@/lib/aws/model";
import { withInspectorStore } from "./setup/inspector-store";
import { coverageOf, findingOf, hex, hour, imageOf, packageOf, vulnerabilityOf } from "./setup/made-inspector";
import { type Listing, naiveObservations } from "./setup/naive-observations";

const store = withInspectorStore();
const arns = ["f1", "f2", "f3", "f4", "f5"];
// The third image is in no build, and the first in two artifacts.
const images = [1, 2, 3];
const artifacts = new Map([
  ["one", [hex(1), hex(2)]],
  ["two", [hex(1)]],
]);
const listedAt = [4, 8, 12];

const vulnerability = fc
  .record({
    id: fc.constantFrom("CVE-2026-1", "CVE-2026-2", "MAL-2026-3"),
    source: fc.constantFrom("NVD", "UBUNTU_CVE"),
    summary: fc.constantFrom("a", "b", null),
  })
  .map(({ id, ...more }) => vulnerabilityOf(id, more));
const named = fc
  .record({
    name: fc.constantFrom("left", "right"),
    isMapped: fc.boolean(),
    fixed: fc.constantFrom(null, "1.0.1", "1.0.2"),
    filePath: fc.constantFrom(null, "a"),
  })
  .map(({ name, isMapped, ...more }) => packageOf(name, "1.0.0", isMapped ? more : { ...more, identity: null, unmapped: "why" }));
const reported = fc
  .record({
    arn: fc.constantFrom(...arns),
    updated: fc.integer({ min: 1, max: 14 }),
    status: fc.constantFrom(...findingStatuses),
    severity: fc.constantFrom(...inspectorSeverities),
    first: fc.constantFrom(0, 1),
    vulnerability: fc.option(vulnerability, { freq: 8 }),
    image: fc.constantFrom(...images),
    more: fc.option(fc.uniqueArray(fc.constantFrom(...images), { maxLength: 2 }), { nil: [], freq: 2 }),
    tag: fc.constantFrom("v1", "v2"),
    packages: fc.array(named, { maxLength: 3 }),
  })
  .map(({ updated, first, image, more: others, tag, ...more }) => {
    const [resource = imageOf(image), ...further] = [...new Set([image, ...others])].sort().map((n) => imageOf(n, { tags: [tag] }));
    return findingOf(more.arn, { ...more, updatedAt: hour(updated), firstObservedAt: hour(first), resource, further });
  });
const covered = fc
  .record({ image: fc.constantFrom(...images), status: fc.constantFrom("ACTIVE" as const, "INACTIVE" as const), at: fc.integer({ min: 1, max: 14 }) })
  .map(({ image, status, at }) => coverageOf(imageOf(image), status, hour(at)));

/** Batches in some order, some of them more than once. */
const batched = <T>(each: fc.Arbitrary<T>) => fc.array(fc.array(each, { minLength: 1, maxLength: 4 }), { maxLength: 4 });
/** Listings that had some findings, of each the report that it gives, updated before it began. */
const listings = fc
  .tuple(
    ...listedAt.map((since) =>
      fc.option(
        fc.record({
          since: fc.constant(since),
          isComplete: fc.boolean(),
          reports: fc
            .uniqueArray(reported, { selector: ({ arn }) => arn, maxLength: 4 })
            .map((each) => each.filter(({ updatedAt }) => updatedAt < hour(since))),
        }),
        { freq: 3 },
      ),
    ),
  )
  .map((each) => each.filter((listing) => listing !== null));
const runs = fc.record({
  reports: batched(reported),
  listings,
  coverage: batched(covered),
  shuffle: fc.array(fc.nat(1_000), { minLength: 40, maxLength: 40 }),
  isConcurrent: fc.boolean(),
});

const digestOf = (finding: InspectorFinding) => createHash("sha256").update(findingText(finding)).digest("hex");
const order = (a: InspectorFinding, b: InspectorFinding) =>
  a.updatedAt < b.updatedAt ? -1 : a.updatedAt > b.updatedAt ? 1 : digestOf(a) < digestOf(b) ? -1 : digestOf(a) > digestOf(b) ? 1 : 0;

const take = (batch: readonly InspectorFinding[]) => store.take(batch, { source: "event" });
const cover = (coverage: readonly ResourceCoverage[]) => store.inTransaction((client) => applyCoverage(client, { coverage, at: new Date(hour(20)) }));

type Listed = { since: number; isComplete: boolean; reports: readonly InspectorFinding[] };
const arnsOf = ({ reports }: Listed) => reports.map(({ arn }) => arn);

/** What a listing has comes first, after it began; a complete one then closes what it lacks. */
async function list(listing: Listed): Promise<void> {
  const since = new Date(hour(listing.since));
  await store.take(listing.reports, { at: new Date(since.getTime() + 60_000).toISOString() });
  if (!listing.isComplete) return;
  const place = { account: "111122223333", region: "eu-central-1" };
  await store.inTransaction((client) => closeUnlisted(client, { ...place, listed: { arns: arnsOf(listing) }, since, at: since }));
}

type Work = () => Promise<unknown>;

/** Listings are made one after the other; all else comes at any time. */
async function settle(others: readonly Work[], listings: readonly Work[], { isConcurrent, places }: { isConcurrent: boolean; places: readonly number[] }) {
  const inTurn = async (works: readonly Work[]) => {
    for (const work of works) await work();
  };
  if (isConcurrent) {
    await Promise.all([inTurn(listings), ...others.map((work) => work())]);
    return;
  }
  const works = [...others];
  // From the last to the first, each before or at the place of the one after it.
  let end = works.length;
  for (const [i, listing] of [...listings.entries()].toReversed()) {
    end = (places[i] ?? 0) % (end + 1);
    works.splice(end, 0, listing);
  }
  await inTurn(works);
}

/** All of it again and in another order: by the numbers of the case. */
function again<T>(batches: readonly T[], shuffle: readonly number[]): T[] {
  const twice = [...batches, ...batches.filter((_, i) => (shuffle[i] ?? 0) % 3 === 0)];
  return twice
    .map((batch, i) => ({ batch, by: shuffle[i + 10] ?? 0 }))
    .sort((a, b) => a.by - b.by)
    .map(({ batch }) => batch);
}

/** The tables but for ids and times of reception. */
async function tables(): Promise<unknown> {
  return {
    observations: await store.observations(),
    findings: await store.rows(
      `select f.arn, r.key, a.key as vulnerability, f.status, f.said_status, f.severity, f.updated_at, f.unlisted_at, encode(f.digest, 'hex') as digest, jsonb_agg(p.name || coalesce(p.file_path, '') order by p.n) as packages
       from inspector_finding f join aws_resource r on r.id = f.resource_id left join advisory a on a.id = f.advisory_id left join inspector_package p on p.finding_id = f.id
       group by f.id, r.key, a.key order by f.arn`,
    ),
    further: await store.rows(
      `select f.arn, r.key, x.advisory_id is not distinct from f.advisory_id as "isOfFinding"
       from inspector_further x join inspector_finding f on f.id = x.finding_id join aws_resource r on r.id = x.resource_id order by 1, 2`,
    ),
    resources: await store.rows(
      "select key, tags, said_at, digest, digest_at, platform_at, scan_status, coverage_at, first_seen_at from aws_resource order by key",
    ),
    mapped: await store.rows(
      "select r.key, m.artifact_id, m.build_seq, m.by from aws_resource_artifact m join aws_resource r on r.id = m.resource_id order by 1, 2",
    ),
    advisories: await store.rows("select key, kind, encode(digest, 'hex') as digest from advisory order by key"),
    details: await store.rows(
      "select a.key, d.source, d.said_at, encode(d.digest, 'hex') as digest from inspector_detail d join advisory a on a.id = d.advisory_id order by 1, 2",
    ),
    alerts: await store.rows(
      "select v.display_id, count(*)::int from alert a join vulnerability v on v.id = a.vulnerability_id where retracted_at is null group by 1",
    ),
  };
}

it("any order, repetition, division and concurrency of what is said ends in the state that is worked out from all of it", async () => {
  await fc.assert(
    fc.asyncProperty(runs, async ({ reports, listings, coverage, shuffle, isConcurrent }) => {
      const outcomes: unknown[] = [];
      for (const isFirst of [true, false]) {
        await store.empty();
        for (const [service, digests] of artifacts) await store.ship(service, digests);
        const arranged = <T>(batches: readonly T[]) => (isFirst ? [...batches] : again(batches, shuffle));
        const others = arranged([...reports.map((batch) => () => take(batch)), ...coverage.map((batch) => () => cover(batch))]);
        const places = shuffle.slice(isFirst ? 30 : 35);
        await settle(
          others,
          listings.map((each) => () => list(each)),
          { isConcurrent: !isFirst && isConcurrent, places },
        );
        outcomes.push(await tables());
      }
      const made = listings.map((each): Listing => ({ since: hour(each.since), isComplete: each.isComplete, arns: arnsOf(each) }));
      const known = { reports: [...reports.flat(), ...listings.flatMap((each) => each.reports)], coverage: coverage.flat(), artifacts, listings: made };
      expect((outcomes[0] as { observations: string[] }).observations).toEqual(naiveObservations(known, order));
      expect(outcomes[1]).toEqual(outcomes[0]);
    }),
    { numRuns: 60 },
  );
});

it("a batch with a row that cannot be stored changes nothing", async () => {
  await store.empty();
  await store.ship("one", [hex(1)]);
  await store.take([findingOf("f1")]);
  const before = await tables();
  const bad = findingOf("f3", { title: "a\u0000b" });
  await expect(store.take([findingOf("f1", { updatedAt: hour(5), status: "CLOSED" }), findingOf("f2"), bad])).rejects.toThrow();
  expect(await tables()).toEqual(before);
});
