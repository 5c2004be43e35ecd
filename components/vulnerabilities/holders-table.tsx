import Link from "next/link";
import { ReachedThrough } from "@/components/blast-radius/reached-through";
import { SaysMark } from "@/components/inspector/says-mark";
import { InspectorSays } from "@/components/inspector/side-cells";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { ShortTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { packageHref, serviceHref } from "@/components/urls";
import { FixedIn } from "@/components/vulnerabilities/fixed-in";
import { reasonInWords } from "@/components/vulnerabilities/reason-words";
import type { HoldersView } from "@/components/vulnerabilities/view";
import type { VulnerabilityService } from "@/lib/advisories/vulnerabilities/schemas";
import { visible } from "@/lib/text/visible.mjs";

/** `withSides`: Inspector reports anything, so each row says what it says. */
type HoldersTableProps = { rows: readonly VulnerabilityService[]; state: HoldersView["state"]; withSides: boolean };
const labels = { affected: "Affected services", undetermined: "Services that could not be judged", past: "Services that had it" } as const;

/** Who has it, may have it or had it: one row per package version in an artifact. */
export function HoldersTable({ rows, state, withSides }: HoldersTableProps) {
  return (
    <TableFrame label={labels[state]}>
      <Table stack>
        <thead>
          <tr>
            <Th>Service</Th>
            <Th>Owner</Th>
            <Th>Package</Th>
            <Th>Version</Th>
            {state === "affected" ? <Th>Fixed in</Th> : <Th>Why</Th>}
            {withSides && state === "affected" ? <Th>Who says so</Th> : null}
            {withSides && state === "affected" ? <Th>Inspector</Th> : null}
            <Th>Reached through</Th>
            <Th>{state === "past" ? "From" : "Since"}</Th>
            {state === "past" ? <Th>Until</Th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.artifact.id}.${row.packageVersionId}.${row.since}`} className="hover:bg-hover">
              <ServiceCells row={row} />
              <Td className="max-w-44 truncate font-mono text-[12.5px]">
                <Link href={packageHref(row.package)} prefetch={false} className="link" title={visible(`${row.package.ecosystem} ${row.package.name}`)}>
                  <VisibleText text={row.package.name} />
                </Link>
              </Td>
              <Td className="max-w-36 truncate font-mono text-[12.5px]" title={visible(`${row.version} ${row.release ?? ""}`)}>
                {row.version === "" ? <span className="font-sans text-muted">none</span> : <VisibleText text={row.version} />}
              </Td>
              {state === "affected" ? (
                <Td label="Fixed in" className="max-w-44 truncate font-mono text-[12.5px]">
                  <FixedIn versions={row.fixed} either />
                </Td>
              ) : (
                <Td label="Why" className={state === "undetermined" ? "text-unknown" : undefined}>
                  {reasonInWords(state, row.reason)}
                </Td>
              )}
              {withSides && state === "affected" ? (
                <>
                  <Td>
                    <SaysMark sides={row.sides} />
                  </Td>
                  <Td label="Inspector" className="max-w-72">
                    <InspectorSays row={row.sides} />
                  </Td>
                </>
              ) : null}
              <Td label="Through" className="max-w-56 truncate font-mono text-[12.5px]">
                <ReachedThrough row={row} />
              </Td>
              <Td label={state === "past" ? "From" : "Since"} className="text-muted">
                <ShortTime at={row.since} />
              </Td>
              {state === "past" ? (
                <Td label="Until" className="text-muted">
                  {row.until ? <ShortTime at={row.until} /> : "now"}
                </Td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}

function ServiceCells({ row: { service, team, artifact } }: { row: VulnerabilityService }) {
  const artifactName = artifact.name === service.slug ? artifact.ref : `${artifact.name} ${artifact.ref}`;
  return (
    <>
      <Td className="truncate font-medium max-lg:max-w-56 max-md:basis-full lg:w-[26%] lg:max-w-0">
        <Link data-row prefetch={false} href={serviceHref(service.slug)} className="link" title={visible(service.name)}>
          <VisibleText text={service.name} />
        </Link>
        <span className="ml-2 font-normal text-muted" title={visible(`${artifact.kind} ${artifact.name}, ${artifact.ref}`)}>
          <VisibleText text={artifactName} />
        </span>
      </Td>
      <Td label="Owner" className="max-w-32 truncate" title={team?.contact ? visible(team.contact) : undefined}>
        {team ? <VisibleText text={team.name} /> : <span className="text-muted">none</span>}
      </Td>
    </>
  );
}
