import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../runtime/port.mjs";
import { belongsTo, isAlive } from "../runtime/process-identity.mjs";
import { Refusal } from "../runtime/refusal.mjs";
import { ENVIRONMENT, runAs } from "./account.mjs";
import { connectionUrl, readConnection, writeConnection } from "./connection.mjs";
import { createCluster, syncCluster } from "./create-cluster.mjs";
import { lastProblem } from "./last-problem.mjs";
import { memorySettings } from "./memory-settings.mjs";

const READY_PATIENCE_MS = 300_000;
const STOP_PATIENCE_MS = 60_000;

/**
 * Creates the cluster when there is none, ends a postmaster that outlived its supervisor, and starts PostgreSQL.
 * `samePort` is for a restart: whoever is connected knows the address. `durable: false` is for what need not survive a power cut.
 * @returns a handle: `url`, `pid`, `exited` (resolves when the postmaster ends), `synced` (resolves when what a new cluster was made
 * with is on the disk: acknowledge nothing before), `stop()`
 */
export async function startCluster({ place, binaries, extraSettings = [], samePort = false, durable = true }) {
  requireMajor(place, binaries);
  if (!existsSync(join(place.cluster, "PG_VERSION"))) createCluster(place, binaries);
  await stopOrphan(place.cluster);
  for (let attempt = 1; ; attempt++) {
    const connection = readConnection(place.dataDir);
    const port = samePort ? connection.port : await freePort(connection.port);
    writeConnection(place.dataDir, { ...connection, port });
    const outcome = await launch(place, binaries, port, extraSettings);
    if (!outcome.problem)
      return { ...withSync(outcome.handle, durable ? syncCluster(place, binaries) : Promise.resolve()), url: connectionUrl({ ...connection, port }) };
    const retriable = /Address already in use|shared memory block .* still in use|could not create any TCP/.test(outcome.problem);
    if (!retriable || attempt === 10) {
      throw new Refusal(`PostgreSQL did not start in ${place.cluster}: ${outcome.problem} (log: ${join(place.dataDir, "postgres.log")}).`);
    }
    await sleep(200 * attempt);
  }
}

/** The sync goes on beside the start; PostgreSQL is not stopped, and its directory not given back, before it has ended. */
function withSync({ stop, ...handle }, synced) {
  synced.catch(() => {});
  const stopAfter = async () => {
    await synced.catch(() => {});
    await stop();
  };
  return { ...handle, synced, stop: stopAfter };
}

/** The address of the embedded database that was last started in this data directory. */
export function urlOf(dataDir) {
  return connectionUrl(readConnection(dataDir));
}

/** Whether a postmaster runs in the cluster directory and takes connections. */
export function isReady(cluster) {
  const file = readPostmasterFile(cluster);
  return file !== null && file.status === "ready" && isAlive(file.pid);
}

function requireMajor(place, binaries) {
  let major;
  try {
    major = readFileSync(join(place.cluster, "PG_VERSION"), "utf8").trim();
  } catch {
    return;
  }
  if (major === binaries.major) return;
  throw new Refusal(
    `The data directory ${place.dataDir} was written by PostgreSQL ${major}, but the built-in one is PostgreSQL ${binaries.major}: see "Upgrade" in docs/operations.md, or set WHEREIN_DATA_DIR to another directory.`,
  );
}

/** A postmaster whose supervisor was killed is ended in order; the data it acknowledged is in its log. */
async function stopOrphan(cluster) {
  const file = readPostmasterFile(cluster);
  if (file === null || !isAlive(file.pid) || !belongsTo(file.pid, cluster)) return;
  await stopPostmaster(file.pid, () => !isAlive(file.pid));
}

async function stopPostmaster(pid, isGone) {
  // SIGINT is PostgreSQL's fast shutdown: sessions are ended, the log is flushed. SIGQUIT leaves the rest to recovery.
  for (const signal of ["SIGINT", "SIGQUIT"]) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (const started = Date.now(); Date.now() - started < STOP_PATIENCE_MS; await sleep(10)) {
      if (isGone()) return;
    }
  }
}

async function launch(place, binaries, port, extraSettings) {
  const logPath = join(place.dataDir, "postgres.log");
  trimLog(logPath);
  const log = openSync(logPath, "a", 0o600);
  const logStart = readFileSync(logPath).length;
  const settings = [...memorySettings, "listen_addresses=127.0.0.1", `port=${port}`, "unix_socket_directories=", ...extraSettings];
  const child = spawn(join(binaries.native, "bin/postgres"), ["-D", place.cluster, ...settings.flatMap((setting) => ["-c", setting])], {
    ...runAs(place.account),
    env: ENVIRONMENT,
    stdio: ["ignore", log, log],
    // Its own process group: Ctrl-C must reach web and worker first.
    detached: true,
  });
  closeSync(log);
  let ended = null;
  const exited = new Promise((resolve) => {
    const end = (reason) => {
      ended = reason;
      resolve(reason);
    };
    child.once("error", (error) => end(error.message));
    child.once("exit", (code, signal) => end(signal ?? `status ${code}`));
  });
  for (const started = Date.now(); ended === null; await sleep(10)) {
    const file = readPostmasterFile(place.cluster);
    if (file?.pid === child.pid && file.status === "ready") {
      return { handle: { pid: child.pid, exited, stop: () => stopPostmaster(child.pid, () => ended !== null) } };
    }
    if (Date.now() - started > READY_PATIENCE_MS) {
      await stopPostmaster(child.pid, () => ended !== null);
      return { problem: "it was not ready after five minutes" };
    }
  }
  return { problem: lastProblem(readFileSync(logPath).subarray(logStart).toString()) ?? ended };
}

/** postmaster.pid: line 1 is the process id, line 8 the status. */
function readPostmasterFile(cluster) {
  try {
    const lines = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), status: (lines[7] ?? "").trim() };
  } catch {
    return null;
  }
}

/** One older log is kept; PostgreSQL's own collector would be one more process. */
function trimLog(path) {
  try {
    if (readFileSync(path).length > 5_000_000) renameSync(path, `${path}.1`);
  } catch {
    // No log yet.
  }
}
