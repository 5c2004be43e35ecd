import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, expect, it } from "vitest";
import { reachableBinaries } from "../../scripts/postgres/binaries.mjs";
import { type Cluster, startCluster } from "../../scripts/postgres/cluster.mjs";
import { syncCluster } from "../../scripts/postgres/create-cluster.mjs";
import { preparePlace } from "../../scripts/postgres/place.mjs";

const dataDir = mkdtempSync(join(tmpdir(), "wherein-new-cluster-"));
const marker = join(dataDir, "cluster-not-synced");
let running: Cluster | null = null;

async function start(durable?: boolean): Promise<Cluster> {
  const place = preparePlace({ dataDir, dataDirChosen: true }, () => {});
  running = await startCluster({ place, binaries: reachableBinaries(place.account, dataDir, () => {}), ...(durable === undefined ? {} : { durable }) });
  return running;
}

async function answers({ url }: Cluster): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query("select 1 as one")).rows[0];
  } finally {
    await client.end();
  }
}

afterEach(async () => {
  await running?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

it("a new cluster is known not to be on the disk until it is, also by the start after one that was cut off", async () => {
  const hurried = await start(false);
  expect(await answers(hurried)).toEqual({ one: 1 });
  expect(existsSync(marker)).toBe(true);
  await hurried.stop();

  const next = await start();
  await next.synced;
  expect(existsSync(marker)).toBe(false);
  expect(await answers(next)).toEqual({ one: 1 });
});

it("a cluster that cannot be put on the disk is not acknowledged", async () => {
  const place = preparePlace({ dataDir, dataDirChosen: true }, () => {});
  const binaries = reachableBinaries(place.account, dataDir, () => {});
  writeFileSync(marker, "");
  await expect(syncCluster({ ...place, cluster: join(dataDir, "nowhere") }, binaries)).rejects.toThrow(/could not be written to the disk/);
  expect(existsSync(marker)).toBe(true);
});
