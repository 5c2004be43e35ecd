import type { Pool, PoolClient } from "pg";
import type { Advisory } from "@/lib/advisories/model";
import type { StoredForm } from "@/lib/advisories/record-form";
import type { SyncSettings } from "./settings";
import type { Reading } from "./sources/bucket";

/** A record with its bytes, in the form in which they are stored, and their SHA-256. */
export type AdvisoryRecord = { advisory: Advisory; digest: Buffer } & StoredForm;

/** What a feed brings at once: records that are new or have other bytes, and the keys it no longer has. */
export type AdvisoryBatch = { feedId: number; records: AdvisoryRecord[]; removedKeys: string[]; at: Date };
export type AppliedCounts = { added: number; changed: number; unchanged: number; removed: number };

/** Why a record could not be taken in. */
export type Refusal = { key: string | null; code: string; detail: string; pointer: string | null };

/** What the mirror is made of: `pool` without `pipeline`, the reader of records, and what stores a batch on the caller's transaction. */
export type SyncParts = {
  pool: Pool;
  settings: SyncSettings;
  reading: Reading;
  readRecord: (bytes: Buffer) => { kind: "advisory"; advisory: Advisory } | ({ kind: "refused" } & Refusal);
  apply: (client: PoolClient, batch: AdvisoryBatch) => Promise<AppliedCounts>;
  /** Lets the planner know what there is, after much has changed. */
  analyse: (pool: Pool) => Promise<void>;
  ecosystemsFor: (packages: { ecosystem: string; namespace: string | null }[]) => string[];
};
