import { verify } from "@node-rs/argon2";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { GET, POST } from "@/app/api/v1/tokens/route";
import {
  createFirstAdministrator,
  issueSetupLink,
  readSession,
  renewSession,
  requireSetupLink,
  sessionCookie,
  setupState,
  signIn,
  systemContext,
  writeSession,
} from "@/lib/auth";
import { forgetUsers } from "@/lib/auth/find-user";
import { pool } from "@/lib/db";
import { resetRates } from "@/lib/http/rate-limit";
import { withOwnDatabase } from "./setup/own-database";

// The real one, counted.
vi.mock("@node-rs/argon2", async (importReal) => {
  const real = await importReal<typeof import("@node-rs/argon2")>();
  return { ...real, verify: vi.fn(real.verify) };
});

withOwnDatabase();

const password = "correct horse battery";
const ctx = systemContext("setup");
const rows = async (text: string, values: unknown[] = []) => (await pool().query(text, values)).rows;
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: { reason?: string }) => error.reason,
  );
const secretOf = (link: string | null) => new URL(link ?? "").searchParams.get("token") ?? "";
const administrator = (secret: string, email = "ada@example.org") => createFirstAdministrator({ ctx, input: { secret, name: "Ada", email, password } });
const attempt = (email: unknown, given: unknown, address = "192.0.2.1") => signIn({ email, password: given, address, requestId: "r" });

beforeEach(() => {
  resetRates();
  forgetUsers();
});

// In order: what comes first is only possible before there is an administrator.
describe("the first administrator", () => {
  test("is needed, and a new link ends the one before", async () => {
    expect(await setupState()).toEqual({ needsAdministrator: true });
    const first = secretOf(await issueSetupLink());
    const second = await issueSetupLink();
    expect(second).toMatch(/^http:\/\/localhost:\d+\/setup\?token=[\w-]{32}$/);
    expect(await reasonOf(requireSetupLink(first))).toBe("setup_link_unknown");
    expect(await reasonOf(requireSetupLink(secretOf(second)))).toBe("none");
  });

  test("the secret of the link is not stored", async () => {
    const secret = secretOf(await issueSetupLink());
    expect(JSON.stringify(await rows("select * from setup_link"))).not.toContain(secret);
    expect(JSON.stringify(await rows("select detail, subject_id from audit_event"))).not.toContain(secret);
  });

  test("a made-up or an old link is refused", async () => {
    expect(await reasonOf(administrator("made-up"))).toBe("setup_link_unknown");
    const secret = secretOf(await issueSetupLink());
    await pool().query("update setup_link set expires_at = now() - interval '1 second'");
    expect(await reasonOf(administrator(secret))).toBe("setup_link_expired");
  });

  test("a short password or a bad address is refused and the link still works", async () => {
    const secret = secretOf(await issueSetupLink());
    await expect(createFirstAdministrator({ ctx, input: { secret, name: "Ada", email: "ada@example.org", password: "elevenchars" } })).rejects.toThrow(/12/);
    await expect(administrator(secret, "not an address")).rejects.toThrow();
    expect(await reasonOf(requireSetupLink(secret))).toBe("none");
  });

  test("of many requests with one link exactly one succeeds", async () => {
    const secret = secretOf(await issueSetupLink());
    const results = await Promise.all(Array.from({ length: 6 }, (_, index) => reasonOf(administrator(secret, `ada${index || ""}@example.org`))));
    expect(results.filter((reason) => reason === "none")).toHaveLength(1);
    // Whoever looked between the winner's two writes hears of the link, everyone else of the administrator.
    for (const reason of results.filter((reason) => reason !== "none")) expect(["setup_done", "setup_link_used"]).toContain(reason);
    expect(await rows("select role from app_user")).toEqual([{ role: "admin" }]);
    expect(await rows("select actor_kind, actor_name from audit_event where action = 'user.created'")).toEqual([{ actor_kind: "user", actor_name: "Ada" }]);
    await pool().query("update app_user set email = 'ada@example.org'");
  });

  test("then there is no further link", async () => {
    expect(await issueSetupLink()).toBeNull();
    expect(await setupState()).toEqual({ needsAdministrator: false });
  });
});

describe("signing in", () => {
  test("passwords are argon2id hashes", async () => {
    const [{ password_hash }] = await rows("select password_hash from app_user");
    expect(password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test("works with the password, whatever the case of the address, and is noted", async () => {
    expect(await attempt(" ADA@Example.org ", password)).toMatchObject({ email: "ada@example.org", role: "admin" });
    expect(await rows("select last_sign_in_at is not null as noted from app_user")).toEqual([{ noted: true }]);
    expect(await rows("select count(*)::int as n from audit_event where action = 'user.signed_in'")).toEqual([{ n: 1 }]);
  });

  test.each([
    ["a wrong password", "ada@example.org", "wrong horse battery"],
    ["an unknown address", "eve@example.org", password],
    ["no password", "ada@example.org", undefined],
    ["something else", { $ne: null }, ["x"]],
  ])("%s is refused without saying why", async (_, email, given) => {
    expect(await attempt(email, given)).toBeNull();
  });

  test("an unknown address costs the same work as a wrong password", async () => {
    for (const email of ["ada@example.org", "eve@example.org"]) {
      vi.mocked(verify).mockClear();
      await attempt(email, "wrong horse battery");
      expect(verify, email).toHaveBeenCalledTimes(1);
    }
  });

  test("after ten failures an address waits, even with the right password, and others do not", async () => {
    for (let index = 0; index < 10; index += 1) expect(await attempt(`guess${index}@example.org`, "guess")).toBeNull();
    await expect(attempt("ada@example.org", password)).rejects.toMatchObject({ code: "rate_limited" });
    expect(await attempt("ada@example.org", password, "192.0.2.2")).not.toBeNull();
  });

  test("guessing one account from many addresses is limited too", async () => {
    for (let index = 0; index < 10; index += 1) await attempt("ada@example.org", "guess", `198.51.100.${index}`);
    await expect(attempt("ada@example.org", "guess", "198.51.100.99")).rejects.toMatchObject({ code: "rate_limited" });
  });
});

describe("a session", () => {
  const userId = async () => (await rows("select id from app_user where role = 'admin'"))[0].id as string;
  const noParams = { params: Promise.resolve({}) };
  const withCookie = async (init: RequestInit & { headers?: Record<string, string> } = {}) =>
    new Request("http://wherein.test/api/v1/tokens", {
      ...init,
      headers: {
        cookie: `other=1; ${sessionCookie().name}=${await writeSession(await userId())}`,
        host: "wherein.test",
        "content-type": "application/json",
        ...init.headers,
      },
    });
  const body = JSON.stringify({ name: "by hand", scopes: ["inventory:read"] });

  test("is the user as the database knows them", async () => {
    expect(await readSession(await writeSession(await userId()))).toMatchObject({ kind: "user", name: "Ada", role: "admin" });
  });

  test.each(["", "x", "a.b.c.d.e", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."])("%j is no session", async (value) => {
    expect(await readSession(value)).toBeNull();
  });

  test("ends after twelve hours without use, and is renewed by use before that", async () => {
    const value = await writeSession(await userId());
    expect(await renewSession(value)).toBeNull();
    vi.useFakeTimers({ now: Date.now() + 3_600_000, toFake: ["Date"] });
    expect(await renewSession(value)).toMatch(/^wherein\.session=[^;]+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/);
    vi.setSystemTime(Date.now() + 12 * 3_600_000);
    expect(await readSession(value)).toBeNull();
    vi.useRealTimers();
  });

  test("reads with the cookie alone", async () => {
    expect((await GET(await withCookie(), noParams)).status).toBe(200);
  });

  test.each([
    ["without an origin", {}, 403],
    ["from another site", { origin: "https://evil.example" }, 403],
    ["from another site by fetch metadata", { "sec-fetch-site": "cross-site", origin: "http://wherein.test" }, 403],
    ["from a sibling", { "sec-fetch-site": "same-site" }, 403],
    ["from its own page", { "sec-fetch-site": "same-origin" }, 201],
    ["from its own page in an old browser", { origin: "http://wherein.test" }, 201],
  ])("writes %s: %o gives %i", async (_, headers, status) => {
    expect((await POST(await withCookie({ method: "POST", body, headers }), noParams)).status).toBe(status);
  });

  test("a bad token beside a good cookie does not fall back to the cookie", async () => {
    expect((await GET(await withCookie({ headers: { authorization: "Bearer whr_wrong" } }), noParams)).status).toBe(401);
  });

  test("a user who is demoted loses rights, and one who is removed is out", async () => {
    const id = await userId();
    const value = await writeSession(id);
    await pool().query("update app_user set role = 'member'");
    forgetUsers();
    expect(await readSession(value)).toMatchObject({ role: "member" });
    await pool().query("delete from api_token where owner_id is not null; delete from app_user");
    forgetUsers();
    expect(await readSession(value)).toBeNull();
  });
});
