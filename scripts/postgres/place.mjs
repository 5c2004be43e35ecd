import { createHash } from "node:crypto";
import { accessSync, chmodSync, chownSync, constants, mkdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ROOT } from "../runtime/paths.mjs";
import { Refusal } from "../runtime/refusal.mjs";
import { accountOfUid, canWrite, postgresAccount } from "./account.mjs";

const SHARED_HOME = "/var/lib/wherein";

/**
 * Decides where the data lies and who runs PostgreSQL there, and creates the directories.
 * A directory that somebody named is used or refused; the default one moves to /var/lib/wherein when PostgreSQL's
 * account cannot reach it, and `say` is told so.
 * @returns {{ dataDir: string, cluster: string, account: object }}
 */
export function preparePlace(settings, say) {
  const first = tryPlace(settings.dataDir);
  if (first.reachable) return first;
  if (settings.dataDirChosen) {
    throw new Refusal(
      `The data directory ${first.dataDir} cannot be reached by the account "${first.account.name}", as which PostgreSQL runs when root starts it: set WHEREIN_DATA_DIR to a directory outside closed ones, such as ${SHARED_HOME}/data.`,
    );
  }
  // One directory per checkout, so that two of them do not share data by accident.
  const name = `${basename(ROOT)}-${createHash("sha256").update(ROOT).digest("hex").slice(0, 8)}`;
  const second = tryPlace(join(SHARED_HOME, name));
  if (!second.reachable) {
    throw new Refusal(`Neither ${first.dataDir} nor ${second.dataDir} can be reached by the account "${second.account.name}": set WHEREIN_DATA_DIR.`);
  }
  say(`The account "${second.account.name}", as which PostgreSQL runs, cannot reach ${first.dataDir}: the data is in ${second.dataDir}.`);
  return second;
}

function tryPlace(wanted) {
  const dataDir = createDirectory(wanted);
  openForAccount(dataDir);
  const cluster = join(dataDir, "postgres");
  const existing = statSync(cluster, { throwIfNoEntry: false });
  if (existing === undefined) {
    const account = postgresAccount();
    createDirectory(cluster);
    if (account.switched) chownSync(cluster, account.uid, account.gid);
    chmodSync(cluster, 0o700);
    return { dataDir, cluster, account, reachable: canWrite(account, cluster) };
  }
  return { dataDir, cluster, ...ownerOf(cluster, existing, dataDir) };
}

/** Root's own data directory lets PostgreSQL's account pass through; what is secret in it has its own mode. */
function openForAccount(dataDir) {
  const status = statSync(dataDir);
  if (process.getuid?.() === 0 && status.uid === 0) chmodSync(dataDir, (status.mode & 0o777) | 0o011);
}

/** An existing cluster is run by its owner, because PostgreSQL insists on that. */
function ownerOf(cluster, status, dataDir) {
  const self = postgresAccount();
  if (status.uid === self.uid) return { account: self, reachable: canWrite(self, cluster) };
  const owner = accountOfUid(status.uid, status.gid);
  if (process.getuid?.() === 0 && status.uid !== 0) return { account: owner, reachable: canWrite(owner, cluster) };
  throw new Refusal(
    `The data directory ${dataDir} belongs to the account "${owner.name}": start Wherein as the user who started it before, or set WHEREIN_DATA_DIR to another directory.`,
  );
}

function createDirectory(path) {
  try {
    makeDirectory(path);
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return realpathSync(path);
  } catch (error) {
    const reason = {
      EACCES: "this user may not write there",
      EPERM: "this user may not write there",
      ENOTDIR: "a part of the path is a file",
      EEXIST: "it is a file",
      EROFS: "the file system is read-only",
      ENOSPC: "the disk is full",
      ENOENT: "a part of the path does not exist",
    };
    throw new Refusal(
      `The data directory ${path} cannot be used, because ${reason[error.code] ?? error.code}: set WHEREIN_DATA_DIR to a directory that can be written.`,
    );
  }
}

/** Not mkdir's "recursive": where a file system answers ENOENT to mkdir, as /proc does, it never returns. */
function makeDirectory(path) {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(path);
  if (parent !== path) makeDirectory(parent);
  mkdirSync(path);
}
