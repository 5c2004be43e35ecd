import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { conditions, hashStretches, Parameters } from "@/lib/inventory/read";
import { artifactFilter, type Facets, presenceFilter, serviceFilter } from "./filters";
import { type AskedHashes, noIds } from "./holdings";
import { ask } from "./kept-plans";

export type LifetimeRow = { packageVersionId: number; firstSeenAt: Date; lastSeenAt: Date | null; artifacts: number; artifactsNow: number };

const lifetimesMax = 100;

type LifetimeQuestion = AskedHashes & {
  /** Package versions, as an array literal. */
  matched: string;
  facets: Facets;
  /** Null: until now. */
  asOf: Date | null;
};

/**
 * When package versions were first and last seen in the artifacts that are asked about, until a moment; those seen first most recently come first. Of what is meant
 * only with a hash, the stretches with such a hash.
 */
export async function selectLifetimes(client: ClientBase, question: LifetimeQuestion): Promise<{ rows: LifetimeRow[]; versions: number }> {
  const { facets } = question;
  const parameters = new Parameters();
  const at = question.asOf && `${parameters.add(question.asOf)}::timestamptz`;
  const source = stretches(question, at, parameters);
  const owners = [...artifactFilter(facets, parameters), ...serviceFilter(facets, parameters)].filter((part) => part !== null);
  const owned = owners.length === 0 ? "" : `join artifact a on a.id = p.artifact_id join service s on s.id = a.service_id ${conditions("where", owners)}`;
  const text = `select p.package_version_id as "packageVersionId", min(p.from_at) as "firstSeenAt",
      case when not bool_or(p.is_open) then max(p.to_at) end as "lastSeenAt", (count(distinct p.artifact_id))::int as artifacts,
      (count(distinct p.artifact_id) filter (where p.is_open))::int as "artifactsNow", (count(*) over ())::int as versions
    from (${source}) p ${owned} group by 1 order by 2 desc, 1 desc limit ${lifetimesMax}`;
  const rows = await ask<LifetimeRow & { versions: number }>(client, { what: "lifetimes", facets }, text, parameters);
  return { rows: rows.map(({ versions: _, ...row }) => row), versions: rows[0]?.versions ?? 0 };
}

/** SQL for the stretches of time in which an artifact had what is meant, from both partial indexes. */
function stretches({ matched, hashed, hashIds, facets }: LifetimeQuestion, at: string | null, parameters: Parameters): string {
  const filter = presenceFilter(facets, parameters);
  const until = (from: string) => [...filter, at && `${from} <= ${at}`];
  const isOpen = (to: string) => (at === null ? `${to} = 'infinity'` : `${to} > ${at}`);
  const which = [
    { condition: "p.to_seq is null", to: "'infinity'::timestamptz" },
    { condition: "p.to_seq is not null", to: "p.to_at" },
  ];
  const ids = parameters.add(matched);
  const parts = which.map(
    ({ condition, to }) => `select p.package_version_id, p.artifact_id, p.from_at, ${to} as to_at, ${isOpen(to)} as is_open from presence p
      where p.package_version_id = any(${ids}::int[]) and ${condition} ${conditions("and", until("p.from_at"))}`,
  );
  if (hashed !== noIds) {
    const [versions, hashes] = [parameters.add(hashed), parameters.add(hashIds)];
    const isAsked = hashStretches((column) => `${column} = any(${hashes}::int[])`);
    for (const { condition } of which)
      parts.push(`select p.package_version_id, p.artifact_id, t.from_at, t.to_at, ${isOpen("t.to_at")} from presence p cross join lateral (${isAsked}) t
        where p.package_version_id = any(${versions}::int[]) and ${condition} ${conditions("and", until("t.from_at"))}`);
  }
  return parts.join(" union all ");
}

export type AdvisoryTimes = { id: string; kind: string; publishedAt: string | null; withdrawnAt: string | null };

/** The advisories that affect some package versions, with their times, oldest first. */
export async function selectAdvisoryTimes(client: ClientBase, ids: readonly number[]): Promise<Map<number, AdvisoryTimes[]>> {
  const { rows } = await client.query<{ versionId: number; id: string; kind: string; publishedAt: Date | null; withdrawnAt: Date | null }>({
    name: "blast-radius-advisory-times",
    text: `select distinct m.package_version_id as "versionId", v.display_id as id, v.kind, v.published_at as "publishedAt", v.withdrawn_at as "withdrawnAt"
      from match m join vulnerability v on v.id = m.vulnerability_id where m.package_version_id = any($1::int[]) and m.state = 'affected'
      order by 1, 4 nulls last, 2`,
    values: [int4Array(ids)],
  });
  const byVersion = new Map<number, AdvisoryTimes[]>();
  for (const { versionId, publishedAt, withdrawnAt, ...named } of rows) {
    const times = { ...named, publishedAt: publishedAt?.toISOString() ?? null, withdrawnAt: withdrawnAt?.toISOString() ?? null };
    byVersion.set(versionId, [...(byVersion.get(versionId) ?? []), times]);
  }
  return byVersion;
}
