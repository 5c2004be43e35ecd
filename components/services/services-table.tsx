import Link from "next/link";
import { ServiceFindingsCell } from "@/components/findings/service-findings-cell";
import { ServiceStatusMark } from "@/components/services/service-status";
import { type ServicesView, servicesHref } from "@/components/services/view";
import { count } from "@/components/ui/number-format";
import { SortTh, Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { serviceHref } from "@/components/urls";
import type { ServiceFindings } from "@/lib/findings/schemas";
import type { ServiceRow } from "@/lib/inventory/read/schemas";
import { visible } from "@/lib/text/visible.mjs";

type Column = "service" | "team" | "lastBuild" | "components";

type ServicesTableProps = { rows: readonly ServiceRow[]; findings: ReadonlyMap<string, ServiceFindings>; view: ServicesView };

export function ServicesTable({ rows, findings, view }: ServicesTableProps) {
  function sortTh(column: Column, label: string, className?: string) {
    const sorted = view.sort === column ? "ascending" : view.sort === `-${column}` ? "descending" : null;
    return (
      <SortTh sorted={sorted} href={servicesHref(view, { sort: sorted === "ascending" ? `-${column}` : column })} className={className}>
        {label}
      </SortTh>
    );
  }
  return (
    <TableFrame label="Services">
      <Table>
        <thead>
          <tr>
            {sortTh("service", "Service", "max-lg:sticky max-lg:left-0 max-lg:z-10")}
            <Th>Status</Th>
            <Th>Open findings</Th>
            {sortTh("team", "Owner")}
            <Th className="text-right">Tier</Th>
            {sortTh("lastBuild", "Last SBOM")}
            <Th className="text-right">Artifacts</Th>
            {sortTh("components", "Components", "text-right")}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.slug} className="group/row hover:bg-hover">
              <Td className="truncate font-medium max-lg:sticky max-lg:left-0 max-lg:max-w-52 max-lg:bg-panel lg:w-[36%] lg:max-w-0">
                <Link data-row prefetch={false} href={serviceHref(row.slug)} className="link" title={visible(row.name)}>
                  <VisibleText text={row.name} />
                </Link>
              </Td>
              <Td>
                <ServiceStatusMark status={row.status} />
              </Td>
              <Td>
                <FindingsOf row={row} findings={findings.get(row.slug)} />
              </Td>
              <Td className="max-w-48 truncate">{row.team?.name ?? <span className="text-muted">none</span>}</Td>
              <Td className="text-right">{row.tier ?? <span className="text-muted">none</span>}</Td>
              <Td className="text-muted">
                <LastSbom row={row} />
              </Td>
              <Td className="text-right">{count(row.artifacts)}</Td>
              <Td className="text-right">{count(row.components)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}

function LastSbom({ row: { lastBuiltAt, retiredAt } }: { row: ServiceRow }) {
  if (lastBuiltAt) return <RelativeTime at={lastBuiltAt} />;
  if (retiredAt === null) return "never";
  return (
    <>
      retired <RelativeTime at={retiredAt} />
    </>
  );
}

/** Of a service without an SBOM nothing is known, which is not "none". */
function FindingsOf({ row, findings }: { row: ServiceRow; findings: ServiceFindings | undefined }) {
  if (row.status === "no_sbom" || !findings) return <span className="text-muted">unknown</span>;
  return <ServiceFindingsCell slug={row.slug} findings={findings} />;
}
