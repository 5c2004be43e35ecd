import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { engineOptions } from "../runtime/engine-options.mjs";

/** The built product: web and worker processes as `npm start` runs them. */
export type ServerUnderTest = { port: number; webPid: number; workerPid: number; stop(): Promise<void> };

const startMsMax = 60_000;
/** Settings by which nothing is mirrored while something is measured. */
export const withoutMirror = { WHEREIN_OSV_URL: "off", WHEREIN_KEV_URL: "off", WHEREIN_EPSS_URL: "off" };

/** Starts dist/server.js and dist/worker.js on a migrated database; port 0 is any free one. Throws when they do not get ready. */
export async function startServer(root: string, databaseUrl: string, port: number): Promise<ServerUnderTest> {
  const environment = webEnvironment(databaseUrl, port);
  const web = launch(root, "server", environment);
  const worker = launch(root, "worker", environment);
  const stop = async () => {
    await Promise.all([end(web), end(worker)]);
  };
  try {
    const [message] = await Promise.all([ready(web, "server"), ready(worker, "worker")]);
    return { port: (message as { port: number }).port, webPid: web.pid ?? 0, workerPid: worker.pid ?? 0, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts dist/worker.js alone, with a mirror of advisories as `mirror` sets it. Throws when it does not get ready. */
export async function startWorker(root: string, databaseUrl: string, mirror: Record<string, string>): Promise<{ pid: number; stop(): Promise<void> }> {
  const worker = launch(root, "worker", { ...process.env, NODE_ENV: "production", DATABASE_URL: databaseUrl, LOG_LEVEL: "warn", ...withoutMirror, ...mirror });
  const stop = () => end(worker);
  try {
    await ready(worker, "worker");
    return { pid: worker.pid ?? 0, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts dist/server.js alone, on any free port: for a database in which the worker would find work. Throws when it does not get ready. */
export async function startWeb(root: string, databaseUrl: string): Promise<Omit<ServerUnderTest, "workerPid">> {
  const web = launch(root, "server", webEnvironment(databaseUrl, 0));
  const stop = () => end(web);
  try {
    const message = await ready(web, "server");
    return { port: (message as { port: number }).port, webPid: web.pid ?? 0, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function webEnvironment(databaseUrl: string, port: number): NodeJS.ProcessEnv {
  const address = { DATABASE_URL: databaseUrl, PORT: String(port), HOST: "127.0.0.1", WHEREIN_URL: `http://localhost:${port}` };
  return { ...process.env, NODE_ENV: "production" as const, ...address, LOG_LEVEL: "warn", ...withoutMirror };
}

function launch(root: string, name: "server" | "worker", env: NodeJS.ProcessEnv): ChildProcess {
  return fork(join(root, "dist", `${name}.js`), [], { cwd: root, env, execArgv: engineOptions(name), stdio: ["ignore", 2, 2, "ipc"] });
}

/** The first message of a process: it is ready. */
function ready(child: ChildProcess, name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`dist/${name}.js was not ready within ${startMsMax / 1_000} s`)), startMsMax);
    const settle = (work: () => void) => {
      clearTimeout(timer);
      work();
    };
    child.once("message", (message) => settle(() => resolve(message)));
    child.once("exit", (code) => settle(() => reject(new Error(`dist/${name}.js ended with status ${code}`))));
    child.once("error", (error) => settle(() => reject(error)));
  });
}

/** Asks by SIGTERM, insists after 15 s. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const insist = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await gone;
  clearTimeout(insist);
}
