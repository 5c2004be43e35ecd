/** What a load run gave: one duration per request in milliseconds, and the time from the first to the last. */
export type Load = { ms: Float64Array; seconds: number };

export type LoadLimits = { concurrency: number; count: number; secondsMax: number };

/**
 * Calls `work` with 0, 1, 2, ... from `concurrency` loops until `count` calls or `secondsMax` are reached. `work`
 * returns the milliseconds that count; one that throws ends the run.
 */
export async function runLoad({ concurrency, count, secondsMax }: LoadLimits, work: (index: number, loop: number) => Promise<number>): Promise<Load> {
  const ms: number[] = [];
  let next = 0;
  const startedMs = performance.now();
  const loop = async (_: unknown, number: number) => {
    while (next < count && performance.now() - startedMs < secondsMax * 1_000) ms.push(await work(next++, number));
  };
  await Promise.all(Array.from({ length: concurrency }, loop));
  return { ms: Float64Array.from(ms).sort(), seconds: (performance.now() - startedMs) / 1_000 };
}

/** One loop per list, each through its own list in order: for work whose order matters within a list. */
export async function runLists<T>(lists: readonly (readonly T[])[], work: (item: T) => Promise<number>): Promise<Load> {
  const ms: number[] = [];
  const startedMs = performance.now();
  await Promise.all(
    lists.map(async (list) => {
      for (const item of list) ms.push(await work(item));
    }),
  );
  return { ms: Float64Array.from(ms).sort(), seconds: (performance.now() - startedMs) / 1_000 };
}

/** A quantile (0..1) of ascending durations; NaN for none. */
export function quantile(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? sorted[0] ?? Number.NaN;
}
