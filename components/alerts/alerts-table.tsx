import Link from "next/link";
import { Acknowledged, AlertStateMark } from "@/components/alerts/alert-state";
import { PackagesText } from "@/components/alerts/packages-text";
import { count } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { alertHref } from "@/components/urls";
import type { Alert } from "@/lib/alerts/schemas";
import { packagesOf } from "./alert-words";

export function AlertsTable({ alerts }: { alerts: readonly Alert[] }) {
  return (
    <TableFrame label="Alerts, newest first">
      <Table>
        <thead>
          <tr>
            <Th>Malware</Th>
            <Th>Advisory</Th>
            <Th>State</Th>
            <Th className="text-right">Has it now</Th>
            <Th className="text-right">Had it</Th>
            <Th>Raised</Th>
            <Th>Acknowledged</Th>
          </tr>
        </thead>
        <tbody>
          {alerts.map((alert) => (
            <tr key={alert.id} className="hover:bg-hover">
              <Td className="truncate font-medium max-lg:max-w-60 lg:w-[34%] lg:max-w-0">
                <Link data-row prefetch={false} href={alertHref(alert.id)} className="link">
                  {packagesOf(alert).length === 0 ? "Details" : <PackagesText alert={alert} max={2} />}
                </Link>
              </Td>
              <Td className="max-w-56 truncate font-mono text-[12.5px]">
                <VisibleText text={alert.vulnerability.id} />
              </Td>
              <Td>
                <AlertStateMark alert={alert} />
              </Td>
              <Td className="text-right">
                {alert.state === "standing" && alert.presentServiceCount > 0 ? (
                  <span className="font-medium">{count(alert.presentServiceCount)}</span>
                ) : (
                  <span className="text-muted">{alert.state === "standing" ? "0" : "retracted"}</span>
                )}
              </Td>
              <Td className="text-right text-muted">{count(alert.serviceCount - (alert.state === "standing" ? alert.presentServiceCount : 0))}</Td>
              <Td className="text-muted">
                <RelativeTime at={alert.raisedAt} />
              </Td>
              <Td className="max-w-56 truncate">
                <Acknowledged alert={alert} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}
