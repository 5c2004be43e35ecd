import Link from "next/link";
import { ReachedThrough } from "@/components/blast-radius/reached-through";
import { Td } from "@/components/ui/table";
import { VisibleText } from "@/components/ui/visible-text";
import { packageHref, serviceHref } from "@/components/urls";
import type { Undetermined } from "@/lib/findings/schemas";
import { visible } from "@/lib/text/visible.mjs";

type HeldCellsProps = {
  row: Omit<Undetermined, "reason">;
  fixed: React.ReactNode;
  fixedLabel?: string;
  withService: boolean;
  withArtifact: boolean;
  /** No SBOM lists it: there is no way to it. */
  isUnlisted?: boolean;
};

/** The columns of what is held, where, and how it got there. */
export function HeldCells({ row, fixed, fixedLabel = "Fixed in", withService, withArtifact, isUnlisted = false }: HeldCellsProps) {
  return (
    <>
      <Td className="truncate font-mono text-[12.5px] max-lg:max-w-48 lg:w-[20%] lg:max-w-0">
        <Link href={packageHref(row.package)} prefetch={false} className="link" title={visible(`${row.package.ecosystem} ${row.package.name}`)}>
          <VisibleText text={row.package.name} />
        </Link>
      </Td>
      <Td className="max-w-36 truncate font-mono text-[12.5px]" title={visible(row.version)}>
        {row.version === "" ? <span className="font-sans text-muted">none</span> : <VisibleText text={row.version} />}
      </Td>
      <Td label={fixedLabel} className="max-w-44 truncate font-mono text-[12.5px]">
        {fixed}
      </Td>
      <Td label="Through" className="truncate font-mono text-[12.5px] max-lg:max-w-60 lg:w-[16%] lg:max-w-0">
        {isUnlisted ? <span className="font-sans text-unknown">no SBOM lists it</span> : <ReachedThrough row={{ ...row, depth: null }} />}
      </Td>
      {withService ? (
        <Td label="Service" className="truncate max-lg:max-w-48 lg:w-[18%] lg:max-w-0">
          <Link href={`${serviceHref(row.service.slug)}/findings`} prefetch={false} className="link" title={visible(row.service.name)}>
            <VisibleText text={row.service.name} />
          </Link>
          {row.team ? <span className="ml-2 text-muted text-xs">{row.team.name}</span> : null}
        </Td>
      ) : null}
      {withArtifact ? (
        <Td label="Artifact" className="truncate text-muted max-lg:max-w-40 lg:w-[13%] lg:max-w-0" title={visible(`${row.artifact.name} ${row.artifact.ref}`)}>
          <VisibleText text={`${row.artifact.name} ${row.artifact.ref}`} />
        </Td>
      ) : null}
    </>
  );
}
