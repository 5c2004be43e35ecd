import type { ListRead } from "@/components/findings/findings-list";
import { inputOf } from "@/components/findings/input";
import { type FindingsView, groupingOf } from "@/components/findings/view";
import type { Context } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { groupFindingsBy, listFindings, listUndetermined } from "@/lib/findings";

/** What a page of findings shows; a filter that cannot be read is a problem of the page's own, not an error of it. */
export async function readList(ctx: Context, view: FindingsView, now: number, service?: string): Promise<ListRead> {
  const input = inputOf(view, now, service);
  const { cursor, source } = view;
  const by = groupingOf(view);
  const { q, team, service: services, artifactId, kind, severity, kev, ecosystem, vulnerability, packages } = input;
  const held = { q, team, service: services, artifactId, kind, severity, kev, ecosystem, vulnerability, packages, limit: 25 };
  const { sort: _, state: __, source: ___, sbomGap: ____, ...groupFilters } = input;
  try {
    const [list, groups, undetermined] = await Promise.all([
      by === undefined ? listFindings({ ctx, input: { ...input, cursor, limit: 100 } }) : null,
      by === undefined ? null : groupFindingsBy({ ctx, input: { ...groupFilters, by, cursor, limit: 100 } }),
      source === undefined && by === undefined ? listUndetermined({ ctx, input: held }) : null,
    ]);
    return { list, groups, undetermined, problem: null };
  } catch (error) {
    if (!(error instanceof WhereinError) || error.reason !== "question_unreadable") throw error;
    return { list: null, groups: null, undetermined: null, problem: error.errors.map(({ detail }) => detail).join(" ") };
  }
}
