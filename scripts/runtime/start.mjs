import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureBuilt } from "../build.mjs";
import { openEmbedded } from "./embedded.mjs";
import { engineOptions } from "./engine-options.mjs";
import { ensureInstalled } from "./install.mjs";
import { keepRunning } from "./keep-running.mjs";
import { requirePort } from "./port.mjs";
import { nameOf, parentOf } from "./process-identity.mjs";
import { Refusal } from "./refusal.mjs";
import { readSettings } from "./settings.mjs";
import { runBundle } from "./tools.mjs";

const WEB_GRACE_MS = 15_000;
const WORKER_GRACE_MS = 20_000;
const PORT_PATIENCE_MS = 3_000;
const PARENT_CHECK_MS = 250;

const say = (line) => process.stdout.write(`${line}\n`);

/** `npm start`: everything from a fresh clone to a running Wherein, until a signal ends it. `development`: pages are compiled on demand. */
export async function start({ development = false } = {}) {
  const shutdown = new Shutdown();
  try {
    await bringUp(shutdown, development);
    shutdown.endOnSignal();
  } catch (error) {
    await shutdown.run();
    // Ctrl-C also ends the tool that is just at work, which then counts as stopped and not as failed.
    if (shutdown.asked) process.exit(0);
    throw error;
  }
}

async function bringUp(shutdown, development) {
  const settings = readSettings();
  await requirePort(settings.port, settings.host, PORT_PATIENCE_MS);
  ensureInstalled(say);
  await ensureBuilt({ pages: !development, say });
  shutdown.throwIfAsked();

  const { url: databaseUrl, synced } = settings.databaseUrl === null ? await openDatabase(settings, shutdown) : { url: settings.databaseUrl };
  const environment = {
    NODE_ENV: development ? "development" : "production",
    DATABASE_URL: databaseUrl,
    PORT: String(settings.port),
    HOST: settings.host,
    WHEREIN_URL: settings.publicUrl,
  };
  shutdown.throwIfAsked();
  const link = await runBundle("migrate", ["--setup-link"], environment);
  shutdown.throwIfAsked();

  const web = keepRunning("server", { environment, nodeOptions: engineOptions("server"), say });
  shutdown.add("web", () => web.stop(WEB_GRACE_MS));
  await untilAnswering(settings, web, shutdown);
  await synced;
  announce(settings, link);
  // The worker and Wherein's own SBOM can wait until somebody can look; jobs are kept for it.
  const worker = keepRunning("worker", { environment, nodeOptions: engineOptions("worker"), say });
  shutdown.add("worker", () => worker.stop(WORKER_GRACE_MS));
  runBundle("admin", ["self-sbom"], environment).catch(() => {});
}

async function openDatabase(settings, shutdown) {
  const database = await openEmbedded(settings, "server", say);
  shutdown.add("database", () => database.stop());
  database.keep();
  return database;
}

/** Waits until the web process answers HTTP; one that ends again and again will not. */
async function untilAnswering({ host, port }, web, shutdown) {
  const target = { host: host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host, port, path: "/healthz" };
  while (!(await answers(target))) {
    shutdown.throwIfAsked();
    if (web.quickEnds() >= 4) throw new Refusal("The web process does not start: its own message above says why.");
    await sleep(25);
  }
}

function answers(target) {
  return new Promise((resolve) => {
    const probe = request({ ...target, timeout: 5_000 }, (response) => {
      response.resume();
      resolve(true);
    });
    probe.once("error", () => resolve(false));
    probe.once("timeout", () => probe.destroy());
    probe.end();
  });
}

function announce({ publicUrl }, link) {
  say(`Wherein is ready at ${publicUrl}`);
  if (link !== "") say(`Create the first administrator with this link, which works once: ${link}`);
}

const stopOrder = ["web", "worker", "database"];

/**
 * Ends what was started, in the order that loses nothing. While starting, a signal is noted and heeded at the next
 * step, so that nothing half started is left behind; later it stops at once and ends the process with status 0.
 */
class Shutdown {
  #steps = new Map();
  #asked = false;
  #running = false;
  #done = null;

  constructor() {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => this.#signalled());
    watchParent(() => this.#signalled());
  }

  add(name, step) {
    this.#steps.set(name, step);
  }

  get asked() {
    return this.#asked;
  }

  throwIfAsked() {
    if (this.#asked) throw new Refusal("Stopped before everything was up.");
  }

  endOnSignal() {
    this.throwIfAsked();
    this.#running = true;
  }

  /** Runs every step once, even if one fails. */
  run() {
    this.#done ??= (async () => {
      for (const name of stopOrder)
        await this.#steps
          .get(name)?.()
          .catch((error) => say(error.message));
    })();
    return this.#done;
  }

  async #signalled() {
    if (this.#asked) return;
    this.#asked = true;
    say("Stopping ...");
    if (!this.#running) return;
    await this.run();
    process.exit(0);
  }
}

/**
 * npm passes signals on, but not its own sudden end: without the parent that started it, Wherein stops too.
 * npm runs scripts through a shell, which outlives it; then the shell's parent is watched.
 */
function watchParent(stop) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const isShell = /^(sh|dash|bash|busybox)$/.test(nameOf(parent) ?? "");
  const grandparent = isShell ? parentOf(parent) : null;
  setInterval(() => {
    if (process.ppid !== parent || (grandparent !== null && parentOf(parent) !== grandparent)) stop();
  }, PARENT_CHECK_MS).unref();
}
