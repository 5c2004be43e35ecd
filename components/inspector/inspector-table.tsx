import { InspectorRow, type Shown } from "@/components/inspector/inspector-row";
import { seenIn } from "@/components/inspector/resources";
import { behindHref } from "@/components/inspector/view";
import { Table, TableFrame, Th } from "@/components/ui/table";
import type { ObservationRow } from "@/lib/aws/observations/schemas/rows";

type InspectorTableProps = { label: string; rows: readonly ObservationRow[]; withService?: boolean; withVulnerability?: boolean; withArtifact: boolean };

/** One row per artifact, package version and vulnerability, with what each side says of it in its own column. */
export function InspectorTable({ label, rows, withService = false, withVulnerability = true, withArtifact }: InspectorTableProps) {
  const shown: Shown = { withService, withVulnerability, withArtifact };
  return (
    <TableFrame label={label}>
      <Table stack>
        <thead>
          <tr>
            {withService ? <Th>Service</Th> : null}
            {withVulnerability ? <Th>Vulnerability</Th> : null}
            <Th>Who says so</Th>
            <Th>Package</Th>
            <Th>Version</Th>
            <Th>OSV: severity, fixed in</Th>
            <Th>Inspector: severity, fixed in</Th>
            <Th>Seen in</Th>
            {withArtifact ? <Th>Artifact</Th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ resources, resourcesTotal, sbom, team, ...row }) => (
            <InspectorRow
              key={`${row.artifact.id}.${row.packageVersionId}.${row.vulnerability.id}`}
              row={row}
              seen={seenIn(resources, resourcesTotal)}
              behind={behindHref(row.service.slug, row)}
              {...shown}
            />
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}
