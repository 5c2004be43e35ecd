import Link from "next/link";
import { ProblemMark } from "@/components/findings/problem-mark";
import { DueMark } from "@/components/findings/triage/due-mark";
import { type FindingsView, findingsHref } from "@/components/findings/view";
import { ListKeys } from "@/components/ui/list-keys";
import { count } from "@/components/ui/number-format";
import { Pager } from "@/components/ui/pager";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { questionFor } from "@/components/urls";
import { KevMark } from "@/components/vulnerabilities/exploited";
import { severityWords } from "@/lib/advisories/model";
import type { FindingGroup, FindingGroupList } from "@/lib/findings/schemas";
import { visible } from "@/lib/text/visible.mjs";

/** Parts of a question that narrow it, and name nothing. */
const facetNames = new Set([
  "team",
  "service",
  "kind",
  "ref",
  "scope",
  "direct",
  "severity",
  "tier",
  "env",
  "assignee",
  "due",
  "decision",
  "kev",
  "since",
  "is",
]);

const heads = { vulnerability: "Vulnerability", package: "Package", service: "Service" } as const;

type GroupTableProps = { base: string; view: FindingsView; groups: FindingGroupList };

/** What findings have in common, what holds the gravest first; each opens the list of its findings. */
export function GroupTable({ base, view, groups: { data, meta } }: GroupTableProps) {
  const { by } = meta;
  return (
    <>
      <TableFrame label={`Findings by ${by}`}>
        <Table stack>
          <thead>
            <tr>
              <Th>{heads[by]}</Th>
              <Th>Severities</Th>
              <Th>Exploited</Th>
              <Th className="text-right">Findings</Th>
              {by === "service" ? <Th>Owner</Th> : <Th className="text-right">Services</Th>}
              <Th className="text-right">Overdue</Th>
              <Th>First due</Th>
              <Th>Oldest</Th>
            </tr>
          </thead>
          <tbody>
            {data.map((group) => (
              <GroupRow key={nameOf(group)} group={group} href={findingsHref(base, view, { group: undefined, ...narrowedTo(group, view) })} />
            ))}
          </tbody>
        </Table>
      </TableFrame>
      <Pager
        shown={data.length}
        total={meta.rows}
        noun={by}
        {...(by === "vulnerability" ? { plural: "vulnerabilities" } : {})}
        nextHref={meta.nextCursor ? findingsHref(base, view, { cursor: meta.nextCursor }) : null}
        firstHref={view.cursor ? findingsHref(base, view) : null}
      />
      <ListKeys />
    </>
  );
}

function GroupRow({ group, href }: { group: FindingGroup; href: string }) {
  const { vulnerability, team, findings, services, counts, kev, openedAt, dueAt, overdue } = group;
  const name = nameOf(group);
  return (
    <tr className="hover:bg-hover">
      <Td className="max-w-96 truncate">
        <Link
          data-row
          href={href}
          prefetch={false}
          className={group.service ? "link" : "link font-mono text-[12.5px]"}
          title={visible(vulnerability?.summary ?? name)}
        >
          <VisibleText text={name} />
        </Link>
      </Td>
      <Td>
        {vulnerability ? (
          <ProblemMark kind={vulnerability.kind} severity={vulnerability.severity} score={vulnerability.score} />
        ) : (
          <span className="inline-flex flex-wrap items-center gap-x-3">
            {(["malware", ...severityWords] as const).map((word) =>
              counts[word] === 0 ? null : (
                <span key={word} className="inline-flex items-center gap-1">
                  {count(counts[word])}{" "}
                  <ProblemMark kind={word === "malware" ? "malware" : "vulnerability"} severity={word === "malware" ? "unscored" : word} />
                </span>
              ),
            )}
          </span>
        )}
      </Td>
      <Td label="Exploited">
        {vulnerability?.kevAddedOn ? <KevMark addedOn={vulnerability.kevAddedOn} /> : kev > 0 ? count(kev) : <span className="text-muted">0</span>}
      </Td>
      <Td label="Findings" className="text-right font-medium">
        {count(findings)}
      </Td>
      {group.service ? (
        <Td label="Owner" className="max-w-48 truncate">
          {team ? <VisibleText text={team.name} /> : <span className="text-muted">nobody</span>}
        </Td>
      ) : (
        <Td label="Services" className="text-right">
          {count(services)}
        </Td>
      )}
      <Td label="Overdue" className={overdue > 0 ? "text-right text-affected" : "text-right text-muted"}>
        {count(overdue)}
      </Td>
      <Td label="First due">
        <DueMark at={dueAt} />
      </Td>
      <Td label="Oldest" className="text-muted">
        <RelativeTime at={openedAt} />
      </Td>
    </tr>
  );
}

function nameOf({ vulnerability, package: of, service }: FindingGroup): string {
  return vulnerability?.id ?? of?.name ?? service?.name ?? "";
}

/** The list of a group's findings. Terms of a question, and services, mean any of them: a group takes the place of those that were asked for. */
function narrowedTo({ vulnerability, package: of, service }: FindingGroup, { q }: FindingsView): Partial<FindingsView> {
  const tokens = (q ?? "").split(/\s+/);
  if (service) return { service: [service.slug], q: tokens.filter((token) => !token.startsWith("service:")).join(" ") || undefined };
  const facets = tokens.filter((token) => facetNames.has(token.slice(0, token.indexOf(":"))));
  return { q: [vulnerability?.id ?? questionFor(of ?? { ecosystem: "unidentified", name: "" }), ...facets].join(" ") };
}
