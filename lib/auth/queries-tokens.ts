import type { ClientBase, Pool } from "pg";

export type TokenRow = {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  createdBy: string;
  /** Null: it was made on the command line. */
  ownerId: string | null;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  ownerDisabled: boolean;
};

const ownerDisabled = `exists (select from app_user u where u.id = t.owner_id and u.disabled_at is not null) as "ownerDisabled"`;

const columns = `t.id, t.name, t.prefix, t.scopes, t.created_by as "createdBy", t.owner_id as "ownerId", t.created_at as "createdAt",
                 t.expires_at as "expiresAt", t.last_used_at as "lastUsedAt", t.revoked_at as "revokedAt", ${ownerDisabled}`;

export async function insertToken(
  client: ClientBase,
  row: Omit<TokenRow, "lastUsedAt" | "revokedAt" | "ownerDisabled"> & { secretHash: Buffer },
): Promise<void> {
  await client.query({
    text: `insert into api_token (id, name, prefix, secret_hash, scopes, created_by, owner_id, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [row.id, row.name, row.prefix, row.secretHash, row.scopes, row.createdBy, row.ownerId, row.createdAt, row.expiresAt],
  });
}

/** Newest first, after the token `before` (ids are in time order). */
export async function selectTokens(db: Pool, before: string | null, limit: number): Promise<TokenRow[]> {
  const result = await db.query<TokenRow>({
    text: `select ${columns} from api_token t where $1::uuid is null or t.id < $1 order by t.id desc limit $2`,
    values: [before, limit],
  });
  return result.rows;
}

/** The token if it exists, locked, so that two revocations write one audit row. */
export async function lockToken(client: ClientBase, id: string): Promise<TokenRow | null> {
  const result = await client.query<TokenRow>({ text: `select ${columns} from api_token t where t.id = $1 for update of t`, values: [id] });
  return result.rows[0] ?? null;
}

export async function markTokenRevoked(client: ClientBase, id: string, at: Date): Promise<void> {
  await client.query({ text: "update api_token set revoked_at = $2 where id = $1", values: [id, at] });
}

export type TokenGrant = Pick<TokenRow, "id" | "name" | "scopes" | "expiresAt" | "lastUsedAt" | "revokedAt" | "ownerDisabled">;

/** The one query of every request with a token; prepared. */
export async function selectTokenBySecret(db: Pool, secretHash: Buffer): Promise<TokenGrant | null> {
  const result = await db.query<TokenGrant>({
    name: "token-by-secret",
    text: `select t.id, t.name, t.scopes, t.expires_at as "expiresAt", t.last_used_at as "lastUsedAt", t.revoked_at as "revokedAt", ${ownerDisabled}
      from api_token t where t.secret_hash = $1`,
    values: [secretHash],
  });
  return result.rows[0] ?? null;
}

/** Moves `last_used_at` forward to `at`, unless another process did so after `unlessAfter`. */
export async function touchToken(db: Pool, id: string, at: Date, unlessAfter: Date): Promise<void> {
  await db.query({
    name: "token-touch",
    text: "update api_token set last_used_at = $2 where id = $1 and (last_used_at is null or last_used_at < $3)",
    values: [id, at, unlessAfter],
  });
}

/** Whose a token is; null: nobody's, or there is none. */
export async function selectTokenOwner(client: ClientBase, id: string): Promise<string | null> {
  const { rows } = await client.query<{ ownerId: string | null }>({
    name: "token-owner",
    text: `select owner_id as "ownerId" from api_token where id = $1`,
    values: [id],
  });
  return rows[0]?.ownerId ?? null;
}
