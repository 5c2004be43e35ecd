import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { TwoGenerationCache } from "@/lib/inventory/ingest/two-generation-cache";

export type PackageName = { ecosystem: string; name: string };
export type VersionName = PackageName & { version: string; release: string };

// Entries of the dictionary are added and never changed: what was read once stays true.
const packages = new TwoGenerationCache<number, PackageName>(50_000);
const versions = new TwoGenerationCache<number, VersionName>(50_000);

/** The names of package versions, by id; those of them that this process has seen cost no query. */
export async function namesOfVersions(client: ClientBase, ids: Iterable<number>): Promise<ReadonlyMap<number, VersionName>> {
  return namesOf(versions, ids, async (missing) => {
    const { rows } = await client.query<VersionName & { id: number }>({
      name: "names-of-versions",
      text: `select v.id, k.ecosystem, k.name, v.version, v.release from package_version v join package k on k.id = v.package_id where v.id = any($1::int[])`,
      values: [int4Array(missing)],
    });
    return rows;
  });
}

/** The names of packages, by id. */
export async function namesOfPackages(client: ClientBase, ids: Iterable<number>): Promise<ReadonlyMap<number, PackageName>> {
  return namesOf(packages, ids, async (missing) => {
    const { rows } = await client.query<PackageName & { id: number }>({
      name: "names-of-packages",
      text: "select id, ecosystem, name from package where id = any($1::int[])",
      values: [int4Array(missing)],
    });
    return rows;
  });
}

type Row<Name> = Name & { id: number };

async function namesOf<Name extends object>(
  cache: TwoGenerationCache<number, Name>,
  ids: Iterable<number>,
  read: (missing: number[]) => Promise<Row<Name>[]>,
): Promise<ReadonlyMap<number, Name>> {
  const found = new Map<number, Name>();
  const missing: number[] = [];
  for (const id of new Set(ids)) {
    const name = cache.get(id);
    if (name) found.set(id, name);
    else missing.push(id);
  }
  if (missing.length === 0) return found;
  for (const row of await read(missing)) {
    cache.set(row.id, row);
    found.set(row.id, row);
  }
  return found;
}
