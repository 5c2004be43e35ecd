import Link from "next/link";
import { AddRevision, type SendRevision } from "@/components/incidents/add-revision";
import { LinesTable } from "@/components/incidents/lines-table";
import { count, plural } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { ShortTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { blastRadiusHref, questionFor } from "@/components/urls";
import type { Incident, RevisionDiff } from "@/lib/incidents/schemas";
import type { IndicatorListDetail } from "@/lib/indicator-lists/schemas";

type ListSectionProps = {
  found: Incident["found"];
  revisions: readonly RevisionDiff[];
  lists: readonly IndicatorListDetail[];
  /** The page with the lines of a revision. */
  hrefOf: (revision: number) => string;
  /** Null: nothing can be added here. */
  add: SendRevision | null;
};

/** What is looked for: what of it the fleet has, what became of each line, and how the list came to be. */
export function ListSection({ found, revisions, lists, hrefOf, add }: ListSectionProps) {
  return (
    <div className="flex flex-col gap-6">
      {add ? <AddRevision send={add} /> : null}
      <Found found={found} />
      <Revisions revisions={revisions} hrefOf={hrefOf} />
      {lists.map((list, index) => (
        <LinesTable key={list.id} list={list} title={lists.length === 1 ? "Lines" : `Lines of list ${index + 1}`} />
      ))}
    </div>
  );
}

function Found({ found }: { found: Incident["found"] }) {
  return (
    <section aria-labelledby="found">
      <h2 id="found" className="mb-2 font-semibold text-base">
        In the fleet
      </h2>
      {found.length === 0 ? (
        <p className="text-muted">No SBOM names any of it, now or in the window.</p>
      ) : (
        <TableFrame label="Versions of the list in the fleet">
          <Table>
            <thead>
              <tr>
                <Th>Package version</Th>
                <Th className="text-right">Services</Th>
              </tr>
            </thead>
            <tbody>
              {found.map((entry) => (
                <tr key={`${entry.ecosystem} ${entry.name} ${entry.version}`} className="hover:bg-hover">
                  <Td className="max-w-0 truncate font-mono text-[12.5px]">
                    <Link data-row prefetch={false} href={blastRadiusHref(questionFor(entry, entry.version))} className="link">
                      <VisibleText text={`${entry.ecosystem}:${entry.name}@${entry.version}`} />
                    </Link>
                  </Td>
                  <Td className="w-24 text-right">{count(entry.services)}</Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </TableFrame>
      )}
    </section>
  );
}

const linesShown = 20;

function Revisions({ revisions, hrefOf }: Pick<ListSectionProps, "revisions" | "hrefOf">) {
  return (
    <section aria-labelledby="revisions">
      <h2 id="revisions" className="mb-2 font-semibold text-base">
        Revisions
      </h2>
      <ol className="flex flex-col gap-2">
        {revisions.map((entry) => (
          <li key={entry.revision} className="panel px-4 py-2.5">
            <p className="flex flex-wrap gap-x-3">
              <span className="font-medium">Revision {entry.revision}</span>
              <span>
                {entry.revision === 1
                  ? plural(entry.indicators, "indicator")
                  : `+${count(entry.added)}, -${count(entry.removed)}: ${plural(entry.indicators, "indicator")}`}
              </span>
              <span className="text-muted">
                <ShortTime at={entry.at} /> by <VisibleText text={entry.by} />
              </span>
              {entry.note ? (
                <span className="wrap-anywhere">
                  <VisibleText text={entry.note} />
                </span>
              ) : null}
            </p>
            {entry.revision === 1 ? null : <Diff entry={entry} href={hrefOf(entry.revision)} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Diff({ entry: { revision, added, removed, addedLines, removedLines }, href }: { entry: RevisionDiff; href: string }) {
  if (addedLines === null || removedLines === null)
    return (
      <Link prefetch={false} href={href} scroll={false} className="link inline-flex min-h-6 items-center">
        Lines of revision {revision}
      </Link>
    );
  return (
    <div className="mt-1 font-mono text-[12.5px]">
      <Lines sign="+" lines={addedLines} total={added} tone="text-affected" />
      <Lines sign="-" lines={removedLines} total={removed} tone="text-muted" />
    </div>
  );
}

function Lines({ sign, lines, total, tone }: { sign: "+" | "-"; lines: readonly string[]; total: number; tone: string }) {
  const shown = lines.slice(0, linesShown);
  return (
    <>
      {shown.map((line) => (
        <p key={line} className={`wrap-anywhere ${tone}`}>
          {sign} <VisibleText text={line} />
        </p>
      ))}
      {total > shown.length ? (
        <p className="text-muted">
          {sign} {count(total - shown.length)} more
        </p>
      ) : null}
    </>
  );
}
