import { inputOf } from "@/components/findings/input";
import type { FindingsView } from "@/components/findings/view";
import type { Context } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { type FindingList, listFindings, listUndetermined, type UndeterminedList } from "@/lib/findings";

type Read = { list: FindingList | null; undetermined: UndeterminedList | null; problem: string | null };

/** What a page of findings shows; a filter that cannot be read is a problem of the page's own, not an error of it. */
export async function readList(ctx: Context, view: FindingsView, now: number, service?: string): Promise<Read> {
  const input = inputOf(view, now, service);
  const { state: _, sort: __, openedSince: ___, source, sbomGap: ____, ...held } = input;
  try {
    const [list, undetermined] = await Promise.all([
      listFindings({ ctx, input: { ...input, cursor: view.cursor, limit: 100 } }),
      source === undefined ? listUndetermined({ ctx, input: { ...held, limit: 25 } }) : null,
    ]);
    return { list, undetermined, problem: null };
  } catch (error) {
    if (!(error instanceof WhereinError) || error.reason !== "question_unreadable") throw error;
    return { list: null, undetermined: null, problem: error.errors.map(({ detail }) => detail).join(" ") };
  }
}
