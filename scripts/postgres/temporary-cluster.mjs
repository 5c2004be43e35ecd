import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reachableBinaries } from "./binaries.mjs";
import { startCluster } from "./cluster.mjs";
import { preparePlace } from "./place.mjs";

// What a test acknowledges need not survive a power cut.
const forTests = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"];

/** A PostgreSQL of its own for tests: `url` of a database whose user may create others; `stop()` removes everything. */
export async function startTemporaryCluster() {
  const dataDir = mkdtempSync(join(tmpdir(), "wherein-test-"));
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  try {
    const place = preparePlace({ dataDir, dataDirChosen: true }, () => {});
    const cluster = await startCluster({ place, binaries: reachableBinaries(place.account, dataDir, () => {}), extraSettings: forTests, durable: false });
    const stop = async () => {
      await cluster.stop();
      remove();
    };
    return { url: cluster.url, stop };
  } catch (error) {
    remove();
    throw error;
  }
}
