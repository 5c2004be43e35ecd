import Link from "next/link";
import { OwnerControl } from "@/components/services/owner-control";
import { ServiceTabs } from "@/components/services/service-head";
import { ServiceStatusMark } from "@/components/services/service-status";
import { TierControl } from "@/components/services/tier-control";
import { tierText } from "@/components/services/tier-words";
import { ContactLinks } from "@/components/teams/contact-links";
import { ButtonLink } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { decoded, withQuery } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { scopesOf } from "@/lib/context";
import { getService } from "@/lib/inventory/read";
import { listTeamRefs } from "@/lib/inventory/teams";
import { readFor } from "../../read";
import { giveOwner, giveTier } from "./actions";

type Props = { params: Promise<{ slug: string }>; children: React.ReactNode };

/** What every page of one service begins with. */
export default async function ServiceLayout({ params, children }: Props) {
  const slug = decoded((await params).slug);
  const ctx = await requirePageContext();
  const scopes = scopesOf(ctx.actor);
  const mayAssign = scopes.includes("inventory:write");
  const [service, teams] = await readFor(ctx, Promise.all([getService({ ctx, input: { slug } }), mayAssign ? listTeamRefs({ ctx, input: {} }) : []]));
  return (
    <>
      <nav aria-label="Breadcrumb" className="mb-1 text-muted text-xs">
        <Link href="/services" className="link">
          Services
        </Link>
      </nav>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h1 className="font-semibold text-xl wrap-anywhere">
            <VisibleText text={service.name} />
          </h1>
          <p className="mt-0.5 flex flex-wrap items-center gap-x-4 text-muted">
            <ServiceStatusMark status={service.status} />
            {mayAssign ? (
              <OwnerControl service={slug} owner={service.team} teams={teams} assign={giveOwner} />
            ) : (
              <span>{service.team ? `owned by ${service.team.name}` : "no owner"}</span>
            )}
            {service.team ? <ContactLinks team={service.team} /> : null}
            {scopes.includes("settings:write") ? <TierControl service={slug} tier={service.tier} give={giveTier} /> : <span>{tierText(service.tier)}</span>}
            <span>
              {service.lastBuiltAt ? (
                <>
                  last SBOM <RelativeTime at={service.lastBuiltAt} />
                </>
              ) : service.retiredAt ? (
                <>
                  retired <RelativeTime at={service.retiredAt} />
                </>
              ) : (
                "no SBOM yet"
              )}
            </span>
          </p>
        </div>
        <ButtonLink href={withQuery("/upload", { service: service.name })}>Upload an SBOM</ButtonLink>
      </div>
      <ServiceTabs slug={slug} />
      {children}
    </>
  );
}
