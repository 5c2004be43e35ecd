import type { ClientBase, Pool } from "pg";
import type { Role } from "@/lib/context";

export type UserRow = { id: string; email: string; name: string; role: Role };

const columns = "id, email, name, role";

export async function selectUser(db: Pool, id: string): Promise<UserRow | null> {
  const result = await db.query<UserRow>({ name: "user-by-id", text: `select ${columns} from app_user where id = $1`, values: [id] });
  return result.rows[0] ?? null;
}

export async function selectUserByEmail(db: Pool, email: string): Promise<(UserRow & { passwordHash: string }) | null> {
  const result = await db.query<UserRow & { passwordHash: string }>({
    text: `select ${columns}, password_hash as "passwordHash" from app_user where email = $1`,
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

export async function markSignedIn(client: ClientBase, id: string, at: Date): Promise<void> {
  await client.query({ text: "update app_user set last_sign_in_at = $2 where id = $1", values: [id, at] });
}

export async function hasAdministrator(db: Pool | ClientBase): Promise<boolean> {
  const result = await db.query<{ found: boolean }>({ text: "select exists (select 1 from app_user where role = 'admin') as found" });
  return result.rows[0]?.found === true;
}
