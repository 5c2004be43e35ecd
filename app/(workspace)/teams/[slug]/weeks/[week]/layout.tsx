import { notFound } from "next/navigation";
import { isoWeekOf } from "@/components/remediation/iso-week";
import { dayOf } from "@/components/remediation/view";
import { isoWeekSchema } from "@/lib/remediation/schemas";

type Props = { params: Promise<{ week: string }>; children: React.ReactNode };

/** Answers 404 before anything below it is sent, where there is no such week or it has not begun. */
export default async function WeekLayout({ params, children }: Props) {
  const { week } = await params;
  if (!isoWeekSchema.safeParse(week).success || week > isoWeekOf(dayOf(Date.now()))) notFound();
  return children;
}
