import type { ClientBase, Pool } from "pg";

export type CredentialRow = {
  id: string;
  name: string;
  prefix: string;
  accounts: string[];
  createdBy: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

const columns = `id, name, prefix, account_ids as accounts, created_by as "createdBy", created_at as "createdAt",
                 last_used_at as "lastUsedAt", revoked_at as "revokedAt"`;

export async function insertCredential(client: ClientBase, row: Omit<CredentialRow, "lastUsedAt" | "revokedAt"> & { secretHash: Buffer }): Promise<void> {
  await client.query(
    "insert into aws_event_credential (id, name, prefix, secret_hash, account_ids, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
    [row.id, row.name, row.prefix, row.secretHash, row.accounts, row.createdBy, row.createdAt],
  );
}

/** Those that work first, then the newest (ids are in time order). */
export async function selectCredentials(db: Pool): Promise<CredentialRow[]> {
  const { rows } = await db.query<CredentialRow>(`select ${columns} from aws_event_credential order by revoked_at is not null, id desc limit 500`);
  return rows;
}

/** The credential if it exists, locked, so that two revocations write one audit row. */
export async function lockCredential(client: ClientBase, id: string): Promise<CredentialRow | null> {
  const { rows } = await client.query<CredentialRow>(`select ${columns} from aws_event_credential where id = $1 for update`, [id]);
  return rows[0] ?? null;
}

export async function markCredentialRevoked(client: ClientBase, id: string, at: Date): Promise<void> {
  await client.query("update aws_event_credential set revoked_at = $2 where id = $1", [id, at]);
}

export type CredentialGrant = Pick<CredentialRow, "id" | "name" | "accounts" | "lastUsedAt" | "revokedAt">;

/** The one query of every event that comes with a credential; prepared. */
export async function selectCredentialBySecret(db: Pool, secretHash: Buffer): Promise<CredentialGrant | null> {
  const { rows } = await db.query<CredentialGrant>({
    name: "event-credential-by-secret",
    text: `select id, name, account_ids as accounts, last_used_at as "lastUsedAt", revoked_at as "revokedAt"
           from aws_event_credential where secret_hash = $1`,
    values: [secretHash],
  });
  return rows[0] ?? null;
}

/** Moves `last_used_at` forward to `at`, unless another process did so after `unlessAfter`. */
export async function touchCredential(db: Pool, id: string, at: Date, unlessAfter: Date): Promise<void> {
  await db.query("update aws_event_credential set last_used_at = $2 where id = $1 and (last_used_at is null or last_used_at < $3)", [id, at, unlessAfter]);
}
