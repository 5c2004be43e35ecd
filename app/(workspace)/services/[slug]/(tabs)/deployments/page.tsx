import type { Metadata } from "next";
import Link from "next/link";
import { DeploymentsTable } from "@/components/deployments/deployments-table";
import { NothingDeployed } from "@/components/deployments/nothing-deployed";
import { filled, many, one, type SearchParams } from "@/components/search-params";
import { EmptyState } from "@/components/ui/empty-state";
import { FacetMenu } from "@/components/ui/facet-menu";
import { ListKeys } from "@/components/ui/list-keys";
import { Pager } from "@/components/ui/pager";
import { decoded, serviceHref, withQuery } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { scopesOf } from "@/lib/context";
import { type Deployment, deploymentSources, listDeployments, listEnvironments, listSources } from "@/lib/inventory/deployments";
import { getService } from "@/lib/inventory/read";
import { visible } from "@/lib/text/visible.mjs";
import { readFor } from "../../../../read";
import { endFromPage } from "../../actions";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: visible(`Deployments of ${decoded((await params).slug)}`) };
}

export default async function DeploymentsPage({ params, searchParams }: Props) {
  const slug = decoded((await params).slug);
  const parameters = await searchParams;
  const chosen = { environment: many(parameters.environment), source: deploymentSources.filter((each) => many(parameters.source).includes(each)) };
  const isFiltered = chosen.environment.length + chosen.source.length > 0;
  const cursor = one(parameters.cursor);
  const ctx = await requirePageContext();
  const filters = { service: slug, environment: filled(chosen.environment), source: filled(chosen.source) };
  const [running, past, environments, sources] = await readFor(
    ctx,
    Promise.all([
      listDeployments({ ctx, input: { ...filters, running: "true", limit: 500 } }),
      listDeployments({ ctx, input: { ...filters, running: "false", limit: 50, cursor } }),
      listEnvironments({ ctx, input: { service: slug } }),
      listSources({ ctx, input: { service: slug } }),
    ]),
  );
  if (environments.length === 0) {
    const { artifacts } = await readFor(ctx, getService({ ctx, input: { slug } }));
    return <NothingDeployed slug={slug} artifact={artifacts[0] ?? null} />;
  }
  const href = (changes: { environment?: readonly string[]; source?: readonly string[]; cursor?: string }) =>
    withQuery(`${serviceHref(slug)}/deployments`, { ...chosen, ...changes });
  const toggled = (among: readonly string[], name: string) => (among.includes(name) ? among.filter((each) => each !== name) : [...among, name]);
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap gap-2 empty:hidden">
        {environments.length > 1 ? (
          <FacetMenu
            name="Environment"
            selected={chosen.environment}
            clearHref={href({ environment: [] })}
            options={environments.map(({ name, deployments }) => ({
              value: name,
              label: name,
              count: deployments,
              href: href({ environment: toggled(chosen.environment, name) }),
            }))}
          />
        ) : null}
        {sources.length > 1 ? (
          <FacetMenu
            name="Source"
            selected={chosen.source}
            clearHref={href({ source: [] })}
            options={sources.map(({ source, label, deployments }) => ({
              value: source,
              label,
              count: deployments,
              href: href({ source: toggled(chosen.source, source) }),
            }))}
          />
        ) : null}
        {isFiltered ? (
          <Link href={href({ environment: [], source: [] })} scroll={false} className="link px-1 leading-8">
            Clear all
          </Link>
        ) : null}
      </div>
      <section aria-labelledby="running">
        <h2 id="running" className="mb-2 font-semibold text-base">
          Running now
        </h2>
        {running.data.length === 0 ? (
          <div className="panel">
            <EmptyState title="Nothing runs">By what was reported and seen, everything{isFiltered ? " that is chosen" : ""} has ended.</EmptyState>
          </div>
        ) : (
          <DeploymentsTable
            label="What runs now, production first"
            deployments={[...running.data].sort(byImportance)}
            end={scopesOf(ctx.actor).includes("deployment:write") ? endFromPage : null}
          />
        )}
      </section>
      {past.data.length === 0 ? null : (
        <section aria-labelledby="history">
          <h2 id="history" className="mb-2 font-semibold text-base">
            History
          </h2>
          <DeploymentsTable label="Deployments that ended, last begun first" deployments={past.data} />
          <Pager
            shown={past.data.length}
            total={past.meta.rows}
            noun="deployment"
            nextHref={past.meta.nextCursor ? href({ cursor: past.meta.nextCursor }) : null}
            firstHref={cursor ? href({}) : null}
          />
        </section>
      )}
      <ListKeys />
    </div>
  );
}

/** Production first, then by environment and artifact. */
function byImportance(one: Deployment, other: Deployment): number {
  const keyOf = ({ environment, artifact }: Deployment) => `${environment.tier === "production" ? 0 : 1} ${environment.name} ${artifact.name} ${artifact.ref}`;
  return keyOf(one) < keyOf(other) ? -1 : 1;
}
