import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { MirrorNote } from "@/components/ask/mirror-note";
import { weekText } from "@/components/remediation/iso-week";
import { TeamHead } from "@/components/remediation/team-head";
import { VerdictWords } from "@/components/remediation/verdict";
import { weekMarkdown } from "@/components/remediation/week-markdown";
import { WeekLinks, WeekPage } from "@/components/remediation/week-page";
import { weekVerdict } from "@/components/remediation/week-words";
import { CopyButton } from "@/components/ui/copy-button";
import { PrintButton } from "@/components/ui/print-button";
import { addressOf, decoded, teamHref, teamWeekHref } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { summariseWeek } from "@/lib/remediation";
import { weeklySummarySchema } from "@/lib/remediation/schemas";
import { visible } from "@/lib/text/visible.mjs";
import { PrintedFrom } from "../../../../printed-from";
import { readFor } from "../../../../read";

type Props = { params: Promise<{ slug: string; week: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, week } = await params;
  return { title: visible(`${decoded(slug)}, ${decoded(week)}`) };
}

/** A team's week at an address of its own: it says the same for ever, but for what is known since of whose things are. */
export default async function TeamWeekPage({ params }: Props) {
  const { slug: given, week } = await params;
  const slug = decoded(given);
  const asked = weeklySummarySchema.safeParse({ slug, week });
  if (!asked.success) notFound();
  const ctx = await requirePageContext();
  const figures = await readFor(ctx, summariseWeek({ ctx, input: asked.data }));
  const { id, from, to, running } = figures.week;
  const end = Date.parse(to) + 86_400_000;
  const at = new Date(Math.min(end, Date.now())).toISOString();
  const address = `${addressOf(await headers())}${teamWeekHref(slug, id)}`;
  return (
    <>
      <TeamHead team={figures.team} of={`${weekText(id, from, to)}${running ? ", so far" : ""}`} above={teamHref(slug)}>
        <CopyButton text={weekMarkdown(figures, address)} label="Copy as Markdown" />
        <PrintButton look="plain" />
      </TeamHead>
      <div className="mt-2 mb-4 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <p className="font-medium text-lg">
          <VerdictWords parts={weekVerdict(figures)} />
        </p>
        <WeekLinks base={teamHref(slug)} week={figures.week} />
      </div>
      <MirrorNote mirror={figures.meta.mirror} />
      <WeekPage figures={figures} at={at} />
      <PrintedFrom />
    </>
  );
}
