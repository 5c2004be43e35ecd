import { runMigrations } from "graphile-worker";
import { Pool } from "pg";
import { beforeEach, expect, it } from "vitest";
import { findAffectedServices } from "@/lib/blast-radius";
import { createPool } from "@/lib/db";
import { resolveInBulk } from "@/lib/inventory/ingest/bulk-dictionary";
import { VersionRekeying } from "@/lib/inventory/rekey/version-rekeying";
import { startWorker } from "@/lib/jobs/worker";
import type { Component } from "@/lib/sbom/model";
import { keyRevision } from "@/lib/versions";
import { documentOf, type Held, npm, reader, withInventory } from "./inventory-fixture";

const inventory = withInventory();
const gem = (name: string, version: string): Held => ({ name, version, purl: `pkg:gem/${name}@${encodeURIComponent(version)}` });

const pool = () => inventory.database.pool;
/** As an older release left them: without a key, as it knew no order for gems, or with one that it made otherwise. */
const makeOutdated = (versions: readonly string[]) =>
  pool().query("update package_version set version_key = null, key_rev = $2 where version = any($1)", [versions, keyRevision - 1]);
const revisions = async () => (await pool().query<{ version: string; rev: number }>("select version, key_rev as rev from package_version order by id")).rows;
const asks = async (q: string) => {
  const { data, unknown } = await findAffectedServices({ ctx: reader, input: { q } });
  return { affected: data.map(({ service }) => service.slug).sort(), unknown: unknown.map(({ service }) => service.slug).sort() };
};

beforeEach(async () => {
  await pool().query("select testing.emptied('package, package_version', 'restart identity cascade')");
  await inventory.empty();
});

it("new package versions have the key revision of today", async () => {
  await inventory.ship({ service: "shop" }, documentOf([gem("rails", "6.0.1"), npm("left-pad", "1.0.0"), gem("odd", "not a version")]));
  expect((await revisions()).map(({ rev }) => rev)).toEqual([keyRevision, keyRevision, keyRevision]);
});

it("so have those of large documents, and a range has no key there either", async () => {
  const component = (name: string, version: string): Component =>
    ({ key: `${name}@${version}`, ecosystem: "maven", name, version, release: "", sha256: null }) as Component;
  // COPY does not go with a pipelined pool.
  const plain = new Pool({ connectionString: inventory.database.url });
  await resolveInBulk(plain, [component("a:b", "1.0"), component("a:b", "1.x")], () => {}).finally(() => plain.end());
  const { rows } = await pool().query("select version, key_rev as rev, version_key is null as keyless from package_version order by version");
  expect(rows).toEqual([
    { version: "1.0", rev: keyRevision, keyless: false },
    { version: "1.x", rev: keyRevision, keyless: true },
  ]);
});

it("a version without a key is unknown to a question by range, until it is keyed again", async () => {
  await inventory.ship({ service: "old" }, documentOf([gem("rails", "6.0.1")]));
  await inventory.ship({ service: "new" }, documentOf([gem("rails", "7.0.0")]));
  await makeOutdated(["6.0.1", "7.0.0"]);
  expect(await asks("gem:rails@~> 6.0")).toEqual({ affected: [], unknown: ["new", "old"] });
  expect(await new VersionRekeying(pool()).sweep({ budgetMs: 60_000 })).toEqual({ rekeyed: 2, isDone: true });
  expect(await asks("gem:rails@~> 6.0")).toEqual({ affected: ["old"], unknown: [] });
});

it("goes through all rows by id, writes each once, and goes on with what comes later", async () => {
  const versions = Array.from({ length: 25 }, (_, i) => `1.${i}`);
  await inventory.ship({ service: "shop" }, documentOf(versions.map((version) => gem("rack", version))));
  await makeOutdated(versions.filter((_, i) => i % 2 === 0));
  const rekeying = new VersionRekeying(pool(), 4);
  // No budget: one stretch of four rows, of which two are outdated.
  expect(await rekeying.sweep({ budgetMs: 0 })).toEqual({ rekeyed: 2, isDone: false });
  expect(await rekeying.sweep({ budgetMs: 60_000 })).toEqual({ rekeyed: 11, isDone: true });
  expect(await rekeying.sweep({ budgetMs: 60_000 })).toEqual({ rekeyed: 0, isDone: true });
  expect(new Set((await revisions()).map(({ rev }) => rev))).toEqual(new Set([keyRevision]));
  await inventory.ship({ service: "late" }, documentOf([gem("rack", "9.0")]));
  await makeOutdated(["9.0"]);
  expect(await rekeying.sweep({ budgetMs: 60_000 })).toEqual({ rekeyed: 1, isDone: true });
});

it("leaves keys of a newer revision alone, as of an instance that is ahead in an upgrade", async () => {
  await inventory.ship({ service: "shop" }, documentOf([gem("rack", "1.0")]));
  await pool().query("update package_version set version_key = '\\x01', key_rev = $1", [keyRevision + 1]);
  expect(await new VersionRekeying(pool()).sweep({ budgetMs: 60_000 })).toEqual({ rekeyed: 0, isDone: true });
  const { rows } = await pool().query("select key_rev as rev from package_version");
  expect(rows).toEqual([{ rev: keyRevision + 1 }]);
});

it("gives way to uploads after one stretch", async () => {
  await inventory.ship({ service: "shop" }, documentOf(["1.0", "1.1", "1.2"].map((version) => gem("rack", version))));
  await makeOutdated(["1.0", "1.1", "1.2"]);
  await pool().query(
    "insert into upload (id, status, request, actor_kind, actor_name, created_at) values (gen_random_uuid(), 'queued', '{}', 'system', 'test', now())",
  );
  expect(await new VersionRekeying(pool(), 1).sweep({ budgetMs: 60_000 })).toEqual({ rekeyed: 1, isDone: false });
});

it("is a task of the worker", async () => {
  await inventory.ship({ service: "shop" }, documentOf([gem("rack", "1.0")]));
  await makeOutdated(["1.0"]);
  const queue = createPool(inventory.database.url, 4);
  await runMigrations({ pgPool: queue });
  await queue.query("select graphile_worker.add_job('rekey')");
  const runner = await startWorker({ queue, ingestPool: pool() });
  const isCurrent = async () => (await revisions()).every(({ rev }) => rev === keyRevision);
  for (let i = 0; i < 100 && !(await isCurrent()); i++) await new Promise((resolve) => setTimeout(resolve, 50));
  await runner.stop();
  await queue.end();
  expect(await revisions()).toEqual([{ version: "1.0", rev: keyRevision }]);
});

it("questions name each ecosystem's ranges", async () => {
  const held: Record<string, Held> = {
    nuget: { name: "Newtonsoft.Json", version: "12.0.3", purl: "pkg:nuget/Newtonsoft.Json@12.0.3" },
    composer: { name: "symfony/http-kernel", version: "v6.5", purl: "pkg:composer/symfony/http-kernel@v6.5" },
    hackage: { name: "aeson", version: "1.5.6.0", purl: "pkg:hackage/aeson@1.5.6.0" },
    cran: { name: "readxl", version: "1.4.1", purl: "pkg:cran/readxl@1.4.1" },
    pub: { name: "http", version: "0.13.1", purl: "pkg:pub/http@0.13.1" },
  };
  for (const [service, component] of Object.entries(held)) await inventory.ship({ service }, documentOf([component]));
  const questions: [string, string[]][] = [
    ["nuget:Newtonsoft.Json@<13", ["nuget"]],
    ["nuget:Newtonsoft.Json@[12.0,12.0.3)", []],
    ["nuget:Newtonsoft.Json@12.*", ["nuget"]],
    ["composer:symfony/http-kernel@^6.2 || ~7.0", ["composer"]],
    ["composer:symfony/http-kernel@6.5.0", ["composer"]],
    ["composer:symfony/http-kernel@>=6.0 <6.5.0", []],
    ["hackage:aeson@>=1 && <2", ["hackage"]],
    ["hackage:aeson@^>=1.4", []],
    ["cran:readxl@>= 1.4", ["cran"]],
    ["pub:http@<0.13.3", ["pub"]],
  ];
  for (const [q, affected] of questions) expect(await asks(q), q).toEqual({ affected, unknown: [] });
});
