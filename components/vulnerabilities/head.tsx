import Link from "next/link";
import { ButtonLink } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { blastRadiusHref } from "@/components/urls";
import { Epss, KevMark } from "@/components/vulnerabilities/exploited";
import { questionOf } from "@/components/vulnerabilities/question-of";
import { VulnerabilityMark } from "@/components/vulnerabilities/severity-mark";
import { Standing } from "@/components/vulnerabilities/standing";
import type { Vulnerability } from "@/lib/advisories/vulnerabilities/schemas";
import { ChangedAt } from "./changed-at";

/** What it is, how bad, and in one sentence whom it affects. */
export function VulnerabilityHead({ vulnerability }: { vulnerability: Vulnerability }) {
  const { id, kind, severity, summary, kevAddedOn, epss, publishedAt, modifiedAt } = vulnerability;
  const question = questionOf(vulnerability);
  return (
    <>
      <nav aria-label="Breadcrumb" className="mb-1 text-muted text-xs">
        <Link href="/vulnerabilities" className="link">
          Vulnerabilities
        </Link>
      </nav>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="font-medium font-mono text-xl wrap-anywhere">
            <VisibleText text={id} /> <CopyButton text={id} label="Copy the id" iconOnly look="ghost" />
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
              changed <ChangedAt at={modifiedAt} />
            </span>
          </p>
        </div>
        {question === null ? null : (
          <ButtonLink href={blastRadiusHref(question)} look="primary" prefetch={false}>
            Ask which services are affected
          </ButtonLink>
        )}
      </div>
      <Standing vulnerability={vulnerability} question={question} />
    </>
  );
}
