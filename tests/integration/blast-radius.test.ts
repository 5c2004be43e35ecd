import { beforeAll, describe, expect, it } from "vitest";
import { blastRadiusSchema, explainPresence, findAffectedServices, listPackageServices } from "@/lib/blast-radius";
import { WhereinError } from "@/lib/errors";
import { daysAgo, documentOf, npm, reader, stranger, withInventory } from "./inventory-fixture";

const inventory = withInventory();
const digest = `sha256:${"ab".repeat(32)}`;

beforeAll(async () => {
  await inventory.own("payments", ["checkout", "ledger"], "#payments");
  await inventory.own("search", ["finder"]);
  await inventory.know("silent");
  await inventory.ship(
    { service: "checkout", version: "1.0" },
    documentOf([npm("lodash", "4.17.20"), npm("a", "1.0.0")], { root: ["a"], edges: { a: ["lodash"] } }),
  );
  await inventory.ship(
    { service: "ledger" },
    documentOf([npm("lodash", "4.17.21"), npm("lodash", "4.17.20"), npm("@angular/core", "17.0.0"), npm("@angular/common", "17.0.0")]),
  );
  await inventory.ship(
    { service: "finder", kind: "image", digest },
    documentOf([npm("@scope/lodash", "4.17.20"), { name: "log4j-core", version: "2.14.1", purl: "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1" }]),
  );
  await inventory.ship({ service: "odd" }, documentOf([npm("lodash", "workspace:packages"), npm("nothing", "1.0.0")]));
  await inventory.ship({ service: "bare" }, documentOf([npm("lodash")]));
  await inventory.ship({ service: "dusty", builtAt: daysAgo(45) }, documentOf([npm("nothing", "1.0.0")]));
  await inventory.ship({ service: "late", builtAt: daysAgo(20) }, documentOf([npm("lodash", "4.17.20"), npm("x", "1.0.0")]));
  await inventory.ship({ service: "late", builtAt: daysAgo(10) }, documentOf([npm("x", "1.0.0")]));
});

const ask = async (q: string, more: object = {}) => blastRadiusSchema.parse(await findAffectedServices({ ctx: reader, input: { q, ...more } }));
const servicesOf = (answer: Awaited<ReturnType<typeof ask>>) => [...new Set(answer.data.map((row) => row.service.slug))];

describe("findAffectedServices", () => {
  it("answers affected, clean and unknown services that add up to all of them", async () => {
    const answer = await ask("npm:lodash@4.17.20");
    expect(servicesOf(answer)).toEqual(["checkout", "ledger"]);
    expect(answer.verdict).toEqual({ affected: 2, clean: 2, unknown: 4 });
    expect(answer.unknown.map(({ service, reason }) => [service.slug, reason])).toEqual([
      ["bare", "no_version"],
      ["dusty", "stale"],
      ["odd", "unorderable_version"],
      ["silent", "no_sbom"],
    ]);
    expect(answer.meta).toMatchObject({ rows: 2, packagesMatched: 1, nextCursor: null });
    expect(answer.groups).toEqual([{ team: { slug: "payments", name: "payments", contact: "#payments" }, services: 2, rows: 2 }]);
  });

  it("says how a package got there: through which direct dependency, how deep, since when, by which build", async () => {
    const { data } = await ask("lodash service:checkout");
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({
      team: { slug: "payments" },
      package: { ecosystem: "npm", name: "lodash", purl: "pkg:npm/lodash@4.17.20" },
      version: "4.17.20",
      direct: false,
      via: [{ ecosystem: "npm", name: "a", version: "1.0.0" }],
      depth: 2,
      scope: "runtime",
      build: { seq: 1, version: "1.0" },
      stale: false,
    });
  });

  it("answers a range by the order of versions, not by their text", async () => {
    expect((await ask("lodash@<4.17.21")).data.map((row) => [row.service.slug, row.version])).toEqual([
      ["checkout", "4.17.20"],
      ["ledger", "4.17.20"],
    ]);
    expect((await ask("lodash@>=4.17.21")).verdict.affected).toBe(1);
    expect((await ask("lodash@4.17.20+build.7")).verdict.affected).toBe(2);
  });

  it("counts a service with two versions once, and both versions", async () => {
    const answer = await ask("lodash service:ledger");
    expect(answer.verdict).toEqual({ affected: 1, clean: 0, unknown: 0 });
    expect(answer.versions.map(({ version, services }) => [version, services])).toEqual([
      ["4.17.20", 1],
      ["4.17.21", 1],
    ]);
  });

  it("takes a bare name for a last segment in Maven, and never for the end of a scoped npm name", async () => {
    expect(servicesOf(await ask("log4j-core@<2.17.1"))).toEqual(["finder"]);
    expect((await ask("core")).meta.packagesMatched).toBe(0);
    expect((await ask("lodash@4.17.20 service:finder")).verdict.affected).toBe(0);
  });

  it("finds everything of a scope", async () => {
    const answer = await ask("@angular/*");
    expect(servicesOf(answer)).toEqual(["ledger"]);
    expect(answer.meta).toMatchObject({ rows: 2, packagesMatched: 2 });
  });

  it("finds an artifact by the digest of its head build", async () => {
    const { data, verdict } = await ask(digest);
    expect(verdict.affected).toBe(1);
    expect(data[0]).toMatchObject({ service: { slug: "finder" }, packageVersionId: null, package: null, version: null, direct: null, scope: null });
    expect(data[0]?.build.seq).toBeGreaterThan(0);
  });

  it("answers for a moment from the builds up to it, and judges freshness then", async () => {
    expect(servicesOf(await ask("lodash@4.17.20 service:late"))).toEqual([]);
    const then = await ask("lodash@4.17.20", { asof: daysAgo(15).toISOString() });
    expect(servicesOf(then)).toEqual(["late"]);
    // Built 45 days ago, so 30 days before the moment: just stale. All others had no build yet.
    expect(then.unknownByReason).toEqual({
      inspector_reports: 0,
      inspector_unverified: 0,
      no_sbom: 1,
      built_later: 5,
      incomplete_sbom: 0,
      stale: 1,
      unorderable_version: 0,
      no_version: 0,
      no_release: 0,
      no_hash: 0,
      advisory_unknown: 0,
      no_deployment: 0,
    });
    expect((await ask("lodash asof:2020-01-01T00:00:00Z")).verdict).toEqual({ affected: 0, clean: 0, unknown: 8 });
  });

  it("narrows the services by team, service, kind and ref, and only the rows by scope and direct", async () => {
    expect((await ask("lodash", { team: ["payments"] })).verdict).toEqual({ affected: 2, clean: 0, unknown: 0 });
    expect((await ask("lodash team:none")).verdict).toEqual({ affected: 2, clean: 1, unknown: 2 });
    expect((await ask("log4j-core kind:image")).verdict).toEqual({ affected: 1, clean: 0, unknown: 0 });
    expect((await ask("lodash ref:other")).verdict).toEqual({ affected: 0, clean: 0, unknown: 0 });
    expect((await ask("lodash direct:false")).verdict.affected).toBe(1);
    expect((await ask("lodash scope:dev")).verdict).toMatchObject({ affected: 0 });
    expect((await ask("lodash team:payments", { team: ["search"] })).verdict).toEqual({ affected: 2, clean: 1, unknown: 0 });
  });

  it("pages through every row once, in each order, both ways", async () => {
    const all = (await ask("lodash")).data.map((row) => `${row.service.slug} ${row.version}`);
    expect(all).toHaveLength(5);
    for (const sort of ["service", "-service", "team", "-team", "since", "-since"]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await ask("lodash", { sort, limit: 2, ...(cursor ? { cursor } : {}) });
        seen.push(...page.data.map((row) => `${row.service.slug} ${row.version}`));
        cursor = page.meta.nextCursor ?? undefined;
      } while (cursor);
      expect(seen.toSorted(), sort).toEqual(all.toSorted());
    }
  });

  it("says beside the answer what does not change it", async () => {
    const answer = await ask("pkg:npm/lodash?vcs_url=x");
    expect(answer.verdict.affected).toBe(4);
    expect(answer.question.diagnostics.map(({ code }) => code)).toEqual(["qualifiers_ignored"]);
  });

  it("names a team or service that it is narrowed to and that does not exist, where it stands", async () => {
    const answer = await ask('lodash team:nope,payments service:"gone too"', { team: ["none", "search", "no-more"], service: ["checkout"] });
    expect(answer.question.diagnostics.map(({ code, message, start, end }) => [code, message, answer.question.text.slice(start, end)])).toEqual([
      ["team_unknown", "No team is called nope.", "team:nope,payments"],
      ["team_unknown", "No team is called no-more.", ""],
      ["service_unknown", "No service is called gone too.", 'service:"gone too"'],
    ]);
    expect((await ask("lodash team:payments team:none service:checkout")).question.diagnostics).toEqual([]);
  });

  it("counts holders as unknown when the range is none of their ecosystem", async () => {
    const answer = await ask("log4j-core@^2.14.0");
    expect(answer.verdict.affected + (answer.unknownByReason.unorderable_version ?? 0)).toBe(1);
  });

  it.each<[string, { q: string; cursor?: string; sort?: "team" }, string]>([
    ["an empty question", { q: " " }, "question_empty"],
    ["only facets", { q: "team:payments" }, "question_empty"],
    ["a part that cannot be read beside one that can", { q: "lodash tem:payments" }, "question_unreadable"],
    ["nothing readable", { q: "sha512:abcd" }, "question_unreadable"],
    ["a forged cursor", { q: "lodash", cursor: "e30" }, "cursor_invalid"],
    ["a cursor of another order", { q: "lodash", sort: "team", cursor: Buffer.from('["service","a","a",1,1]').toString("base64url") }, "cursor_invalid"],
    ["a cursor that is not canonical", { q: "lodash", cursor: Buffer.from('["service","a","a",1, 1]').toString("base64url") }, "cursor_invalid"],
  ])("refuses %s", async (_, input, reason) => {
    const failure = await findAffectedServices({ ctx: reader, input }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WhereinError);
    expect(failure).toMatchObject({ code: "invalid", reason });
  });

  it("takes names as values, whatever they look like", async () => {
    for (const q of ["'; drop table presence; --", 'npm:"><script>', "%", "lodash@'", "a\u0000b", "npm:\ud800"]) {
      const answer = await findAffectedServices({ ctx: reader, input: { q, team: ["' or true --"] } }).catch((error: unknown) => error);
      if (answer instanceof Error) expect(answer).toMatchObject({ code: "invalid" });
    }
    expect((await ask("lodash")).verdict.affected).toBe(4);
  });

  it("needs the scope inventory:read", async () => {
    await expect(findAffectedServices({ ctx: stranger, input: { q: "lodash" } })).rejects.toMatchObject({ code: "forbidden" });
    await expect(explainPresence({ ctx: stranger, input: { artifact: 1, packageVersion: 1 } })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("listPackageServices", () => {
  it("lists who holds exactly this package now", async () => {
    const { data, meta } = await listPackageServices({ ctx: reader, input: { ecosystem: "npm", name: "lodash" } });
    expect(data.map((row) => row.service.slug)).toEqual(["bare", "checkout", "ledger", "ledger", "odd"]);
    expect(meta.rows).toBe(5);
  });
});

describe("explainPresence", () => {
  it("gives the shortest path and the text tree", async () => {
    const row = (await ask("lodash service:checkout")).data[0];
    if (!row?.packageVersionId) throw new Error("a row is expected");
    const why = await explainPresence({ ctx: reader, input: { artifact: row.artifact.id, packageVersion: row.packageVersionId } });
    expect(why.paths.map((path) => path.map((node) => node.name))).toEqual([["a", "lodash"]]);
    expect(why.text).toBe("a 1.0.0\n└─ lodash 4.17.20");
    expect(why).toMatchObject({ truncated: false, rootAssumed: false, target: { purl: "pkg:npm/lodash@4.17.20" }, build: { seq: 1 } });
  });

  it("says not_found for a package version that the build does not hold", async () => {
    await expect(explainPresence({ ctx: reader, input: { artifact: 1, packageVersion: 999_999 } })).rejects.toMatchObject({ code: "not_found" });
    await expect(explainPresence({ ctx: reader, input: { artifact: 999_999, packageVersion: 1 } })).rejects.toMatchObject({ code: "not_found" });
  });
});
