import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./runtime/paths.mjs";

// Fails when a package whose licence is not on the list enters the lock file (docs/decisions/0008).
const allowed = new Set(["MIT", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "CC0-1.0"]);

/** Licences as some packages write them. */
const spellings = new Map([["Apache Licence Version 2.0 (http://www.apache.org/licenses/LICENSE-2.0)", "Apache-2.0"]]);

/** Packages that are accepted with another licence, each with the licence that was looked at. Nothing here is changed by us. */
export const exceptions = [
  { name: /^@img\/sharp-/, licence: /LGPL-3\.0-or-later/, reason: "optional, of Next.js: installed where it fits, never loaded" },
  { name: /^lightningcss(-|$)/, licence: /^MPL-2\.0$/, reason: "used by Tailwind and Vite while building and testing" },
  { name: /^(axe-core|@axe-core\/playwright)$/, licence: /^MPL-2\.0$/, reason: "tests only" },
  { name: /^caniuse-lite$/, licence: /^CC-BY-4\.0$/, reason: "data that Next.js reads while building" },
  { name: /^geist$/, licence: /^SIL OPEN FONT LICENSE$/, reason: "the fonts of the pages" },
  { name: /^elkjs$/, licence: /^EPL-2\.0$/, reason: "of Prisma's studio, which is not used" },
  { name: /^postgres$/, licence: /^Unlicense$/, reason: "of Prisma's command line" },
  { name: /^robust-predicates$/, licence: /^Unlicense$/, reason: "of Prisma's studio, which is not used" },
  { name: /^graceful-fs$/, licence: /^BlueOak-1\.0\.0$/, reason: "permissive; of Tailwind and Prisma's command line" },
  { name: /^seq-queue$/, licence: /^not said$/, reason: "of Prisma's command line; its file LICENSE is that of MIT" },
  { name: /^argparse$/, licence: /^Python-2\.0$/, reason: "permissive; of graphile-worker's configuration" },
];

/** True for a licence, or an expression of them with AND or OR alone, that is allowed. */
export function isAllowed(licence) {
  const text = (spellings.get(licence) ?? licence).replace(/^\((.*)\)$/, "$1");
  const every = text.split(/ and /i);
  if (every.length > 1) return every.every((one) => allowed.has(one));
  return text.split(/ or /i).some((one) => allowed.has(one));
}

/**
 * What is wrong with the packages of a lock file, one sentence each: a licence that is not on the list, one that is not known,
 * and an exception that nothing needs. `installed` gives the package.json of a path in the lock file, or null.
 */
export function licenceFaults(lock, installed) {
  const used = new Set();
  const faults = [];
  for (const path of Object.keys(lock.packages)) {
    if (!path.includes("node_modules/")) continue;
    const name = nameOf(path);
    const licences = licencesOf(path, lock, installed);
    for (const licence of licences.length === 0 ? ["not said"] : licences) {
      if (isAllowed(licence)) continue;
      const exception = exceptions.find((each) => each.name.test(name) && each.licence.test(licence));
      if (exception === undefined) faults.push(`${name} has the licence ${licence}, which is not on the list`);
      else used.add(exception);
    }
  }
  for (const exception of exceptions) if (!used.has(exception)) faults.push(`nothing needs the exception for ${exception.name.source} any more`);
  return faults;
}

const nameOf = (path) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);

/** By the package itself, else by the lock file; of what another platform needs and nobody says, by the package that asks for it. */
function licencesOf(path, lock, installed) {
  const own = writtenLicence(installed(path)) ?? writtenLicence(lock.packages[path]);
  if (own !== null) return [own];
  const asking = Object.keys(lock.packages).filter((other) => other !== path && lock.packages[other].optionalDependencies?.[nameOf(path)] !== undefined);
  return asking.flatMap((other) => writtenLicence(installed(other)) ?? writtenLicence(lock.packages[other]) ?? []);
}

function writtenLicence(manifest) {
  const written = manifest?.license ?? manifest?.licenses;
  if (Array.isArray(written)) return written.map((each) => each.type ?? each).join(" OR ");
  return typeof written === "object" && written !== null ? (written.type ?? null) : (written ?? null);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const readJson = (path) => JSON.parse(readFileSync(join(ROOT, path), "utf8"));
  const installed = (path) => (existsSync(join(ROOT, path, "package.json")) ? readJson(`${path}/package.json`) : null);
  const faults = licenceFaults(readJson("package-lock.json"), installed);
  for (const fault of faults) process.stderr.write(`licence: ${fault}\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
