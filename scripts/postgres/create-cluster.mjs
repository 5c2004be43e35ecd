import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../runtime/refusal.mjs";
import { ENVIRONMENT, runAs } from "./account.mjs";
import { DATABASE, USER, writeConnection } from "./connection.mjs";
import { lastProblem } from "./last-problem.mjs";

/**
 * Creates the cluster. initdb works beside its place, so that a start that is cut off leaves nothing half made. Its files are not
 * yet on the disk: `syncCluster` sees to that, while PostgreSQL starts.
 */
export function createCluster(place, binaries) {
  const draft = join(place.cluster, "new");
  const aside = `${place.cluster}.new`;
  for (const leftover of [draft, aside]) rmSync(leftover, { recursive: true, force: true });
  if (readdirSync(place.cluster).length > 0) {
    throw new Refusal(`The directory ${place.cluster} holds something that is not a PostgreSQL database: set WHEREIN_DATA_DIR to another directory.`);
  }
  const password = randomBytes(24).toString("base64url");
  const passwordFile = join(place.dataDir, "initdb-password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (place.account.switched) chownSync(passwordFile, place.account.uid, place.account.gid);
  try {
    // C.UTF-8 of PostgreSQL itself: the same order on every machine, whatever its locales.
    run(binaries, place.account, "initdb", [
      "--pgdata",
      draft,
      "--username",
      USER,
      "--pwfile",
      passwordFile,
      "--auth",
      "scram-sha-256",
      "--encoding",
      "UTF8",
      "--no-locale",
      "--locale-provider",
      "builtin",
      "--builtin-locale",
      "C.UTF-8",
      "--no-instructions",
      "--no-sync",
    ]);
    run(binaries, place.account, "postgres", ["--single", "-F", "-D", draft, "template1"], `CREATE DATABASE ${DATABASE};\n`);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeConnection(place.dataDir, { port: 0, password });
  writeFileSync(markerOf(place), "The files of the cluster beside this one are not known to be on the disk yet.\n");
  renameSync(draft, aside);
  renameSync(aside, place.cluster);
}

/** Sees to it that the files of a new cluster are on the disk: once for each cluster, and again when it was cut off. */
export async function syncCluster(place, binaries) {
  const marker = markerOf(place);
  if (!existsSync(marker)) return;
  const parameters = ["--sync-only", "--pgdata", place.cluster];
  const status = await new Promise((resolve, reject) => {
    const child = spawn(join(binaries.native, "bin/initdb"), parameters, { ...runAs(place.account), env: ENVIRONMENT, stdio: "ignore", detached: true });
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(signal ?? code));
  });
  if (status !== 0) throw new Refusal(`The files of the new database in ${place.cluster} could not be written to the disk (initdb: ${status}).`);
  rmSync(marker);
}

const markerOf = ({ dataDir }) => join(dataDir, "cluster-not-synced");

function run(binaries, account, program, parameters, input = "") {
  const result = spawnSync(join(binaries.native, "bin", program), parameters, { ...runAs(account), env: ENVIRONMENT, input, encoding: "utf8" });
  if (result.status === 0 && !/^\S.*(ERROR|FATAL):/m.test(result.stderr)) return;
  const cause = result.error?.message ?? lastProblem(`${result.stdout}\n${result.stderr}`) ?? `status ${result.status}`;
  throw new Refusal(`The database could not be created (${program}): ${cause}.`);
}
