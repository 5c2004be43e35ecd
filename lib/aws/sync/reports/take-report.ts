import type { InspectorFinding } from "@/lib/aws/model";
import { findingsOfReport } from "@/lib/aws/read";
import { pageSize } from "../limits";
import type { SyncRun } from "../syncer";

/** Takes a findings report in as its bytes come. What cannot be read of it is counted and told. */
export async function takeReport(run: SyncRun, key: string, bytes: AsyncIterable<Buffer>): Promise<void> {
  let batch: InspectorFinding[] = [];
  for await (const read of findingsOfReport(bytes)) {
    run.count("read");
    if (read.ok) batch.push(read.value);
    else {
      run.count("refused");
      run.note(`${key}: ${read.problem.detail} (${read.problem.pointer})`);
    }
    if (batch.length < pageSize) continue;
    await store(run, batch);
    batch = [];
  }
  await store(run, batch);
}

async function store(run: SyncRun, findings: readonly InspectorFinding[]): Promise<void> {
  if (findings.length === 0) return;
  const { stores, ctx, pool, feed } = run;
  const stored = await stores.storeFindings(ctx, { findings, source: "report", subject: { kind: "aws_feed", id: String(feed.id) }, pool });
  for (const name of ["added", "changed", "unchanged"] as const) run.count(name, stored[name]);
  await run.say("Reading reports");
}
