import type { ClientBase } from "pg";
import { int4Column } from "@/lib/db/binary-columns";
import { BinaryCopy } from "@/lib/db/binary-copy";
import type { NameForRow } from "@/lib/inventory/ingest/advisory-names";
import { severalLiteral, type VersionHash } from "@/lib/inventory/ingest/version-hash";
import type { PackageIdentity } from "@/lib/sbom/model";
import { keyRevision } from "@/lib/versions";

/** One component for the dictionary, in words. */
export type WantedVersion = {
  ecosystem: string;
  name: string;
  leaf: string;
  version: string;
  release: string;
  versionKey: Buffer | null;
  hash: VersionHash | null;
  /** What advisories call it, where that is something else; `without`: as the document would without its source package. */
  advisory: (PackageIdentity & { leaf: string; key: Buffer | null; without: string | null }) | null;
};

/**
 * Lets the commit of this transaction not wait for the disk. The facts that use its rows are committed later, and no commit
 * reaches the disk before those that came first. Not for who remembers the rows: a crash would take them and not the memory.
 */
export async function commitWithFacts(on: ClientBase): Promise<void> {
  await on.query("set local synchronous_commit = off");
}

/** Puts the components of one transaction where the statements below find them; their place is their position. */
export async function copyWanted(on: ClientBase, wanted: readonly WantedVersion[]): Promise<void> {
  await on.query(
    `create temp table if not exists wanted (place int4, ecosystem text, name text, leaf text, version text, release text, version_key bytea,
       sha256 bytea, several text, advisory_ecosystem text, advisory_name text, advisory_leaf text, advisory_version text, advisory_release text,
       without text, advisory_key bytea, package_id int4, advisory_package_id int4) on commit delete rows`,
  );
  await BinaryCopy.into(on, "wanted", copied, async (copy) => {
    for (const [place, { ecosystem, name, leaf, version, release, versionKey, hash, advisory }] of wanted.entries()) {
      copy.begin();
      copy.int4(place);
      for (const text of [ecosystem, name, leaf, version, release]) copy.text(text);
      for (const bytes of [versionKey, hash?.sha256 ?? null]) bytes === null ? copy.null() : copy.bytes(bytes);
      const several = hash && severalLiteral(hash);
      several === null ? copy.null() : copy.text(several);
      for (const text of namesOf(advisory)) text === null ? copy.null() : copy.text(text);
      advisory?.key ? copy.bytes(advisory.key) : copy.null();
      if (place % 500 === 0) await copy.settle();
    }
  });
  // Without it the planner takes the table for an empty one. It only needs to know how many rows there are.
  await on.query("analyze wanted (place)");
}

const copied = [
  ...["place", "ecosystem", "name", "leaf", "version", "release", "version_key", "sha256", "several"],
  ...["advisory_ecosystem", "advisory_name", "advisory_leaf", "advisory_version", "advisory_release", "without", "advisory_key"],
];
const noNames = [null, null, null, null, null, null];

function namesOf(advisory: WantedVersion["advisory"]): readonly (string | null)[] {
  return advisory === null ? noNames : [advisory.ecosystem, advisory.name, advisory.leaf, advisory.version, advisory.release, advisory.without];
}

// Each look-up is a scalar subselect: a join would be planned as a hash over the whole dictionary.
const packageIds = `package_id = (select p.id from package p where p.ecosystem = wanted.ecosystem and p.name = wanted.name and not p.advisory_only),
  advisory_package_id = (select p.id from package p where p.ecosystem = wanted.advisory_ecosystem and p.name = wanted.advisory_name)`;
const isMissing = "(package_id is null or (advisory_name is not null and advisory_package_id is null))";

/**
 * Adds the packages that are missing, and those that only advisories named so far to the inventory, in one order for all writers so that two cannot
 * deadlock. Names that only advisories have are marked so.
 */
export async function addWantedPackages(on: ClientBase): Promise<void> {
  await on.query(`update wanted set ${packageIds}`);
  await on.query(
    `insert into package (ecosystem, name, leaf, advisory_only)
     select ecosystem, name, leaf, bool_and(advisory_only) from (
       select ecosystem, name, leaf, false as advisory_only from wanted where package_id is null
       union select advisory_ecosystem, advisory_name, advisory_leaf, true from wanted where advisory_name is not null and advisory_package_id is null) missing
     group by ecosystem, name, leaf order by ecosystem, name
     on conflict (ecosystem, name) do update set advisory_only = false where package.advisory_only and not excluded.advisory_only`,
  );
  await on.query(`update wanted set ${packageIds} where ${isMissing}`);
}

const versionId = `(select v.id from package_version v
                    where v.package_id = wanted.package_id and v.version = wanted.version and v.release = wanted.release)`;

/** Adds the package versions that are missing; returns the ids of those that this transaction added. */
export async function addWantedVersions(on: ClientBase): Promise<number[]> {
  const { rows } = await on.query<{ ids: Buffer }>(
    `with added as (
       insert into package_version (package_id, version, release, version_key, advisory_package_id, advisory_version, advisory_release, advisory_key, key_rev)
       select package_id, version, release, version_key, advisory_package_id, advisory_version, advisory_release, advisory_key, ${keyRevision}
         from wanted where ${versionId} is null
        order by package_id, version, release on conflict (package_id, version, release) do nothing returning id)
     select coalesce(string_agg(int4send(id), ''::bytea), '') as ids from added`,
  );
  return [...int4Column(rows[0]?.ids ?? Buffer.alloc(0))];
}

/** What advisories call those that were there before and have no such name, or one that lacks the source package. */
export async function selectWantedNames(on: ClientBase): Promise<NameForRow[]> {
  const { rows } = await on.query<NameForRow>(
    `select id as "packageVersionId", advisory_package_id as "packageId", advisory_version as version, advisory_release as release, advisory_key as key, without
       from (select *, ${versionId} as id from wanted where advisory_name is not null offset 0) named
      where (select v.advisory_package_id is distinct from named.advisory_package_id from package_version v where v.id = named.id)`,
  );
  return rows;
}

/** Remembers which SHA-256 a package version was seen with, where that is not known. */
export async function addWantedHashes(on: ClientBase): Promise<void> {
  await on.query(
    `insert into package_version_hash (sha256, package_version_id, several)
     select sha256, id, several::bytea[] from (select sha256, several, ${versionId} as id from wanted where sha256 is not null offset 0) seen
     where (select true from package_version_hash h where h.sha256 = seen.sha256 and h.package_version_id = seen.id) is null
     order by sha256, id on conflict do nothing`,
  );
}

export type WantedIds = { packageVersionIds: Buffer; packageIds: Buffer; hashIds: Buffer };

/** The ids of what is wanted, by place, as columns of big-endian int4, 0 for no hash: an array of objects would cost ten times as much. */
export async function selectWantedIds(on: ClientBase): Promise<WantedIds> {
  const { rows } = await on.query<WantedIds>(
    `select coalesce(string_agg(int4send(id), ''::bytea order by place), '') as "packageVersionIds",
            coalesce(string_agg(int4send(package_id), ''::bytea order by place), '') as "packageIds",
            coalesce(string_agg(int4send(coalesce(
              (select h.id from package_version_hash h where h.sha256 = found.sha256 and h.package_version_id = found.id), 0)), ''::bytea order by place), '') as "hashIds"
     from (select place, package_id, sha256, ${versionId} as id from wanted offset 0) found`,
  );
  const [row] = rows;
  if (!row) throw new Error("Aggregates give one row.");
  return row;
}
