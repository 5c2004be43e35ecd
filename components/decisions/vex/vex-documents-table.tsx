import Link from "next/link";
import { count } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import type { VexDocumentRow } from "@/lib/decisions/vex/schemas";
import { formatNames, scopeWords } from "./words";

export function VexDocumentsTable({ rows }: { rows: readonly VexDocumentRow[] }) {
  return (
    <TableFrame label="Imported documents, newest first">
      <Table stack>
        <thead>
          <tr>
            <Th>Document</Th>
            <Th>Format</Th>
            <Th>Author</Th>
            <Th>Version</Th>
            <Th>Counts</Th>
            <Th className="text-right">Decisions that stand</Th>
            <Th className="text-right">Wait for approval</Th>
            <Th>Imported</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="hover:bg-hover">
              <Td className="max-w-72 truncate font-medium">
                <Link href={`/decisions/documents/${row.id}`} prefetch={false} className="link">
                  <VisibleText text={row.name} />
                </Link>
                {row.endedAt === null ? null : <span className="ml-2 font-normal text-muted">{row.replacedBy === null ? "withdrawn" : "replaced"}</span>}
              </Td>
              <Td label="Format">{formatNames[row.format]}</Td>
              <Td label="Author" className="max-w-52 truncate">
                <VisibleText text={row.author ?? "not said"} />
              </Td>
              <Td label="Version" className="max-w-32 truncate font-mono text-[12.5px]">
                <VisibleText text={row.version ?? "none"} />
              </Td>
              <Td label="Counts" className="max-w-52 truncate">
                <VisibleText text={scopeWords(row)} />
              </Td>
              <Td label="Decisions that stand" className="text-right tabular-nums">
                {count(row.standing)}
              </Td>
              <Td label="Wait for approval" className="text-right tabular-nums">
                {count(row.waiting)}
              </Td>
              <Td label="Imported" className="text-muted">
                <RelativeTime at={row.importedAt} /> by <VisibleText text={row.importedBy} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}
