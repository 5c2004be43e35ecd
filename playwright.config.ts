import { defineConfig, devices } from "@playwright/test";
import { installedChromium } from "./scripts/runtime/browser.mjs";
import { freePort } from "./scripts/runtime/port.mjs";

// Chosen once, in the main process; the workers, which read this file again, inherit it.
process.env.E2E_PORT ??= String(await freePort());
process.env.E2E_OSV_PORT ??= String(await freePort());
const executablePath = installedChromium() ?? undefined;
const asRoot = process.getuid?.() === 0;

// e2e/instance.ts starts a real Wherein with an empty data directory. The first run comes first: it creates the
// administrator and keeps the session in test-results/administrator.json, with which the other journeys begin.
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/browser",
  globalSetup: "./e2e/instance.ts",
  // Two: a journey waits for the network and the server most of its time. Journeys of one file go one after another, and each file has services of its own.
  workers: 2,
  // A busy machine is slow, not wrong: the longest journey takes 10 s on a quiet one.
  timeout: 240_000,
  expect: { timeout: 45_000 },
  // What only passes when it is tried again is named in the summary of `npm test`.
  retries: process.env.CI === undefined ? 0 : 1,
  forbidOnly: process.env.CI !== undefined,
  reporter: [["list"], ["json", { outputFile: "test-results/reports/browser.json" }]],
  use: {
    ...devices["Desktop Chrome"],
    baseURL: `http://localhost:${process.env.E2E_PORT}`,
    // Recording every journey takes a third of the time: ask for it.
    trace: process.env.E2E_TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: { executablePath, args: ["--disable-background-networking", ...(asRoot ? ["--no-sandbox"] : [])] },
  },
  projects: [
    { name: "first-run", testMatch: /first-run\.spec\.ts$/ },
    { name: "journeys", testIgnore: /first-run\.spec\.ts$/, dependencies: ["first-run"], use: { storageState: "test-results/administrator.json" } },
  ],
});
