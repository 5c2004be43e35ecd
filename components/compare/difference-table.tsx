import Link from "next/link";
import { count } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { VisibleText } from "@/components/ui/visible-text";
import { packageHref } from "@/components/urls";
import type { ComparisonList } from "@/lib/inventory/compare/lists";
import type { BuildComparison, Difference } from "@/lib/inventory/compare/schemas";
import { visible } from "@/lib/text/visible.mjs";
import { reachedText } from "./markdown";
import { sections } from "./sections";

type Row = Difference &
  Partial<Pick<BuildComparison["otherHash"]["data"][number], "hashes">> &
  Partial<Pick<BuildComparison["licenceChanged"]["data"][number], "licences">>;

/** One list of a comparison, with its own heading and total. */
export function DifferenceTable({ name, list }: { name: ComparisonList; list: BuildComparison[ComparisonList] }) {
  const { title, note } = sections[name];
  const id = `differences-${name}`;
  const rows: readonly Row[] = list.data;
  const isSameVersion = name === "otherHash";
  const hasDetail = isSameVersion || name === "licenceChanged";
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-2 flex items-baseline gap-2 font-semibold text-base">
        {title} <span className="font-normal text-muted text-sm">{count(list.total)}</span>
      </h2>
      {note === "" ? null : <p className="mb-2 text-muted">{note}</p>}
      <TableFrame label={title}>
        <Table>
          <thead>
            <tr>
              <Th>Package</Th>
              {isSameVersion ? (
                <Th>Version</Th>
              ) : (
                <>
                  <Th>From</Th>
                  <Th>To</Th>
                </>
              )}
              {hasDetail ? <Th>{isSameVersion ? "Hash" : "Licence"}</Th> : null}
              <Th>Reached through</Th>
              <Th>Scope</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.package.ecosystem} ${row.package.name} ${keyOf(row.from)} ${keyOf(row.to)}`} className="hover:bg-hover">
                <Td className="max-w-96 truncate font-medium">
                  <Link data-row href={packageHref(row.package)} className="link font-mono text-[12.5px]" title={visible(row.package.name)}>
                    <VisibleText text={row.package.name} />
                  </Link>{" "}
                  <span className="font-normal text-muted">{row.package.ecosystem}</span>
                </Td>
                {isSameVersion ? null : <VersionCell side={row.from} />}
                <VersionCell side={row.to} />
                {hasDetail ? (
                  <Td className={isSameVersion ? "whitespace-normal sm:whitespace-nowrap" : "min-w-48 max-w-96 whitespace-normal"}>
                    <Detail row={row} />
                  </Td>
                ) : null}
                <Td className="max-w-72 truncate text-muted" title={visible(reachedText(row))}>
                  <VisibleText text={reachedText(row).replace(/^through /, "")} />
                </Td>
                <Td className="text-muted">{(row.to ?? row.from)?.scope}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </TableFrame>
      {list.total > rows.length ? <p className="mt-2 text-muted text-xs">The first {count(rows.length)}; the files above have more.</p> : null}
    </section>
  );
}

function keyOf(side: Difference["from"]): string {
  return side === null ? "" : `${side.version} ${side.release ?? ""}`;
}

function VersionCell({ side }: { side: Difference["from"] }) {
  return (
    <Td className="max-w-48 truncate font-mono text-[12.5px]" title={visible(side?.version ?? "")}>
      {side === null ? (
        <span className="font-sans text-muted">absent</span>
      ) : side.version ? (
        <VisibleText text={side.version} />
      ) : (
        <span className="font-sans text-muted">no version</span>
      )}
      {side?.release ? (
        <span className="text-muted">
          {" "}
          <VisibleText text={side.release} />
        </span>
      ) : null}
    </Td>
  );
}

function Detail({ row: { hashes, licences } }: { row: Row }) {
  if (licences !== undefined) {
    return (
      <>
        <VisibleText text={licences.from.join(", ")} /> <span aria-hidden>→</span> <span className="sr-only">became</span>{" "}
        <VisibleText text={licences.to.join(", ")} />
      </>
    );
  }
  return (
    <ul className="font-mono text-[12.5px]">
      {hashes?.map(({ algorithm, from, to }) => (
        <li key={algorithm} title={visible(`${from.join(" ")} → ${to.join(" ")}`)}>
          <VisibleText text={`${algorithm} ${from[0]?.slice(0, 12) ?? ""}`} /> <span aria-hidden>→</span> <span className="sr-only">became</span>{" "}
          <VisibleText text={to[0]?.slice(0, 12) ?? ""} />
        </li>
      ))}
    </ul>
  );
}
