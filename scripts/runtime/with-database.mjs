import { setTimeout as sleep } from "node:timers/promises";
import { ensureBuilt } from "../build.mjs";
import { isReady, urlOf } from "../postgres/cluster.mjs";
import { preparePlace } from "../postgres/place.mjs";
import { openEmbedded, serverHolds } from "./embedded.mjs";
import { ensureInstalled } from "./install.mjs";
import { readSettings } from "./settings.mjs";
import { runBundle } from "./tools.mjs";

const say = (line) => process.stderr.write(`${line}\n`);

/**
 * Runs a short command on a migrated database: that of DATABASE_URL, that of the running server, or the embedded one,
 * which is started for the moment. Only stderr is written to. `before` runs first, without a database.
 */
export async function withDatabase(work, { before } = {}) {
  const settings = readSettings();
  ensureInstalled(say);
  await ensureBuilt({ pages: false, say });
  const environmentFor = (url) => ({ DATABASE_URL: url, WHEREIN_URL: settings.publicUrl, LOG_LEVEL: "warn" });
  await before?.(environmentFor("postgresql://127.0.0.1/none"));
  const database = await openDatabase(settings);
  const stop = once(() => database.stop());
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop().then(() => process.exit(1)));
  try {
    await runBundle("migrate", [], environmentFor(database.url));
    return await work(environmentFor(database.url));
  } finally {
    await stop();
  }
}

async function openDatabase(settings) {
  if (settings.databaseUrl !== null) return { url: settings.databaseUrl, stop: async () => {} };
  const place = preparePlace(settings, say);
  while (serverHolds(place.dataDir)) {
    if (isReady(place.cluster)) return { url: urlOf(place.dataDir), stop: async () => {} };
    await sleep(50);
  }
  const database = await openEmbedded(settings, "command", say, place);
  await database.synced;
  return database;
}

function once(work) {
  let result = null;
  return () => {
    result ??= work();
    return result;
  };
}
