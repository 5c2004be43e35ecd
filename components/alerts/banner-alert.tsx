import Link from "next/link";
import { AcknowledgeButton } from "@/components/alerts/acknowledge-button";
import { headlineOf, retractionOf } from "@/components/alerts/alert-words";
import { PackagesText } from "@/components/alerts/packages-text";
import { Where } from "@/components/alerts/where";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { alertHref, blastRadiusHref, vulnerabilityHref } from "@/components/urls";
import { MalwareMark } from "@/components/vulnerabilities/severity-mark";
import type { Alert } from "@/lib/alerts/schemas";

/** One alert of the banner: what, where, and what can be done. */
export function BannerAlert({ alert, onDone }: { alert: Alert; onDone: () => Promise<void> }) {
  const { id } = alert.vulnerability;
  const vulnerability = (
    <Link href={vulnerabilityHref(id)} prefetch={false} className="link-inline wrap-anywhere">
      <VisibleText text={id} />
    </Link>
  );
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1.5 py-1.5">
      <p className="min-w-0 flex-[1_1_30rem]">
        {alert.retracted ? (
          <>
            <b className="font-semibold">Retracted:</b> the alert for <PackagesText alert={alert} /> ({vulnerability}) does not stand any more:{" "}
            {retractionOf(alert.retracted.reason)}, <RelativeTime at={alert.retracted.at} />.
          </>
        ) : (
          <>
            <MalwareMark className="mr-2.5 bg-transparent px-0 align-middle" />
            <b className="font-semibold">{headlineOf(alert)}:</b> <PackagesText alert={alert} /> ({vulnerability}). <Where alert={alert} />
          </>
        )}
      </p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5 sm:ml-auto">
        <Link href={alertHref(alert.id)} prefetch={false} className="link inline-flex min-h-6 items-center">
          Details
        </Link>
        {alert.retracted ? null : (
          <Link href={blastRadiusHref(id)} prefetch={false} className="link inline-flex min-h-6 items-center">
            Who has it
          </Link>
        )}
        <AcknowledgeButton alert={alert} onDone={onDone} />
      </div>
    </li>
  );
}
