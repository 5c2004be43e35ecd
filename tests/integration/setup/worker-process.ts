import { type ChildProcess, fork } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/** The worker as it is shipped, in a directory of its own for its bundles and temporary files. */
export class WorkerHome {
  private constructor(private readonly folder: string) {}

  static async make(): Promise<WorkerHome> {
    const cache = join(process.cwd(), "node_modules/.cache/wherein-test");
    mkdirSync(cache, { recursive: true });
    const folder = mkdtempSync(join(cache, "crash-"));
    mkdirSync(join(folder, "temporary"));
    const entryPoints = { worker: "scripts/worker.ts", "large-thread": "lib/inventory/lane/large-thread.ts" };
    const points = Object.entries(entryPoints).map(([out, source]) => ({ in: source, out }));
    await build({
      entryPoints: points,
      outdir: join(folder, "dist"),
      outExtension: { ".js": ".js" },
      bundle: true,
      platform: "node",
      format: "esm",
      packages: "external",
      logLevel: "error",
    });
    return new WorkerHome(folder);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  start(databaseUrl: string, settings: Record<string, string> = {}): ChildProcess {
    const env = { ...process.env, DATABASE_URL: databaseUrl, LOG_LEVEL: "silent", TMPDIR: this.path("temporary"), ...settings };
    return fork(join(this.folder, "dist", "worker.js"), [], { cwd: this.folder, env, execArgv: [], stdio: ["ignore", "ignore", 2, "ipc"] });
  }

  /** Names of what workers keep on disk. */
  temporary(): string[] {
    return readdirSync(this.path("temporary"));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Sends the signal and waits until the process is gone. */
export async function end(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await gone;
}

/** Waits for something that another process does. */
export async function until(condition: () => Promise<boolean>, everyMs: number): Promise<void> {
  for (let waited = 0; waited < 80_000; waited += everyMs) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  throw new Error("it did not happen within 80 s");
}
