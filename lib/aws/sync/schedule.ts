/** Between two tries after failures at most. */
export const retryMinutesMax = 60;

/**
 * When an idle feed is due, as the worker decides it: after a failure in a minute, then twice as long each time up to an hour. Null: now, or
 * never for one that is not asked.
 */
export function nextFeedSyncAt(
  { succeededAt, failedAt }: { succeededAt: Date | null; failedAt: Date | null },
  attempts: number | null,
  everyMinutes: number | null,
): Date | null {
  if (everyMinutes === null) return null;
  const minutes = attempts === null ? everyMinutes : Math.min(retryMinutesMax, 2 ** Math.min(attempts - 1, 20));
  const since = attempts === null ? succeededAt : failedAt;
  return since && new Date(since.getTime() + minutes * 60_000);
}
