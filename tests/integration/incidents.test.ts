import { beforeEach, describe, expect, test } from "vitest";
import { PATCH as patchIncident } from "@/app/api/v1/incidents/[id]/route";
import { PATCH as patchService } from "@/app/api/v1/incidents/[id]/services/[slug]/route";
import { POST as postIncident } from "@/app/api/v1/incidents/route";
import { createToken, systemContext } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { pool } from "@/lib/db";
import { resetRates } from "@/lib/http/rate-limit";
import {
  addRevision,
  changeIncident,
  checkedSchema,
  exportIncident,
  getIncident,
  incidentListSchema,
  incidentSchema,
  listIncidents,
  listRevisions,
  listRuns,
  type OpenIncident,
  openIncident,
  revisedSchema,
  revisionListSchema,
  runIncident,
  runListSchema,
  setServiceStatus,
} from "@/lib/incidents";
import { saveIndicatorList } from "@/lib/indicator-lists";
import { documentOf, npm, reader, stranger, withInventory } from "./inventory-fixture";
import { auditOf, analyst as ctx, forgetIncidents } from "./setup/incident-people";

const inventory = withInventory();
const open = async (input: Partial<OpenIncident> = {}) =>
  incidentSchema.parse(await openIncident({ ctx, input: { title: "evil", content: "npm:evil@1.0.0", ...input } as OpenIncident }));
const get = async (id: number, more: object = {}) => incidentSchema.parse(await getIncident({ ctx: reader, input: { id, ...more } }));
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: { reason?: string; name?: string }) => error.reason ?? error.name,
  );
const day = (text: string) => new Date(`2026-03-${text}T12:00:00Z`);
const slugs = ({ services }: { services: { data: { service: { slug: string } }[] } }) => services.data.map(({ service }) => service.slug);

beforeEach(async () => {
  await inventory.empty();
  await forgetIncidents();
  resetRates();
  await inventory.own("payments", ["checkout"], "#payments");
  await inventory.know("silent");
  await inventory.ship({ service: "checkout" }, documentOf([npm("evil", "1.0.0"), npm("fine", "1.0.0")]));
  await inventory.ship({ service: "ledger" }, documentOf([npm("evil", "2.0.0")]));
  await inventory.ship({ service: "docs" }, documentOf([npm("fine", "1.0.0")]));
});

describe("an incident", () => {
  test("is opened from the text of a list, asked at once, and its affected services are to do", async () => {
    const incident = await open({ title: "evil 1.0.0", severity: "critical", notes: "# What we know" });
    expect(incident).toMatchObject({
      id: 1,
      status: "open",
      severity: "critical",
      notes: "# What we know",
      version: 1,
      revision: 1,
      indicators: 1,
      opened: { by: "Mira" },
      closed: null,
      window: null,
      numbers: { now: { affected: 1, unknown: 1, clean: 2 }, during: null, built: null, running: null },
      progress: { to_do: 1, in_progress: 0 },
      unknown: { services: 1, byReason: { no_sbom: 1 } },
      found: [{ ecosystem: "npm", name: "evil", version: "1.0.0", services: 1 }],
      evidence: { services: 4, withoutSbom: 1, builds: 3, windowBuilds: null, packagesMatched: 1 },
    });
    expect(incident.services.data).toMatchObject([
      {
        service: { slug: "checkout" },
        team: { slug: "payments", contact: "#payments" },
        now: true,
        during: false,
        status: "to_do",
        version: 1,
        changed: { by: "Wherein" },
        holds: [{ name: "evil", version: "1.0.0" }],
      },
    ]);
    expect(await auditOf(1)).toMatchObject([
      { action: "incident.opened", by: "Mira", detail: { title: "evil 1.0.0", indicators: 1 } },
      { action: "incident.run", by: "Mira", detail: { run: 1, cause: "opened", joined: 1, services: ["checkout"] } },
    ]);
  });

  test("is opened from a kept list, with a window that it answers beside now", async () => {
    await inventory.ship({ service: "old", builtAt: day("10") }, documentOf([npm("evil", "1.0.0")]));
    await inventory.ship({ service: "old", builtAt: day("20") }, documentOf([npm("fine", "1.0.0")]));
    const { list } = await saveIndicatorList({ ctx: reader, input: { content: Buffer.from("npm:evil@1.0.0"), options: {} } });
    const window = { from: "2026-03-09T00:00:00Z", to: "2026-03-12T00:00:00Z" };
    const { content: _, ...input } = { content: "", title: "evil", list: list.id, window };
    const incident = incidentSchema.parse(await openIncident({ ctx, input }));
    expect(incident.numbers).toMatchObject({ now: { affected: 1 }, during: { affected: 1 }, built: { services: 1, builds: 1 } });
    expect(incident.services.data).toMatchObject([
      { service: { slug: "checkout" }, now: true, during: false, built: false },
      { service: { slug: "old" }, now: false, during: true, built: true, since: day("10").toISOString() },
    ]);
    expect(incident.builds).toMatchObject({ total: 1, data: [{ service: { slug: "old" }, versions: [{ name: "evil" }] }] });
    expect(incident.evidence).toMatchObject({ windowBuilds: 1 });
    expect(incident.list.lists).toMatchObject([{ id: list.id }]);
  });

  test("shows the services of which nothing is known when asked, filters by owner and status, and goes page by page", async () => {
    const { id } = await open({ content: "npm:evil" });
    expect(slugs(await get(id, { show: "unknown" }))).toEqual(["silent"]);
    expect(slugs(await get(id, { show: "all" }))).toEqual(["checkout", "ledger", "silent"]);
    expect(slugs(await get(id, { team: "none" }))).toEqual(["ledger"]);
    expect(slugs(await get(id, { status: "clear" }))).toEqual([]);
    const first = await get(id, { limit: 1 });
    expect([slugs(first), first.services.meta.rows]).toEqual([["checkout"], 2]);
    expect(slugs(await get(id, { limit: 1, cursor: first.services.meta.nextCursor }))).toEqual(["ledger"]);
    expect(await reasonOf(getIncident({ ctx: reader, input: { id, cursor: "e30" } }))).toBe("cursor_invalid");
  });

  test("is listed by status, newest first, page by page", async () => {
    for (const title of ["a", "b", "c"]) await open({ title });
    await changeIncident({ ctx, input: { id: 2, version: 1, status: "closed" } });
    const list = async (input: object) => incidentListSchema.parse(await listIncidents({ ctx: reader, input }));
    const titles = ({ data }: { data: { title: string }[] }) => data.map(({ title }) => title);
    expect(titles(await list({}))).toEqual(["c", "a"]);
    expect(titles(await list({ status: "closed" }))).toEqual(["b"]);
    const first = await list({ status: "all", limit: 2 });
    expect([titles(first), first.meta]).toMatchObject([["c", "b"], { open: 2, closed: 1 }]);
    expect(titles(await list({ status: "all", limit: 2, cursor: first.meta.nextCursor }))).toEqual(["a"]);
    expect(first.data[0]).toMatchObject({ numbers: { now: { affected: 1 } }, progress: { to_do: 1 } });
  });

  test("is changed, closed and opened again by whoever saw its last version", async () => {
    const { id } = await open();
    const changed = await changeIncident({ ctx, input: { id, version: 1, title: "evil, again", notes: "n" } });
    expect(changed).toMatchObject({ title: "evil, again", notes: "n", version: 2 });
    expect(await reasonOf(changeIncident({ ctx, input: { id, version: 1, title: "lost" } }))).toBe("version_changed");
    expect((await changeIncident({ ctx, input: { id, version: 2, title: "evil, again" } })).version).toBe(2);
    expect(await changeIncident({ ctx, input: { id, version: 2, status: "closed" } })).toMatchObject({ status: "closed", closed: { by: "Mira" }, version: 3 });
    expect(await reasonOf(runIncident({ ctx, input: { id } }))).toBe("incident_closed");
    expect(await reasonOf(addRevision({ ctx, input: { id, content: "npm:evil@2.0.0" } }))).toBe("incident_closed");
    expect(await reasonOf(setServiceStatus({ ctx, input: { id, slug: "checkout", version: 1, status: "clear" } }))).toBe("incident_closed");
    expect(await changeIncident({ ctx, input: { id, version: 3, status: "open" } })).toMatchObject({ status: "open", closed: null });
    expect((await auditOf(id)).filter(({ action }) => action !== "incident.run")).toMatchObject([
      { action: "incident.opened" },
      { action: "incident.changed", by: "Mira", detail: { title: "evil, again", notes: { chars: 1 }, before: { title: "evil", notes: { chars: 0 } } } },
      { action: "incident.closed", detail: { status: "closed", before: { status: "open" } } },
      { action: "incident.reopened" },
    ]);
  });

  test("with another window is asked about that at once", async () => {
    await inventory.ship({ service: "old", builtAt: day("10") }, documentOf([npm("evil", "1.0.0")]));
    await inventory.ship({ service: "old", builtAt: day("20") }, documentOf([npm("fine", "1.0.0")]));
    const { id } = await open();
    const changed = await changeIncident({ ctx, input: { id, version: 1, window: { from: "2026-03-01T00:00:00Z" } } });
    expect(changed.window).toEqual({ from: "2026-03-01T00:00:00.000Z", to: null });
    expect(slugs(changed)).toEqual(["checkout", "old"]);
    expect((await listRuns({ ctx: reader, input: { id } })).data[0]).toMatchObject({ cause: "window", newlyAffected: ["old"] });
    expect((await changeIncident({ ctx, input: { id, version: 2, window: null } })).numbers?.during).toBeNull();
  });
});

describe("a revision", () => {
  test("adds lines: the answer says what is new in the list and how many services are", async () => {
    const { id } = await open();
    const revised = revisedSchema.parse(
      await addRevision({ ctx, input: { id, mode: "add", content: "npm:evil@2.0.0\nnpm:other@1.0.0", note: "vendor update" } }),
    );
    expect(revised).toMatchObject({
      newServices: 1,
      revision: { revision: 2, indicators: 3, added: 2, removed: 0, note: "vendor update", by: "Mira" },
      run: { changed: true, run: { cause: "list", newlyAffected: ["ledger"] } },
    });
    expect(slugs(await get(id))).toEqual(["checkout", "ledger"]);
    expect((await auditOf(id)).slice(2)).toMatchObject([
      { action: "incident.revised", detail: { revision: 2, mode: "add", added: 2, removed: 0 } },
      { action: "incident.run", detail: { cause: "list", joined: 1 } },
    ]);
  });

  test("takes the place of the list before, and the history has both with their lines", async () => {
    const { id } = await open();
    const { newServices, run } = await addRevision({ ctx, input: { id, content: "npm:evil@2.0.0" } });
    expect([newServices, run.run.newlyAffected, run.run.noLongerAffected]).toEqual([1, ["ledger"], ["checkout"]]);
    const { data } = revisionListSchema.parse(await listRevisions({ ctx: reader, input: { id } }));
    expect(data).toMatchObject([
      { revision: 2, added: 1, removed: 1, addedLines: ["npm:evil@2.0.0"], removedLines: ["npm:evil@1.0.0"] },
      { revision: 1, indicators: 1, addedLines: null, removedLines: null },
    ]);
    const first = revisionListSchema.parse(await listRevisions({ ctx: reader, input: { id, lines: 1 } }));
    expect(first.data).toMatchObject([{ addedLines: null }, { addedLines: ["npm:evil@1.0.0"], removedLines: [], lists: [{ indicators: 1 }] }]);
    const last = await listRevisions({ ctx: reader, input: { id, limit: 1 } });
    expect(last.data).toMatchObject([{ addedLines: ["npm:evil@2.0.0"], removedLines: ["npm:evil@1.0.0"] }]);
    const earlier = await listRevisions({ ctx: reader, input: { id, limit: 1, cursor: last.meta.nextCursor ?? "" } });
    expect(earlier.data).toMatchObject([{ revision: 1, addedLines: ["npm:evil@1.0.0"] }]);
    // What was begun about a service is not forgotten.
    expect((await get(id)).services.data.find(({ service }) => service.slug === "checkout")).toMatchObject({ status: "to_do", now: false });
  });

  test("that looks for the same is none", async () => {
    const { id } = await open();
    expect(await reasonOf(addRevision({ ctx, input: { id, content: "npm:evil@1.0.0\n# again" } }))).toBe("list_unchanged");
    expect((await listRevisions({ ctx: reader, input: { id } })).data).toHaveLength(1);
  });

  test("of two people at once is two", async () => {
    const { id } = await open();
    const both = ["npm:evil@2.0.0", "npm:fine@1.0.0"].map((content) => addRevision({ ctx, input: { id, mode: "add", content } }));
    expect((await Promise.all(both)).map(({ revision }) => revision.revision).sort()).toEqual([2, 3]);
    expect((await get(id)).indicators).toBe(3);
    expect(slugs(await get(id))).toEqual(["checkout", "docs", "ledger"]);
  });
});

describe("what is done about a service", () => {
  const set = (input: object) => setServiceStatus({ ctx, input: { id: 1, slug: "checkout", version: 1, status: "in_progress", ...input } as never });

  test("is said by whoever saw the last version, and the audit has both sides", async () => {
    const { id } = await open();
    expect(await set({ assignee: "Ana", note: "rebuilding" })).toMatchObject({ status: "in_progress", assignee: "Ana", note: "rebuilding", version: 2 });
    expect(await reasonOf(set({ status: "clear" }))).toBe("version_changed");
    expect(await set({ version: 2, status: "contained" })).toMatchObject({ status: "contained", assignee: "Ana", note: "rebuilding", version: 3 });
    expect((await set({ version: 3, status: "contained" })).version).toBe(3);
    expect((await auditOf(id)).slice(2)).toMatchObject([
      { action: "incident.service_changed", by: "Mira", detail: { service: "checkout", status: "in_progress", before: { status: "to_do", assignee: null } } },
      { action: "incident.service_changed", detail: { status: "contained", before: { status: "in_progress", assignee: "Ana" } } },
    ]);
    expect((await get(id)).progress).toMatchObject({ to_do: 0, contained: 1 });
  });

  test("of many at once is said by one", async () => {
    await open();
    const answers = await Promise.all(Array.from({ length: 6 }, (_, index) => reasonOf(set({ note: `n${index}` }))));
    expect(answers.filter((answer) => answer === "none")).toHaveLength(1);
    expect(answers.filter((answer) => answer === "version_changed")).toHaveLength(5);
  });

  test("may be that it is not affected, with the reason", async () => {
    await open();
    expect(await reasonOf(set({ status: "not_affected" }))).toBe("ZodError");
    expect(await set({ status: "not_affected", reason: "never installed, only in the lock file" })).toMatchObject({ status: "not_affected" });
    expect(await set({ version: 2, status: "to_do" })).toMatchObject({ reason: null });
  });

  test("may be said of one of which nothing is known, and of no other", async () => {
    const { id } = await open();
    expect(await set({ slug: "silent", version: 0, status: "clear", note: "looked by hand" })).toMatchObject({ version: 1 });
    expect(slugs(await get(id))).toEqual(["checkout", "silent"]);
    expect(await reasonOf(set({ slug: "nowhere", version: 0 }))).toBe("service_not_found");
    expect(await reasonOf(set({ id: 99 }))).toBe("incident_not_found");
  });
});

describe("a run", () => {
  test("that finds the same adds nothing but when it was checked", async () => {
    const { id, lastCheckedAt } = await open();
    const again = checkedSchema.parse(await runIncident({ ctx, input: { id } }));
    expect(again).toMatchObject({ changed: false, run: { run: 1 } });
    expect(Date.parse(again.checkedAt)).toBeGreaterThan(Date.parse(lastCheckedAt ?? ""));
    expect((await get(id)).lastCheckedAt).toBe(again.checkedAt);
    expect(runListSchema.parse(await listRuns({ ctx: reader, input: { id } })).data).toHaveLength(1);
  });

  test("says what became of the services, and the history keeps each answer", async () => {
    const { id } = await open();
    await inventory.ship({ service: "docs" }, documentOf([npm("evil", "1.0.0")]));
    await inventory.ship({ service: "checkout" }, documentOf([npm("evil", "2.0.0")]));
    expect(await runIncident({ ctx, input: { id } })).toMatchObject({ changed: true, run: { run: 2, cause: "inventory" } });
    const first = runListSchema.parse(await listRuns({ ctx: reader, input: { id, limit: 1 } }));
    expect(first.data).toMatchObject([{ run: 2, newlyAffected: ["docs"], noLongerAffected: ["checkout"], numbers: { now: { affected: 1 } } }]);
    const next = await listRuns({ ctx: reader, input: { id, limit: 1, cursor: first.meta.nextCursor ?? "" } });
    expect(next.data).toMatchObject([{ run: 1, cause: "opened", newlyAffected: ["checkout"] }]);
  });
});

describe("an export", () => {
  test("has every service and the unknown ones, as CSV that no spreadsheet runs", async () => {
    await pool().query("update team set contact = '=cmd()', email = 'oncall@example.com' where slug = 'payments'");
    const { id } = await open();
    const { body, contentType, filename } = await exportIncident({ ctx: reader, input: { id } });
    expect([contentType, filename]).toEqual(["text/csv; charset=utf-8", expect.stringMatching(/^incident-1-[\d-]+\.csv$/)]);
    const lines = body.trim().split("\r\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^incident,revision,as_of,service,team,contact,on_call,chat,email,verdict,now,during/);
    expect(lines[1]).toMatch(/^1,1,[^,]+,checkout,payments,'=cmd\(\),,,oncall@example\.com,affected,true,false,false,false,false,,to_do,/);
    expect(lines[2]).toMatch(/,silent,,,,,,unknown,false,false,false,false,false,no_sbom,/);
  });

  test("as JSON has the address that keeps saying it", async () => {
    const { id } = await open();
    const json = incidentSchema.parse(JSON.parse((await exportIncident({ ctx: reader, input: { id, format: "json" } })).body));
    expect(slugs(json)).toEqual(["checkout", "silent"]);
    const { lastCheckedAt, evidence } = await get(id);
    expect(json).toMatchObject({ lastCheckedAt, evidence });
    expect(json.permalink).toMatch(/^https?:\/\/.+\/incidents\/1\?asof=/);
  });

  test("as Markdown cannot be broken out of", async () => {
    const { id } = await open({ title: "a | b <script>*" });
    await setServiceStatus({ ctx, input: { id, slug: "checkout", version: 1, status: "in_progress", assignee: "x | y\u202e" } });
    const { body } = await exportIncident({ ctx: reader, input: { id, format: "markdown" } });
    expect(body).toContain("**a \\| b \\<script\\>\\*** (incident 1, open)");
    expect(body).toContain("Now: 1 affected, 1 unknown, 2 clean. Coverage: 3 of 4 services judged (75 %).");
    expect(body).toMatch(/\| checkout \| payments #payments \| in progress \| x \\\| y[^\u202e|]* \| yes \| no \| npm:evil@1\.0\.0 \|/);
  });
});

describe("what nobody should send", () => {
  const title = `'); drop table incident; --<script>alert(1)</script>`;

  test("is text in titles and notes", async () => {
    const { id } = await open({ title, notes: `${title}\n<img src=x onerror=alert(1)>` });
    expect(await get(id)).toMatchObject({ title, notes: `${title}\n<img src=x onerror=alert(1)>` });
  });

  test.each([
    ["no title", { title: " " }],
    ["a title with a line break", { title: "a\nb" }],
    ["a title too long", { title: "x".repeat(201) }],
    ["notes too long", { notes: "x".repeat(20_001) }],
    ["notes with NUL", { notes: "a\0b" }],
    ["half a character", { notes: "a\ud800" }],
    ["a window that ends before it begins", { window: { from: "2026-03-02T00:00:00Z", to: "2026-03-01T00:00:00Z" } }],
    ["an empty window", { window: { from: "2026-03-02T00:00:00Z", to: "2026-03-02T00:00:00Z" } }],
    ["a window that is no time", { window: { from: "yesterday" } }],
    ["a severity of its own", { severity: "huge" }],
    ["both a list and a text", { list: "00000000-0000-7000-8000-000000000001" }],
    ["neither", { content: undefined }],
  ])("is refused: %s", async (_, input) => {
    expect(await reasonOf(open(input as never))).toBe("ZodError");
    expect((await pool().query("select from incident")).rows).toEqual([]);
  });

  test("is refused: a list that is not kept, and one that looks for nothing", async () => {
    const { content: _, ...unknown } = { content: "", title: "t", list: "00000000-0000-7000-8000-000000000001" };
    expect(await reasonOf(openIncident({ ctx, input: unknown }))).toBe("list_not_found");
    expect(await reasonOf(open({ content: "# nothing" }))).toBe("list_empty");
    expect((await pool().query("select from incident")).rows).toEqual([]);
    expect(await reasonOf(getIncident({ ctx: reader, input: { id: 1 } }))).toBe("incident_not_found");
  });

  test("is refused: callers without the scope", async () => {
    const writer: Context = { actor: { kind: "token", id: "w", name: "w", scopes: ["incidents:write"] }, requestId: "r" };
    expect(await reasonOf(openIncident({ ctx: reader, input: { title: "t", content: "npm:evil" } }))).toBe("scope_missing");
    expect(await reasonOf(openIncident({ ctx: writer, input: { title: "t", content: "npm:evil" } }))).toBe("scope_missing");
    await open();
    for (const work of [getIncident, listRuns, listRevisions, exportIncident])
      expect(await reasonOf(work({ ctx: stranger, input: { id: 1 } }))).toBe("scope_missing");
    expect(await reasonOf(changeIncident({ ctx: reader, input: { id: 1, version: 1, title: "x" } }))).toBe("scope_missing");
    expect(await reasonOf(addRevision({ ctx: reader, input: { id: 1, content: "npm:x" } }))).toBe("scope_missing");
    expect(await reasonOf(runIncident({ ctx: reader, input: { id: 1 } }))).toBe("scope_missing");
  });
});

describe("the API", () => {
  const send = async (handler: (request: Request, route: { params: Promise<never> }) => Promise<Response>, params: object, body: unknown, method = "PATCH") => {
    const { token } = await createToken({ ctx: systemContext("test"), input: { name: "t", scopes: ["incidents:write", "inventory:read"] } });
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const response = await handler(new Request("http://x/api/v1/incidents", { method, headers, body: JSON.stringify(body) }), {
      params: Promise.resolve(params as never),
    });
    return { status: response.status, location: response.headers.get("location"), body: (await response.json()) as Record<string, unknown> };
  };

  test("opens, changes and works, and says what is in the way", async () => {
    expect(await send(postIncident, {}, { title: "evil", content: "npm:evil@1.0.0" }, "POST")).toMatchObject({ status: 201, location: "/api/v1/incidents/1" });
    expect(await send(patchService, { id: "1", slug: "checkout" }, { version: 1, status: "clear" })).toMatchObject({ status: 200, body: { status: "clear" } });
    expect(await send(patchService, { id: "1", slug: "checkout" }, { version: 1, status: "clear" })).toMatchObject({
      status: 409,
      body: { reason: "version_changed" },
    });
    expect(await send(patchIncident, { id: "1" }, { version: 1, status: "closed" })).toMatchObject({ status: 200, body: { status: "closed" } });
    expect(await send(patchIncident, { id: "x" }, { version: 1 })).toMatchObject({ status: 404 });
    expect(await send(postIncident, {}, { title: "evil" }, "POST")).toMatchObject({ status: 400 });
  });
});
