import "./runtime/node-version.mjs";
import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { ensureBuilt } from "./build.mjs";
import { ensureBrowser } from "./runtime/browser.mjs";
import { ensureInstalled } from "./runtime/install.mjs";
import { ROOT } from "./runtime/paths.mjs";
import { runCommand } from "./runtime/refusal.mjs";

// `npm test`: everything, from nothing. A stage that fails does not keep the others from running.
const REPORTS = "test-results/reports";
const LOGS = "test-results/logs";
const say = (line) => process.stdout.write(`${line}\n`);

/** Each stage runs a tool of node_modules or a script; `count` reads how many tests it had. */
const withoutPages = [
  { name: "lint", run: tool("@biomejs/biome/bin/biome", ["check", "."]) },
  { name: "walls", run: script("check-walls.mjs") },
  { name: "licences", run: script("check-licences.mjs") },
  { name: "unused code", run: tool("knip/bin/knip.js", []) },
  { name: "unit tests", run: vitest("unit", "unit*"), count: () => countVitest("unit") },
];
const pages = [{ name: "build", run: [...script("build.mjs"), "--pages"] }];
const withPages = [
  // Next.js writes types of its own.
  { name: "types", run: tool("typescript/bin/tsc", ["--noEmit"]) },
  { name: "integration tests", run: vitest("integration"), count: () => countVitest("integration") },
  { name: "drift", run: script("check-drift.mjs") },
];
const journeys = [{ name: "browser tests", prepare: () => ensureBrowser(ROOT, say), run: tool("@playwright/test/cli.js", ["test"]), count: countPlaywright }];

runCommand(async () => {
  rmSync(join(ROOT, REPORTS), { recursive: true, force: true });
  mkdirSync(join(ROOT, LOGS), { recursive: true });
  ensureInstalled(say);
  await ensureBuilt({ pages: false, force: true, say }).catch((error) => say(error.message));
  // Side by side, as neither keeps two cores busy: the build and then the journeys, which wait for the network and the server most of their time.
  const built = runLane(pages, { isAside: true });
  const travelled = built.then(() => runLane(journeys, { isAside: true }));
  const checked = await runLane(withoutPages);
  await built;
  const tested = await runLane(withPages);
  const results = [...checked, ...(await built), ...tested, ...(await travelled)];
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  for (const { name, notes } of results) for (const note of notes) say(`\n${name}: ${note}`);
  say("\nSummary");
  for (const { name, passed, failed, seconds } of results) {
    say(`  ${failed === 0 ? "ok    " : "FAILED"} ${name.padEnd(18)} ${passed} passed, ${failed} failed (${seconds} s)`);
  }
  say(`${sum("passed")} passed, ${sum("failed")} failed`);
  process.exitCode = sum("failed") === 0 ? 0 : 1;
});

/** One stage after another. What runs aside writes into a file, which is shown at its end. */
async function runLane(stages, { isAside = false } = {}) {
  const results = [];
  for (const stage of stages) results.push(await runStage(stage, isAside));
  return results;
}

async function runStage({ name, prepare, run, count }, isAside) {
  say(`\n── ${name}${isAside ? " (side by side; their output follows)" : ""}`);
  const started = Date.now();
  prepare?.();
  const ok = isAside ? await runAside(name, run) : await start(run, "inherit");
  const counted = { notes: [], ...(count?.() ?? { passed: 0, failed: 0 }) };
  if (count === undefined && ok) counted.passed = 1;
  // A tool that fails, or that ran nothing, is a failure even if no single test says so.
  if (counted.failed === 0 && (!ok || counted.passed === 0)) counted.failed = 1;
  return { name, ...counted, seconds: Math.round((Date.now() - started) / 1000) };
}

async function runAside(name, run) {
  const path = join(ROOT, LOGS, `${name.replaceAll(" ", "-")}.log`);
  const file = openSync(path, "w");
  const ok = await start(run, file);
  closeSync(file);
  say(`\n── ${name}: output`);
  process.stdout.write(readFileSync(path));
  return ok;
}

/** Runs Node.js with some parameters; true when it ends well. */
function start(parameters, output) {
  const child = spawn(process.execPath, parameters, { cwd: ROOT, stdio: ["ignore", output, output] });
  return new Promise((resolve) => {
    child.on("error", () => resolve(false));
    child.on("exit", (code) => resolve(code === 0));
  });
}

function tool(path, parameters) {
  return [join(ROOT, "node_modules", path), ...parameters];
}

function script(name) {
  return [join(ROOT, "scripts", name)];
}

function vitest(report, projects = report) {
  const reporters = ["default", "json", "./scripts/runtime/unhandled-errors.mjs"].map((reporter) => `--reporter=${reporter}`);
  return tool("vitest/vitest.mjs", ["run", "--project", projects, ...reporters, `--outputFile.json=${REPORTS}/${report}.json`]);
}

function countVitest(project) {
  const report = readReport(project);
  if (report === null) return { passed: 0, failed: 1 };
  const unreadable = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  const failed = report.testResults.flatMap((file) => file.assertionResults.filter(({ status }) => status === "failed"));
  const unhandled = readReport(`${project}.json.unhandled`) ?? [];
  const notes = [
    ...unreadable.map(({ name, message }) => `${name}: ${firstLine(message)}`),
    ...failed.map(describeVitest),
    ...unhandled.map(({ message, stack, test }) => `belongs to no test: ${stripVTControlCharacters([message, stack, test].join("\n"))}`),
  ];
  return { passed: report.numPassedTests, failed: report.numFailedTests + unreadable.length, notes };
}

function countPlaywright() {
  const report = readReport("browser");
  if (report === null) return { passed: 0, failed: 1 };
  const notes = [...report.errors.map(({ message }) => firstLine(message)), ...report.suites.flatMap((suite) => notesOfSuite(suite))];
  return { passed: report.stats.expected + report.stats.flaky, failed: report.stats.unexpected + report.errors.length, notes };
}

/** Journeys that failed, or passed only when they were tried again, each with its reasons and where. */
function notesOfSuite({ specs = [], suites = [] }) {
  const own = specs.flatMap(({ file, title, tests: runs }) =>
    runs.flatMap(({ status, results }) => {
      if (status !== "unexpected" && status !== "flaky") return [];
      const reasons = results.flatMap(({ error }) => (error ? [`${error.location?.line ?? "?"}: ${firstLines(error.message)}`] : []));
      return `${status === "flaky" ? "passed when tried again" : "failed"}: ${file}, ${title}, line ${reasons.join("; then line ")}`;
    }),
  );
  return [...own, ...suites.flatMap(notesOfSuite)];
}

const describeVitest = ({ fullName, failureMessages }) => `failed: ${fullName}: ${firstLine(failureMessages[0])}`;

/** What was expected of which element is on the lines after the first. */
function firstLines(text) {
  return stripVTControlCharacters(String(text)).split("\n").filter(Boolean).slice(0, 5).join(" | ");
}

/** Without the colours of a terminal. */
function firstLine(text) {
  const [line = ""] = stripVTControlCharacters(String(text ?? "no reason is given")).split("\n", 1);
  return line;
}

function readReport(name) {
  try {
    return JSON.parse(readFileSync(join(ROOT, REPORTS, `${name}.json`), "utf8"));
  } catch {
    return null;
  }
}
