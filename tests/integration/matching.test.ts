import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inTransaction } from "@/lib/db/transaction";
import { matchPackageVersions, rematchEverything } from "@/lib/matching";
import { storedKey } from "@/lib/versions";
import { advisoryTables, packageIdOf, type TestAdvisory, tellAdvisory } from "./setup/stored-advisory";
import { createTestDatabase, type TestDatabase } from "./setup/test-database";

let database: TestDatabase;
const pool = () => database.pool;

type Held = { ecosystem?: string; name: string; version: string; release?: string; source?: { name: string; version: string; release?: string } };

/** Adds a package version as ingest does, without matching it. */
async function hold({ ecosystem = "npm", name, version, release = "", source }: Held): Promise<number> {
  return inTransaction(async (client) => {
    const packageId = await packageIdOf(client, ecosystem, name);
    const known = source
      ? [await packageIdOf(client, ecosystem, source.name), source.version, source.release ?? "", storedKey(ecosystem, source.version)]
      : [null, null, null, null];
    const { rows } = await client.query<{ id: number }>(
      `insert into package_version (package_id, version, release, version_key, advisory_package_id, advisory_version, advisory_release, advisory_key)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
      [packageId, version, release, storedKey(ecosystem, version), ...known],
    );
    return rows[0]?.id ?? 0;
  }, pool());
}

const stored = async () => {
  const { rows } = await pool().query<{ line: string }>(
    `select concat_ws(' ', k.name, v.version, v.release, a.key, m.state, m.reason, m.fixed) as line from match m
       join package_version v on v.id = m.package_version_id join package k on k.id = v.package_id join advisory a on a.id = m.advisory_id`,
  );
  return rows.map(({ line }) => line.replace(/ +/g, " ")).sort();
};

/** The matches of a dictionary and advisories, which must be the same whichever side came last and when everything is matched anew. */
async function matchesOf(held: readonly Held[], advisories: readonly TestAdvisory[]): Promise<string[]> {
  for (const each of held) await hold(each);
  for (const each of advisories) await tellAdvisory(pool(), each);
  const lines = await stored();
  await pool().query("select testing.emptied('match')");
  const { rows } = await pool().query<{ id: number }>("select id from package_version");
  await inTransaction(
    (client) =>
      matchPackageVersions(
        client,
        rows.map(({ id }) => id),
      ),
    pool(),
  );
  expect(await stored()).toEqual(lines);
  expect(await inTransaction((client) => rematchEverything(client), pool())).toMatchObject({ added: 0, changed: 0, removed: 0 });
  return lines;
}

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await pool().query(`select testing.emptied('package, package_version, ${advisoryTables}', 'restart identity cascade')`);
});

const npm = (name: string, ...versions: string[]): Held[] => versions.map((version) => ({ name, version }));
const deb = (version: string, release: string): Held => ({ ecosystem: "deb", name: "debian/zlib1g", version, release });

describe("ranges", () => {
  it("a version lies in a range from its first version on and before the one that fixes it", async () => {
    const lines = await matchesOf(npm("a", "1.0.0", "1.2.0", "1.10.0", "2.0.0"), [{ key: "A", ranges: [{ name: "a", from: "1.2.0", fixed: "2.0.0" }] }]);
    expect(lines).toEqual(["a 1.10.0 A affected range 2.0.0", "a 1.2.0 A affected range 2.0.0"]);
  });

  it("the last affected version is affected, the next one is not", async () => {
    const lines = await matchesOf(npm("a", "1.5.0", "1.5.1"), [{ key: "A", ranges: [{ name: "a", last: "1.5.0" }] }]);
    expect(lines).toEqual(["a 1.5.0 A affected range"]);
  });

  it("a range from 0 to a fix includes pre-releases of the first version", async () => {
    const lines = await matchesOf(npm("a", "0.0.0-alpha", "1.0.0-rc.1", "1.0.0"), [{ key: "A", ranges: [{ name: "a", fixed: "1.0.0" }] }]);
    expect(lines).toEqual(["a 0.0.0-alpha A affected range 1.0.0", "a 1.0.0-rc.1 A affected range 1.0.0"]);
  });

  it("what fixes a version is what fixes its own branch", async () => {
    const ranges = [
      { name: "a", fixed: "1.9.1" },
      { name: "a", from: "2.0.0", fixed: "2.3.4" },
    ];
    const lines = await matchesOf(npm("a", "1.5.0", "2.1.0"), [{ key: "A", ranges }]);
    expect(lines).toEqual(["a 1.5.0 A affected range 1.9.1", "a 2.1.0 A affected range 2.3.4"]);
  });

  it("of two ranges that hold a version, the one that begins last says what fixes it", async () => {
    const ranges = [
      { name: "a", fixed: "3.0.0" },
      { name: "a", from: "1.4.0", fixed: "1.6.0" },
    ];
    expect(await matchesOf(npm("a", "1.5.0"), [{ key: "A", ranges }])).toEqual(["a 1.5.0 A affected range 1.6.0"]);
  });

  it("a range without begin and end hits every version, what cannot be ordered and what is missing too", async () => {
    const lines = await matchesOf(npm("a", "1.0.0", "not a version", ""), [{ key: "A", ranges: [{ name: "a" }] }]);
    expect(lines).toEqual(["a 1.0.0 A affected all_versions", "a A affected all_versions", "a not a version A affected all_versions"]);
  });

  it("a range of another package hits nothing, nor does one of the same name in another ecosystem", async () => {
    const lines = await matchesOf(npm("a", "1.0.0"), [{ key: "A", ranges: [{ name: "b" }, { ecosystem: "pypi", name: "a" }] }]);
    expect(lines).toEqual([]);
  });
});

describe("listed versions", () => {
  it("listed versions and ranges are united, never intersected", async () => {
    const lines = await matchesOf(npm("a", "0.1.0", "1.5.0", "3.0.0"), [
      { key: "A", ranges: [{ name: "a", from: "1.0.0", fixed: "2.0.0" }], versions: [{ name: "a", version: "3.0.0" }] },
    ]);
    expect(lines).toEqual(["a 1.5.0 A affected range 2.0.0", "a 3.0.0 A affected listed"]);
  });

  it("a listed version is the same version however it is written", async () => {
    const lines = await matchesOf(
      [{ ecosystem: "pypi", name: "a", version: "1.0" }],
      [{ key: "A", versions: [{ ecosystem: "pypi", name: "a", version: "1.0.0" }] }],
    );
    expect(lines).toEqual(["a 1.0 A affected listed"]);
  });

  it("a listed version without a key is compared as text", async () => {
    const lines = await matchesOf(npm("a", "odd one", "other one"), [{ key: "A", versions: [{ name: "a", version: "odd one" }] }]);
    expect(lines).toEqual(["a odd one A affected listed"]);
  });

  it("an explicit list beats a range over all versions", async () => {
    const lines = await matchesOf(npm("a", "1.0.0", "2.0.0"), [{ key: "A", ranges: [{ name: "a" }], versions: [{ name: "a", version: "1.0.0" }] }]);
    expect(lines).toEqual(["a 1.0.0 A affected listed", "a 2.0.0 A affected all_versions"]);
  });
});

describe("undetermined", () => {
  it("a version that cannot be ordered is undetermined against a range, and so is a missing one", async () => {
    const lines = await matchesOf(npm("a", "^1.0.0", ""), [{ key: "A", ranges: [{ name: "a", from: "1.0.0", fixed: "2.0.0" }] }]);
    expect(lines).toEqual(["a A undetermined version_missing", "a ^1.0.0 A undetermined version_unorderable"]);
  });

  it("a version range of an SBOM may mean a listed version, and a missing version may be one", async () => {
    const lines = await matchesOf(npm("a", "^1.0.0", "", "1.0.1"), [{ key: "A", versions: [{ name: "a", version: "1.0.0" }] }]);
    expect(lines).toEqual(["a A undetermined version_missing", "a ^1.0.0 A undetermined version_unorderable"]);
  });

  it("every version is undetermined against a range whose bounds could not be read", async () => {
    const lines = await matchesOf(npm("a", "1.0.0", "odd one", ""), [{ key: "A", ranges: [{ name: "a", unreadable: true }] }]);
    expect(lines).toEqual(["a 1.0.0 A undetermined version_unorderable", "a A undetermined version_missing", "a odd one A undetermined version_unorderable"]);
  });

  it("affected beats undetermined", async () => {
    const lines = await matchesOf(npm("a", "odd one"), [{ key: "A", ranges: [{ name: "a", fixed: "2.0.0" }], versions: [{ name: "a", version: "odd one" }] }]);
    expect(lines).toEqual(["a odd one A affected listed"]);
  });
});

describe("releases", () => {
  const advisory = (release: string): TestAdvisory => ({ key: "D", ranges: [{ ecosystem: "deb", name: "debian/zlib1g", release, fixed: "1.2.13-2" }] });

  it("only the same release is meant", async () => {
    const lines = await matchesOf([deb("1.2.13-1", "debian-12"), deb("1.2.13-1", "debian-11")], [advisory("debian-12")]);
    expect(lines).toEqual(["debian/zlib1g 1.2.13-1 debian-12 D affected range 1.2.13-2"]);
  });

  it("a row without a release means all releases of the package", async () => {
    const lines = await matchesOf([deb("1.2.13-1", "debian-12"), deb("1.2.13-1", "")], [advisory("")]);
    expect(lines).toEqual(["debian/zlib1g 1.2.13-1 D affected range 1.2.13-2", "debian/zlib1g 1.2.13-1 debian-12 D affected range 1.2.13-2"]);
  });

  it("a package version without a release is undetermined where its version would be inside, or cannot be ordered", async () => {
    const lines = await matchesOf([deb("1.2.13-1", ""), deb("1.2.13-9", ""), deb("", "")], [advisory("debian-12")]);
    expect(lines).toEqual(["debian/zlib1g 1.2.13-1 D undetermined release_unknown", "debian/zlib1g D undetermined release_unknown"]);
  });

  it("affected by a row for all releases beats a release that is unknown", async () => {
    const ranges = [...(advisory("debian-12").ranges ?? []), ...(advisory("").ranges ?? [])];
    expect(await matchesOf([deb("1.2.13-1", "")], [{ key: "D", ranges }])).toEqual(["debian/zlib1g 1.2.13-1 D affected range 1.2.13-2"]);
  });

  it("a listed version of one release is undetermined for a package version without one", async () => {
    const versions = [{ ecosystem: "deb", name: "debian/zlib1g", release: "debian-12", version: "1.2.13-1" }];
    expect(await matchesOf([deb("1.2.13-1", ""), deb("1.2.13-1", "debian-11")], [{ key: "D", versions }])).toEqual([
      "debian/zlib1g 1.2.13-1 D undetermined release_unknown",
    ]);
  });
});

describe("what advisories call a package", () => {
  const binary: Held = {
    ecosystem: "deb",
    name: "debian/libssl3",
    version: "3.0.11-1",
    release: "debian-12",
    source: { name: "debian/openssl", version: "1:3.0.11-1", release: "debian-12" },
  };

  it("a distro binary is matched by its source package, source version and release", async () => {
    const lines = await matchesOf(
      [binary],
      [
        { key: "S", ranges: [{ ecosystem: "deb", name: "debian/openssl", release: "debian-12", fixed: "1:3.0.12-1" }] },
        { key: "T", ranges: [{ ecosystem: "deb", name: "debian/openssl", release: "debian-12", fixed: "3.0.12-1" }] },
      ],
    );
    expect(lines).toEqual(["debian/libssl3 3.0.11-1 debian-12 S affected range 1:3.0.12-1"]);
  });

  it("and no more by its own name", async () => {
    expect(await matchesOf([binary], [{ key: "S", ranges: [{ ecosystem: "deb", name: "debian/libssl3" }] }])).toEqual([]);
  });
});

describe("changes", () => {
  it("a withdrawn advisory matches nothing", async () => {
    expect(await matchesOf(npm("a", "1.0.0"), [{ key: "A", withdrawn: true, ranges: [{ name: "a" }] }])).toEqual([]);
  });

  it("a package version has one match for each advisory, of the same vulnerability too", async () => {
    const advisories = ["GHSA-1", "CVE-1"].map((key) => ({ key, vulnerability: "CVE-1", ranges: [{ name: "a", fixed: "2.0.0" }] }));
    expect(await matchesOf(npm("a", "1.0.0"), advisories)).toEqual(["a 1.0.0 CVE-1 affected range 2.0.0", "a 1.0.0 GHSA-1 affected range 2.0.0"]);
  });

  it("only what differs is written when an advisory changes", async () => {
    for (const each of npm("a", "1.0.0", "1.5.0", "2.0.0")) await hold(each);
    await tellAdvisory(pool(), { key: "A", ranges: [{ name: "a", fixed: "1.6.0" }] });
    const rowsOf = async () => (await pool().query<{ line: string }>("select ctid::text || xmin::text as line from match order by package_version_id")).rows;
    const before = await rowsOf();
    await tellAdvisory(pool(), { key: "A", ranges: [{ name: "a", fixed: "1.6.0" }] });
    expect(await rowsOf()).toEqual(before);
    await tellAdvisory(pool(), {
      key: "A",
      ranges: [
        { name: "a", from: "1.2.0", fixed: "1.6.0" },
        { name: "a", from: "2.0.0", fixed: "2.0.1" },
      ],
    });
    expect(await stored()).toEqual(["a 1.5.0 A affected range 1.6.0", "a 2.0.0 A affected range 2.0.1"]);
    expect((await rowsOf())[0]).toEqual(before[1]);
    await tellAdvisory(pool(), { key: "A", ranges: [{ name: "a", from: "1.2.0", fixed: "1.7.0" }] });
    expect(await stored()).toEqual(["a 1.5.0 A affected range 1.7.0"]);
  });
});
