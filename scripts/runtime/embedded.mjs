import { setTimeout as sleep } from "node:timers/promises";
import { reachableBinaries } from "../postgres/binaries.mjs";
import { startCluster } from "../postgres/cluster.mjs";
import { preparePlace } from "../postgres/place.mjs";
import { acquireLock, lockHolder } from "./instance-lock.mjs";

/**
 * Takes the data directory and starts the embedded PostgreSQL in it.
 * @returns `url`, `synced` (of a new cluster: see startCluster), `stop()` which ends PostgreSQL and gives the directory back, `keep(say)` which restarts it if it dies
 */
export async function openEmbedded(settings, role, say, place = preparePlace(settings, say)) {
  const release = await acquireLock(place.dataDir, role);
  try {
    const binaries = reachableBinaries(place.account, place.dataDir, say);
    let cluster = await startCluster({ place, binaries });
    let stopping = false;
    const keep = async () => {
      while (!stopping) {
        const reason = await cluster.exited;
        if (stopping) return;
        say(`PostgreSQL ended (${reason}); it is started again.`);
        cluster = await restart(place, binaries, say);
      }
    };
    return {
      url: cluster.url,
      dataDir: place.dataDir,
      synced: cluster.synced,
      keep,
      stop: async () => {
        stopping = true;
        await cluster.stop();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** Always on the same port, because web and worker know the address. */
async function restart(place, binaries, say) {
  for (let wait = 200; ; wait = Math.min(wait * 2, 15_000)) {
    try {
      return await startCluster({ place, binaries, samePort: true });
    } catch (error) {
      say(`${error.message} Trying again in ${wait / 1000} s.`);
      await sleep(wait);
    }
  }
}

/** Whether a server has the data directory, and so its PostgreSQL runs. */
export function serverHolds(dataDir) {
  return lockHolder(dataDir)?.role === "server";
}
