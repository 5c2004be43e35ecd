import type { Pool } from "pg";
import { takeEvent } from "@/lib/aws/events/take-event";
import { applyCoverage, closeUnlisted, storeFindings } from "@/lib/aws/findings";
import { applyImageIndexes } from "@/lib/aws/resources/apply-image-indexes";
import { storeDocument } from "@/lib/inventory/upload/store-document";
import { AwsSync } from "./aws-sync";
import { syncers } from "./syncers";

/** What syncs AWS in a worker process. `pool` is one without `pipeline`. */
export function openAwsSync(pool: Pool): AwsSync {
  const stores = { storeFindings, closeUnlisted, applyCoverage, applyImageIndexes, takeEvent, storeSbom: storeDocument(pool) };
  return new AwsSync({ pool, stores, syncers });
}
