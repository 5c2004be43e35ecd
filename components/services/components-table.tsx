import Link from "next/link";
import { ReachedThrough } from "@/components/blast-radius/reached-through";
import { type ComponentsView, componentsHref } from "@/components/services/components-view";
import { SortTh, Table, TableFrame, Td, Th } from "@/components/ui/table";
import { ShortTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { blastRadiusHref, packageHref, questionFor } from "@/components/urls";
import type { ComponentRow } from "@/lib/inventory/read/schemas";
import { visible } from "@/lib/text/visible.mjs";

type ComponentsTableProps = { slug: string; rows: readonly ComponentRow[]; view: ComponentsView; withArtifact: boolean };

/** What a service holds now, one row per package version and artifact. */
export function ComponentsTable({ slug, rows, view, withArtifact }: ComponentsTableProps) {
  function sortTh(column: "name" | "since" | "depth", label: string, className?: string) {
    const sorted = view.sort === column ? "ascending" : view.sort === `-${column}` ? "descending" : null;
    return (
      <SortTh sorted={sorted} href={componentsHref(slug, view, { sort: sorted === "ascending" ? `-${column}` : column })} className={className}>
        {label}
      </SortTh>
    );
  }
  return (
    <TableFrame label="Components">
      <Table>
        <thead>
          <tr>
            {sortTh("name", "Package", "max-lg:sticky max-lg:left-0 max-lg:z-10")}
            <Th>Version</Th>
            <Th>Ecosystem</Th>
            <Th>Scope</Th>
            {sortTh("depth", "Depth", "text-right")}
            <Th>Reached through</Th>
            {sortTh("since", "Since")}
            {withArtifact ? <Th>Artifact</Th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.artifact.id}.${row.packageVersionId}`} className="hover:bg-hover">
              <Td className="truncate font-mono text-[12.5px] max-lg:sticky max-lg:left-0 max-lg:max-w-48 max-lg:bg-panel lg:w-[30%] lg:max-w-0">
                <Link data-row href={packageHref(row.package)} className="link" title={visible(row.package.name)}>
                  <VisibleText text={row.package.name} />
                </Link>
              </Td>
              <Td className="max-w-44 truncate font-mono text-[12.5px]" title={visible(row.version)}>
                <Link
                  href={blastRadiusHref(questionFor(row.package, row.version))}
                  className="hover:underline"
                  title={visible(`Which services contain ${row.package.name} ${row.version}`)}
                >
                  {row.version === "" ? <span className="text-muted">none</span> : <VisibleText text={row.version} />}
                </Link>
              </Td>
              <Td className="text-muted">
                <VisibleText text={`${row.package.ecosystem} ${row.release ?? ""}`.trim()} />
              </Td>
              <Td>{row.scope}</Td>
              <Td className="text-right text-muted">{row.depth ?? "none"}</Td>
              <Td className="font-mono text-[12.5px] max-lg:max-w-72 lg:w-[34%] lg:max-w-0">
                <ReachedThrough row={row} />
              </Td>
              <Td className="text-muted">
                <ShortTime at={row.since} />
              </Td>
              {withArtifact ? (
                <Td className="truncate text-muted max-lg:max-w-40 lg:w-[16%] lg:max-w-0">
                  <VisibleText text={`${row.artifact.name} ${row.artifact.ref}`} />
                </Td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}
