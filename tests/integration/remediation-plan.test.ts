import { beforeEach, describe, expect, it } from "vitest";
import { bumpEdition } from "@/lib/db/editions";
import { endDecision, makeDecision } from "@/lib/decisions";
import { exportRemediationPlan, getRemediationPlan, remediationPlanSchema } from "@/lib/remediation/plan";
import { documentOf, npm, reader, stranger, withInventory } from "./inventory-fixture";
import { ada, givenPeople } from "./setup/decision-people";
import { advisoryTables, takeRecord } from "./setup/stored-advisory";

const inventory = withInventory();
type Input = Parameters<typeof getRemediationPlan>[0]["input"];

async function plan(input: Input = {}) {
  const answer = await getRemediationPlan({ ctx: reader, input });
  expect(remediationPlanSchema.parse(answer)).toEqual(answer);
  return answer;
}

type Events = Record<string, string>[];
let told = 0;
/** An advisory of one package; `also` is another source's record of the same vulnerability. */
const bug = (id: string, name: string, events: Events, more: Record<string, unknown> = {}) =>
  takeRecord(inventory.database.pool, {
    ...{ id, modified: new Date(Date.UTC(2026, 0, 1) + told++ * 60_000).toISOString() },
    affected: [{ package: { ecosystem: "npm", name }, ranges: [{ type: "SEMVER", events }] }],
    ...more,
  });

beforeEach(async () => {
  await inventory.empty();
  await inventory.database.pool.query(`select testing.emptied('${advisoryTables}, open_finding, artifact_findings, artifact_upgrades')`);
  // Ids are given again, which only happens here.
  await bumpEdition(inventory.database.pool, "dictionary_edition");
  await bumpEdition(inventory.database.pool, "advisory_edition");
});

describe("the plan of upgrades", () => {
  it("says for a direct dependency the smallest version that closes its findings, on the same major and on any", async () => {
    await inventory.own("team-a", ["web", "api"]);
    await inventory.ship({ service: "web" }, documentOf([npm("lib", "1.0.0")]));
    await inventory.ship({ service: "api" }, documentOf([npm("lib", "1.1.0")]));
    await bug("GHSA-1111-1111-1111", "lib", [{ introduced: "0" }, { fixed: "1.2.0" }]);
    await bug("GHSA-2222-2222-2222", "lib", [{ introduced: "1.0.0" }, { fixed: "2.0.1" }]);
    const { data, meta } = await plan();
    expect(data).toMatchObject([
      {
        package: { ecosystem: "npm", name: "lib", purl: "pkg:npm/lib" },
        ...{ how: "direct", line: "1", own: 4, artifacts: 2, release: null, sourcePackage: null },
        versions: [
          { version: "1.0.0", artifacts: 1 },
          { version: "1.1.0", artifacts: 1 },
        ],
        sameLine: { version: "1.2.0", from: "advisory", closes: 2, leaves: 2, introduces: 0 },
        any: { version: "2.0.1", closes: 4, leaves: 0 },
        closes: { findings: 4, services: 2, teams: 1 },
        closedSoFar: 4,
        href: "/findings?q=pkg%3Anpm%2Flib&decision=todo",
      },
    ]);
    expect(meta).toMatchObject({ findings: 4, services: 2, teams: 1, closable: 4, upgrades: 1, unfixed: 0, pendingArtifacts: 0 });
    expect((await plan({ reach: "line" })).meta).toMatchObject({ closable: 2, unfixed: 2 });
  });

  it("goes beyond a fix that another advisory means, and to no pre-release", async () => {
    await inventory.ship({ service: "web" }, documentOf([npm("lib", "1.0.0")]));
    await bug("GHSA-1111-1111-1111", "lib", [{ introduced: "0" }, { fixed: "1.2.0" }]);
    await bug("GHSA-2222-2222-2222", "lib", [{ introduced: "0" }, { fixed: "1.1.0" }, { introduced: "1.2.0" }, { fixed: "1.3.0" }]);
    await bug("GHSA-3333-3333-3333", "lib", [{ introduced: "0.1.0" }, { fixed: "2.0.0-rc.1" }]);
    expect((await plan()).data).toMatchObject([{ any: { version: "1.3.0", closes: 2, leaves: 1 } }]);
    await inventory.ship({ service: "tries" }, documentOf([npm("lib", "2.0.0-beta.1")]));
    expect((await plan({ service: "tries" })).data).toMatchObject([{ any: { version: "2.0.0-rc.1", closes: 1 } }]);
  });

  it("follows an advisory that names another fix of the same findings", async () => {
    await inventory.ship({ service: "web" }, documentOf([npm("lib", "1.0.0")]));
    await bug("GHSA-1111-1111-1111", "lib", [{ introduced: "0" }, { fixed: "1.2.0" }]);
    expect((await plan()).data).toMatchObject([{ any: { version: "1.2.0" } }]);
    await bug("GHSA-1111-1111-1111", "lib", [{ introduced: "0" }, { fixed: "1.2.1" }]);
    expect((await plan()).data).toMatchObject([{ any: { version: "1.2.1" } }]);
  });

  it("takes a fix for one when all sources say so, and says who does not", async () => {
    await inventory.ship({ service: "web" }, documentOf([npm("lib", "1.0.0"), npm("other", "1.0.0")]));
    await bug("GHSA-1111-1111-1111", "lib", [{ introduced: "0" }, { fixed: "1.2.0" }], { aliases: ["CVE-2026-1"] });
    await bug("PYSEC-2026-1", "lib", [{ introduced: "0" }, { fixed: "1.4.0" }], { aliases: ["CVE-2026-1"] });
    await bug("GHSA-2222-2222-2222", "other", [{ introduced: "0" }, { fixed: "1.2.0" }], { aliases: ["CVE-2026-2"] });
    await bug("PYSEC-2026-2", "other", [{ introduced: "0" }], { aliases: ["CVE-2026-2"] });
    const { data, meta } = await plan();
    const fixes = [
      { source: "osv", id: "GHSA-1111-1111-1111", fixed: "1.2.0" },
      { source: "osv", id: "PYSEC-2026-1", fixed: "1.4.0" },
    ];
    expect(data).toMatchObject([{ package: { name: "lib" }, any: { version: "1.4.0" }, disagreements: [{ vulnerability: "CVE-2026-1", fixes }] }]);
    expect(meta).toMatchObject({ findings: 2, closable: 1, unfixed: 1 });
  });

  it("goes to a version of the fleet where no advisory names a fix", async () => {
    await inventory.ship({ service: "web" }, documentOf([npm("lib", "1.0.0")]));
    await inventory.ship({ service: "api" }, documentOf([npm("lib", "1.0.3")]));
    await bug("GHSA-1111-1111-1111", "lib", [{ introduced: "0" }, { last_affected: "1.0.1" }]);
    expect((await plan()).data).toMatchObject([{ any: { version: "1.0.3", from: "fleet", closes: 1 }, disagreements: [] }]);
  });

  it("goes to a version that came to the fleet since the last plan, also of a source package", async () => {
    const deb = (version: string) => ({ name: "libcurl4", version, purl: `pkg:deb/debian/libcurl4@${version}?arch=amd64&distro=debian-12&upstream=curl` });
    await inventory.ship({ service: "web" }, documentOf([npm("lib", "1.0.0")]));
    await inventory.ship({ service: "api" }, documentOf([npm("lib", "1.0.3")]));
    await inventory.ship({ service: "image", kind: "image" }, documentOf([deb("7.88.1-10")]));
    await bug("GHSA-1111-1111-1111", "lib", [{ introduced: "0" }, { last_affected: "1.0.1" }]);
    await takeRecord(inventory.database.pool, {
      ...{ id: "DSA-9999-2", modified: "2026-01-01T00:00:00Z" },
      affected: [
        { package: { ecosystem: "Debian:12", name: "curl" }, ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { last_affected: "7.88.1-10" }] }] },
      ],
    });
    const targets = async () => new Map((await plan()).data.map(({ package: { name }, any }) => [name, any?.version]));
    expect(await targets()).toEqual(new Map([["lib", "1.0.3"]]));
    await inventory.ship({ service: "shop" }, documentOf([npm("lib", "1.0.2")]));
    await inventory.ship({ service: "base", kind: "image" }, documentOf([deb("7.88.1-12")]));
    expect(await targets()).toEqual(
      new Map([
        ["lib", "1.0.2"],
        ["debian/libcurl4", "7.88.1-12"],
      ]),
    );
  });

  it("upgrades the source package of a distribution, in its release, whatever depends on it", async () => {
    const deb = (name: string) => ({
      name,
      version: "3.0.11-1~deb12u1",
      purl: `pkg:deb/debian/${name}@3.0.11-1~deb12u1?arch=amd64&distro=debian-12&upstream=openssl`,
    });
    const document = documentOf([deb("libssl3"), deb("openssl")], { root: ["openssl"], edges: { openssl: ["libssl3"] } });
    await inventory.ship({ service: "image", kind: "image" }, document);
    await takeRecord(inventory.database.pool, {
      ...{ id: "DSA-9999-1", modified: "2026-01-01T00:00:00Z" },
      affected: [
        { package: { ecosystem: "Debian:12", name: "openssl" }, ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "3.0.11-1~deb12u2" }] }] },
        {
          package: { ecosystem: "Debian:13", name: "openssl" },
          ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "3.0.11-1~deb12u1.5" }] }],
        },
      ],
    });
    expect((await plan()).data).toMatchObject([
      {
        ...{ how: "distro", release: "debian-12", sourcePackage: "debian/openssl", own: 2, artifacts: 1, brings: [] },
        versions: [{ version: "3.0.11-1~deb12u1", artifacts: 1 }],
        sameLine: { version: "3.0.11-1~deb12u2", closes: 2 },
        any: { version: "3.0.11-1~deb12u2", closes: 2 },
      },
    ]);
  });

  it("follows the dictionary when a package version gets the name of its source", async () => {
    const libssl = (upstream: string) => ({
      name: "libssl3",
      version: "3.0.11-1",
      purl: `pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&distro=debian-12${upstream}`,
    });
    const advisory = (id: string, name: string, fixed: string) =>
      takeRecord(inventory.database.pool, {
        ...{ id, modified: "2026-01-01T00:00:00Z" },
        affected: [{ package: { ecosystem: "Debian:12", name }, ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed }] }] }],
      });
    await advisory("DSA-9998-1", "libssl3", "3.0.12-1");
    await advisory("DSA-9999-1", "openssl", "3.0.13-1");
    await inventory.ship({ service: "image", kind: "image" }, documentOf([libssl("")]));
    expect((await plan()).data).toMatchObject([{ sourcePackage: "debian/libssl3", any: { version: "3.0.12-1" } }]);
    await inventory.ship({ service: "other", kind: "image" }, documentOf([libssl("&upstream=openssl")]));
    expect((await plan({ service: "image" })).data).toMatchObject([{ sourcePackage: "debian/openssl", any: { version: "3.0.13-1" } }]);
  });
});

describe("what direct dependencies bring", () => {
  const brings = (top: string, version: string, deep: string) =>
    documentOf([npm(top, version), npm("deep", deep)], { root: [top], edges: { [top]: ["deep"] } });
  const bad = () => bug("GHSA-1111-1111-1111", "deep", [{ introduced: "0" }, { fixed: "1.5.0" }]);

  it("is to be overridden while no head build shows a version that brings a fixed one", async () => {
    await inventory.ship({ service: "web" }, brings("top", "1.0.0", "1.0.0"));
    await bad();
    expect((await plan()).data).toMatchObject([
      {
        ...{ package: { name: "top" }, how: "direct", own: 0, sameLine: null, any: null, closedSoFar: 1, versions: [{ version: "1.0.0", artifacts: 1 }] },
        brings: [{ package: { name: "deep" }, findings: 1, any: { version: "1.5.0" }, sameLine: { version: "1.5.0" }, broughtFixedBy: null }],
      },
    ]);
  });

  it("comes fixed with the smallest version of the direct dependency that a head build shows", async () => {
    await inventory.ship({ service: "web" }, brings("top", "1.0.0", "1.0.0"));
    await inventory.ship({ service: "more" }, brings("top", "1.1.0", "1.4.0"));
    await inventory.ship({ service: "late" }, brings("top", "1.4.0", "1.6.0"));
    await inventory.ship({ service: "good" }, brings("top", "1.3.0", "1.5.2"));
    await inventory.ship({ service: "next" }, brings("top", "1.2.0-rc.1", "1.5.1"));
    await bad();
    expect((await plan({ service: "web" })).data[0]?.brings).toMatchObject([{ broughtFixedBy: { version: "1.3.0", brings: "1.5.2", isInUse: false } }]);
    // The version in use brings a fixed one elsewhere.
    await inventory.ship({ service: "same" }, brings("top", "1.0.0", "1.5.0"));
    expect((await plan({ service: "web" })).data[0]?.brings).toMatchObject([{ broughtFixedBy: { version: "1.0.0", brings: "1.5.0", isInUse: true } }]);
  });

  it("is no evidence where the package is a direct dependency too, and a version that brings a bad one anywhere is none", async () => {
    await inventory.ship({ service: "web" }, brings("top", "1.0.0", "1.0.0"));
    const both = documentOf([npm("top", "1.1.0"), npm("deep", "1.5.0")], { root: ["top", "deep"], edges: { top: ["deep"] } });
    await inventory.ship({ service: "both" }, both);
    await inventory.ship({ service: "good" }, brings("top", "1.2.0", "1.5.0"));
    await inventory.ship({ service: "not-good" }, brings("top", "1.2.0", "1.4.0"));
    await bad();
    expect((await plan({ service: "web" })).data[0]?.brings).toMatchObject([{ broughtFixedBy: null }]);
  });

  it("needs every direct dependency that brings it, and is planned as itself where nobody says which", async () => {
    const two = documentOf([npm("one", "1.0.0"), npm("two", "1.0.0"), npm("deep", "1.0.0")], { root: ["one", "two"], edges: { one: ["deep"], two: ["deep"] } });
    await inventory.ship({ service: "web" }, two);
    await inventory.ship({ service: "api" }, brings("two", "1.0.0", "1.0.0"));
    await bad();
    const { data } = await plan();
    expect(data.map((each) => [each.package.name, each.concerns.findings, each.closes.findings, each.closedSoFar])).toEqual([
      ["two", 2, 1, 1],
      ["one", 1, 0, 2],
    ]);
    const lost = documentOf([npm("top", "1.0.0"), npm("deep", "1.0.0")], { root: ["top"] });
    await inventory.ship({ service: "lost" }, lost);
    const alone = await plan({ service: "lost" });
    expect(alone.data).toMatchObject([{ package: { name: "deep" }, how: "overridden", own: 1, any: { version: "1.5.0" } }]);
    expect(alone.meta).toMatchObject({ unexplained: 1 });
  });

  it("follows a build that changes only what brings it", async () => {
    await inventory.ship({ service: "web" }, brings("top", "1.0.0", "1.0.0"));
    await bad();
    expect((await plan()).data).toMatchObject([{ versions: [{ version: "1.0.0" }] }]);
    await inventory.ship({ service: "web" }, brings("top", "1.1.0", "1.0.0"));
    expect((await plan()).data).toMatchObject([{ versions: [{ version: "1.1.0" }] }]);
    await inventory.ship({ service: "web" }, brings("other", "1.0.0", "1.0.0"));
    expect((await plan()).data).toMatchObject([{ package: { name: "other" } }]);
  });
});

describe("what counts", () => {
  beforeEach(async () => {
    await inventory.own("team-a", ["web"]);
    await inventory.ship({ service: "web" }, documentOf([npm("lib", "1.0.0")]));
    await inventory.ship({ service: "api" }, documentOf([npm("lib", "1.0.0"), npm("tool", "1.0.0")]));
    await bug("GHSA-1111-1111-1111", "lib", [{ introduced: "0" }, { fixed: "1.2.0" }], { database_specific: { severity: "CRITICAL" } });
    await bug("GHSA-2222-2222-2222", "tool", [{ introduced: "0" }, { fixed: "1.2.0" }], { database_specific: { severity: "LOW" } });
  });

  it("leaves out what people decided to leave, and takes it in again", async () => {
    await givenPeople(inventory.database.pool);
    await plan();
    const decided = { status: "not_affected", justification: "code_not_reachable" } as const;
    const { decisions } = await makeDecision({ ctx: ada, input: { ...decided, filter: { q: "npm:tool", service: "api" } } });
    expect((await plan()).data.map(({ package: { name } }) => name)).toEqual(["lib"]);
    for (const { id } of decisions) await endDecision({ ctx: ada, input: { id } });
    expect((await plan()).data.map(({ package: { name } }) => name)).toEqual(["lib", "tool"]);
  });

  it("is narrowed by team, service, severity, tier and where it runs", async () => {
    const names = async (input: Input) => (await plan(input)).data.map(({ package: { name }, concerns }) => `${name} ${concerns.findings}`);
    expect(await names({ team: "team-a" })).toEqual(["lib 1"]);
    expect(await names({ team: "none" })).toEqual(["lib 1", "tool 1"]);
    expect(await names({ service: ["api", "web"] })).toEqual(["lib 2", "tool 1"]);
    expect(await names({ severity: "critical" })).toEqual(["lib 2"]);
    expect(await names({ kev: "true" })).toEqual([]);
    expect(await names({ ecosystem: "pypi" })).toEqual([]);
    await inventory.database.pool.query("update service set tier = 1 where slug = 'web'");
    expect(await names({ tier: "1" })).toEqual(["lib 1"]);
    expect(await names({ tier: "3" })).toEqual(["lib 1", "tool 1"]);
    await inventory.database.pool.query("update open_finding set exposure = 2 where service_id = (select id from service where slug = 'api')");
    expect(await names({ environment: "production" })).toEqual(["lib 1", "tool 1"]);
    expect((await plan({ team: "team-a", severity: "critical" })).data[0]?.href).toBe(
      "/findings?q=pkg%3Anpm%2Flib&decision=todo&team=team-a&severity=critical",
    );
  });

  it("is exported as CSV, and as Markdown for each team", async () => {
    await plan();
    const csv = await exportRemediationPlan({ ctx: reader, input: {} });
    expect(csv.body.split("\r\n")[1]).toBe("1,npm,lib,,,1,direct,1.0.0,2,1.2.0,1.2.0,advisory,0,2,,,2,2,1,2,2,1,0,2,0,0,2");
    const markdown = await exportRemediationPlan({ ctx: reader, input: { format: "markdown" } });
    expect(markdown.body).toContain("## team-a\n\n1 upgrade closes 1 of 1 open findings");
    expect(markdown.body).toContain("## Services without a team\n\n2 upgrades close 2 of 2 open findings");
    expect(markdown.body).toContain("| 1 | npm:lib | 1.0.0 | 1.2.0 | 1.2.0 | 1 | 1 | 1 |  |");
  });

  it("is for those who may read the inventory", async () => {
    await expect(getRemediationPlan({ ctx: stranger, input: {} })).rejects.toMatchObject({ code: "forbidden" });
    await expect(exportRemediationPlan({ ctx: stranger, input: {} })).rejects.toMatchObject({ code: "forbidden" });
  });
});
