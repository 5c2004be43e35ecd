import { beforeAll, describe, expect, it } from "vitest";
import { countOpenFindings, exportFindings, findingListSchema, listFindings, listUndetermined, undeterminedListSchema } from "@/lib/findings";
import { daysAgo, documentOf, npm, reader, stranger, withInventory } from "./inventory-fixture";
import { openFindings, tell } from "./setup/advisory-fixture";

const inventory = withInventory();

beforeAll(async () => {
  await inventory.own("payments", ["checkout", "ledger"], "#payments");
  await inventory.know("silent");
  await inventory.ship(
    { service: "checkout", kind: "image" },
    documentOf([npm("a", "1.0.0"), npm("lodash", "4.17.20"), npm("old", "1.0.0")], { root: ["a"], edges: { a: ["lodash"] } }),
  );
  await inventory.ship({ service: "ledger" }, documentOf([npm("lodash", "4.17.20"), npm("quiet", "1.0.0"), npm("odd", "workspace:x"), npm("odd")]));
  await inventory.ship({ service: "finder", builtAt: daysAgo(3) }, documentOf([npm("evil", "6.6.6"), npm("=cmd()", "1.0.0")]));
  const { pool } = inventory.database;
  await tell(pool, { ids: ["CVE-2026-1", "GHSA-aaaa-bbbb-cccc", "PYSEC-2026-1"], severity: "medium", score: 5.5, epss: 0.2 }, [
    { name: "lodash", version: "4.17.20", fixed: "4.17.21", by: "GHSA-aaaa-bbbb-cccc" },
    { name: "lodash", version: "4.17.20", fixed: "4.17.22", by: "PYSEC-2026-1" },
  ]);
  await tell(pool, { ids: ["CVE-2026-2"], severity: "critical", score: 9.8, epss: 0.9 }, [{ name: "quiet", version: "1.0.0" }]);
  await tell(pool, { ids: ["CVE-2026-3"], severity: "low", kev: "2026-01-02" }, [{ name: "=cmd()", version: "1.0.0" }]);
  await tell(pool, { ids: ["MAL-2026-4"], kind: "malware", severity: "critical" }, [{ name: "evil", version: "6.6.6", reason: "listed" }]);
  await tell(pool, { ids: ["GHSA-oooo-oooo-oooo"], severity: "high" }, [
    { name: "old", version: "1.0.0" },
    { name: "odd", version: "workspace:x", state: "undetermined", reason: "version_unorderable" },
    { name: "odd", state: "undetermined", reason: "version_missing" },
    // Of another vulnerability than the one that affects it.
    { name: "lodash", version: "4.17.20", state: "undetermined", reason: "version_unorderable" },
  ]);
  await openFindings(pool);
  // checkout upgrades: its finding of "old" is over.
  await pool.query(
    "update finding set closed_at = now(), close_reason = 'upgraded' where vulnerability_id = (select id from vulnerability where display_id = 'GHSA-oooo-oooo-oooo')",
  );
});

const list = async (input: object = {}) => findingListSchema.parse(await listFindings({ ctx: reader, input }));
const short = ({ data }: Awaited<ReturnType<typeof list>>) => data.map((row) => `${row.service.slug} ${row.package.name} ${row.vulnerability.id}`);

const all = ["finder evil MAL-2026-4", "finder =cmd() CVE-2026-3", "ledger quiet CVE-2026-2", "ledger lodash CVE-2026-1", "checkout lodash CVE-2026-1"];

describe("the list of findings", () => {
  it("begins with malware and what is exploited, then by EPSS, and counts by severity with malware apart", async () => {
    const answer = await list();
    expect(short(answer)).toEqual(all);
    expect(answer.meta).toMatchObject({
      rows: 5,
      kev: 1,
      counts: { malware: 1, critical: 1, high: 0, medium: 2, low: 1, none: 0, unscored: 0 },
      byKind: { malware: 1, vulnerability: 4 },
    });
  });

  it("says who holds what through what, since when, what fixes it and who says so", async () => {
    const [row] = (await list({ service: "checkout" })).data;
    expect(row).toMatchObject({
      service: { slug: "checkout" },
      team: { slug: "payments", contact: "#payments" },
      artifact: { kind: "image", ref: "main" },
      package: { ecosystem: "npm", name: "lodash", purl: "pkg:npm/lodash@4.17.20" },
      version: "4.17.20",
      direct: false,
      via: [{ name: "a", version: "1.0.0" }],
      vulnerability: { id: "CVE-2026-1", kind: "vulnerability", severity: "medium", score: 5.5, kevAddedOn: null },
      fixed: ["4.17.21", "4.17.22"],
      openReason: "build",
      closedAt: null,
      closeReason: null,
      sources: [
        { source: "osv", id: "GHSA-aaaa-bbbb-cccc" },
        { source: "osv", id: "PYSEC-2026-1" },
      ],
    });
    expect(row?.vulnerability.epss).toBeCloseTo(0.2);
  });

  it("keeps closed ones with the reason", async () => {
    const closed = await list({ state: "closed" });
    expect(closed.data.map((row) => [row.package.name, row.closeReason, row.closedAt !== null])).toEqual([["old", "upgraded", true]]);
    expect((await list({ state: "all" })).meta.rows).toBe(6);
  });

  it.each<[object, string[]]>([
    [{ team: "payments" }, all.slice(2)],
    [{ team: "none" }, all.slice(0, 2)],
    [{ service: ["ledger", "finder"] }, all.slice(0, 4)],
    [{ kind: "malware" }, all.slice(0, 1)],
    [{ severity: ["critical", "low"] }, [all[1] ?? "", all[2] ?? ""]],
    [{ kev: "true" }, all.slice(1, 2)],
    [{ kev: "false", kind: "vulnerability" }, all.slice(2)],
    [{ ecosystem: "npm", package: "lodash" }, all.slice(3)],
    [{ ecosystem: "maven" }, []],
    [{ package: "quiet" }, all.slice(2, 3)],
    [{ openedSince: daysAgo(2).toISOString() }, all.slice(2)],
    [{ q: "lodash@<4.17.21" }, all.slice(3)],
    [{ q: "lodash@>=4.17.21" }, []],
    [{ q: "ghsa-aaaa-bbbb-cccc" }, all.slice(3)],
    [{ q: "MAL-2026-4 quiet" }, [all[0] ?? "", all[2] ?? ""]],
    [{ q: "CVE-2099-1" }, []],
    [{ q: "team:payments severity:critical" }, all.slice(2, 3)],
    [{ q: "kind:malware" }, all.slice(0, 1)],
    [{ q: "kind:image" }, all.slice(4)],
    [{ q: "direct:false" }, all.slice(4)],
  ])("is narrowed by %j", async (input, expected) => {
    const answer = await list(input);
    expect(short(answer)).toEqual(expected);
    expect(answer.meta.rows).toBe(expected.length);
  });

  it("pages through every row once, in each order", async () => {
    for (const sort of ["priority", "opened", "-opened"]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list({ sort, limit: 2, ...(cursor ? { cursor } : {}) });
        seen.push(...short(page));
        cursor = page.meta.nextCursor ?? undefined;
      } while (cursor);
      expect(seen.toSorted(), sort).toEqual(all.toSorted());
    }
    expect(short(await list({ sort: "opened" }))[0]).toContain("finder");
  });

  it.each([
    [{ q: "lodash tem:x" }, "question_unreadable"],
    [{ q: "lodash asof:2026-01-01" }, "question_unreadable"],
    [{ q: `sha256:${"a".repeat(64)}` }, "question_unreadable"],
    [{ cursor: "e30" }, "cursor_invalid"],
  ])("refuses %j", async (input, reason) => {
    await expect(list(input)).rejects.toMatchObject({ code: "invalid", reason });
  });

  it("needs the scope inventory:read", async () => {
    await expect(listFindings({ ctx: stranger, input: {} })).rejects.toMatchObject({ code: "forbidden" });
    await expect(exportFindings({ ctx: stranger, input: {} })).rejects.toMatchObject({ code: "forbidden" });
    await expect(listUndetermined({ ctx: stranger, input: {} })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("what could not be judged", () => {
  it("is listed apart with its reason", async () => {
    const { data, meta } = undeterminedListSchema.parse(await listUndetermined({ ctx: reader, input: {} }));
    expect(data.map((row) => [row.service.slug, row.package.name, row.vulnerability.id, row.reason]).toSorted()).toEqual([
      ["checkout", "lodash", "GHSA-oooo-oooo-oooo", "version_unorderable"],
      ["ledger", "lodash", "GHSA-oooo-oooo-oooo", "version_unorderable"],
      ["ledger", "odd", "GHSA-oooo-oooo-oooo", "version_missing"],
      ["ledger", "odd", "GHSA-oooo-oooo-oooo", "version_unorderable"],
    ]);
    expect(meta).toMatchObject({ rows: 4, byReason: { version_unorderable: 3, version_missing: 1, release_unknown: 0 } });
  });

  it("is paged and narrowed like findings", async () => {
    const first = await listUndetermined({ ctx: reader, input: { q: "odd", limit: 1 } });
    expect(first.meta.rows).toBe(2);
    const second = await listUndetermined({ ctx: reader, input: { q: "odd", limit: 1, cursor: first.meta.nextCursor ?? "" } });
    expect(new Set([first, second].map(({ data }) => data[0]?.reason))).toEqual(new Set(["version_missing", "version_unorderable"]));
    expect(second.meta.nextCursor).toBeNull();
  });
});

describe("the counts of services", () => {
  it("are there for every service that is asked for", async () => {
    const counts = await countOpenFindings({ ctx: reader, input: { services: ["ledger", "finder", "silent"], undetermined: true } });
    expect(counts.get("ledger")).toEqual({ open: { malware: 0, critical: 1, high: 0, medium: 1, low: 0, none: 0, unscored: 0 }, undetermined: 3 });
    expect(counts.get("finder")?.open).toMatchObject({ malware: 1, low: 1, critical: 0 });
    expect((await countOpenFindings({ ctx: reader, input: { services: ["ledger"] } })).get("ledger")?.undetermined).toBeNull();
    expect(counts.get("silent")).toMatchObject({ undetermined: 0 });
  });
});

describe("the CSV export", () => {
  it("has one line for each finding of the same filter, and no formula", async () => {
    const csv = async (input: object) => (await new Response((await exportFindings({ ctx: reader, input })).body).text()).trim().split("\r\n");
    const lines = await csv({});
    expect(lines).toHaveLength(6);
    expect(lines[0]).toContain("service,team,contact");
    expect(lines[2]).toContain(",'=cmd(),1.0.0,");
    expect(await csv({ kind: "malware" })).toHaveLength(2);
    expect((await csv({ state: "closed" }))[1]).toContain("upgraded");
  });
});
