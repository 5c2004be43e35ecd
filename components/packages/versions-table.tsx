import Link from "next/link";
import { count } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { blastRadiusHref, questionFor } from "@/components/urls";
import type { PackageDetail } from "@/lib/inventory/read/schemas";
import { visible } from "@/lib/text/visible.mjs";

/** Versions in the fleet; each leads to the question for it. */
export function VersionsTable({ detail }: { detail: PackageDetail }) {
  return (
    <>
      <TableFrame label="Versions">
        <Table>
          <thead>
            <tr>
              <Th>Version</Th>
              <Th className="text-right">Services</Th>
              <Th>First seen</Th>
              <Th>Last seen</Th>
            </tr>
          </thead>
          <tbody>
            {detail.versions.map((row) => (
              <tr key={row.packageVersionId} className="hover:bg-hover">
                <Td className="max-w-52 truncate font-mono text-[12.5px]">
                  <Link
                    href={blastRadiusHref(questionFor(detail.package, row.version))}
                    className="link"
                    title={visible(
                      `Which services contain ${detail.package.name} ${row.version}${row.orderable ? "" : "; this version cannot be ordered, so ranges answer unknown"}`,
                    )}
                  >
                    <VisibleText text={row.version || "no version"} />
                  </Link>
                  {row.release ? (
                    <span className="text-muted">
                      {" "}
                      <VisibleText text={row.release} />
                    </span>
                  ) : null}
                  {row.orderable ? null : <span className="ml-1.5 text-unknown">unordered</span>}
                </Td>
                <Td className={row.services === 0 ? "text-right text-muted" : "text-right"}>{count(row.services)}</Td>
                <Td className="text-muted">{row.firstSeenAt ? <RelativeTime at={row.firstSeenAt} /> : "never"}</Td>
                <Td className="text-muted">{row.lastSeenAt ? <RelativeTime at={row.lastSeenAt} /> : row.services > 0 ? "now" : "never"}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </TableFrame>
      {detail.versionsTotal > detail.versions.length ? <p className="mt-2 text-muted">The newest {count(detail.versions.length)}.</p> : null}
    </>
  );
}
