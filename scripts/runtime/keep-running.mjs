import { fork } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./paths.mjs";

const BACKOFF_FIRST_MS = 250;
const BACKOFF_MAX_MS = 15_000;
const STEADY_AFTER_MS = 30_000;

/**
 * Runs a bundle of dist/ and starts it again when it ends, waiting longer after each quick end.
 * The IPC channel is the child's sign of life of its supervisor: when it closes, the child stops by itself.
 * @returns `stop(graceMs)`: asks by SIGTERM, insists by SIGKILL; `quickEnds()`: how often in a row it ended early
 */
export function keepRunning(name, { environment, nodeOptions = [], say }) {
  let child = null;
  let timer = null;
  let stopping = false;
  let quick = 0;

  const launch = () => {
    const startedAt = Date.now();
    child = fork(join(ROOT, "dist", `${name}.js`), [], {
      cwd: ROOT,
      env: { ...process.env, ...environment },
      execArgv: nodeOptions,
      // Its own process group: Ctrl-C in a terminal reaches the supervisor, which asks in the right order.
      detached: true,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const current = child;
    const ended = (reason) => {
      if (child !== current) return;
      child = null;
      if (stopping) return;
      quick = Date.now() - startedAt > STEADY_AFTER_MS ? 1 : quick + 1;
      const wait = Math.min(BACKOFF_FIRST_MS * 2 ** (quick - 1), BACKOFF_MAX_MS);
      say(`The ${name} process ended (${reason}); it is started again${wait >= 1000 ? ` in ${wait / 1000} s` : ""}.`);
      timer = setTimeout(launch, wait);
    };
    current.once("error", (error) => ended(error.message));
    current.once("exit", (code, signal) => ended(signal ?? `status ${code}`));
  };
  launch();

  return {
    quickEnds: () => quick,
    pid: () => child?.pid ?? null,
    stop: async (graceMs) => {
      stopping = true;
      clearTimeout(timer);
      const current = child;
      if (current === null) return;
      const gone = new Promise((resolve) => current.once("exit", resolve));
      current.kill("SIGTERM");
      const insist = setTimeout(() => current.kill("SIGKILL"), graceMs);
      await gone;
      clearTimeout(insist);
    },
  };
}
