import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as ask } from "@/app/api/v1/blast-radius/route";
import { POST as keep } from "@/app/api/v1/indicator-lists/route";
import { createToken } from "@/lib/auth";
import { blastRadiusSchema, findAffectedServices } from "@/lib/blast-radius";
import { getIndicatorList, indicatorListDetailSchema, indicatorListSchema, saveIndicatorList } from "@/lib/indicator-lists";
import { startDocumentQueue } from "@/lib/inventory/documents/run-document-task";
import { daysAgo, documentOf, npm, reader, stranger, withInventory } from "./inventory-fixture";
import { bundleThread } from "./setup/bundle-thread";

const inventory = withInventory();
let token = "";
let documents: { close: () => Promise<void> };
afterAll(() => documents?.close());

beforeAll(async () => {
  // Longer lists are read in the thread.
  documents = startDocumentQueue(await bundleThread("lib/inventory/documents/document-thread.ts"));
  const system = { actor: { kind: "system", name: "test" }, requestId: "test" } as const;
  ({ token } = await createToken({ ctx: system, input: { name: "reader", scopes: ["inventory:read"] } }));
  await inventory.own("payments", ["checkout"], "#payments");
  await inventory.ship({ service: "checkout" }, documentOf([npm("axios", "1.14.1"), npm("left", "1.0.0")]));
  await inventory.ship({ service: "ledger" }, documentOf([npm("@ctrl/tinycolor", "4.1.1")]));
  await inventory.ship({ service: "finder", builtAt: daysAgo(3) }, documentOf([npm("axios", "1.14.1")]));
  await inventory.ship({ service: "finder", builtAt: daysAgo(2) }, documentOf([npm("axios", "1.14.0")]));
  await inventory.ship({ service: "other" }, documentOf([npm("axios", "1.13.0")]));
});

const list = ["# seen in the wild", "npm:axios:1.14.1", "@ctrl/tinycolor@4.1.1 || 4.1.2", "not a package at all !!", "axios@1.14.1", ""].join("\n");
const save = (text: string, options: object = {}) => saveIndicatorList({ ctx: reader, input: { content: Buffer.from(text), options } });
const post = (route: typeof ask, path: string, body: string) =>
  route(new Request(`http://localhost${path}`, { method: "POST", body, headers: { authorization: `Bearer ${token}` } }), { params: Promise.resolve({}) });
const servicesOf = (data: { service: { slug: string } }[]) => [...new Set(data.map(({ service }) => service.slug))].sort();

describe("a list of indicators", () => {
  it("is kept once, with its audit row, and says what became of each line", async () => {
    const first = await save(list);
    expect(first.created).toBe(true);
    expect(indicatorListSchema.parse(first.list)).toMatchObject({ format: "lines", rejected: 1, createdBy: "reader" });
    const again = await save(list);
    expect(again).toEqual({ list: first.list, created: false });
    expect((await save(list, { bareNames: "reject" })).created).toBe(true);
    const { rows } = await inventory.database.pool.query("select subject_id from audit_event where action = 'indicator_list.created' order by at");
    expect(rows.filter(({ subject_id }) => subject_id === first.list.id)).toHaveLength(1);
    const detail = indicatorListDetailSchema.parse(await getIndicatorList({ ctx: reader, input: { id: first.list.id } }));
    expect(detail.data.map(({ line, outcome, means }) => [line, outcome, means])).toEqual([
      [1, "comment", []],
      [2, "read", ["npm:axios@1.14.1"]],
      [3, "read", expect.arrayContaining(["npm:@ctrl/tinycolor@4.1.1"])],
      [4, "rejected", []],
      [5, "duplicate", ["npm:axios@1.14.1"]],
    ]);
  });

  it("is read a page at a time, also by verdict", async () => {
    const { list: kept } = await save(list);
    const first = await getIndicatorList({ ctx: reader, input: { id: kept.id, limit: 2 } });
    expect(first.data.map(({ line }) => line)).toEqual([1, 2]);
    const second = await getIndicatorList({
      ctx: reader,
      input: { id: kept.id, limit: 2, ...(first.meta.nextCursor ? { cursor: first.meta.nextCursor } : {}) },
    });
    expect(second.data.map(({ line }) => line)).toEqual([3, 4]);
    const rejected = await getIndicatorList({ ctx: reader, input: { id: kept.id, outcome: "rejected" } });
    expect(rejected.data).toMatchObject([{ line: 4, text: "not a package at all !!", code: expect.any(String), message: expect.any(String) }]);
  });

  it("is a question: whoever holds any of it, and beside it the text narrows", async () => {
    const { list: kept } = await save(list);
    const answer = blastRadiusSchema.parse(await findAffectedServices({ ctx: reader, input: { list: kept.id } }));
    expect(servicesOf(answer.data)).toEqual(["checkout", "ledger"]);
    expect(answer.verdict).toEqual({ affected: 2, clean: 2, unknown: 0 });
    expect(answer.list).toMatchObject({ id: kept.id, indicators: expect.any(Number), rejected: 1 });
    expect(answer.meta.versions).toBe(2);
    const narrowed = await findAffectedServices({ ctx: reader, input: { list: kept.id, q: "team:payments" } });
    expect(servicesOf(narrowed.data)).toEqual(["checkout"]);
    const added = await findAffectedServices({ ctx: reader, input: { list: kept.id, q: "axios@1.13.0" } });
    expect(servicesOf(added.data)).toEqual(["checkout", "ledger", "other"]);
  });

  it("is asked about a window, on every side", async () => {
    const { list: kept } = await save(list);
    const during = `${daysAgo(2.5).toISOString()}..${daysAgo(1).toISOString()}`;
    const answer = blastRadiusSchema.parse(await findAffectedServices({ ctx: reader, input: { list: kept.id, during } }));
    expect(answer.exposure).toMatchObject({ now: { affected: 2 }, during: { affected: 1 }, built: { services: 0, builds: 0 } });
    expect(answer.data.map(({ service, present, until }) => [service.slug, present, until !== null])).toEqual([
      ["checkout", { now: true, during: false, built: false, running: [] }, false],
      ["finder", { now: false, during: true, built: false, running: [] }, true],
      ["ledger", { now: true, during: false, built: false, running: [] }, false],
    ]);
  });

  it("is refused when nothing in it says what to look for, and when it is not kept", async () => {
    const { list: kept } = await save("# nothing\n\n// here");
    await expect(findAffectedServices({ ctx: reader, input: { list: kept.id } })).rejects.toMatchObject({ code: "invalid", reason: "list_empty" });
    await expect(findAffectedServices({ ctx: reader, input: { list: "00000000-0000-7000-8000-000000000000" } })).rejects.toMatchObject({
      code: "not_found",
      reason: "list_not_found",
    });
    await expect(saveIndicatorList({ ctx: stranger, input: { content: Buffer.from("axios@1.14.1"), options: {} } })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("over HTTP", () => {
  it("a list is kept: 201 with its place, then 200", async () => {
    const first = await post(keep, "/api/v1/indicator-lists?ecosystem=npm", "axios@1.14.1\n");
    expect(first.status).toBe(201);
    const { id } = (await first.json()) as { id: string };
    expect(first.headers.get("location")).toBe(`/api/v1/indicator-lists/${id}`);
    expect((await post(keep, "/api/v1/indicator-lists?ecosystem=npm", "axios@1.14.1\n")).status).toBe(200);
  });

  it("a long list is read in the thread, and means the same", async () => {
    const long = `${"# a line that says nothing of what to look for\n".repeat(6_000)}axios@1.14.1\n`;
    const answer = blastRadiusSchema.parse(await (await post(ask, "/api/v1/blast-radius", long)).json());
    expect(servicesOf(answer.data)).toEqual(["checkout"]);
    expect(answer.list).toMatchObject({ lines: 6_001, indicators: 1 });
  });

  it("a list is the body of a question, and is not kept", async () => {
    const before = await inventory.database.pool.query("select count(*)::int as lists from indicator_list");
    const response = await post(ask, "/api/v1/blast-radius?team=payments", "axios@1.14.1\n@ctrl/tinycolor@4.1.1");
    expect(response.status).toBe(200);
    const answer = blastRadiusSchema.parse(await response.json());
    expect(servicesOf(answer.data)).toEqual(["checkout"]);
    expect(answer.list).toMatchObject({ id: null, lines: 2, indicators: 2 });
    expect((await inventory.database.pool.query("select count(*)::int as lists from indicator_list")).rows).toEqual(before.rows);
  });

  it.each([
    ["an empty body", "", 400],
    ["an unknown parameter", "axios@1.14.1", 400],
    ["too many lines", "a@1.0.0\n".repeat(50_001), 413],
  ])("%s is a problem", async (what, body, status) => {
    const response = await post(ask, `/api/v1/blast-radius${what === "an unknown parameter" ? "?nonsense=1" : ""}`, body);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
  });
});

describe("what ran while it was built", () => {
  it("is not known of services whose SBOMs list nothing for development, and a list says so", async () => {
    await inventory.ship({ service: "with-dev" }, documentOf([npm("vitest", "1.0.0", { scope: "excluded" })]));
    const { list: kept } = await save("axios@1.14.1");
    const answer = blastRadiusSchema.parse(await findAffectedServices({ ctx: reader, input: { list: kept.id } }));
    expect(answer.withoutDevScope?.data.map(({ service }) => service.slug)).toEqual(["checkout", "finder", "ledger", "other"]);
    expect(answer.withoutDevScope?.services).toBe(4);
    expect(answer.meta.coverage).toBe(1);
    expect((await findAffectedServices({ ctx: reader, input: { q: "axios@1.14.1" } })).withoutDevScope).toBeNull();
    const asOf = await findAffectedServices({ ctx: reader, input: { list: kept.id, asof: daysAgo(1).toISOString() } });
    expect(asOf.withoutDevScope).toBeNull();
  });
});
