import { CircleHelp } from "lucide-react";
import { HeldCells } from "@/components/findings/held-cells";
import { undeterminedWords } from "@/components/findings/reason-words";
import { VulnerabilityCells } from "@/components/findings/vulnerability-cells";
import { count, plural } from "@/components/ui/number-format";
import { Table, TableFrame, Th } from "@/components/ui/table";
import { type UndeterminedList, undeterminedReasons } from "@/lib/findings/schemas";

type UndeterminedSectionProps = { list: UndeterminedList; withService: boolean; withArtifact: boolean };

/** What no advisory could judge, apart from the findings: neither affected nor clean. */
export function UndeterminedSection({ list, withService, withArtifact }: UndeterminedSectionProps) {
  const { rows, byReason } = list.meta;
  if (rows === 0) return null;
  const reasons = undeterminedReasons.filter((reason) => (byReason[reason] ?? 0) > 0);
  return (
    <section id="undetermined" aria-labelledby="undetermined-title" className="mt-8 scroll-mt-16">
      <h2 id="undetermined-title" className="mb-1 flex items-center gap-2 font-semibold text-base">
        <CircleHelp aria-hidden className="size-4 text-unknown" />
        {count(rows)} could not be judged
      </h2>
      <p className="mb-2 max-w-prose text-muted">
        An advisory names the package, but cannot decide for this version: neither affected nor clean. Why:{" "}
        {reasons.map((reason) => `${undeterminedWords[reason].short} (${count(byReason[reason] ?? 0)})`).join(", ")}.
      </p>
      <TableFrame label="What could not be judged">
        <Table stack>
          <thead>
            <tr>
              <Th>Severity</Th>
              <Th>Vulnerability</Th>
              <Th>Exploited</Th>
              <Th>Package</Th>
              <Th>Version</Th>
              <Th>Reason</Th>
              <Th>Reached through</Th>
              {withService ? <Th>Service</Th> : null}
              {withArtifact ? <Th>Artifact</Th> : null}
            </tr>
          </thead>
          <tbody>
            {list.data.map((row) => (
              <tr key={`${row.artifact.id}.${row.packageVersionId}.${row.vulnerability.id}`} className="hover:bg-hover">
                <VulnerabilityCells vulnerability={row.vulnerability} />
                <HeldCells
                  row={row}
                  fixedLabel="Reason"
                  fixed={
                    <span className="font-sans text-unknown" title={undeterminedWords[row.reason].next}>
                      {undeterminedWords[row.reason].short}
                    </span>
                  }
                  withService={withService}
                  withArtifact={withArtifact}
                />
              </tr>
            ))}
          </tbody>
        </Table>
      </TableFrame>
      {rows > list.data.length ? (
        <p className="mt-2 text-muted">
          The first {count(list.data.length)} of {plural(rows, "row")}; the API lists all: <code>/api/v1/findings/undetermined</code>
        </p>
      ) : null}
    </section>
  );
}
