import Link from "next/link";
import { ProblemMark } from "@/components/findings/problem-mark";
import { DueMark } from "@/components/findings/triage/due-mark";
import { groupKeyOf, nameOf, narrowedTo } from "@/components/findings/triage/group";
import { rowStyle, SelectCell, SelectPageHead } from "@/components/findings/triage/select-cells";
import type { Selection } from "@/components/findings/triage/selection";
import { type FindingsView, findingsHref } from "@/components/findings/view";
import { count } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { KevMark } from "@/components/vulnerabilities/exploited";
import { severityWords } from "@/lib/advisories/model";
import type { FindingGroup, FindingGroupList } from "@/lib/findings/schemas";
import { visible } from "@/lib/text/visible.mjs";

const heads = { vulnerability: "Vulnerability", package: "Package", service: "Service" } as const;

type GroupTableProps = {
  base: string;
  view: FindingsView;
  by: FindingGroupList["meta"]["by"];
  groups: readonly FindingGroup[];
  current: string | null;
  selection: Selection;
  onSelect: (key: string, extend: boolean) => void;
  onSelectPage: () => void;
};

/** What findings have in common, what holds the gravest first; each opens the list of its findings, and can be worked on as a whole. */
export function GroupTable({ base, view, by, groups, current, selection, onSelect, onSelectPage }: GroupTableProps) {
  return (
    <TableFrame label={`Findings by ${by}`}>
      <Table stack>
        <thead>
          <tr>
            <SelectPageHead checked={selection.keys.size > 0 && groups.every((group) => selection.keys.has(groupKeyOf(group)))} onChange={onSelectPage} />
            <Th>{heads[by]}</Th>
            <Th>{by === "vulnerability" ? "Severity" : "Severities"}</Th>
            <Th>Exploited</Th>
            <Th className="text-right">Findings</Th>
            {by === "service" ? <Th>Owner</Th> : <Th className="text-right">Services</Th>}
            <Th className="text-right">Overdue</Th>
            <Th>First due</Th>
            <Th>Oldest</Th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => {
            const key = groupKeyOf(group);
            return (
              <GroupRow
                key={key}
                rowKey={key}
                group={group}
                href={findingsHref(base, view, { group: undefined, ...narrowedTo(group, view) })}
                selected={selection.keys.has(key)}
                current={key === current}
                onSelect={onSelect}
              />
            );
          })}
        </tbody>
      </Table>
    </TableFrame>
  );
}

type GroupRowProps = {
  group: FindingGroup;
  rowKey: string;
  href: string;
  selected: boolean;
  current: boolean;
  onSelect: (key: string, extend: boolean) => void;
};

function GroupRow({ group, rowKey, href, selected, current, onSelect }: GroupRowProps) {
  const { vulnerability, package: of, team, findings, services, counts, kev, openedAt, dueAt, overdue } = group;
  const name = nameOf(group);
  return (
    <tr className={rowStyle({ selected, current })} aria-current={current ? "true" : undefined}>
      <SelectCell label={of ? `Select ${name}, ${of.ecosystem}` : `Select ${name}`} checked={selected} onSelect={(extend) => onSelect(rowKey, extend)} />
      <Td className="max-w-96 truncate max-md:basis-[calc(100%-3rem)]">
        <Link
          data-row={rowKey}
          href={href}
          prefetch={false}
          className={group.service ? "link" : "link font-mono text-[12.5px]"}
          title={visible(vulnerability?.summary ?? name)}
        >
          <VisibleText text={name} />
        </Link>
        {of ? <span className="ml-2 text-muted text-xs">{of.ecosystem}</span> : null}
        {vulnerability?.summary ? (
          <span className="ml-2 text-muted max-md:hidden">
            <VisibleText text={vulnerability.summary} />
          </span>
        ) : null}
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
