import type { Metadata } from "next";
import { InspectorList } from "@/components/inspector/inspector-list";
import { inspectorInput, inspectorViewOf } from "@/components/inspector/view";
import type { SearchParams } from "@/components/search-params";
import { decoded } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { countInspectorResources, listServiceInspector } from "@/lib/aws";
import { getService } from "@/lib/inventory/read";
import { visible } from "@/lib/text/visible.mjs";
import { readFor } from "../../../../read";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: visible(`Inspector on ${decoded((await params).slug)}`) };
}

export default async function ServiceInspectorPage({ params, searchParams }: Props) {
  const slug = decoded((await params).slug);
  const view = inspectorViewOf(await searchParams);
  const ctx = await requirePageContext();
  const [list, counts, service] = await readFor(
    ctx,
    Promise.all([
      listServiceInspector({ ctx, input: { slug, ...inspectorInput(view), cursor: view.cursor, limit: 100 } }),
      countInspectorResources({ ctx, input: { slug } }),
      getService({ ctx, input: { slug } }),
    ]),
  );
  const artifacts = service.artifacts.map(({ id, name, ref }) => ({ id, label: `${name} ${ref}` }));
  return <InspectorList slug={slug} view={view} list={list} counts={counts} artifacts={artifacts} />;
}
