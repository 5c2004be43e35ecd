import { runMigrations } from "graphile-worker";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { applyAdvisories } from "@/lib/advisories/apply";
import { readOsvRecord } from "@/lib/advisories/osv";
import { AdvisorySync, type SyncSettings } from "@/lib/advisories/sync";
import type { SyncParts } from "@/lib/advisories/sync/sync-parts";
import { type BucketRecord, OsvBucket } from "./osv-bucket";
import { createTestDatabase, type TestDatabase } from "./test-database";

export const patience = { tries: 4, retryMs: 5, stallMs: 20_000, totalMs: 60_000 };

export type FeedState = {
  id: number;
  enabled: boolean;
  status: string;
  synced_to: Date | null;
  full_at: Date | null;
  problem: { code: string; detail: string; attempts: number } | null;
  counts: Record<string, number> | null;
};

/** A bucket, a database of the test file's own, and mirrors of the one in the other. Filled when the tests begin, emptied before each. */
export class MirrorSystem {
  bucket!: OsvBucket;
  database!: TestDatabase;
  readonly #opened: AdvisorySync[] = [];

  get pool() {
    return this.database.pool;
  }

  /** A worker's mirror. By default of npm alone, from the bucket. */
  open(settings: Partial<SyncSettings> = {}, parts: Partial<SyncParts> = {}): AdvisorySync {
    const off = { osvUrl: this.bucket.url, ecosystems: ["npm"], kevUrl: null, epssUrl: null, everyMinutes: 60 };
    const real = { readRecord: readOsvRecord, apply: applyAdvisories, analyse: async () => {}, ecosystemsFor: () => [] };
    const mirror = new AdvisorySync({ pool: this.pool, settings: { ...off, ...settings }, patience, ...real, ...parts });
    this.#opened.push(mirror);
    return mirror;
  }

  /** One minute's sweep with an hour gone by, and what follows from it. */
  async sync(mirror = this.open()): Promise<void> {
    await this.pool.query("update advisory_feed set succeeded_at = succeeded_at - interval '61 minutes', failed_at = failed_at - interval '61 minutes'");
    await mirror.sweep();
    await mirror.drain();
  }

  async feed(name = "npm", kind = "osv"): Promise<FeedState> {
    const { rows } = await this.pool.query<FeedState>("select * from advisory_feed where name = $1 and kind = $2", [name, kind]);
    const [row] = rows;
    if (!row) throw new Error(`there is no feed ${kind} ${name}`);
    return row;
  }

  /** Keys that some feed lists, in their order. */
  async keys(): Promise<string[]> {
    return (await this.pool.query("select key from advisory where feed_ids <> '{}' order by key")).rows.map(({ key }) => key);
  }

  async quarantine(): Promise<{ key: string; code: string; pointer: string | null; raw: Buffer }[]> {
    return (await this.pool.query("select key, code, pointer, raw from advisory_quarantine order by key")).rows;
  }

  close(): void {
    for (const mirror of this.#opened.splice(0)) mirror.close();
  }
}

export function withMirror(): MirrorSystem {
  const system = new MirrorSystem();
  beforeAll(async () => {
    system.database = await createTestDatabase();
    process.env.DATABASE_URL = system.database.url;
    await runMigrations({ pgPool: system.pool });
    system.bucket = await OsvBucket.start();
  }, 60_000);
  beforeEach(async () => {
    system.bucket.clear();
    await system.pool.query(
      "select testing.emptied('package, package_version, advisory_feed, advisory_quarantine, advisory, vulnerability, vulnerability_alias, kev_entry, epss_score')",
    );
    system.close();
  });
  afterAll(async () => {
    system.close();
    await system.bucket.close();
    await system.database.drop();
  });
  return system;
}

/** A record of npm as OSV writes them. */
export function recordOf(id: string, modified = "2026-03-01T10:00:00Z", more: Record<string, unknown> = {}): BucketRecord {
  return {
    schema_version: "1.7.5",
    id,
    modified,
    published: "2026-01-01T00:00:00Z",
    summary: `A fault called ${id}`,
    affected: [
      { package: { ecosystem: "npm", name: `package-${id.toLowerCase()}` }, ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: "1.2.3" }] }] },
    ],
    ...more,
  };
}
