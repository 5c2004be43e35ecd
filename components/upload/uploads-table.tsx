import Link from "next/link";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { UploadStatusMark } from "@/components/upload/upload-status";
import type { UploadRow } from "@/lib/inventory/read/schemas";

export function UploadsTable({ rows }: { rows: readonly UploadRow[] }) {
  return (
    <TableFrame label="Uploads, newest first">
      <Table>
        <thead>
          <tr>
            <Th>Upload</Th>
            <Th>Status</Th>
            <Th>Artifact</Th>
            <Th>Version</Th>
            <Th>By</Th>
            <Th>When</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="hover:bg-hover">
              <Td className="truncate font-medium max-lg:max-w-52 lg:w-[28%] lg:max-w-0">
                <Link href={`/uploads/${row.id}`} className="link">
                  <VisibleText text={row.service} />
                </Link>
              </Td>
              <Td>
                <UploadStatusMark status={row.status} />
                {row.problem ? <span className="ml-2 text-muted">{row.problem.code}</span> : null}
              </Td>
              <Td className="truncate max-lg:max-w-52 lg:w-[28%] lg:max-w-0">
                <VisibleText text={row.artifact ?? ""} />{" "}
                <span className="text-muted">
                  <VisibleText text={row.ref ?? ""} />
                </span>
              </Td>
              <Td className="max-w-40 truncate font-mono text-[12.5px]">
                {row.version === null ? <span className="text-muted">none</span> : <VisibleText text={row.version} />}
              </Td>
              <Td className="max-w-40 truncate text-muted">
                <VisibleText text={row.actor} />
              </Td>
              <Td className="text-muted">
                <RelativeTime at={row.createdAt} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}
