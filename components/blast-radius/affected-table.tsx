"use client";
import Link from "next/link";
import { type RefObject, useEffect, useMemo } from "react";
import { AffectedRowLine } from "@/components/blast-radius/affected-row";
import { type Line, linesOf } from "@/components/blast-radius/lines";
import { useVirtualLines } from "@/components/blast-radius/use-virtual-lines";
import { rowKey, type View, viewHref } from "@/components/blast-radius/view";
import { WhomToAsk } from "@/components/teams/whom-to-ask";
import { plural } from "@/components/ui/number-format";
import { SortTh, Table, TableFrame, Th } from "@/components/ui/table";
import { VisibleText } from "@/components/ui/visible-text";
import type { BlastRadius } from "@/lib/blast-radius/schemas";
import { visible } from "@/lib/text/visible.mjs";

type AffectedTableProps = {
  answer: BlastRadius;
  view: View;
  selected: string | null;
  marked: ReadonlySet<string>;
  onSelect: (key: string) => void;
  onToggle: (key: string) => void;
  /** Called when the last rows come into sight. */
  onEnd: () => void;
  /** The row that gets the focus once it is drawn. */
  focusWanted: RefObject<string | null>;
};

/** Gives the focus to the link of a row, and says whether the row is drawn. Scrolling to it is the table's. */
export function focusRow(key: string): boolean {
  const link = document.querySelector<HTMLElement>(`tbody [data-row="${CSS.escape(key)}"]`);
  link?.focus({ preventScroll: true });
  return link !== null;
}

/** Whether the rows must name their package: there are several, or the question asks by a pattern and does not say it. */
function packageIsNews({ data, question, list }: Pick<BlastRadius, "data" | "question" | "list">): boolean {
  if (list !== null) return true;
  const names = new Map(data.flatMap((row) => (row.package === null ? [] : [[`${row.package.ecosystem}:${row.package.name}`, row.package.name]])));
  if (names.size !== 1) return names.size > 1;
  const [name = ""] = names.values();
  return !question.label.toLowerCase().includes(name.split(/[/:]/).at(-1)?.toLowerCase() ?? "");
}

/** Whether the rows must name their artifact: not where each service has the one that is called after it. */
function artifactIsNews({ data }: Pick<BlastRadius, "data">): boolean {
  const [first] = data;
  return data.some(
    ({ service, artifact: { name, kind, ref } }) =>
      (name !== service.name && name !== service.slug) || kind !== first?.artifact.kind || ref !== first.artifact.ref,
  );
}

type SortColumn = "service" | "team" | "since";

/** One row per service, artifact and package version, grouped by owner when sorted by owner. */
export function AffectedTable({ answer, view, selected, marked, onSelect, onToggle, onEnd, focusWanted }: AffectedTableProps) {
  const grouped = view.sort === "team" || view.sort === "-team";
  const lines = useMemo(() => linesOf(answer, grouped), [answer, grouped]);
  const withPackage = useMemo(() => packageIsNews(answer), [answer]);
  const withSides = answer.exposure !== null || answer.running !== null;
  // With the sides of an answer there is no room for what is the same in every row.
  const withArtifact = useMemo(() => !withSides || artifactIsNews(answer), [answer, withSides]);
  const { body, shown, before, after, isAtEnd } = useVirtualLines(lines, selected);
  useEffect(() => {
    if (isAtEnd) onEnd();
  }, [isAtEnd, onEnd]);
  // After every drawing: a row that is far away is drawn only when the window has come to it.
  useEffect(() => {
    if (focusWanted.current !== null && focusRow(focusWanted.current)) focusWanted.current = null;
  });
  if (answer.data.length === 0) return null;

  function sortTh(column: SortColumn, label: string, className?: string) {
    const sorted = view.sort === column ? "ascending" : view.sort === `-${column}` ? "descending" : null;
    return (
      <SortTh sorted={sorted} href={viewHref(view, { sort: sorted === "ascending" ? `-${column}` : column })} className={className}>
        {label}
      </SortTh>
    );
  }
  const columns = 7 + [!grouped, withPackage, withArtifact].filter(Boolean).length;
  return (
    <TableFrame label="Affected services">
      <Table aria-rowcount={answer.meta.rows > answer.data.length ? -1 : lines.length + 1}>
        <thead>
          <tr>
            <Th className="w-8 pr-0">
              <span className="sr-only">Marked for copying</span>
            </Th>
            {sortTh("service", "Service", "max-lg:sticky max-lg:left-0 max-lg:z-10")}
            {withPackage ? <Th>Package</Th> : null}
            <Th>Version</Th>
            {withSides ? <Th>When</Th> : null}
            <Th>Reached through</Th>
            {withSides ? null : <Th>Scope</Th>}
            {withArtifact ? <Th>Artifact</Th> : null}
            {sortTh("since", "Since")}
            <Th>SBOM</Th>
            {grouped ? null : sortTh("team", "Owner")}
          </tr>
        </thead>
        <tbody ref={body}>
          <Spacer height={before} columns={columns} />
          {shown.map((line) =>
            line.kind === "group" ? (
              <GroupLine key={line.key} line={line} columns={columns} teamHref={viewHref(view, { team: [line.team?.slug ?? "none"] })} />
            ) : (
              <AffectedRowLine
                key={line.key}
                row={line.row}
                position={line.position}
                withPackage={withPackage}
                withSides={withSides}
                withArtifact={withArtifact}
                withOwner={!grouped}
                selected={rowKey(line.row) === selected}
                marked={marked.has(rowKey(line.row))}
                onSelect={onSelect}
                onToggle={onToggle}
              />
            ),
          )}
          <Spacer height={after} columns={columns} />
        </tbody>
      </Table>
    </TableFrame>
  );
}

type GroupLineProps = { line: Extract<Line, { kind: "group" }>; columns: number; teamHref: string };

/** A team above its rows; it stays in sight while they pass. */
function GroupLine({ line, columns, teamHref }: GroupLineProps) {
  const { team, services, rows } = line;
  return (
    <tr aria-rowindex={line.position}>
      <th scope="rowgroup" colSpan={columns} className="h-8 border-line border-b bg-bg px-2.5 text-left font-medium lg:sticky lg:top-20 lg:z-[9] lg:max-w-0">
        <span className="flex items-baseline gap-2">
          <Link
            href={teamHref}
            scroll={false}
            prefetch={false}
            title={visible(`Only ${team?.name ?? "services without a team"}`)}
            className="truncate hover:underline"
          >
            <VisibleText text={team?.name ?? "Without a team"} />
          </Link>
          <span className="shrink-0 font-normal text-muted text-xs">
            {plural(services, "service")}
            {rows > services ? `, ${plural(rows, "row")}` : ""}
          </span>
          <span className="min-w-0 truncate font-normal text-muted text-xs">
            <WhomToAsk team={team} />
          </span>
        </span>
      </th>
    </tr>
  );
}

function Spacer({ height, columns }: { height: number; columns: number }) {
  if (height === 0) return null;
  return (
    <tr>
      <td
        colSpan={columns}
        className="p-0"
        ref={(cell) => {
          if (cell) cell.style.height = `${height}px`;
        }}
      />
    </tr>
  );
}
