import Link from "next/link";
import { ReachedThrough } from "@/components/blast-radius/reached-through";
import { closedBecause, openedBecause } from "@/components/findings/reason-words";
import { type FindingsView, findingsHref } from "@/components/findings/view";
import { VulnerabilityCells } from "@/components/findings/vulnerability-cells";
import { SaysMark } from "@/components/inspector/says-mark";
import { InspectorSeverity, StateMark } from "@/components/inspector/side-cells";
import { SortTh, Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { packageHref, serviceHref } from "@/components/urls";
import { FixedIn } from "@/components/vulnerabilities/fixed-in";
import type { Finding } from "@/lib/findings/schemas";
import { visible } from "@/lib/text/visible.mjs";

type FindingsTableProps = {
  base: string;
  rows: readonly Finding[];
  view: FindingsView;
  withService: boolean;
  withArtifact: boolean;
  /** Inspector reports anything: each row says who says so. */
  withSides: boolean;
};

/** One row per artifact, package version and vulnerability. */
export function FindingsTable({ base, rows, view, withService, withArtifact, withSides }: FindingsTableProps) {
  const sorted = view.sort === "opened" ? "ascending" : view.sort === "-opened" ? "descending" : null;
  const sort = sorted === "descending" ? "opened" : sorted === "ascending" ? "priority" : "-opened";
  const withClosed = view.state !== "open";
  return (
    <TableFrame label="Findings">
      <Table stack>
        <thead>
          <tr>
            <Th>Severity</Th>
            <Th>Vulnerability</Th>
            <Th>Exploited</Th>
            {withSides ? <Th>Who says so</Th> : null}
            <Th>Package</Th>
            <Th>Version</Th>
            <Th>Fixed in</Th>
            <Th>Reached through</Th>
            {withService ? <Th>Service</Th> : null}
            {withArtifact ? <Th>Artifact</Th> : null}
            <SortTh sorted={sorted} href={findingsHref(base, view, { sort })}>
              Opened
            </SortTh>
            {withClosed ? <Th>Closed</Th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.artifact.id}.${row.packageVersionId}.${row.vulnerability.id}.${row.openedAt}`} className="hover:bg-hover">
              <VulnerabilityCells vulnerability={row.vulnerability} />
              {withSides ? (
                <Td>
                  <SidesCell sides={row.sides} />
                </Td>
              ) : null}
              <HeldCells row={row} fixed={<BothFixes row={row} />} isUnlisted={row.sides.sbomGap} withService={withService} withArtifact={withArtifact} />
              <Td label="Opened" className="text-muted" title={openedBecause(row.openReason)}>
                <RelativeTime at={row.openedAt} />
              </Td>
              {withClosed ? (
                <Td label="Closed" className="whitespace-normal text-muted lg:w-[16%]">
                  {row.closedAt && row.closeReason ? (
                    <>
                      <RelativeTime at={row.closedAt} />, {closedBecause(row.closeReason)}
                    </>
                  ) : (
                    "open"
                  )}
                </Td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}

/** Who says so, and Inspector's severity where it is another. */
function SidesCell({ sides }: { sides: Finding["sides"] }) {
  const { inspector, severityDiffers, status } = sides;
  return (
    <span className="inline-flex items-center gap-2">
      <SaysMark sides={sides} />
      {inspector && (severityDiffers || status === "inspector") ? (
        <span title={severityDiffers ? "Inspector gives another severity" : "As Inspector gives it"}>
          <InspectorSeverity severity={inspector.severity} />
        </span>
      ) : null}
      {inspector && inspector.state !== "open" ? <StateMark state={inspector.state} /> : null}
    </span>
  );
}

/** The fixes of both sides where they are not the same, else those of whoever says so. */
function BothFixes({ row: { fixed, sides } }: { row: Finding }) {
  const theirs = sides.inspector?.fixed ?? [];
  if (sides.status === "inspector") return <FixedIn versions={theirs} either />;
  return (
    <>
      <FixedIn versions={fixed} either />
      {sides.fixDiffers ? (
        <span className="font-sans text-muted text-xs" title="What Inspector names as the fix">
          {" "}
          Inspector: <FixedIn versions={theirs} either />
        </span>
      ) : null}
    </>
  );
}

type HeldCellsProps = {
  row: Omit<Finding, "fixed" | "sources" | "sides" | "openedAt" | "openReason" | "closedAt" | "closeReason">;
  fixed: React.ReactNode;
  fixedLabel?: string;
  withService: boolean;
  withArtifact: boolean;
  /** No SBOM lists it: there is no way to it. */
  isUnlisted?: boolean;
};

/** The columns of what is held, where, and how it got there. */
export function HeldCells({ row, fixed, fixedLabel = "Fixed in", withService, withArtifact, isUnlisted = false }: HeldCellsProps) {
  return (
    <>
      <Td className="truncate font-mono text-[12.5px] max-lg:max-w-48 lg:w-[20%] lg:max-w-0">
        <Link href={packageHref(row.package)} prefetch={false} className="link" title={visible(`${row.package.ecosystem} ${row.package.name}`)}>
          <VisibleText text={row.package.name} />
        </Link>
      </Td>
      <Td className="max-w-36 truncate font-mono text-[12.5px]" title={visible(row.version)}>
        {row.version === "" ? <span className="font-sans text-muted">none</span> : <VisibleText text={row.version} />}
      </Td>
      <Td label={fixedLabel} className="max-w-44 truncate font-mono text-[12.5px]">
        {fixed}
      </Td>
      <Td label="Through" className="truncate font-mono text-[12.5px] max-lg:max-w-60 lg:w-[16%] lg:max-w-0">
        {isUnlisted ? <span className="font-sans text-unknown">no SBOM lists it</span> : <ReachedThrough row={{ ...row, depth: null }} />}
      </Td>
      {withService ? (
        <Td label="Service" className="truncate max-lg:max-w-48 lg:w-[18%] lg:max-w-0">
          <Link href={`${serviceHref(row.service.slug)}/findings`} prefetch={false} className="link" title={visible(row.service.name)}>
            <VisibleText text={row.service.name} />
          </Link>
          {row.team ? <span className="ml-2 text-muted text-xs">{row.team.name}</span> : null}
        </Td>
      ) : null}
      {withArtifact ? (
        <Td label="Artifact" className="truncate text-muted max-lg:max-w-40 lg:w-[13%] lg:max-w-0" title={visible(`${row.artifact.name} ${row.artifact.ref}`)}>
          <VisibleText text={`${row.artifact.name} ${row.artifact.ref}`} />
        </Td>
      ) : null}
    </>
  );
}
