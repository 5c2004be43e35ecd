import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { int4Column } from "@/lib/db/binary-columns";
import { type Scope, wantedMatches } from "./hits";

/** Package versions by vulnerability, as columns: an affected match came to be, or the last step of one was undone. */
export type Pairs = { packageVersionIds: Int32Array; vulnerabilityIds: Int32Array };

/** What writing the differences did. `lost` says whether all advisories by which it was lost are withdrawn or gone. */
export type MatchChanges = {
  added: number;
  changed: number;
  removed: number;
  gained: Pairs;
  lost: Pairs & { withdrawn: Int32Array };
};

const storedInScope: Record<Scope, string> = {
  everything: "",
  advisories: "where m.advisory_id = any($1::int4[])",
  packageVersions: "where m.package_version_id = any($1::int4[])",
};

/** Columns that are packed by one statement are in one order. */
const column = (value: string) => `coalesce(string_agg(int4send(${value}), ''::bytea), '')`;

const wantedOf = (scope: Scope) => (scope === "everything" ? "not materialized (select * from wanted_match)" : `materialized (${wantedMatches(scope)})`);

const sqlOf = (scope: Scope, wanted = wantedOf(scope)) => `
  with wanted as ${wanted},
  stored as materialized (select m.* from match m ${storedInScope[scope]}),
  difference as materialized (
    select package_version_id, advisory_id, w.vulnerability_id, w.state, w.reason, w.fixed, s.vulnerability_id as old_vulnerability_id, s.state as old_state
      from wanted w full join stored s using (package_version_id, advisory_id)
     where (w.vulnerability_id, w.state, w.reason, w.fixed) is distinct from (s.vulnerability_id, s.state, s.reason, s.fixed)),
  removed as (
    delete from match m using difference d
     where d.state is null and m.package_version_id = d.package_version_id and m.advisory_id = d.advisory_id),
  added as (
    insert into match (package_version_id, advisory_id, vulnerability_id, state, reason, fixed)
    select package_version_id, advisory_id, vulnerability_id, state, reason, fixed from difference where old_state is null
     order by package_version_id, advisory_id),
  changed as (
    insert into match (package_version_id, advisory_id, vulnerability_id, state, reason, fixed)
    select package_version_id, advisory_id, vulnerability_id, state, reason, fixed from difference where state is not null and old_state is not null
     order by package_version_id, advisory_id
    on conflict (package_version_id, advisory_id) do update
       set vulnerability_id = excluded.vulnerability_id, state = excluded.state, reason = excluded.reason, fixed = excluded.fixed),
  gained as (
    select distinct package_version_id, vulnerability_id from difference
     where state = 'affected' and (old_state is distinct from 'affected' or old_vulnerability_id <> vulnerability_id)),
  lost as (
    select d.package_version_id, d.old_vulnerability_id as vulnerability_id, bool_and(a.id is null or a.withdrawn_at is not null) as withdrawn
      from difference d left join advisory a on a.id = d.advisory_id
     where d.old_state = 'affected' and (d.state is distinct from 'affected' or d.vulnerability_id <> d.old_vulnerability_id)
     group by 1, 2)
  select written.*, came.*, went.*
    from (select count(*) filter (where old_state is null) as added, count(*) filter (where old_state is not null and state is not null) as changed,
                 count(*) filter (where state is null) as removed from difference) written,
         (select ${column("package_version_id")} as "gainedVersions", ${column("vulnerability_id")} as "gainedVulnerabilities" from gained) came,
         (select ${column("package_version_id")} as "lostVersions", ${column("vulnerability_id")} as "lostVulnerabilities",
                 ${column("withdrawn::int4")} as "lostWithdrawn" from lost) went`;

const sqlByScope: Record<Scope, string> = { everything: sqlOf("everything"), advisories: sqlOf("advisories"), packageVersions: sqlOf("packageVersions") };

/** For advisories of which no package has a version here, as most of a mirror's: what they matched before goes. */
const sqlWithoutHits = sqlOf("advisories", "materialized (select * from match where false)");

type Row = Record<"gainedVersions" | "gainedVulnerabilities" | "lostVersions" | "lostVulnerabilities" | "lostWithdrawn", Buffer> &
  Record<"added" | "changed" | "removed", number>;

/**
 * Makes the matches of a scope what they ought to be, and writes only where that differs from what is stored. Not a named
 * statement: a plan kept from an empty database would read the whole dictionary for one advisory.
 */
export async function writeMatches(on: ClientBase, scope: Scope, ids: readonly number[]): Promise<MatchChanges> {
  const [row] = await writeDifferences(on, scope, ids);
  if (!row) throw new Error("Aggregates give one row.");
  return {
    added: row.added,
    changed: row.changed,
    removed: row.removed,
    gained: { packageVersionIds: int4Column(row.gainedVersions), vulnerabilityIds: int4Column(row.gainedVulnerabilities) },
    lost: {
      packageVersionIds: int4Column(row.lostVersions),
      vulnerabilityIds: int4Column(row.lostVulnerabilities),
      withdrawn: int4Column(row.lostWithdrawn),
    },
  };
}

async function writeDifferences(on: ClientBase, scope: Scope, ids: readonly number[]): Promise<Row[]> {
  if (scope === "everything") {
    await collectWanted(on);
    return (await on.query<Row>(sqlByScope.everything)).rows;
  }
  if (scope === "packageVersions") return (await on.query<Row>(sqlByScope.packageVersions, [int4Array(ids)])).rows;
  const held = await selectHeldPackages(on, ids);
  if (held.length === 0) return (await on.query<Row>(sqlWithoutHits, [int4Array(ids)])).rows;
  return (await on.query<Row>(sqlByScope.advisories, [int4Array(ids), int4Array(held)])).rows;
}

/** Of the packages that these advisories name, those of which there are versions, by their own name or as a source. Each is looked up by index, whatever the statistics say. */
async function selectHeldPackages(on: ClientBase, advisoryIds: readonly number[]): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>({
    name: "matching-held-packages",
    text: `with named as materialized (
        select package_id as id from affected_range where advisory_id = any($1::int4[])
        union select package_id from affected_version where advisory_id = any($1::int4[]))
      select id from named where coalesce(
        (select v.id from package_version v where v.package_id = named.id limit 1), (select v.id from package_version v where v.advisory_package_id = named.id limit 1)) is not null`,
    values: [int4Array(advisoryIds)],
  });
  return rows.map(({ id }) => id);
}

/**
 * All matches that ought to be, in a table of their own: a statement that writes nothing else may use parallel workers. Everything is read once, so
 * hash joins in memory are right, whatever the statistics say.
 */
async function collectWanted(on: ClientBase): Promise<void> {
  await on.query("set local work_mem = '256MB'");
  await on.query("set local enable_mergejoin = off");
  await on.query(`create temp table wanted_match on commit drop as ${wantedMatches("everything")}`);
  await on.query("analyze wanted_match (package_version_id)");
}
