import type { InspectorFinding } from "@/lib/aws/model";
import { findingsOfReport } from "@/lib/aws/read";
import { findingsAtOnce } from "../limits";
import { inBatches, twoAtOnce } from "../pages";
import type { SyncRun } from "../syncer";

/** Takes a findings report in as its bytes come. What cannot be read of it is counted and told. */
export async function takeReport(run: SyncRun, key: string, bytes: AsyncIterable<Buffer>): Promise<void> {
  await twoAtOnce(inBatches(readable(run, key, bytes), findingsAtOnce), (findings) => store(run, findings));
}

async function* readable(run: SyncRun, key: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<InspectorFinding[]> {
  for await (const read of findingsOfReport(bytes)) {
    run.count("read");
    if (read.ok) yield [read.value];
    else {
      run.count("refused");
      run.note(`${key}: ${read.problem.detail} (${read.problem.pointer})`);
    }
  }
}

async function store(run: SyncRun, findings: readonly InspectorFinding[]): Promise<void> {
  const { stores, ctx, pool, feed } = run;
  const stored = await stores.storeFindings(ctx, { findings, source: "report", subject: { kind: "aws_feed", id: String(feed.id) }, pool });
  for (const name of ["added", "changed", "unchanged"] as const) run.count(name, stored[name]);
  await run.say("Reading reports");
}
