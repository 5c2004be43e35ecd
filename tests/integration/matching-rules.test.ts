import { beforeEach, describe, expect, it } from "vitest";
import { documentOf, withInventory } from "./inventory-fixture";
import { advisoryTables, takeRecord } from "./setup/stored-advisory";

// Each rule by which advisories are matched, from the OSV record and the SBOM's purl to the verdict. Its parts have finer tests beside them.
const inventory = withInventory();
const pool = () => inventory.database.pool;

type Entry = Record<string, unknown>;
type Rule = { rule: string; entries: Entry[]; record?: Entry; verdicts: Record<string, string> };

const range = (...events: Record<string, string>[]) => ({ type: "ECOSYSTEM", events });
const until = (fixed: string, introduced = "0") => range({ introduced }, { fixed });
const all = range({ introduced: "0" });
const git = { type: "GIT", repo: "https://example.org/x.git", events: [{ introduced: "0" }] };
const of = (ecosystem: string, name: string, ...ranges: object[]): Entry => ({ package: { ecosystem, name }, ranges });
const npm = (...ranges: object[]) => of("npm", "x", ...ranges);

const ranges: Rule[] = [
  {
    rule: "listed versions and ranges are a union, never an intersection",
    entries: [{ ...npm(until("2.0.0", "1.0.0")), versions: ["3.0.0"] }],
    verdicts: { "pkg:npm/x@1.5.0": "affected, fixed in 2.0.0", "pkg:npm/x@2.0.0": "-", "pkg:npm/x@3.0.0": "affected" },
  },
  {
    rule: "entries of affected are a union",
    entries: [npm(until("1.1.0", "1.0.0")), npm(until("2.1.0", "2.0.0"))],
    verdicts: { "pkg:npm/x@1.0.5": "affected, fixed in 1.1.0", "pkg:npm/x@1.5.0": "-", "pkg:npm/x@2.0.5": "affected, fixed in 2.1.0" },
  },
  {
    rule: "a GIT range is skipped alone",
    entries: [npm(git, until("1.0.0"))],
    verdicts: { "pkg:npm/x@0.9.0": "affected, fixed in 1.0.0", "pkg:npm/x@1.0.0": "-" },
  },
  {
    rule: "0 is before every version, pre-releases too",
    entries: [npm(until("1.0.0"))],
    verdicts: { "pkg:npm/x@0.0.0-alpha": "affected, fixed in 1.0.0", "pkg:npm/x@1.0.0-rc.1": "affected, fixed in 1.0.0" },
  },
  {
    rule: "a limit cuts what is not below it",
    entries: [npm(range({ introduced: "1.0.0" }, { limit: "2.0.0" }))],
    verdicts: { "pkg:npm/x@1.9.9": "affected", "pkg:npm/x@2.0.0": "-" },
  },
  {
    rule: "last_affected is affected itself, and names no fix",
    entries: [npm(range({ introduced: "0" }, { last_affected: "1.5.0" }))],
    verdicts: { "pkg:npm/x@1.5.0": "affected", "pkg:npm/x@1.5.1": "-" },
  },
  {
    rule: "GHSA's last_known_affected_version_range is an upper bound",
    entries: [{ ...npm(all), database_specific: { last_known_affected_version_range: "<= 1.5.0" } }],
    verdicts: { "pkg:npm/x@1.5.0": "affected", "pkg:npm/x@1.5.1": "-" },
  },
  {
    rule: "the fixed version is the one of the version's own branch",
    entries: [npm(until("1.4.2", "1.0.0"), until("2.3.1", "2.0.0"))],
    verdicts: { "pkg:npm/x@1.4.1": "affected, fixed in 1.4.2", "pkg:npm/x@2.0.0": "affected, fixed in 2.3.1" },
  },
  {
    rule: "what has no order, no version or no readable bound is undetermined, never clean",
    entries: [npm(until("2.0.0"))],
    verdicts: { "pkg:npm/x@next": "undetermined, version_unorderable", "pkg:npm/x": "undetermined, version_missing" },
  },
  { rule: "a withdrawn advisory affects nothing", entries: [npm(all)], record: { withdrawn: "2026-01-02T00:00:00Z" }, verdicts: { "pkg:npm/x@1.0.0": "-" } },
];

const deb = (name: string, version: string, rest: string) => `pkg:deb/${name}@${encodeURIComponent(version)}?${rest}`;
const rpm = (name: string, version: string, rest: string) => `pkg:rpm/${name}@${version}?${rest}`;
const distros: Rule[] = [
  {
    rule: "Debian is matched by source package, source version with epoch, and release",
    entries: [of("Debian:12", "openssl", until("1:3.0.12-1")), of("Debian:11", "openssl", until("9"))],
    verdicts: {
      [deb("debian/libssl3", "3.0.11-1", "distro=debian-12&upstream=openssl%401:3.0.11-1")]: "affected, fixed in 1:3.0.12-1",
      [deb("debian/libssl3", "9.9-1", "distro=debian-12&upstream=openssl%402:0.1-1")]: "-",
      [deb("debian/libssl3", "3.0.11-2", "distro=debian-13&upstream=openssl%401:3.0.11-1")]: "-",
      [deb("debian/other", "3.0.11-1", "distro=debian-12")]: "-",
    },
  },
  {
    rule: "a missing release is of low confidence, not a wildcard",
    entries: [of("Debian:12", "curl", until("7.88.1-10"))],
    verdicts: { "pkg:deb/debian/curl@7.0-1": "undetermined, release_unknown", "pkg:deb/debian/curl@8.0-1": "-" },
  },
  {
    rule: "Ubuntu's LTS releases are those of SBOMs; Pro counts where the archive has no entry",
    entries: [of("Ubuntu:22.04:LTS", "curl", until("7.81.0-1ubuntu1.15")), of("Ubuntu:Pro:18.04:LTS", "curl", until("7.58.0-2ubuntu3.24+esm3"))],
    verdicts: {
      [deb("ubuntu/curl", "7.81.0-1ubuntu1.14", "distro=ubuntu-22.04")]: "affected, fixed in 7.81.0-1ubuntu1.15",
      [deb("ubuntu/curl", "7.58.0-2ubuntu3.24", "distro=ubuntu-18.04")]: "affected, fixed in 7.58.0-2ubuntu3.24+esm3",
      [deb("ubuntu/curl", "7.58.0-2ubuntu3.25", "distro=ubuntu-20.04")]: "-",
    },
  },
  {
    rule: "Alpine is matched by its origin and branch",
    entries: [of("Alpine:v3.18", "openssl", until("3.1.4-r1"))],
    verdicts: {
      "pkg:apk/alpine/libssl3@3.1.4-r0?distro=alpine-3.18.2&upstream=openssl": "affected, fixed in 3.1.4-r1",
      "pkg:apk/alpine/libssl3@3.1.4-r0?distro=alpine-3.19.0&upstream=openssl": "-",
    },
  },
  {
    rule: "RHEL and its rebuilds without advisories of their own are matched by major release; streams of subscribers are not",
    entries: [of("Red Hat:enterprise_linux:9::baseos", "bash", until("0:5.1.8-6.el9_1")), of("Red Hat:rhel_eus:9.0::baseos", "bash", until("0:5.1.8-9.el9_0"))],
    verdicts: {
      [rpm("redhat/bash", "5.1.8-5.el9", "distro=rhel-9.4")]: "affected, fixed in 0:5.1.8-6.el9_1",
      [rpm("centos/bash", "5.1.8-5.el9", "distro=centos-9")]: "affected, fixed in 0:5.1.8-6.el9_1",
      [rpm("oracle/bash", "5.1.8-5.el9", "distro=ol-9.3")]: "affected, fixed in 0:5.1.8-6.el9_1",
      [rpm("redhat/bash", "5.1.8-7.el9", "distro=rhel-9.4")]: "-",
      [rpm("redhat/bash", "5.1.8-5.el8", "distro=rhel-8.4")]: "-",
      [rpm("amzn/bash", "5.1.8-5.amzn2023", "distro=amzn-2023")]: "-",
    },
  },
  {
    rule: "AlmaLinux and Rocky Linux are matched by their own advisories alone",
    entries: [of("AlmaLinux:9", "bash", until("5.1.8-6.el9")), of("Rocky Linux:8", "bash", until("0:4.4.20-5.el8"))],
    verdicts: {
      [rpm("almalinux/bash", "5.1.8-5.el9", "distro=almalinux-9.4")]: "affected, fixed in 5.1.8-6.el9",
      [rpm("rocky/bash", "4.4.20-4.el8", "distro=rocky-8.9")]: "affected, fixed in 0:4.4.20-5.el8",
      [rpm("redhat/bash", "4.4.20-4.el8", "distro=rhel-8.9")]: "-",
    },
  },
  {
    rule: "SUSE's products of one service pack share their packages, openSUSE Leap and Tumbleweed are apart",
    entries: [of("SUSE:Linux Enterprise Module for Basesystem 15 SP4", "curl", until("8.0.1-1")), of("openSUSE:Leap 15.4", "curl", until("8.0.1-2"))],
    verdicts: {
      [rpm("suse/curl", "7.79.1-1", "distro=sles-15.4")]: "affected, fixed in 8.0.1-1",
      [rpm("suse/curl", "7.79.1-1", "distro=sles-15.5")]: "-",
      [rpm("opensuse/curl", "7.79.1-1", "distro=opensuse-leap-15.4")]: "affected, fixed in 8.0.1-2",
      [rpm("opensuse/curl", "7.79.1-1", "distro=opensuse-tumbleweed-20240101")]: "-",
    },
  },
  {
    rule: "Wolfi and Chainguard roll, each by its own advisories",
    entries: [of("Wolfi", "curl", until("8.5.0-r0")), of("Chainguard", "zlib", until("1.3-r1"))],
    verdicts: {
      "pkg:apk/wolfi/curl@8.4.0-r0?distro=wolfi-20230201": "affected, fixed in 8.5.0-r0",
      "pkg:apk/chainguard/zlib@1.3-r0": "affected, fixed in 1.3-r1",
      "pkg:apk/wolfi/zlib@1.3-r0?distro=wolfi-20230201": "-",
    },
  },
];

const languages: Rule[] = [
  {
    rule: "Go's standard library is matched by the toolchain's version",
    entries: [of("Go", "stdlib", { type: "SEMVER", events: [{ introduced: "0" }, { fixed: "1.21.5" }] })],
    verdicts: {
      "pkg:golang/stdlib@1.21.4": "affected, fixed in 1.21.5",
      "pkg:golang/std@go1.21rc2": "affected, fixed in 1.21.5",
      "pkg:golang/stdlib@1.21.5": "-",
    },
  },
  {
    rule: "Go's pseudo-versions have their place, and (devel) has none",
    entries: [of("Go", "example.org/m", { type: "SEMVER", events: [{ introduced: "0" }, { fixed: "0.3.1" }] })],
    verdicts: {
      "pkg:golang/example.org/m@v0.3.1-0.20240101000000-0123456789ab": "affected, fixed in 0.3.1",
      "pkg:golang/example.org/m@v0.3.2-0.20240101000000-0123456789ab": "-",
      "pkg:golang/example.org/m@(devel)": "undetermined, version_unorderable",
    },
  },
  {
    rule: "Go's custom_ranges take the place of a range that says all",
    entries: [
      {
        ...of("Go", "example.org/m", { type: "SEMVER", events: [{ introduced: "0" }] }),
        ecosystem_specific: { custom_ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "2.5.0" }] }] },
      },
    ],
    verdicts: { "pkg:golang/example.org/m@v2.4.0": "affected, fixed in 2.5.0", "pkg:golang/example.org/m@v2.5.0": "-" },
  },
  {
    rule: "names are normalised for each ecosystem",
    entries: [of("PyPI", "Zope.Interface_X", until("2")), of("NuGet", "Newtonsoft.Json", until("2.0.0")), of("Packagist", "Drupal/Core", until("2.0.0"))],
    verdicts: {
      "pkg:pypi/zope-interface-x@1": "affected, fixed in 2",
      "pkg:nuget/newtonsoft.JSON@1.0.0": "affected, fixed in 2.0.0",
      "pkg:composer/drupal/core@1.0.0": "affected, fixed in 2.0.0",
    },
  },
  {
    rule: "names of npm that differ in case are two packages",
    entries: [of("npm", "JSONStream", all)],
    verdicts: { "pkg:npm/JSONStream@1.0.0": "affected", "pkg:npm/jsonstream@1.0.0": "-" },
  },
  {
    rule: "the repository behind Maven and Packagist is cut",
    entries: [
      of("Maven:https://maven.google.com", "androidx.core:core", until("1.2")),
      of("Packagist:https://packages.drupal.org/8", "drupal/group", until("2.0.0")),
    ],
    verdicts: { "pkg:maven/androidx.core/core@1.1": "affected, fixed in 1.2", "pkg:composer/drupal/group@1.0.0": "affected, fixed in 2.0.0" },
  },
  {
    rule: "malware of all versions hits everything, also what has no order",
    entries: [npm(all)],
    record: { id: "MAL-2026-1" },
    verdicts: { "pkg:npm/x@1.0.0": "affected", "pkg:npm/x@next": "affected", "pkg:npm/x": "affected" },
  },
  {
    rule: "malware with an explicit list means the list, not the wildcard beside it",
    entries: [{ ...npm(all), versions: ["6.6.6"] }],
    record: { id: "MAL-2026-1" },
    verdicts: { "pkg:npm/x@6.6.6": "affected", "pkg:npm/x@1.0.0": "-" },
  },
];

beforeEach(async () => {
  await pool().query(
    `select testing.emptied('package, package_version, document, document_body, composition, upload, ${advisoryTables}', 'restart identity cascade')`,
  );
  await inventory.empty();
});

/** Ships each purl as a service of its own. */
async function ship(purls: readonly string[]): Promise<void> {
  for (const [n, purl] of purls.entries()) {
    const version = /[^/]@([^?]*)/.exec(purl)?.[1];
    await inventory.ship({ service: `s${n}` }, documentOf([{ name: "c", purl, ...(version === undefined ? {} : { version: decodeURIComponent(version) }) }]));
  }
}

async function verdictOn(n: number): Promise<string> {
  const { rows } = await pool().query<{ line: string }>(
    `select m.state || case when m.state = 'undetermined' then ', ' || m.reason when m.fixed is null then '' else ', fixed in ' || m.fixed end as line
     from service s join artifact a on a.service_id = s.id join presence p on p.artifact_id = a.id join match m on m.package_version_id = p.package_version_id
     where s.slug = $1`,
    [`s${n}`],
  );
  return rows.map(({ line }) => line).join(" and ") || "-";
}

describe.each([
  ["ranges", ranges],
  ["distros", distros],
  ["languages and malware", languages],
] as const)("the rules for %s", (_, rules) => {
  it.each(rules)("$rule", async ({ entries, record, verdicts }) => {
    const purls = Object.keys(verdicts);
    await ship(purls);
    await takeRecord(pool(), { id: "OSV-2026-1", modified: "2026-01-02T00:00:00Z", ...record, affected: entries });
    const found: Record<string, string> = {};
    for (const [n, purl] of purls.entries()) found[purl] = await verdictOn(n);
    expect(found).toEqual(verdicts);
  });
});

describe("the rules for groups", () => {
  const entries = [npm(until("2.0.0"))];
  const findings = async () =>
    (await pool().query("select u.display_id as id, f.close_reason as closed from finding f join vulnerability u on u.id = f.vulnerability_id order by 1"))
      .rows;

  it("a GHSA and its CVE are one finding, never two", async () => {
    await ship(["pkg:npm/x@1.0.0"]);
    await takeRecord(pool(), { id: "GHSA-aaaa-bbbb-cccc", modified: "2026-01-02T00:00:00Z", aliases: ["CVE-2026-1"], affected: entries });
    await takeRecord(pool(), { id: "CVE-2026-1", modified: "2026-01-02T00:00:00Z", affected: entries });
    expect(await findings()).toEqual([{ id: "CVE-2026-1", closed: null }]);
  });

  it("what is related or upstream is never merged", async () => {
    await ship(["pkg:npm/x@1.0.0"]);
    const others = { related: ["CVE-2026-1"], upstream: ["CVE-2026-1"] };
    await takeRecord(pool(), { id: "GHSA-aaaa-bbbb-cccc", modified: "2026-01-02T00:00:00Z", ...others, affected: entries });
    await takeRecord(pool(), { id: "CVE-2026-1", modified: "2026-01-02T00:00:00Z", affected: entries });
    expect(await findings()).toHaveLength(2);
  });

  it("a withdrawn advisory closes its findings and says so", async () => {
    await ship(["pkg:npm/x@1.0.0"]);
    const record = { id: "GHSA-aaaa-bbbb-cccc", modified: "2026-01-02T00:00:00Z", affected: entries };
    await takeRecord(pool(), record);
    await takeRecord(pool(), { ...record, modified: "2026-01-03T00:00:00Z", withdrawn: "2026-01-03T00:00:00Z" });
    expect(await findings()).toEqual([{ id: "GHSA-aaaa-bbbb-cccc", closed: "withdrawn" }]);
  });

  it("RustSec's informational is a kind of its own, and severity keeps source, vector and word together", async () => {
    const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
    const entry = { ...of("crates.io", "old", all), database_specific: { informational: "unmaintained" } };
    await takeRecord(pool(), { id: "RUSTSEC-2026-1", modified: "2026-01-02T00:00:00Z", affected: [entry] });
    await takeRecord(pool(), {
      id: "GHSA-aaaa-bbbb-cccc",
      modified: "2026-01-02T00:00:00Z",
      severity: [{ type: "CVSS_V3", score: vector }],
      affected: entries,
    });
    const { rows } = await pool().query(
      "select kind, severity, severity_source as source, severity_vector as vector from vulnerability order by display_id desc",
    );
    expect(rows).toEqual([
      { kind: "unmaintained", severity: "unscored", source: null, vector: null },
      { kind: "vulnerability", severity: "critical", source: "GHSA-aaaa-bbbb-cccc", vector },
    ]);
  });
});
