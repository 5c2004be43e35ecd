import Link from "next/link";
import { IncidentStatusMark } from "@/components/incidents/status-mark";
import { windowText } from "@/components/incidents/words";
import { count, plural } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { incidentHref } from "@/components/urls";
import { SeverityChip } from "@/components/vulnerabilities/severity-mark";
import type { IncidentRow } from "@/lib/incidents/schemas";

export function IncidentsTable({ incidents }: { incidents: readonly IncidentRow[] }) {
  return (
    <TableFrame label="Incidents, newest first">
      <Table stack>
        <thead>
          <tr>
            <Th>Incident</Th>
            <Th>Severity</Th>
            <Th>Status</Th>
            <Th className="text-right">Affected now</Th>
            <Th className="text-right">In the window</Th>
            <Th className="text-right">To do</Th>
            <Th>List</Th>
            <Th>Opened</Th>
            <Th>Checked</Th>
          </tr>
        </thead>
        <tbody>
          {incidents.map((incident) => (
            <tr key={incident.id} className="hover:bg-hover">
              <Td className="truncate font-medium max-lg:max-w-60 max-md:basis-full lg:w-[34%] lg:max-w-0">
                <Link data-row prefetch={false} href={incidentHref(incident.id)} className="link">
                  <VisibleText text={incident.title} />
                </Link>
              </Td>
              <Td>{incident.severity ? <SeverityChip word={incident.severity} /> : null}</Td>
              <Td>
                <IncidentStatusMark status={incident.status} />
              </Td>
              <Td label="Affected now" className="text-right">
                <Affected value={incident.numbers?.now.affected} />
              </Td>
              <Td label="In the window" className="text-right" title={windowText(incident.window) ?? undefined}>
                {incident.numbers?.during ? <Affected value={incident.numbers.during.affected} /> : <span className="text-muted">no window</span>}
              </Td>
              <Td label="To do" className="text-right">
                {count(incident.progress.to_do + incident.progress.in_progress)}
              </Td>
              <Td label="List" className="text-muted">
                {plural(incident.indicators, "indicator")}, revision {incident.revision}
              </Td>
              <Td label="Opened" className="text-muted">
                <RelativeTime at={incident.opened.at} />
              </Td>
              <Td label="Checked" className="text-muted">
                {incident.lastCheckedAt ? <RelativeTime at={incident.lastCheckedAt} /> : "not yet"}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}

function Affected({ value }: { value: number | undefined }) {
  if (value === undefined) return <span className="text-muted">not asked yet</span>;
  return <span className={value > 0 ? "font-medium text-affected" : "text-muted"}>{count(value)}</span>;
}
