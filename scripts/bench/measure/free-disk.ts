import { statfsSync } from "node:fs";

const leftMin = 8 * 2 ** 30;

/** Bytes that are free where a directory is; null where that cannot be told, as of another machine's. */
export function freeBytes(directory: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/** Throws when less than 8 GB would be left where a directory is after so many more bytes. */
export function requireFree(directory: string, bytes: number): void {
  const free = freeBytes(directory);
  if (free === null || free - bytes >= leftMin) return;
  const gigabytes = (value: number) => Math.max(0, value / 2 ** 30).toFixed(1);
  throw new Error(
    `Stopped: ${gigabytes(free)} GB are free where ${directory} is, ${gigabytes(bytes)} GB more are needed, and 8 GB are to be left. Free some, or ask for fewer findings with --open.`,
  );
}
