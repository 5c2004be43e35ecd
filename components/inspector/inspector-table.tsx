import Link from "next/link";
import { Resources } from "@/components/inspector/resources";
import { SaysMark } from "@/components/inspector/says-mark";
import { InspectorSays, OsvSays } from "@/components/inspector/side-cells";
import { behindHref } from "@/components/inspector/view";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { VisibleText } from "@/components/ui/visible-text";
import { packageHref, serviceHref, vulnerabilityHref } from "@/components/urls";
import { KevMark } from "@/components/vulnerabilities/exploited";
import { MalwareMark } from "@/components/vulnerabilities/severity-mark";
import type { ObservationRow } from "@/lib/aws/observations/schemas/rows";
import { visible } from "@/lib/text/visible.mjs";

type InspectorTableProps = { label: string; rows: readonly ObservationRow[]; withService?: boolean; withVulnerability?: boolean; withArtifact: boolean };

/** One row per artifact, package version and vulnerability, with what each side says of it in its own column. */
export function InspectorTable({ label, rows, withService = false, withVulnerability = true, withArtifact }: InspectorTableProps) {
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
          {rows.map((row) => (
            <tr key={`${row.artifact.id}.${row.packageVersionId}.${row.vulnerability.id}`} className="hover:bg-hover">
              {withService ? (
                <Td className="truncate font-medium max-lg:max-w-56 max-md:basis-full lg:w-[18%] lg:max-w-0">
                  <Link data-row href={`${serviceHref(row.service.slug)}/inspector`} prefetch={false} className="link" title={visible(row.service.name)}>
                    <VisibleText text={row.service.name} />
                  </Link>
                </Td>
              ) : null}
              {withVulnerability ? <VulnerabilityCell row={row} /> : null}
              <Td>
                <SaysMark sides={row} />
              </Td>
              <Td className="truncate font-mono text-[12.5px] max-lg:max-w-60 lg:w-[18%] lg:max-w-0">
                <Link href={packageHref(row.package)} prefetch={false} className="link" title={visible(`${row.package.ecosystem} ${row.package.name}`)}>
                  <VisibleText text={row.package.name} />
                </Link>
              </Td>
              <Td className="max-w-32 truncate font-mono text-[12.5px]" title={visible(`${row.version} ${row.release ?? ""}`)}>
                {row.version === "" ? <span className="font-sans text-muted">none</span> : <VisibleText text={row.version} />}
              </Td>
              <Td label="OSV" className="max-w-56 max-md:basis-full">
                <OsvSays row={row} />
              </Td>
              <Td label="Inspector" className="max-w-72 max-md:basis-full">
                <InspectorSays row={row} />
              </Td>
              <Td label="Seen in" className="truncate max-lg:max-w-60 max-md:basis-full lg:w-[34%] lg:max-w-0">
                <Resources row={row} href={behindHref(row.service.slug, row)} />
              </Td>
              {withArtifact ? (
                <Td
                  label="Artifact"
                  className="truncate text-muted max-lg:max-w-40 lg:w-[14%] lg:max-w-0"
                  title={visible(`${row.artifact.name} ${row.artifact.ref}`)}
                >
                  <VisibleText text={`${row.artifact.name} ${row.artifact.ref}`} />
                </Td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}

function VulnerabilityCell({ row: { vulnerability } }: { row: ObservationRow }) {
  const { id, kind, summary, kevAddedOn, withdrawnAt } = vulnerability;
  return (
    <Td className="max-w-60">
      <span className="flex min-w-0 items-center gap-2">
        <Link data-row href={vulnerabilityHref(id)} prefetch={false} className="link truncate font-mono text-[12.5px]" title={visible(summary ?? id)}>
          <VisibleText text={id} />
        </Link>
        {kind === "malware" ? <MalwareMark /> : null}
        {kevAddedOn ? <KevMark addedOn={kevAddedOn} /> : null}
        {withdrawnAt ? <span className="text-unknown">withdrawn</span> : null}
      </span>
    </Td>
  );
}
