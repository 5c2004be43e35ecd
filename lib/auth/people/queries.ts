import type { ClientBase, Pool } from "pg";
import type { Role } from "@/lib/context";

// Any constant will do, as long as every change of people takes the same one.
const peopleLock = 6_021_024;

/** One change of people and their links at a time, across processes, until this transaction ends: so that one administrator stays. */
export async function lockPeople(client: ClientBase): Promise<void> {
  await client.query({ text: "select pg_advisory_xact_lock($1)", values: [peopleLock] });
}

export type PersonRow = { id: string; name: string; email: string; role: Role; createdAt: Date; lastSignInAt: Date | null; disabledAt: Date | null };

const columns = `id, name, email, role, created_at as "createdAt", last_sign_in_at as "lastSignInAt", disabled_at as "disabledAt"`;

/** Everybody by name, those who are disabled last. */
export async function selectPeople(db: Pool): Promise<PersonRow[]> {
  const { rows } = await db.query<PersonRow>(`select ${columns} from app_user order by disabled_at is not null, lower(name), id`);
  return rows;
}

export async function selectPerson(db: Pool | ClientBase, id: string): Promise<PersonRow | null> {
  const { rows } = await db.query<PersonRow>({ text: `select ${columns} from app_user where id = $1`, values: [id] });
  return rows[0] ?? null;
}

export async function selectPersonByEmail(db: Pool | ClientBase, email: string): Promise<PersonRow | null> {
  const { rows } = await db.query<PersonRow>({ text: `select ${columns} from app_user where email = $1`, values: [email] });
  return rows[0] ?? null;
}

/** Whether somebody else is an administrator who may sign in. */
export async function hasOtherAdministrator(client: ClientBase, id: string): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>({
    text: "select exists (select from app_user where role = 'admin' and disabled_at is null and id <> $1) as found",
    values: [id],
  });
  return rows[0]?.found === true;
}

export type Holdings = { tokens: number; assigned: number; requests: number };

/** What is somebody's: tokens that have not ended, open findings that they are at, and requests that wait for a second person. */
export async function selectHoldings(db: Pool | ClientBase, id: string, at: Date): Promise<Holdings> {
  const { rows } = await db.query<Holdings>({
    text: `select
        (select count(*)::int from api_token where owner_id = $1 and revoked_at is null and (expires_at is null or expires_at > $2)) as tokens,
        (select count(*)::int from open_finding where assignee_id = $1) as assigned,
        (select count(*)::int from decision d where d.needs_approval and d.approve_by > $2 and strpos(d.requester, 'user:' || $1::uuid::text) > 0
          and not exists (select from decision_effect e where e.decision_id = d.id) and not exists (select from decision_end w where w.decision_id = d.id)) as requests`,
    values: [id, at],
  });
  const [row] = rows;
  if (row === undefined) throw new Error("A statement without a table has one row.");
  return row;
}

/** `endSessionsAt` null leaves open sessions as they are. */
export async function updatePerson(client: ClientBase, { id, name, role, disabledAt }: PersonRow, endSessionsAt: Date | null): Promise<void> {
  await client.query({
    text: "update app_user set name = $2, role = $3, disabled_at = $4, sessions_from = coalesce($5, sessions_from) where id = $1",
    values: [id, name, role, disabledAt, endSessionsAt],
  });
}

/** Sets the password and ends every session that has begun. */
export async function updatePassword(client: ClientBase, id: string, passwordHash: string, at: Date): Promise<void> {
  await client.query({ text: "update app_user set password_hash = $2, sessions_from = $3 where id = $1", values: [id, passwordHash, at] });
}

export type InvitationRow = { secretHash: Buffer; email: string; name: string; role: Role; createdBy: string; createdAt: Date; expiresAt: Date };
export type StoredInvitation = InvitationRow & { usedAt: Date | null; isUser: boolean };

const invitationColumns = `i.secret_hash as "secretHash", i.email, i.name, i.role, i.created_by as "createdBy", i.created_at as "createdAt",
  i.expires_at as "expiresAt", i.used_at as "usedAt", exists (select from app_user u where u.email = i.email) as "isUser"`;

export async function insertInvitation(client: ClientBase, row: InvitationRow): Promise<void> {
  await client.query({
    text: "insert into invitation (secret_hash, email, name, role, created_by, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)",
    values: [row.secretHash, row.email, row.name, row.role, row.createdBy, row.createdAt, row.expiresAt],
  });
}

export async function selectInvitation(db: Pool | ClientBase, secretHash: Buffer): Promise<StoredInvitation | null> {
  const { rows } = await db.query<StoredInvitation>({ text: `select ${invitationColumns} from invitation i where i.secret_hash = $1`, values: [secretHash] });
  return rows[0] ?? null;
}

/** Those that still work, newest first. */
export async function selectOpenInvitations(db: Pool, at: Date): Promise<StoredInvitation[]> {
  const { rows } = await db.query<StoredInvitation>({
    text: `select ${invitationColumns} from invitation i where i.used_at is null and i.expires_at > $1 order by i.created_at desc, i.email`,
    values: [at],
  });
  return rows;
}

export async function markInvitationUsed(client: ClientBase, secretHash: Buffer, at: Date): Promise<void> {
  await client.query({ text: "update invitation set used_at = $2 where secret_hash = $1", values: [secretHash, at] });
}

/** Takes back whatever links of an address have not been used. */
export async function deleteOpenInvitations(client: ClientBase, email: string): Promise<void> {
  await client.query({ text: "delete from invitation where email = $1 and used_at is null", values: [email] });
}

/** Takes back the link whose hash begins so, if it has not been used. */
export async function deleteInvitation(client: ClientBase, hashPrefix: string): Promise<{ email: string } | null> {
  const { rows } = await client.query<{ email: string }>({
    text: "delete from invitation where encode(secret_hash, 'hex') like $1 || '%' and used_at is null returning email",
    values: [hashPrefix],
  });
  return rows[0] ?? null;
}
