import type { Metadata } from "next";
import { FindingsList } from "@/components/findings/findings-list";
import { findingsViewOf } from "@/components/findings/view";
import type { SearchParams } from "@/components/search-params";
import { decoded, serviceHref } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { listAssignees } from "@/lib/findings";
import { getService } from "@/lib/inventory/read";
import { visible } from "@/lib/text/visible.mjs";
import { readList } from "../../../../findings/read-list";
import { readFor } from "../../../../read";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: visible(`Findings of ${decoded((await params).slug)}`) };
}

export default async function ServiceFindingsPage({ params, searchParams }: Props) {
  const slug = decoded((await params).slug);
  const view = { ...findingsViewOf(await searchParams), team: [], service: [], group: undefined };
  const ctx = await requirePageContext();
  const now = Date.now();
  const [read, service, people] = await readFor(
    ctx,
    Promise.all([readList(ctx, view, now, slug), getService({ ctx, input: { slug } }), listAssignees({ ctx, input: {} })]),
  );
  const artifacts = service.artifacts.map(({ id, name, ref }) => ({ id, label: `${name} ${ref}` }));
  const work = { people, me: ctx.actor.id };
  return <FindingsList base={`${serviceHref(slug)}/findings`} view={view} now={now} service={slug} artifacts={artifacts} work={work} {...read} />;
}
