import type { Pool } from "pg";
import { inTransaction } from "@/lib/db/transaction";
import { refreshOpenFindings } from "@/lib/findings/queue";
import { keyRevision } from "@/lib/versions";
import { selectOutdatedSubjects, updateSubjectKeys } from "./queries/rekey";
import { exactly, versionsOf } from "./versions-of";

const batch = 500;

/**
 * Makes the keys of subjects again that an older revision of the rules of keys made, and the queue of what they mean; returns how many. What was said stays as
 * it was: a range that cannot be read any more keeps the keys that it had. For when the dictionary has its keys of today.
 */
export async function rekeySubjects(pool: Pool): Promise<number> {
  return inTransaction(async (client) => {
    const outdated = await selectOutdatedSubjects(client, keyRevision, batch);
    if (outdated.length === 0) return 0;
    await updateSubjectKeys(
      client,
      keyRevision,
      outdated.map((subject) => {
        const read = subject.isExact ? null : versionsOf(subject.ecosystem, subject.range);
        const { lo, hi, hiInclusive } = read === null ? exactly(subject.ecosystem, subject.range) : read.kind === "versions" ? read.versions : subject;
        return { decisionId: subject.decisionId, n: subject.n, lo, hi, hiInclusive };
      }),
    );
    await refreshOpenFindings(client, { decisionIds: [...new Set(outdated.map(({ decisionId }) => decisionId))] }, new Date());
    return outdated.length;
  }, pool);
}
