import type { ClientBase } from "pg";
import { textArray, timestampArray } from "@/lib/db/binary-arrays";

/** Notes a complete listing; false where one that began later is noted, or this one. */
export async function insertListing(on: ClientBase, { account, region, since }: { account: string; region: string; since: Date }): Promise<boolean> {
  const { rowCount } = await on.query(
    `insert into inspector_listing (account, region, since)
     select $1, $2, $3 where not exists (select from inspector_listing where account = $1 and region = $2 and since >= $3)`,
    [account, region, since],
  );
  return rowCount === 1;
}

export type Place = { account: string; region: string; fromMs: number };

/** Of each place the first complete listing that began at that time or later, or null. */
export async function selectFirstListings(on: ClientBase, places: readonly Place[]): Promise<(number | null)[]> {
  if (places.length === 0) return [];
  // Not named: a plan kept from an empty database would read the whole table.
  const { rows } = await on.query<{ ms: number | null }>(
    `select first.ms from unnest($1::text[], $2::text[], $3::timestamptz[]) with ordinality as place(account, region, at, n)
       left join lateral (select round(extract(epoch from since) * 1000)::float8 as ms from inspector_listing l
         where l.account = place.account and l.region = place.region and l.since >= place.at order by l.since limit 1) first on true order by n`,
    [textArray(places.map((p) => p.account)), textArray(places.map((p) => p.region)), timestampArray(places.map((p) => p.fromMs))],
  );
  return rows.map(({ ms }) => ms);
}

/** Deletes up to so many listings that began before then, but never the last one of an account and region, which decides whether another says anything. */
export async function deleteListings(on: ClientBase, before: Date, limit: number): Promise<number> {
  const { rowCount } = await on.query(
    `delete from inspector_listing where (account, region, since) in (
       select account, region, since from inspector_listing l where l.since < $1
         and exists (select from inspector_listing later where later.account = l.account and later.region = l.region and later.since > l.since) limit $2)`,
    [before, limit],
  );
  return rowCount ?? 0;
}
