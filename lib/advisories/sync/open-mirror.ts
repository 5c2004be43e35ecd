import { join } from "node:path";
import type { Pool } from "pg";
import { analyseAdvisories, applyAdvisories } from "@/lib/advisories/apply";
import { osvEcosystemsFor } from "@/lib/advisories/osv";
import { AdvisorySync } from "./feeds/advisory-sync";
import { RecordReader } from "./reading/record-reader";
import type { SyncSettings } from "./settings";
import type { HttpPatience } from "./sources/http-get";

type Opening = { patience?: HttpPatience; threadFile?: string | null };

/** The mirror of a worker process. `pool` is one without `pipeline`; `patience` is that of requests over HTTP; `threadFile` null: records are read without a thread. */
export function openMirror(
  pool: Pool,
  settings: SyncSettings,
  { patience, threadFile = join(process.cwd(), "dist", "record-thread.js") }: Opening = {},
): AdvisorySync {
  const reader = new RecordReader(threadFile);
  return new AdvisorySync({
    pool,
    settings,
    ...(patience ? { patience } : {}),
    readRecords: (records) => reader.read(records),
    rest: () => reader.rest(),
    apply: applyAdvisories,
    analyse: analyseAdvisories,
    ecosystemsFor: osvEcosystemsFor,
  });
}
