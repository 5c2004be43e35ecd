import Link from "next/link";
import { FlowChart } from "@/components/remediation/charts/flow-chart";
import { weekText } from "@/components/remediation/iso-week";
import { TableBehind } from "@/components/remediation/table-behind";
import { shareText } from "@/components/remediation/words";
import { count } from "@/components/ui/number-format";
import { Panel } from "@/components/ui/panel";
import { Td, Th } from "@/components/ui/table";
import type { RemediationFigures } from "@/lib/remediation/schemas";

/** What opened against what closed, week by week. */
export function FlowSection({ figures: { flow }, weeksHref }: { figures: Pick<RemediationFigures, "flow">; weeksHref?: string }) {
  return (
    <Panel title="Opened against closed, per week">
      <FlowChart
        label="Opened against closed, week by week"
        weeks={flow.weeks.map(({ week, from, to, opened, fixed, dismissed, retired, partial, openedHref, fixedHref }) => ({
          name: weekText(week, from, to),
          from,
          opened,
          fixed,
          otherwise: dismissed + retired,
          partial,
          openedHref,
          fixedHref,
        }))}
      />
      <TableBehind label="Opened and closed by week">
        <thead>
          <tr>
            <Th>Week</Th>
            {["Opened", "Fixed", "Advisory withdrawn", "Retired", "SLA kept"].map((head) => (
              <Th key={head} className="text-right">
                {head}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {flow.weeks.toReversed().map(({ week, from, to, opened, fixed, dismissed, retired, sla, partial, openedHref, fixedHref }) => (
            <tr key={week} className="hover:bg-hover">
              <Td>
                {weeksHref ? (
                  <Link href={`${weeksHref}/${week}`} prefetch={false} className="link">
                    {weekText(week, from, to)}
                  </Link>
                ) : (
                  weekText(week, from, to)
                )}
                {partial ? <span className="text-muted">, in part</span> : null}
              </Td>
              <Td label="Opened" className="text-right">
                <Link href={openedHref} prefetch={false} className="link" aria-label={`Opened in ${week}: ${count(opened)}`}>
                  {count(opened)}
                </Link>
              </Td>
              <Td label="Fixed" className="text-right">
                <Link href={fixedHref} prefetch={false} className="link" aria-label={`Fixed in ${week}: ${count(fixed)}`}>
                  {count(fixed)}
                </Link>
              </Td>
              <Td label="Advisory withdrawn" className="text-right">
                {count(dismissed)}
              </Td>
              <Td label="Retired" className="text-right">
                {count(retired)}
              </Td>
              <Td label="SLA kept" className="text-right">
                {sla.share === null ? <span className="text-muted">none due</span> : shareText(sla.share)}
              </Td>
            </tr>
          ))}
        </tbody>
      </TableBehind>
    </Panel>
  );
}
