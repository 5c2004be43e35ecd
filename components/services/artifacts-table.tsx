import Link from "next/link";
import { formatName } from "@/components/builds/format-name";
import { type Retire, RetireArtifact } from "@/components/services/retire-artifact";
import { ServiceStatusMark } from "@/components/services/service-status";
import { cn } from "@/components/ui/cn";
import { count, plural } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { buildHref, serviceHref, withQuery } from "@/components/urls";
import type { ServiceArtifact } from "@/lib/inventory/read/schemas";
import { visible } from "@/lib/text/visible.mjs";

/** `retire` is null for those who may only read. */
type ArtifactsTableProps = { slug: string; artifacts: readonly ServiceArtifact[]; retire: Retire | null };

/** What the service ships, with the build that "now" is answered from, and what it shipped once. */
export function ArtifactsTable({ slug, artifacts, retire }: ArtifactsTableProps) {
  return (
    <TableFrame label="Artifacts and their newest builds">
      <Table>
        <thead>
          <tr>
            <Th>Artifact</Th>
            <Th>Kind</Th>
            <Th>Ref</Th>
            <Th>Status</Th>
            <Th>Newest build</Th>
            <Th>Built</Th>
            <Th>Document</Th>
            <Th className="text-right">Components</Th>
            <Th className="text-right">Builds</Th>
            {retire ? (
              <Th>
                <span className="sr-only">Actions</span>
              </Th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {artifacts.map((artifact) => (
            <tr key={artifact.id} className={cn("hover:bg-hover", artifact.retiredAt && "text-muted")}>
              <Td className="truncate font-medium max-lg:max-w-52 lg:w-[28%] lg:max-w-0">
                <Link data-row href={withQuery(`${serviceHref(slug)}/components`, { artifactId: artifact.id })} className="link" title={visible(artifact.name)}>
                  <VisibleText text={artifact.name} />
                </Link>
              </Td>
              <Td>{artifact.kind}</Td>
              <Td className="truncate font-mono text-[12.5px] max-lg:max-w-40 lg:w-[14%] lg:max-w-0" title={visible(artifact.ref)}>
                <VisibleText text={artifact.ref} />
              </Td>
              <Td>
                <ServiceStatusMark status={artifact.status} />
              </Td>
              {artifact.head ? (
                <>
                  <Td className="max-w-44 truncate">
                    <Link href={buildHref(slug, artifact.id, artifact.head.seq)} className="link">
                      <VisibleText text={artifact.head.version ?? `Build ${artifact.head.seq}`} />
                    </Link>
                    {artifact.head.commit ? (
                      <code className="ml-2 text-muted">
                        <VisibleText text={artifact.head.commit.slice(0, 8)} />
                      </code>
                    ) : null}
                  </Td>
                  <Td className="text-muted">
                    <RelativeTime at={artifact.head.builtAt} />
                  </Td>
                  <Td className="text-muted">
                    {formatName(artifact.head.format, artifact.head.specVersion)}
                    {artifact.head.warnings > 0 ? <span className="ml-2 text-unknown">{plural(artifact.head.warnings, "warning")}</span> : null}
                  </Td>
                  <Td className="text-right">{count(artifact.head.components)}</Td>
                </>
              ) : (
                <Td colSpan={4} className="text-muted">
                  {artifact.retiredAt ? (
                    <>
                      retired <RelativeTime at={artifact.retiredAt} />
                    </>
                  ) : (
                    "no build yet"
                  )}
                </Td>
              )}
              <Td className="text-right">
                <Link href={withQuery(`${serviceHref(slug)}/builds`, { artifactId: artifact.id })} className="link">
                  {count(artifact.builds)}
                </Link>
              </Td>
              {retire ? (
                <Td className="text-right">{artifact.retiredAt ? null : <RetireArtifact service={slug} artifact={artifact} retire={retire} />}</Td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}
