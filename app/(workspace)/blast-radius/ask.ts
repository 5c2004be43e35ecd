import { asked, type View } from "@/components/blast-radius/view";
import { filled } from "@/components/search-params";
import { type BlastRadius, findAffectedServices } from "@/lib/blast-radius";
import type { Context } from "@/lib/context";
import { WhereinError } from "@/lib/errors";

/** Rows that come with the page; more are read as they are scrolled to. */
const firstRows = 100;

/** What a view asks, as the verbs take it. */
export function questionOf(view: View) {
  const { team, service, kind, ref, scope, ...rest } = asked(view);
  return { ...rest, team: filled(team), service: filled(service), kind: filled(kind), ref: filled(ref), scope: filled(scope) };
}

const unreadable = new Set(["window_unreadable", "window_too_large", "list_empty"]);

/** The answer, or what about the question cannot be read: then the page says so where the question stands. */
export async function ask(ctx: Context, view: View): Promise<BlastRadius | WhereinError> {
  try {
    return await findAffectedServices({ ctx, input: { ...questionOf(view), sort: view.sort, cursor: view.cursor, limit: firstRows } });
  } catch (error) {
    if (error instanceof WhereinError && (error.reason?.startsWith("question_") || unreadable.has(error.reason ?? ""))) return error;
    throw error;
  }
}

export function isUnreadable(answer: BlastRadius | WhereinError): answer is WhereinError {
  return answer instanceof WhereinError;
}

/** Affected services of all sides of the window together, whichever is shown. */
export async function affectedOfAny(ctx: Context, view: View, answer: BlastRadius): Promise<number> {
  if (view.when === "any") return answer.verdict.affected;
  return (await findAffectedServices({ ctx, input: { ...questionOf(view), when: "any", limit: 1 } })).verdict.affected;
}
