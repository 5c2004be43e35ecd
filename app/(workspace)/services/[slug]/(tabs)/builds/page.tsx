import type { Metadata } from "next";
import { BuildsTable } from "@/components/builds/builds-table";
import { one, type SearchParams } from "@/components/search-params";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { FacetMenu } from "@/components/ui/facet-menu";
import { ListKeys } from "@/components/ui/list-keys";
import { Pager } from "@/components/ui/pager";
import { decoded, serviceHref, withQuery } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { getService, listServiceBuilds } from "@/lib/inventory/read";
import { visible } from "@/lib/text/visible.mjs";
import { readFor } from "../../../../read";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: visible(`Builds of ${decoded((await params).slug)}`) };
}

export default async function BuildsPage({ params, searchParams }: Props) {
  const slug = decoded((await params).slug);
  const parameters = await searchParams;
  const artifactId = one(parameters.artifactId);
  const cursor = one(parameters.cursor);
  const ctx = await requirePageContext();
  const [list, service] = await readFor(
    ctx,
    Promise.all([listServiceBuilds({ ctx, input: { slug, artifactId, cursor, limit: 100 } }), getService({ ctx, input: { slug } })]),
  );
  const href = (changes: { artifactId?: string | number; cursor?: string }) => withQuery(`${serviceHref(slug)}/builds`, changes);
  return (
    <>
      <div className="mb-2.5 flex flex-wrap justify-between gap-2 empty:hidden">
        {service.artifacts.length > 1 ? (
          <FacetMenu
            name="Artifact"
            selected={artifactId ? [artifactId] : []}
            clearHref={href({})}
            options={service.artifacts.map((artifact) => ({
              value: String(artifact.id),
              label: `${artifact.name} ${artifact.ref}`,
              count: artifact.builds,
              href: href(String(artifact.id) === artifactId ? {} : { artifactId: artifact.id }),
            }))}
          />
        ) : null}
        {list.meta.rows > 1 ? <ButtonLink href={`${serviceHref(slug)}/compare`}>Compare two builds</ButtonLink> : null}
      </div>
      {list.data.length === 0 ? (
        <div className="panel">
          <EmptyState title="No build yet">A build is recorded with its first SBOM.</EmptyState>
        </div>
      ) : (
        <>
          <BuildsTable slug={slug} rows={list.data} />
          <Pager
            shown={list.data.length}
            total={list.meta.rows}
            noun="build"
            nextHref={list.meta.nextCursor ? href({ ...(artifactId && { artifactId }), cursor: list.meta.nextCursor }) : null}
            firstHref={cursor ? href(artifactId ? { artifactId } : {}) : null}
          />
          <ListKeys />
        </>
      )}
    </>
  );
}
