import type { z } from "zod";
import { advisoryFreshness } from "@/lib/advisories/sources/advisory-freshness";
import { noTeam } from "@/lib/blast-radius/queries/filters";
import { requireScope, type Verb } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { inSnapshot } from "@/lib/inventory/read";
import { type WeeklyFigures, weeklySummarySchema } from "../schemas";
import { countFigures } from "./count-figures";
import { sumOfCoverage, toCoverage } from "./coverage";
import { dateOf, dayAt, isoWeekOf, mondayOfWeek } from "./days";
import { Lists } from "./href";
import { nameFindings } from "./name-findings";
import { type Period, readPeriod } from "./period";
import { kevCount, kindCounts, openCounts, timesToFix } from "./present-tally";
import { presentDue, presentFlowOf } from "./present-whole";
import { standingOut } from "./standing-out";

const listed = 10;

/** A team's week: how many were open before and after it, what opened and was fixed in it, and what stands out. Throws `not_found`, and `invalid` for a week that has not begun. */
export async function summariseWeek({ ctx, input }: Verb<z.input<typeof weeklySummarySchema>>): Promise<WeeklyFigures> {
  requireScope(ctx, "inventory:read");
  const { slug, week } = weeklySummarySchema.parse(input);
  const now = new Date();
  const today = dayAt(now.getTime());
  const monday = mondayOfWeek(week);
  if (monday === null) throw new WhereinError("not_found", `There is no week ${week}.`, { reason: "week_not_found" });
  const period = weekOf(monday, today);
  const filters = { team: [slug], service: undefined, kind: undefined, severity: undefined };
  return inSnapshot(async (client, stamp) => {
    const sizes = { oldest: listed, riskiest: listed, opened: listed, fixed: listed };
    const counted = await countFigures(client, stamp, { filters, period, sizes }, now);
    const { whole, teams } = counted;
    const team = teams.find((each) => each?.slug === slug) ?? null;
    if (team === null && slug !== noTeam) throw new WhereinError("not_found", `There is no team ${slug}.`, { reason: "team_not_found" });
    const lists = new Lists(filters, today);
    return {
      team: team && { slug: team.slug, name: team.name, contact: team.contact, ...(team.contacts && { contacts: team.contacts }) },
      week: {
        id: week,
        from: dateOf(monday),
        to: dateOf(monday + 6),
        running: monday + 6 >= today,
        previous: isoWeekOf(monday - 7),
        next: monday + 7 <= today ? isoWeekOf(monday + 7) : null,
      },
      open: {
        ...openCounts(whole.open),
        byKind: kindCounts(whole.open),
        kev: kevCount(whole.open),
        decided: whole.decided,
        href: lists.open(period.asOf),
        before: openCounts(whole.before),
      },
      flow: { ...presentFlowOf(whole), openedHref: lists.opened(period.from, period.to), fixedHref: lists.fixed(period.from, period.to) },
      timeToFix: timesToFix(whole.fixes),
      sla: presentDue(whole),
      coverage: { ...toCoverage(sumOfCoverage(counted.coverage)), href: lists.services(period.asOf) },
      ...(await nameFindings(client, { opened: whole.top.opened, fixed: whole.top.fixed })),
      ...(await standingOut(client, ctx, { counted, filters, size: listed, isPast: period.asOf < today })),
      meta: { pending: counted.pending, mirror: await advisoryFreshness(client) },
    };
  });
}

/** The days of a week that have begun. */
function weekOf(monday: number, today: number): Period {
  if (monday > today) throw new WhereinError("invalid", "The week has not begun.", { reason: "period_unusable" });
  return readPeriod({ from: dateOf(monday), to: dateOf(Math.min(monday + 6, today)), asOf: undefined, step: "week" }, today);
}
