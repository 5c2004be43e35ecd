import type { Pool, PoolClient } from "pg";
import type { AwsAccess, AwsClients } from "@/lib/aws/clients";
import type { ImageIndex, InspectorFinding, ResourceCoverage } from "@/lib/aws/model";
import type { AwsEvent, ExportSubject } from "@/lib/aws/read";
import type { Context } from "@/lib/context";
import type { BuildRequest } from "@/lib/inventory/upload/schemas";
import type { FeedKind } from "./kinds";

/** A feed as its sync needs it. */
export type AwsFeed = {
  id: number;
  accountId: string;
  region: string;
  kind: FeedKind;
  address: string;
  syncedTo: Date | null;
  fullAt: Date | null;
  waiting: readonly WaitingSbom[];
};

/** An exported SBOM that is of nothing known yet: it is looked at again when it is. */
export type WaitingSbom = ExportSubject & { key: string };

/** The account that a feed is of. */
export type AwsFeedAccount = AwsAccess & { name: string; environment: string; clusters: { pattern: string; environment: string }[] };

/** What a sync has reached. Null, or left out: as before. */
export type AwsFeedReached = { syncedTo: Date | null; fullAt: Date | null; waiting?: readonly WaitingSbom[] };

/** Where what was read goes: the writers of the other parts of `lib/aws`. */
export type AwsStores = {
  storeFindings: (ctx: Context, batch: FindingsOfFeed) => Promise<{ added: number; changed: number; unchanged: number; ids: number[] }>;
  closeUnlisted: (
    client: PoolClient,
    listing: { account: string; region: string; listed: { ids: readonly number[] }; since: Date; at: Date },
  ) => Promise<number>;
  applyCoverage: (client: PoolClient, said: { coverage: readonly ResourceCoverage[]; at: Date }) => Promise<{ changed: number }>;
  applyImageIndexes: (client: PoolClient, said: { indexes: readonly ImageIndex[]; at: Date }) => Promise<{ added: number }>;
  /** Throws `forbidden` for an event of an account that is not allowed, before anything is written. */
  takeEvent: (client: PoolClient, event: AwsEvent, options: { allowedAccounts: ReadonlySet<string>; at: Date }) => Promise<TakenEvent>;
  /** Keeps an SBOM, as its bytes come, whose build the worker then makes; `unchanged`: that very build is there. */
  storeSbom: (ctx: Context, sbom: SbomOfFeed) => Promise<{ kind: "stored" | "unchanged" }>;
};
type SbomOfFeed = { source: AsyncIterable<Buffer>; request: BuildRequest; receivedAt: Date };
type FindingsOfFeed = { findings: readonly InspectorFinding[]; source: "api" | "report"; subject: { kind: string; id: string }; pool: Pool };
type TakenEvent = { became: "taken" | "ignored" | "duplicate" };

/**
 * One sync of one feed. What it does is counted and said in words, and both are seen while it runs; `note` tells people what was left aside.
 * `pool` is one without `pipeline`. `signal` ends it.
 */
export type SyncRun = {
  feed: AwsFeed;
  account: AwsFeedAccount;
  clients: AwsClients;
  stores: AwsStores;
  pool: Pool;
  ctx: Context;
  signal: AbortSignal;
  startedAt: Date;
  count: (name: string, by?: number) => void;
  note: (text: string) => void;
  say: (phase: string) => Promise<void>;
};

/** Brings one feed up to date, and returns how far. It may be interrupted anywhere and begun again: what it writes is the same the second time. */
export type Syncer = (run: SyncRun) => Promise<AwsFeedReached>;
