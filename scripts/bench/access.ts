import { randomBytes } from "node:crypto";
import { createToken, sessionCookie, systemContext, writeSession } from "@/lib/auth";
import { hashPassword } from "@/lib/auth/password";
import { insertUser } from "@/lib/auth/queries-users";
import { inTransaction, uuidv7 } from "@/lib/db";

/** Headers that let requests in: a token's for the API, a session's for pages. */
export type Access = { token: Record<string, string>; session: Record<string, string> };

/** Creates a token and a person with a session, through the product's own functions. */
export async function openAccess(): Promise<Access> {
  const ctx = systemContext("bench");
  const { token } = await createToken({
    ctx,
    input: { name: "bench", scopes: ["inventory:read", "sbom:write", "findings:write", "settings:write", "metrics:read"] },
  });
  const id = uuidv7();
  const passwordHash = await hashPassword(randomBytes(24).toString("base64url"));
  await inTransaction((client) =>
    insertUser(client, { id, email: `bench-${id}@example.org`, name: "Bench", role: "admin", passwordHash, createdAt: new Date() }),
  );
  return { token: { authorization: `Bearer ${token}` }, session: { cookie: `${sessionCookie().name}=${await writeSession(id)}` } };
}
