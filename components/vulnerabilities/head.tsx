import Link from "next/link";
import { ButtonLink } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import { count, plural } from "@/components/ui/number-format";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { blastRadiusHref } from "@/components/urls";
import { Epss, KevMark } from "@/components/vulnerabilities/exploited";
import { VulnerabilityMark } from "@/components/vulnerabilities/severity-mark";
import type { Vulnerability } from "@/lib/advisories/vulnerabilities/schemas";

/** What it is, how bad, and in one sentence whom it affects. */
export function VulnerabilityHead({ vulnerability }: { vulnerability: Vulnerability }) {
  const { id, kind, severity, summary, kevAddedOn, epss, publishedAt, modifiedAt } = vulnerability;
  return (
    <>
      <nav aria-label="Breadcrumb" className="mb-1 text-muted text-xs">
        <Link href="/vulnerabilities" className="link">
          Vulnerabilities
        </Link>
      </nav>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="flex items-center gap-1 font-medium font-mono text-xl wrap-anywhere">
            <VisibleText text={id} />
            <CopyButton text={id} label="Copy the id" iconOnly look="ghost" />
          </h1>
          {summary ? (
            <p className="max-w-[860px] text-base wrap-anywhere">
              <VisibleText text={summary} />
            </p>
          ) : null}
          <p className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-muted">
            <VulnerabilityMark kind={kind} severity={severity.word} score={severity.score} />
            {kevAddedOn ? <KevMark addedOn={kevAddedOn} /> : null}
            {epss ? (
              <span>
                EPSS <Epss epss={epss} />
              </span>
            ) : null}
            {publishedAt ? (
              <span>
                published <RelativeTime at={publishedAt} />
              </span>
            ) : null}
            <span>
              changed <RelativeTime at={modifiedAt} />
            </span>
          </p>
        </div>
        <ButtonLink href={blastRadiusHref(id)} look="primary" prefetch={false}>
          Ask which services are affected
        </ButtonLink>
      </div>
      <Standing vulnerability={vulnerability} />
    </>
  );
}

/** The verdict, or that there is none any more. */
function Standing({ vulnerability: { withdrawnAt, kind, services, firstOpenedAt } }: { vulnerability: Vulnerability }) {
  const { affected, undetermined, past, total } = services;
  const rest = total - affected - undetermined - past;
  return (
    <>
      {withdrawnAt ? (
        <Notice tone="warning" className="mt-4" title="Withdrawn">
          Every source has withdrawn it, the last <RelativeTime at={withdrawnAt} />. Its findings are closed.
        </Notice>
      ) : null}
      <p className="mt-4 max-w-[980px] font-medium text-lg">
        {affected > 0 ? (
          <span className={kind === "malware" ? "text-malware" : "text-affected"}>
            {count(affected)} of {plural(total, "service")}
          </span>
        ) : (
          `None of ${plural(total, "service")}`
        )}{" "}
        {kind === "malware" ? (affected === 1 ? "holds it" : "hold it") : affected === 1 ? "is affected" : "are affected"}, as the newest SBOMs say
        {undetermined > 0 ? (
          <>
            , and <span className="text-unknown">{plural(undetermined, "service")} could not be judged</span>
          </>
        ) : null}
        .
      </p>
      <p className="mt-1 flex flex-wrap gap-x-4 text-muted">
        {past > 0 ? <span>{plural(past, "service")} had it before</span> : null}
        <span>{plural(rest, "other")}: ask to tell the clean from the unknown</span>
        {firstOpenedAt ? (
          <span>
            first opened <RelativeTime at={firstOpenedAt} />
          </span>
        ) : null}
      </p>
    </>
  );
}
