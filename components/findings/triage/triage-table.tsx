import type { TriageRow } from "@/components/findings/triage/row";
import { SelectPageHead } from "@/components/findings/triage/select-cells";
import type { Selection } from "@/components/findings/triage/selection";
import { rowKeyOf } from "@/components/findings/triage/target";
import { type Columns, TriageRowLine } from "@/components/findings/triage/triage-row";
import { type FindingsView, findingsHref } from "@/components/findings/view";
import { SortTh, Table, TableFrame, Th } from "@/components/ui/table";

type TriageTableProps = {
  base: string;
  view: FindingsView;
  rows: readonly TriageRow[];
  columns: Columns;
  current: string | null;
  selection: Selection;
  onSelect: (key: string, extend: boolean) => void;
  onSelectPage: () => void;
  onOpen: (key: string) => void;
};

/** One row per artifact, package version and vulnerability. */
export function TriageTable({ base, view, rows, columns, current, selection, onSelect, onSelectPage, onOpen }: TriageTableProps) {
  return (
    <TableFrame label="Findings">
      <Table stack>
        <thead>
          <tr>
            {columns.work ? (
              <SelectPageHead checked={selection.keys.size > 0 && rows.every((row) => selection.keys.has(rowKeyOf(row)))} onChange={onSelectPage} />
            ) : null}
            <SortHead base={base} view={view} by="priority">
              Severity
            </SortHead>
            <Th>Vulnerability</Th>
            <Th>Why here</Th>
            {columns.sides ? <Th>Who says so</Th> : null}
            <Th>Package</Th>
            <Th>Fixed in</Th>
            {columns.through ? <Th>Reached through</Th> : null}
            {columns.service ? <Th>Service</Th> : null}
            {columns.artifact ? <Th>Artifact</Th> : null}
            {columns.work ? (
              <>
                <Th>State</Th>
                <Th>Assignee</Th>
                <SortHead base={base} view={view} by="due">
                  Due
                </SortHead>
              </>
            ) : null}
            <SortHead base={base} view={view} by="-opened">
              Opened
            </SortHead>
            {columns.closed ? <Th>Closed</Th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = rowKeyOf(row);
            return (
              <TriageRowLine
                key={`${key} ${row.openedAt}`}
                row={row}
                rowKey={key}
                columns={columns}
                selected={selection.keys.has(key)}
                current={key === current}
                onSelect={onSelect}
                onOpen={onOpen}
              />
            );
          })}
        </tbody>
      </Table>
    </TableFrame>
  );
}

type SortHeadProps = { base: string; view: FindingsView; by: "priority" | "due" | "-opened"; children: React.ReactNode };

/** Sorts by a column: first its usual way, then the other, then again by priority. */
function SortHead({ base, view, by, children }: SortHeadProps) {
  const [plain, minus] = by.startsWith("-") ? [by.slice(1), by] : [by, `-${by}`];
  const sorted = view.sort === plain ? "ascending" : view.sort === minus ? "descending" : null;
  if (by === "priority")
    return (
      <SortTh sorted={view.sort === "priority" ? "descending" : null} href={findingsHref(base, view, { sort: "priority" })}>
        {children}
      </SortTh>
    );
  const other = by === plain ? minus : plain;
  const next = sorted === null ? by : view.sort === by ? other : "priority";
  return (
    <SortTh sorted={sorted} href={findingsHref(base, view, { sort: next as FindingsView["sort"] })}>
      {children}
    </SortTh>
  );
}
