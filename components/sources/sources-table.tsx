import { SourceRow } from "@/components/sources/source-row";
import { Table, TableFrame, Th } from "@/components/ui/table";
import type { Source } from "@/lib/advisories/sources/schemas";

type SourcesTableProps = { sources: readonly Source[]; onSync: ((source: Source) => void) | null };

/** Every source, how it is and what it brought. */
export function SourcesTable({ sources, onSync }: SourcesTableProps) {
  return (
    <TableFrame label="Sources of advisories">
      <Table>
        <thead>
          <tr>
            <Th className="max-lg:sticky max-lg:left-0 max-lg:z-10">Source</Th>
            <Th>Because</Th>
            <Th>Status</Th>
            <Th className="text-right">Records</Th>
            <Th className="text-right">Quarantine</Th>
            <Th>Synced</Th>
            <Th>Brought</Th>
            <Th>Next</Th>
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {sources.map((source) => (
            <SourceRow key={source.id} source={source} columns={9} onSync={onSync} />
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}
