import type { SyncSettings } from "../sync";

type Times = { succeededAt: Date | null; failedAt: Date | null };

/** A source whose last good sync is older than this is stale: a day, or three rounds where they are rare. */
export function staleAfterHours({ everyMinutes }: Pick<SyncSettings, "everyMinutes">): number {
  return Math.max(24, Math.ceil((everyMinutes * 3) / 60));
}

/** The moment before which a good sync is too long ago. */
export function syncStaleBefore(settings: Pick<SyncSettings, "everyMinutes">, now: Date): Date {
  return new Date(now.getTime() - staleAfterHours(settings) * 3_600_000);
}

/** When an idle source is due, as the worker decides it: after a failure in a minute, then twice as long each time up to the usual interval. Null: now. */
export function nextSyncAt({ succeededAt, failedAt }: Times, attempts: number | null, everyMinutes: number): Date | null {
  const minutes = attempts === null ? everyMinutes : Math.min(everyMinutes, 2 ** Math.min(attempts - 1, 20));
  const since = attempts === null ? succeededAt : failedAt;
  return since && new Date(since.getTime() + minutes * 60_000);
}
