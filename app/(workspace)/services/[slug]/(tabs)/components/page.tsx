import type { Metadata } from "next";
import Link from "next/link";
import { flip } from "@/components/findings/shared-facets";
import { filled, type SearchParams } from "@/components/search-params";
import { ComponentsTable } from "@/components/services/components-table";
import { type ComponentsView, componentsHref, componentsViewOf } from "@/components/services/components-view";
import { EmptyState } from "@/components/ui/empty-state";
import { FacetMenu } from "@/components/ui/facet-menu";
import { FilterField } from "@/components/ui/filter-field";
import { ListKeys } from "@/components/ui/list-keys";
import { Pager } from "@/components/ui/pager";
import { decoded } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { type ComponentList, getService, listServiceComponents, type ServiceDetail } from "@/lib/inventory/read";
import { componentScopes } from "@/lib/sbom/model";
import { visible } from "@/lib/text/visible.mjs";
import { readFor } from "../../../../read";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: visible(`Components of ${decoded((await params).slug)}`) };
}

export default async function ComponentsPage({ params, searchParams }: Props) {
  const slug = decoded((await params).slug);
  const view = componentsViewOf(await searchParams);
  const ctx = await requirePageContext();
  const input = { ...view, slug, ecosystem: filled(view.ecosystem), scope: filled(view.scope), limit: 100 };
  const [list, service] = await readFor(ctx, Promise.all([listServiceComponents({ ctx, input }), getService({ ctx, input: { slug } })]));
  const cleared = componentsHref(slug, view, { artifactId: undefined, q: undefined, ecosystem: [], scope: [], direct: undefined });
  const filtered = view.artifactId !== undefined || view.q !== undefined || view.ecosystem.length > 0 || view.scope.length > 0 || view.direct !== undefined;
  return (
    <>
      <div className="mb-2.5 flex flex-wrap items-center gap-2">
        <FilterField label="Filter components" value={view.q ?? ""} />
        <Facets slug={slug} view={view} list={list} service={service} />
        {filtered ? (
          <Link href={cleared} scroll={false} className="link px-1 leading-8">
            Clear all
          </Link>
        ) : null}
      </div>
      {list.data.length === 0 ? (
        <div className="panel">
          <EmptyState title={filtered ? "No component matches" : "No components"}>
            {filtered ? (
              <Link href={cleared} className="link-inline">
                Show all components
              </Link>
            ) : (
              "No SBOM of this service names one."
            )}
          </EmptyState>
        </div>
      ) : (
        <>
          <ComponentsTable slug={slug} rows={list.data} view={view} withArtifact={service.artifacts.length > 1} />
          <Pager
            shown={list.data.length}
            total={list.meta.rows}
            noun="component"
            nextHref={list.meta.nextCursor ? componentsHref(slug, view, { cursor: list.meta.nextCursor }) : null}
            firstHref={view.cursor ? componentsHref(slug, view) : null}
          />
          <ListKeys />
        </>
      )}
    </>
  );
}

type FacetsProps = { slug: string; view: ComponentsView; list: ComponentList; service: ServiceDetail };

function Facets({ slug, view, list, service }: FacetsProps) {
  const ecosystems = new Map<string, number | undefined>(view.ecosystem.map((ecosystem) => [ecosystem, undefined]));
  for (const { ecosystem, rows } of list.meta.ecosystems) ecosystems.set(ecosystem, rows);
  return (
    <>
      {service.artifacts.length > 1 ? (
        <FacetMenu
          name="Artifact"
          selected={view.artifactId ? [String(view.artifactId)] : []}
          clearHref={componentsHref(slug, view, { artifactId: undefined })}
          options={service.artifacts.map((artifact) => ({
            value: String(artifact.id),
            label: `${artifact.name} ${artifact.ref}`,
            href: componentsHref(slug, view, { artifactId: view.artifactId === artifact.id ? undefined : artifact.id }),
          }))}
        />
      ) : null}
      <FacetMenu
        name="Ecosystem"
        selected={view.ecosystem}
        clearHref={componentsHref(slug, view, { ecosystem: [] })}
        options={[...ecosystems].map(([value, rows]) => ({
          value,
          label: value,
          ...(rows === undefined ? {} : { count: rows }),
          href: componentsHref(slug, view, { ecosystem: flip(view.ecosystem, value) }),
        }))}
      />
      <FacetMenu
        name="Scope"
        selected={view.scope}
        clearHref={componentsHref(slug, view, { scope: [] })}
        options={componentScopes.map((value) => ({ value, label: value, href: componentsHref(slug, view, { scope: flip(view.scope, value) }) }))}
      />
      <FacetMenu
        name="Direct or via"
        selected={view.direct ? [view.direct] : []}
        clearHref={componentsHref(slug, view, { direct: undefined })}
        options={(["true", "false"] as const).map((value) => ({
          value,
          label: value === "true" ? "Direct" : "Through another",
          href: componentsHref(slug, view, { direct: view.direct === value ? undefined : value }),
        }))}
      />
    </>
  );
}
