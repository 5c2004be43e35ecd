import "./runtime/node-version.mjs";
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureInstalled } from "./runtime/install.mjs";
import { ROOT } from "./runtime/paths.mjs";
import { Refusal, runCommand } from "./runtime/refusal.mjs";
import { hashSources, stampMatches, writeStamp } from "./runtime/stamp.mjs";

/** What runs under plain Node.js: name in dist/ and source. */
const entryPoints = {
  server: "server.ts",
  worker: "scripts/worker.ts",
  "ingest-thread": "lib/inventory/lane/ingest-thread.ts",
  "large-thread": "lib/inventory/lane/large-thread.ts",
  "document-thread": "lib/inventory/documents/document-thread.ts",
  "vex-thread": "lib/decisions/vex/vex-thread.ts",
  migrate: "scripts/migrate.ts",
  admin: "scripts/admin.ts",
  "check-drift": "scripts/check-drift.ts",
  bench: "scripts/bench.ts",
};
const common = ["package-lock.json", "tsconfig.json", "lib", "scripts/build.mjs"];
const prismaSources = ["prisma/schema.prisma", "prisma.config.ts", "package-lock.json"];
const bundleSources = [...common, "server.ts", "app/api", "scripts", "prisma/schema.prisma"];
const pageSources = [
  ...common,
  "prisma/schema.prisma",
  "next.config.ts",
  "postcss.config.mjs",
  "app",
  "components",
  "public",
  "proxy.ts",
  "instrumentation.ts",
];

/**
 * Makes what is missing or was made from other sources: Prisma client, bundles and, unless `pages` is false, the
 * Next.js build. Never touches a database. Output of the tools goes to stderr.
 */
export async function ensureBuilt({ pages = true, force = false, say }) {
  await step("lib/db/generated/.stamp", prismaSources, force, () => generateClient(say));
  await step("dist/.stamp", bundleSources, force, () => bundle(say));
  if (pages) await step(".next/.wherein-stamp", pageSources, force, () => buildPages(say));
}

async function step(stamp, sources, force, make) {
  const hash = hashSources(sources);
  if (!force && stampMatches(stamp, hash)) return;
  await make();
  writeStamp(stamp, hash);
}

function generateClient(say) {
  say("Generating the database client ...");
  runTool("node_modules/prisma/build/index.js", ["generate"], "prisma generate", {
    PRISMA_SCHEMA_ENGINE_BINARY: join(ROOT, "scripts/no-schema-engine.sh"),
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  });
}

async function bundle(say) {
  say("Bundling server and worker ...");
  const { build, stop } = await import("esbuild");
  rmSync(join(ROOT, "dist"), { recursive: true, force: true });
  const present = Object.entries(entryPoints).filter(([, source]) => {
    if (existsSync(join(ROOT, source))) return true;
    say(`Left out, because it does not exist: ${source}`);
    return false;
  });
  try {
    await build({
      absWorkingDir: ROOT,
      entryPoints: present.map(([out, source]) => ({ in: source, out })),
      outdir: "dist",
      bundle: true,
      platform: "node",
      target: "node20.19",
      format: "esm",
      packages: "external",
      // Its exports have names that Node.js does not see in CommonJS: bundled, it works.
      alias: { "ae-cvss-calculator": "./node_modules/ae-cvss-calculator/dist/ae-cvss-calculator.js" },
      // What a subcommand loads late stays apart from what it always needs.
      splitting: true,
      logLevel: "warning",
    });
  } catch {
    throw new Refusal("The server could not be bundled: esbuild's own message above says why.");
  } finally {
    // Its service process would otherwise live as long as the server that was built.
    await stop();
  }
}

function buildPages(say) {
  say("Building the pages (next build) ...");
  runTool("node_modules/next/dist/bin/next", ["build"], "next build", { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
}

function runTool(script, parameters, name, environment) {
  const result = spawnSync(process.execPath, [join(ROOT, script), ...parameters], {
    cwd: ROOT,
    stdio: ["ignore", 2, 2],
    env: { ...process.env, ...environment },
  });
  if (result.status !== 0) throw new Refusal(`${name} failed: its own message above says why.`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const say = (line) => process.stderr.write(`${line}\n`);
  runCommand(async () => {
    ensureInstalled(say);
    // `--pages`: only they are made again; a client and bundles that are there may be in use.
    if (process.argv.includes("--pages")) rmSync(join(ROOT, ".next/.wherein-stamp"), { force: true });
    await ensureBuilt({ force: !process.argv.includes("--pages"), say });
  });
}
