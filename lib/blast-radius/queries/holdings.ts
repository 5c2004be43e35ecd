import type { ClientBase } from "pg";
import { int4Column, timestampColumn } from "@/lib/db/binary-columns";
import { conditions, hashSince, hashThen, Parameters } from "@/lib/inventory/read";
import { type Fleet, type FleetService, type Holding, toFleet } from "../hits";
import { notRetiredSince } from "./counted";
import { artifactFilter, type Facets, presenceFilter, serviceFilter } from "./filters";
import { ask } from "./kept-plans";

/** Package versions that count only with one of some hashes; both as array literals from `selectVersions`. */
export type AskedHashes = { hashed: string; hashIds: string };

export type HoldingQuestion = AskedHashes & {
  /** Package versions, as an array literal from `selectVersions`. */
  matched: string;
  /** `sha256:...` as builds store digests, and the documents' hashes. */
  digests: readonly string[];
  documents: readonly Buffer[];
  facets: Facets;
  /** Null: now, from the head builds. */
  asOf: Date | null;
  withTimes: boolean;
};

export type HoldingColumns = { ids: Buffer | null; sizes: Buffer | null; artifacts: Buffer | null; since: Buffer | null };

/** Who holds the package versions, whatever service an artifact belongs to: one read of the index, no join, and one row of columns. */
export async function selectHoldings(client: ClientBase, question: HoldingQuestion): Promise<Holding[]> {
  const parameters = new Parameters();
  const text = holdingColumns(hitSource(question, parameters), question.withTimes);
  const [columns] = await ask<HoldingColumns>(client, { what: "holdings", facets: question.facets }, text, parameters);
  return columns ? toHoldings(columns) : [];
}

/** SQL for the same, of a source of (artifact_id, package_version_id, from_at). */
export function holdingColumns(source: string, withTimes: boolean): string {
  const times = withTimes ? "string_agg(timestamptz_send(h.from_at), '')" : "null::bytea";
  return `select string_agg(int4send(v.id), '') as ids, string_agg(int4send(length(v.artifacts) / 4), '') as sizes,
      string_agg(v.artifacts, '') as artifacts, string_agg(v.since, '') as since
    from (select h.package_version_id as id, string_agg(int4send(h.artifact_id), '') as artifacts, ${times} as since
          from (${source}) h group by h.package_version_id) v`;
}

/** Holdings from their columns. */
export function toHoldings(columns: HoldingColumns): Holding[] {
  if (!columns.ids || !columns.sizes || !columns.artifacts) return [];
  const sizes = int4Column(columns.sizes);
  const artifactIds = int4Column(columns.artifacts);
  const sinceMs = columns.since && timestampColumn(columns.since);
  let end = 0;
  return Array.from(int4Column(columns.ids), (packageVersionId, place) => {
    const start = end;
    end += sizes[place] ?? 0;
    return { packageVersionId, artifactIds: artifactIds.subarray(start, end), sinceMs: sinceMs?.subarray(start, end) ?? null, sides: null };
  });
}

type HitRow = { artifactId: number; packageVersionId: number; since: Date; serviceId: number; slug: string; teamId: number | null };

/** The same with the services of just these artifacts: for few hits, which then need no list of all artifacts. */
export async function selectFewHoldings(client: ClientBase, question: HoldingQuestion): Promise<{ holdings: Holding[]; fleet: Fleet }> {
  const parameters = new Parameters();
  const filters = [...artifactFilter(question.facets, parameters), ...serviceFilter(question.facets, parameters)];
  // "offset 0" keeps a few hits from reading all artifacts into a hash table first.
  const text = `select h.artifact_id as "artifactId", h.package_version_id as "packageVersionId", h.from_at as since,
      a.service_id as "serviceId", s.slug, s.team_id as "teamId"
    from (${hitSource(question, parameters)}) h
    cross join lateral (select * from artifact where id = h.artifact_id offset 0) a
    cross join lateral (select * from service where id = a.service_id offset 0) s ${conditions("where", filters)}`;
  const rows = await ask<HitRow>(client, { what: "few-holdings", facets: question.facets }, text, parameters);
  return { holdings: holdingsOf(rows), fleet: fleetOf(rows) };
}

function holdingsOf(rows: readonly HitRow[]): Holding[] {
  const byVersion = new Map<number, HitRow[]>();
  for (const row of rows) {
    const some = byVersion.get(row.packageVersionId);
    if (some) some.push(row);
    else byVersion.set(row.packageVersionId, [row]);
  }
  return [...byVersion].map(([packageVersionId, some]) => ({
    packageVersionId,
    artifactIds: Int32Array.from(some, ({ artifactId }) => artifactId),
    sinceMs: Float64Array.from(some, ({ since }) => since.getTime()),
    sides: null,
  }));
}

function fleetOf(rows: readonly HitRow[]): Fleet {
  const services = new Map<number, FleetService>();
  for (const { serviceId, slug, teamId } of rows) services.set(serviceId, { id: serviceId, slug, teamId });
  const artifactIds = Int32Array.from(rows, ({ artifactId }) => artifactId);
  return toFleet(
    [...services.values()],
    artifactIds,
    Int32Array.from(rows, ({ serviceId }) => serviceId),
  );
}

/** SQL for (artifact_id, package_version_id, from_at) of every hit; from both partial indexes for a moment of the past. */
function hitSource({ matched, hashed, hashIds, digests, documents, facets, asOf }: HoldingQuestion, parameters: Parameters): string {
  const at = asOf ? parameters.add(asOf) : null;
  const parts = presenceParts(parameters.add(matched), at, presenceFilter(facets, parameters));
  if (hashed !== noIds) {
    const wanted = parameters.add(hashIds);
    const filter = [...presenceFilter(facets, parameters), `${hashAt(at)} = any(${wanted}::int[])`];
    parts.push(...presenceParts(parameters.add(hashed), at, filter, hashSince(wanted, at)));
  }
  if (digests.length > 0 && facets.direct !== true) {
    const head = at
      ? `cross join lateral (select seq, built_at from build where artifact_id = b.artifact_id and built_at <= ${at}::timestamptz order by built_at desc, seq desc limit 1) h`
      : "join (select artifact_id, head_seq as seq, head_built_at as built_at from artifact_head) h on h.artifact_id = b.artifact_id";
    parts.push(`select b.artifact_id, 0 as package_version_id, h.built_at as from_at
      from (select artifact_id, seq from build where digests && ${parameters.add(digests)}::text[]
            union select artifact_id, seq from build where document_sha256 = any(${parameters.add(documents)}::bytea[])) b ${head}
      ${conditions("where", ["h.seq = b.seq", at && notRetiredSince("b.artifact_id", "h", at)])}`);
  }
  return parts.join(" union all ");
}

/** An array literal without elements. */
export const noIds = "{}";

/** SQL for the hash of a presence, now or at a moment. */
export function hashAt(at: string | null): string {
  return at === null ? "p.hash_id" : hashThen(`f.until_at > ${at}::timestamptz`);
}

/** SQL for the presences of some package versions, now or at a moment. */
export function presenceParts(ids: string, at: string | null, rowFilter: readonly (string | null)[], since = "p.from_at"): string[] {
  const from = `select p.artifact_id, p.package_version_id, ${since} as from_at from presence p where p.package_version_id = any(${ids}::int[])`;
  const filter = conditions("and", rowFilter);
  if (at === null) return [`${from} and p.to_seq is null ${filter}`];
  return [
    `${from} and p.to_seq is null and p.from_at <= ${at}::timestamptz ${filter}`,
    `${from} and p.to_seq is not null and p.to_at > ${at}::timestamptz and p.from_at <= ${at}::timestamptz ${filter}`,
  ];
}
