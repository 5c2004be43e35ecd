import type { Metadata } from "next";
import { DeploymentsTable } from "@/components/deployments/deployments-table";
import { NothingDeployed } from "@/components/deployments/nothing-deployed";
import { many, one, type SearchParams } from "@/components/search-params";
import { EmptyState } from "@/components/ui/empty-state";
import { FacetMenu } from "@/components/ui/facet-menu";
import { ListKeys } from "@/components/ui/list-keys";
import { Pager } from "@/components/ui/pager";
import { decoded, serviceHref, withQuery } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { scopesOf } from "@/lib/context";
import { type Deployment, listDeployments, listEnvironments } from "@/lib/inventory/deployments";
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
  const chosen = many(parameters.environment);
  const cursor = one(parameters.cursor);
  const ctx = await requirePageContext();
  const filters = { service: slug, ...(chosen.length > 0 && { environment: chosen }) };
  const [running, past, environments] = await readFor(
    ctx,
    Promise.all([
      listDeployments({ ctx, input: { ...filters, running: "true", limit: 500 } }),
      listDeployments({ ctx, input: { ...filters, running: "false", limit: 50, cursor } }),
      listEnvironments({ ctx, input: { service: slug } }),
    ]),
  );
  if (environments.length === 0) {
    const { artifacts } = await readFor(ctx, getService({ ctx, input: { slug } }));
    return <NothingDeployed slug={slug} artifact={artifacts[0] ?? null} />;
  }
  const href = (changes: { environment?: readonly string[]; cursor?: string }) => withQuery(`${serviceHref(slug)}/deployments`, changes);
  const toggled = (name: string) => (chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name]);
  return (
    <div className="flex flex-col gap-6">
      {environments.length > 1 ? (
        <FacetMenu
          name="Environment"
          selected={chosen}
          clearHref={href({})}
          options={environments.map(({ name, deployments }) => ({ value: name, label: name, count: deployments, href: href({ environment: toggled(name) }) }))}
        />
      ) : null}
      <section aria-labelledby="running">
        <h2 id="running" className="mb-2 font-semibold text-base">
          Running now
        </h2>
        {running.data.length === 0 ? (
          <div className="panel">
            <EmptyState title="Nothing runs">By what was reported and seen, everything has ended.</EmptyState>
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
            nextHref={past.meta.nextCursor ? href({ environment: chosen, cursor: past.meta.nextCursor }) : null}
            firstHref={cursor ? href({ environment: chosen }) : null}
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
