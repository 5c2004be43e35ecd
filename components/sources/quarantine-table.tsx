"use client";
import { useState } from "react";
import { RawRecord } from "@/components/sources/raw-record";
import { Button } from "@/components/ui/button";
import { bytes } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import type { Quarantined } from "@/lib/advisories/sources/schemas";
import { visible } from "@/lib/text/visible.mjs";

/** Records that cannot be read, each with the reason; its bytes on demand. */
export function QuarantineTable({ sourceId, rows }: { sourceId: number; rows: readonly Quarantined[] }) {
  const [shown, setShown] = useState<Quarantined | null>(null);
  return (
    <>
      <TableFrame label="Records that cannot be read">
        <Table>
          <thead>
            <tr>
              <Th className="max-lg:sticky max-lg:left-0 max-lg:z-10">Record</Th>
              <Th>Why</Th>
              <Th>Where</Th>
              <Th className="text-right">Size</Th>
              <Th>First seen</Th>
              <Th>Last seen</Th>
              <Th>
                <span className="sr-only">Actions</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key} className="hover:bg-hover">
                <Td className="max-w-64 truncate font-mono text-[12.5px] max-lg:sticky max-lg:left-0 max-lg:max-w-40 max-lg:bg-panel" title={visible(row.key)}>
                  <VisibleText text={row.key} />
                </Td>
                <Td className="min-w-64 max-w-[36rem] whitespace-normal wrap-anywhere">
                  <span className="line-clamp-4">
                    <VisibleText text={row.detail} />
                  </span>
                  <code className="text-muted text-xs">{row.code}</code>
                </Td>
                <Td className="max-w-48 truncate font-mono text-[12.5px]" title={row.pointer === null ? undefined : visible(row.pointer)}>
                  {row.pointer === null || row.pointer === "" ? <span className="text-muted">the whole</span> : <VisibleText text={row.pointer} />}
                </Td>
                <Td className="text-right">{row.isCut ? `over ${bytes(row.bytes)}` : bytes(row.bytes)}</Td>
                <Td className="text-muted">
                  <RelativeTime at={row.firstSeenAt} />
                </Td>
                <Td className="text-muted">
                  <RelativeTime at={row.lastSeenAt} />
                </Td>
                <Td className="text-right">
                  <Button className="h-7" aria-label={`Show ${visible(row.key)}`} onClick={() => setShown(row)}>
                    Show
                  </Button>
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </TableFrame>
      {shown ? <RawRecord sourceId={sourceId} record={shown} onClose={() => setShown(null)} /> : null}
    </>
  );
}
