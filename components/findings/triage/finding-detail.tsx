import Link from "next/link";
import { ReachedThrough } from "@/components/blast-radius/reached-through";
import { Activity } from "@/components/findings/triage/activity";
import { BothScanners } from "@/components/findings/triage/both-scanners";
import { Decided } from "@/components/findings/triage/decided";
import { DueMark } from "@/components/findings/triage/due-mark";
import type { TriageRow } from "@/components/findings/triage/row";
import { PersonName } from "@/components/people/person-name";
import { WhomToAsk } from "@/components/teams/whom-to-ask";
import { Facts } from "@/components/ui/facts";
import { VisibleText } from "@/components/ui/visible-text";
import { packageHref, serviceHref, vulnerabilityHref } from "@/components/urls";
import { VulnerabilityMark } from "@/components/vulnerabilities/severity-mark";
import type { Explanation } from "@/lib/decisions/schemas";
import type { FindingActivity } from "@/lib/findings/notes/schemas";

type FindingDetailProps = {
  row: TriageRow;
  /** Null while they are read. */
  explanation: Explanation | null;
  activity: FindingActivity | null;
  onUndo?: (batchId: string) => void;
  /** Of its parts: under the title of a page, or of something on it. */
  heading?: "h2" | "h3";
};

/** All that is known of one finding: what it is, why it stands where it does, what was decided, what both scanners say and what happened. */
export function FindingDetail({ row, explanation, activity, onUndo, heading = "h3" }: FindingDetailProps) {
  const { vulnerability } = row;
  return (
    <div className="flex flex-col gap-5">
      <div>
        <p className="flex flex-wrap items-center gap-2">
          <VulnerabilityMark {...vulnerability} />
          <Link href={vulnerabilityHref(vulnerability.id)} prefetch={false} className="link font-mono text-[12.5px]">
            <VisibleText text={vulnerability.id} />
          </Link>
        </p>
        {vulnerability.summary ? (
          <p className="mt-1.5 wrap-anywhere">
            <VisibleText text={vulnerability.summary} />
          </p>
        ) : null}
      </div>
      <Where row={row} />
      <Part heading={heading} title="Why it stands here">
        {row.rankReasons.length === 0 ? (
          <p className="text-muted">It is not in the queue.</p>
        ) : (
          <ul className="flex flex-col gap-1">
            {row.rankReasons.map((reason) => (
              <li key={reason.factor} className="flex items-center gap-3">
                <Weight share={reason.weight / reason.of} />
                {reason.words}
              </li>
            ))}
          </ul>
        )}
      </Part>
      <Part heading={heading} title="What was decided">
        {explanation ? <Decided explanation={explanation} /> : <Reading />}
      </Part>
      <Part heading={heading} title="What the scanners say">
        <BothScanners row={row} />
      </Part>
      <Part heading={heading} title="What happened">
        {activity ? <Activity activity={activity} onUndo={onUndo} /> : <Reading />}
      </Part>
    </div>
  );
}

function Where({ row }: { row: TriageRow }) {
  const { service, artifact, team, version, assignee } = row;
  return (
    <Facts
      facts={[
        {
          label: "Package",
          value: (
            <Link href={packageHref(row.package)} prefetch={false} className="link font-mono text-[12.5px]">
              <VisibleText text={`${row.package.name} ${version}`.trim()} />
            </Link>
          ),
        },
        { label: "Through", value: row.sides.sbomGap ? "no SBOM lists it" : <ReachedThrough row={{ ...row, depth: null }} /> },
        {
          label: "Service",
          value: (
            <>
              <Link href={serviceHref(service.slug)} prefetch={false} className="link">
                <VisibleText text={service.name} />
              </Link>{" "}
              <span className="text-muted">
                <VisibleText text={`${artifact.name} ${artifact.ref}`} />
              </span>
            </>
          ),
        },
        {
          label: "Owner",
          value: team ? (
            <>
              <VisibleText text={team.name} />{" "}
              <span className="text-muted">
                <WhomToAsk team={team} />
              </span>
            </>
          ) : (
            "nobody"
          ),
        },
        { label: "Assignee", value: assignee ? <PersonName person={assignee} /> : <span className="text-muted">nobody</span> },
        { label: "Due", value: <DueMark at={row.dueAt} /> },
      ]}
    />
  );
}

/** How much a reason adds of the most that it could; the words beside it say what. */
function Weight({ share }: { share: number }) {
  return (
    <svg aria-hidden="true" className="h-1.5 w-16 shrink-0 overflow-hidden rounded-full">
      <title>Weight</title>
      <rect width="100%" height="100%" className="fill-sunken" />
      <rect width={`${Math.round(share * 100)}%`} height="100%" rx="3" className="fill-muted" />
    </svg>
  );
}

function Part({ heading: Heading, title, children }: { heading: "h2" | "h3"; title: string; children: React.ReactNode }) {
  return (
    <section>
      <Heading className="mb-1.5 font-semibold">{title}</Heading>
      {children}
    </section>
  );
}

const Reading = () => <div className="skeleton h-5 w-48" />;
