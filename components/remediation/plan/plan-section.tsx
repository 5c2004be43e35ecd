import { PlanRow } from "@/components/remediation/plan/plan-row";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { count, plural } from "@/components/ui/number-format";
import { Table, TableFrame, Th } from "@/components/ui/table";
import { type PlanReach, planReaches, type RemediationPlan } from "@/lib/remediation/plan/schemas";

const reachWords: Record<PlanReach, string> = { any: "to any version", line: "on the same major" };

export type PlanSectionProps = {
  plan: RemediationPlan;
  /** The same page with upgrades that go that far. */
  hrefOf: (reach: PlanReach) => string;
  /** The exports under the same filters. */
  exports: { csv: string; markdown: string };
  /** Where all of them are, if these are the first. */
  all?: string;
};

/** The few upgrades that close most, in their order, with what stays open whatever is upgraded. */
export function PlanSection({ plan, hrefOf, exports, all }: PlanSectionProps) {
  const { data, meta } = plan;
  return (
    <section aria-labelledby="upgrades">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="upgrades" className="font-semibold text-base">
          Upgrades that close most
        </h2>
        <div className="flex flex-wrap gap-x-4" data-noprint>
          <nav aria-label="How far upgrades may go" className="flex gap-4">
            {planReaches.toReversed().map((reach) => (
              <a
                key={reach}
                href={hrefOf(reach)}
                aria-current={reach === meta.reach ? "true" : undefined}
                className={cn("min-h-6 leading-6", reach === meta.reach ? "font-medium" : "link")}
              >
                {reachWords[reach]}
              </a>
            ))}
          </nav>
          <a href={exports.csv} className="link min-h-6 leading-6">
            CSV
          </a>
          <a href={exports.markdown} className="link min-h-6 leading-6">
            Markdown
          </a>
        </div>
      </div>
      <PlanSummary plan={plan} />
      {data.length === 0 ? <NothingToUpgrade plan={plan} /> : <PlanTable plan={plan} />}
      {all !== undefined && meta.upgrades > data.length ? (
        <p className="mt-2" data-noprint>
          <a href={all} className="link inline-flex min-h-6 items-center">
            {meta.upgrades > 200 ? "The first 200" : `All ${count(meta.upgrades)}`} upgrades
          </a>
        </p>
      ) : null}
    </section>
  );
}

function PlanSummary({ plan: { data, meta } }: { plan: RemediationPlan }) {
  const closed = data.at(-1)?.closedSoFar ?? 0;
  return (
    <p className="mb-2.5 max-w-prose">
      {data.length > 0 ? (
        <>
          {data.length === 1 ? "One upgrade closes" : `These ${plural(data.length, "upgrade")} close`} <b className="font-semibold">{count(closed)}</b> of{" "}
          {plural(meta.findings, "open finding")} that nobody decided to leave.
        </>
      ) : null}
      {meta.unfixed > 0 ? (
        <span className="text-unknown">
          {" "}
          No known version{meta.reach === "line" ? " on the same major" : ""} fixes {count(meta.unfixed)} of them.
        </span>
      ) : null}
      {meta.unexplained > 0 ? <span className="text-unknown"> Of {count(meta.unexplained)} the SBOMs do not say what brings them.</span> : null}
      {meta.pendingArtifacts > 0 ? (
        <span className="text-unknown"> {plural(meta.pendingArtifacts, "artifact")} changed and will be counted anew within minutes.</span>
      ) : null}
    </p>
  );
}

function NothingToUpgrade({ plan: { meta } }: { plan: RemediationPlan }) {
  return (
    <div className="panel">
      <EmptyState title="Nothing to upgrade">
        <p>
          {meta.findings === 0
            ? "No finding is open that somebody has to work on."
            : "No advisory names a version that fixes any of these findings, and the fleet has none."}
        </p>
      </EmptyState>
    </div>
  );
}

function PlanTable({ plan: { data, meta } }: { plan: RemediationPlan }) {
  return (
    <>
      <TableFrame label="Upgrades">
        <Table stack>
          <thead>
            <tr>
              <Th className="w-8 text-right">Step</Th>
              <Th className="lg:w-[36%]">Upgrade</Th>
              <Th>In use</Th>
              <Th>Same major</Th>
              <Th>Any</Th>
              <Th>Closes</Th>
              <Th className="text-right">Services</Th>
              <Th className="text-right">Teams</Th>
              <Th className="w-36 text-right">Closed so far</Th>
            </tr>
          </thead>
          <tbody>
            {data.map((upgrade, place) => (
              <PlanRow
                key={`${upgrade.package.ecosystem} ${upgrade.package.name} ${upgrade.release} ${upgrade.line}`}
                upgrade={upgrade}
                step={place + 1}
                closedBefore={data[place - 1]?.closedSoFar ?? 0}
                findings={meta.findings}
              />
            ))}
          </tbody>
        </Table>
      </TableFrame>
      <p className="mt-2 max-w-prose text-muted">
        A version is the smallest that closes most of the findings, by every source that names them; whether it fits was not tried. What several direct
        dependencies bring is closed with the last of them: “with the steps above”. Services and teams are of what an upgrade closes alone, or of what it has a
        part in where that is none.
      </p>
    </>
  );
}
