import { closeSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { quantile } from "./run-load";

/** Milliseconds of a write of 8 KiB and its fsync in a directory: the median of a hundred. */
export function measureDisk(directory: string): number {
  const path = join(directory, `.bench-fsync-${process.pid}`);
  const file = openSync(path, "w");
  try {
    const page = Buffer.alloc(8_192, 1);
    const ms = Array.from({ length: 100 }, () => {
      const startedMs = performance.now();
      writeSync(file, page);
      fsyncSync(file);
      return performance.now() - startedMs;
    });
    return quantile(Float64Array.from(ms).sort(), 0.5);
  } finally {
    closeSync(file);
    rmSync(path, { force: true });
  }
}
