import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { PackageServicesTable } from "@/components/packages/package-services-table";
import { PackageVulnerabilitiesTable } from "@/components/packages/package-vulnerabilities";
import { VersionsTable } from "@/components/packages/versions-table";
import { one, oneOf, type SearchParams } from "@/components/search-params";
import { ButtonLink } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { count, plural } from "@/components/ui/number-format";
import { Pager } from "@/components/ui/pager";
import { TableSkeleton } from "@/components/ui/skeletons";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { blastRadiusHref, decoded, packageHref, questionFor, withQuery } from "@/components/urls";
import { listPackageVulnerabilities } from "@/lib/advisories/vulnerabilities";
import { requirePageContext } from "@/lib/auth";
import { listPackageServices } from "@/lib/blast-radius";
import type { Context } from "@/lib/context";
import { getPackage, getPackageSchema, type PackageDetail } from "@/lib/inventory/read";
import { visible } from "@/lib/text/visible.mjs";
import { readFor } from "../../read";

type Props = { params: Promise<{ purl: string[] }>; searchParams: Promise<SearchParams> };
type Identity = { ecosystem: string; name: string };

async function identityOf(params: Props["params"]): Promise<Identity> {
  const [ecosystem, ...name] = (await params).purl.map(decoded);
  return { ecosystem: ecosystem ?? "", name: name.join("/") };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: visible((await identityOf(params)).name) };
}

/** Who uses a package and in which versions. Whether there is such a package is known before anything is sent: its status says so. */
export default async function PackagePage({ params, searchParams }: Props) {
  const identity = await identityOf(params);
  if (!getPackageSchema.safeParse(identity).success) notFound();
  const parameters = await searchParams;
  const ctx = await requirePageContext();
  const detail = await readFor(ctx, getPackage({ ctx, input: identity }));
  return (
    <>
      <Head detail={detail} />
      <section aria-labelledby="vulnerabilities" className="mt-5 min-w-0">
        <h2 id="vulnerabilities" className="mb-2 font-semibold text-base">
          Vulnerabilities
        </h2>
        <Suspense fallback={<TableSkeleton rows={3} />}>
          <Vulnerabilities ctx={ctx} identity={identity} />
        </Suspense>
      </section>
      <div className="mt-8 grid grid-cols-1 gap-6 xl:grid-cols-[minmax(0,1fr)_420px]">
        <section aria-labelledby="services" className="min-w-0">
          <h2 id="services" className="mb-2 font-semibold text-base">
            Services that hold it now
          </h2>
          <Suspense fallback={<TableSkeleton rows={Math.min(detail.artifacts, 12)} />}>
            <Services ctx={ctx} identity={identity} parameters={parameters} />
          </Suspense>
        </section>
        <section aria-labelledby="versions" className="min-w-0">
          <h2 id="versions" className="mb-2 flex items-baseline justify-between font-semibold text-base">
            Versions <span className="font-normal text-muted text-xs">{count(detail.versionsTotal)}, newest first</span>
          </h2>
          <VersionsTable detail={detail} />
        </section>
      </div>
    </>
  );
}

async function Vulnerabilities({ ctx, identity }: { ctx: Context; identity: Identity }) {
  const list = await readFor(ctx, listPackageVulnerabilities({ ctx, input: { ...identity, limit: 10 } }));
  return <PackageVulnerabilitiesTable list={list} question={questionFor(identity)} />;
}

async function Services({ ctx, identity, parameters }: { ctx: Context; identity: Identity; parameters: SearchParams }) {
  const sort = oneOf(parameters.sort, ["service", "-service", "since", "-since"]) ?? "service";
  const cursor = one(parameters.cursor);
  const services = await readFor(ctx, listPackageServices({ ctx, input: { ...identity, sort, cursor, limit: 100 } }));
  const href = (changes: { sort?: string; cursor?: string }) => withQuery(packageHref(identity), changes);
  const kept = sort === "service" ? {} : { sort };
  if (services.data.length === 0)
    return (
      <div className="panel">
        <EmptyState title="No service holds it now">It was in the inventory before; the versions say until when.</EmptyState>
      </div>
    );
  return (
    <>
      <PackageServicesTable rows={services.data} sort={sort} hrefOf={(next) => href(next === "service" ? {} : { sort: next })} />
      <Pager
        shown={services.data.length}
        total={services.meta.rows}
        noun="row"
        nextHref={services.meta.nextCursor ? href({ ...kept, cursor: services.meta.nextCursor }) : null}
        firstHref={cursor ? href(kept) : null}
      />
    </>
  );
}

function Head({ detail }: { detail: PackageDetail }) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="font-medium font-mono text-xl wrap-anywhere">
          <VisibleText text={detail.package.name} />
        </h1>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-4 text-muted">
          <span>
            <VisibleText text={detail.package.ecosystem} />
          </span>
          <span>
            in {plural(detail.services, "service")}, direct in {count(detail.servicesDirect)}
          </span>
          {detail.firstSeenAt ? (
            <span>
              first seen <RelativeTime at={detail.firstSeenAt} />
            </span>
          ) : null}
          {detail.package.purl ? (
            <span className="flex items-center gap-1">
              <code className="wrap-anywhere">
                <VisibleText text={detail.package.purl} />
              </code>
              <CopyButton text={detail.package.purl} label="Copy the purl" iconOnly look="ghost" />
            </span>
          ) : null}
        </p>
      </div>
      <ButtonLink href={blastRadiusHref(questionFor(detail.package))} look="primary">
        Ask which services contain it
      </ButtonLink>
    </div>
  );
}
