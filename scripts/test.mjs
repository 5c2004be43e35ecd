import "./runtime/node-version.mjs";
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "./build.mjs";
import { ensureBrowser } from "./runtime/browser.mjs";
import { ensureInstalled } from "./runtime/install.mjs";
import { ROOT } from "./runtime/paths.mjs";
import { runCommand } from "./runtime/refusal.mjs";

// `npm test`: everything, from nothing. A stage that fails does not keep the others from running.
const REPORTS = "test-results/reports";
const say = (line) => process.stdout.write(`${line}\n`);

/** Each stage runs a tool of node_modules or a script; `count` reads how many tests it had. */
const stages = [
  { name: "lint", run: () => tool("@biomejs/biome/bin/biome", ["check", "."]) },
  { name: "walls", run: () => script("check-walls.mjs") },
  { name: "licences", run: () => script("check-licences.mjs") },
  { name: "build", run: () => script("build.mjs") },
  { name: "types", run: () => tool("typescript/bin/tsc", ["--noEmit"]) },
  { name: "unused code", run: () => tool("knip/bin/knip.js", []) },
  { name: "unit tests", run: () => vitest("unit", "unit*"), count: () => countVitest("unit") },
  { name: "integration tests", run: () => vitest("integration"), count: () => countVitest("integration") },
  { name: "drift", run: () => script("check-drift.mjs") },
  { name: "browser tests", run: browser, count: countPlaywright },
];

runCommand(async () => {
  rmSync(join(ROOT, REPORTS), { recursive: true, force: true });
  ensureInstalled(say);
  await ensureBuilt({ pages: false, say }).catch((error) => say(error.message));
  const results = stages.map(runStage);
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  say("\nSummary");
  for (const { name, passed, failed, seconds } of results) {
    say(`  ${failed === 0 ? "ok    " : "FAILED"} ${name.padEnd(18)} ${passed} passed, ${failed} failed (${seconds} s)`);
  }
  say(`${sum("passed")} passed, ${sum("failed")} failed`);
  process.exitCode = sum("failed") === 0 ? 0 : 1;
});

function runStage({ name, run, count }) {
  say(`\n── ${name}`);
  const started = Date.now();
  const ok = run();
  const counted = count?.() ?? { passed: 0, failed: 0 };
  if (count === undefined && ok) counted.passed = 1;
  // A tool that fails, or that ran nothing, is a failure even if no single test says so.
  if (counted.failed === 0 && (!ok || counted.passed === 0)) counted.failed = 1;
  return { name, ...counted, seconds: Math.round((Date.now() - started) / 1000) };
}

function tool(path, parameters, environment = {}) {
  return node([join(ROOT, "node_modules", path), ...parameters], environment);
}

function script(name) {
  return node([join(ROOT, "scripts", name)]);
}

function node(parameters, environment = {}) {
  return spawnSync(process.execPath, parameters, { cwd: ROOT, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...environment } }).status === 0;
}

function vitest(report, projects = report) {
  return tool("vitest/vitest.mjs", ["run", "--project", projects, "--reporter=default", "--reporter=json", `--outputFile.json=${REPORTS}/${report}.json`]);
}

function browser() {
  ensureBrowser(ROOT, say);
  return tool("@playwright/test/cli.js", ["test"]);
}

function countVitest(project) {
  const report = readReport(project);
  if (report === null) return { passed: 0, failed: 1 };
  const unreadable = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + unreadable };
}

function countPlaywright() {
  const report = readReport("browser");
  if (report === null) return { passed: 0, failed: 1 };
  return { passed: report.stats.expected + report.stats.flaky, failed: report.stats.unexpected + report.errors.length };
}

function readReport(name) {
  try {
    return JSON.parse(readFileSync(join(ROOT, REPORTS, `${name}.json`), "utf8"));
  } catch {
    return null;
  }
}
