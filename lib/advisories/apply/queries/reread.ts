import type { ClientBase, Pool } from "pg";
import type { StoredAdvisory } from "@/lib/advisories/apply/queries/advisories";
import type { StoredForm } from "@/lib/advisories/record-form";
import { int4Array } from "@/lib/db/binary-arrays";

type Connection = ClientBase | Pool;

/** The last id of the next stretch behind an id: `limit` advisories, or fewer when their bytes are more than `bytesMax`. Null: there is none. */
export async function selectStretchEnd(on: Connection, after: number, { limit, bytesMax }: { limit: number; bytesMax: number }): Promise<number | null> {
  const { rows } = await on.query<{ last: number | null }>({
    name: "reread-stretch",
    text: `select max(id) as last from (
             select id, row_number() over (order by id) as place, sum(octet_length(raw)) over (order by id) as bytes
             from (select id, raw from advisory where id > $1 order by id limit $2) stretch) summed
           where place = 1 or bytes <= $3`,
    values: [after, limit, bytesMax],
  });
  return rows[0]?.last ?? null;
}

export type OutdatedAdvisory = StoredAdvisory & StoredForm & { withdrawn: number | null };

/** Advisories of OSV between two ids whose ranges were made by older rules. Those of Inspector have none, and other bytes. */
export async function selectOutdatedAdvisories(
  on: Connection,
  { after, last, revision }: { after: number; last: number; revision: number },
): Promise<OutdatedAdvisory[]> {
  const { rows } = await on.query<OutdatedAdvisory>({
    name: "reread-outdated",
    text: `select id, key, vulnerability_id as "group", (extract(epoch from modified_at) * 1000000)::float8 as modified,
             (extract(epoch from withdrawn_at) * 1000000)::float8 as withdrawn, feed_ids as "feedIds", digest, revision, raw, packed_digest as "packedDigest"
           from advisory where id > $1 and id <= $2 and revision < $3 and source = 'osv' order by id`,
    values: [after, last, revision],
  });
  return rows;
}

/** Notes that today's rules cannot read these: they stay as older rules read them, and are not tried again. */
export async function setRevision(on: Connection, ids: readonly number[], revision: number): Promise<void> {
  await on.query({ name: "reread-set-revision", text: "update advisory set revision = $2 where id = any($1::int4[])", values: [int4Array(ids), revision] });
}

/** Lets the planner know how much there is: after a first load, and after much has changed. Columns that nothing is looked for by are left out: they are the most of the work. */
export async function analyseAdvisories(on: Connection): Promise<void> {
  await on.query(`analyze advisory (id, source, key, vulnerability_id, withdrawn_at, feed_ids), affected_range, affected_version,
    vulnerability (id, display_id, kind, severity_rank, kev_added_on, epss, withdrawn_at, modified_at), vulnerability_alias, match, package (id, ecosystem, name, leaf, advisory_only)`);
}
