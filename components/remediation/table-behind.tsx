import { Table, TableFrame } from "@/components/ui/table";

/** The numbers of a drawing as a table, for those who would rather read them. It scrolls in its own box. */
export function TableBehind({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <details className="mt-1" data-noprint>
      <summary className="inline-block min-h-6 text-muted text-xs leading-6 hover:text-fg">The numbers as a table</summary>
      <TableFrame label={label} className="mt-1.5 max-h-72 lg:overflow-auto">
        <Table stack className="[&_th]:top-0">
          {children}
        </Table>
      </TableFrame>
    </details>
  );
}
