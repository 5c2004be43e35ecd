import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { DELETE } from "@/app/api/v1/aws/event-credentials/[id]/route";
import { GET, POST } from "@/app/api/v1/aws/event-credentials/route";
import { createToken, systemContext } from "@/lib/auth";
import { createEventCredential, listEventCredentials, revokeEventCredential } from "@/lib/aws";
import { authenticateSender } from "@/lib/aws/events/credentials/authenticate-sender";
import type { Context } from "@/lib/context";
import { pool, uuidv7 } from "@/lib/db";
import { resetRates } from "@/lib/http/rate-limit";
import { withOwnDatabase } from "./setup/own-database";

withOwnDatabase();

const system = systemContext("test");
const make = (accounts = ["123456789012"], name = "eventbridge") => createEventCredential({ ctx: system, input: { name, accounts } });
const rows = async (text: string, values: unknown[] = []) => (await pool().query(text, values)).rows;
const callerWith = (headers: Record<string, string>) => ({ method: "POST", header: (name: string) => headers[name] });
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: { reason?: string }) => error.reason,
  );

beforeEach(() => resetRates());

describe("creating", () => {
  test("the secret is shown once, is no API token, and only its SHA-256 is stored", async () => {
    const { secret, id, prefix } = await make(["999999999999", "123456789012", "123456789012"]);
    expect([secret, prefix]).toEqual([expect.stringMatching(/^whe_[A-Za-z0-9_-]{40}$/), secret.slice(0, 12)]);
    const [row] = await rows("select * from aws_event_credential where id = $1", [id]);
    expect([row.secret_hash, row.account_ids]).toEqual([createHash("sha256").update(secret).digest(), ["123456789012", "999999999999"]]);
    const audit = await rows("select action, detail from audit_event where subject_id = $1", [id]);
    expect(audit).toMatchObject([{ action: "aws_event_credential.created", detail: { prefix, accounts: ["123456789012", "999999999999"] } }]);
    expect(JSON.stringify([row, audit, (await listEventCredentials({ ctx: system, input: {} })).data])).not.toContain(secret);
  });

  test.each([
    ["no account", { name: "x", accounts: [] }],
    ["an account that is none", { name: "x", accounts: ["12345678901"] }],
    ["any account", { name: "x", accounts: ["*"] }],
    ["no name", { name: " ", accounts: ["123456789012"] }],
  ])("%s is refused", async (_, input) => {
    await expect(createEventCredential({ ctx: system, input })).rejects.toThrow();
  });

  test("needs the right to it", async () => {
    const ctx: Context = { actor: { kind: "user", id: uuidv7(), name: "Ben", role: "member" }, requestId: "r" };
    expect(await reasonOf(createEventCredential({ ctx, input: { name: "x", accounts: ["123456789012"] } }))).toBe("scope_missing");
    expect(await reasonOf(listEventCredentials({ ctx, input: {} }))).toBe("scope_missing");
    expect(await reasonOf(revokeEventCredential({ ctx, input: { id: uuidv7() } }))).toBe("scope_missing");
  });
});

describe("authenticating", () => {
  test("takes the secret wherever a connection of EventBridge can put it", async () => {
    const { secret, id } = await make();
    const basic = (name: string) => `Basic ${Buffer.from(`${name}:${secret}`).toString("base64")}`;
    for (const headers of [
      { authorization: `Bearer ${secret}` },
      { authorization: basic("") },
      { authorization: basic("anyone") },
      { "x-api-key": secret },
    ] as Record<string, string>[]) {
      expect(await authenticateSender(callerWith(headers))).toEqual({ id, name: "eventbridge", accounts: new Set(["123456789012"]) });
    }
  });

  test("what is missing, forged or an API token is refused", async () => {
    const { secret } = await make();
    const { token } = await createToken({ ctx: system, input: { name: "x", scopes: ["aws:write"] } });
    const last = secret.endsWith("A") ? "B" : "A";
    expect(await reasonOf(authenticateSender(callerWith({})))).toBe("credentials_missing");
    expect(await reasonOf(authenticateSender(callerWith({ authorization: secret })))).toBe("credentials_missing");
    for (const forged of [secret.slice(0, -1) + last, secret.slice(0, -1), `${secret}A`, secret.toUpperCase(), token]) {
      expect(await reasonOf(authenticateSender(callerWith({ "x-api-key": forged })))).toBe("event_credential_unknown");
    }
  });

  test("a revoked one is refused at once, and revoking twice is once", async () => {
    const { secret, id } = await make();
    const [first, second] = await Promise.all([revokeEventCredential({ ctx: system, input: { id } }), revokeEventCredential({ ctx: system, input: { id } })]);
    expect([first.state, second.state, first.revokedAt === second.revokedAt]).toEqual(["revoked", "revoked", true]);
    expect(await reasonOf(authenticateSender(callerWith({ "x-api-key": secret })))).toBe("event_credential_revoked");
    expect(await rows("select action from audit_event where subject_id = $1 order by id", [id])).toEqual([
      { action: "aws_event_credential.created" },
      { action: "aws_event_credential.revoked" },
    ]);
  });

  test("its use is noted, and not with every event", async () => {
    const { secret, id } = await make();
    const use = () => authenticateSender(callerWith({ "x-api-key": secret }));
    await use();
    await expect.poll(async () => (await rows("select last_used_at from aws_event_credential where id = $1", [id]))[0].last_used_at).toBeInstanceOf(Date);
    const version = await rows("select xmin from aws_event_credential where id = $1", [id]);
    for (let index = 0; index < 5; index += 1) await use();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await rows("select xmin from aws_event_credential where id = $1", [id])).toEqual(version);
  });

  test("an address that keeps guessing is told to wait, and its good secret still works", async () => {
    const { secret } = await make();
    const send = (key: string) => authenticateSender(callerWith({ "x-api-key": key, "x-wherein-address": "203.0.113.7" }));
    for (let index = 0; index < 30; index += 1) expect(await reasonOf(send(`whe_${"B".repeat(40)}`))).toBe("event_credential_unknown");
    await expect(send(`whe_${"B".repeat(40)}`)).rejects.toMatchObject({ code: "rate_limited" });
    expect(await send(secret)).toMatchObject({ name: "eventbridge" });
  });
});

test("the routes create, list and revoke, and the secret is only in the first answer", async () => {
  const { token } = await createToken({ ctx: system, input: { name: "operator", scopes: ["aws:write"] } });
  const request = (method: string, body?: unknown) =>
    new Request("http://host/api/v1/aws/event-credentials", {
      method,
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const none = { params: Promise.resolve({}) };
  const created = await POST(request("POST", { name: "made", accounts: ["123456789012"] }), none);
  expect(created.status).toBe(201);
  const made = (await created.json()) as { id: string; secret: string };
  const listed = await (await GET(request("GET"), none)).text();
  expect([listed.includes(made.id), listed.includes(made.secret)]).toEqual([true, false]);
  expect((await DELETE(request("DELETE"), { params: Promise.resolve({ id: made.id }) })).status).toBe(204);
  expect((await DELETE(request("DELETE"), { params: Promise.resolve({ id: uuidv7() }) })).status).toBe(404);
  expect(await reasonOf(authenticateSender(callerWith({ "x-api-key": made.secret })))).toBe("event_credential_revoked");
});
