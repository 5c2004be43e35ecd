import type { Pool } from "pg";
import { recordAudit } from "@/lib/audit";
import type { InspectorFinding } from "@/lib/aws/model";
import type { Context } from "@/lib/context";
import { plainPool } from "@/lib/db";
import { inTransaction } from "@/lib/db/transaction";
import { type AppliedFindings, applyFindings, type FindingSource } from "./apply-findings";
import { prepareFindings } from "./prepare-findings";

/** `subject`: what they came from, for the audit row, e.g. `{ kind: "aws_feed", id: "3" }`. `pool`: one without `pipeline`. */
export type FindingsToStore = {
  findings: readonly InspectorFinding[];
  source: FindingSource;
  subject: { kind: string; id: string };
  at?: Date;
  pool?: Pool;
};

/** Takes a batch of findings in, in transactions of its own, with one audit row where anything changed. Five hundred cost a third less each than a hundred. */
export async function storeFindings(
  ctx: Context,
  { findings, source, subject, at = new Date(), pool = plainPool() }: FindingsToStore,
): Promise<AppliedFindings> {
  const prepared = await prepareFindings(pool, findings);
  if (prepared.changed.length === 0) return { added: 0, changed: 0, unchanged: prepared.unchanged.length, ids: [...prepared.unchanged] };
  return inTransaction(async (client) => {
    const applied = await applyFindings(client, { findings: prepared, source, at });
    const { added, changed, unchanged } = applied;
    if (added + changed > 0) {
      const detail = { source, added, changed, unchanged };
      await recordAudit(client, ctx, { action: "inspector.findings_received", subjectKind: subject.kind, subjectId: subject.id, detail }, at);
    }
    return applied;
  }, pool);
}
