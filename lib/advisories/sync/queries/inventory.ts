import type { ClientBase, Pool } from "pg";

export type InventoryPackages = { last: number; packages: { ecosystem: string; namespace: string | null }[] };

/**
 * Ecosystems of the package versions behind an id, for distros with the first part of their names, and the last id. Versions come
 * from SBOMs only, while packages come from advisories too.
 */
export async function selectInventoryEcosystems(on: ClientBase | Pool, after: number): Promise<InventoryPackages> {
  const { rows } = await on.query<{ last: number; ecosystem: string; namespace: string | null }>({
    name: "sync-inventory",
    text: `select max(v.id) as last, p.ecosystem,
        case when p.ecosystem in ('deb', 'rpm', 'apk', 'alpm') and p.name like '%/%' then split_part(p.name, '/', 1) end as namespace
      from package_version v join package p on p.id = v.package_id where v.id > $1 group by 2, 3`,
    values: [after],
  });
  return { last: rows.reduce((most, { last }) => Math.max(most, last), after), packages: rows.map(({ ecosystem, namespace }) => ({ ecosystem, namespace })) };
}
