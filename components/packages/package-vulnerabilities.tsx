import Link from "next/link";
import { VersionsWithFix } from "@/components/packages/versions-with-fix";
import { EmptyState } from "@/components/ui/empty-state";
import { count, plural } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { VisibleText } from "@/components/ui/visible-text";
import { vulnerabilityHref, withQuery } from "@/components/urls";
import { Exploited } from "@/components/vulnerabilities/exploited";
import { VulnerabilityMark } from "@/components/vulnerabilities/severity-mark";
import type { PackageVulnerabilities } from "@/lib/advisories/vulnerabilities/schemas";
import { visible } from "@/lib/text/visible.mjs";

/** What affects the versions of a package that the inventory has or had, and what fixes them. */
export function PackageVulnerabilitiesTable({ list, question }: { list: PackageVulnerabilities; question: string }) {
  const { rows, others } = list.meta;
  const beside =
    others > 0
      ? `${plural(others, "other vulnerability", "other vulnerabilities")} of it ${others === 1 ? "affects" : "affect"} no version that was ever here.`
      : "";
  if (list.data.length === 0)
    return (
      <div className="panel">
        <EmptyState title="No mirrored advisory affects a version that is or was here">{beside}</EmptyState>
      </div>
    );
  return (
    <>
      <TableFrame label="Vulnerabilities of the package">
        <Table stack>
          <thead>
            <tr>
              <Th>Severity</Th>
              <Th>Vulnerability</Th>
              <Th>Exploited</Th>
              <Th>Versions in the inventory, and what fixes them</Th>
            </tr>
          </thead>
          <tbody>
            {list.data.map((row) => (
              <tr key={row.id} className="hover:bg-hover">
                <Td>
                  <VulnerabilityMark kind={row.kind} severity={row.severity.word} score={row.severity.score} />
                </Td>
                <Td className="truncate max-lg:max-w-72 max-md:order-first max-md:basis-full max-md:whitespace-normal lg:w-[38%] lg:max-w-0">
                  <Link href={vulnerabilityHref(row.id)} prefetch={false} className="link font-mono text-[12.5px]">
                    <VisibleText text={row.id} />
                  </Link>
                  {row.withdrawnAt ? <span className="ml-2 text-unknown">withdrawn</span> : null}
                  {row.summary ? (
                    <span className="ml-2.5 text-muted max-md:ml-0 max-md:line-clamp-2 max-md:wrap-anywhere" title={visible(row.summary)}>
                      <VisibleText text={row.summary} />
                    </span>
                  ) : null}
                </Td>
                <Td label="Exploited">
                  <Exploited kevAddedOn={row.kevAddedOn} epss={row.epss} />
                </Td>
                <Td className="h-auto min-w-64 whitespace-normal py-1.5 font-mono text-[12.5px] max-md:basis-full lg:w-[32%]">
                  <VersionsWithFix row={row} />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </TableFrame>
      <p className="mt-2 text-muted">
        {rows > list.data.length ? (
          <>
            The first {count(list.data.length)} of {count(rows)}.{" "}
            <Link href={withQuery("/findings", { q: question })} className="link-inline">
              All open findings of it
            </Link>{" "}
          </>
        ) : null}
        {beside}
      </p>
    </>
  );
}
