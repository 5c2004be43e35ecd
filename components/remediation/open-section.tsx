import Link from "next/link";
import { fullDayText } from "@/components/remediation/charts/scale";
import { StackChart } from "@/components/remediation/charts/stack-chart";
import { openLayers } from "@/components/remediation/layers";
import { TableBehind } from "@/components/remediation/table-behind";
import { openSplits, type RemediationView, remediationHref } from "@/components/remediation/view";
import { cn } from "@/components/ui/cn";
import { count } from "@/components/ui/number-format";
import { Panel } from "@/components/ui/panel";
import { Td, Th } from "@/components/ui/table";
import type { RemediationFigures } from "@/lib/remediation/schemas";

type OpenSectionProps = { figures: RemediationFigures; base: string; view: RemediationView };

/** What was open over time, by severity or by kind. */
export function OpenSection({ figures: { open }, base, view }: OpenSectionProps) {
  const layers = openLayers(open, view.by);
  const days = open.series.map(({ day }) => day);
  const asOfHref = remediationHref(base, view, { asOf: undefined });
  return (
    <Panel title="Open over time" note={<SplitLinks base={base} view={view} />}>
      <StackChart
        label={`Open findings by ${view.by}, day by day`}
        days={days}
        series={layers}
        asOfHref={`${asOfHref}${asOfHref.includes("?") ? "&" : "?"}asOf=`}
      />
      <TableBehind label={`Open findings by day and ${view.by}`}>
        <thead>
          <tr>
            <Th>Day</Th>
            <Th className="text-right">Open</Th>
            {layers.map(({ key }) => (
              <Th key={key} className="text-right first-letter:uppercase">
                {key}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {open.series.map(({ day, total, href }, index) => (
            <tr key={day} className="hover:bg-hover">
              <Td>{fullDayText(day)}</Td>
              <Td label="Open" className="text-right">
                <Link href={href} prefetch={false} className="link" aria-label={`Open on ${fullDayText(day)}: ${count(total)}`}>
                  {count(total)}
                </Link>
              </Td>
              {layers.map(({ key, values }) => (
                <Td key={key} label={key} className="text-right">
                  {count(values[index] ?? 0)}
                </Td>
              ))}
            </tr>
          ))}
        </tbody>
      </TableBehind>
    </Panel>
  );
}

function SplitLinks({ base, view }: { base: string; view: RemediationView }) {
  return (
    <nav aria-label="Split by" className="flex gap-3" data-noprint>
      {openSplits.map((by) => (
        <Link
          key={by}
          href={remediationHref(base, view, { by })}
          scroll={false}
          aria-current={by === view.by ? "true" : undefined}
          className={cn("min-h-6 leading-6", by === view.by ? "font-medium text-fg" : "link")}
        >
          by {by}
        </Link>
      ))}
    </nav>
  );
}
