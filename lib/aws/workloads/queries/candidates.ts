import type { ClientBase, Pool } from "pg";
import type { BuildPlace } from "@/lib/inventory/deployments/queries/builds";
import type { Candidate } from "../choose-builds";

// One look into the index for each digest: an array of thousands would be compared as a whole with each build that it finds.
// A task may run the image for one platform of an index whose digest the SBOM names, or the other way round. Siblings of a platform are not meant.
const reach = (asked: string) => `reach as (select digest, digest as named, true as exact from ${asked}
    union select a.digest, i.index_digest, false from ${asked} a join aws_image_index i on i.digest = a.digest
    union select a.digest, i.digest, false from ${asked} a join aws_image_index i on i.index_digest = a.digest),
  hit as materialized (select r.digest, r.exact, b.artifact_id, b.seq, b.built_at
    from reach r cross join lateral (select c.artifact_id, c.seq, c.built_at from build c where c.digests @> array[r.named] offset 0) b)`;

/** The builds that something with each of these digests may be. */
export async function selectCandidates(on: ClientBase, digests: readonly string[]): Promise<Candidate[]> {
  const { rows } = await on.query<Candidate>(
    `with asked as (select unnest($1::text[]) as digest), ${reach("asked")}
     select digest, artifact_id as "artifactId", seq, built_at as "builtAt", bool_or(exact) as exact from hit group by 1, 2, 3, 4`,
    [digests],
  );
  return rows;
}

/** The digests of what was seen that these builds may be. */
export async function selectSeenDigestsOf(on: ClientBase, builds: readonly BuildPlace[]): Promise<string[]> {
  const { rows } = await on.query<{ digest: string }>(
    `with own as (select distinct x.digest from unnest($1::int[], $2::int[]) as p(artifact_id, seq)
        join build b on b.artifact_id = p.artifact_id and b.seq = p.seq cross join lateral unnest(b.digests) as x(digest)),
      near as (select digest from own union select i.index_digest from own o join aws_image_index i on i.digest = o.digest
        union select i.digest from own o join aws_image_index i on i.index_digest = o.digest)
     select n.digest from near n where exists (select from aws_workload w where w.digest = n.digest)`,
    [builds.map(({ artifactId }) => artifactId), builds.map(({ seq }) => seq)],
  );
  return rows.map(({ digest }) => digest);
}

/** Keeps how many builds each digest may be. */
export async function updateBuildCounts(on: ClientBase, counts: ReadonlyMap<string, number>): Promise<void> {
  await on.query(
    `update aws_workload w set builds = n.builds from unnest($1::text[], $2::int[]) as n(digest, builds) where w.digest = n.digest and w.builds <> n.builds`,
    [[...counts.keys()], [...counts.values()]],
  );
}

/** Digests of what was seen that may be other builds than when that was last looked at: an SBOM or an image index has come since. */
export async function selectOutdatedDigests(on: ClientBase | Pool): Promise<string[]> {
  const { rows } = await on.query<{ digest: string }>(
    `with seen as materialized (select digest, min(builds) as fewest, max(builds) as most from aws_workload group by digest), ${reach("seen")},
      found as (select digest, count(distinct (artifact_id, seq)) as builds from hit group by 1)
     select s.digest from seen s left join found f on f.digest = s.digest where coalesce(f.builds, 0) <> s.fewest or coalesce(f.builds, 0) <> s.most order by 1`,
  );
  return rows.map(({ digest }) => digest);
}
