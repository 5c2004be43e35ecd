import type { ClientBase } from "pg";
import type { z } from "zod";
import type { Context } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { selectFindingKeys } from "@/lib/findings/queries/keys";
import { readFilters } from "@/lib/findings/read-filters";
import { numbered } from "../insert-decision";
import type { SubjectRow } from "../queries/subject-rows";
import { findingsMax, type makeDecisionSchema } from "../schemas";
import { keysOf, subjectsOfFindings } from "./of-findings";
import { subjectsOfInput } from "./of-input";

export type SubjectsRead = {
  /** Findings that were given, or that the filter has; of explicit subjects 0. */
  given: number;
  subjects: SubjectRow[];
};

/** What a decision is to be about, in whichever way it was said. Throws `invalid` for what is not known, and where nothing or too much is meant. */
export async function readSubjects(client: ClientBase, ctx: Context, input: z.output<typeof makeDecisionSchema>): Promise<SubjectsRead> {
  if (input.subjects) return { given: 0, subjects: numbered(await subjectsOfInput(client, input.subjects)) };
  const keys = input.findings
    ? await keysOf(client, input.findings)
    : await selectFindingKeys(client, await readFilters(client, ctx, { ...input.filter, state: "open" }), findingsMax + 1);
  const given = keys.artifactIds.length;
  if (given === 0) throw new WhereinError("invalid", "No open finding has these filters, so there is nothing to decide.", { reason: "nothing_to_decide" });
  if (given > findingsMax)
    throw new WhereinError("invalid", `More than ${findingsMax} findings have these filters: narrow them, or decide for packages.`, {
      reason: "too_many_findings",
      errors: [{ pointer: "/filter", detail: `At most ${findingsMax} at once.`, code: "too_big" }],
    });
  return { given, subjects: numbered(await subjectsOfFindings(client, keys, input)) };
}
