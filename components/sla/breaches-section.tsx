import Link from "next/link";
import { ProblemMark } from "@/components/findings/problem-mark";
import { EmptyState } from "@/components/ui/empty-state";
import { count } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { serviceHref, teamHref, withQuery } from "@/components/urls";
import type { BreachGroup, BreachList } from "@/lib/sla/schemas";

type BreachesSectionProps = {
  breaches: BreachList;
  /** What the groups are of, and the head of their column. */
  by: "team" | "service" | "assignee";
  /** What else narrows the lists that numbers lead to, as the page has it. */
  base?: Readonly<Record<string, string>>;
};

const heads = { team: "Team", service: "Service", assignee: "Assignee" } as const;
const graveWords = ["malware", "critical", "high"] as const;

/** Who has findings that are past their due time or soon will be; each number leads to its list. */
export function BreachesSection({ breaches: { data, meta }, by, base = {} }: BreachesSectionProps) {
  if (data.length === 0)
    return (
      <div className="panel">
        <EmptyState title="Nothing is late">No finding in the queue is past its due time or due within {meta.soonDays} days.</EmptyState>
      </div>
    );
  return (
    <TableFrame label={`Late or soon due, by ${by}`}>
      <Table stack>
        <thead>
          <tr>
            <Th>{heads[by]}</Th>
            <Th className="text-right">Overdue</Th>
            <Th>Of these</Th>
            <Th className="text-right">Due within {meta.soonDays} days</Th>
            <Th>First due</Th>
          </tr>
        </thead>
        <tbody>
          {data.map((group) => {
            const { name, href, query } = ownerOf(group, by);
            return (
              <tr key={JSON.stringify(query)} className="hover:bg-hover">
                <Td className="max-w-72 truncate font-medium">
                  {href === null ? (
                    <VisibleText text={name} />
                  ) : (
                    <Link href={href} prefetch={false} className="link">
                      <VisibleText text={name} />
                    </Link>
                  )}
                </Td>
                <Td label="Overdue" className="text-right">
                  <Amount value={group.overdue.total} due="overdue" owner={name} query={{ ...base, ...query }} />
                </Td>
                <Td label="Of these" className="whitespace-normal">
                  <Grave counts={group.overdue} />
                </Td>
                <Td label={`Due within ${meta.soonDays} days`} className="text-right">
                  <Amount value={group.soon.total} due="soon" owner={name} query={{ ...base, ...query }} />
                </Td>
                <Td label="First due" className="text-muted">
                  <RelativeTime at={group.oldestDueAt} />
                </Td>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </TableFrame>
  );
}

type AmountProps = { value: number; due: "overdue" | "soon"; owner: string; query: Readonly<Record<string, string>> };

function Amount({ value, due, owner, query }: AmountProps) {
  if (value === 0) return <span className="text-muted">0</span>;
  return (
    <Link
      href={withQuery("/findings", { ...query, due, decision: "todo", sort: "due" })}
      prefetch={false}
      className={due === "overdue" ? "link text-affected" : "link"}
      aria-label={`${owner}: ${value} ${due === "overdue" ? "overdue" : "due soon"}`}
    >
      {count(value)}
    </Link>
  );
}

function Grave({ counts }: { counts: BreachGroup["overdue"] }) {
  const shown = graveWords.filter((word) => counts[word] > 0);
  if (shown.length === 0) return <span className="text-muted">{counts.total === 0 ? "none" : "lesser ones"}</span>;
  return (
    <span className="inline-flex flex-wrap gap-x-3">
      {shown.map((word) => (
        <span key={word}>
          {count(counts[word])} <ProblemMark kind={word === "malware" ? "malware" : "vulnerability"} severity={word === "malware" ? "unscored" : word} />
        </span>
      ))}
    </span>
  );
}

/** Its name, its page where it has one, and the facet of the list of findings that means it. */
function ownerOf(
  { team, service, assignee }: BreachGroup,
  by: BreachesSectionProps["by"],
): { name: string; href: string | null; query: Record<string, string> } {
  if (by === "team")
    return team ? { name: team.name, href: teamHref(team.slug), query: { team: team.slug } } : { name: "Without a team", href: null, query: { team: "none" } };
  if (by === "service") return { name: service?.name ?? "unknown", href: service ? serviceHref(service.slug) : null, query: { service: service?.slug ?? "" } };
  return assignee
    ? { name: assignee.disabled ? `${assignee.name}, disabled` : assignee.name, href: null, query: { assignee: assignee.id } }
    : { name: "Nobody", href: null, query: { assignee: "none" } };
}
