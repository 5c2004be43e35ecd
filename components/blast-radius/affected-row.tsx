"use client";
import Link from "next/link";
import { memo } from "react";
import { PresenceMarks } from "@/components/blast-radius/presence-marks";
import { ReachedThrough } from "@/components/blast-radius/reached-through";
import { SbomAge } from "@/components/blast-radius/sbom-age";
import { rowKey } from "@/components/blast-radius/view";
import { InspectorMark } from "@/components/inspector/says-mark";
import { cn } from "@/components/ui/cn";
import { Td } from "@/components/ui/table";
import { ShortTime } from "@/components/ui/time";
import { absoluteUtc } from "@/components/ui/time-format";
import { VisibleText } from "@/components/ui/visible-text";
import { buildHref, packageHref, serviceHref } from "@/components/urls";
import type { AffectedRow } from "@/lib/blast-radius/schemas";
import { visible } from "@/lib/text/visible.mjs";

type AffectedRowLineProps = {
  row: AffectedRow;
  position: number;
  withPackage: boolean;
  /** There is a window: on which sides the row is. */
  withSides: boolean;
  withArtifact: boolean;
  withOwner: boolean;
  selected: boolean;
  marked: boolean;
  onSelect: (key: string) => void;
  onToggle: (key: string) => void;
};

export const AffectedRowLine = memo(function AffectedRowLine({
  row,
  position,
  withPackage,
  withSides,
  withArtifact,
  withOwner,
  selected,
  marked,
  onSelect,
  onToggle,
}: AffectedRowLineProps) {
  const key = rowKey(row);
  const artifact = row.artifact.name === row.service.name || row.artifact.name === row.service.slug ? row.artifact.kind : row.artifact.name;
  return (
    <tr
      aria-rowindex={position}
      data-selected={selected || undefined}
      onClick={(event) => {
        if (event.target instanceof Element && !event.target.closest("a, button, input")) onSelect(key);
      }}
      className={cn(
        "group/row scroll-mt-24 hover:bg-hover",
        selected && "bg-selected shadow-[inset_0_1px_0_var(--selected-line),inset_0_-1px_0_var(--selected-line)] hover:bg-selected",
      )}
    >
      <Td className="pr-0">
        <label className="-m-1 grid size-6 place-items-center">
          <input
            type="checkbox"
            checked={marked}
            onChange={() => onToggle(key)}
            aria-label={visible(`Mark ${row.service.name}`)}
            className="size-3.5 accent-fg"
          />
        </label>
      </Td>
      <Td
        className={cn(
          "truncate font-medium max-lg:max-w-52 lg:w-[24%] lg:max-w-0 max-lg:sticky max-lg:left-0 max-lg:bg-panel",
          selected && "max-lg:bg-selected",
        )}
      >
        <Link data-row={key} prefetch={false} href={serviceHref(row.service.slug)} className="link" title={visible(row.service.name)}>
          <VisibleText text={row.service.name} />
        </Link>
      </Td>
      {withPackage ? (
        <Td
          className="truncate font-mono text-[12.5px] max-lg:max-w-60 lg:w-[27%] lg:max-w-0"
          title={row.package ? visible(`${row.package.ecosystem} ${row.package.name}`) : undefined}
        >
          {row.package ? (
            <Link href={packageHref(row.package)} className="hover:underline">
              <VisibleText text={row.package.name} />
            </Link>
          ) : null}
        </Td>
      ) : null}
      <Td className="max-w-36 truncate font-mono text-[12.5px]" title={visible(row.version ?? "")}>
        {row.version === "" ? <span className="text-muted">none</span> : <VisibleText text={row.version ?? ""} />}
        {row.release ? (
          <span className="text-muted">
            {" "}
            <VisibleText text={row.release} />
          </span>
        ) : null}
      </Td>
      {withSides ? (
        <Td className="text-xs">
          <span className="flex items-center gap-2.5">
            <PresenceMarks row={row} />
            {row.scope && row.scope !== "runtime" ? <span className="text-muted">{row.scope}</span> : null}
            {row.inspector ? <InspectorMark /> : null}
          </span>
        </Td>
      ) : null}
      <Td className={cn("font-mono text-[12.5px] max-lg:max-w-72 lg:max-w-0", withPackage ? "lg:w-[26%]" : "lg:w-[32%]")}>
        {row.package === null ? (
          <ReachedThrough row={row} />
        ) : (
          <button
            type="button"
            aria-pressed={selected}
            aria-label={visible(`Why in ${row.service.name}`)}
            onClick={() => onSelect(key)}
            className="-mx-1.5 block min-h-6 max-w-[calc(100%+12px)] rounded px-1.5 text-left hover:bg-sunken focus-visible:-outline-offset-2"
          >
            <ReachedThrough row={row} toPackage={!withPackage} />
          </button>
        )}
      </Td>
      {withSides ? null : (
        <Td>
          {row.scope}
          {row.inspector ? (
            <span className="ml-2 inline-block align-middle">
              <InspectorMark />
            </span>
          ) : null}
        </Td>
      )}
      {withArtifact ? (
        <Td className="truncate max-lg:max-w-52 lg:w-[17%] lg:max-w-0" title={visible(`${row.artifact.kind} ${row.artifact.name}, ${row.artifact.ref}`)}>
          <Link href={buildHref(row.service.slug, row.artifact.id, row.build.seq)} className="hover:underline">
            <VisibleText text={artifact} />{" "}
            <span className="text-muted">
              <VisibleText text={row.artifact.ref} />
            </span>
          </Link>
        </Td>
      ) : null}
      <Td className="text-muted">
        <ShortTime at={row.since} />
        {withSides && row.until ? <Until since={row.since} until={row.until} /> : null}
      </Td>
      <Td>
        <SbomAge row={row} />
      </Td>
      {withOwner ? <Td className="max-w-40 truncate">{row.team?.name ?? <span className="text-muted">none</span>}</Td> : null}
    </tr>
  );
});

/** When it was gone again: only the time where that was on the same day. */
function Until({ since, until }: { since: string; until: string }) {
  return (
    <>
      {" – "}
      <time dateTime={until} title={absoluteUtc(until)}>
        {since.slice(0, 10) === until.slice(0, 10) ? until.slice(11, 16) : <ShortTime at={until} />}
      </time>
    </>
  );
}
