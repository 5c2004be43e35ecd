import Link from "next/link";
import { count } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { ShortTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { serviceHref } from "@/components/urls";
import type { Alert } from "@/lib/alerts/schemas";

/** Who has it or had it, those that have it first. */
export function AlertServices({ alert }: { alert: Pick<Alert, "state" | "services" | "serviceCount"> }) {
  const rest = alert.serviceCount - alert.services.length;
  return (
    <>
      <TableFrame label="Services that have it or had it">
        <Table>
          <thead>
            <tr>
              <Th>Service</Th>
              <Th>Has it</Th>
              <Th>From</Th>
              <Th>To</Th>
            </tr>
          </thead>
          <tbody>
            {alert.services.map((service) => (
              <tr key={service.slug} className="hover:bg-hover">
                <Td className="truncate font-medium max-lg:max-w-52 lg:w-[50%] lg:max-w-0">
                  <Link data-row prefetch={false} href={serviceHref(service.slug)} className="link">
                    <VisibleText text={service.name} />
                  </Link>
                </Td>
                <Td>
                  {!service.present ? (
                    <span className="text-muted">not any more</span>
                  ) : alert.state === "standing" ? (
                    <span className="font-medium text-affected">now</span>
                  ) : (
                    "when it was retracted"
                  )}
                </Td>
                <Td className="text-muted">
                  <ShortTime at={service.from} />
                </Td>
                <Td className="text-muted">{service.to ? <ShortTime at={service.to} /> : alert.state === "standing" ? "still there" : null}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </TableFrame>
      {rest > 0 ? <p className="mt-2 text-muted">And {count(rest)} more: ask who has it for all of them.</p> : null}
    </>
  );
}
