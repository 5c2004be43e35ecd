import type { ClientBase } from "pg";
import { textArray } from "@/lib/db/binary-arrays";
import { int4Column } from "@/lib/db/binary-columns";
import { BinaryCopy } from "@/lib/db/binary-copy";
import { keyRevision } from "@/lib/versions";
import type { PackageName } from "./dictionary";

/** How often COPY looks whether PostgreSQL keeps up. */
const settleRows = 500;

/** The ids of these packages, in their order: 0 for one that is not there, a negative id for one that only advisories name so far. */
export async function selectPackagesAsTheyAre(on: ClientBase, packages: readonly PackageName[]): Promise<Int32Array> {
  const { rows } = await on.query<{ ids: Buffer }>(
    `select coalesce(string_agg(int4send(coalesce(
       (select case when p.advisory_only then -p.id else p.id end from package p where p.ecosystem = wanted.ecosystem and p.name = wanted.name), 0)),
       ''::bytea order by place), '') as ids
     from unnest($1::text[], $2::text[]) with ordinality as wanted (ecosystem, name, place)`,
    [textArray(packages.map(({ ecosystem }) => ecosystem)), textArray(packages.map(({ name }) => name))],
  );
  return int4Column(rows[0]?.ids ?? Buffer.alloc(0));
}

const sequences = { package: "package_id_seq", package_version: "package_version_id_seq", package_version_hash: "package_version_hash_id_seq" } as const;

/** Ids for `count` rows that are to be copied into a table, ascending. Those of rows that are not kept are lost. */
export async function takeIds(on: ClientBase, table: keyof typeof sequences, count: number): Promise<Int32Array> {
  const { rows } = await on.query<{ ids: Buffer }>(
    `select coalesce(string_agg(int4send(nextval('${sequences[table]}')::int4), ''::bytea), '') as ids from generate_series(1, $1::int4)`,
    [count],
  );
  return int4Column(rows[0]?.ids ?? Buffer.alloc(0)).sort();
}

/** Adds packages that were not there, in one order for all writers. Fails with a unique violation when another writer was faster. */
export async function copyPackages(on: ClientBase, packages: readonly PackageName[], ids: Int32Array): Promise<void> {
  await BinaryCopy.into(on, "package", ["id", "ecosystem", "name", "leaf", "advisory_only"], async (copy) => {
    for (const [i, { ecosystem, name, leaf }] of packages.entries()) {
      copy.begin();
      copy.int4(ids[i] ?? 0);
      for (const text of [ecosystem, name, leaf]) copy.text(text);
      copy.bool(false);
      if (i % settleRows === 0) await copy.settle();
    }
  });
}

export type NewVersion = { packageId: number; version: string; release: string; versionKey: Buffer | null };

/** Adds versions of packages that this transaction added. */
export async function copyVersions(on: ClientBase, versions: readonly NewVersion[], ids: Int32Array): Promise<void> {
  await BinaryCopy.into(on, "package_version", ["id", "package_id", "version", "release", "version_key", "key_rev"], async (copy) => {
    for (const [i, { packageId, version, release, versionKey }] of versions.entries()) {
      copy.begin();
      copy.int4(ids[i] ?? 0);
      copy.int4(packageId);
      copy.text(version);
      copy.text(release);
      versionKey === null ? copy.null() : copy.bytes(versionKey);
      copy.int2(keyRevision);
      if (i % settleRows === 0) await copy.settle();
    }
  });
}

export type NewHash = { packageVersionId: number; sha256: Buffer };

/** Remembers which SHA-256 such versions were seen with. */
export async function copyHashes(on: ClientBase, hashes: readonly NewHash[], ids: Int32Array): Promise<void> {
  await BinaryCopy.into(on, "package_version_hash", ["id", "sha256", "package_version_id"], async (copy) => {
    for (const [i, { packageVersionId, sha256 }] of hashes.entries()) {
      copy.begin();
      copy.int4(ids[i] ?? 0);
      copy.bytes(sha256);
      copy.int4(packageVersionId);
      if (i % settleRows === 0) await copy.settle();
    }
  });
}
