import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { urlOf } from "../scripts/postgres/cluster.mjs";

const readyMsMax = 120_000;

/**
 * Starts Wherein as `npm start` does, with an empty data directory and a free port. The tests find the one-time link
 * in E2E_SETUP_LINK, and the database, for what only advisories would bring, in E2E_DATABASE_URL. Returns the teardown.
 */
export default async function startInstance(): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), "wherein-e2e-"));
  const { DATABASE_URL: _, ...environment } = process.env;
  // Nothing is mirrored from outside. Nothing listens at the port until a journey does (e2e/held-bucket.ts).
  const mirror = { WHEREIN_OSV_URL: `http://127.0.0.1:${process.env.E2E_OSV_PORT}`, WHEREIN_KEV_URL: "off", WHEREIN_EPSS_URL: "off" };
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    env: { ...mirror, ...environment, PORT: process.env.E2E_PORT, WHEREIN_DATA_DIR: dataDir, WHEREIN_URL: `http://localhost:${process.env.E2E_PORT}` },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const output = await new Promise<string>((resolve, reject) => {
    let text = "";
    const read = (chunk: Buffer) => {
      text += chunk.toString();
      if (/works once: \S+\n/.test(text)) resolve(text);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", () => reject(new Error(`Wherein did not start:\n${text}`)));
    setTimeout(() => reject(new Error(`Wherein was not ready in time:\n${text}`)), readyMsMax).unref();
  });
  process.env.E2E_DATABASE_URL = urlOf(dataDir);
  process.env.E2E_SETUP_LINK = /works once: (\S+)/.exec(output)?.[1] ?? "";
  return async () => {
    child.kill("SIGTERM");
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  };
}
