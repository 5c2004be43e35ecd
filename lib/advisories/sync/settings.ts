import { env } from "@/lib/env";

/** What is mirrored, from where, and how often. A null address: not at all. */
export type SyncSettings = {
  osvUrl: string | null;
  /** The ecosystems as OSV names them; null: those of the inventory. */
  ecosystems: readonly string[] | null;
  kevUrl: string | null;
  epssUrl: string | null;
  everyMinutes: number;
};

/** The settings of this process (see docs/operations.md). */
export function syncSettings(): SyncSettings {
  const { WHEREIN_OSV_URL, WHEREIN_OSV_ECOSYSTEMS, WHEREIN_KEV_URL, WHEREIN_EPSS_URL, WHEREIN_SYNC_MINUTES } = env();
  return {
    osvUrl: WHEREIN_OSV_URL,
    ecosystems: WHEREIN_OSV_ECOSYSTEMS,
    kevUrl: WHEREIN_KEV_URL,
    epssUrl: WHEREIN_EPSS_URL,
    everyMinutes: WHEREIN_SYNC_MINUTES,
  };
}
