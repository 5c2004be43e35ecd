import { beforeEach, expect, it } from "vitest";
import { documentOf, npm, withInventory } from "./inventory-fixture";
import { advisoryTables, tellAdvisory } from "./setup/stored-advisory";

const inventory = withInventory();
const pool = () => inventory.database.pool;

beforeEach(async () => {
  await pool().query(`truncate package, package_version, document, document_body, composition, upload, ${advisoryTables} restart identity cascade`);
  await inventory.empty();
});

const linesOf = async (text: string) => (await pool().query<{ line: string }>(text)).rows.map(({ line }) => line).sort();
const held = () =>
  linesOf(`select s.slug || ' ' || k.name || '@' || v.version as line from presence p join artifact a on a.id = p.artifact_id join service s on s.id = a.service_id
    join package_version v on v.id = p.package_version_id join package k on k.id = v.package_id`);
const matches = () =>
  linesOf("select k.name || '@' || v.version as line from match m join package_version v on v.id = m.package_version_id join package k on k.id = v.package_id");

const isWaiting = async () =>
  (await pool().query("select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")).rows.length > 0;

it("a version that another writer is adding is that one for both, and the others of its document are added", async () => {
  await tellAdvisory(pool(), { key: "GHSA-1", ranges: [{ ecosystem: "npm", name: "left", fixed: "2.0.0" }] });
  await inventory.ship({ service: "before" }, documentOf([npm("left", "0.9.0"), npm("right", "0.9.0")]));
  const other = await pool().connect();
  try {
    await other.query("begin");
    const { rows } = await other.query<{ id: number }>(
      "insert into package_version (package_id, version, release) select id, '1.0.0', '' from package where name = 'right' returning id",
    );
    const shipped = inventory.ship({ service: "svc" }, documentOf([npm("left", "1.0.0"), npm("right", "1.0.0"), npm("third", "1.0.0")]));
    await expect.poll(isWaiting, { timeout: 10_000 }).toBe(true);
    await other.query("commit");
    await shipped;
    const found = await pool().query<{ id: number }>(
      "select v.id from package_version v join package k on k.id = v.package_id where k.name = 'right' and v.version = '1.0.0'",
    );
    expect(found.rows).toEqual(rows);
  } finally {
    other.release();
  }
  expect(await held()).toEqual(["before left@0.9.0", "before right@0.9.0", "svc left@1.0.0", "svc right@1.0.0", "svc third@1.0.0"]);
  expect(await matches()).toEqual(["left@0.9.0", "left@1.0.0"]);
});

it("two artifacts whose first builds bring the same new versions in another order have the same ones", async () => {
  const components = Array.from({ length: 200 }, (_, i) => npm(`p${i}`, `${i}.0.0`));
  await Promise.all(
    Array.from({ length: 4 }, (_, i) => inventory.ship({ service: `svc-${i}` }, documentOf(i % 2 === 0 ? components : [...components].reverse()))),
  );
  const { rows } = await pool().query("select count(*)::int as versions from package_version");
  expect(rows).toEqual([{ versions: 200 }]);
  const held = await pool().query("select p.artifact_id, count(*)::int as n from presence p join package_version v on v.id = p.package_version_id group by 1");
  expect(held.rows.map(({ n }) => n)).toEqual([200, 200, 200, 200]);
});

it("ids belong to their versions, however many are new and whatever they are called", async () => {
  const components = ["10.0.0", "9.0.0", "1.0.0-é", "1.0.0-😀", "1.0.0-\uffee"].flatMap((version) => [npm("zeta", version), npm("alpha", version)]);
  await inventory.ship({ service: "svc", artifact: "one" }, documentOf(components));
  await inventory.ship({ service: "svc", artifact: "two" }, documentOf([npm("zeta", "9.0.0"), npm("alpha", "1.0.0-😀")]));
  const rows = await linesOf(`select k.name || '@' || v.version as line from presence p join artifact a on a.id = p.artifact_id
    join package_version v on v.id = p.package_version_id join package k on k.id = v.package_id where a.name = 'two'`);
  expect(rows).toEqual(["alpha@1.0.0-😀", "zeta@9.0.0"]);
});
