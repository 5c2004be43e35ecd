import type { ClientBase } from "pg";

export type OwnedService = { id: number; slug: string; name: string; teamSlug: string | null };

/** Every service with its owner, by slug. `lock`: against other assignments until the transaction ends; uploads go on. */
export async function selectOwnedServices(on: ClientBase, { lock }: { lock: boolean }): Promise<OwnedService[]> {
  if (lock) await on.query("select from service order by id for no key update");
  // A statement of its own: after waiting for the lock, the first one would still show owners from before.
  const { rows } = await on.query<OwnedService>(
    `select s.id, s.slug, s.name, t.slug as "teamSlug" from service s left join team t on t.id = s.team_id order by s.slug collate "C"`,
  );
  return rows;
}

/** One owner file at a time: each changes many teams and services, and two could wait for each other. Ends with the transaction. */
export async function lockOwnerFiles(on: ClientBase): Promise<void> {
  await on.query("select pg_advisory_xact_lock(hashtext('wherein'), hashtext('owner_file'))");
}

/** Those of these teams that there are, locked against deletion. */
export async function lockTeams(on: ClientBase, slugs: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await on.query<{ id: number; slug: string }>("select id, slug from team where slug = any($1::text[]) order by slug for share", [slugs]);
  return new Map(rows.map(({ id, slug }) => [slug, id]));
}

/** Gives each service to the team beside it, or to nobody. */
export async function updateOwners(on: ClientBase, owners: readonly { serviceId: number; teamId: number | null }[]): Promise<void> {
  await on.query(`update service set team_id = o.team_id from unnest($1::int[], $2::int[]) as o (id, team_id) where service.id = o.id`, [
    owners.map(({ serviceId }) => serviceId),
    owners.map(({ teamId }) => teamId),
  ]);
}
