import type pg from "pg";
import { dropIndexes, insertVulnerabilities } from "./findings-fleet";
import { bands, block, drawnRows, findingsPerArtifact, insertBlock, insertBlockTally, insertTotals, namedRows, vulnerabilities } from "./many-findings-rows";

/** One artifact in so many has its findings and presences too. */
const heldShare = 50;

export type ManyFindings = { open: number; artifacts: number; loadSeconds: number; indexSeconds: number };

/**
 * Fills an empty database with a queue of so many open findings: everything that its rows name, the rows as the product would write them (rank, due time and
 * class by its own expressions), and their counts. The indexes are away while rows are written, and made again from PostgreSQL's own definitions of them. The
 * table is not logged: that changes nothing of what is read. `look` is called between steps, and ends the load by throwing.
 */
export async function loadManyFindings(client: pg.Client, open: number, look: (doing: string) => void): Promise<ManyFindings> {
  const startedMs = performance.now();
  const artifacts = Math.max(1, Math.round(open / findingsPerArtifact));
  await client.query("set work_mem = '256MB'");
  await client.query("alter table open_finding set unlogged");
  await client.query("alter table open_finding set (autovacuum_enabled = false)");
  const first = await insertVulnerabilities(client, vulnerabilities);
  for (const { text, values } of namedRows(artifacts, first)) await client.query(text, values);
  const indexes = await dropEveryIndex(client, "open_finding");
  await writeRows(client, artifacts, look);
  const loadedMs = performance.now();
  for (const text of indexes) {
    look(text);
    await client.query(text);
  }
  const indexedMs = performance.now();
  await client.query(`insert into finding (${findingColumns}) select ${findingValues} from open_finding x where artifact_id % ${heldShare} = 0`);
  await client.query(`insert into presence (${presenceColumns}) select distinct ${presenceValues} from finding x`);
  await client.query("alter table open_finding reset (autovacuum_enabled)");
  await client.query("reset work_mem");
  await client.query("vacuum (analyze)");
  const { rows } = await client.query<{ n: number }>("select sum(n)::int as n from open_tally");
  return { open: rows[0]?.n ?? 0, artifacts, loadSeconds: (loadedMs - startedMs) / 1_000, indexSeconds: (indexedMs - loadedMs) / 1_000 };
}

async function writeRows(client: pg.Client, artifacts: number, look: (doing: string) => void): Promise<void> {
  look("Drawing findings");
  for (const text of drawnRows) await client.query(text);
  for (let before = 0; before < artifacts; before += block) {
    look(`Writing the findings of ${before + block} artifacts of ${artifacts}`);
    await client.query(insertBlock, [before / block, artifacts]);
    await client.query(insertBlockTally, [before / block, artifacts]);
  }
  look("Counting them");
  await client.query(insertTotals);
  await client.query("drop table bench_class, bench_place, bench_block, bench_tally");
  await client.query("vacuum (freeze, analyze) open_finding");
}

/** Drops all indexes of a table; returns the statements that make them again. */
async function dropEveryIndex(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    "select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = $1::regclass and contype = 'p'",
    [table],
  );
  const others = await dropIndexes(client, [table]);
  for (const { name } of rows) await client.query(`alter table ${table} drop constraint "${name}"`);
  return [...rows.map(({ name, definition }) => `alter table ${table} add constraint "${name}" ${definition}`), ...others];
}

/** Puts beside rows of the queue what a page reads of their findings and presences. */
export async function holdThese(client: pg.Client, keys: readonly { artifactId: number; packageVersionId: number; vulnerabilityId: number }[]): Promise<void> {
  const these = `from unnest($1::int[], $2::int[], $3::int[]) k(a, p, v) join open_finding x on x.artifact_id = k.a and x.package_version_id = k.p and x.vulnerability_id = k.v`;
  const values = [
    keys.map(({ artifactId }) => artifactId),
    keys.map(({ packageVersionId }) => packageVersionId),
    keys.map(({ vulnerabilityId }) => vulnerabilityId),
  ];
  await client.query(`insert into finding (${findingColumns}) select ${findingValues} ${these} on conflict do nothing`, values);
  await client.query(`insert into presence (${presenceColumns}) select distinct ${presenceValues} ${these} on conflict do nothing`, values);
}

const findingColumns = "artifact_id, package_version_id, vulnerability_id, opened_at, open_reason, advisory_ids";
const findingValues = `x.artifact_id, x.package_version_id, x.vulnerability_id, x.opened_at, 'build',
  array(select a.id from advisory a where a.vulnerability_id = x.vulnerability_id and a.source = 'osv')`;
const presenceColumns = "from_at, artifact_id, package_version_id, from_seq, depth, scope, direct, via";
const presenceValues = `now() - interval '2 years', x.artifact_id, x.package_version_id, 1, 2, 0, false,
  array[(select package_id from package_version v where v.id = x.package_version_id % ${bands} + 1)]`;
