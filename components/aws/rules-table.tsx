import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import type { FormProblem } from "@/components/auth/form-problem";
import { ActButton } from "@/components/aws/act-button";
import { ArtifactLink } from "@/components/aws/artifact-link";
import { typeWords } from "@/components/aws/resource-words";
import { accountNumber } from "@/components/aws/words";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { count, plural } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { withQuery } from "@/components/urls";
import type { RuleList } from "@/lib/aws/resources/schemas";
import { visible } from "@/lib/text/visible.mjs";

type Rule = RuleList["data"][number];
/** What may be done with rules; null for those who may only read. */
export type RuleActs = { move: (order: number[]) => Promise<FormProblem | null>; remove: (id: number) => Promise<FormProblem | null> };
type RulesTableProps = { rules: readonly Rule[]; accounts: ReadonlyMap<string, string>; acts: RuleActs | null };

/** The rules in the order in which they count. */
export function RulesTable({ rules, accounts, acts }: RulesTableProps) {
  const ids = rules.map(({ id }) => id);
  return (
    <TableFrame label="Mapping rules">
      <Table stack>
        <thead>
          <tr>
            <Th className="text-right">#</Th>
            <Th>Resources</Th>
            <Th>Are</Th>
            <Th className="text-right">Maps now</Th>
            <Th>Made</Th>
            {acts ? (
              <Th>
                <span className="sr-only">Actions</span>
              </Th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {rules.map((rule, index) => (
            <tr key={rule.id} className="hover:bg-hover [&>td]:py-[7px] [&>td]:align-top">
              <Td label="Rule" className="text-right text-muted">
                {index + 1}
              </Td>
              <Td className="whitespace-normal max-md:basis-full lg:w-[36%]">
                <Conditions rule={rule} account={rule.account === null ? null : (accounts.get(rule.account) ?? null)} />
              </Td>
              <Td label="Are" className="whitespace-normal lg:w-[28%]">
                <ArtifactLink service={rule.service} artifact={rule.artifact} />
              </Td>
              <Td label="Maps now" className="text-right">
                {rule.resources === 0 ? <span className="text-muted">0</span> : count(rule.resources)}
              </Td>
              <Td label="Made" className="max-w-44 truncate text-muted">
                <RelativeTime at={rule.createdAt} /> by <VisibleText text={rule.createdBy} />
              </Td>
              {acts ? (
                <Td className="text-right">
                  <span className="flex justify-end gap-1.5">
                    <ActButton
                      className="size-7 px-0"
                      act={acts.move.bind(null, swapped(ids, index, index - 1))}
                      disabled={index === 0}
                      label={`Move rule ${index + 1} up`}
                    >
                      <ArrowUp aria-hidden />
                    </ActButton>
                    <ActButton
                      className="size-7 px-0"
                      act={acts.move.bind(null, swapped(ids, index, index + 1))}
                      disabled={index === rules.length - 1}
                      label={`Move rule ${index + 1} down`}
                    >
                      <ArrowDown aria-hidden />
                    </ActButton>
                    <RemoveRule rule={rule} place={index + 1} remove={acts.remove} />
                  </span>
                </Td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}

/** The order with two neighbours changed. */
export function swapped(ids: readonly number[], from: number, to: number): number[] {
  const order = [...ids];
  const [one, other] = [order[from], order[to]];
  if (one === undefined || other === undefined) return order;
  order[from] = other;
  order[to] = one;
  return order;
}

function Conditions({ rule: { type, name, label, account: id }, account }: { rule: Rule; account: string | null }) {
  return (
    <span className="wrap-anywhere">
      {typeWords[type]}{" "}
      <Link
        prefetch={false}
        href={withQuery("/settings/aws/resources", { q: name.replace(/[*?].*/, ""), group: "all", type })}
        className="link line-clamp-2 font-mono text-[12.5px]"
        title={visible(name)}
      >
        <VisibleText text={name} />
      </Link>
      <span className="block text-muted text-xs">
        {id === null ? "in every account" : <>in {account === null ? accountNumber(id) : <VisibleText text={account} />}</>}
        {label === null ? null : (
          <>
            , tagged{" "}
            <code>
              <VisibleText text={label} />
            </code>
          </>
        )}
      </span>
    </span>
  );
}

function RemoveRule({ rule, place, remove }: { rule: Rule; place: number; remove: RuleActs["remove"] }) {
  return (
    <ConfirmButton
      act={remove.bind(null, rule.id)}
      label={`Delete rule ${place}`}
      title={`Delete rule ${place}?`}
      description={visible(`${typeWords[rule.type]} ${rule.name}`)}
      means={[
        rule.resources === 0
          ? "It maps nothing now."
          : `${plural(rule.resources, "resource")} that it maps now are looked for by the other rules, by tags and by names.`,
        "What is not found any more shows under no service.",
      ]}
      confirm="Delete rule"
    >
      Delete
    </ConfirmButton>
  );
}
