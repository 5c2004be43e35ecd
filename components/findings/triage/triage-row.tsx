import { MessageSquare } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import { ReachedThrough } from "@/components/blast-radius/reached-through";
import { ProblemMark } from "@/components/findings/problem-mark";
import { closedBecause, openedBecause } from "@/components/findings/reason-words";
import { BothFixes, SidesCell } from "@/components/findings/side-cells";
import { DueMark } from "@/components/findings/triage/due-mark";
import { RankCell } from "@/components/findings/triage/rank-cell";
import type { TriageRow } from "@/components/findings/triage/row";
import { rowStyle, SelectCell } from "@/components/findings/triage/select-cells";
import { DecidedMark, WaitingMark } from "@/components/findings/triage/state-mark";
import { PersonName } from "@/components/people/person-name";
import { cn } from "@/components/ui/cn";
import { count } from "@/components/ui/number-format";
import { Td } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { findingHref, packageHref, serviceHref } from "@/components/urls";
import { visible } from "@/lib/text/visible.mjs";

/** Which columns there are. */
export type Columns = { service: boolean; artifact: boolean; sides: boolean; closed: boolean; through: boolean; work: boolean };

type TriageRowProps = {
  row: TriageRow;
  rowKey: string;
  columns: Columns;
  selected: boolean;
  current: boolean;
  /** With `extend` all rows since the one that was selected last. */
  onSelect: (key: string, extend: boolean) => void;
  onOpen: (key: string) => void;
};

/** One finding. The row is its own link to all that is known of it; a plain click shows that beside the list. */
export const TriageRowLine = memo(function TriageRowLine({ row, rowKey, columns, selected, current, onSelect, onOpen }: TriageRowProps) {
  const { vulnerability } = row;
  return (
    <tr className={rowStyle({ selected, current })} aria-current={current ? "true" : undefined}>
      {columns.work ? (
        <SelectCell
          label={`Select ${vulnerability.id} in ${row.package.name} of ${row.service.name}`}
          checked={selected}
          onSelect={(extend) => onSelect(rowKey, extend)}
        />
      ) : null}
      <Td>
        <ProblemMark kind={vulnerability.kind} severity={vulnerability.severity} score={vulnerability.score} />
      </Td>
      <Td className="max-w-52 truncate font-mono text-[12.5px]">
        <Link
          data-row={rowKey}
          href={findingHref(row)}
          prefetch={false}
          className={cn("link", current && "font-medium")}
          title={vulnerability.summary === null ? undefined : visible(vulnerability.summary)}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
            event.preventDefault();
            onOpen(rowKey);
          }}
        >
          <VisibleText text={vulnerability.id} />
        </Link>
        {vulnerability.withdrawnAt ? <span className="ml-2 font-sans text-unknown">withdrawn</span> : null}
      </Td>
      <Td label="Why here">
        <RankCell row={row} />
      </Td>
      {columns.sides ? (
        <Td>
          <SidesCell sides={row.sides} />
        </Td>
      ) : null}
      <HeldIn row={row} columns={columns} />
      {columns.work ? <WorkCells row={row} /> : null}
      <Td label="Opened" className="text-muted" title={openedBecause(row.openReason)}>
        <RelativeTime at={row.openedAt} />
      </Td>
      {columns.closed ? (
        <Td label="Closed" className="whitespace-normal text-muted lg:w-[16%]">
          {row.closedAt && row.closeReason ? (
            <>
              <RelativeTime at={row.closedAt} />, {closedBecause(row.closeReason)}
            </>
          ) : (
            "open"
          )}
        </Td>
      ) : null}
    </tr>
  );
});

/** What holds it: package, version, fix and where. */
function HeldIn({ row, columns }: { row: TriageRow; columns: Columns }) {
  return (
    <>
      <Td className="truncate font-mono text-[12.5px] max-lg:max-w-64 lg:w-[24%] lg:max-w-0">
        <span className="flex min-w-0 gap-x-[1ch] max-md:flex-wrap">
          <Link
            href={packageHref(row.package)}
            prefetch={false}
            className="link min-w-0 truncate"
            title={visible(`${row.package.ecosystem} ${row.package.name}`)}
          >
            <VisibleText text={row.package.name} />
          </Link>{" "}
          <span className="max-w-[45%] shrink-0 truncate" title={visible(row.version)}>
            {row.version === "" ? <span className="font-sans text-muted">no version</span> : <VisibleText text={row.version} />}
          </span>
        </span>
      </Td>
      <Td label="Fixed in" className="max-w-36 truncate font-mono text-[12.5px]">
        <BothFixes row={row} />
      </Td>
      {columns.through ? (
        <Td label="Through" className="truncate font-mono text-[12.5px] max-lg:max-w-60 lg:w-[16%] lg:max-w-0">
          {row.sides.sbomGap ? <span className="font-sans text-unknown">no SBOM lists it</span> : <ReachedThrough row={{ ...row, depth: null }} />}
        </Td>
      ) : null}
      {columns.service ? (
        <Td label="Service" className="truncate max-lg:max-w-48 lg:w-[18%] lg:max-w-0">
          <Link href={`${serviceHref(row.service.slug)}/findings`} prefetch={false} className="link" title={visible(row.service.name)}>
            <VisibleText text={row.service.name} />
          </Link>
          <ArtifactName row={row} />
        </Td>
      ) : null}
      {columns.artifact ? (
        <Td label="Artifact" className="max-w-40 truncate text-muted" title={visible(`${row.artifact.name} ${row.artifact.ref}`)}>
          <VisibleText text={`${row.artifact.name} ${row.artifact.ref}`} />
        </Td>
      ) : null}
    </>
  );
}

/** The artifact behind its service, where it is not the one that is called after it. */
function ArtifactName({ row: { artifact, service } }: { row: TriageRow }) {
  const name = artifact.name === service.slug || artifact.name === service.name ? "" : artifact.name;
  const words = [name, artifact.ref === "main" ? "" : artifact.ref].filter((part) => part !== "").join(" ");
  if (words === "") return null;
  return (
    <span className="text-muted" title={visible(words)}>
      {" "}
      <VisibleText text={words} />
    </span>
  );
}

/** What people said of it. */
function WorkCells({ row }: { row: TriageRow }) {
  return (
    <>
      <Td label="State">
        <span className="inline-flex items-center gap-2 align-middle">
          {row.waiting ? <WaitingMark state={row.waiting.state} /> : row.decision ? <DecidedMark state={row.decision.state} /> : null}
          {row.comments > 0 ? (
            <span className="inline-flex items-center gap-1 text-muted text-xs" title={`${count(row.comments)} ${row.comments === 1 ? "comment" : "comments"}`}>
              <MessageSquare aria-hidden className="size-3.5" />
              {count(row.comments)}
              <span className="sr-only">{row.comments === 1 ? "comment" : "comments"}</span>
            </span>
          ) : null}
        </span>
      </Td>
      <Td label="Assignee" className="max-w-28 truncate">
        {row.assignee ? <PersonName person={row.assignee} /> : <span className="text-muted">nobody</span>}
      </Td>
      <Td label="Due">
        <DueMark at={row.dueAt} />
      </Td>
    </>
  );
}
