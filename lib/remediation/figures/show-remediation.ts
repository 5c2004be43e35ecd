import type { z } from "zod";
import { advisoryFreshness } from "@/lib/advisories/sources/advisory-freshness";
import { requireScope, type Verb } from "@/lib/context";
import { inSnapshot } from "@/lib/inventory/read";
import { type RemediationFigures, remediationSchema } from "../schemas";
import { countFigures } from "./count-figures";
import { sumOfCoverage, toCoverage } from "./coverage";
import { dateOf, dayAt } from "./days";
import { Lists } from "./href";
import { readPeriod } from "./period";
import { timesToFix } from "./present-tally";
import { presentTeams } from "./present-teams";
import { presentFlow, presentOpen, presentSla } from "./present-whole";
import { standingOut } from "./standing-out";

const listed = 10;

/**
 * Whether it gets better: open findings over time and on a day, what opened and was closed, how long that took, whether it was in time, of what nothing is
 * known, and what stands out. Throws `invalid` for a period that cannot be.
 */
export async function showRemediation({ ctx, input }: Verb<z.input<typeof remediationSchema>>): Promise<RemediationFigures> {
  requireScope(ctx, "inventory:read");
  const { team, service, kind, severity, ...asked } = remediationSchema.parse(input);
  const now = new Date();
  const today = dayAt(now.getTime());
  const filters = { team, service, kind, severity };
  const period = readPeriod(asked, today);
  return inSnapshot(async (client, stamp) => {
    const sizes = { oldest: listed, riskiest: listed, opened: 1, fixed: 1 };
    const counted = await countFigures(client, stamp, { filters, period, sizes }, now);
    const { whole } = counted;
    const lists = new Lists(filters, today);
    return {
      period: { from: dateOf(period.from), to: dateOf(period.to), asOf: dateOf(period.asOf), step: period.step },
      open: presentOpen(whole, lists),
      flow: presentFlow(whole, lists),
      timeToFix: { ...timesToFix(whole.fixes), href: lists.fixed(period.from, period.to) },
      sla: presentSla(whole, lists),
      coverage: {
        ...toCoverage(sumOfCoverage(counted.coverage)),
        href: lists.services(period.asOf),
        freshHref: lists.services(period.asOf, "fresh"),
        staleHref: lists.services(period.asOf, "stale"),
        incompleteHref: lists.services(period.asOf, "incomplete"),
        noSbomHref: lists.services(period.asOf, "no_sbom"),
      },
      teams: presentTeams(counted, filters, today),
      ...(await standingOut(client, ctx, { counted, filters, size: listed, isPast: period.asOf < today })),
      meta: { pending: counted.pending, mirror: await advisoryFreshness(client) },
    };
  });
}
