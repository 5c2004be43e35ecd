import type { ClientBase, Pool } from "pg";
import type { Role } from "@/lib/context";

export type UserRow = { id: string; email: string; name: string; role: Role };

/** Somebody who may be signed in; sessions that began before `sessionsFrom` have ended. */
export type KnownUser = UserRow & { sessionsFrom: Date | null };

const columns = "id, email, name, role";

export async function selectUser(db: Pool, id: string): Promise<KnownUser | null> {
  const result = await db.query<KnownUser>({
    name: "user-by-id",
    text: `select ${columns}, sessions_from as "sessionsFrom" from app_user where id = $1 and disabled_at is null`,
    values: [id],
  });
  return result.rows[0] ?? null;
}

/** With the password's hash, for signing in: never somebody who is disabled. */
export async function selectUserByEmail(db: Pool, email: string): Promise<(UserRow & { passwordHash: string }) | null> {
  const result = await db.query<UserRow & { passwordHash: string }>({
    text: `select ${columns}, password_hash as "passwordHash" from app_user where email = $1 and disabled_at is null`,
    values: [email],
  });
  return result.rows[0] ?? null;
}

export async function insertUser(client: ClientBase, row: UserRow & { passwordHash: string; createdAt: Date }): Promise<void> {
  await client.query({
    text: "insert into app_user (id, email, name, password_hash, role, created_at) values ($1, $2, $3, $4, $5, $6)",
    values: [row.id, row.email, row.name, row.passwordHash, row.role, row.createdAt],
  });
}

/** Notes the time, unless they were disabled or chose another password meanwhile; says whether. */
export async function markSignedIn(client: ClientBase, id: string, passwordHash: string, at: Date): Promise<boolean> {
  const { rowCount } = await client.query({
    text: "update app_user set last_sign_in_at = $3 where id = $1 and password_hash = $2 and disabled_at is null",
    values: [id, passwordHash, at],
  });
  return rowCount === 1;
}

export async function hasAdministrator(db: Pool | ClientBase): Promise<boolean> {
  const result = await db.query<{ found: boolean }>({ text: "select exists (select 1 from app_user where role = 'admin') as found" });
  return result.rows[0]?.found === true;
}
