import { count } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { type DueCounts, type SlaPreview, soonDays } from "@/lib/sla/schemas";

const lines: readonly (readonly [keyof DueCounts, string])[] = [
  ["overdue", "Overdue"],
  ["soon", `Due within ${soonDays} days`],
  ["later", "Due later"],
  ["none", "Without a due date"],
];

/** What is in the queue by the policy that counts, and by the one that is being written. */
export function PolicyPreview({ preview: { now, proposed } }: { preview: SlaPreview }) {
  return (
    <div role="status" className="mt-4 max-w-[560px]">
      <TableFrame label="What it would change">
        <Table>
          <thead>
            <tr>
              <Th>Findings in the queue</Th>
              <Th className="text-right">Now</Th>
              <Th className="text-right">By these rules</Th>
              <Th className="text-right">Change</Th>
            </tr>
          </thead>
          <tbody>
            {lines.map(([key, label]) => (
              <tr key={key}>
                <Td>{label}</Td>
                <Td className="text-right">{count(now[key])}</Td>
                <Td className="text-right font-medium">{count(proposed[key])}</Td>
                <Td className="text-right text-muted">{changeText(proposed[key] - now[key])}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </TableFrame>
    </div>
  );
}

function changeText(change: number): string {
  return change === 0 ? "0" : `${change > 0 ? "+" : "\u2212"}${count(Math.abs(change))}`;
}
