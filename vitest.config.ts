import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const alias = {
  "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, ""),
};
const properties = {
  isolate: false,
  setupFiles: ["tests/repeatable-properties.ts"],
  provide: { propertySeed: process.env.CI ? 1 : null, corpusShare: process.env.CI ? 4 : 1 },
};
/** Of code that replaces modules or keeps something: each file has its own of the product, and the libraries of all (tests/fresh-file.ts). */
const fresh = { ...properties, setupFiles: ["tests/fresh-file.ts", ...properties.setupFiles] };
// No test reaches for the outside: one that mirrors has a source of its own.
const env = { LOG_LEVEL: "silent", TZ: "UTC", WHEREIN_OSV_URL: "off", WHEREIN_KEV_URL: "off", WHEREIN_EPSS_URL: "off" };

// What hangs is ended; a busy machine is slow, not wrong: the longest test takes half a minute on a quiet one.
const testTimeout = 300_000;

const unitTests = ["*.test.ts", "{app,components,lib,scripts}/**/*.test.{ts,tsx}"];
// Of pure code, which replaces and keeps nothing: loaded once for all of its tests, which are most, instead of once for each file.
const sharing = ["lib/{sbom,versions,purl,query,aws/read,decisions/vex/read,decisions/vex/write}/**/*.test.ts", "tests/corpus/**/*.test.ts"];

// unit and unit-pure: no database. integration: real PostgreSQL, one database for each test file (tests/integration/setup).
export default defineConfig({
  test: {
    // Two even on two cores, where one would be the default: a test file spends part of its time on loading and on waiting.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          env,
          ...fresh,
          include: unitTests,
          exclude: [...sharing, ...configDefaults.exclude],
          testTimeout,
          hookTimeout: testTimeout,
        },
      },
      {
        resolve: { alias },
        test: { name: "unit-pure", env, ...properties, include: sharing, testTimeout },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          env,
          ...fresh,
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: ["tests/integration/setup/postgres.ts"],
          testTimeout,
          hookTimeout: testTimeout,
        },
      },
    ],
  },
});
