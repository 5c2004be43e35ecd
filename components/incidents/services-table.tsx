import Link from "next/link";
import { reasonWords } from "@/components/blast-radius/unknown-reasons";
import { ServiceWork, type SetWork } from "@/components/incidents/service-work";
import { WorkMark } from "@/components/incidents/status-mark";
import { ContactLinks } from "@/components/teams/contact-links";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { ShortTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { serviceHref } from "@/components/urls";
import type { IncidentService } from "@/lib/incidents/schemas";

type ServicesTableProps = {
  services: readonly IncidentService[] /** Null: what is being done cannot be changed here. */;
  set: SetWork | null;
  hasWindow: boolean;
};

/** Who is affected, whom to call, and what is being done. */
export function IncidentServicesTable({ services, set, hasWindow }: ServicesTableProps) {
  return (
    <TableFrame label="Services of the incident">
      <Table stack>
        <thead>
          <tr>
            <Th>Service</Th>
            <Th>Status</Th>
            <Th>Verdict</Th>
            <Th>Holds</Th>
            <Th>Owner</Th>
            <Th>Assignee</Th>
            <Th>Since</Th>
          </tr>
        </thead>
        <tbody>
          {services.map((row) => (
            <tr key={row.service.slug} className="align-top hover:bg-hover">
              <Td className="whitespace-normal py-1.5 font-medium wrap-anywhere max-md:basis-full lg:max-w-72">
                <Link data-row prefetch={false} href={serviceHref(row.service.slug)} className="link">
                  <VisibleText text={row.service.name} />
                </Link>
                <Said row={row} />
              </Td>
              <Td>
                {set ? <ServiceWork row={row} set={set} /> : row.status ? <WorkMark status={row.status} /> : <span className="text-muted">nothing said</span>}
              </Td>
              <Td className="py-1.5">
                <Sides row={row} hasWindow={hasWindow} />
              </Td>
              <Td className="max-w-72 whitespace-normal py-1.5 font-mono text-[12.5px] wrap-anywhere">
                <Holds row={row} />
              </Td>
              <Td label="Owner" className="max-w-60 whitespace-normal py-1.5 wrap-anywhere">
                {row.team ? (
                  <span className="flex flex-wrap gap-x-2">
                    <VisibleText text={row.team.name} />
                    <ContactLinks team={row.team} />
                  </span>
                ) : (
                  <span className="text-muted">none</span>
                )}
              </Td>
              <Td label="Assignee" className="max-w-48 whitespace-normal py-1.5 wrap-anywhere">
                {row.assignee ? <VisibleText text={row.assignee} /> : <span className="text-muted">nobody</span>}
              </Td>
              <Td label="Since" className="py-1.5 text-muted">
                {row.since ? <ShortTime at={row.since} /> : null}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}

/** What somebody, or a run that opened it again, wrote about it. */
function Said({ row: { reason, note } }: { row: IncidentService }) {
  const said = [reason, note].filter((text) => text !== null);
  return said.map((text) => (
    <span key={text} className="block font-normal text-muted">
      <VisibleText text={text} />
    </span>
  ));
}

function Sides({ row, hasWindow }: { row: IncidentService; hasWindow: boolean }) {
  if (row.unknown) return <span className="text-unknown">unknown: {reasonWords[row.unknown].short}</span>;
  const words = [
    { is: row.now, text: "now", tone: "font-medium text-affected" },
    { is: row.production, text: "runs in production", tone: "font-medium text-affected" },
    { is: row.running && !row.production, text: "runs elsewhere", tone: "font-medium text-affected" },
    { is: row.during && hasWindow, text: "in the window", tone: "" },
    { is: row.built, text: "built in it", tone: "" },
  ].filter(({ is }) => is);
  if (words.length === 0) return <span className="text-muted">not found</span>;
  const isContradicted = row.now && row.status === "clear";
  return (
    <span className="flex flex-col">
      {words.map(({ text, tone }) => (
        <span key={text} className={tone}>
          {text}
        </span>
      ))}
      {isContradicted ? <span className="text-unknown">clear, but it still holds it</span> : null}
    </span>
  );
}

const shownMax = 3;

function Holds({ row: { holds, holdsCount, unknown, since } }: { row: IncidentService }) {
  if (unknown || since === null) return null;
  const more = holdsCount - Math.min(holds.length, shownMax);
  return (
    <>
      {holds.slice(0, shownMax).map(({ ecosystem, name, version }) => (
        <span key={`${ecosystem} ${name} ${version}`} className="block">
          <VisibleText text={version === "" ? name : `${name}@${version}`} />
        </span>
      ))}
      {more > 0 ? <span className="block font-sans text-muted">{holds.length === 0 ? "the artifact itself" : `and ${more} more`}</span> : null}
    </>
  );
}
