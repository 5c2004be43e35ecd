import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";
import { count, plural } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { VisibleText } from "@/components/ui/visible-text";
import { vulnerabilityHref, withQuery } from "@/components/urls";
import { Epss, KevMark } from "@/components/vulnerabilities/exploited";
import { FixedIn } from "@/components/vulnerabilities/fixed-in";
import { VulnerabilityMark } from "@/components/vulnerabilities/severity-mark";
import type { PackageVulnerabilities, PackageVulnerability } from "@/lib/advisories/vulnerabilities/schemas";
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
        <Table>
          <thead>
            <tr>
              <Th>Severity</Th>
              <Th>Vulnerability</Th>
              <Th>Exploited</Th>
              <Th>Versions in the inventory</Th>
              <Th>Fixed in</Th>
            </tr>
          </thead>
          <tbody>
            {list.data.map((row) => (
              <tr key={row.id} className="hover:bg-hover">
                <Td>
                  <VulnerabilityMark kind={row.kind} severity={row.severity.word} score={row.severity.score} />
                </Td>
                <Td className="truncate max-lg:max-w-72 lg:w-[44%] lg:max-w-0">
                  <Link href={vulnerabilityHref(row.id)} prefetch={false} className="link font-mono text-[12.5px]">
                    <VisibleText text={row.id} />
                  </Link>
                  {row.withdrawnAt ? <span className="ml-2 text-unknown">withdrawn</span> : null}
                  {row.summary ? (
                    <span className="ml-2.5 text-muted" title={visible(row.summary)}>
                      <VisibleText text={row.summary} />
                    </span>
                  ) : null}
                </Td>
                <Td>
                  <span className="flex items-center gap-2">
                    {row.kevAddedOn ? <KevMark addedOn={row.kevAddedOn} /> : null}
                    <Epss epss={row.epss} />
                    {row.kevAddedOn === null && row.epss === null ? <span className="text-muted">not scored</span> : null}
                  </span>
                </Td>
                <Td className="max-w-72 truncate font-mono text-[12.5px]">
                  <Versions row={row} />
                </Td>
                <Td className="max-w-44 truncate font-mono text-[12.5px]">
                  <FixedIn versions={row.fixed} />
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

/** Versions that are held now in full ink; those that were, and those that could not be judged, with the word. */
function Versions({ row: { versions, versionsTotal } }: { row: PackageVulnerability }) {
  return (
    <>
      {versions.map(({ packageVersionId, version, release, state, held }, index) => (
        <span key={packageVersionId} className={held ? undefined : "text-muted"} title={held ? undefined : "not held now"}>
          {index > 0 ? ", " : ""}
          <VisibleText text={version || "no version"} />
          {release ? (
            <span className="font-sans text-muted">
              {" "}
              <VisibleText text={release} />
            </span>
          ) : null}
          {state === "undetermined" ? <span className="font-sans text-unknown"> not judged</span> : null}
        </span>
      ))}
      {versionsTotal > versions.length ? <span className="font-sans text-muted"> +{versionsTotal - versions.length}</span> : null}
    </>
  );
}
