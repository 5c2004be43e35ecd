import Link from "next/link";
import { count } from "@/components/ui/number-format";
import { SortTh, Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { packageHref, vulnerabilityHref } from "@/components/urls";
import { Exploited } from "@/components/vulnerabilities/exploited";
import { FixedIn } from "@/components/vulnerabilities/fixed-in";
import { VulnerabilityMark } from "@/components/vulnerabilities/severity-mark";
import { type VulnerabilitiesView, vulnerabilitiesHref } from "@/components/vulnerabilities/view";
import type { VulnerabilityRow } from "@/lib/advisories/vulnerabilities/schemas";
import { visible } from "@/lib/text/visible.mjs";
import { ChangedAt } from "./changed-at";

type VulnerabilitiesTableProps = { rows: readonly VulnerabilityRow[]; view: VulnerabilitiesView };

/** One row per vulnerability: how bad, what it is, which packages and how many services. */
export function VulnerabilitiesTable({ rows, view }: VulnerabilitiesTableProps) {
  const sorted = view.sort === "modified" ? "descending" : null;
  return (
    <TableFrame label="Vulnerabilities">
      <Table stack>
        <thead>
          <tr>
            <Th>Severity</Th>
            <Th>Vulnerability</Th>
            <Th>Exploited</Th>
            <Th>Package</Th>
            <Th>Fixed in</Th>
            <Th className="text-right">Services</Th>
            <Th>Open since</Th>
            <SortTh sorted={sorted} href={vulnerabilitiesHref(view, { sort: sorted ? "priority" : "modified" })}>
              Changed
            </SortTh>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="hover:bg-hover">
              <Td>
                <VulnerabilityMark kind={row.kind} severity={row.severity.word} score={row.severity.score} />
              </Td>
              <NameCell row={row} />
              <Td label="Exploited">
                <Exploited kevAddedOn={row.kevAddedOn} epss={row.epss} />
              </Td>
              <PackageCells row={row} />
              <Td label="Services" className={row.services === 0 ? "text-right text-muted" : "text-right font-medium"} title={reachOf(row)}>
                {count(row.services)}
              </Td>
              <Td label="Open since" className="text-muted">
                {row.firstOpenedAt ? <RelativeTime at={row.firstOpenedAt} /> : "not open"}
              </Td>
              <Td label="Changed" className="text-muted">
                <ChangedAt at={row.modifiedAt} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}

function NameCell({ row }: { row: VulnerabilityRow }) {
  return (
    <Td className="truncate max-lg:max-w-72 max-md:order-first max-md:basis-full max-md:whitespace-normal lg:w-[38%] lg:max-w-0">
      <Link
        data-row
        prefetch={false}
        href={vulnerabilityHref(row.id)}
        title={visible([row.id, ...row.aliases].join("\n"))}
        className="link font-mono text-[12.5px]"
      >
        <VisibleText text={row.id} />
      </Link>
      {row.withdrawnAt ? <span className="ml-2 text-unknown">withdrawn</span> : null}
      {row.summary ? (
        <span className="ml-2.5 text-muted max-md:ml-0 max-md:line-clamp-2 max-md:wrap-anywhere" title={visible(row.summary)}>
          <VisibleText text={row.summary} />
        </span>
      ) : null}
    </Td>
  );
}

function PackageCells({ row: { packages, packagesTotal } }: { row: VulnerabilityRow }) {
  const [first] = packages;
  if (!first)
    return (
      <>
        <Td className="text-muted">none named</Td>
        <Td className="text-muted">no fix known</Td>
      </>
    );
  return (
    <>
      <Td className="max-w-52 truncate font-mono text-[12.5px]">
        <Link
          href={packageHref(first)}
          prefetch={false}
          className="link"
          title={visible(packages.map(({ ecosystem, name }) => `${ecosystem} ${name}`).join("\n"))}
        >
          <VisibleText text={first.name} />
        </Link>
        {packagesTotal > 1 ? <span className="font-sans text-muted"> +{count(packagesTotal - 1)}</span> : null}
      </Td>
      <Td label="Fixed in" className="max-w-44 truncate font-mono text-[12.5px]">
        <FixedIn versions={first.fixed} />
      </Td>
    </>
  );
}

function reachOf({ artifacts, packageVersions }: VulnerabilityRow): string {
  return `${count(artifacts)} artifacts, ${count(packageVersions)} package versions`;
}
