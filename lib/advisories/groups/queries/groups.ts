import type { ClientBase } from "pg";
import type { Exploitation, GroupDescription } from "@/lib/advisories/groups/describe-group";
import type { Member } from "@/lib/advisories/groups/member";
import type { StoredGroup } from "@/lib/advisories/groups/plan-groups";
import { int4Array, textArray } from "@/lib/db/binary-arrays";
import { BinaryCopy } from "@/lib/db/binary-copy";

/** Rows between two looks at how far PostgreSQL is behind. */
const settleRows = 200;

/** The groups that any of these upper-case names belongs to. */
export async function selectGroupsOfNames(on: ClientBase, names: readonly string[]): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>({
    name: "groups-of-names",
    text: "select distinct vulnerability_id as id from vulnerability_alias where name = any($1::text[])",
    values: [textArray(names)],
  });
  return rows.map(({ id }) => id);
}

/** All advisories of groups, as they are stored. */
export async function selectMembers(on: ClientBase, groups: readonly number[]): Promise<Member[]> {
  const { rows } = await on.query<Omit<Member, "severities"> & { severities: Member["severities"] | null }>({
    name: "groups-members",
    text: `select id, key, aliases, kind, vulnerability_id as "group", summary, severities, (extract(epoch from modified_at) * 1000000)::float8 as modified,
             (extract(epoch from published_at) * 1000000)::float8 as published, (extract(epoch from withdrawn_at) * 1000000)::float8 as withdrawn
           from advisory where vulnerability_id = any($1::int4[])`,
    values: [int4Array(groups)],
  });
  return rows.map((row) => ({ ...row, severities: row.severities ?? [] }));
}

/** A stored group with what the queue of findings follows from. */
export type ClassedGroup = StoredGroup & { kind: string; rank: number; isKev: boolean; epss: number | null };

export async function selectGroups(on: ClientBase, groups: readonly number[]): Promise<ClassedGroup[]> {
  const { rows } = await on.query<ClassedGroup>({
    name: "groups-stored",
    text: `select id, display_id as "displayId", (extract(epoch from created_at) * 1000000)::float8 as "createdAt", kind, severity_rank as rank,
             kev_added_on is not null as "isKev", epss from vulnerability where id = any($1::int4[])`,
    values: [int4Array(groups)],
  });
  return rows;
}

/** What EPSS and KEV say of these CVE ids, by id; those of which neither speaks are left out. */
export async function selectExploitation(on: ClientBase, cves: readonly string[]): Promise<Map<string, Exploitation>> {
  const { rows } = await on.query<Exploitation & { cve: string }>({
    name: "groups-exploitation",
    text: `select cve, score as epss, percentile as "epssPercentile", null as "kevAddedOn" from epss_score where cve = any($1::text[])
           union all select cve, null, null, added_on::text from kev_entry where cve = any($1::text[])`,
    values: [textArray(cves)],
  });
  const found = new Map<string, Exploitation>();
  for (const { cve, ...said } of rows) {
    const known = found.get(cve);
    found.set(cve, known ? { ...said, ...withoutNulls(known) } : said);
  }
  return found;
}

function withoutNulls(said: Exploitation): Partial<Exploitation> {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null));
}

/** New ids, in one block: only the holder of the lock of advisories takes any. */
export async function reserveGroupIds(on: ClientBase, count: number): Promise<number[]> {
  const { rows } = await on.query<{ last: number }>({
    name: "groups-reserve",
    text: "select setval('vulnerability_id_seq', nextval('vulnerability_id_seq') + $1 - 1)::int4 as last",
    values: [count],
  });
  const last = rows[0]?.last ?? 0;
  return Array.from({ length: count }, (_, i) => last - count + 1 + i);
}

/** Groups are deleted and copied anew, as names are: by key, without a join whose plan depends on statistics. */
export async function deleteGroups(on: ClientBase, groups: readonly number[]): Promise<void> {
  await on.query({ name: "groups-delete", text: "delete from vulnerability where id = any($1::int4[])", values: [int4Array(groups)] });
}

export async function copyGroups(on: ClientBase, groups: readonly { id: number; createdAt: number; described: GroupDescription }[]): Promise<void> {
  // biome-ignore format: in the order of the fields below
  const columns = [
    "id", "display_id", "kind", "ids", "summary", "severity", "severity_rank", "severity_score", "severity_vector", "severity_source",
    "epss", "epss_percentile", "kev_added_on", "published_at", "modified_at", "withdrawn_at", "created_at",
  ];
  await BinaryCopy.into(on, "vulnerability", columns, async (copy) => {
    for (const { id, createdAt, described } of groups) {
      const { severity } = described;
      copy.begin();
      copy.int4(id);
      copy.text(described.displayId);
      copy.text(described.kind);
      copy.textArray(described.ids);
      copy.orNull(described.summary, copy.text);
      copy.text(severity.word);
      copy.int2(severity.rank);
      copy.orNull(severity.score, copy.real);
      copy.orNull(severity.vector, copy.text);
      copy.orNull(severity.source || null, copy.text);
      copy.orNull(described.epss, copy.real);
      copy.orNull(described.epssPercentile, copy.real);
      copy.orNull(described.kevAddedOn, copy.date);
      copy.orNull(described.published, copy.micros);
      copy.micros(described.modified);
      copy.orNull(described.withdrawn, copy.micros);
      copy.micros(createdAt);
      if (copy.rows % settleRows === 0) await copy.settle();
    }
  });
}
