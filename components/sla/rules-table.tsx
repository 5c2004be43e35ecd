import { ArrowDown, ArrowUp } from "lucide-react";
import { hoursText, ruleText } from "@/components/sla/rule-words";
import { Button } from "@/components/ui/button";
import { count } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import type { SlaRule } from "@/lib/sla/rule";

export type RuleActs = { edit: (place: number) => void; remove: (place: number) => void; move: (place: number, by: 1 | -1) => void };
type RulesTableProps = {
  rules: readonly SlaRule[];
  /** How many findings each rule means, once that was asked. */
  counts: readonly number[] | null;
  /** Null for those who may only read. */
  acts: RuleActs | null;
};

/** A policy: its rules in their order. */
export function RulesTable({ rules, counts, acts }: RulesTableProps) {
  return (
    <TableFrame label="Rules">
      <Table stack>
        <thead>
          <tr>
            <Th className="w-8">#</Th>
            <Th>A finding that is</Th>
            <Th>is due within</Th>
            {counts ? <Th className="text-right">Findings</Th> : null}
            {acts ? (
              <Th>
                <span className="sr-only">Actions</span>
              </Th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {rules.map((rule, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place
            <tr key={place} className="hover:bg-hover">
              <Td className="text-muted">{place + 1}</Td>
              <Td className="whitespace-normal font-medium">{ruleText(rule)}</Td>
              <Td label="is due within" className={rule.hours === null ? "text-muted" : ""}>
                {hoursText(rule.hours)}
              </Td>
              {counts ? (
                <Td label="Findings" className="text-right">
                  {count(counts[place] ?? 0)}
                </Td>
              ) : null}
              {acts ? (
                <Td>
                  <RuleButtons place={place} last={rules.length - 1} acts={acts} />
                </Td>
              ) : null}
            </tr>
          ))}
          {rules.length === 0 ? (
            <tr>
              <Td colSpan={acts ? 4 : 3} className="text-muted">
                No rule: no finding has a due date.
              </Td>
            </tr>
          ) : null}
        </tbody>
      </Table>
    </TableFrame>
  );
}

function RuleButtons({ place, last, acts }: { place: number; last: number; acts: RuleActs }) {
  const name = `rule ${place + 1}`;
  return (
    <div className="flex justify-end gap-1">
      <Button look="ghost" size="icon" className="size-7" aria-label={`Move ${name} up`} disabled={place === 0} onClick={() => acts.move(place, -1)}>
        <ArrowUp aria-hidden />
      </Button>
      <Button look="ghost" size="icon" className="size-7" aria-label={`Move ${name} down`} disabled={place === last} onClick={() => acts.move(place, 1)}>
        <ArrowDown aria-hidden />
      </Button>
      <Button className="h-7" aria-label={`Edit ${name}`} onClick={() => acts.edit(place)}>
        Edit
      </Button>
      <Button look="danger" className="h-7" aria-label={`Remove ${name}`} onClick={() => acts.remove(place)}>
        Remove
      </Button>
    </div>
  );
}
