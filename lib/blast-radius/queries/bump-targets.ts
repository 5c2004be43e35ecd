import type { ClientBase } from "pg";
import { byteaArray, int4Array, textArray } from "@/lib/db/binary-arrays";
import { conditions, Parameters, statementName } from "@/lib/inventory/read";
import { viaMax } from "@/lib/sbom";
import type { MatchedVersions } from "./dictionary";
import { hashAt, noIds } from "./holdings";

/** A version of a package that the fleet has: in how many artifacts, in how many of those that are hit through the package, and what it shows. */
export type HeldVersion = {
  packageId: number;
  version: string;
  holders: number;
  holdersHit: number;
  /** Holders that show that it brings nothing of what is asked for. */
  holdersFree: number;
  /** Whether it brings any of it to any holder. */
  brings: boolean;
  /** Whether it may itself be what is asked for, or is malware. */
  isAvoided: boolean;
};

type HeldQuestion = {
  /** The artifacts that are hit through each package, by its id. */
  hitArtifacts: ReadonlyMap<number, readonly number[]>;
  asked: MatchedVersions;
  /** Null: now. */
  asOf: Date | null;
};

/**
 * Versions of some packages in the whole fleet, in their order, whatever the facets of the question. A holder shows nothing where what is asked for is
 * direct too, or where not all that brings it is known.
 */
export async function selectHeldVersions(client: ClientBase, { hitArtifacts, asked, asOf }: HeldQuestion): Promise<HeldVersion[]> {
  const parameters = new Parameters();
  const pairs = [...hitArtifacts].flatMap(([packageId, artifactIds]) => artifactIds.map((artifactId) => ({ packageId, artifactId })));
  const packages = `${parameters.add(int4Array([...hitArtifacts.keys()]))}::int[]`;
  const hitPackages = parameters.add(int4Array(pairs.map(({ packageId }) => packageId)));
  const hitIn = parameters.add(int4Array(pairs.map(({ artifactId }) => artifactId)));
  const at = asOf && parameters.add(asOf);
  const text = `with candidate as materialized (
      select v.id, v.package_id, v.version, v.version_key, (${isAvoided("v.id", avoidedIds(asked, parameters))}) as is_avoided
      from package_version v where v.package_id = any(${packages}) and v.version_key is not null),
    held as materialized (select c.*, p.artifact_id from (${presences("array(select id from candidate)", at).join(" union all ")}) p join candidate c on c.id = p.package_version_id),
    asked as materialized (select p.artifact_id, v.package_id, p.direct, p.via from (${askedPresences(asked, at, parameters).join(" union all ")}) p
      join package_version v on v.id = p.package_version_id where p.artifact_id in (select artifact_id from held)),
    brought as materialized (select distinct a.artifact_id, u.package_id from asked a cross join lateral unnest(a.via) as u(package_id)
      where not a.direct and u.package_id = any(${packages})),
    unclear as materialized (select artifact_id, min(package_id) as first, max(package_id) as last from asked
      where direct or coalesce(cardinality(via), 0) in (0, ${viaMax}) group by artifact_id),
    hit as materialized (select * from unnest(${hitPackages}::int[], ${hitIn}::int[]) as h(package_id, artifact_id))
    select h.package_id as "packageId", h.version, (count(*))::int as holders, (count(i.artifact_id))::int as "holdersHit",
      (count(*) filter (where b.artifact_id is null and (u.artifact_id is null or (u.first = h.package_id and u.last = h.package_id))))::int as "holdersFree",
      bool_or(b.artifact_id is not null) as brings, bool_or(h.is_avoided) as "isAvoided"
    from held h left join hit i on i.package_id = h.package_id and i.artifact_id = h.artifact_id
      left join brought b on b.package_id = h.package_id and b.artifact_id = h.artifact_id
      left join unclear u on u.artifact_id = h.artifact_id
    group by h.package_id, h.version, h.version_key order by h.package_id, h.version_key`;
  // What the parts hold is not known to a plan that is made for any values: met row by row, ten thousand by ten thousand take seconds.
  const [, { rows }] = await Promise.all([
    client.query("set local enable_nestloop = off"),
    client.query<HeldVersion>({ name: statementName("held-versions", text), text, values: parameters.values }),
    client.query("set local enable_nestloop = on"),
  ]);
  return rows;
}

/** What affects a version that is hit, and the versions that fix it; without a vulnerability nothing does. */
export type FixRow = { packageId: number; packageVersionId: number; vulnerabilityId: number | null; fixes: string[] };

/** What affects some package versions of some packages, with the fixes. */
export async function selectFixes(client: ClientBase, packageVersionIds: readonly number[], packageIds: readonly number[]): Promise<FixRow[]> {
  const { rows } = await client.query<FixRow>({
    name: "blast-radius-fixes",
    text: `select v.package_id as "packageId", v.id as "packageVersionId", m.vulnerability_id as "vulnerabilityId",
        coalesce(array_agg(distinct m.fixed) filter (where m.fixed is not null), '{}') as fixes
      from package_version v left join match m on m.package_version_id = v.id and m.state = 'affected'
      where v.id = any($1::int[]) and v.package_id = any($2::int[]) group by v.package_id, v.id, m.vulnerability_id`,
    values: [int4Array(packageVersionIds), int4Array(packageIds)],
  });
  return rows;
}

/** A version that advisories name as the fix, which need not be in the dictionary. */
export type Fix = { packageId: number; version: string; key: Buffer };

/** The packages whose fix may itself be what is asked for, is affected by one of some vulnerabilities, or is malware. */
export async function selectAvoidedFixes(
  client: ClientBase,
  fixes: readonly Fix[],
  { asked, vulnerabilityIds }: { asked: MatchedVersions; vulnerabilityIds: readonly number[] },
): Promise<Set<number>> {
  if (fixes.length === 0) return new Set();
  const parameters = new Parameters();
  const columns = [
    `${parameters.add(int4Array(fixes.map(({ packageId }) => packageId)))}::int[]`,
    `${parameters.add(textArray(fixes.map(({ version }) => version)))}::text[]`,
    `${parameters.add(byteaArray(fixes.map(({ key }) => key)))}::bytea[]`,
  ];
  const isWorse = `(x.kind = 'malware' or x.id = any(${parameters.add(int4Array(vulnerabilityIds))}::int[]))`;
  const named = (table: string, on: string) => `exists (select from ${table} r join advisory a on a.id = r.advisory_id and a.withdrawn_at is null
    join vulnerability x on x.id = a.vulnerability_id where r.package_id = f.package_id and r.release = '' and ${on} and ${isWorse})`;
  const text = `select f.package_id as "packageId" from unnest(${columns.join(", ")}) as f(package_id, version, version_key)
    where exists (select from package_version v where v.package_id = f.package_id and (v.version = f.version or v.version_key = f.version_key)
        and (${isAvoided("v.id", avoidedIds(asked, parameters))}))
      or ${named("affected_range", "f.version_key >= r.lo and (r.hi is null or f.version_key < r.hi or (r.hi_inclusive and f.version_key = r.hi))")}
      or ${named("affected_version", "(r.version_key = f.version_key or r.version = f.version)")}`;
  const { rows } = await client.query<{ packageId: number }>({ name: statementName("avoided-fixes", text), text, values: parameters.values });
  return new Set(rows.map(({ packageId }) => packageId));
}

/** SQL for the ids of all that is meant, or may be. */
function avoidedIds({ matched, hashed, unorderable, unversioned, unreleased }: MatchedVersions, parameters: Parameters): string {
  return [matched, hashed, unorderable, unversioned, unreleased].map((ids) => `${parameters.add(ids)}::int[]`).join(" || ");
}

function isAvoided(id: string, ids: string): string {
  return `${id} in (select unnest(${ids})) or exists (select from match m join vulnerability x on x.id = m.vulnerability_id and x.kind = 'malware'
    where m.package_version_id = ${id} and m.state = 'affected')`;
}

function askedPresences({ matched, hashed, hashIds }: MatchedVersions, at: string | null, parameters: Parameters): string[] {
  const parts = presences(`${parameters.add(matched)}::int[]`, at);
  if (hashed !== noIds) parts.push(...presences(`${parameters.add(hashed)}::int[]`, at, `${hashAt(at)} = any(${parameters.add(hashIds)}::int[])`));
  return parts;
}

/** SQL for the presences of some package versions now or at a moment, from both partial indexes. */
function presences(ids: string, at: string | null, filter: string | null = null): string[] {
  const part = (when: readonly string[]) => `select p.artifact_id, p.package_version_id, p.direct, p.via from presence p
    where p.package_version_id = any(${ids}) ${conditions("and", [...when, filter])}`;
  if (at === null) return [part(["p.to_seq is null"])];
  const before = `p.from_at <= ${at}::timestamptz`;
  return [part(["p.to_seq is null", before]), part(["p.to_seq is not null", `p.to_at > ${at}::timestamptz`, before])];
}
