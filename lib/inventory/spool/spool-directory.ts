import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { WhereinError } from "@/lib/errors";

/** A place for one temporary file; `remove` takes away what was written there, and gives its share of the disk back. */
export type SpoolFile = { path: string; remove(): Promise<void> };

/** What a dead process of another host left behind is removed after this time: it cannot be asked whether it lives. */
const foreignMsMax = 86_400_000;

/**
 * Temporary files of one process, below the system's directory for such (TMPDIR): bodies that are too large for memory. The
 * directory bears the process's id, so that what a killed process left there is removed by the next one that starts.
 */
export class SpoolDirectory {
  readonly path: string;
  readonly #bytesMax: number;
  #bytesReserved = 0;
  #lastNumber = 0;
  #isReady = false;

  constructor(role: "web" | "worker" | "sync" | "exports", { bytesMax, parent = tmpdir() }: { bytesMax: number; parent?: string }) {
    this.path = join(parent, `${prefix}${role}-${hostname()}-${process.pid}`);
    this.#bytesMax = bytesMax;
    removeLeftovers(parent);
  }

  /** Room for a file of up to `bytes`. Throws `unavailable` when there is not so much left. */
  reserve(bytes: number): SpoolFile {
    if (this.#bytesReserved + bytes > this.#bytesMax) {
      throw new WhereinError("unavailable", "Too many large uploads are arriving at once. Send the document again in a few seconds.", {
        reason: "uploads_full",
      });
    }
    this.prepare();
    this.#bytesReserved += bytes;
    const path = join(this.path, String(++this.#lastNumber));
    let isRemoved = false;
    return {
      path,
      remove: async () => {
        if (isRemoved) return;
        isRemoved = true;
        this.#bytesReserved -= bytes;
        await rm(path, { force: true });
      },
    };
  }

  /** Makes the directory, empty, unless this was done: for who writes there without a reservation. */
  prepare(): void {
    if (this.#isReady) return;
    rmSync(this.path, { recursive: true, force: true });
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
    this.#isReady = true;
  }

  /** Takes the directory away; for the end of a process. */
  close(): void {
    this.#isReady = false;
    rmSync(this.path, { recursive: true, force: true });
  }
}

const prefix = "wherein-";
const ours = new RegExp(`^${prefix}(?:web|worker|sync|exports)-(.+)-(\\d+)$`);

function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    const match = ours.exec(name);
    if (!match) continue;
    const path = join(parent, name);
    try {
      const isLeft = match[1] === hostname() ? !isAlive(Number(match[2])) : Date.now() - statSync(path).mtimeMs > foreignMsMax;
      if (isLeft) rmSync(path, { recursive: true, force: true });
    } catch {
      // Another process is removing it at the same time, or it is another user's.
    }
  }
}

/** Signal 0 only asks; what may not be signalled is alive. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
