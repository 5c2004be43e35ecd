import { runMigrations } from "graphile-worker";
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";
import { createAccount } from "@/lib/aws";
import { takeEvent } from "@/lib/aws/events/take-event";
import { applyCoverage, closeUnlisted, storeFindings } from "@/lib/aws/findings";
import { applyImageIndexes } from "@/lib/aws/resources/apply-image-indexes";
import { AwsSync, type AwsSyncParts } from "@/lib/aws/sync";
import { addAwsSyncJob } from "@/lib/aws/sync/queries/jobs";
import type { AwsStores } from "@/lib/aws/sync/syncer";
import { syncers } from "@/lib/aws/sync/syncers";
import type { Context } from "@/lib/context";
import { closePool, plainPool } from "@/lib/db";
import { storeDocument } from "@/lib/inventory/upload/store-document";
import { FakeAws, home } from "@/tests/aws/fake";
import { documentedActions } from "@/tests/aws/policies";
import { createTestDatabase, type TestDatabase } from "./test-database";

export const administrator: Context = { actor: { kind: "user", id: "u", name: "Ada", role: "admin" }, requestId: "test" };
export const patience = { attempts: 3, connectMs: 2_000, requestMs: 10_000 };
const storeSbom: AwsStores["storeSbom"] = (ctx, sbom) => storeDocument(plainPool())(ctx, sbom);
export const stores: AwsStores = { storeFindings, closeUnlisted, applyCoverage, applyImageIndexes, takeEvent, storeSbom };

export type FeedState = {
  id: number;
  status: string;
  enabled: boolean;
  synced_to: Date | null;
  full_at: Date | null;
  succeeded_at: Date | null;
  problem: { code: string; detail: string; attempts: number } | null;
  counts: (Record<string, number> & { notes?: string[] }) | null;
};

/** AWS, a database of the test file's own, and workers that sync the one into the other. Emptied before each test. */
export class AwsSystem {
  fake!: FakeAws;
  database!: TestDatabase;

  get pool() {
    return this.database.pool;
  }

  /** Connects an account; by default the home account, asked by the process itself. */
  async connect(account: Partial<Parameters<typeof createAccount>[0]["input"]> = {}): Promise<void> {
    const input = { accountId: home.account, name: "Shop", regions: [home.region], kinds: [], ...account };
    await createAccount({ ctx: administrator, input });
  }

  open(parts: Partial<AwsSyncParts> = {}): AwsSync {
    return new AwsSync({ pool: this.pool, stores, syncers, patience, ...parts });
  }

  /** Has the feeds of a kind synced, each once. */
  async sync(kind: string, sync = this.open()): Promise<void> {
    const { rows } = await this.pool.query<{ id: number }>("select id from aws_feed where kind = $1 and enabled", [kind]);
    for (const { id } of rows) await addAwsSyncJob(this.pool, id);
    await sync.drain();
  }

  async feed(kind: string, place: { account?: string; region?: string } = {}): Promise<FeedState> {
    const { rows } = await this.pool.query<FeedState>("select * from aws_feed where kind = $1 and account_id = $2 and region = $3", [
      kind,
      place.account ?? home.account,
      place.region ?? home.region,
    ]);
    const [row] = rows;
    if (!row) throw new Error(`there is no feed ${kind}`);
    return row;
  }

  /** Findings as they are stored: the last digits of the ARN, with the status. */
  async findings(): Promise<string[]> {
    const { rows } = await this.pool.query<{ text: string }>("select right(arn, 4) || ' ' || status as text from inspector_finding order by arn");
    return rows.map(({ text }) => text);
  }

  async audits(action: string): Promise<number> {
    const { rows } = await this.pool.query<{ n: number }>("select count(*)::int as n from audit_event where action = $1", [action]);
    return rows[0]?.n ?? 0;
  }
}

const emptied = [
  "aws_account, aws_feed, aws_event, aws_resource, aws_resource_artifact, aws_image_index, inspector_finding, inspector_listing, inspector_package, observation, aws_workload",
  "audit_event",
];

const allowed = documentedActions();

/**
 * Filled when the tests begin. After each test, nothing may have been said to AWS, or by it, that its descriptions do not allow, and nothing
 * called that the policies of docs/aws.md do not.
 */
export function withAws(): AwsSystem {
  const system = new AwsSystem();
  beforeAll(async () => {
    system.database = await createTestDatabase();
    vi.stubEnv("DATABASE_URL", system.database.url);
    await runMigrations({ pgPool: system.pool });
  }, 60_000);
  beforeEach(async () => {
    system.fake = await FakeAws.start();
    for (const [name, value] of Object.entries(system.fake.env)) vi.stubEnv(name, value);
    for (const tables of emptied) await system.pool.query(`select testing.emptied('${tables}')`);
  });
  afterEach(async () => {
    await system.fake.stop();
    expect(system.fake.violations).toEqual([]);
    expect(system.fake.calls.flatMap(({ action }) => (action === null || allowed.has(action) ? [] : [action]))).toEqual([]);
  });
  afterAll(async () => {
    await closePool();
    await system.database.drop();
    vi.unstubAllEnvs();
  });
  return system;
}
