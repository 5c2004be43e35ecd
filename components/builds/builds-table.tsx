import Link from "next/link";
import { BuildTags } from "@/components/builds/build-tags";
import { ChangeCounts } from "@/components/builds/change-counts";
import { count } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { buildHref } from "@/components/urls";
import type { BuildRow } from "@/lib/inventory/read/schemas";
import { visible } from "@/lib/text/visible.mjs";

/** Builds of a service in build order, newest first. */
export function BuildsTable({ slug, rows }: { slug: string; rows: readonly BuildRow[] }) {
  return (
    <TableFrame label="Builds">
      <Table>
        <thead>
          <tr>
            <Th>Build</Th>
            <Th>Artifact</Th>
            <Th>Version</Th>
            <Th>Commit</Th>
            <Th>Built</Th>
            <Th className="text-right">Components</Th>
            <Th>Changes</Th>
            <Th>CI run</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.artifact.id}.${row.seq}`} className="hover:bg-hover">
              <Td className="font-medium">
                <Link data-row href={buildHref(slug, row.artifact.id, row.seq)} className="link">
                  Build {row.seq}
                </Link>
                <BuildTags build={row} />
              </Td>
              <Td className="truncate max-lg:max-w-52 lg:w-[30%] lg:max-w-0">
                <VisibleText text={row.artifact.name} />{" "}
                <span className="text-muted">
                  <VisibleText text={row.artifact.ref} />
                </span>
              </Td>
              <Td className="max-w-40 truncate font-mono text-[12.5px]">
                {row.version === null ? <span className="text-muted">none</span> : <VisibleText text={row.version} />}
              </Td>
              <Td className="font-mono text-[12.5px] text-muted" title={visible(row.commit ?? "")}>
                <VisibleText text={row.commit?.slice(0, 8) ?? "none"} />
              </Td>
              <Td className="text-muted">
                <RelativeTime at={row.builtAt} />
              </Td>
              <Td className="text-right">{count(row.components)}</Td>
              <Td>
                <ChangeCounts opened={row.opened} closed={row.closed} />
              </Td>
              <Td>
                {row.runUrl ? (
                  <a href={row.runUrl} className="link" rel="noreferrer" target="_blank">
                    open
                  </a>
                ) : (
                  <span className="text-muted">none</span>
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}
