import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuilt } from "../build.mjs";
import { reachableBinaries } from "../postgres/binaries.mjs";
import { startCluster } from "../postgres/cluster.mjs";
import { preparePlace } from "../postgres/place.mjs";
import { ensureInstalled } from "../runtime/install.mjs";
import { ROOT } from "../runtime/paths.mjs";
import { freePort } from "../runtime/port.mjs";
import { runBundle } from "../runtime/tools.mjs";

const say = (line) => process.stderr.write(`${line}\n`);

// A database of ten million presences gets more memory than a laptop's; durability stays as it is.
const benchSettings = ["shared_buffers=1GB", "effective_cache_size=4GB", "maintenance_work_mem=512MB", "max_wal_size=8GB", "checkpoint_timeout=30min"];

/**
 * Runs dist/bench.js on a PostgreSQL that is started for it in a temporary directory, or on BENCH_DATABASE_URL.
 * Whatever was started and written is gone at the end, also after Ctrl-C.
 */
export async function bench(parameters) {
  if (parameters.includes("--help")) {
    await runBenchProgram(parameters, {});
    return;
  }
  ensureInstalled(say);
  await ensureBuilt({ say });
  const directory = mkdtempSync(join(tmpdir(), "wherein-bench-"));
  // PostgreSQL's own account passes through here when root runs this.
  chmodSync(directory, 0o711);
  let database = null;
  try {
    database = await openDatabase(directory);
    const environment = { NODE_ENV: "production", DATABASE_URL: database.url, BENCH_DIRECTORY: directory, BENCH_COMMIT: commit(), LOG_LEVEL: "warn" };
    const port = await freePort();
    await runBundle("migrate", [], environment);
    process.exitCode = await runBenchProgram(parameters, { ...environment, PORT: String(port), WHEREIN_URL: `http://localhost:${port}` });
  } finally {
    await database?.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function openDatabase(directory) {
  if (process.env.BENCH_DATABASE_URL) return { url: process.env.BENCH_DATABASE_URL, stop: async () => {} };
  const place = preparePlace({ dataDir: join(directory, "data"), dataDirChosen: true }, say);
  return await startCluster({ place, binaries: reachableBinaries(place.account, place.dataDir, say), extraSettings: benchSettings });
}

function runBenchProgram(parameters, environment) {
  const child = spawn(process.execPath, [join(ROOT, "dist/bench.js"), ...parameters], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: "inherit",
  });
  // The program ends what it started; only then may the database go.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

function commit() {
  const git = (...parameters) => spawnSync("git", parameters, { cwd: ROOT, encoding: "utf8" });
  const hash = git("rev-parse", "--short=12", "HEAD").stdout?.trim();
  if (!hash) return "unknown";
  return git("status", "--porcelain", "--untracked-files=no").stdout?.trim() ? `${hash} with changes` : hash;
}
