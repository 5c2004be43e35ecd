"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { AcknowledgeButton } from "@/components/alerts/acknowledge-button";
import { Acknowledged, AlertStateMark } from "@/components/alerts/alert-state";
import { headlineOf, raisedBy, retractionOf } from "@/components/alerts/alert-words";
import { PackagesText } from "@/components/alerts/packages-text";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { blastRadiusHref, vulnerabilityHref } from "@/components/urls";
import { MalwareMark } from "@/components/vulnerabilities/severity-mark";
import type { Alert } from "@/lib/alerts/schemas";

/** What the alert says, whether it stands, and who has seen it. */
export function AlertHead({ alert }: { alert: Alert }) {
  const router = useRouter();
  const { id, summary } = alert.vulnerability;
  return (
    <>
      <nav aria-label="Breadcrumb" className="mb-1 text-muted text-xs">
        <Link href="/alerts" className="link">
          Alerts
        </Link>
      </nav>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="font-semibold text-xl">
            {headlineOf(alert)}
            <span className="sr-only">: {id}</span>
          </h1>
          <p className="max-w-[860px] text-base">
            <PackagesText alert={alert} max={12} />
          </p>
          {summary ? (
            <p className="max-w-[860px] text-muted wrap-anywhere">
              <VisibleText text={summary} />
            </p>
          ) : null}
          <p className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-muted">
            <MalwareMark />
            <Link href={vulnerabilityHref(id)} className="link-inline font-mono text-[12.5px] wrap-anywhere">
              <VisibleText text={id} />
            </Link>
            <AlertStateMark alert={alert} />
            <span>
              raised <RelativeTime at={alert.raisedAt} /> by {raisedBy[alert.reason]}
            </span>
            <span>
              acknowledged: <Acknowledged alert={alert} />
            </span>
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {alert.needsAttention ? <AcknowledgeButton alert={alert} onDone={() => router.refresh()} /> : null}
          <ButtonLink href={blastRadiusHref(id)} look="primary" prefetch={false} className="h-7">
            Who has it
          </ButtonLink>
        </div>
      </div>
      {alert.retracted ? (
        <Notice tone="info" title="Retracted" className="mt-4">
          The alert does not stand any more: {retractionOf(alert.retracted.reason)}, <RelativeTime at={alert.retracted.at} />. What it said is kept below.
        </Notice>
      ) : null}
    </>
  );
}
