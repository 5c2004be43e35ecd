import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, startTimeOf } from "./process-identity.mjs";
import { Refusal } from "./refusal.mjs";

const COMMAND_PATIENCE_MS = 60_000;
/** How long a server that was told to stop may take before the next one gives up. */
const SERVER_PATIENCE_MS = 3_000;

/** Who holds the lock of a data directory, or null; a holder that no longer runs does not count. */
export function lockHolder(dataDir) {
  try {
    const holder = JSON.parse(readFileSync(join(dataDir, "lock"), "utf8"));
    return isAlive(holder.pid) && startTimeOf(holder.pid) === holder.startTime ? holder : null;
  } catch {
    return null;
  }
}

/**
 * Takes the data directory for this process. `role` is "server", of which there is one, or "command", which
 * is short and waited for. Returns the release function.
 */
export async function acquireLock(dataDir, role) {
  const path = join(dataDir, "lock");
  const mine = JSON.stringify({ pid: process.pid, startTime: startTimeOf(process.pid), role });
  for (const started = Date.now(); ; await sleep(50)) {
    const taken = take(path, mine);
    if (taken) return () => release(path, mine);
    const holder = lockHolder(dataDir);
    if (holder === null) {
      discardStale(path);
      continue;
    }
    if (Date.now() - started > (holder.role === "server" ? SERVER_PATIENCE_MS : COMMAND_PATIENCE_MS)) {
      throw new Refusal(
        `Wherein already runs on the data directory ${dataDir} (process ${holder.pid}): stop it first, or set WHEREIN_DATA_DIR to another directory.`,
      );
    }
  }
}

/** link(2) creates the lock with its content in one step, or fails. */
function take(path, content) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Moves a dead holder's lock aside; if another process replaced it meanwhile, its lock is put back. */
function discardStale(path) {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const holder = JSON.parse(readFileSync(aside, "utf8") || "{}");
  if (holder.pid && isAlive(holder.pid) && startTimeOf(holder.pid) === holder.startTime) {
    try {
      linkSync(aside, path);
    } catch {
      // A third process was faster; it sees the same holder only after it ends, PostgreSQL's own lock decides.
    }
  }
  rmSync(aside, { force: true });
}

function release(path, content) {
  try {
    if (readFileSync(path, "utf8") === content) rmSync(path, { force: true });
  } catch {
    // Already gone: nothing is held.
  }
}
