import Link from "next/link";
import { IncidentStatusMark } from "@/components/incidents/status-mark";
import { windowText } from "@/components/incidents/words";
import { Notice } from "@/components/ui/notice";
import { plural } from "@/components/ui/number-format";
import { RelativeTime } from "@/components/ui/time";
import { absoluteUtc } from "@/components/ui/time-format";
import { VisibleText } from "@/components/ui/visible-text";
import { incidentHref } from "@/components/urls";
import { SeverityChip } from "@/components/vulnerabilities/severity-mark";
import type { Incident } from "@/lib/incidents/schemas";

/** What the incident is, since when it is open, what is looked for, and when that was checked. `children` are what can be done. */
export function IncidentHead({ incident, children }: { incident: Incident; children: React.ReactNode }) {
  const { severity, status, window, opened, closed, indicators, revision, lastCheckedAt, asOf } = incident;
  return (
    <>
      <nav aria-label="Breadcrumb" className="mb-1 text-muted text-xs">
        <Link href="/incidents" className="link">
          Incidents
        </Link>
      </nav>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="font-semibold text-xl wrap-anywhere">
            <VisibleText text={incident.title} />
          </h1>
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
            {severity ? <SeverityChip word={severity} /> : null}
            <IncidentStatusMark status={status} />
            <span>
              opened <RelativeTime at={opened.at} /> by <VisibleText text={opened.by} />
            </span>
            {closed ? (
              <span>
                closed <RelativeTime at={closed.at} /> by <VisibleText text={closed.by} />
              </span>
            ) : null}
            <span>
              {plural(indicators, "indicator")}, revision {revision}
            </span>
            <span>{windowText(window) ?? "no window"}</span>
            <span>
              {lastCheckedAt ? (
                <>
                  checked <RelativeTime at={lastCheckedAt} />
                </>
              ) : (
                "not checked yet"
              )}
            </span>
          </p>
        </div>
        {children}
      </div>
      {asOf ? (
        <Notice tone="info" title={`As it was at ${absoluteUtc(asOf)}`} className="mt-3">
          The list, the answer and what was being done then.{" "}
          <Link href={incidentHref(incident.id)} className="link-inline">
            As it is now
          </Link>
        </Notice>
      ) : null}
    </>
  );
}
