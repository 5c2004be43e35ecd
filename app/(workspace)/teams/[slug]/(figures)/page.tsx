import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FiguresBoard } from "@/components/remediation/figures-board";
import { isoWeekOf } from "@/components/remediation/iso-week";
import { isAnythingKnown } from "@/components/remediation/nothing-yet";
import { TeamHead } from "@/components/remediation/team-head";
import { FlowSentence, VerdictSentence } from "@/components/remediation/verdict";
import { askOf, dayOf, daysBefore, remediationViewOf } from "@/components/remediation/view";
import type { SearchParams } from "@/components/search-params";
import { ButtonLink } from "@/components/ui/button";
import { decoded, teamHref, teamWeekHref } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { listTeamRefs } from "@/lib/inventory/teams";
import { visible } from "@/lib/text/visible.mjs";
import { PrintedFrom } from "../../../printed-from";
import { readFor } from "../../../read";
import { Plan } from "../../../remediation/plan";
import { readFigures } from "../../../remediation/read-figures";
import { readLate } from "../../../remediation/read-late";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: visible(decoded((await params).slug)) };
}

export default async function TeamPage({ params, searchParams }: Props) {
  const slug = decoded((await params).slug);
  const view = { ...remediationViewOf(await searchParams), team: [] };
  const ctx = await requirePageContext();
  const now = Date.now();
  const today = dayOf(now);
  const asked = askOf(view, slug);
  const [{ figures, problem, at }, late, teams] = await readFor(
    ctx,
    Promise.all([readFigures(ctx, asked, now), readLate(ctx, view, today, slug), listTeamRefs({ ctx, input: {} })]),
  );
  const team = teams.find((each) => each.slug === slug) ?? null;
  if (team === null && slug !== "none") notFound();
  const base = teamHref(slug);
  const hasServices = figures !== null && isAnythingKnown(figures);
  return (
    <>
      <TeamHead team={team}>
        <ButtonLink href={teamWeekHref(slug, isoWeekOf(daysBefore(today, 7)))} data-noprint>
          Last week's summary
        </ButtonLink>
      </TeamHead>
      {hasServices ? (
        <>
          <p className="mt-2 font-medium text-lg">
            <VerdictSentence figures={figures} today={today} />
          </p>
          <FlowSentence figures={figures} />
        </>
      ) : null}
      <FiguresBoard
        base={base}
        view={view}
        asked={asked}
        figures={figures}
        problem={problem}
        at={at}
        today={today}
        teams={null}
        weeksHref={`${base}/weeks`}
        plan={<Plan ctx={ctx} view={view} base={base} team={slug} />}
        late={late}
      />
      <PrintedFrom />
    </>
  );
}
