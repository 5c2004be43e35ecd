import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { DELETE } from "@/app/api/v1/tokens/[id]/route";
import { GET, POST } from "@/app/api/v1/tokens/route";
import { authenticateHeader, authenticateToken, createToken, listTokens, revokeToken, systemContext } from "@/lib/auth";
import type { Context, Scope } from "@/lib/context";
import { pool, uuidv7 } from "@/lib/db";
import { resetRates } from "@/lib/http/rate-limit";
import { withOwnDatabase } from "./setup/own-database";

withOwnDatabase();

const system = systemContext("test");
const make = (scopes: Scope[] = ["inventory:read"], name = "ci") => createToken({ ctx: system, input: { name, scopes } });
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: { reason?: string }) => error.reason,
  );
const rows = async (text: string, values: unknown[] = []) => (await pool().query(text, values)).rows;
const auditOf = (id: string) => rows("select action, actor_kind, actor_name, request_id, detail from audit_event where subject_id = $1 order by id", [id]);

beforeEach(() => resetRates());

describe("creating", () => {
  test("the secret is shown once and only its SHA-256 is stored", async () => {
    const created = await make();
    expect(created.token).toMatch(/^whr_[A-Za-z0-9_-]{40}$/);
    expect(created.prefix).toBe(created.token.slice(0, 12));
    const [row] = await rows("select * from api_token where id = $1", [created.id]);
    expect(row.secret_hash).toEqual(createHash("sha256").update(created.token).digest());
    expect(JSON.stringify([row, await auditOf(created.id)])).not.toContain(created.token);
  });

  test("the audit row commits with the token, without the secret", async () => {
    const created = await make(["sbom:write"], "pipeline");
    expect(await auditOf(created.id)).toMatchObject([
      { action: "token.created", actor_kind: "system", actor_name: "test", request_id: system.requestId, detail: { name: "pipeline", scopes: ["sbom:write"] } },
    ]);
  });

  test("a token cannot make one that may do more than itself", async () => {
    const ctx: Context = { actor: { kind: "token", id: uuidv7(), name: "minter", scopes: ["tokens:write"] }, requestId: "r" };
    expect(await reasonOf(createToken({ ctx, input: { name: "more", scopes: ["sbom:write"] } }))).toBe("scope_missing");
    const before = await rows("select count(*)::int as n from api_token where name = 'more'");
    expect(before).toEqual([{ n: 0 }]);
  });

  test("a member may not make tokens", async () => {
    const ctx: Context = { actor: { kind: "user", id: uuidv7(), name: "Ben", role: "member" }, requestId: "r" };
    expect(await reasonOf(createToken({ ctx, input: { name: "x", scopes: ["inventory:read"] } }))).toBe("scope_missing");
  });

  test("an expiry in the past is refused", async () => {
    expect(await reasonOf(createToken({ ctx: system, input: { name: "x", scopes: ["inventory:read"], expiresAt: "2020-01-01T00:00:00Z" } }))).toBe(
      "expiry_past",
    );
  });

  test.each([
    ["no scope", { name: "x", scopes: [] }],
    ["an unknown scope", { name: "x", scopes: ["root"] }],
    ["no name", { name: "  ", scopes: ["inventory:read"] }],
    ["the scope of approvals, which are of people", { name: "x", scopes: ["decisions:approve"] }],
    ["a long name", { name: "x".repeat(101), scopes: ["inventory:read"] }],
    ["a control character", { name: "a\u0000b", scopes: ["inventory:read"] }],
  ])("%s is refused", async (_, input) => {
    await expect(createToken({ ctx: system, input: input as never })).rejects.toThrow();
  });

  test("SQL and HTML in a name are only text", async () => {
    const name = `'); drop table api_token; --<script>alert(1)</script>`;
    const created = await make(["inventory:read"], name);
    expect((await listTokens({ ctx: system, input: {} })).data.find(({ id }) => id === created.id)?.name).toBe(name);
  });
});

describe("authenticating", () => {
  test("a good token is its name and scopes", async () => {
    const { token, id } = await make(["inventory:read", "sbom:write"]);
    expect(await authenticateHeader(`Bearer ${token}`)).toEqual({ kind: "token", id, name: "ci", scopes: ["inventory:read", "sbom:write"] });
    expect(await authenticateHeader(`bearer  ${token} `)).toMatchObject({ id });
  });

  test("an expired, a revoked and an unknown token are told apart", async () => {
    const expired = await make();
    await pool().query("update api_token set expires_at = now() - interval '1 second' where id = $1", [expired.id]);
    expect(await reasonOf(authenticateToken(expired.token))).toBe("token_expired");
    const revoked = await make();
    await revokeToken({ ctx: system, input: { id: revoked.id } });
    expect(await reasonOf(authenticateToken(revoked.token))).toBe("token_revoked");
    expect(await reasonOf(authenticateToken(`whr_${"A".repeat(40)}`))).toBe("token_unknown");
  });

  test("a token that is remembered from its last use is refused as soon as it is revoked", async () => {
    const { token, id } = await make();
    expect(await authenticateToken(token)).toMatchObject({ id });
    const [, used] = await Promise.all([revokeToken({ ctx: system, input: { id } }), authenticateToken(token).catch(() => null)]);
    expect(used === null || used.kind === "token").toBe(true);
    expect(await reasonOf(authenticateToken(token))).toBe("token_revoked");
  });

  test.each([undefined, "", "Bearer", "Basic YTpi", "Bearer a b"])("%j is no token at all", async (header) => {
    expect(await reasonOf(authenticateHeader(header))).toBe("credentials_missing");
  });

  test("a token with one character changed, cut or added is unknown", async () => {
    const { token } = await make();
    const last = token.endsWith("A") ? "B" : "A";
    for (const forged of [token.slice(0, -1) + last, token.slice(0, -1), `${token}A`, token.toUpperCase(), `${token}'--`]) {
      expect(await reasonOf(authenticateToken(forged))).toBe("token_unknown");
    }
  });

  test("the use is noted, and not on every request", async () => {
    const { token, id } = await make();
    await authenticateToken(token);
    await expect.poll(async () => (await rows("select last_used_at from api_token where id = $1", [id]))[0].last_used_at).toBeInstanceOf(Date);
    const [{ xmin }] = await rows("select xmin from api_token where id = $1", [id]);
    for (let index = 0; index < 5; index += 1) await authenticateToken(token);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await rows("select xmin from api_token where id = $1", [id])).toEqual([{ xmin }]);
  });

  test("an address that keeps sending bad tokens is told to wait, and its good token still works", async () => {
    const { token } = await make();
    const bad = () => authenticateHeader(`Bearer whr_${"B".repeat(40)}`, "203.0.113.9");
    for (let index = 0; index < 30; index += 1) expect(await reasonOf(bad())).toBe("token_unknown");
    await expect(bad()).rejects.toMatchObject({ code: "rate_limited" });
    expect(await authenticateHeader(`Bearer ${token}`, "203.0.113.9")).toMatchObject({ kind: "token" });
  });
});

describe("revoking", () => {
  test("ends a token at once, and twice is once", async () => {
    const { id } = await make();
    const [first, second] = await Promise.all([revokeToken({ ctx: system, input: { id } }), revokeToken({ ctx: system, input: { id } })]);
    expect([first.state, second.state, first.revokedAt === second.revokedAt]).toEqual(["revoked", "revoked", true]);
    expect((await auditOf(id)).map(({ action }) => action)).toEqual(["token.created", "token.revoked"]);
  });

  test("a token that does not exist is not found", async () => {
    expect(await reasonOf(revokeToken({ ctx: system, input: { id: uuidv7() } }))).toBe("token_not_found");
  });
});

describe("the routes", () => {
  const noParams = { params: Promise.resolve({}) };
  const request = (token: string | null, init: RequestInit = {}, query = "") =>
    new Request(`http://host/api/v1/tokens${query}`, {
      ...init,
      headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    });

  test("create, list and revoke, and the secret is only in the first answer", async () => {
    const { token } = await make(["tokens:write", "inventory:read"], "operator");
    const created = await POST(request(token, { method: "POST", body: JSON.stringify({ name: "made", scopes: ["inventory:read"] }) }), noParams);
    expect(created.status).toBe(201);
    const made = (await created.json()) as { id: string; token: string };
    const listed = await (await GET(request(token), noParams)).text();
    expect([listed.includes(made.id), listed.includes(made.token)]).toEqual([true, false]);
    const removed = await DELETE(request(token, { method: "DELETE" }), { params: Promise.resolve({ id: made.id }) });
    expect([removed.status, await removed.text()]).toEqual([204, ""]);
    expect(await reasonOf(authenticateToken(made.token))).toBe("token_revoked");
  });

  test("pages follow each other without a gap or a repeat", async () => {
    for (let index = 0; index < 5; index += 1) await make();
    const { token } = await make(["tokens:write"]);
    const all = (await listTokens({ ctx: system, input: { limit: 500 } })).data.map(({ id }) => id);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await GET(request(token, {}, `?limit=2${cursor ? `&cursor=${cursor}` : ""}`), noParams);
      const body = (await page.json()) as { data: { id: string }[]; meta: { nextCursor: string | null } };
      seen.push(...body.data.map(({ id }) => id));
      cursor = body.meta.nextCursor;
    } while (cursor);
    expect(seen).toEqual(all);
  });

  test.each([
    ["nobody", null, 401],
    ["a forged token", `whr_${"C".repeat(40)}`, 401],
  ])("%s is turned away", async (_, token, status) => {
    const response = await GET(request(token), noParams);
    expect([response.status, response.headers.get("www-authenticate")]).toEqual([status, 'Bearer realm="wherein"']);
  });

  test("a token without the scope is turned away and nothing changes", async () => {
    const { token } = await make(["inventory:read"]);
    const before = await rows("select count(*) from api_token");
    expect((await POST(request(token, { method: "POST", body: JSON.stringify({ name: "x", scopes: ["inventory:read"] }) }), noParams)).status).toBe(403);
    expect(await rows("select count(*) from api_token")).toEqual(before);
  });

  test("a cursor that was made up is a clear fault", async () => {
    const { token } = await make(["tokens:write"]);
    expect((await (await GET(request(token, {}, "?cursor=abc"), noParams)).json()) as unknown).toMatchObject({
      reason: "cursor_invalid",
      errors: [{ pointer: "?cursor" }],
    });
  });
});
