import { beforeEach, describe, expect, test, vi } from "vitest";
import { DELETE as cancelRoute } from "@/app/api/v1/invitations/[id]/route";
import { GET as invitationsRoute, POST as inviteRoute } from "@/app/api/v1/invitations/route";
import { POST as passwordLinkRoute } from "@/app/api/v1/people/[id]/password-link/route";
import { PATCH as changeRoute } from "@/app/api/v1/people/[id]/route";
import { GET as peopleRoute } from "@/app/api/v1/people/route";
import {
  acceptInvitation,
  cancelInvitation,
  changePerson,
  createToken,
  invitePerson,
  linkPassword,
  listInvitations,
  listPeople,
  readSession,
  renewSession,
  requireInvitation,
  signIn,
  systemContext,
  writeSession,
} from "@/lib/auth";
import { forgetUsers } from "@/lib/auth/find-user";
import type { Context, Role, Scope } from "@/lib/context";
import { pool } from "@/lib/db";
import { resetRates } from "@/lib/http/rate-limit";
import { runPersonCommand } from "@/scripts/admin/person-command";
import { withOwnDatabase } from "./setup/own-database";

withOwnDatabase();

const password = "correct horse battery";
const ctx: Context = { actor: { kind: "user", id: "00000000-0000-7000-8000-000000000000", name: "Root", role: "admin" }, requestId: "r1" };
const joining = systemContext("join");
const rows = async (text: string, values: unknown[] = []) => (await pool().query(text, values)).rows;
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: { reason?: string; name?: string }) => error.reason ?? error.name,
  );
const secretOf = (link: string) => new URL(link).searchParams.get("token") ?? "";
const invite = (email: string, role: Role = "member", name = email.split("@")[0] ?? email) => invitePerson({ ctx, input: { email, name, role } });
const accept = (link: string, given: { name?: string; password?: string } = {}) =>
  acceptInvitation({ ctx: joining, input: { secret: secretOf(link), password, ...given } });
const given = async (email: string, role: Role = "member") => accept((await invite(email, role)).link);
const change = (id: string, changes: { name?: string; role?: Role; disabled?: boolean }) => changePerson({ ctx, input: { id, ...changes } });
const attempt = (email: string, secret = password) => signIn({ email, password: secret, address: "192.0.2.1", requestId: "r" });
const audited = async (action: string) =>
  (await rows("select actor_kind, actor_name, detail from audit_event where action = $1 order by at, id", [action])) as unknown[];

beforeEach(async () => {
  await pool().query("select testing.emptied('app_user, invitation, audit_event, api_token', 'cascade')");
  resetRates();
  forgetUsers();
});

describe("an invitation", () => {
  test("makes a user of whoever has its link, who signs in with the role it was for", async () => {
    const invited = await invite("Ada@Example.org", "admin", "Ada");
    expect(invited.link).toMatch(/^http:\/\/localhost:\d+\/join\?token=[\w-]{32}$/);
    expect(await requireInvitation(secretOf(invited.link))).toMatchObject({ email: "ada@example.org", name: "Ada", role: "admin", purpose: "join" });
    const user = await accept(invited.link, { name: "Ada L." });
    expect(user).toMatchObject({ email: "ada@example.org", name: "Ada L.", role: "admin" });
    expect(await attempt("ada@example.org")).toMatchObject({ id: user.id, role: "admin" });
    expect(await listPeople({ ctx, input: {} })).toMatchObject({ data: [{ id: user.id, name: "Ada L.", disabledAt: null }] });
    expect(await audited("invitation.created")).toMatchObject([{ actor_name: "Root", detail: { email: "ada@example.org", role: "admin" } }]);
    expect(await audited("user.created")).toMatchObject([{ actor_kind: "user", actor_name: "Ada L.", detail: { by: "invitation", invitedBy: "Root" } }]);
  });

  test("works once, and of many who use it at the same time one succeeds", async () => {
    const { link } = await invite("ada@example.org");
    const reasons = await Promise.all(Array.from({ length: 6 }, () => reasonOf(accept(link))));
    expect(reasons.filter((reason) => reason === "none")).toHaveLength(1);
    expect(reasons.filter((reason) => reason === "invitation_used")).toHaveLength(5);
    expect(await rows("select count(*)::int as n from app_user")).toEqual([{ n: 1 }]);
  });

  test("ends with a newer one for the address, when it is taken back, and after seven days", async () => {
    const first = await invite("ada@example.org");
    const second = await invite("ada@example.org");
    expect(await reasonOf(accept(first.link))).toBe("invitation_unknown");
    expect((await listInvitations({ ctx, input: {} })).data.map(({ id }) => id)).toEqual([second.id]);
    await cancelInvitation({ ctx, input: { id: second.id } });
    expect(await reasonOf(accept(second.link))).toBe("invitation_unknown");
    expect(await reasonOf(cancelInvitation({ ctx, input: { id: second.id } }))).toBe("invitation_not_found");
    const third = await invite("ada@example.org");
    expect(Date.parse(third.expiresAt) - Date.parse(third.createdAt)).toBe(7 * 86_400_000);
    await pool().query("update invitation set expires_at = now() - interval '1 second'");
    expect(await reasonOf(accept(third.link))).toBe("invitation_expired");
    expect((await listInvitations({ ctx, input: {} })).data).toEqual([]);
  });

  test("is stored as a hash: neither a table nor the audit has its secret", async () => {
    const { link } = await invite("ada@example.org");
    expect(JSON.stringify([await rows("select * from invitation"), await rows("select * from audit_event")])).not.toContain(secretOf(link));
  });

  test("is refused for an address that a user has, and a short password leaves it open", async () => {
    await given("ada@example.org");
    expect(await reasonOf(invite("ADA@example.org"))).toBe("person_exists");
    const { link } = await invite("bo@example.org");
    expect(await reasonOf(accept(link, { password: "elevenchars" }))).toBe("ZodError");
    expect(await reasonOf(accept(link))).toBe("none");
  });
});

describe("a link for a new password", () => {
  test("changes it and ends the sessions that were open, and the role and name stay", async () => {
    const ada = await given("ada@example.org", "admin");
    const session = await writeSession(ada.id);
    const { link, purpose, createdAt, expiresAt } = await linkPassword({ ctx, input: { id: ada.id } });
    expect([purpose, Date.parse(expiresAt) - Date.parse(createdAt)]).toEqual(["password", 86_400_000]);
    expect(await readSession(session)).not.toBeNull();
    expect(await attempt("ada@example.org")).not.toBeNull();
    expect(await accept(link, { name: "Somebody else", password: "another horse battery" })).toEqual({ ...ada });
    expect(await readSession(session)).toBeNull();
    expect(await attempt("ada@example.org")).toBeNull();
    expect(await attempt("ada@example.org", "another horse battery")).toMatchObject({ id: ada.id, name: "ada", role: "admin" });
    expect(await readSession(await writeSession(ada.id))).toMatchObject({ id: ada.id });
    expect(await reasonOf(accept(link))).toBe("invitation_used");
    expect(await audited("user.password_changed")).toMatchObject([{ actor_name: "ada", detail: { by: "link" } }]);
  });

  test("an ended session is not renewed by use", async () => {
    const ada = await given("ada@example.org");
    const session = await writeSession(ada.id);
    vi.useFakeTimers({ now: Date.now() + 3_600_000, toFake: ["Date"] });
    try {
      expect(await renewSession(session)).not.toBeNull();
      await accept((await linkPassword({ ctx, input: { id: ada.id } })).link);
      expect(await renewSession(session)).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  test("is refused for somebody who is disabled or unknown", async () => {
    const ada = await given("ada@example.org");
    await given("bo@example.org", "admin");
    await change(ada.id, { disabled: true });
    expect(await reasonOf(linkPassword({ ctx, input: { id: ada.id } }))).toBe("person_disabled");
    expect(await reasonOf(linkPassword({ ctx, input: { id: "00000000-0000-7000-8000-000000000001" } }))).toBe("person_not_found");
  });
});

describe("somebody who is disabled", () => {
  test("cannot sign in, has no session and no link; nothing of theirs is deleted, and enabled they sign in again", async () => {
    const ada = await given("ada@example.org");
    const session = await writeSession(ada.id);
    expect(await readSession(session)).not.toBeNull();
    const { link } = await linkPassword({ ctx, input: { id: ada.id } });
    expect(await change(ada.id, { disabled: true })).toMatchObject({ disabledAt: expect.any(String) });
    expect(await readSession(session)).toBeNull();
    expect(await attempt("ada@example.org")).toBeNull();
    expect(await reasonOf(accept(link))).toBe("invitation_unknown");
    expect((await listPeople({ ctx, input: {} })).data).toHaveLength(1);
    await change(ada.id, { disabled: false });
    // The session from before stays ended.
    expect(await readSession(session)).toBeNull();
    expect(await attempt("ada@example.org")).toMatchObject({ id: ada.id });
    expect(await audited("user.disabled")).toMatchObject([{ actor_name: "Root", detail: { email: "ada@example.org" } }]);
    expect(await audited("user.enabled")).toHaveLength(1);
  });

  test("is so in every process within the five seconds that a user is remembered", async () => {
    const ada = await given("ada@example.org");
    const session = await writeSession(ada.id);
    expect(await readSession(session)).not.toBeNull();
    // As another process does it: this one is not told.
    await pool().query("update app_user set disabled_at = now(), sessions_from = now()");
    vi.useFakeTimers({ now: Date.now() + 5_001, toFake: ["Date"] });
    try {
      expect(await readSession(session)).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  test("while their password is being checked is not signed in", async () => {
    const ada = await given("ada@example.org");
    const checking = attempt("ada@example.org");
    await pool().query("update app_user set disabled_at = now() where id = $1", [ada.id]);
    expect(await checking).toBeNull();
    expect(await audited("user.signed_in")).toEqual([]);
  });
});

describe("the last administrator", () => {
  test("stays one, until somebody else is", async () => {
    const ada = await given("ada@example.org", "admin");
    const bo = await given("bo@example.org");
    expect(await reasonOf(change(ada.id, { role: "member" }))).toBe("last_administrator");
    expect(await reasonOf(change(ada.id, { disabled: true }))).toBe("last_administrator");
    await change(bo.id, { role: "admin" });
    expect(await readSession(await writeSession(bo.id))).toMatchObject({ role: "admin" });
    await change(ada.id, { role: "member" });
    expect(await reasonOf(change(bo.id, { disabled: true }))).toBe("last_administrator");
    expect(await audited("user.role_changed")).toMatchObject([
      { detail: { role: "admin", before: "member" } },
      { detail: { role: "member", before: "admin" } },
    ]);
  });

  test("a disabled administrator does not count as one", async () => {
    const ada = await given("ada@example.org", "admin");
    const bo = await given("bo@example.org", "admin");
    await change(bo.id, { disabled: true });
    expect(await reasonOf(change(ada.id, { disabled: true }))).toBe("last_administrator");
  });

  test("of administrators who remove each other at the same time one stays", async () => {
    const people = await Promise.all(Array.from({ length: 5 }, (_, index) => given(`admin${index}@example.org`, "admin")));
    const changes = [{ disabled: true }, { role: "member" as const }];
    const reasons = await Promise.all(people.map(({ id }, index) => reasonOf(change(id, changes[index % 2] ?? {}))));
    expect(reasons.filter((reason) => reason === "last_administrator")).toHaveLength(1);
    expect(await rows("select count(*)::int as n from app_user where role = 'admin' and disabled_at is null")).toEqual([{ n: 1 }]);
  });

  test("a change to what is so already is none", async () => {
    const ada = await given("ada@example.org", "admin");
    await pool().query("select testing.emptied('audit_event')");
    await change(ada.id, { role: "admin", disabled: false, name: "ada" });
    expect(await rows("select action from audit_event")).toEqual([]);
  });
});

describe("npm run person", () => {
  test("prints a link for a new password, also for the only administrator", async () => {
    await given("ada@example.org", "admin");
    expect(await runPersonCommand(["password-link", "Ada@example.org", "--check"])).toBeNull();
    await accept((await runPersonCommand(["password-link", "Ada@example.org"])) ?? "", { password: "another horse battery" });
    expect(await attempt("ada@example.org", "another horse battery")).toMatchObject({ role: "admin" });
    expect(await audited("user.password_link_created")).toMatchObject([{ actor_kind: "system", actor_name: "npm run person" }]);
    await expect(runPersonCommand(["password-link", "eve@example.org"])).rejects.toMatchObject({ code: "not_found" });
    for (const wrong of [[], ["password-link"], ["password-link", "not an address"], ["invite", "ada@example.org"]])
      await expect(runPersonCommand(wrong), wrong.join(" ")).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("the API", () => {
  const bearer = async (...scopes: Scope[]) => (await createToken({ ctx: systemContext("test"), input: { name: "t", scopes } })).token;
  const request = (method: string, token: string, body?: unknown) =>
    new Request("http://wherein.test/api/v1/people", {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const at = (id: string) => ({ params: Promise.resolve({ id }) });
  const none = { params: Promise.resolve({}) };

  test("reads, invites, changes and takes back", async () => {
    await given("ada@example.org", "admin");
    const token = await bearer("inventory:read", "sbom:write", "deployment:write", "alerts:write", "incidents:write", "findings:write", "settings:write");
    const invited = await inviteRoute(request("POST", token, { email: "bo@example.org", name: "Bo" }), none);
    expect(invited.status).toBe(201);
    const { id, link } = await invited.json();
    expect(link).toContain("/join?token=");
    expect(JSON.stringify(await (await invitationsRoute(request("GET", token), none)).json())).not.toContain("token=");
    expect((await cancelRoute(request("DELETE", token), at(id))).status).toBe(204);
    const bo = await given("bo@example.org");
    expect(await (await changeRoute(request("PATCH", token, { disabled: true }), at(bo.id))).json()).toMatchObject({
      id: bo.id,
      disabledAt: expect.any(String),
    });
    expect((await passwordLinkRoute(request("POST", token), at(bo.id))).status).toBe(409);
    expect((await (await peopleRoute(request("GET", token), none)).json()).data).toHaveLength(2);
    expect((await changeRoute(request("PATCH", token, { role: "root" }), at(bo.id))).status).toBe(400);
  });

  test("a token that may change settings is no way to the rights that it lacks", async () => {
    const ada = await given("ada@example.org", "admin");
    const bo = await given("bo@example.org");
    const token = await bearer("settings:write");
    expect((await inviteRoute(request("POST", token, { email: "eve@example.org", name: "Eve", role: "admin" }), none)).status).toBe(403);
    expect((await inviteRoute(request("POST", token, { email: "eve@example.org", name: "Eve" }), none)).status).toBe(403);
    expect((await passwordLinkRoute(request("POST", token), at(ada.id))).status).toBe(403);
    expect((await changeRoute(request("PATCH", token, { role: "admin" }), at(bo.id))).status).toBe(403);
    expect(await rows("select count(*)::int as n from invitation where used_at is null")).toEqual([{ n: 0 }]);
  });

  test("is closed to members", async () => {
    const member: Context = { actor: { kind: "user", id: "00000000-0000-7000-8000-000000000002", name: "M", role: "member" }, requestId: "r" };
    const ada = await given("ada@example.org");
    const refused = await Promise.all(
      [
        invitePerson({ ctx: member, input: { email: "eve@example.org", name: "Eve" } }),
        changePerson({ ctx: member, input: { id: ada.id, role: "admin" } }),
        linkPassword({ ctx: member, input: { id: ada.id } }),
        listPeople({ ctx: member, input: {} }),
        listInvitations({ ctx: member, input: {} }),
        cancelInvitation({ ctx: member, input: { id: "0123456789abcdef" } }),
      ].map(reasonOf),
    );
    expect(new Set(refused)).toEqual(new Set(["scope_missing"]));
  });
});
