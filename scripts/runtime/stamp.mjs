import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "./paths.mjs";

const skipped = new Set(["node_modules", "generated", "testdata", "fixtures", "__snapshots__"]);
const isTest = /\.(test|spec)\.tsx?$/;

/**
 * SHA-256 over the names and contents of the given files and folders of the checkout, and the Node.js major version.
 * Tests and generated code do not count. Missing entries are allowed: their appearance changes the result.
 */
export function hashSources(entries) {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0]);
  for (const path of entries.flatMap(filesBelow)) {
    hash.update(`\0${path}\0`).update(readFileSync(join(ROOT, path)));
  }
  return hash.digest("hex");
}

function filesBelow(path) {
  const status = statSync(join(ROOT, path), { throwIfNoEntry: false });
  if (status === undefined) return [];
  if (status.isFile()) return isTest.test(path) ? [] : [path];
  return readdirSync(join(ROOT, path))
    .filter((name) => !skipped.has(name))
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

/** Whether the stamp file says that its folder was made from these sources. */
export function stampMatches(file, hash) {
  try {
    return readFileSync(join(ROOT, file), "utf8") === hash;
  } catch {
    return false;
  }
}

export function writeStamp(file, hash) {
  mkdirSync(dirname(join(ROOT, file)), { recursive: true });
  writeFileSync(join(ROOT, file), hash);
}
