import { spawn } from "node:child_process";
import { get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { commandOf, pssOf, treeOf } from "../measure/processes";
import type { Figure } from "../report/figures";
import { atMost, round, singleFigure } from "../report/figures";
import { withoutMirror } from "../server-under-test";

const part = "Start and idle";
const startMsMax = 120_000;
const idleAfterMs = 20_000;

type Start = { readyMs: number; announcedMs: number; pid: number; stop(): Promise<void> };

/** `npm start` of the built tree with a data directory of its own: the first start, the second, and what idles then. */
export async function measureStart(root: string, dataDir: string, freePort: () => Promise<number>, report: (figure: Figure) => void): Promise<void> {
  const first = await start(root, dataDir, await freePort());
  await sleep(idleAfterMs);
  const used = describeTree(first.pid);
  await first.stop();
  const seconds = [];
  for (let time = 0; time < 3; time++) {
    const again = await start(root, dataDir, await freePort());
    seconds.push(again);
    if (time === 0) await sleep(idleAfterMs);
    const idle = describeTree(again.pid);
    if (time === 0)
      report(singleFigure(part, "idle memory 20 s after a start (PSS)", { used: idle.text, bars: [atMost("all processes", idle.megabytes, 450, "MB")] }));
    await again.stop();
  }
  report(
    singleFigure(part, "first npm start, empty data directory: database made and migrated", {
      used: `${round(first.readyMs / 1_000)} s to /healthz, ${round(first.announcedMs / 1_000)} s to the printed address; 20 s later ${used.text}`,
      bars: [atMost("to the address", first.announcedMs / 1_000, 5, "s")],
    }),
  );
  const median = [...seconds].sort((a, b) => a.announcedMs - b.announcedMs)[1] ?? first;
  report(
    singleFigure(part, "later npm start (median of 3)", {
      used: `${round(median.readyMs / 1_000)} s to /healthz, ${round(median.announcedMs / 1_000)} s to the printed address`,
      bars: [atMost("to the address", median.announcedMs / 1_000, 5, "s")],
    }),
  );
}

async function start(root: string, dataDir: string, port: number): Promise<Start> {
  const { DATABASE_URL: _, BENCH_DATABASE_URL: __, WHEREIN_URL: ___, ...environment } = process.env;
  const startedMs = performance.now();
  const child = spawn("npm", ["start"], {
    cwd: root,
    env: { ...environment, ...withoutMirror, PORT: String(port), WHEREIN_DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const pid = child.pid ?? 0;
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    const members = treeOf(pid);
    // To the whole group, as Ctrl-C does: npm alone would keep the signal to itself.
    process.kill(-pid, "SIGINT");
    const timer = setTimeout(() => members.forEach(kill), 30_000);
    await exited;
    clearTimeout(timer);
    // npm may end before what it started: the data directory is free only when all are gone.
    for (const until = performance.now() + 30_000; members.some(isRunning) && performance.now() < until; await sleep(50));
    members.filter(isRunning).forEach(kill);
  };
  let output = "";
  const announced = new Promise<number>((resolve) => {
    const read = (text: Buffer) => {
      output += text.toString();
      if (/ready at /.test(output)) resolve(performance.now() - startedMs);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
  });
  try {
    const readyMs = await untilHealthy(port, startedMs, () => output);
    return { readyMs, announcedMs: await Promise.race([announced, sleep(startMsMax, Number.NaN, { ref: false })]), pid, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function untilHealthy(port: number, startedMs: number, output: () => string): Promise<number> {
  while (performance.now() - startedMs < startMsMax) {
    if ((await statusOf(port)) === 200) return performance.now() - startedMs;
    await sleep(10);
  }
  throw new Error(`npm start did not answer on /healthz:\n${output()}`);
}

function statusOf(port: number): Promise<number> {
  return new Promise((resolve) => {
    get({ host: "127.0.0.1", port, path: "/healthz", timeout: 2_000 }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).once("error", () => resolve(0));
  });
}

function describeTree(pid: number): { megabytes: number; text: string } {
  const sizes = new Map<string, number>();
  for (const member of treeOf(pid)) sizes.set(nameOf(member), (sizes.get(nameOf(member)) ?? 0) + (pssOf(member) ?? Number.NaN) / 1_048_576);
  const megabytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  return { megabytes, text: `${round(megabytes)} MB: ${[...sizes].map(([name, size]) => `${name} ${Math.round(size)}`).join(", ")}` };
}

function nameOf(pid: number): string {
  const command = commandOf(pid);
  return (
    /dist.(server|worker)\.js/.exec(command)?.[1] ??
    (/postgres/.test(command) ? "PostgreSQL" : /start\.mjs/.test(command) ? "start.mjs" : /npm/.test(command) ? "npm" : "shell")
  );
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}

function isRunning(pid: number): boolean {
  return commandOf(pid) !== "";
}
