import Link from "next/link";
import { ReachedThrough } from "@/components/blast-radius/reached-through";
import { SbomAge } from "@/components/blast-radius/sbom-age";
import { rowKey } from "@/components/blast-radius/view";
import { SortTh, Table, TableFrame, Td, Th } from "@/components/ui/table";
import { ShortTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { blastRadiusHref, questionFor, serviceHref } from "@/components/urls";
import type { PackageRow } from "@/lib/blast-radius/schemas";
import { visible } from "@/lib/text/visible.mjs";

type PackageServicesTableProps = { rows: readonly PackageRow[]; sort: string; hrefOf: (sort: string) => string };

/** Services that hold any version of the package, with the version and the way in. */
export function PackageServicesTable({ rows, sort, hrefOf }: PackageServicesTableProps) {
  function sortTh(column: "service" | "since", label: string) {
    const sorted = sort === column ? "ascending" : sort === `-${column}` ? "descending" : null;
    return (
      <SortTh sorted={sorted} href={hrefOf(sorted === "ascending" ? `-${column}` : column)}>
        {label}
      </SortTh>
    );
  }
  return (
    <TableFrame label="Services that hold it">
      <Table>
        <thead>
          <tr>
            {sortTh("service", "Service")}
            <Th>Ref</Th>
            <Th>Version</Th>
            <Th>Reached through</Th>
            <Th>Scope</Th>
            {sortTh("since", "Since")}
            <Th>SBOM</Th>
            <Th>Owner</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="hover:bg-hover">
              <Td className="truncate font-medium max-lg:max-w-52 lg:w-[26%] lg:max-w-0">
                <Link data-row prefetch={false} href={serviceHref(row.service.slug)} className="link" title={visible(row.service.name)}>
                  <VisibleText text={row.service.name} />
                </Link>
              </Td>
              <Td className="truncate text-muted max-lg:max-w-32 lg:w-[12%] lg:max-w-0">
                <VisibleText text={row.artifact.ref} />
              </Td>
              <Td className="max-w-36 truncate font-mono text-[12.5px]">
                <Link
                  href={blastRadiusHref(questionFor(row.package, row.version), { sel: rowKey(row) })}
                  className="hover:underline"
                  title={visible(`Which services contain ${row.package.name} ${row.version}, and why`)}
                >
                  <VisibleText text={row.version || "none"} />
                </Link>
              </Td>
              <Td className="font-mono text-[12.5px] max-lg:max-w-72 lg:w-[32%] lg:max-w-0">
                <ReachedThrough row={row} />
              </Td>
              <Td>{row.scope}</Td>
              <Td className="text-muted">
                <ShortTime at={row.since} />
              </Td>
              <Td>
                <SbomAge row={row} />
              </Td>
              <Td className="max-w-28 truncate">{row.team?.name ?? <span className="text-muted">none</span>}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}
