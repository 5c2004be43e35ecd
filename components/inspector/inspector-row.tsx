"use client";
import Link from "next/link";
import type { SeenIn } from "@/components/inspector/resources";
import { Resources } from "@/components/inspector/resources-cell";
import { SaysMark } from "@/components/inspector/says-mark";
import { InspectorSays, OsvSays } from "@/components/inspector/side-cells";
import { Td } from "@/components/ui/table";
import { VisibleText } from "@/components/ui/visible-text";
import { packageHref, serviceHref, vulnerabilityHref } from "@/components/urls";
import { KevMark } from "@/components/vulnerabilities/exploited";
import { MalwareMark } from "@/components/vulnerabilities/severity-mark";
import type { ObservationRow } from "@/lib/aws/observations/schemas/rows";
import { visible } from "@/lib/text/visible.mjs";

/** Which columns a list has. */
export type Shown = { withService: boolean; withVulnerability: boolean; withArtifact: boolean };

type Row = Omit<ObservationRow, "resources" | "resourcesTotal" | "sbom" | "team">;

/** One row. Drawn from its data alone, in the browser as well: as markup a hundred of them would be sent twice. */
export function InspectorRow({ row, seen, behind, withService, withVulnerability, withArtifact }: Shown & { row: Row; seen: SeenIn | null; behind: string }) {
  return (
    <tr className="hover:bg-hover">
      {withService ? (
        <Td className="truncate font-medium max-lg:max-w-56 max-md:basis-full lg:w-[18%] lg:max-w-0">
          <Link data-row href={`${serviceHref(row.service.slug)}/inspector`} prefetch={false} className="link" title={visible(row.service.name)}>
            <VisibleText text={row.service.name} />
          </Link>
        </Td>
      ) : null}
      {withVulnerability ? <VulnerabilityCell row={row} /> : null}
      <Td>
        <SaysMark sides={row} />
      </Td>
      <Td className="truncate font-mono text-[12.5px] max-lg:max-w-60 lg:w-[18%] lg:max-w-0">
        <Link href={packageHref(row.package)} prefetch={false} className="link" title={visible(`${row.package.ecosystem} ${row.package.name}`)}>
          <VisibleText text={row.package.name} />
        </Link>
      </Td>
      <Td className="max-w-32 truncate font-mono text-[12.5px]" title={visible(`${row.version} ${row.release ?? ""}`)}>
        {row.version === "" ? <span className="font-sans text-muted">none</span> : <VisibleText text={row.version} />}
      </Td>
      <Td label="OSV" className="max-w-56 max-md:basis-full">
        <OsvSays row={row} />
      </Td>
      <Td label="Inspector" className="max-w-72 max-md:basis-full">
        <InspectorSays row={row} />
      </Td>
      <Td label="Seen in" className="truncate max-lg:max-w-60 max-md:basis-full lg:w-[34%] lg:max-w-0">
        <Resources seen={seen} href={behind} />
      </Td>
      {withArtifact ? (
        <Td label="Artifact" className="truncate text-muted max-lg:max-w-40 lg:w-[14%] lg:max-w-0" title={visible(`${row.artifact.name} ${row.artifact.ref}`)}>
          <VisibleText text={`${row.artifact.name} ${row.artifact.ref}`} />
        </Td>
      ) : null}
    </tr>
  );
}

function VulnerabilityCell({ row: { vulnerability } }: { row: Row }) {
  const { id, kind, summary, kevAddedOn, withdrawnAt } = vulnerability;
  return (
    <Td className="max-w-60">
      <span className="flex min-w-0 items-center gap-2">
        <Link data-row href={vulnerabilityHref(id)} prefetch={false} className="link truncate font-mono text-[12.5px]" title={visible(summary ?? id)}>
          <VisibleText text={id} />
        </Link>
        {kind === "malware" ? <MalwareMark /> : null}
        {kevAddedOn ? <KevMark addedOn={kevAddedOn} /> : null}
        {withdrawnAt ? <span className="text-unknown">withdrawn</span> : null}
      </span>
    </Td>
  );
}
