import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./paths.mjs";
import { Refusal } from "./refusal.mjs";
import { stampMatches, writeStamp } from "./stamp.mjs";

const STAMP = "node_modules/.wherein-install";

/** Runs `npm ci` when node_modules is missing or was made from another lock file. npm's output goes to stderr. */
export function ensureInstalled(say) {
  const lock = readFileSync(join(ROOT, "package-lock.json"));
  const hash = createHash("sha256").update(lock).digest("hex");
  if (stampMatches(STAMP, hash)) return;
  if (!holdsPackagesOf(JSON.parse(lock))) {
    say("Installing the packages of package-lock.json (npm ci) ...");
    npmCi();
  }
  writeStamp(STAMP, hash);
}

/** Whether an `npm ci` or `npm install` by hand left exactly the packages of the lock file. */
function holdsPackagesOf(lock) {
  let installed;
  try {
    installed = JSON.parse(readFileSync(join(ROOT, "node_modules/.package-lock.json"), "utf8")).packages;
  } catch {
    return false;
  }
  return Object.entries(lock.packages).every(
    ([path, wanted]) => path === "" || installed[path]?.version === wanted.version || (wanted.optional && installed[path] === undefined),
  );
}

function npmCi() {
  // No install scripts: Prisma's would download an engine that Wherein does not use, PostgreSQL's only makes links
  // (scripts/postgres/binaries.mjs makes them), esbuild's only saves a few milliseconds.
  const parameters = ["ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const [program, first] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  const result = spawnSync(program, [...first, ...parameters], {
    cwd: ROOT,
    stdio: ["ignore", 2, 2],
    env: { ...process.env, PRISMA_SKIP_POSTINSTALL_GENERATE: "1" },
  });
  if (result.error) throw new Refusal(`npm could not be run (${result.error.code}): install npm, which comes with Node.js.`);
  if (result.status !== 0) throw new Refusal("npm ci failed, so the packages are missing: npm's own message above says why.");
}
