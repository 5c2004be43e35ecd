import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./runtime/paths.mjs";

// Walls that a linter of imports cannot see. Imports themselves are checked by Biome (noRestrictedImports in biome.json).
const skipped = new Set(["node_modules", "dist", "generated", "test-results"]);

const walls = [
  {
    what: "reads process.env, which only lib/env.ts, scripts and configurations may",
    breach: (code) => /\bprocess\.env\b/.test(code),
    allowed: /^(lib\/env\.ts|scripts\/|tests\/|e2e\/|[^/]+\.config\.ts|server\.ts|instrumentation\.ts)|\.test\.tsx?$/,
  },
  {
    what: "holds SQL, which only lib/*/queries and lib/db may",
    // In one case only, as people write SQL: "Select a service from the list" is a sentence.
    breach: sqlIn,
    allowed: /^(lib\/[^/]+\/(.+\/)?queries(\/|[^/]*\.ts$)|lib\/db\/|scripts\/|tests\/|e2e\/)|\.test\.tsx?$/,
  },
];

function sqlIn(code) {
  const start =
    /["'`]\s*(select\s[\s\S]{1,400}?\sfrom\s|insert\s+into\s|update\s+[\w."]+\s+set\s|delete\s+from\s|with\s+\w+\s+as\s*\(|(create|drop|alter)\s+(table|index|database)\s)/;
  const keyword = /\b(SELECT|FROM|INSERT|INTO|UPDATE|SET|DELETE|WITH|AS|CREATE|DROP|ALTER|TABLE|INDEX|DATABASE)\b/g;
  return start.test(code.replace(keyword, (word) => word.toLowerCase()));
}

/** The walls that a file with this path and text breaks, one sentence each. */
export function breachesOf(path, text) {
  const code = withoutComments(text);
  return walls.filter(({ breach, allowed }) => !allowed.test(path) && breach(code)).map(({ what }) => `${path} ${what}`);
}

function withoutComments(text) {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
}

function sourcesBelow(folder) {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name.startsWith(".") || skipped.has(entry.name) ? [] : sourcesBelow(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const breaches = sourcesBelow("").flatMap((path) => breachesOf(path, readFileSync(join(ROOT, path), "utf8")));
  for (const breach of breaches) process.stderr.write(`wall: ${breach}\n`);
  process.exitCode = breaches.length === 0 ? 0 : 1;
}
