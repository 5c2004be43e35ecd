import type { ClientBase } from "pg";
import { z } from "zod";
import { sendTogether } from "@/lib/db";
import { freshnessDays } from "@/lib/inventory/freshness";
import { decodeCursor, inSnapshot, toPage } from "@/lib/inventory/read";
import { countsOf, verdictOf } from "./counts-of";
import { type FoundHits, findHits, holdersToo } from "./find-hits";
import { alsoReported, reportsOf } from "./inspector-says";
import { unknownServicesOf, withoutDevScopeOf } from "./kept";
import type { Hit, HitOrder } from "./page-of-hits";
import { type Standing, toAffectedRow, toUnknownService } from "./present";
import { presentExposure } from "./present-exposure";
import type { Candidate, UnknownRow } from "./queries/candidates";
import { type DetailTime, selectDetails } from "./queries/details";
import { namesOfVersions } from "./queries/names";
import type { Question } from "./question";
import { advisoriesOf } from "./resolve-advisories";
import { type Resolved, resolveTerms } from "./resolve-terms";
import type { BlastRadius, FindAffectedServices } from "./schemas";
import { side } from "./sides";
import { unknownNames } from "./unknown-names";

/** Enough for a page; the export has all of them. */
const unknownListMax = 25;

type PageOptions = Pick<FindAffectedServices, "sort" | "limit"> & { cursor?: string | undefined };

/** The whole answer to a question that is read, on one snapshot. */
export async function answerTerms(question: Question, { sort, limit, cursor }: PageOptions): Promise<BlastRadius> {
  const after = readPlace(sort, cursor);
  const seenAt = question.asOf ?? new Date();
  return inSnapshot(
    async (client, stamp, end) => {
      const order = { ...sortOf(sort), count: limit + 1, after };
      const resolved = await resolveTerms(client, question.terms, () => holdersToo(stamp, question, order.sort));
      const state = await stamp;
      const found = await findHits(client, state, { question, seenAt, resolved, order });
      const exposedInCi = await withoutDevScope(client, state, question, resolved);
      const { page, nextCursor } = toPage(found.hits, limit, placeOf(sort));
      const listed = found.unknown.slice(0, unknownListMax);
      sendTogether(client);
      const reading = Promise.all([
        selectDetails(client, page, timeOf(question, found), resolved),
        unknownServicesOf(client, state, listed, question.asOf),
        namesOfVersions(
          client,
          found.counts.versions.map(({ packageVersionId }) => packageVersionId),
        ),
        unknownNames(client, question),
        presentExposure(client, found.exposure),
        alsoReported(client, state, page, resolved),
        reportsOf(client, listed, resolved),
      ]);
      end();
      const [rows, unknown, names, strangers, exposure, alsoThere, reports] = await reading;
      return {
        ...countsOf(found, names),
        ...advisoriesOf(resolved.advisories),
        exposure,
        running: runningOf(found),
        withoutDevScope: exposedInCi,
        unknown: unknown.map((row, place) => toUnknownService(row, listed[place]?.reason ?? 0, reports.get(row.id))),
        data: rows.map((row) => toAffectedRow(row, seenAt, { ...standingOf(found, row), inspector: alsoThere(row) })),
        question: { text: question.text, label: question.label, diagnostics: [...question.diagnostics, ...resolved.diagnostics, ...strangers] },
        list: question.list,
        meta: {
          limit,
          nextCursor,
          ...metaOf(found, resolved, seenAt),
        },
      };
    },
    { plans: "kept" },
  );
}

/** The first services whose CI may have run what is asked for without any SBOM saying so, and how many there are. */
async function withoutDevScope(client: ClientBase, stamp: string, question: Question, resolved: Resolved): Promise<BlastRadius["withoutDevScope"]> {
  const services = await servicesWithoutDevScope(client, stamp, question, resolved);
  if (services === null) return null;
  const shown = await unknownServicesOf(client, stamp, services.slice(0, unknownListMax), null);
  return { services: services.length, data: shown.map(toBareService) };
}

/**
 * Services whose CI may have run what is asked for without any SBOM saying so. Malware runs where it is installed, shipped or not; null for other
 * questions and for moments of the past.
 */
export async function servicesWithoutDevScope(
  client: ClientBase,
  stamp: string,
  { list, asOf, facets }: Question,
  { advisories }: Pick<Resolved, "advisories">,
): Promise<readonly Candidate[] | null> {
  const isMalware = list !== null || advisories.vulnerabilities.some(({ kind }) => kind === "malware");
  return isMalware && asOf === null ? withoutDevScopeOf(client, stamp, facets) : null;
}

/** A service of which only the owner is said. */
export function toBareService({ slug, name, team }: UnknownRow): BareService {
  return { service: { slug, name }, team };
}
export type BareService = NonNullable<BlastRadius["withoutDevScope"]>["data"][number];

/** What is said of an answer as a whole, whatever page of it is shown. */
export function metaOf(found: FoundHits, resolved: Resolved, seenAt: Date): Omit<BlastRadius["meta"], "limit" | "nextCursor"> {
  return {
    versions: found.counts.held,
    rows: found.counts.rows,
    asOf: seenAt.toISOString(),
    freshnessDays,
    coverage: coverageOf(verdictOf(found)),
    retiredServices: found.retiredIds.length,
    newestSbomAt: found.newestSbomAt?.toISOString() ?? null,
    advisories: resolved.advisories.mirror,
    packagesMatched: resolved.packagesMatched,
  };
}

/** The share of services of which the answer is known. */
function coverageOf({ affected, clean, unknown }: BlastRadius["verdict"]): number | null {
  const services = affected + clean + unknown;
  return services === 0 ? null : (affected + clean) / services;
}

/** When the rows of an answer are looked at. */
export function timeOf({ asOf }: Question, { exposure, sidesOf, running }: FoundHits): DetailTime {
  return { asOf, window: exposure?.question ?? null, isNow: (hit) => (sidesOf(hit) & side.now) !== 0, runningBuild: running?.buildOf ?? (() => null) };
}

/** What is true of a row. */
export function standingOf({ sidesOf, running }: FoundHits, row: Pick<Hit, "artifactId" | "packageVersionId">): Omit<Standing, "inspector"> {
  return { sides: sidesOf(row), running: running?.environmentsOf(row) ?? [] };
}

/** Services where it runs. */
export function runningOf({ running }: FoundHits): BlastRadius["running"] {
  return running && { production: running.production.affected.length, elsewhere: running.elsewhere.affected.length, reported: running.reported };
}

/** `-since` is since, descending. */
export function sortOf(sort: FindAffectedServices["sort"]): Pick<HitOrder, "sort" | "descending"> {
  const key = sort.replace("-", "");
  return { sort: key === "team" || key === "since" ? key : "service", descending: sort.startsWith("-") };
}

function placeOf(sort: FindAffectedServices["sort"]) {
  return ({ key, slug, artifactId, packageVersionId }: Hit) =>
    [sort, typeof key === "number" ? new Date(key).toISOString() : key, slug, artifactId, packageVersionId] as const;
}

function readPlace(sort: FindAffectedServices["sort"], cursor: string | undefined): Hit | null {
  const isTime = sort.endsWith("since");
  const key = isTime ? z.iso.datetime({ offset: true }) : z.string();
  const place = decodeCursor(cursor, z.tuple([z.literal(sort), key, z.string(), z.int32(), z.int32()]));
  return place && { key: isTime ? Date.parse(place[1]) : place[1], slug: place[2], artifactId: place[3], packageVersionId: place[4] };
}
