import type { Pool } from "pg";
import { analyseAdvisories, applyAdvisories } from "@/lib/advisories/apply";
import { osvEcosystemsFor, readOsvRecord } from "@/lib/advisories/osv";
import { AdvisorySync } from "./feeds/advisory-sync";
import type { SyncSettings } from "./settings";
import type { HttpPatience } from "./sources/http-get";

/** The mirror of a worker process. `pool` is one without `pipeline`; `patience` is that of requests over HTTP. */
export function openMirror(pool: Pool, settings: SyncSettings, patience?: HttpPatience): AdvisorySync {
  const parts = { readRecord: readOsvRecord, apply: applyAdvisories, analyse: analyseAdvisories, ecosystemsFor: osvEcosystemsFor };
  return new AdvisorySync({ pool, settings, ...(patience ? { patience } : {}), ...parts });
}
