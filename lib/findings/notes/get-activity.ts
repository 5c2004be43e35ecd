import type { z } from "zod";
import { type Context, requireScope, type Verb } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { inSnapshot } from "@/lib/inventory/read";
import { authorOf } from "./author";
import { type ActivityRow, selectActivity, selectOccurrences } from "./queries/activity";
import { selectNumbers, selectSubjects } from "./queries/notes";
import { type ActivityEntry, type FindingActivity, findingKeySchema } from "./schemas";

/** What was said of a finding and when the artifact had it. Needs `inventory:read`; throws `not_found`. */
export async function getFindingActivity({ ctx, input }: Verb<z.input<typeof findingKeySchema>>): Promise<FindingActivity> {
  requireScope(ctx, "inventory:read");
  const key = findingKeySchema.parse(input);
  return inSnapshot(async (client) => {
    const [subject] = (await selectSubjects(client, await selectNumbers(client, [key]))).subjects;
    if (subject === undefined) throw new WhereinError("not_found", "There is no such finding.", { reason: "finding_unknown" });
    const notes = await selectActivity(client, subject);
    const occurrences = await selectOccurrences(client, key, subject);
    return {
      notes: notes.map((row) => toEntry(ctx, row)),
      occurrences: occurrences.map((row) => ({ ...row, openedAt: row.openedAt.toISOString(), closedAt: row.closedAt?.toISOString() ?? null })),
    };
  });
}

function toEntry({ actor }: Context, { byId, assigneeId, assigneeName, assigneeDisabled, ...row }: ActivityRow): ActivityEntry {
  return {
    ...row,
    at: row.at.toISOString(),
    own: byId !== null && byId === authorOf(actor),
    assignee: assigneeId === null ? null : { id: assigneeId, name: assigneeName ?? "somebody who is gone", disabled: assigneeDisabled },
    dueAt: row.dueAt?.toISOString() ?? null,
  };
}
