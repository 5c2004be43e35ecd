import type { ClientBase, Pool } from "pg";
import { contactsColumn } from "@/lib/inventory/read/queries/owner-columns";
import type { OwnerContacts, TeamRef } from "@/lib/inventory/read/schemas/common";

/** A team as it is read: contacts are null where it has none. */
export type StoredTeam = Omit<TeamRef, "contacts"> & { contacts: OwnerContacts | null };

export function toTeam({ slug, name, contact, contacts }: StoredTeam): TeamRef {
  return { slug, name, contact, ...(contacts && { contacts }) };
}

/**
 * Adds the team, or else locks the one that has the slug: in one statement, so that of two callers one creates. Returns the
 * stored row, with its old name and contact when it was there.
 */
export async function insertOrLockTeam(client: ClientBase, team: TeamRef): Promise<StoredTeam & { created: boolean }> {
  const result = await client.query<StoredTeam & { created: boolean }>({
    // xmax is 0 in a row that this statement inserted.
    text: `insert into team as t (slug, name, contact, email, chat, on_call, runbook) values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (slug) do update set slug = excluded.slug returning slug, name, contact, ${contactsColumn} as contacts, (xmax = 0) as created`,
    values: valuesOf(team),
  });
  const row = result.rows[0];
  if (!row) throw new Error("An upsert returns its row.");
  return row;
}

const valuesOf = ({ slug, name, contact, contacts = {} }: TeamRef) => [
  slug,
  name,
  contact,
  contacts.email ?? null,
  contacts.chat ?? null,
  contacts.onCall ?? null,
  contacts.runbook ?? null,
];

export async function updateTeam(client: ClientBase, team: TeamRef): Promise<void> {
  const text = "update team set name = $2, contact = $3, email = $4, chat = $5, on_call = $6, runbook = $7 where slug = $1";
  await client.query({ text, values: valuesOf(team) });
}

export type TeamRow = StoredTeam & { id: number };

/** The team, locked: `deletion` waits for assignments that use it, and `use` for a deletion. Lock a team before services. */
export async function lockTeam(client: ClientBase, slug: string, purpose: "deletion" | "use"): Promise<TeamRow | null> {
  const result = await client.query<TeamRow>({
    text: `select id, slug, name, contact, ${contactsColumn} as contacts from team t where slug = $1 ${purpose === "deletion" ? "for update" : "for share"}`,
    values: [slug],
  });
  return result.rows[0] ?? null;
}

/** Takes the owner from every service of the team; returns which these were. */
export async function releaseServices(client: ClientBase, teamId: number): Promise<number[]> {
  const result = await client.query<{ id: number }>({ text: "update service set team_id = null where team_id = $1 returning id", values: [teamId] });
  return result.rows.map(({ id }) => id);
}

export async function deleteTeamRow(client: ClientBase, teamId: number): Promise<void> {
  await client.query({ text: "delete from team where id = $1", values: [teamId] });
}

export type OwnedServiceRow = { id: number; slug: string; name: string; teamId: number | null; teamSlug: string | null };

/** The service with its owner, locked against other assignments; uploads go on. */
export async function lockService(client: ClientBase, slug: string): Promise<OwnedServiceRow | null> {
  const locked = await client.query<Omit<OwnedServiceRow, "teamSlug">>({
    text: `select id, slug, name, team_id as "teamId" from service where slug = $1 for no key update`,
    values: [slug],
  });
  const row = locked.rows[0];
  if (!row) return null;
  // A statement of its own: after waiting for the lock, a join would still show the owner from before.
  const owner = await client.query<{ slug: string }>({ text: "select slug from team where id = $1", values: [row.teamId] });
  return { ...row, teamSlug: owner.rows[0]?.slug ?? null };
}

export async function updateOwner(client: ClientBase, serviceId: number, teamId: number | null): Promise<void> {
  await client.query({ text: "update service set team_id = $2 where id = $1", values: [serviceId, teamId] });
}

export type TieredServiceRow = { id: number; slug: string; name: string; tier: number | null };

/** The service with its tier, locked against other changes; uploads go on. */
export async function lockTieredService(client: ClientBase, slug: string): Promise<TieredServiceRow | null> {
  const { rows } = await client.query<TieredServiceRow>({ text: "select id, slug, name, tier from service where slug = $1 for no key update", values: [slug] });
  return rows[0] ?? null;
}

/** Every service of the team, likewise. */
export async function lockServicesOfTeam(client: ClientBase, teamId: number): Promise<TieredServiceRow[]> {
  const text = "select id, slug, name, tier from service where team_id = $1 order by id for no key update";
  return (await client.query<TieredServiceRow>({ text, values: [teamId] })).rows;
}

export async function updateTiers(client: ClientBase, serviceIds: readonly number[], tier: number | null): Promise<void> {
  await client.query({ text: "update service set tier = $2::int2 where id = any($1::int4[])", values: [serviceIds, tier] });
}

/** Every team by name. */
export async function selectTeamRefs(db: ClientBase | Pool): Promise<TeamRef[]> {
  const result = await db.query<StoredTeam>({
    name: "teams-by-name",
    text: `select slug, name, contact, ${contactsColumn} as contacts from team t order by lower(name), slug`,
  });
  return result.rows.map(toTeam);
}
