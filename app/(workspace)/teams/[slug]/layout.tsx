import { notFound } from "next/navigation";
import { decoded } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { listTeamRefs } from "@/lib/inventory/teams";

type Props = { params: Promise<{ slug: string }>; children: React.ReactNode };

/** Answers 404 before anything below it is sent. `none` is what has no team. */
export default async function TeamLayout({ params, children }: Props) {
  const slug = decoded((await params).slug);
  const ctx = await requirePageContext();
  const teams = await listTeamRefs({ ctx, input: {} });
  if (slug !== "none" && !teams.some((team) => team.slug === slug)) notFound();
  return children;
}
