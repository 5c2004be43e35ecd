import { inflateRawSync } from "node:zlib";
import { beforeEach, describe, expect, it } from "vitest";
import { applyAdvisories, rereadAdvisories } from "@/lib/advisories/apply";
import { applyCoverage, closeUnlisted } from "@/lib/aws/findings";
import { forgetListings } from "@/lib/aws/findings/forget-listings";
import type { FindingStatus } from "@/lib/aws/model";
import { selectByAlias } from "@/lib/blast-radius/queries/advisories";
import { recordOf, type Told } from "./setup/advisory-store";
import { withInspectorStore } from "./setup/inspector-store";
import { coverageOf, findingOf, hex, hour, imageOf, packageOf, vulnerabilityOf } from "./setup/made-inspector";

const store = withInspectorStore();
beforeEach(() => store.empty());

const cover = (...coverage: ReturnType<typeof coverageOf>[]) => store.inTransaction((client) => applyCoverage(client, { coverage, at: new Date(hour(9)) }));
const close = (since: number, arns: string[]) =>
  store.inTransaction((client) =>
    closeUnlisted(client, { account: "111122223333", region: "eu-central-1", listed: { arns }, since: new Date(hour(since)), at: new Date(hour(since)) }),
  );

describe("a finding", () => {
  it("of an image that a build has is observed in that build's artifact, for every package that it names", async () => {
    await store.ship("svc", [hex(1)]);
    const packages = [packageOf("left", "1.0.0", { fixed: "1.0.2" }), packageOf("right"), packageOf("x", "1", { identity: null, unmapped: "no_name" })];
    expect(await store.take([findingOf("f1", { packages })])).toMatchObject({ added: 1, changed: 0, unchanged: 0, ids: [1] });
    expect(await store.observations()).toEqual(["svc left@1.0.0 CVE-2026-1 open high 0h - 1/1 1.0.2", "svc right@1.0.0 CVE-2026-1 open high 0h - 1/1 -"]);
    expect(await store.rows("select name, unmapped from inspector_package where package_version_id is null")).toEqual([{ name: "x", unmapped: "no_name" }]);
    const [{ raw } = { raw: Buffer.alloc(0) }] = await store.rows<{ raw: Buffer }>("select raw from inspector_finding");
    expect(JSON.parse(inflateRawSync(raw).toString())).toEqual({ findingArn: "f1" });
  });

  it("that comes again changes nothing, and one that is older neither", async () => {
    await store.ship("svc", [hex(1)]);
    const said = findingOf("f1", { updatedAt: hour(3) });
    await store.take([said]);
    expect(await store.take([{ ...said, raw: "another" }, findingOf("f1", { updatedAt: hour(2), status: "CLOSED" })])).toMatchObject({
      added: 0,
      changed: 0,
    });
    expect(await store.take([said])).toMatchObject({ unchanged: 1, ids: [1] });
    expect(await store.observations()).toEqual(["svc left@1.0.0 CVE-2026-1 open high 0h - 1/1 -"]);
  });

  it("that moves to other packages leaves those that it named before", async () => {
    await store.ship("svc", [hex(1)]);
    await store.take([findingOf("f1")]);
    await store.take([findingOf("f1", { updatedAt: hour(2), packages: [packageOf("right")], severity: "critical" })]);
    expect(await store.observations()).toEqual(["svc right@1.0.0 CVE-2026-1 open critical 0h - 1/1 -"]);
  });

  it("of a package that no SBOM names adds it to the inventory, so that a question by its name finds it", async () => {
    await store.take([findingOf("f1", { packages: [packageOf("only-inspector", "2.0.0")] })]);
    expect(await store.rows("select advisory_only from package where name = 'only-inspector'")).toEqual([{ advisory_only: false }]);
  });

  it("whose times cannot be read is refused before anything is written", async () => {
    await expect(store.take([findingOf("f1"), findingOf("f2", { updatedAt: "yesterday" })])).rejects.toMatchObject({ code: "invalid" });
    expect(await store.rows("select from inspector_finding")).toEqual([]);
  });
});

describe("a closed finding", () => {
  const closed = findingOf("f1", { status: "CLOSED", updatedAt: hour(4) });

  it("is gone only where coverage says that the resource was scanned since", async () => {
    await store.ship("svc", [hex(1)]);
    await store.take([closed]);
    const observed = (state: string) => [`svc left@1.0.0 CVE-2026-1 ${state} high 0h 4h 1/0 -`];
    expect(await store.observations()).toEqual(observed("unverified"));
    await cover(coverageOf(imageOf(1), "ACTIVE", hour(3)));
    expect(await store.observations()).toEqual(observed("unverified"));
    await cover(coverageOf(imageOf(1), "ACTIVE", hour(5)));
    expect(await store.observations()).toEqual(observed("closed"));
    await cover(coverageOf(imageOf(1), "INACTIVE", hour(6)), coverageOf(imageOf(1), "ACTIVE", hour(4)));
    expect(await store.observations()).toEqual(observed("unscanned"));
  });

  it("is no longer scanned where any of its resources is not, and unverified where of any it is not known", async () => {
    await store.ship("svc", [hex(1), hex(2), hex(3)]);
    await store.take([closed, ...[2, 3].map((n) => ({ ...closed, arn: `f${n}`, resource: imageOf(n) }))]);
    await cover(coverageOf(imageOf(1), "ACTIVE", hour(5)));
    expect(await store.observations()).toEqual(["svc left@1.0.0 CVE-2026-1 unverified high 0h 4h 3/0 -"]);
    await cover(coverageOf(imageOf(2), "INACTIVE", hour(5)));
    expect(await store.observations()).toEqual(["svc left@1.0.0 CVE-2026-1 unscanned high 0h 4h 3/0 -"]);
    await cover(coverageOf(imageOf(2), "ACTIVE", hour(6)), coverageOf(imageOf(3), "ACTIVE", hour(6)));
    expect(await store.observations()).toEqual(["svc left@1.0.0 CVE-2026-1 closed high 0h 4h 3/0 -"]);
  });

  it("does not close what another image of the artifact still has", async () => {
    await store.ship("svc", [hex(1), hex(2)]);
    await store.take([closed, findingOf("f2", { resource: imageOf(2), severity: "low" })]);
    expect(await store.observations()).toEqual(["svc left@1.0.0 CVE-2026-1 open low 0h - 2/1 -"]);
  });
});

describe("a finding of several resources", () => {
  const both = findingOf("f1", { further: [imageOf(2)] });
  const stored = () => store.rows("select r.digest from inspector_further x join aws_resource r on r.id = x.resource_id order by 1");

  it("is observed in the artifact of each, once where one has several", async () => {
    for (const [service, digests] of [
      ["a", [hex(1)]],
      ["b", [hex(2)]],
      ["c", [hex(1), hex(2)]],
    ] as const)
      await store.ship(service, digests);
    await store.take([both]);
    const observed = ["a", "b", "c"].map((service) => `${service} left@1.0.0 CVE-2026-1 open high 0h - 1/1 -`);
    expect(await store.observations()).toEqual(observed);
    expect(await store.take([both])).toMatchObject({ added: 0, changed: 0, unchanged: 1 });
    expect(await store.observations()).toEqual(observed);
  });

  it("is not observed any more in what a later version leaves out, and an older one does not bring it back", async () => {
    await store.ship("a", [hex(1)]);
    await store.ship("b", [hex(2)]);
    await store.take([both]);
    expect(await stored()).toEqual([{ digest: hex(2) }]);
    await store.take([findingOf("f1", { updatedAt: hour(3) })]);
    await store.take([findingOf("f1", { updatedAt: hour(2), further: [imageOf(2)] })]);
    expect(await stored()).toEqual([]);
    expect(await store.observations()).toEqual(["a left@1.0.0 CVE-2026-1 open high 0h - 1/1 -"]);
    await store.take([findingOf("f1", { updatedAt: hour(4), further: [imageOf(2)] })]);
    expect(await store.observations()).toEqual(["a", "b"].map((service) => `${service} left@1.0.0 CVE-2026-1 open high 0h - 1/1 -`));
  });

  it("is observed with the vulnerability that a later version names, in all of them", async () => {
    await store.ship("a", [hex(1)]);
    await store.ship("b", [hex(2)]);
    await store.take([both]);
    await store.take([findingOf("f1", { updatedAt: hour(2), further: [imageOf(2)], vulnerability: "CVE-2026-2" })]);
    expect(await store.observations()).toEqual(["a", "b"].map((service) => `${service} left@1.0.0 CVE-2026-2 open high 0h - 1/1 -`));
  });

  it("is closed in all of them by a listing that lacks it, and gone only where each was scanned since", async () => {
    await store.ship("a", [hex(1)]);
    await store.ship("b", [hex(1), hex(2)]);
    await store.take([both]);
    expect(await close(5, [])).toBe(1);
    await cover(coverageOf(imageOf(1), "ACTIVE", hour(6)));
    expect(await store.observations()).toEqual(["a left@1.0.0 CVE-2026-1 closed high 0h 5h 1/0 -", "b left@1.0.0 CVE-2026-1 unverified high 0h 5h 1/0 -"]);
    await cover(coverageOf(imageOf(2), "ACTIVE", hour(6)));
    expect((await store.observations())[1]).toBe("b left@1.0.0 CVE-2026-1 closed high 0h 5h 1/0 -");
  });
});

describe("a complete listing", () => {
  it("closes what it does not have, unless that is newer, and what a later one has is open again", async () => {
    await store.ship("svc", [hex(1)]);
    const [f1, f2, f3] = ["1", "2", "3"].map((n) => findingOf(`f${n}`, { updatedAt: hour(n === "3" ? 8 : 1), packages: [packageOf(`p${n}`)] }));
    if (!f1 || !f2 || !f3) throw new Error("three were made");
    await store.take([f1, f2, f3]);
    expect(await close(5, ["f1"])).toBe(1);
    expect(await store.observations()).toEqual([
      "svc p1@1.0.0 CVE-2026-1 open high 0h - 1/1 -",
      "svc p2@1.0.0 CVE-2026-1 unverified high 0h 5h 1/0 -",
      "svc p3@1.0.0 CVE-2026-1 open high 0h - 1/1 -",
    ]);
    expect(await store.take([f2], { source: "queue", at: hour(6) })).toMatchObject({ unchanged: 1 });
    expect(await store.take([f2], { at: hour(6) })).toMatchObject({ changed: 1 });
    expect(await store.rows("select status, unlisted_at from inspector_finding where arn = 'f2'")).toEqual([{ status: "ACTIVE", unlisted_at: null }]);
    expect((await store.observations())[1]).toBe("svc p2@1.0.0 CVE-2026-1 open high 0h - 1/1 -");
  });
});

describe("a finding that a complete listing lacks", () => {
  const said = (n: number, status: FindingStatus) => findingOf("f1", { updatedAt: hour(n), status });
  const stored = () => store.rows("select status, said_status, unlisted_at from inspector_finding");

  it("is closed where it was suppressed too, and is suppressed again where a later one has it", async () => {
    await store.ship("svc", [hex(1)]);
    await store.take([said(1, "SUPPRESSED")]);
    expect(await close(5, [])).toBe(1);
    expect(await store.observations()).toEqual(["svc left@1.0.0 CVE-2026-1 unverified high 0h 5h 1/0 -"]);
    expect(await store.take([said(1, "SUPPRESSED")], { at: hour(6) })).toMatchObject({ changed: 1 });
    expect(await stored()).toEqual([{ status: "SUPPRESSED", said_status: "SUPPRESSED", unlisted_at: null }]);
    expect(await store.observations()).toEqual(["svc left@1.0.0 CVE-2026-1 suppressed high 0h - 1/0 -"]);
  });

  it("is closed whatever was said of it before, in whatever order that is heard", async () => {
    const later = [said(2, "SUPPRESSED"), said(3, "CLOSED"), said(4, "ACTIVE")];
    for (const heard of [later, later.toReversed()]) {
      await store.empty();
      await store.take([said(1, "ACTIVE")]);
      await close(5, []);
      for (const each of heard) await store.take([each], { source: "event" });
      expect(await stored()).toEqual([{ status: "CLOSED", said_status: "ACTIVE", unlisted_at: new Date(hour(5)) }]);
    }
  });

  it("was closed when its last report says so, not when it was not listed any more", async () => {
    await store.ship("svc", [hex(1)]);
    await store.take([said(2, "CLOSED")]);
    expect(await close(5, [])).toBe(0);
    expect(await store.observations()).toEqual(["svc left@1.0.0 CVE-2026-1 unverified high 0h 2h 1/0 -"]);
    await store.take([said(3, "ACTIVE")], { source: "event" });
    expect(await stored()).toEqual([{ status: "CLOSED", said_status: "ACTIVE", unlisted_at: new Date(hour(5)) }]);
  });
});

describe("what comes late of before a complete listing", () => {
  const stored = () => store.rows("select status, unlisted_at from inspector_finding");
  const late = findingOf("late", { updatedAt: hour(2) });

  it("is closed as of the first that began after it, unless it is listed since", async () => {
    for (const source of ["report", "event", "queue"] as const) {
      await store.empty();
      for (const since of [1, 5, 6]) await close(since, []);
      await store.take([late], { source, at: hour(9) });
      expect(await stored()).toEqual([{ status: "CLOSED", unlisted_at: new Date(hour(5)) }]);
    }
    await store.take([late], { at: hour(9) });
    expect(await stored()).toEqual([{ status: "ACTIVE", unlisted_at: null }]);
  });

  it("is open where it is newer, of another region, or listed by whom it comes from", async () => {
    await close(5, []);
    await store.take([findingOf("new", { updatedAt: hour(5) })], { source: "event" });
    const resource = imageOf(2, { region: "eu-west-1" });
    await store.take([{ ...late, arn: "elsewhere", resource }], { source: "report" });
    await store.take([late], { at: hour(6) });
    expect(await store.rows("select from inspector_finding where status = 'ACTIVE' and unlisted_at is null")).toHaveLength(3);
  });

  it("is not judged by a listing that began before another that was told", async () => {
    await close(5, ["late"]);
    await store.take([late], { at: hour(6) });
    expect(await close(4, [])).toBe(0);
    expect(await stored()).toEqual([{ status: "ACTIVE", unlisted_at: null }]);
  });
});

describe("complete listings of long ago", () => {
  const since = () => store.rows<{ since: Date }>("select since from inspector_listing order by 1").then((rows) => rows.map((row) => row.since.toISOString()));
  const days = (n: number) => new Date(Date.parse(hour(0)) + n * 86_400_000);

  it("are forgotten but for the last of each account and region, and what comes even later is closed all the same", async () => {
    for (const hours of [1, 5, 24 * 50]) await close(hours, []);
    expect(await forgetListings(store.pool(), days(100))).toBe(2);
    expect(await since()).toEqual([hour(24 * 50)]);
    expect(await forgetListings(store.pool(), days(1_000))).toBe(0);
    await store.take([findingOf("late", { updatedAt: hour(2) })], { source: "report", at: hour(24 * 100) });
    expect(await store.rows("select status, unlisted_at from inspector_finding")).toEqual([{ status: "CLOSED", unlisted_at: new Date(hour(24 * 50)) }]);
    expect(await close(5, [])).toBe(0);
    expect(await since()).toEqual([hour(24 * 50)]);
  });
});

describe("a complete listing that lacks what was updated just before it began", () => {
  it("says nothing of it, in whatever order the two come: AWS lists late, and clocks differ", async () => {
    await store.ship("svc", [hex(1)]);
    const late = findingOf("f1", { updatedAt: new Date(Date.parse(hour(5)) - 60_000).toISOString() });
    await store.take([findingOf("f1", { updatedAt: hour(1) }), findingOf("f2", { updatedAt: hour(1) })]);
    const state = () => store.rows("select arn, status from inspector_finding order by arn");
    const expected = [
      { arn: "f1", status: "ACTIVE" },
      { arn: "f2", status: "CLOSED" },
    ];
    expect(await close(5, [])).toBe(2);
    await store.take([late]);
    expect(await state()).toEqual(expected);
    expect(await close(5, [])).toBe(0);
    expect(await state()).toEqual(expected);
  });
});

describe("what findings say of a vulnerability", () => {
  it("is one advisory beside OSV's, of each source what was said last, whatever the order", async () => {
    const nvd = vulnerabilityOf("CVE-2026-1", { cvss: [{ source: "NVD", version: "3.1", vector: null, score: 9.8 }], summary: "A flaw" });
    const ubuntu = vulnerabilityOf("CVE-2026-1", { source: "UBUNTU_CVE", vendorSeverity: "medium" });
    const said = [
      findingOf("f1", { vulnerability: nvd, updatedAt: hour(3) }),
      findingOf("f2", { vulnerability: { ...nvd, cvss: [] }, updatedAt: hour(2) }),
      findingOf("f3", { vulnerability: ubuntu }),
    ];
    const stored = () => store.rows("select id, source, key, kind, summary, severities, encode(digest, 'hex') as digest, feed_ids from advisory");
    await store.take(said);
    const [first] = await stored();
    expect(first).toMatchObject({
      source: "inspector",
      key: "CVE-2026-1",
      kind: "vulnerability",
      summary: "A flaw",
      severities: [
        { source: "Inspector (NVD)", type: "CVSS_V3", score: 9.8, word: "critical" },
        { source: "Inspector (UBUNTU_CVE)", type: "word", score: null, word: "medium" },
      ],
      feed_ids: [],
    });
    await store.empty();
    for (const each of said.toReversed()) await store.take([each]);
    expect(await stored()).toEqual([first]);
    expect(await store.rows("select display_id, severity, severity_source from vulnerability")).toEqual([
      { display_id: "CVE-2026-1", severity: "critical", severity_source: "Inspector (NVD)" },
    ]);
  });
});

describe("an advisory of Inspector", () => {
  const tell = (told: Told) =>
    store.inTransaction((client) => applyAdvisories(client, { feedId: 1, records: [recordOf(told)], removedKeys: [], at: new Date(hour(0)) }));
  const groups = () =>
    store.rows("select string_agg(source || ' ' || key, ', ' order by source, key) as of from advisory group by vulnerability_id order by 1");

  it("joins the group of OSV's that has its id, whichever came first, and merges no others", async () => {
    await tell({ key: "GHSA-a", aliases: ["CVE-2026-1"] });
    const related = vulnerabilityOf("CVE-2026-2", { related: ["GHSA-a", "GHSA-b"] });
    await store.take([findingOf("f1"), findingOf("f2", { vulnerability: related })]);
    await tell({ key: "GHSA-b", aliases: ["CVE-2026-2"] });
    expect(await groups()).toEqual([{ of: "inspector CVE-2026-1, osv GHSA-a" }, { of: "inspector CVE-2026-2, osv GHSA-b" }]);
    expect(await store.rows("select distinct v.display_id from advisory a join vulnerability v on v.id = a.vulnerability_id order by 1")).toEqual([
      { display_id: "CVE-2026-1" },
      { display_id: "CVE-2026-2" },
    ]);
  });

  it("is not read again when the rules for OSV's records change", async () => {
    await store.take([findingOf("f1")]);
    await store.rows("update advisory set revision = 0");
    expect(await rereadAdvisories(store.pool(), { budgetMs: 1_000 })).toMatchObject({ reread: 0, refused: 0, isDone: true });
    expect(await store.rows("select revision from advisory")).toEqual([{ revision: 0 }]);
  });

  it("makes its id known to a question, and is not written while nothing that it says changes", async () => {
    await store.take([findingOf("f1", { vulnerability: "CVE-2026-77" })]);
    const xmin = () => store.rows("select xmin::text from advisory");
    const before = await xmin();
    await store.take([findingOf("f1", { vulnerability: "CVE-2026-77", updatedAt: hour(5), severity: "low" })]);
    expect(await xmin()).toEqual(before);
    const asked = await store.inTransaction((client) => selectByAlias(client, ["CVE-2026-77"]));
    expect(asked).toMatchObject([{ displayId: "CVE-2026-77", withdrawnAt: null }]);
  });
});

describe("malware that Inspector finds", () => {
  const malware = findingOf("m1", { vulnerability: "MAL-2026-1", severity: "critical" });
  const alerts = () => store.rows("select reason, retract_reason, detail->'services'->0->>'slug' as service from alert order by raised_at, id");

  it("raises an alert where it is mapped, and retracts it when it is closed", async () => {
    await store.take([malware]);
    expect(await alerts()).toEqual([]);
    await store.empty();
    await store.ship("svc", [hex(1)]);
    await store.take([malware]);
    expect(await alerts()).toEqual([{ reason: "inspector", retract_reason: null, service: "svc" }]);
    await store.take([{ ...malware, status: "CLOSED", updatedAt: hour(5) }]);
    expect(await alerts()).toEqual([{ reason: "inspector", retract_reason: "closed", service: "svc" }]);
    expect(await store.rows("select kind from outbox_event order by id")).toEqual([{ kind: "malware.alert_raised" }, { kind: "malware.alert_retracted" }]);
  });
});
