import { dayOf, stepOf } from "@/components/remediation/view";
import type { Context } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { showRemediation } from "@/lib/remediation";
import { type AskRemediation, type RemediationFigures, remediationSchema } from "@/lib/remediation/schemas";

/** `at`: the moment that figures are of, the end of their day or now. */
type Read = { figures: RemediationFigures | null; problem: string | null; at: string };

/** The figures that an address asks for; days that cannot be are a problem of the page's own, not an error of it. */
export async function readFigures(ctx: Context, asked: Partial<Omit<AskRemediation, "step">>, now: number): Promise<Read> {
  const at = new Date(now).toISOString();
  const input = remediationSchema.safeParse({ ...asked, step: stepOf({ from: asked.from, to: asked.to, asOf: asked.asOf }, dayOf(now)) });
  if (!input.success) return { figures: null, at, problem: "A day is written as 2026-11-30: one in this address cannot be read." };
  try {
    const figures = await showRemediation({ ctx, input: input.data });
    const end = Date.parse(figures.period.asOf) + 86_400_000;
    return { figures, problem: null, at: end < now ? new Date(end).toISOString() : at };
  } catch (error) {
    if (!(error instanceof WhereinError) || error.code !== "invalid") throw error;
    return { figures: null, problem: error.message, at };
  }
}
